//! Bounds on what a file may cost that somebody else wrote: how much it unpacks to, how deep it nests, how long it is.
//!
//! A few kilobytes of gzip can stand for gigabytes, a million brackets overflow the stack of a parser that calls
//! itself for each, and a device such as `/dev/zero` never ends. Each is an error with a message here, before memory,
//! stack or time are gone.

mod nesting;
mod query;
mod unpack;
mod xml;

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

pub use nesting::{DEEPEST, Guarded, Syntax, check};
pub use query::{HEAVIEST, STACK, TooHeavy, weight};
pub use unpack::{FREE, RATIO, gunzip, unzstd};

/// The longest text that is read whole, in bytes: a lexicon, a knowledge base, a file of overrides, a query.
pub const LONGEST: u64 = 64 << 20;

/// A whole text of at most [`LONGEST`] bytes from a file that somebody named.
///
/// # Errors
/// Where it cannot be read, is longer, or is not UTF-8.
pub fn read_text(path: &Path) -> io::Result<String> {
    text(File::open(path)?)
}

/// The bytes of a file that somebody named, at most [`LONGEST`].
///
/// # Errors
/// Where it cannot be read, or is longer.
pub fn read_bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LONGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LONGEST { Err(too_long()) } else { Ok(bytes) }
}

/// A whole text of at most [`LONGEST`] bytes.
///
/// # Errors
/// As [`read_text`].
pub fn text(reader: impl Read) -> io::Result<String> {
    let mut text = String::new();
    let read = reader.take(LONGEST + 1).read_to_string(&mut text);
    // A text that is cut in a character is too long first of all.
    if text.len() as u64 > LONGEST || (read.is_err() && text.len() as u64 == LONGEST) {
        return Err(too_long());
    }
    read.map(|_| text)
}

fn too_long() -> io::Error {
    refused(format!("it is longer than {} MiB", LONGEST >> 20))
}

fn refused(message: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_have_an_end() {
        assert_eq!(text(&b"caf\xc3\xa9"[..]).unwrap(), "café");
        assert!(text(&b"caf\xe9"[..]).is_err());
        assert!(text(io::repeat(b'a')).unwrap_err().to_string().contains("longer than"));
    }
}
