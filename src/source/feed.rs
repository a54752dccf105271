//! The feed reader: RSS, Atom and JSON Feed; each entry is an article.

use std::vec;

use feed_rs::model::{Entry, Feed};

use super::reader::Records;
use super::stream::{self, Bytes, Piece};
use super::{Diagnostic, ReadOptions, Severity, SourceError, finish, html};
use crate::text::{Article, Published};

/// The entries of one feed.
pub(super) struct Entries {
    path: String,
    publisher: Option<String>,
    language: Option<String>,
    authors: Vec<String>,
    rest: vec::IntoIter<Entry>,
}

impl Entries {
    /// Parses a feed. It is held in memory as a whole: feeds list the latest articles only.
    pub(super) fn open(path: &str, bytes: &mut Bytes, options: &ReadOptions) -> Result<Self, SourceError> {
        let limit = options.max_article_bytes;
        let mut buffer = Vec::new();
        let piece = stream::whole(bytes, limit, &mut buffer);
        let piece = piece.map_err(|source| SourceError::Io { path: path.to_owned(), line: None, source })?;
        if piece == Piece::TooLong {
            return Err(SourceError::TooLong { path: path.to_owned(), line: None, limit });
        }
        let parser = feed_rs::parser::Builder::new().build();
        let feed: Feed = parser.parse(&buffer[..]).map_err(|error| {
            let message = format!("not a feed ({error}); RSS, Atom and JSON Feed are read");
            SourceError::Part { path: path.to_owned(), part: "feed".to_owned(), message }
        })?;
        Ok(Self {
            path: path.to_owned(),
            publisher: feed.title.map(|t| t.content.trim().to_owned()).filter(|t| !t.is_empty()),
            language: feed.language,
            authors: feed.authors.into_iter().filter_map(|p| p.name).collect(),
            rest: feed.entries.into_iter(),
        })
    }

    fn article(&self, entry: Entry, notes: &mut Vec<Diagnostic>) -> Result<Article, SourceError> {
        let links = &entry.links;
        let link = links.iter().find(|l| l.rel.as_deref().is_none_or(|rel| rel == "alternate")).or(links.first());
        let url = link.map(|l| l.href.clone()).filter(|u| u.starts_with("http"));
        let id = if entry.id.is_empty() { url.clone().unwrap_or_default() } else { entry.id.clone() };
        let content = entry.content.and_then(|c| c.body).filter(|b| !b.trim().is_empty());
        let summary = entry.summary.map(|s| s.content).filter(|s| !s.trim().is_empty());
        let text = [content, summary].into_iter().flatten().map(|part| html::fragment(&part)).max_by_key(String::len);
        let Some(text) = text.filter(|text| !text.is_empty()) else {
            let message = "no text: neither content nor summary; give the page that it links to".to_owned();
            return Err(SourceError::Part { path: self.path.clone(), part: id, message });
        };
        if entry.published.or(entry.updated).is_none() {
            let message = format!("{id}: no date that can be read; --published gives one");
            notes.push(Diagnostic { severity: Severity::Warning, path: self.path.clone(), line: None, message });
        }
        let mut article = Article::new(id, text);
        article.url = url;
        article.title = entry.title.map(|t| html::unescaped(&t.content)).filter(|t| !t.is_empty());
        let moment = |written: String| written.replace("+00:00", "Z").parse::<Published>().ok();
        let modified = entry.updated.and_then(|at| moment(at.to_rfc3339()));
        article.published = entry.published.and_then(|at| moment(at.to_rfc3339())).or_else(|| modified.clone());
        article.modified = modified.filter(|m| Some(m) != article.published.as_ref());
        let names = entry.authors.into_iter().filter_map(|p| p.name).map(|name| name.trim().to_owned());
        article.authors = names.filter(|name| !name.is_empty()).collect();
        if article.authors.is_empty() {
            article.authors.clone_from(&self.authors);
        }
        article.publisher.clone_from(&self.publisher);
        article.language = entry.language.or_else(|| self.language.clone());
        Ok(finish(article))
    }
}

impl Records for Entries {
    fn next(&mut self, _: &ReadOptions, notes: &mut Vec<Diagnostic>) -> Option<Result<Article, SourceError>> {
        let entry = self.rest.next()?;
        Some(self.article(entry, notes))
    }
}
