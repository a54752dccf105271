//! [`KbError`]: why a knowledge base cannot be read.

use std::path::PathBuf;

/// Why a knowledge base cannot be read. A user's file with any mistake is left out as a whole.
#[derive(Debug, thiserror::Error)]
pub enum KbError {
    /// The compiled file is damaged, or was made for another version of the program.
    #[error("the compiled knowledge base cannot be used: {0}; build data/kb-en.bin again with training/kb/build.py")]
    Compiled(String),
    /// A user's file cannot be opened.
    #[error("cannot read {}", file.display())]
    Unreadable {
        /// The file, as it was named.
        file: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A user's file has a name that does not say what is in it.
    #[error("{}: a knowledge base is Turtle (.ttl) or a table with tabs (.tsv)", file.display())]
    Format {
        /// The file, as it was named.
        file: PathBuf,
    },
    /// A user's file is not what its name says, or says something that a knowledge base cannot.
    #[error("{}:{line}:{column}: {message}", file.display())]
    Content {
        /// The file, as it was named.
        file: PathBuf,
        /// Line, from 1.
        line: u64,
        /// Column in code points, from 1.
        column: u64,
        /// What is wrong and what would be right.
        message: String,
    },
}
