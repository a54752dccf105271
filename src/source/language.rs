//! [`foreign`]: texts that are surely not in English.

use whatlang::Lang;

use crate::text::Article;

/// Characters that are looked at: more make it no surer.
const SAMPLE: usize = 3_000;
/// Texts of fewer characters are read whatever they look like.
const LEAST: usize = 200;

/// The language of an article that is not in English, where that is beyond doubt: short texts, and texts that may be
/// English, are read.
pub(super) fn foreign(article: &Article) -> Option<&'static str> {
    let text = &article.text;
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    if sample.chars().count() < LEAST {
        return None;
    }
    let found = whatlang::detect(sample)?;
    (found.lang() != Lang::Eng && found.is_reliable() && found.confidence() > 0.9).then(|| found.lang().eng_name())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_surely_foreign_is() {
        let german = "Der Bürgermeister sagte am Montag, dass die alte Brücke im Mai wieder geöffnet werde. ".repeat(4);
        let english = "The mayor said on Monday that the old bridge would open again in May. ".repeat(4);
        let zulu = "Umphathi wedolobha uthe ibhuloho elidala lizovulwa futhi ngoMeyi, kusho abasebenzi. ".repeat(4);
        let quoting = format!("{english} \"Die Brücke ist offen\", he added.");
        for (text, want) in [
            (german.as_str(), Some("German")),
            (&german[..90], None),
            (&english, None),
            (&quoting, None),
            ("1 2 3 4 5", None),
        ] {
            assert_eq!(foreign(&Article::new("x", text)), want, "{text}");
        }
        assert!(foreign(&Article::new("x", zulu.as_str())) != Some("English"));
    }
}
