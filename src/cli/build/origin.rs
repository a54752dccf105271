//! Where a graph comes from, as hashes: what was read of an article, and what made its graph of that. Where both are as
//! they were, the graph is too, and the article need not be read again.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest as _, Sha256};

use crate::graph::Options;
use crate::lexicon;
use crate::pipeline::Reader;
use crate::text::{Article, Published};

use super::super::reading::ReadingArgs;

/// A hash of all that an article's graph is made of but its name: that is not in the graph.
pub(super) fn content(article: &Article) -> String {
    // Taken apart, so that a new field is not forgotten here.
    let Article { id: _, url, title, published, modified, authors, publisher, language, text, blocks } = article;
    let mut hash = Hash::default();
    for part in [url, title, publisher, language] {
        hash.option(part.as_deref());
    }
    for date in [published, modified] {
        hash.option(date.as_ref().map(Published::to_string).as_deref());
    }
    hash.part(&authors.len().to_le_bytes());
    authors.iter().for_each(|author| hash.part(author.as_bytes()));
    hash.part(text.as_bytes());
    for block in blocks {
        hash.part(format!("{:?} {} {}", block.kind, block.span.start, block.span.end).as_bytes());
    }
    hash.finish()
}

/// A hash of the program, the model, the knowledge bases, the lexicons and the options that the graph depends on.
///
/// # Errors
/// Where a file of the user's cannot be read.
pub(super) fn maker(args: &ReadingArgs, reader: &Reader, base: &str, options: &Options) -> Result<String> {
    let mut hash = Hash::default();
    for part in [env!("CARGO_PKG_VERSION"), reader.model_version(), reader.kb().version(), base] {
        hash.part(part.as_bytes());
    }
    hash.part(&[u8::from(options.text)]);
    for (_, text) in lexicon::FILES {
        hash.part(text.as_bytes());
    }
    // The order of the user's files counts.
    let mut files: Vec<PathBuf> = args.lexicon.clone();
    files.extend(args.own_kb.kb.iter().cloned());
    if let Some(folder) = &args.engine {
        files.extend(files_of(folder)?);
    }
    for file in &files {
        hash.part(&fs::read(file).with_context(|| format!("cannot read {}", file.display()))?);
    }
    // One file of each kind is not two of one kind.
    hash.part(&args.lexicon.len().to_le_bytes());
    Ok(hash.finish())
}

/// The files in a folder, sorted.
fn files_of(folder: &Path) -> Result<Vec<PathBuf>> {
    let read = || -> std::io::Result<Vec<PathBuf>> {
        let mut files = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
        files.retain(|path| path.is_file());
        files.sort();
        Ok(files)
    };
    read().with_context(|| format!("cannot read {}", folder.display()))
}

/// SHA-256 of parts, each with its length, so that no two lists of parts run together to the same.
#[derive(Default)]
struct Hash(Sha256);

impl Hash {
    fn part(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    fn option(&mut self, text: Option<&str>) {
        self.0.update([u8::from(text.is_some())]);
        self.part(text.unwrap_or_default().as_bytes());
    }

    /// The first half: enough to tell apart whatever will ever be read.
    fn finish(self) -> String {
        use std::fmt::Write as _;
        self.0.finalize().iter().take(16).fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source;

    #[test]
    fn whatever_the_graph_depends_on_changes_the_content() {
        let article = source::from_text("a.txt", "Rebels attacked.\n\nThe army fled.");
        let changes: [fn(&mut Article); 8] = [
            |a| a.url = Some(String::new()),
            |a| a.title = Some("Rebels".to_owned()),
            |a| a.publisher = Some("Rebels".to_owned()),
            |a| a.published = "2024-05-01".parse().ok(),
            |a| a.modified = "2024-05-01".parse().ok(),
            |a| a.authors = vec![String::new()],
            |a| a.text.push(' '),
            |a| a.blocks.truncate(1),
        ];
        let mut seen = vec![content(&article)];
        for change in changes {
            let mut other = article.clone();
            change(&mut other);
            let hash = content(&other);
            assert!(!seen.contains(&hash), "{other:?}");
            seen.push(hash);
        }
        let renamed = Article { id: "b.txt".to_owned(), ..article };
        assert_eq!(content(&renamed), seen[0]);
    }
}
