//! [`Input`]: what the command line names, and the files that it stands for.

use std::convert::Infallible;
use std::ffi::OsStr;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use walkdir::WalkDir;

use super::{InputFormat, SourceError};

/// Something to read: standard input, a file, a folder, or a glob.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Standard input, written `-`.
    Stdin,
    /// A file, or a folder that is read recursively in the order of the names.
    Path(PathBuf),
    /// A pattern such as `wire/2024-*/*.txt`; `**` stands for any folders.
    Glob(String),
}

impl Input {
    /// What an argument means: `-` is standard input; a name that exists is that file or folder, even where it holds
    /// `*`, `?` or `[`; of the others, one with such a character is a pattern.
    #[must_use]
    pub fn new(argument: impl AsRef<OsStr>) -> Self {
        let argument = argument.as_ref();
        if argument == "-" {
            return Self::Stdin;
        }
        match argument.to_str() {
            Some(text) if text.contains(['*', '?', '[']) && !Path::new(text).exists() => Self::Glob(text.to_owned()),
            _ => Self::Path(PathBuf::from(argument)),
        }
    }
}

impl FromStr for Input {
    type Err = Infallible;

    fn from_str(argument: &str) -> Result<Self, Infallible> {
        Ok(Self::new(argument))
    }
}

/// One source to open.
pub(super) enum Found {
    Stdin,
    /// A reader that somebody else opened, and its name.
    Given(String, Box<dyn Read + Send>),
    /// A file that was named, or that a pattern fits: read whatever its ending.
    Named(PathBuf),
    /// A file in a folder, with the format that its name says.
    Walked(PathBuf, InputFormat),
    /// A file in a folder that is none of ours.
    Skipped,
}

/// The files of one input, found one by one.
pub(super) type Files = Box<dyn Iterator<Item = Result<Found, SourceError>> + Send>;

/// The files that `input` stands for; in a folder, all where a format is
/// `forced`, else those whose name gives one.
pub(super) fn files(input: &Input, forced: Option<InputFormat>) -> Files {
    match input {
        Input::Stdin => one(Ok(Found::Stdin)),
        Input::Path(path) if path.to_str().is_some_and(is_address) => {
            one(Err(SourceError::Address { path: path.display().to_string() }))
        }
        Input::Glob(pattern) if is_address(pattern) => one(Err(SourceError::Address { path: pattern.clone() })),
        Input::Path(path) => path_files(path.clone(), forced),
        Input::Glob(pattern) => glob_files(pattern, forced),
    }
}

/// True for `https://…` and the like, where no file is called so.
fn is_address(name: &str) -> bool {
    const SCHEMES: [&str; 7] = ["http", "https", "ftp", "s3", "gs", "hdfs", "feed"];
    let scheme = name.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    scheme.is_some_and(|scheme| SCHEMES.contains(&scheme.as_str())) && !Path::new(name).exists()
}

/// A single source.
pub(super) fn one(found: Result<Found, SourceError>) -> Files {
    Box::new(std::iter::once(found))
}

fn path_files(path: PathBuf, forced: Option<InputFormat>) -> Files {
    if path.is_dir() {
        return folder_files(&path, forced);
    }
    // A file that exists but may not be looked at is reported when it is opened, with what the system says.
    if matches!(path.try_exists(), Ok(false)) {
        return one(Err(SourceError::Missing { path: path.display().to_string() }));
    }
    one(Ok(Found::Named(path)))
}

fn folder_files(folder: &Path, forced: Option<InputFormat>) -> Files {
    let top = folder.display().to_string();
    let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    // Hidden files and folders (.git, .DS_Store) hold no articles; the folder that was named may itself be hidden.
    let walk = walk.filter_entry(|entry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.'));
    Box::new(walk.filter_map(move |entry| match entry {
        Ok(entry) if entry.file_type().is_dir() => None,
        // Pipes and devices, on which a reader could wait for ever, are read only where they are named.
        Ok(entry) if !entry.file_type().is_file() => Some(Ok(Found::Skipped)),
        Ok(entry) => {
            let path = entry.into_path();
            let format = forced.or_else(|| InputFormat::of_name(&path));
            Some(Ok(format.map_or(Found::Skipped, |format| Found::Walked(path, format))))
        }
        Err(error) => {
            let path = error.path().map_or_else(|| top.clone(), |p| p.display().to_string());
            Some(Err(SourceError::Io { path, line: None, source: error.into() }))
        }
    }))
}

fn glob_files(pattern: &str, forced: Option<InputFormat>) -> Files {
    let options = glob::MatchOptions { require_literal_leading_dot: true, ..glob::MatchOptions::new() };
    let paths = match glob::glob_with(pattern, options) {
        Ok(paths) => paths,
        Err(error) => {
            let (reason, at) = (error.msg, error.pos + 1);
            return one(Err(SourceError::Pattern { path: pattern.to_owned(), reason, at }));
        }
    };
    let mut paths = paths.peekable();
    if paths.peek().is_none() {
        return one(Err(SourceError::NoMatch { path: pattern.to_owned() }));
    }
    Box::new(paths.flat_map(move |found| match found {
        Ok(path) if path.is_file() || path.is_dir() => path_files(path, forced),
        Ok(_) => one(Ok(Found::Skipped)),
        Err(error) => {
            let path = error.path().display().to_string();
            one(Err(SourceError::Io { path, line: None, source: error.into() }))
        }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_have_a_meaning() {
        assert_eq!(Input::new("-"), Input::Stdin);
        assert_eq!(Input::new("a.txt"), Input::Path("a.txt".into()));
        assert_eq!(Input::new("wire/*.txt"), Input::Glob("wire/*.txt".into()));
        let dir = tempfile::tempdir().unwrap();
        let starred = dir.path().join("odd[1].txt");
        std::fs::write(&starred, "x").unwrap();
        assert_eq!(Input::new(&starred), Input::Path(starred));
    }
}
