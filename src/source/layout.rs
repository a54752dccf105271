//! Paragraphs of a text: which line ends divide them and which only wrap a line.
//!
//! Blank lines always divide. Where a text also has single line ends, they mean one of two things for the whole text:
//! either each line is a paragraph (pages turned into text), or lines are wrapped at some width (mail, wire feeds).
//! Wrapped lines betray themselves: none is long, and many go on with a small letter.

use crate::text::Span;

/// No line of a text wrapped by a program for people to read is longer, in characters.
const WIDEST_WRAP: usize = 110;

/// One line that is not blank.
#[derive(Debug, Clone, Copy)]
struct Line {
    /// Without surrounding white space, in bytes.
    span: Span,
    /// Length of that in characters.
    chars: usize,
    /// White space before it on the line, in characters.
    indent: usize,
    /// True where a blank line, or the start of the text, comes before.
    after_blank: bool,
}

/// The paragraphs of `text` in order, each without surrounding white space.
pub(super) fn paragraphs(text: &str) -> Vec<Span> {
    let lines = lines(text);
    let wrapped = wrap_width(text, &lines);
    let mut paragraphs: Vec<Span> = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let joined = i > 0 && !line.after_blank && goes_on(text, lines[i - 1], *line, wrapped);
        match paragraphs.last_mut() {
            Some(last) if joined => last.end = line.span.end,
            _ => paragraphs.push(line.span),
        }
    }
    paragraphs
}

fn lines(text: &str) -> Vec<Line> {
    const ENDS: [char; 7] = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    let mut lines = Vec::new();
    let mut after_blank = true;
    let mut start = 0;
    while start < text.len() {
        let rest = &text[start..];
        let end = rest.find(ENDS).unwrap_or(rest.len());
        let end_len =
            if rest[end..].starts_with("\r\n") { 2 } else { rest[end..].chars().next().map_or(0, char::len_utf8) };
        let line = &rest[..end];
        let body = line.trim_start();
        let at = start + line.len() - body.len();
        let body = body.trim_end();
        if body.is_empty() {
            after_blank = true;
        } else {
            let span = Span::new(at, at + body.len());
            let indent = text[start..at].chars().count();
            lines.push(Line { span, chars: body.chars().count(), indent, after_blank });
            after_blank = false;
        }
        start += end + end_len;
    }
    lines
}

/// The width that the text is wrapped at, in characters, or `None` where each line is a paragraph.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    // An address cannot be wrapped, and may be longer than the width.
    let widest = lines.iter().filter(|l| l.span.of(text).contains(' ')).map(|l| l.chars).max()?;
    if widest > WIDEST_WRAP {
        return None;
    }
    let breaks = || lines.windows(2).filter(|pair| !pair[1].after_blank);
    let small = breaks().filter(|pair| mid_sentence(text, pair[0], pair[1])).count();
    (small > 0 && small * 10 >= breaks().count() * 3).then_some(widest)
}

/// True where line `b` goes on with the paragraph of line `a`, which stands right above it.
fn goes_on(text: &str, a: Line, b: Line, wrapped: Option<usize>) -> bool {
    if is_item(b.span.of(text)) && (is_item(a.span.of(text)) || ends_sentence(a.span.of(text))) {
        return false;
    }
    if mid_sentence(text, a, b) {
        return true;
    }
    let Some(width) = wrapped else { return false };
    if b.indent > a.indent + 1 {
        return false;
    }
    // A wrapped line ends where the next word would not have fitted; fmt and mail programs fill a line to 9/10.
    let next = b.span.of(text).split_whitespace().next().map_or(0, |word| word.chars().count());
    (a.chars + 1 + next) * 10 > width * 9
}

fn mid_sentence(text: &str, a: Line, b: Line) -> bool {
    let (above, below) = (a.span.of(text), b.span.of(text));
    // A credit line under a picture is whole, whatever a page has left of the paragraph after it.
    below.starts_with(char::is_lowercase) && !ends_sentence(above) && !above.starts_with('©')
}

/// True where the last character of `text`, closing quotes and brackets aside, ends a sentence or introduces a list.
pub(super) fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || "\"'”’»)]*".contains(c));
    text.ends_with(['.', '!', '?', ':', ';', '…'])
}

/// True for "- item", "• item", "1. item", "(a) item".
fn is_item(line: &str) -> bool {
    let Some((mark, rest)) = line.split_once(char::is_whitespace) else { return false };
    if rest.is_empty() {
        return false;
    }
    let number = mark.trim_start_matches('(').trim_end_matches(['.', ')']);
    let numbered = number.len() < mark.len() && number.len() <= 3 && !number.is_empty();
    ["-", "–", "—", "*", "•", "·", "◦", "▪", "●", "‣", ">", "+"].contains(&mark)
        || (numbered && (number.bytes().all(|b| b.is_ascii_digit()) || number.len() == 1) && number.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, want: &[&str]) {
        let got: Vec<&str> = paragraphs(text).into_iter().map(|s| s.of(text)).collect();
        assert_eq!(got, want, "{text:?}");
    }

    #[test]
    fn blank_lines_divide() {
        check("", &[]);
        check(" \r\n\t\n", &[]);
        check("One.\n\nTwo.", &["One.", "Two."]);
        check("  One.  \r\n \t \r\n\r\nTwo.\r\n", &["One.", "Two."]);
        check("One.\u{2029}\u{a0}\u{2029}Two.", &["One.", "Two."]);
    }

    #[test]
    fn a_line_is_a_paragraph_in_unwrapped_text() {
        check(
            "Rain halts final\nThe final was called off on Sunday.\nIt will be played on Monday, said Ana Silva.",
            &[
                "Rain halts final",
                "The final was called off on Sunday.",
                "It will be played on Monday, said Ana Silva.",
            ],
        );
        check("Short head\r\nBody one.\rBody two.", &["Short head", "Body one.", "Body two."]);
        check("It was said to be\nover by noon.", &["It was said to be\nover by noon."]);
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let text = "River falls in Assam\n\
                    GUWAHATI (Agency) - The river fell below the danger mark on\n\
                    Thursday for the first time in nine days, and families began\n\
                    to walk back to their villages. District officer Rekha Bora\n\
                    said that 41 camps were still open.\n\
                    Schools open on Monday.";
        let got = paragraphs(text);
        assert_eq!(got.len(), 3, "{got:?}");
        assert!(got[1].of(text).ends_with("still open."));
        let indented = "   The council met late on Tuesday and voted to close the\nold bridge to lorries until the spring of next year. Noise\n   Residents had asked for that since the summer floods had\nwashed out its northern pier.";
        assert_eq!(paragraphs(indented).len(), 2);
    }

    #[test]
    fn items_stand_alone() {
        check(
            "The plan has three parts:\n- new homes\n- a school\n- wider roads",
            &["The plan has three parts:", "- new homes", "- a school", "- wider roads"],
        );
        check("Results:\n1. Kipchoge\n2. bekele", &["Results:", "1. Kipchoge", "2. bekele"]);
    }
}
