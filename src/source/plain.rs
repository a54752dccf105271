//! The plain text reader: one file, one article.

use super::decode::{Remark, decode};
use super::stream::{self, Bytes, Piece};
use super::{Diagnostic, ReadOptions, Severity, SourceError, finish};
use crate::text::Article;

/// Reads the article in `bytes`. `path` names it in messages, `id` is its name.
pub(super) fn article(
    path: &str,
    id: &str,
    bytes: &mut Bytes,
    options: &ReadOptions,
    notes: &mut Vec<Diagnostic>,
) -> Result<Article, SourceError> {
    let limit = options.max_article_bytes;
    let mut buffer = Vec::new();
    let piece = stream::whole(bytes, limit, &mut buffer);
    let path_owned = || path.to_owned();
    match piece.map_err(|source| SourceError::Io { path: path_owned(), line: None, source })? {
        Piece::TooLong => return Err(SourceError::TooLong { path: path_owned(), line: None, limit }),
        Piece::Whole | Piece::End => {}
    }
    let decoded = decode(&buffer).map_err(|what| SourceError::Binary { path: path_owned(), what })?;
    if decoded.text.trim().is_empty() {
        return Err(SourceError::NoText { path: path_owned(), line: None });
    }
    let mut note = |severity, message| notes.push(Diagnostic { severity, path: path_owned(), line: None, message });
    match decoded.remark {
        Some(Remark::Windows1252) => note(Severity::Note, "not UTF-8; read as Windows-1252".to_owned()),
        Some(Remark::Replaced(count)) => {
            let message = format!("{count} broken characters, replaced by U+FFFD; fetch the file again if you can");
            note(Severity::Warning, message);
        }
        None => {}
    }
    Ok(finish(Article::new(id, decoded.text)))
}
