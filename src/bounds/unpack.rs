//! Decompressors that give up on bombs.

use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;

use super::refused;

/// So many bytes may come out of any compressed file.
pub const FREE: u64 = 64 << 20;
/// Beyond [`FREE`], so many bytes may come out for each that went in. News and RDF shrink to a tenth, the most
/// monotonous of graphs to a fiftieth; a bomb to a thousandth or less.
pub const RATIO: u64 = 100;

/// Counts the bytes that are taken from a reader.
struct Counted<R> {
    inner: R,
    taken: Arc<AtomicU64>,
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.taken.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.taken.fetch_add(amount as u64, Ordering::Relaxed);
        self.inner.consume(amount);
    }
}

/// What a decompressor gives, as long as that is in proportion to what it took.
struct Bounded<D> {
    decoder: D,
    taken: Arc<AtomicU64>,
    given: u64,
}

impl<D: Read> Read for Bounded<D> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.decoder.read(buffer)?;
        self.given += read as u64;
        let most = FREE.saturating_add(RATIO.saturating_mul(self.taken.load(Ordering::Relaxed)));
        if self.given > most {
            return Err(refused(format!(
                "it unpacks to more than {RATIO} times its size, as files do that are made to fill the memory; \
                 if you trust it, unpack it first"
            )));
        }
        Ok(read)
    }
}

/// The content of gzip members, one after the other. Reading fails once more than [`FREE`] bytes and more than
/// [`RATIO`] for each compressed one have come out.
pub fn gunzip(packed: impl BufRead + Send) -> impl Read + Send {
    let taken = Arc::new(AtomicU64::new(0));
    let decoder = MultiGzDecoder::new(Counted { inner: packed, taken: Arc::clone(&taken) });
    Bounded { decoder, taken, given: 0 }
}

/// The content of Zstandard frames, bounded as [`gunzip`] is.
///
/// # Errors
/// Where the decompressor cannot be made.
pub fn unzstd(packed: impl BufRead + Send) -> io::Result<impl Read + Send> {
    let taken = Arc::new(AtomicU64::new(0));
    let decoder = zstd::Decoder::with_buffer(Counted { inner: packed, taken: Arc::clone(&taken) })?;
    Ok(Bounded { decoder, taken, given: 0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, read::GzEncoder};

    fn length(mut reader: impl Read) -> io::Result<u64> {
        io::copy(&mut reader, &mut io::sink())
    }

    #[test]
    fn bombs_are_refused_and_all_else_is_read() {
        let zeros = |n: u64| io::repeat(b'a').take(n);
        for (unpacked, whole) in [(FREE, true), (3 * FREE, false)] {
            let mut gzip = Vec::new();
            GzEncoder::new(zeros(unpacked), Compression::fast()).read_to_end(&mut gzip).unwrap();
            let zstd = zstd::encode_all(zeros(unpacked), 1).unwrap();
            for found in [length(gunzip(&gzip[..])), length(unzstd(&zstd[..]).unwrap())] {
                match found {
                    Ok(length) => assert!(whole && length == unpacked),
                    Err(e) => assert!(!whole && e.to_string().contains("unpacks to more"), "{e}"),
                }
            }
        }
        // What is not monotonous has no bound.
        let mut seed = 1_u32;
        let noise: Vec<u8> = std::iter::repeat_with(|| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 24) as u8
        })
        .take(80 << 20)
        .collect();
        let zstd = zstd::encode_all(&noise[..], 1).unwrap();
        assert_eq!(length(unzstd(&zstd[..]).unwrap()).unwrap(), noise.len() as u64);
    }
}
