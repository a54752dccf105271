//! What stands in an article but could not be read as what it seems to be: dates that no calendar has, numbers that are too
//! large. It is left out of the layers and said here, so that nothing is lost in silence.

use std::fmt;

use crate::text::{CodePoints, Span};

/// Why something was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// The calendar has no such date: "February 30".
    NoSuchDate,
    /// The clock has no such time: "25:70".
    NoSuchTime,
    /// A number of more digits than can be kept exactly.
    NumberTooLarge,
    /// More people than have ever lived.
    TooManyPeople,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoSuchDate => "the calendar has no such date; it is left out",
            Self::NoSuchTime => "the clock has no such time; it is left out",
            Self::NumberTooLarge => "the number is too large to be kept exactly; it is left out",
            Self::TooManyPeople => "that many people have never lived; the number is left out",
        })
    }
}

/// So many characters of what was left out are shown.
const LONGEST: usize = 80;

/// Something that was left out, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Remark {
    /// Its characters.
    pub span: Span,
    /// Why.
    pub fault: Fault,
}

impl Remark {
    /// What to show to whoever reads the article `text`: the place in code points, the words, and the reason.
    #[must_use]
    pub fn message(&self, text: &str, points: &CodePoints) -> String {
        let (start, end) = points.span(self.span);
        // A number may go on for a million digits.
        let words = self.span.of(text);
        let shown = words.char_indices().nth(LONGEST).map(|(end, _)| format!("{}…", &words[..end]));
        let shown = shown.as_deref().unwrap_or(words);
        format!("characters {start}-{end}: \"{shown}\": {}", self.fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_in_code_points() {
        let text = "Zoë came on June 31.";
        let start = text.find("June").unwrap();
        let remark = Remark { span: Span::new(start, start + 7), fault: Fault::NoSuchDate };
        assert_eq!(
            remark.message(text, &CodePoints::new(text)),
            "characters 12-19: \"June 31\": the calendar has no such date; it is left out"
        );
        let text = "é".repeat(1000);
        let remark = Remark { span: Span::new(0, text.len()), fault: Fault::NumberTooLarge };
        let message = remark.message(&text, &CodePoints::new(&text));
        assert!(message.starts_with("characters 0-1000: \"éé") && message.len() < 300, "{message}");
    }
}
