//! Web and e-mail addresses, file names and newsgroups: words with punctuation inside.

use super::super::Span;
use super::lists::{ADDRESS_ENDINGS, holds};

/// No e-mail address, host or file name is longer (RFC 5321, RFC 1035); the bound keeps the search linear.
const LONGEST: usize = 255;

/// How many of the tests for addresses can succeed in a chunk; found once for it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Signs {
    scheme: bool,
    at: bool,
    dot: bool,
}

impl Signs {
    /// The signs of addresses in `chunk`.
    pub(super) fn of(chunk: &str) -> Self {
        let bytes = chunk.as_bytes();
        Self {
            scheme: bytes.windows(3).any(|w| w == b"://" || w.eq_ignore_ascii_case(b"www"))
                || (bytes.contains(&b':') && bytes.windows(7).any(|w| w.eq_ignore_ascii_case(b"mailto:"))),
            at: bytes.contains(&b'@'),
            dot: bytes.windows(2).any(|w| w[0] == b'.' && w[1].is_ascii_alphanumeric()),
        }
    }

    /// True where no address can stand in the chunk.
    pub(super) fn none(self) -> bool {
        !(self.scheme || self.at || self.dot)
    }
}

/// The end of the address that begins at `span.start`, where one does; `span.end` is the end of the chunk.
pub(super) fn end(text: &str, span: Span, signs: Signs) -> Option<usize> {
    let rest = span.of(text);
    if signs.scheme && begins_url(rest) {
        return Some(span.start + url_length(rest));
    }
    if signs.at
        && let Some(length) = mail_length(rest)
    {
        return Some(span.start + length);
    }
    if signs.dot {
        return name_length(rest).map(|length| span.start + length);
    }
    None
}

fn begins_url(rest: &str) -> bool {
    let starts = |head: &str| rest.get(..head.len()).is_some_and(|start| start.eq_ignore_ascii_case(head));
    ["http://", "https://", "ftp://", "mailto:", "www."]
        .iter()
        .any(|head| starts(head) && rest[head.len()..].starts_with(|c: char| !c.is_ascii_punctuation()))
}

/// To the end of the chunk, without closing punctuation that belongs to the sentence.
fn url_length(rest: &str) -> usize {
    let stop = rest.find(['<', '>', '"', '“', '”', '|', '«', '»']).unwrap_or(rest.len());
    let mut url = &rest[..stop];
    let opened = url.contains('(');
    loop {
        let trimmed = url.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '*', ']', '…']);
        // A bracket is part of the address only where it was opened in it.
        let trimmed = match trimmed.strip_suffix(')') {
            Some(inner) if !opened => inner,
            _ => trimmed,
        };
        if trimmed.len() == url.len() {
            return url.len();
        }
        url = trimmed;
    }
}

/// `name@host`; the host may lack its ending, as in the headers of in-house mail.
fn mail_length(rest: &str) -> Option<usize> {
    let name = prefix(rest, |b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'+' | b'%'));
    if name == 0 || rest.as_bytes().get(name) != Some(&b'@') {
        return None;
    }
    let host = prefix(&rest[name + 1..], |b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'));
    let host = rest[name + 1..name + 1 + host].trim_end_matches(['.', '-', '_']).len();
    (host > 1).then_some(name + 1 + host)
}

/// A host name, a file name or a newsgroup, told by its ending or (newsgroups) its beginning.
fn name_length(rest: &str) -> Option<usize> {
    const HIERARCHIES: [&str; 7] = ["alt.", "comp.", "misc.", "rec.", "sci.", "soc.", "talk."];
    let length = prefix(rest, |b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'));
    let name = rest[..length].trim_end_matches(['.', '-', '_']);
    let (stem, ending) = name.rsplit_once('.')?;
    let is_host = (stem.len() > 1 || ending.len() > 2)
        && !stem.ends_with('.')
        && !stem.contains("..")
        && holds(&ADDRESS_ENDINGS, ending);
    let is_newsgroup = HIERARCHIES.iter().any(|head| name.starts_with(head));
    // "end.In" is two sentences: a host is in one case throughout, or its ending is in lower case or all capitals.
    let one_case = !ending.starts_with(char::is_uppercase) || ending.chars().all(char::is_uppercase);
    if !((is_host && one_case) || is_newsgroup) {
        return None;
    }
    // A path may follow a host ("example.org/news").
    let path = rest[name.len()..].starts_with('/') && is_host && stem.len() > 2;
    Some(if path { url_length(rest) } else { name.len() })
}

fn prefix(rest: &str, holds: impl Fn(u8) -> bool) -> usize {
    rest.bytes().take(LONGEST).take_while(|b| holds(*b)).count()
}
