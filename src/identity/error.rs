//! [`IdentityError`]: what can be wrong with what is said about identity.

use std::io;
use std::path::PathBuf;

use crate::store::StoreError;

/// What went wrong with a file of overrides. Every message says what, where, and what to do next.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IdentityError {
    /// The file could not be read or written.
    #[error("cannot {action} {}", path.display())]
    File {
        /// "read" or "write".
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// Why it failed.
        source: io::Error,
    },
    /// The file is no Turtle.
    #[error("{}:{line}:{column}: {message}; mend the line or delete it", path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: u64,
        /// Column in characters, from 1.
        column: u64,
        /// What the parser expected.
        message: String,
    },
    /// A statement says nothing about identity.
    #[error(
        "{}:{line}: {reason}; a line is `<A> skos:exactMatch <B> .` or `<A> ng:differentFrom <B> .`, each of them an entity \
         or a mention (…#char=BEGIN,END)", path.display()
    )]
    Statement {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// Statements contradict each other.
    #[error(
        "{}: <{a}> and <{b}> are different by line {different}, and the same by {}; delete one of these lines",
        path.display(), lines(same)
    )]
    Conflict {
        /// The file.
        path: PathBuf,
        /// One of the two.
        a: String,
        /// The other.
        b: String,
        /// The line that says that they are different.
        different: usize,
        /// The lines by which they are the same, in the order of the file.
        same: Vec<usize>,
    },
    /// A statement that was to be added contradicts the file.
    #[error("<{a}> and <{b}> are {already} by {} of {}; delete that first", lines(by), path.display())]
    Refused {
        /// The file.
        path: PathBuf,
        /// One of the two.
        a: String,
        /// The other.
        b: String,
        /// "the same" or "different".
        already: &'static str,
        /// The lines that say so.
        by: Vec<usize>,
    },
    /// The file changed while a statement was added to it.
    #[error("{} was changed by somebody else meanwhile; try again", .0.display())]
    Changed(PathBuf),
    /// The store could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// "line 3", "lines 3 and 5", "lines 3, 5 and 8".
fn lines(numbers: &[usize]) -> String {
    let shown: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    match shown.as_slice() {
        [one] => format!("line {one}"),
        [most @ .., last] => format!("lines {} and {last}", most.join(", ")),
        [] => "no line".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_enumerated() {
        for (numbers, expected) in
            [(&[3][..], "line 3"), (&[3, 5], "lines 3 and 5"), (&[3, 5, 8], "lines 3, 5 and 8"), (&[], "no line")]
        {
            assert_eq!(lines(numbers), expected);
        }
    }
}
