//! Web pages: the story without what stands around it, and what the page says about it.
//!
//! ```text
//! text ──tree──▶ Tree ──words──▶ what each element is for ──meta──▶ headline, date, authors …
//!                                                         └─body──▶ paragraphs of the story
//! ```
//!
//! The rules are about pages of news in general: what JSON-LD, OpenGraph and HTML itself say, what class names mean in
//! plain English, where the sentences are. None is about one publisher.

mod body;
pub(super) mod charset;
pub(super) mod date;
mod headline;
mod jsonld;
mod meta;
mod tree;
mod words;

use tree::Tree;
use words::Words;

use super::stream::{self, Bytes, Piece};
use super::{Diagnostic, ReadOptions, Severity, SourceError, finish};
use crate::text::Article;

/// The story has at least as many characters; less is a headline, or a notice that there is nothing to read.
const LEAST: usize = 80;

/// Reads a page. `address` is where it was found, if that is known. `None` where it holds no story.
pub(super) fn article(id: &str, html: &str, address: Option<&str>) -> Option<Article> {
    let tree = Tree::parse(html);
    let words = Words::of(&tree);
    let meta = meta::Meta::read(&tree, &words, address);
    let paragraphs = body::paragraphs(&tree, &words, &meta);
    let text = paragraphs.join("\n\n");
    if text.chars().count() < LEAST {
        return None;
    }
    let mut article = Article::new(id, text);
    article.url = meta.url.or_else(|| address.map(str::to_owned));
    article.title = meta.title;
    article.published = meta.published;
    article.modified = meta.modified;
    article.authors = meta.authors;
    article.publisher = meta.publisher;
    article.language = meta.language;
    Some(article)
}

/// Reads the page in `bytes`. `path` names it in messages, `id` is its name.
pub(super) fn page(
    path: &str,
    id: &str,
    bytes: &mut Bytes,
    options: &ReadOptions,
    notes: &mut Vec<Diagnostic>,
) -> Result<Article, SourceError> {
    let limit = options.max_article_bytes;
    let mut buffer = Vec::new();
    let path_owned = || path.to_owned();
    let piece = stream::whole(bytes, limit, &mut buffer);
    if piece.map_err(|source| SourceError::Io { path: path_owned(), line: None, source })? == Piece::TooLong {
        return Err(SourceError::TooLong { path: path_owned(), line: None, limit });
    }
    let decoded = charset::decode(&buffer, None).map_err(|what| SourceError::Binary { path: path_owned(), what })?;
    if let Some(message) = decoded.note {
        notes.push(Diagnostic { severity: Severity::Note, path: path_owned(), line: None, message });
    }
    let article = article(id, &decoded.text, None);
    article.map(finish).ok_or_else(|| SourceError::NoArticle { path: path_owned(), line: None })
}

/// The text of a piece of HTML, on one line: without tags, its character references resolved.
fn unescaped(text: &str) -> String {
    if !text.contains(['&', '<']) {
        return text.to_owned();
    }
    let tree = Tree::parse(text);
    tree.text(Tree::ROOT)
}
