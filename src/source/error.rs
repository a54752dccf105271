//! [`SourceError`] and [`Diagnostic`]: what went wrong with an input, where, and what to do about it.

use std::fmt;
use std::io;

use super::InputFormat;

/// An article, a file or a whole input that could not be read. `path` is the name of the file as it was given
/// (`-` for standard input); lines and columns count from 1, columns in **bytes**.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SourceError {
    /// No such file or folder.
    #[error("{path}: no such file or folder; check the spelling, or the folder that you are in")]
    Missing {
        /// As it was given.
        path: String,
    },
    /// A glob that fits no file.
    #[error("{path}: no file fits this pattern; quote it so that the shell leaves it alone, or name a folder")]
    NoMatch {
        /// The pattern.
        path: String,
    },
    /// A glob that is no glob.
    #[error("{path}: not a pattern: {reason} (at character {at}); write [*] for a star that is part of a name")]
    Pattern {
        /// The pattern.
        path: String,
        /// What is wrong with it.
        reason: &'static str,
        /// Where, counted in characters from 1.
        at: usize,
    },
    /// The operating system, or the decompressor, would not give the bytes.
    #[error("{path}{}: cannot be read: {source}", At(*.line, None))]
    Io {
        /// The file.
        path: String,
        /// The line that was being read, where lines are articles.
        line: Option<u64>,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// A known format whose reader does not exist yet.
    #[error("{path}: not built yet: {format}; give the article as plain text (.txt) or JSON lines (.jsonl)")]
    NotBuilt {
        /// The file.
        path: String,
        /// Its format.
        format: InputFormat,
    },
    /// Bytes that are no text.
    #[error("{path}: looks binary ({what}); give plain text in UTF-8, UTF-16 or Windows-1252, or JSON lines")]
    Binary {
        /// The file.
        path: String,
        /// What it is, or what gave it away.
        what: String,
    },
    /// Nothing to read.
    #[error("{path}{}: no text; an article needs at least one character that is not white space", At(*.line, None))]
    NoText {
        /// The file.
        path: String,
        /// The line, where lines are articles.
        line: Option<u64>,
    },
    /// A page without a story.
    #[error(
        "{path}{}: no article text found; a page needs its story as text, not only links, headlines or pictures",
        At(*.line, None)
    )]
    NoArticle {
        /// The file.
        path: String,
        /// The line, where lines are articles.
        line: Option<u64>,
    },
    /// Longer than [`ReadOptions::max_article_bytes`](super::ReadOptions::max_article_bytes).
    #[error("{path}{}: longer than {limit} bytes, skipped; divide it, or raise --max-article-bytes", At(*.line, None))]
    TooLong {
        /// The file.
        path: String,
        /// The line, where lines are articles.
        line: Option<u64>,
        /// The limit.
        limit: usize,
    },
    /// Bytes that are not UTF-8 where nothing else is allowed.
    #[error("{path}{}: not UTF-8; JSON must be UTF-8 (iconv -t utf-8 converts)", At(Some(*.line), Some(*.column)))]
    Encoding {
        /// The file.
        path: String,
        /// The line.
        line: u64,
        /// Byte in the line.
        column: u64,
    },
    /// A line that is not JSON.
    #[error("{path}{}: not JSON: {message}; one JSON object is needed on each line", At(Some(*.line), *.column))]
    Json {
        /// The file.
        path: String,
        /// The line.
        line: u64,
        /// Byte in the line.
        column: Option<u64>,
        /// What the parser says.
        message: String,
    },
    /// JSON, but no article.
    #[error("{path}{}: {message}", At(Some(*.line), None))]
    Record {
        /// The file.
        path: String,
        /// The line.
        line: u64,
        /// What is missing or of the wrong kind, and what to write instead.
        message: String,
    },
}

impl SourceError {
    /// The file, folder, pattern or name that the error is about.
    #[must_use]
    pub fn path(&self) -> &str {
        match self {
            Self::Missing { path }
            | Self::NoMatch { path }
            | Self::Pattern { path, .. }
            | Self::Io { path, .. }
            | Self::NotBuilt { path, .. }
            | Self::Binary { path, .. }
            | Self::NoText { path, .. }
            | Self::NoArticle { path, .. }
            | Self::TooLong { path, .. }
            | Self::Encoding { path, .. }
            | Self::Json { path, .. }
            | Self::Record { path, .. } => path,
        }
    }

    /// The line, counted from 1, where the error is about one line.
    #[must_use]
    pub fn line(&self) -> Option<u64> {
        match self {
            Self::Io { line, .. }
            | Self::NoText { line, .. }
            | Self::NoArticle { line, .. }
            | Self::TooLong { line, .. } => *line,
            Self::Encoding { line, .. } | Self::Json { line, .. } | Self::Record { line, .. } => Some(*line),
            _ => None,
        }
    }

    /// The byte in the line, counted from 1, where it is known.
    #[must_use]
    pub fn column(&self) -> Option<u64> {
        match self {
            Self::Encoding { column, .. } => Some(*column),
            Self::Json { column, .. } => *column,
            _ => None,
        }
    }
}

/// How bad a [`Diagnostic`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// All was read; something was understood in a way that the reader may want to know.
    Note,
    /// The article was read without a part of what the source says about it.
    Warning,
    /// The article was not read.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// A line to show to whoever runs the program: `path:line: warning: message`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// The file as it was given (`-` for standard input).
    pub path: String,
    /// Line, counted from 1.
    pub line: Option<u64>,
    /// What is the matter, without the place.
    pub message: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}: {}: {}", self.path, At(self.line, None), self.severity, self.message)
    }
}

impl From<&SourceError> for Diagnostic {
    fn from(error: &SourceError) -> Self {
        let shown = error.to_string();
        let place = format!("{}{}: ", error.path(), At(error.line(), error.column()));
        let plain = format!("{}: ", error.path());
        let message = shown.strip_prefix(&place).or_else(|| shown.strip_prefix(&plain)).unwrap_or(&shown).to_owned();
        let message = match error.column() {
            Some(column) => format!("byte {column}: {message}"),
            None => message,
        };
        Self { severity: Severity::Error, path: error.path().to_owned(), line: error.line(), message }
    }
}

/// A place after a path: `:line:column`, as far as they are known.
struct At(Option<u64>, Option<u64>);

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in [self.0, self.1].into_iter().flatten() {
            write!(f, ":{part}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_where_and_what_to_do() {
        let error = SourceError::Encoding { path: "a.jsonl".into(), line: 3, column: 17 };
        assert_eq!(error.to_string(), "a.jsonl:3:17: not UTF-8; JSON must be UTF-8 (iconv -t utf-8 converts)");
        let shown = Diagnostic::from(&error);
        assert_eq!(
            shown.to_string(),
            "a.jsonl:3: error: byte 17: not UTF-8; JSON must be UTF-8 (iconv -t utf-8 converts)"
        );
        let error = SourceError::NoText { path: "b.txt".into(), line: None };
        assert!(Diagnostic::from(&error).to_string().starts_with("b.txt: error: no text;"));
        assert!(Severity::Note < Severity::Warning && Severity::Warning < Severity::Error);
    }
}
