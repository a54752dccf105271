//! Text of others on its way to a terminal.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The text with all that could move the cursor, colour the terminal, or turn the order of letters around written as
/// an escape such as `\u{1b}`. Line ends and tabs stay.
pub(crate) fn harmless(text: &str) -> Cow<'_, str> {
    if !text.contains(is_harmful) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if is_harmful(c) {
            let _ = write!(shown, "{}", c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// Whether a character does something to a terminal other than stand there: control characters, and the marks that
/// override or isolate the direction of writing. Those that only help mixed text along (U+200E, U+200F) do no harm.
pub(crate) fn is_harmful(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_moves_is_written_out() {
        for (text, shown) in [
            ("Oslo\n\tשלום 🌊 e\u{301}", "Oslo\n\tשלום 🌊 e\u{301}"),
            ("\u{1b}[31mred\u{7}\r\0", "\\u{1b}[31mred\\u{7}\\u{d}\\u{0}"),
            ("\u{9b}2J \u{202e}live\u{202c} \u{2067}x", "\\u{9b}2J \\u{202e}live\\u{202c} \\u{2067}x"),
        ] {
            assert_eq!(harmless(text), shown);
        }
    }
}
