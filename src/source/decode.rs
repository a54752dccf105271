//! Bytes of a plain text file → text: which encoding, is it text at all, line ends.

use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A decoded text, and what the reader of it may want to know.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    /// The text, with `\n` as its only line end and without a byte-order mark.
    pub(super) text: String,
    /// Remark on the encoding, where it was not plainly UTF-8.
    pub(super) remark: Option<Remark>,
}

/// How a text was decoded that is not plainly UTF-8.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Remark {
    /// Read as Windows-1252; nothing is lost.
    Windows1252,
    /// Read as UTF-8 or UTF-16 with this many places that are neither; each is U+FFFD now.
    Replaced(usize),
}

/// Decodes `bytes`: UTF-8 or UTF-16 by the byte-order mark, else UTF-8, else Windows-1252.
///
/// # Errors
/// Says what gives the bytes away as binary.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, String> {
    if let Some(what) = signature(bytes) {
        return Err(what.to_owned());
    }
    let (text, remark) = match bytes {
        [0xff, 0xfe, rest @ ..] => replaced(UTF_16LE.decode_without_bom_handling(rest).0),
        [0xfe, 0xff, rest @ ..] => replaced(UTF_16BE.decode_without_bom_handling(rest).0),
        [0xef, 0xbb, 0xbf, rest @ ..] => without_mark(rest),
        _ => without_mark(bytes),
    };
    if let Some(at) = text.find('\0') {
        return Err(format!("a zero byte after {at} bytes of text"));
    }
    let control =
        text.chars().filter(|&c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0c' | '\x0b')).count();
    let bad = match remark {
        Some(Remark::Replaced(count)) => control + count,
        _ => control,
    };
    // A stray control character happens in a text; one in twenty does not.
    if bad > 2 && bad * 20 > text.chars().count() {
        return Err(format!("{bad} control characters or broken characters"));
    }
    Ok(Decoded { text: normal_lines(text), remark })
}

/// Names the file formats that are most often taken for text by mistake, by their first bytes.
pub(super) fn signature(bytes: &[u8]) -> Option<&'static str> {
    const KNOWN: [(&[u8], &str); 9] = [
        (b"%PDF-", "PDF"),
        (b"PK\x03\x04", "a ZIP, DOCX, ODT or EPUB file"),
        (b"\xd0\xcf\x11\xe0", "an old Word document"),
        (b"{\\rtf", "RTF"),
        (b"\x89PNG", "PNG"),
        (b"\xff\xd8\xff", "JPEG"),
        (b"GIF8", "GIF"),
        (b"\x7fELF", "a program"),
        (b"SQLite format 3", "an SQLite database"),
    ];
    KNOWN.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|&(_, what)| what)
}

fn without_mark(bytes: &[u8]) -> (Cow<'_, str>, Option<Remark>) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (Cow::Borrowed(text), None);
    }
    // UTF-8 with a few bytes lost in transit would be unreadable as Windows-1252, and Windows-1252 hardly ever holds
    // a well-formed UTF-8 sequence by chance: the majority decides.
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    if good > bad {
        replaced(String::from_utf8_lossy(bytes))
    } else {
        (WINDOWS_1252.decode_without_bom_handling(bytes).0, Some(Remark::Windows1252))
    }
}

fn replaced(text: Cow<'_, str>) -> (Cow<'_, str>, Option<Remark>) {
    let count = text.matches('\u{fffd}').count();
    (text, (count > 0).then_some(Remark::Replaced(count)))
}

/// Turns `\r\n` and lone `\r` into `\n`.
fn normal_lines(text: Cow<'_, str>) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        decode(bytes).unwrap().text
    }

    #[test]
    fn finds_the_encoding() {
        for (bytes, want, remark) in [
            (&b"caf\xc3\xa9"[..], "café", None),
            (b"\xef\xbb\xbfcaf\xc3\xa9", "café", None),
            (b"\xff\xfec\0a\0f\0\xe9\0", "café", None),
            (b"\xfe\xff\0c\0a\0f\0\xe9", "café", None),
            (b"a caf\xe9 \x96 \x93quoted\x94", "a café – “quoted”", Some(Remark::Windows1252)),
            ("é ü ñ".as_bytes(), "é ü ñ", None),
            (b"\xc3\xa9 \xc3\xbc \xff caf\xc3\xa9", "é ü \u{fffd} café", Some(Remark::Replaced(1))),
            (b"", "", None),
        ] {
            let got = decode(bytes).unwrap();
            assert_eq!((got.text.as_str(), got.remark), (want, remark));
        }
    }

    #[test]
    fn normalises_line_ends() {
        assert_eq!(text(b"a\r\nb\rc\n\r\nd"), "a\nb\nc\n\nd");
    }

    #[test]
    fn refuses_what_is_no_text() {
        for bytes in [
            &b"%PDF-1.7\nabc"[..],
            b"PK\x03\x04abc",
            b"abc\0def",
            b"\x01\x02\x03\x04abc",
            b"\xff\xfe\x00\xd8\x00\xd8\x00\xd8",
        ] {
            assert!(decode(bytes).is_err(), "{bytes:?}");
        }
        assert!(decode(b"one bell \x07 in a long enough text is no reason to throw it away").is_ok());
    }
}
