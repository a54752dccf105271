//! Where a command's data go: standard output, or a file that appears only when it is complete.
//!
//! A file is written under another name in the same folder and renamed at the end, so that nobody ever sees
//! half of it and a failed run leaves the old one in place. `.gz` and `.zst` names are compressed.

use std::fs::{self, File};
use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use flate2::write::GzEncoder;
use tempfile::NamedTempFile;

use crate::store::Compression;

/// zstd's own default.
const ZSTD_LEVEL: i32 = 3;

/// An open output. Call [`Output::finish`] at the end: without it a file never appears.
pub(crate) struct Output {
    encoder: Encoder,
    /// The file's name as it was given; none for standard output.
    path: Option<PathBuf>,
}

enum Encoder {
    Plain(BufWriter<Sink>),
    Gzip(GzEncoder<BufWriter<Sink>>),
    Zstd(zstd::Encoder<'static, BufWriter<Sink>>),
}

enum Sink {
    Stdout(StdoutLock<'static>),
    /// A device or a pipe: written to as it is.
    Special(File),
    /// The temporary file, and what it becomes.
    File(NamedTempFile, PathBuf),
}

impl Output {
    /// Opens the file, or standard output where there is none or it is `-`.
    ///
    /// # Errors
    /// Where the file cannot be written: its name and why.
    pub(crate) fn open(path: Option<&Path>) -> Result<Self> {
        let Some(path) = path.filter(|path| *path != Path::new("-")) else {
            return Ok(Self { encoder: Encoder::Plain(BufWriter::new(Sink::Stdout(io::stdout().lock()))), path: None });
        };
        let sink = open_file(path).with_context(|| format!("cannot write {}", path.display()))?;
        let sink = BufWriter::with_capacity(1 << 16, sink);
        let encoder = match Compression::from_path(path) {
            Compression::None => Encoder::Plain(sink),
            Compression::Gzip => Encoder::Gzip(GzEncoder::new(sink, flate2::Compression::default())),
            Compression::Zstd => Encoder::Zstd(zstd::Encoder::new(sink, ZSTD_LEVEL)?),
        };
        Ok(Self { encoder, path: Some(path.to_owned()) })
    }

    /// Writes what is left, and lets the file appear.
    ///
    /// # Errors
    /// Where the file cannot be written: its name and why. A file of that name is then as it was.
    pub(crate) fn finish(self) -> Result<()> {
        let Self { encoder, path } = self;
        match path {
            Some(path) => finish(encoder).with_context(|| format!("cannot write {}", path.display())),
            None => finish(encoder).context("cannot write to standard output"),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.encoder {
            Encoder::Plain(writer) => writer.write(bytes),
            Encoder::Gzip(writer) => writer.write(bytes),
            Encoder::Zstd(writer) => writer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.encoder {
            Encoder::Plain(writer) => writer.flush(),
            Encoder::Gzip(writer) => writer.flush(),
            Encoder::Zstd(writer) => writer.flush(),
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(writer) => writer.write(bytes),
            Self::Special(writer) => writer.write(bytes),
            Self::File(writer, _) => writer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(writer) => writer.flush(),
            Self::Special(writer) => writer.flush(),
            Self::File(writer, _) => writer.flush(),
        }
    }
}

fn finish(encoder: Encoder) -> Result<()> {
    let buffer = match encoder {
        Encoder::Plain(buffer) => buffer,
        Encoder::Gzip(encoder) => encoder.finish()?,
        Encoder::Zstd(encoder) => encoder.finish()?,
    };
    match buffer.into_inner().map_err(io::IntoInnerError::into_error)? {
        Sink::Stdout(mut writer) => writer.flush()?,
        Sink::Special(mut writer) => writer.flush()?,
        Sink::File(file, target) => {
            file.as_file().sync_all()?;
            file.persist(target).map_err(|e| e.error)?;
        }
    }
    Ok(())
}

fn open_file(path: &Path) -> Result<Sink> {
    // A link stays a link: what it points to is replaced.
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let existing = fs::metadata(&target).ok();
    if let Some(metadata) = &existing {
        if metadata.is_dir() {
            bail!("it is a folder");
        }
        if !metadata.is_file() {
            return Ok(Sink::Special(fs::OpenOptions::new().write(true).open(&target)?));
        }
        if metadata.permissions().readonly() {
            bail!("the file is read-only");
        }
    }
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if !folder.is_dir() {
        bail!("there is no folder {}", folder.display());
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(".newsgraph-");
    // tempfile would make it readable for the owner alone; the usual mask applies to these.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let file = builder.tempfile_in(folder)?;
    if let Some(metadata) = existing {
        file.as_file().set_permissions(metadata.permissions())?;
    }
    Ok(Sink::File(file, target))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn write(path: &Path, text: &str) -> Result<()> {
        let mut output = Output::open(Some(path))?;
        output.write_all(text.as_bytes())?;
        output.finish()
    }

    #[test]
    fn what_is_written_can_be_read() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.ttl", "a.ttl.gz", "a.ttl.zst"] {
            let path = folder.path().join(name);
            write(&path, "old").unwrap();
            write(&path, "new").unwrap();
            let mut text = String::new();
            Compression::open(&path).unwrap().read_to_string(&mut text).unwrap();
            assert_eq!(text, "new", "{name}");
        }
        assert_eq!(fs::read(folder.path().join("a.ttl.gz")).unwrap()[..2], [0x1f, 0x8b]);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3, "temporary files are left");
    }

    #[test]
    fn an_unfinished_file_does_not_appear() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ttl");
        write(&path, "old").unwrap();
        let mut output = Output::open(Some(&path)).unwrap();
        output.write_all(&vec![b'x'; 1 << 20]).unwrap();
        drop(output);
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "temporary files are left");
    }

    #[test]
    fn what_cannot_be_written_is_said_with_its_reason() {
        let folder = tempfile::tempdir().unwrap();
        let sealed = folder.path().join("sealed.ttl");
        write(&sealed, "old").unwrap();
        let mut permissions = fs::metadata(&sealed).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&sealed, permissions).unwrap();
        for (path, reason) in [
            (folder.path().join("none/a.ttl"), "there is no folder"),
            (folder.path().to_owned(), "it is a folder"),
            (sealed, "the file is read-only"),
        ] {
            let Err(error) = Output::open(Some(&path)) else { panic!("{}", path.display()) };
            let message = format!("{error:#}");
            assert!(message.contains(reason) && message.contains(path.to_str().unwrap()), "{message}");
        }
    }
}
