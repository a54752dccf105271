//! [`decode`]: bytes of a page → text, by byte-order mark, what the bytes are, and what header and page declare.

use std::borrow::Cow;
use std::sync::LazyLock;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use regex::bytes::Regex;

use crate::source::decode::signature;

/// The declaration of the encoding stands in so many first bytes.
const HEAD: usize = 4096;

static DECLARED: LazyLock<Regex> = LazyLock::new(|| {
    let pattern =
        r#"(?i)<(?:meta\b[^>]{0,300}?charset|\?xml\b[^>]{0,100}?encoding)\s*=\s*["']?\s*(?P<name>[A-Za-z0-9._:-]+)"#;
    Regex::new(pattern).expect("the pattern is tested")
});

/// A decoded page, and what there is to note.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::source) struct Decoded {
    /// The page.
    pub(in crate::source) text: String,
    /// What the reader of the notes may want to know.
    pub(in crate::source) note: Option<String>,
}

/// Decodes a page. `header` is the encoding that came with it, in its HTTP header.
///
/// Bytes that are well-formed UTF-8 with letters beyond ASCII are UTF-8, whatever is declared: other encodings hardly
/// ever look like it.
///
/// # Errors
/// Says what gives the bytes away as something else than a page.
pub(in crate::source) fn decode(bytes: &[u8], header: Option<&str>) -> Result<Decoded, String> {
    if let Some(what) = signature(bytes) {
        return Err(what.to_owned());
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(with(encoding, &bytes[mark..], None));
    }
    let in_page = DECLARED.captures(&bytes[..bytes.len().min(HEAD)]);
    let in_page = in_page.as_ref().and_then(|found| found.name("name")).map(|m| m.as_bytes());
    let declared = header.map(str::as_bytes).into_iter().chain(in_page).find_map(Encoding::for_label);
    if let Ok(text) = std::str::from_utf8(bytes) {
        let other = declared.filter(|&e| e != UTF_8 && !text.is_ascii());
        // Escapes of ISO-2022-JP and the like are ASCII.
        if text.is_ascii() && declared.is_some_and(|e| !e.is_ascii_compatible() && e != UTF_16LE && e != UTF_16BE) {
            return Ok(with(declared.unwrap_or(UTF_8), bytes, None));
        }
        let note = other.map(|e| format!("declared as {}, but is UTF-8; read as that", e.name()));
        return Ok(Decoded { text: text.to_owned(), note });
    }
    match declared {
        // A page that can be read up to its declaration is not in UTF-16.
        Some(encoding) if encoding != UTF_8 && encoding != UTF_16LE && encoding != UTF_16BE => {
            Ok(with(encoding, bytes, None))
        }
        declared => {
            let (mut good, mut bad) = (0usize, 0usize);
            for chunk in bytes.utf8_chunks() {
                good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
                bad += usize::from(!chunk.invalid().is_empty());
            }
            if good > bad {
                return Ok(with(UTF_8, bytes, None));
            }
            let note = match declared {
                Some(_) => "declared as UTF-8, but is not; read as Windows-1252",
                None => "not UTF-8; read as Windows-1252",
            };
            Ok(with(WINDOWS_1252, bytes, Some(note)))
        }
    }
}

fn with(encoding: &'static Encoding, bytes: &[u8], note: Option<&str>) -> Decoded {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let count = if broken { text.matches('\u{fffd}').count() } else { 0 };
    let note = match note {
        None if count > 0 => Some(Cow::Owned(format!("{count} broken characters, replaced by U+FFFD"))),
        note => note.map(Cow::Borrowed),
    };
    Decoded { text: text.into_owned(), note: note.map(Cow::into_owned) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_is_found() {
        let meta = |name: &str| format!("<meta charset=\"{name}\">");
        for (bytes, header, want) in [
            ("é".as_bytes().to_vec(), None, "é"),
            ([meta("iso-8859-1").as_bytes(), "é“".as_bytes()].concat(), None, "é“"),
            ([meta("utf-8").as_bytes(), b"caf\xe9"].concat(), None, "café"),
            ([meta("windows-1251").as_bytes(), b"\xcf\xf0"].concat(), None, "Пр"),
            (b"\xcf\xf0".to_vec(), Some("windows-1251"), "Пр"),
            ([meta("utf-16").as_bytes(), b"caf\xe9"].concat(), None, "café"),
            (b"<meta http-equiv=content-type content='text/html; charset=koi8-r'>\xf0".to_vec(), None, "П"),
            (b"\xff\xfea\0".to_vec(), Some("utf-8"), "a"),
            (b"\xef\xbb\xbf\xc3\xa9".to_vec(), None, "é"),
            (b"<?xml version='1.0' encoding='iso-8859-15'?>\xa4".to_vec(), None, "€"),
            (b"caf\xe9".to_vec(), Some("no-such"), "café"),
        ] {
            let got = decode(&bytes, header).unwrap().text;
            assert!(got.ends_with(want), "{got} {want}");
        }
        assert!(decode(b"%PDF-1.4", None).is_err());
    }
}
