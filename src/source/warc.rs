//! The web archive reader: each response of a WARC file that is a page is an article.

use std::io::{self, Read as _};

use super::reader::Records;
use super::stream::{self, Bytes, Piece};
use super::{Diagnostic, ReadOptions, Severity, SourceError, finish, html};
use crate::text::Article;

/// A header line, or all header lines of a response together, are no longer.
const HEADERS: usize = 64 << 10;

/// The records of one archive.
pub(super) struct Archive {
    path: String,
    bytes: Bytes,
    buffer: Vec<u8>,
    done: bool,
}

/// What the header of a record says.
#[derive(Debug, Default)]
struct Record {
    is_response: bool,
    address: String,
    length: Option<u64>,
}

impl Archive {
    pub(super) fn new(path: String, bytes: Bytes) -> Self {
        Self { path, bytes, buffer: Vec::new(), done: false }
    }

    fn broken(&mut self, message: &str) -> SourceError {
        self.done = true;
        SourceError::Part { path: self.path.clone(), part: "archive".to_owned(), message: message.to_owned() }
    }

    fn failed(&mut self, source: io::Error) -> SourceError {
        self.done = true;
        SourceError::Io { path: self.path.clone(), line: None, source }
    }

    /// Reads the header of the next record; `None` at the end.
    fn header(&mut self) -> Result<Option<Record>, SourceError> {
        let mut record = Record::default();
        let mut begun = false;
        loop {
            let piece = match stream::line(&mut self.bytes, HEADERS, &mut self.buffer) {
                Ok(piece) => piece,
                Err(error) => return Err(self.failed(error)),
            };
            match piece {
                Piece::End if begun => {
                    return Err(self.broken("ends in the middle of a record; what came before is read"));
                }
                Piece::End => return Ok(None),
                Piece::TooLong => return Err(self.broken("no WARC record: a header line is too long")),
                Piece::Whole => {}
            }
            let line = String::from_utf8_lossy(&self.buffer);
            match (begun, line.trim()) {
                (false, "") => {}
                (false, start) if start.starts_with("WARC/") => begun = true,
                (false, _) => return Err(self.broken("no WARC record where one must begin; the rest is left out")),
                (true, "") => return Ok(Some(record)),
                (true, field) => {
                    if let Some((name, value)) = field.split_once(':') {
                        let value = value.trim();
                        match name.trim().to_ascii_lowercase().as_str() {
                            "warc-type" => record.is_response = value.eq_ignore_ascii_case("response"),
                            "warc-target-uri" => {
                                value.trim_start_matches('<').trim_end_matches('>').clone_into(&mut record.address);
                            }
                            "content-length" => record.length = value.parse().ok(),
                            _ => {}
                        }
                    }
                }
            }
        }
    }

    /// Passes over `length` bytes.
    fn skip(&mut self, length: u64) -> Result<(), SourceError> {
        match io::copy(&mut self.bytes.by_ref().take(length), &mut io::sink()) {
            Ok(read) if read == length => Ok(()),
            Ok(_) => Err(self.broken("ends in the middle of a record; what came before is read")),
            Err(error) => Err(self.failed(error)),
        }
    }

    /// Reads the next record: its page, `Ok(None)` where it holds none, or nothing at the end.
    fn record(
        &mut self,
        options: &ReadOptions,
        notes: &mut Vec<Diagnostic>,
    ) -> Option<Result<Option<Article>, SourceError>> {
        let record = match self.header() {
            Ok(record) => record?,
            Err(error) => return Some(Err(error)),
        };
        let Some(length) = record.length else { return Some(Err(self.broken("a record does not say its length"))) };
        if !record.is_response || !record.address.starts_with("http") {
            return Some(self.skip(length).map(|()| None));
        }
        let most = (options.max_article_bytes + HEADERS) as u64;
        self.buffer.clear();
        self.buffer.shrink_to(HEADERS);
        let read = self.bytes.by_ref().take(length.min(most)).read_to_end(&mut self.buffer);
        if let Err(error) = read {
            return Some(Err(self.failed(error)));
        }
        if (self.buffer.len() as u64) < length.min(most) {
            return Some(Err(self.broken("ends in the middle of a record; what came before is read")));
        }
        if length > most
            && let Err(error) = self.skip(length - most)
        {
            return Some(Err(error));
        }
        let response = std::mem::take(&mut self.buffer);
        let page = self.page(&record.address, &response, length > most, options, notes);
        self.buffer = response;
        Some(page)
    }

    fn page(
        &self,
        address: &str,
        response: &[u8],
        cut: bool,
        options: &ReadOptions,
        notes: &mut Vec<Diagnostic>,
    ) -> Result<Option<Article>, SourceError> {
        let Some(http) = Http::of(response) else { return Ok(None) };
        if http.status != 200 || !http.is_page() {
            return Ok(None);
        }
        let fail = |message: String| SourceError::Part { path: self.path.clone(), part: address.to_owned(), message };
        let limit = options.max_article_bytes;
        if cut {
            return Err(fail(format!("longer than {limit} bytes, skipped; raise --max-article-bytes")));
        }
        let body = http.content(limit).map_err(fail)?;
        let decoded =
            html::charset::decode(&body, http.charset()).map_err(|what| fail(format!("looks binary ({what})")))?;
        if let Some(note) = decoded.note {
            let message = format!("{address}: {note}");
            notes.push(Diagnostic { severity: Severity::Note, path: self.path.clone(), line: None, message });
        }
        match html::article(address, &decoded.text, Some(address)) {
            Some(mut article) => {
                // A page may name a canonical address for each of its languages; where it was found is surer.
                article.url = Some(address.to_owned());
                Ok(Some(finish(article)))
            }
            None => Err(fail("no article text found".to_owned())),
        }
    }
}

impl Records for Archive {
    fn next(&mut self, options: &ReadOptions, notes: &mut Vec<Diagnostic>) -> Option<Result<Article, SourceError>> {
        while !self.done {
            match self.record(options, notes)? {
                Ok(Some(article)) => return Some(Ok(article)),
                Ok(None) => {}
                Err(error) => return Some(Err(error)),
            }
        }
        None
    }
}

/// An HTTP response.
struct Http<'a> {
    status: u16,
    headers: Vec<(String, String)>,
    body: &'a [u8],
}

impl<'a> Http<'a> {
    /// Parses the head of a response; `None` where it is none.
    fn of(bytes: &'a [u8]) -> Option<Self> {
        let mut rest = bytes;
        let mut line = || -> Option<String> {
            let end = rest.iter().take(HEADERS).position(|&b| b == b'\n')?;
            let line = String::from_utf8_lossy(&rest[..end]).trim().to_owned();
            rest = &rest[end + 1..];
            Some(line)
        };
        let first = line()?;
        let status = first.strip_prefix("HTTP/")?.split_whitespace().nth(1)?.parse().ok()?;
        let mut headers = Vec::new();
        while let Some(field) = line().filter(|l| !l.is_empty()) {
            if let Some((name, value)) = field.split_once(':') {
                headers.push((name.trim().to_ascii_lowercase(), value.trim().to_ascii_lowercase()));
            }
        }
        Some(Self { status, headers, body: rest })
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    fn is_page(&self) -> bool {
        let kind = self.header("content-type").unwrap_or_default();
        kind.starts_with("text/html") || kind.starts_with("application/xhtml")
    }

    fn charset(&self) -> Option<&str> {
        let (_, name) = self.header("content-type")?.split_once("charset=")?;
        Some(name.split(';').next()?.trim_matches(['"', '\'', ' ']))
    }

    /// The body, put together from its chunks and unpacked. Archives that unpack what they keep often leave the
    /// headers as they were: what the bytes are is surer.
    fn content(&self, limit: usize) -> Result<Vec<u8>, String> {
        let chunked = self.header("transfer-encoding").is_some_and(|e| e.contains("chunked"));
        let body = chunked.then(|| unchunked(self.body)).flatten().unwrap_or_else(|| self.body.to_vec());
        let packed = self.header("content-encoding").unwrap_or_default().to_owned();
        let is_text = || body.trim_ascii_start().first().is_some_and(|&b| b == b'<');
        let mut unpacked = Vec::new();
        let most = limit as u64 + 1;
        let read = if body.starts_with(&[0x1f, 0x8b]) {
            flate2::read::MultiGzDecoder::new(&body[..]).take(most).read_to_end(&mut unpacked)
        } else if packed == "deflate" && !is_text() {
            // Some servers leave out the two bytes that make it zlib's.
            flate2::read::ZlibDecoder::new(&body[..]).take(most).read_to_end(&mut unpacked).or_else(|_| {
                unpacked.clear();
                flate2::read::DeflateDecoder::new(&body[..]).take(most).read_to_end(&mut unpacked)
            })
        } else if body.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
            zstd::stream::read::Decoder::new(&body[..]).and_then(|d| d.take(most).read_to_end(&mut unpacked))
        } else if packed == "br" && !is_text() {
            return Err("packed with brotli, which is not read".to_owned());
        } else {
            unpacked = body;
            Ok(0)
        };
        if unpacked.len() > limit {
            return Err(format!("longer than {limit} bytes, skipped; raise --max-article-bytes"));
        }
        read.map(|_| unpacked).map_err(|error| format!("cannot be unpacked: {error}"))
    }
}

/// The bytes of a body sent in chunks; `None` where it is not.
fn unchunked(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(bytes.len());
    loop {
        let end = bytes.iter().take(1024).position(|&b| b == b'\n')?;
        let line = std::str::from_utf8(&bytes[..end]).ok()?;
        let size = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        bytes = &bytes[end + 1..];
        if size == 0 {
            return Some(whole);
        }
        if size > bytes.len() {
            return None;
        }
        whole.extend_from_slice(&bytes[..size]);
        bytes = bytes[size..].strip_prefix(b"\r\n").or_else(|| bytes[size..].strip_prefix(b"\n"))?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_put_together() {
        assert_eq!(unchunked(b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n").as_deref(), Some(&b"abcde"[..]));
        for bad in [&b""[..], b"abc", b"<p>\nabc", b"9\r\nabc"] {
            assert_eq!(unchunked(bad), None);
        }
    }

    #[test]
    fn heads_of_responses_are_read() {
        let http = Http::of(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\"KOI8-R\"\r\n\r\n<p>").unwrap();
        assert_eq!((http.status, http.is_page(), http.charset(), http.body), (200, true, Some("koi8-r"), &b"<p>"[..]));
        assert!(Http::of(b"GET / HTTP/1.1\r\n\r\n").is_none());
    }
}
