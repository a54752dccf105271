//! Quotation marks: curly, straight, doubled single ones and guillemets, paired within paragraphs; what one leaves open
//! may go on in the next.

use crate::text::{Article, BlockKind, Span};

/// A stretch of text in quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quotation {
    /// What stands between the marks, in bytes.
    pub(super) inner: Span,
    /// The same with the marks.
    pub(super) outer: Span,
    /// Index of the paragraph in [`Article::blocks`].
    pub(super) block: usize,
    /// It is not closed in its paragraph, and goes on in the next.
    pub(super) goes_on: bool,
    /// It goes on from the paragraph before.
    pub(super) continues: bool,
}

/// What kind of mark opened a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Curly,
    Straight,
    Angle,
    Single,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Open,
    Close,
    Either,
}

/// The outermost quotations of an article, in text order; they do not overlap. Time is linear in the text's length.
pub(super) fn quotations(article: &Article) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    let mut open_before = false;
    for (b, block) in article.blocks.iter().enumerate() {
        if block.kind == BlockKind::Boilerplate {
            continue;
        }
        let next_opens = article.blocks[b + 1..]
            .iter()
            .find(|n| n.kind == BlockKind::Body)
            .is_some_and(|n| opens_block(n.span.of(&article.text)));
        let (mut pairs, left) = pairs(&article.text, block.span);
        let goes_on = left
            .filter(|&(at, inner)| next_opens || introduced(&article.text, block.span, at) && inner < block.span.end);
        if let Some((at, inner)) = goes_on {
            pairs.retain(|p| p.0.start < at);
            pairs.push((Span::new(at, block.span.end), Span::new(inner, block.span.end)));
        }
        let first = found.len();
        for (outer, inner) in pairs {
            let continues = open_before && outer.start == block.span.start;
            found.push(Quotation { inner, outer, block: b, goes_on: false, continues });
        }
        open_before = goes_on.is_some() && next_opens;
        if let (true, Some(last)) = (open_before, found[first..].last_mut()) {
            last.goes_on = true;
        }
    }
    found
}

/// True where a paragraph begins with an opening mark.
fn opens_block(text: &str) -> bool {
    text.starts_with(['"', '“', '«', '„']) || text.starts_with("''") || text.starts_with("``")
}

/// An opening mark that is never closed counts where its paragraph begins with it or a comma or colon leads to it.
fn introduced(text: &str, block: Span, at: usize) -> bool {
    let before = text[block.start..at].trim_end();
    before.is_empty() || before.ends_with([',', ':'])
}

/// What two marks enclose: with the marks, and without.
type Pair = (Span, Span);

/// Pairs of marks in a paragraph, outermost only, as (with marks, without); and the first double mark left open, as
/// (where it stands, where what it opens begins).
fn pairs(text: &str, block: Span) -> (Vec<Pair>, Option<(usize, usize)>) {
    let mut stack: Vec<(Mark, usize, usize)> = Vec::new();
    let mut closed: Vec<Pair> = Vec::new();
    let body = block.of(text);
    // How many straight marks of those after a place must be closing ones.
    let closing: Vec<usize> = body
        .char_indices()
        .filter(|&(k, c)| c == '"' && side(body[..k].chars().next_back(), body[k + 1..].chars().next()) == Side::Close)
        .map(|(k, _)| k)
        .collect();
    let closers = |k: usize| closing.len() - closing.partition_point(|&c| c <= k);
    let mut skip = 0;
    let mut before: Option<char> = None;
    for (k, c) in body.char_indices() {
        if k < skip {
            continue;
        }
        let doubled = (c == '\'' || c == '`') && body[k + 1..].starts_with(c);
        let length = if doubled { 2 } else { c.len_utf8() };
        let after = body[k + length..].chars().next();
        let at = block.start + k;
        let found = if doubled { Some((Mark::Straight, side(before, after))) } else { mark(c, before, after) };
        skip = k + length;
        before = Some(c);
        let Some((mark, side)) = found else { continue };
        let own = stack.iter().rposition(|&(m, ..)| m == mark);
        let closes = match side {
            Side::Open => false,
            Side::Close => true,
            Side::Either => own.is_some(),
        };
        if closes {
            // A curly mark may close what a straight one opened, and the other way round.
            let other = |m: Mark| matches!((mark, m), (Mark::Curly, Mark::Straight) | (Mark::Straight, Mark::Curly));
            let Some(place) = own.or_else(|| stack.iter().rposition(|&(m, ..)| other(m))) else { continue };
            let (_, from, inner) = stack[place];
            stack.truncate(place);
            while closed.last().is_some_and(|(outer, _)| outer.start > from) {
                closed.pop();
            }
            closed.push((Span::new(from, at + length), Span::new(inner, at)));
        } else if mark == Mark::Straight && own.is_some() && closers(k) < 2 {
            // A second opening mark: the first was never closed.
            if let Some(place) = own {
                stack.truncate(place);
            }
            stack.push((mark, at, at + length));
        } else if mark != Mark::Single || stack.is_empty() {
            stack.push((mark, at, at + length));
        }
    }
    let left = stack.iter().find(|(m, ..)| *m != Mark::Single).map(|&(_, at, inner)| (at, inner));
    (closed, left)
}

fn mark(c: char, before: Option<char>, after: Option<char>) -> Option<(Mark, Side)> {
    let found = match c {
        '“' | '„' => (Mark::Curly, Side::Open),
        // Some typists open with the closing mark.
        '”' if before.is_none_or(char::is_whitespace) && after.is_some_and(char::is_alphanumeric) => {
            (Mark::Curly, Side::Open)
        }
        '”' => (Mark::Curly, Side::Close),
        '«' => (Mark::Angle, Side::Open),
        '»' => (Mark::Angle, Side::Close),
        '"' => (Mark::Straight, side(before, after)),
        '‘' => (Mark::Single, Side::Open),
        // An apostrophe within a word or at the beginning of one is none.
        '’' | '\'' => {
            let side = side(before, after);
            match side {
                Side::Close => (Mark::Single, Side::Close),
                Side::Open if c == '\'' && after.is_some_and(char::is_alphabetic) => (Mark::Single, Side::Open),
                _ => return None,
            }
        }
        _ => return None,
    };
    Some(found)
}

/// On which side of what it marks a straight mark stands, by its neighbours.
fn side(before: Option<char>, after: Option<char>) -> Side {
    let gap = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let opener = |c: Option<char>| gap(c) || matches!(c, Some('(' | '[' | '—' | '–' | '-' | '/' | '‘' | '\''));
    let closer = |c: Option<char>| gap(c) || c.is_some_and(|c| !c.is_alphanumeric());
    match (opener(before) && !gap(after), closer(after) && !gap(before)) {
        (true, false) => Side::Open,
        (false, true) => Side::Close,
        (true, true) if gap(before) => Side::Open,
        (true, true) if gap(after) => Side::Close,
        _ => Side::Either,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::from_text;

    #[test]
    fn marks_are_paired() {
        for (text, expected) in [
            ("\"We go,\" he said. \"Now.\"", &["We go,", "Now."][..]),
            ("“We go,” he said, “now.”", &["We go,", "now."]),
            ("He cried: “She said “no” to me.” Then", &["She said “no” to me."]),
            ("He said: \"They call it ‘home’ here.\"", &["They call it ‘home’ here."]),
            ("‘We don’t know,’ she said.", &["We don’t know,"]),
            ("'We don't know,' she said.", &["We don't know,"]),
            ("''We know,'' she said.", &["We know,"]),
            ("«We know», she said.", &["We know"]),
            ("It's the boys' turn, isn't it", &[]),
            ("A 6\" pipe and no more", &[]),
            ("One \"smart and \"good\" idea", &["good"]),
            ("No mark ” is closed” here”", &[]),
            ("She said: “We will run to the end of the text", &["We will run to the end of the text"]),
            ("“““““ many", &["““““ many"]),
            ("\"", &[]),
        ] {
            let article = from_text("t", format!("A headline stands here\n\n{text}"));
            let found = quotations(&article);
            let said: Vec<&str> = found.iter().map(|q| q.inner.of(&article.text)).collect();
            assert_eq!(said, expected, "{text}");
        }
    }

    #[test]
    fn quotations_go_on_in_the_next_paragraph() {
        let article = from_text("t", "A headline\n\n“We go,” he said. “We do.\n\n“We stay, too.”\n\nHe left. “No.”");
        let found = quotations(&article);
        let flags: Vec<(bool, bool)> = found.iter().map(|q| (q.goes_on, q.continues)).collect();
        assert_eq!(flags, [(false, false), (true, false), (false, true), (false, false)]);
    }
}
