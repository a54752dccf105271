//! Byte offsets to Unicode code points, as RFC 5147 fragments and the annotation format count them.

use super::Span;

/// Converts byte offsets into one text to code-point offsets, in constant time for ASCII texts and in
/// logarithmic time otherwise.
#[derive(Debug, Clone)]
pub struct CodePoints {
    /// Byte offset of each character that is longer than one byte, with the number of surplus bytes up to and
    /// including it; sorted by offset.
    wide: Vec<(usize, usize)>,
}

impl CodePoints {
    /// Prepares the conversion for `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut surplus = 0;
        let wide = text
            .char_indices()
            .filter(|(_, c)| c.len_utf8() > 1)
            .map(|(at, c)| {
                surplus += c.len_utf8() - 1;
                (at, surplus)
            })
            .collect();
        Self { wide }
    }

    /// The code-point offset of byte `byte`, which must be a character boundary.
    #[must_use]
    pub fn at(&self, byte: usize) -> usize {
        let before = self.wide.partition_point(|&(at, _)| at < byte);
        byte - if before == 0 { 0 } else { self.wide[before - 1].1 }
    }

    /// Begin and end of `span` in code points, end exclusive.
    #[must_use]
    pub fn span(&self, span: Span) -> (usize, usize) {
        (self.at(span.start), self.at(span.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_code_points() {
        let text = "é€x😀y";
        let points = CodePoints::new(text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(byte), count);
        }
        assert_eq!(points.at(text.len()), text.chars().count());
        assert_eq!(points.span(Span::new(2, 6)), (1, 3));
    }
}
