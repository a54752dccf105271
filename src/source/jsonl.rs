//! The JSON lines reader: one article a line, as `{"id", "text"}` with what is known about it.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::stream::{self, Bytes, Piece};
use super::{Diagnostic, ReadOptions, Severity, SourceError, finish, html};
use crate::text::{Article, Published};

/// The lines of one source.
pub(super) struct Lines {
    path: String,
    bytes: Bytes,
    /// Number of the line that was read last, from 1.
    line: u64,
    buffer: Vec<u8>,
    done: bool,
}

impl Lines {
    pub(super) fn new(path: String, bytes: Bytes) -> Self {
        Self { path, bytes, line: 0, buffer: Vec::new(), done: false }
    }

    /// The next article, or what is wrong with its line; empty lines are passed over.
    pub(super) fn next(
        &mut self,
        options: &ReadOptions,
        notes: &mut Vec<Diagnostic>,
    ) -> Option<Result<Article, SourceError>> {
        while !self.done {
            let piece = stream::line(&mut self.bytes, options.max_article_bytes, &mut self.buffer);
            self.line += 1;
            let (path, line) = (self.path.clone(), self.line);
            match piece {
                Err(source) => {
                    self.done = true;
                    return Some(Err(SourceError::Io { path, line: Some(line), source }));
                }
                Ok(Piece::End) => self.done = true,
                Ok(Piece::TooLong) => {
                    return Some(Err(SourceError::TooLong {
                        path,
                        line: Some(line),
                        limit: options.max_article_bytes,
                    }));
                }
                Ok(Piece::Whole) => {
                    if self.line == 1 && self.buffer.starts_with(b"\xef\xbb\xbf") {
                        self.buffer.drain(..3);
                    }
                    if self.buffer.iter().all(u8::is_ascii_whitespace) {
                        continue;
                    }
                    if let Some(error) = self.wrong_layout() {
                        self.done = true;
                        return Some(Err(error));
                    }
                    return Some(self.article(notes));
                }
            }
        }
        None
    }

    /// A file of which no line can be an article: said once, instead of for each of its lines.
    fn wrong_layout(&self) -> Option<SourceError> {
        let start = self.buffer.trim_ascii();
        let (path, line) = (self.path.clone(), self.line);
        if self.line == 1 && (start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff")) {
            return Some(SourceError::Encoding { path, line, column: 1 });
        }
        if start == b"[" || start == b"{" {
            let message = "a value begins here that goes on over several lines, the file is left out; \
                           write each article on a line of its own (jq -c '.[]? // .' does that)";
            return Some(SourceError::Record { path, line, message: message.to_owned() });
        }
        None
    }

    fn article(&self, notes: &mut Vec<Diagnostic>) -> Result<Article, SourceError> {
        let (path, line) = (self.path.clone(), self.line);
        let text = std::str::from_utf8(&self.buffer).map_err(|error| SourceError::Encoding {
            path: path.clone(),
            line,
            column: error.valid_up_to() as u64 + 1,
        })?;
        let (text, mended) = mend_surrogates(text);
        let mut fields = Fields { path, line, notes, map: Map::new() };
        if mended > 0 {
            fields.warn(format!("{mended} escapes are half of a surrogate pair; each is U+FFFD in the text"));
        }
        match serde_json::from_str(&text) {
            Ok(Value::Object(map)) => fields.map = map,
            Ok(_) => return Err(fields.error("not an object; write {\"id\": …, \"text\": …}")),
            Err(error) => {
                let shown = error.to_string();
                let message = shown.split(" at line ").next().unwrap_or(&shown).to_owned();
                // With mended escapes the columns of the mended text are still those of the line: both are six bytes.
                let column = Some(error.column() as u64).filter(|&c| c > 0);
                return Err(SourceError::Json { path: fields.path, line, column, message });
            }
        }
        fields.article()
    }
}

/// The members of one JSON line.
struct Fields<'a> {
    path: String,
    line: u64,
    notes: &'a mut Vec<Diagnostic>,
    map: Map<String, Value>,
}

impl Fields<'_> {
    fn error(&self, message: &str) -> SourceError {
        SourceError::Record { path: self.path.clone(), line: self.line, message: message.to_owned() }
    }

    fn warn(&mut self, message: String) {
        let (path, line) = (self.path.clone(), Some(self.line));
        self.notes.push(Diagnostic { severity: Severity::Warning, path, line, message });
    }

    fn article(mut self) -> Result<Article, SourceError> {
        let text = match self.map.remove("text") {
            Some(Value::String(text)) => Some(text),
            None | Some(Value::Null) => None,
            Some(_) => return Err(self.error("\"text\" is not a string")),
        };
        let html = match self.map.remove("html") {
            Some(Value::String(html)) if text.is_none() => Some(html),
            _ => None,
        };
        if text.as_ref().is_some_and(|text| text.trim().is_empty()) {
            return Err(SourceError::NoText { path: self.path, line: Some(self.line) });
        }
        let url = self.string("url");
        let id = match self.map.remove("id") {
            Some(Value::Number(number)) => Some(number.to_string()),
            Some(Value::String(id)) if !id.is_empty() => Some(id),
            _ => url.clone(),
        };
        let id = id.unwrap_or_else(|| format!("{}:{}", self.path, self.line));
        let article = match (text, html) {
            (Some(text), _) => Article::new(id, text),
            (None, Some(html)) => match html::article(&id, &html, url.as_deref()) {
                Some(article) => article,
                None => return Err(SourceError::NoArticle { path: self.path, line: Some(self.line) }),
            },
            (None, None) => return Err(self.error("no \"text\" and no \"html\"; write {\"id\": …, \"text\": …}")),
        };
        Ok(finish(self.described(article, url)))
    }

    /// The article with what the line says about it, which is surer than what its page says.
    fn described(&mut self, mut article: Article, url: Option<String>) -> Article {
        article.url = url.or(article.url);
        article.title = self.string("title").or(article.title);
        article.published = self.date("published").or(article.published);
        article.modified = self.date("modified").or(article.modified);
        let authors = self.names("author");
        if !authors.is_empty() {
            article.authors = authors;
        }
        article.publisher = self.names("publisher").into_iter().next().or(article.publisher);
        article.language = self.string("language").or(article.language);
        article
    }

    /// A string that is not blank.
    fn string(&mut self, key: &str) -> Option<String> {
        match self.map.remove(key)? {
            Value::String(text) => Some(text).filter(|t| !t.trim().is_empty()),
            Value::Null => None,
            _ => {
                self.warn(format!("\"{key}\" is not a string; left out"));
                None
            }
        }
    }

    fn date(&mut self, key: &str) -> Option<Published> {
        let text = self.string(key)?;
        match text.parse() {
            Ok(date) => Some(date),
            Err(error) => {
                self.warn(format!("\"{key}\" left out: {error}"));
                None
            }
        }
    }

    /// A name, a list of names, or objects with a `name`, as schema.org writes them.
    fn names(&mut self, key: &str) -> Vec<String> {
        let values = match self.map.remove(key) {
            None | Some(Value::Null) => return Vec::new(),
            Some(Value::Array(values)) => values,
            Some(value) => vec![value],
        };
        let mut names = Vec::new();
        for value in values {
            match value {
                Value::String(name) if name.trim().is_empty() => {}
                Value::String(name) => names.push(name),
                Value::Object(mut object) => match object.remove("name") {
                    Some(Value::String(name)) => names.push(name),
                    _ => self.warn(format!("an object in \"{key}\" has no \"name\"; left out")),
                },
                _ => self.warn(format!("\"{key}\" is neither a name nor a list of names; left out")),
            }
        }
        names
    }
}

/// Replaces escapes of lone surrogates, which other languages' JSON writers let through, by that of U+FFFD, and
/// counts them. The length stays the same, in bytes and in code points of the text.
fn mend_surrogates(json: &str) -> (Cow<'_, str>, usize) {
    let bytes = json.as_bytes();
    let unit = |at: usize| -> Option<u16> {
        let digits = json.get(at..at + 6)?.strip_prefix("\\u")?;
        digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
    };
    let mut mended = String::new();
    let (mut at, mut copied, mut count) = (0, 0, 0);
    while let Some(skip) = bytes[at..].iter().position(|&b| b == b'\\') {
        at += skip;
        match unit(at) {
            Some(0xd800..=0xdbff) if matches!(unit(at + 6), Some(0xdc00..=0xdfff)) => at += 12,
            Some(0xd800..=0xdfff) => {
                mended.push_str(&json[copied..at]);
                mended.push_str("\\ufffd");
                at += 6;
                copied = at;
                count += 1;
            }
            _ => at = (at + 2).min(bytes.len()),
        }
    }
    if count == 0 {
        return (Cow::Borrowed(json), 0);
    }
    mended.push_str(&json[copied..]);
    (Cow::Owned(mended), count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mends_lone_surrogates_only() {
        for (json, want, count) in [
            (r#""\ud83d\ude00""#, r#""\ud83d\ude00""#, 0),
            (r#""a\ud83d b\uDE00""#, r#""a\ufffd b\ufffd""#, 2),
            (r#""\\ud83d""#, r#""\\ud83d""#, 0),
            (r#""\ud83d\ud83d\ude00""#, r#""\ufffd\ud83d\ude00""#, 1),
            (r#""\ud83"#, r#""\ud83"#, 0),
            (r#""\u+123\é""#, r#""\u+123\é""#, 0),
            ("\\", "\\", 0),
        ] {
            assert_eq!(mend_surrogates(json), (Cow::Borrowed(want), count), "{json}");
        }
    }
}
