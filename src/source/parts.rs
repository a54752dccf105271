//! [`blocks`]: the parts of an article's text, and what each is.

use super::boilerplate::{Place, byline, is_boilerplate, tail};
use super::dateline::{has_dateline, is_dateline, may_be_place_line};
use super::layout::{ends_sentence, paragraphs};
use crate::text::{Block, BlockKind, Span};

/// Headline, byline and dateline stand among this many first blocks.
const HEAD: usize = 8;
/// A headline is no longer than this, in characters.
const LONGEST_HEADLINE: usize = 180;

/// Divides `text` into blocks: headline, datelines that stand alone, paragraphs, and notices that are no part of the
/// story. Blocks do not overlap, and hold all of the text but the white space between them. Works for any text; what
/// is no news is all [`BlockKind::Body`].
///
/// ```
/// use newsgraph::source::blocks;
/// use newsgraph::text::BlockKind::{Body, Boilerplate, Headline};
///
/// let text = "Ferry sinks off Cebu\n\nMANILA (Agency) - A ferry sank on Friday.\n\n(Reporting by Jo Cruz)";
/// let kinds: Vec<_> = blocks(text).iter().map(|block| block.kind).collect();
/// assert_eq!(kinds, [Headline, Body, Boilerplate]);
/// ```
#[must_use]
pub fn blocks(text: &str) -> Vec<Block> {
    blocks_with_title(text, None)
}

/// Like [`blocks`], where the headline is known: it is found wherever it is repeated.
#[must_use]
pub fn blocks_with_title(text: &str, title: Option<&str>) -> Vec<Block> {
    let mut blocks: Vec<Block> =
        paragraphs(text).into_iter().map(|span| Block { span, kind: BlockKind::Body }).collect();
    mark_notices(text, &mut blocks);
    mark_headline(text, &mut blocks, title);
    mark_datelines(text, &mut blocks);
    if !blocks.iter().any(|block| block.kind == BlockKind::Body) {
        // A text that is nothing but notices is not what the patterns were made for: nothing may be lost by them.
        for block in &mut blocks {
            block.kind = BlockKind::Body;
        }
    }
    split_credit(text, &mut blocks);
    blocks
}

/// Marks notices: anywhere, at the start, and in the run at the end.
fn mark_notices(text: &str, blocks: &mut [Block]) {
    for (i, block) in blocks.iter_mut().enumerate() {
        let part = block.span.of(text);
        if is_boilerplate(part, Place::Any) || (i < HEAD && is_boilerplate(part, Place::Start)) {
            block.kind = BlockKind::Boilerplate;
        }
    }
    for block in blocks.iter_mut().rev() {
        if block.kind != BlockKind::Boilerplate && !is_boilerplate(block.span.of(text), Place::End) {
            break;
        }
        block.kind = BlockKind::Boilerplate;
    }
}

fn mark_headline(text: &str, blocks: &mut [Block], title: Option<&str>) {
    let title = title.map(key).filter(|title| !title.is_empty());
    if title.is_some_and(|title| mark_repeats(text, blocks, &title) > 0) {
        return;
    }
    let mut body = blocks.iter().enumerate().filter(|(_, block)| block.kind == BlockKind::Body);
    let Some((first, block)) = body.next().filter(|&(first, _)| first < HEAD) else { return };
    let line = block.span.of(text);
    if is_headline(line) && body.any(|(_, block)| is_prose(block.span.of(text))) {
        blocks[first].kind = BlockKind::Headline;
        mark_repeats(text, blocks, &key(line));
    }
}

/// Marks the blocks that say the same as the headline, of which `headline` is the [`key`]; returns how many.
fn mark_repeats(text: &str, blocks: &mut [Block], headline: &str) -> usize {
    // Only as long as it can be the same: most paragraphs are longer.
    let most = headline.len() * 2 + 16;
    let mut count = 0;
    for block in blocks.iter_mut().filter(|block| block.kind == BlockKind::Body && block.span.len() <= most) {
        if key(block.span.of(text)) == headline {
            block.kind = BlockKind::Headline;
            count += 1;
        }
    }
    count
}

/// Marks datelines that stand alone, before the story or right at its start.
fn mark_datelines(text: &str, blocks: &mut [Block]) {
    for i in 0..blocks.len().min(HEAD) {
        if blocks[i].kind != BlockKind::Body {
            continue;
        }
        let line = blocks[i].span.of(text);
        // "LIMA" or "LIMA -" alone is the start of a story only right above one; a line with a date says more.
        let dated = line.contains(|c: char| c.is_ascii_digit()) && i + 1 < blocks.len();
        let before_story = blocks.get(i + 1).is_some_and(|next| is_prose(next.span.of(text)));
        if (dated || before_story) && is_dateline(line) || before_story && may_be_place_line(line) {
            blocks[i].kind = BlockKind::Dateline;
        }
    }
}

/// Makes a credit at the end of the last paragraph a block of its own.
fn split_credit(text: &str, blocks: &mut Vec<Block>) {
    let Some(last) = blocks.iter().rposition(|block| block.kind == BlockKind::Body) else { return };
    let span = blocks[last].span;
    let paragraph = span.of(text);
    let Some(at) = tail(paragraph) else { return };
    let end = span.start + paragraph[..at].trim_end().len();
    if end == span.start {
        return;
    }
    blocks[last].span.end = end;
    let span = Span::new(span.start + at, span.end);
    blocks.insert(last + 1, Block { span, kind: BlockKind::Boilerplate });
}

/// True for a line that may be a headline by its looks.
fn is_headline(line: &str) -> bool {
    let words = line.split_whitespace().count();
    if words < 2
        || line.starts_with('(')
        || line.contains('@')
        || line.len() > LONGEST_HEADLINE * 4
        || line.chars().count() > LONGEST_HEADLINE
    {
        return false;
    }
    let last = line.trim_end_matches(|c: char| "\"'”’»)]".contains(c));
    if last.ends_with([',', ':', ';', '-', '–', '—', '_']) || has_dateline(line) || byline(line).is_some() {
        return false;
    }
    if !last.ends_with('.') {
        return !line.starts_with(char::is_lowercase) && !has_inner_end(line);
    }
    is_title_case(line) || ends_in_acronym(last)
}

/// True where a sentence ends inside the line: "The bridge is open. Why now?"
fn has_inner_end(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    words.windows(2).any(|pair| {
        let word = pair[0].trim_end_matches(|c: char| "\"'”’»)]".contains(c));
        let stem = word.strip_suffix('.').unwrap_or_default();
        // "vs.", "St.", "U.S." and initials end no sentence.
        stem.chars().count() > 4 && stem.chars().all(char::is_lowercase) && pair[1].starts_with(char::is_uppercase)
    })
}

/// True where nearly all words of five letters and more begin with a capital, and there are several.
fn is_title_case(line: &str) -> bool {
    let long = || line.split_whitespace().filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() >= 5).skip(1);
    let start =
        |word: &&str| word.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(|c: char| !c.is_lowercase());
    let capitals = long().filter(start).count();
    capitals >= 3 && capitals * 10 >= long().count() * 9
}

/// True for "… leaves the U.S."
fn ends_in_acronym(line: &str) -> bool {
    let last = line.split_whitespace().next_back().unwrap_or_default();
    last.matches('.').count() >= 2 && last.split('.').all(|part| part.chars().count() <= 1)
}

/// True for a block that is a sentence or more, not a heading.
fn is_prose(block: &str) -> bool {
    block.len() > 200 || (ends_sentence(block) && block.split_whitespace().take(5).count() == 5)
}

/// A headline without what changes when it is repeated: letter case, white space and quotes.
fn key(line: &str) -> String {
    let letters = line.chars().filter(|c| c.is_alphanumeric() || c.is_whitespace()).collect::<String>();
    letters.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use BlockKind::{Body, Boilerplate, Dateline, Headline};

    #[track_caller]
    fn check(text: &str, want: &[BlockKind]) {
        let got = blocks(text);
        let kinds: Vec<BlockKind> = got.iter().map(|block| block.kind).collect();
        assert_eq!(kinds, want, "{:?}", got.iter().map(|b| b.span.of(text)).collect::<Vec<_>>());
    }

    const STORY: &str = "The mayor said on Monday that the old bridge would open again in May.";

    #[test]
    fn wire_copy_has_its_parts() {
        let line = "Bridge to open in May";
        let text =
            [line, "It was closed for two years.", line, "A first in the valley", "Northern Province:", STORY, "– AFP"];
        check(&text.join("\n\n"), &[Headline, Body, Headline, Body, Dateline, Body, Boilerplate]);
        check(&text.join("\n"), &[Headline, Body, Headline, Body, Dateline, Body, Boilerplate]);
        check(&text.join("\r\n\r\n"), &[Headline, Body, Headline, Body, Dateline, Body, Boilerplate]);
        let text = [
            "Bridge opens",
            "By Ana Silva",
            "March 3, 2024",
            "LIMA (Agency) –",
            STORY,
            "Read more: Why bridges fall",
            STORY,
        ];
        check(&text.join("\n\n"), &[Headline, Boilerplate, Dateline, Dateline, Body, Boilerplate, Body]);
    }

    #[test]
    fn headlines() {
        for line in [
            "Will the bridge open in May?",
            "Mayor: 'The bridge will open'",
            "Bridge Will Finally Open After Years Of Delay.",
            "Bridge builder leaves the U.S.",
            "St. Helena gets its bridge",
            "BRIDGE TO OPEN",
        ] {
            check(&format!("{line}\n\n{STORY}"), &[Headline, Body]);
        }
        for line in [
            STORY,
            "Dear all,",
            "LIMA (Agency) - The bridge is open",
            "Bridge",
            "the bridge is open",
            "Much has been said about the bridge. Its history",
            "ana@example.org Ana Silva",
        ] {
            assert_ne!(blocks(&format!("{line}\n\n{STORY}"))[0].kind, Headline, "{line}");
        }
        check("Milk and bread\n\nEggs and flour", &[Body, Body]);
        check("Bridge to open", &[Body]);
    }

    #[test]
    fn a_known_title_is_found() {
        let text = format!("Exclusive\n\n{STORY}\n\n{STORY} So it was.");
        let kinds = |title| blocks_with_title(&text, title).iter().map(|b| b.kind).collect::<Vec<_>>();
        assert_eq!(kinds(Some(STORY)), [Boilerplate, Headline, Body]);
        assert_eq!(kinds(Some("Something else")), [Boilerplate, Body, Body]);
    }

    #[test]
    fn a_text_of_notices_only_is_kept() {
        check("Read more: A\n\nADVERTISEMENT", &[Body, Body]);
        check("", &[]);
    }

    #[test]
    fn notices_at_the_end_only_there() {
        let credit = "Ana Silva and Tom Okoye contributed to this report.";
        check(&[STORY, credit, "ADVERTISEMENT"].join("\n\n"), &[Body, Boilerplate, Boilerplate]);
        check(&[credit, STORY].join("\n\n"), &[Body, Body]);
        check(&format!("{STORY}\n\n{STORY} (Reporting by Ana Silva; editing by Jo Park)"), &[Body, Body, Boilerplate]);
    }
}
