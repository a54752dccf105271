//! IRIs of what an article speaks of.

use oxigraph::model::{NamedNode, NamedNodeRef};
use sha2::{Digest as _, Sha256};
use unicode_normalization::UnicodeNormalization as _;

use super::DEFAULT_BASE;
use crate::annotate::Annotations;
use crate::ontology::EntityType;
use crate::text::{Article, CodePoints, Span};

/// How graphs are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    base: String,
    /// Keep the article's text in the graph.
    pub text: bool,
    /// Version of the model that read the articles, for their provenance.
    pub model: String,
    /// Version of the knowledge base that they were linked to, for their provenance.
    pub kb: String,
}

/// A base that no IRI can be made of.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "--base {0}: not an IRI to mint others under: write an absolute one that ends in / or #, such as {DEFAULT_BASE}"
)]
pub struct OptionsError(String);

impl Default for Options {
    fn default() -> Self {
        Self { base: DEFAULT_BASE.to_owned(), text: true, model: "unknown".to_owned(), kb: "unknown".to_owned() }
    }
}

impl Options {
    /// Options with that base for minted IRIs, with the articles' texts.
    ///
    /// # Errors
    /// When `base` is no absolute IRI that ends in `/` or `#`.
    pub fn new(base: &str) -> Result<Self, OptionsError> {
        if NamedNode::new(base).is_err() || !base.ends_with(['/', '#']) {
            return Err(OptionsError(base.to_owned()));
        }
        Ok(Self { base: base.to_owned(), ..Self::default() })
    }
}

/// The IRI of an article, which is its graph's too; of several versions of it, that of the first.
#[must_use]
pub fn article_iri(article: &Article, options: &Options) -> NamedNode {
    NamedNode::new_unchecked(format!("{}article/{}", options.base, key(article)))
}

/// The IRI of the article with that address, under that base.
#[must_use]
pub fn article_iri_of_url(url: &str, base: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{base}article/{}", key_of(url.trim())))
}

/// Mints the IRIs of one article.
#[derive(Debug)]
pub struct Names {
    base: String,
    article: String,
    points: CodePoints,
}

impl Names {
    /// Names for `article`.
    #[must_use]
    pub fn new(article: &Article, options: &Options) -> Self {
        Self {
            article: article_iri(article, options).into_string(),
            base: options.base.clone(),
            points: CodePoints::new(&article.text),
        }
    }

    /// The article, and its graph.
    #[must_use]
    pub fn article(&self) -> &str {
        &self.article
    }

    /// Something that is not the article's own, such as `run/…`.
    #[must_use]
    pub fn shared(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// A stretch of the text (RFC 5147).
    #[must_use]
    pub fn mention(&self, span: Span) -> String {
        let (begin, end) = self.points.span(span);
        format!("{}#char={begin},{end}", self.article)
    }

    /// Begin and end of a span in code points.
    #[must_use]
    pub fn range(&self, span: Span) -> (usize, usize) {
        self.points.span(span)
    }

    /// Something of the article, by where it begins: `#event=120`.
    #[must_use]
    pub fn scoped(&self, kind: &str, byte: usize) -> String {
        format!("{}#{kind}={}", self.article, self.points.at(byte))
    }

    /// The entity with that index. What is surely an entry of the knowledge base has that entry's identifier. A full
    /// personal name and the proper name of anything else stand for the same thing in
    /// all articles; a single-word personal name and whatever has no name are the article's own.
    #[must_use]
    pub fn entity(&self, layers: &Annotations, index: usize) -> String {
        let entity = &layers.entities[index];
        if let Some(known) = entity.link.as_ref().filter(|l| l.is_certain()) {
            let entry = &known.entry;
            if let Some(own) = &entry.iri {
                return own.clone();
            }
            let local = entry.qid.map(|q| q.to_string()).or_else(|| entry.geonames.map(|g| format!("geonames/{g}")));
            if let Some(local) = local {
                return format!("{}entity/{local}", self.base);
            }
        }
        let first = layers.mentions[entity.mentions[0]].span.start;
        if entity.group.is_some() || entity.entity_type == EntityType::Group {
            return self.scoped("group", first);
        }
        let named = entity.is_named(&layers.mentions);
        let slug = slug(&entity.label);
        let single = entity.entity_type == EntityType::Person && !slug.contains('-');
        if !named || single || slug.is_empty() {
            return self.scoped("entity", first);
        }
        let kind = entity.entity_type.name().to_lowercase();
        format!("{}entity/{kind}/{slug}", self.base)
    }
}

/// First 16 hex digits of the SHA-256 of the URL, or of the normalised text where there is none.
fn key(article: &Article) -> String {
    match &article.url {
        Some(url) => key_of(url.trim()),
        None => key_of(&normalised(&article.text)),
    }
}

fn key_of(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes())[..8])
}

/// Text for comparison: NFC, white space as single spaces.
pub(super) fn normalised(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect()
}

/// Lower-case hex digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}

/// "São Paulo" → `sao-paulo`. Letters of other scripts stay as they are.
pub(super) fn slug(label: &str) -> String {
    let plain = label.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c));
    let mut out = String::new();
    for c in plain.nfc().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !matches!(c, '\'' | '’' | '.') && !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    let out = out.trim_end_matches('-');
    // Letters that an IRI may not hold (private use and the like) make the name unusable.
    if NamedNodeRef::new(&format!("x:{out}")).is_ok() { out.to_owned() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs() {
        for (label, expected) in [
            ("Mia Shem", "mia-shem"),
            ("São Paulo", "sao-paulo"),
            ("O'Neill & Sons, Inc.", "oneill-sons-inc"),
            ("U.S. Senate", "us-senate"),
            ("北京", "北京"),
            ("***", ""),
        ] {
            assert_eq!(slug(label), expected);
        }
    }

    #[test]
    fn articles_are_known_by_url_or_text() {
        let names = |url: Option<&str>, text: &str| {
            let mut article = crate::source::from_text("x", text);
            article.url = url.map(str::to_owned);
            Names::new(&article, &Options::default()).article().to_owned()
        };
        assert_eq!(names(Some("https://example.org/a"), "one"), names(Some("https://example.org/a"), "two"));
        assert_eq!(names(None, "one  two"), names(None, "one two\n"));
        assert_ne!(names(None, "one two"), names(None, "one three"));
        // SHA-256 of the URL, from sha256sum.
        assert!(names(Some("https://example.org/a"), "").starts_with("https://w3id.org/newsgraph/kg/article/"));
    }

    #[test]
    fn bases() {
        assert!(Options::new("https://example.org/kg/").is_ok());
        for bad in ["", "example", "https://example.org/kg", "https://exa mple.org/"] {
            assert!(Options::new(bad).is_err(), "{bad}");
        }
    }
}
