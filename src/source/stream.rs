//! Bytes of one source, decompressed while they are read, whole or line by line, with a limit on each.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

use crate::bounds::{gunzip, unzstd};

/// Bytes of one source.
pub(super) type Bytes = Box<dyn BufRead + Send>;

const BUFFER: usize = 64 << 10;
/// A line that is too long is passed over, if it ends within so many times the limit.
const LINES_PASSED: u64 = 64;
/// Bytes at the start by which a source without a telling name is known.
const SNIFF: u64 = 4 << 10;
const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];

/// Opens a file.
pub(super) fn open(path: &Path) -> io::Result<Bytes> {
    decompressed(File::open(path)?)
}

/// Reads from `inner`, through a decompressor where the first bytes are those of gzip or Zstandard: what the bytes
/// are is surer than what the file is called, and standard input has no name.
pub(super) fn decompressed(mut inner: impl Read + Send + 'static) -> io::Result<Bytes> {
    let mut head = Vec::new();
    inner.by_ref().take(SNIFF).read_to_end(&mut head)?;
    let (gzip, zstd) = (head.starts_with(GZIP), head.starts_with(ZSTD));
    let whole = Cursor::new(head).chain(inner);
    Ok(if gzip {
        Box::new(BufReader::with_capacity(BUFFER, gunzip(BufReader::with_capacity(BUFFER, whole))))
    } else if zstd {
        Box::new(BufReader::with_capacity(BUFFER, unzstd(BufReader::with_capacity(BUFFER, whole))?))
    } else {
        Box::new(BufReader::with_capacity(BUFFER, whole))
    })
}

/// What came of reading a bounded piece.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// It is in the buffer, without its line end.
    Whole,
    /// It was longer than the limit. The buffer holds its beginning; the rest was passed over.
    TooLong,
    /// Nothing was left.
    End,
}

/// Reads all that is left into `buffer`, if it is not more than `limit` bytes.
pub(super) fn whole(bytes: &mut Bytes, limit: usize, buffer: &mut Vec<u8>) -> io::Result<Piece> {
    buffer.clear();
    bytes.by_ref().take(limit as u64 + 1).read_to_end(buffer)?;
    Ok(if buffer.len() > limit { Piece::TooLong } else { Piece::Whole })
}

/// Reads the next line into `buffer`, without `\n` or `\r\n`. At most `limit` bytes of a line are held in memory.
pub(super) fn line(bytes: &mut Bytes, limit: usize, buffer: &mut Vec<u8>) -> io::Result<Piece> {
    buffer.clear();
    // A buffer that one huge line has blown up is not kept for the small ones after it.
    buffer.shrink_to(BUFFER);
    // Two bytes more than the limit, so that a line of just that length still brings its line end.
    let read = bytes.by_ref().take(limit as u64 + 2).read_until(b'\n', buffer)?;
    if read == 0 {
        return Ok(Piece::End);
    }
    let ended = buffer.last() == Some(&b'\n');
    if ended {
        buffer.pop();
        if buffer.last() == Some(&b'\r') {
            buffer.pop();
        }
    }
    if buffer.len() <= limit {
        return Ok(Piece::Whole);
    }
    if !ended {
        // A device may go on for ever without a line end.
        let most = (limit as u64).saturating_mul(LINES_PASSED);
        let passed = bytes.by_ref().take(most).skip_until(b'\n')?;
        if passed as u64 == most {
            let message = format!("a line goes on after {most} bytes, and the rest of the input is left out");
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
    }
    buffer.truncate(limit);
    Ok(Piece::TooLong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn lines(bytes: Vec<u8>, limit: usize) -> Vec<(Piece, String)> {
        let mut bytes = decompressed(Cursor::new(bytes)).unwrap();
        let mut buffer = Vec::new();
        let mut all = Vec::new();
        loop {
            match line(&mut bytes, limit, &mut buffer).unwrap() {
                Piece::End => return all,
                piece => all.push((piece, String::from_utf8(buffer.clone()).unwrap())),
            }
        }
    }

    #[test]
    fn long_lines_are_passed_over() {
        let got = lines(b"abc\r\nabcd\n\nabcde\nabcdefgh\r\nab".to_vec(), 4);
        let want = [
            (Piece::Whole, "abc"),
            (Piece::Whole, "abcd"),
            (Piece::Whole, ""),
            (Piece::TooLong, "abcd"),
            (Piece::TooLong, "abcd"),
            (Piece::Whole, "ab"),
        ];
        assert_eq!(got, want.map(|(piece, text)| (piece, text.to_owned())));
    }

    #[test]
    fn gzip_and_zstandard_are_unpacked() {
        let plain = b"one\ntwo\n".to_vec();
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(&plain).unwrap();
        let mut twice = gzip.finish().unwrap();
        // Logs that are appended to are gzip members one after the other.
        twice.extend(twice.clone());
        let zstd = zstd::encode_all(&plain[..], 1).unwrap();
        assert_eq!(lines(twice, 10).len(), 4);
        assert_eq!(lines(zstd, 10), lines(plain, 10));
    }
}
