//! [`InputFormat`]: what a source is written in, and how a file name says so.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

/// What a source is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InputFormat {
    /// Plain text: one article a file.
    Text,
    /// A web page.
    Html,
    /// JSON lines: one article a line.
    Jsonl,
    /// RSS or Atom (no reader yet).
    Feed,
    /// A web archive (no reader yet).
    Warc,
}

impl InputFormat {
    /// All formats, in the order of the command-line help.
    pub const ALL: [Self; 5] = [Self::Text, Self::Html, Self::Jsonl, Self::Feed, Self::Warc];

    /// The name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Html => "html",
            Self::Jsonl => "jsonl",
            Self::Feed => "feed",
            Self::Warc => "warc",
        }
    }

    /// What the ending of a file name says, after `.gz`, `.zst` and the like are taken off; `None` where it says
    /// nothing that is known.
    #[must_use]
    pub fn of_name(path: &Path) -> Option<Self> {
        let ending = |path: &Path| path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
        let mut last = ending(path)?;
        if matches!(last.as_str(), "gz" | "zst") {
            last = ending(Path::new(path.file_stem()?))?;
        }
        match last.as_str() {
            "txt" | "text" => Some(Self::Text),
            "jsonl" | "ndjson" | "json" => Some(Self::Jsonl),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "rss" | "atom" => Some(Self::Feed),
            "warc" => Some(Self::Warc),
            _ => None,
        }
    }
}

impl fmt::Display for InputFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that is no format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not an input format: write text, html, jsonl, feed or warc")]
pub struct UnknownFormat(String);

impl FromStr for InputFormat {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        Self::ALL.into_iter().find(|f| f.name() == name).ok_or_else(|| UnknownFormat(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_the_format() {
        for (name, format) in [
            ("a.txt", Some(InputFormat::Text)),
            ("dir.jsonl/A.TXT", Some(InputFormat::Text)),
            ("a.text.gz", Some(InputFormat::Text)),
            ("x/a.b.ndjson.zst", Some(InputFormat::Jsonl)),
            ("a.json", Some(InputFormat::Jsonl)),
            ("page.html", Some(InputFormat::Html)),
            ("crawl.warc.gz", Some(InputFormat::Warc)),
            ("a.gz", None),
            ("a.docx", None),
            // Folders of articles hold a README.md more often than articles in Markdown.
            ("README.md", None),
            ("README", None),
            (".txt", None),
        ] {
            assert_eq!(InputFormat::of_name(Path::new(name)), format, "{name}");
        }
        for format in InputFormat::ALL {
            assert_eq!(format.name().parse(), Ok(format));
        }
        assert!("yaml".parse::<InputFormat>().is_err());
    }
}
