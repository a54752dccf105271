//! The event lexicon: which words name which events, and what their arguments are in them.
//!
//! Entries are OntoLex-Lemon in Turtle under `ontology/lexicon/`; `ontology/lexicon-en.md` explains the vocabulary.
//! [`Lexicon::embedded`] reads those that ship with the program; [`Lexicon::extend`] adds a user's own.
//!
//! ```
//! use newsgraph::lexicon::{Lexicon, Pos};
//! use newsgraph::ontology::EventClass;
//!
//! let lexicon = Lexicon::embedded();
//! let classes: Vec<EventClass> = lexicon.senses("release", Pos::Noun).iter().map(|s| s.class).collect();
//! assert_eq!(classes, [EventClass::Release]);
//! ```

mod document;
mod read;
mod sense;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use compact_str::CompactString;

pub use sense::{
    Companion, Condition, Constraint, Filler, Neighbour, Pattern, Pos, RoleMap, Sense, Slot, Support, TriggerPlace,
};

/// The files that ship with the program, each a name and its text; patterns first, as the others refer to them.
pub const FILES: [(&str, &str); 13] = [
    ("ontology/lexicon/patterns.ttl", include_str!("../../ontology/lexicon/patterns.ttl")),
    ("ontology/lexicon/conflict.ttl", include_str!("../../ontology/lexicon/conflict.ttl")),
    ("ontology/lexicon/harm.ttl", include_str!("../../ontology/lexicon/harm.ttl")),
    ("ontology/lexicon/justice.ttl", include_str!("../../ontology/lexicon/justice.ttl")),
    ("ontology/lexicon/diplomacy.ttl", include_str!("../../ontology/lexicon/diplomacy.ttl")),
    ("ontology/lexicon/politics.ttl", include_str!("../../ontology/lexicon/politics.ttl")),
    ("ontology/lexicon/aid.ttl", include_str!("../../ontology/lexicon/aid.ttl")),
    ("ontology/lexicon/communication.ttl", include_str!("../../ontology/lexicon/communication.ttl")),
    ("ontology/lexicon/business.ttl", include_str!("../../ontology/lexicon/business.ttl")),
    ("ontology/lexicon/life.ttl", include_str!("../../ontology/lexicon/life.ttl")),
    ("ontology/lexicon/disaster.ttl", include_str!("../../ontology/lexicon/disaster.ttl")),
    ("ontology/lexicon/movement.ttl", include_str!("../../ontology/lexicon/movement.ttl")),
    ("ontology/lexicon/contest.ttl", include_str!("../../ontology/lexicon/contest.ttl")),
];

/// Why a lexicon file cannot be used. A file with any mistake is left out as a whole.
#[derive(Debug, thiserror::Error)]
pub enum LexiconError {
    /// The file is not Turtle.
    #[error("{}:{line}:{column}: not valid Turtle: {message}", file.display())]
    Syntax {
        /// The file, as it was named.
        file: PathBuf,
        /// Line, from 1.
        line: u64,
        /// Column in code points, from 1.
        column: u64,
        /// What the parser says.
        message: String,
    },
    /// The Turtle is valid but says something that a lexicon cannot.
    #[error("{}: {} in the lexicon:{}", file.display(), counted(problems.len()), listed(problems))]
    Entries {
        /// The file, as it was named.
        file: PathBuf,
        /// Every mistake found, in the order of the file.
        problems: Vec<Problem>,
    },
}

/// A mistake in an entry, a pattern or a word list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// IRI of the entry, pattern or list.
    pub subject: String,
    /// Line where it begins, from 1.
    pub line: usize,
    /// Column where it begins, in code points, from 1.
    pub column: usize,
    /// What is wrong and what would be right.
    pub what: String,
}

fn counted(n: usize) -> String {
    if n == 1 { "1 mistake".to_owned() } else { format!("{n} mistakes") }
}

fn listed(problems: &[Problem]) -> String {
    use std::fmt::Write as _;
    problems.iter().fold(String::new(), |mut list, p| {
        let _ = write!(list, "\n  {}:{}: <{}>: {}", p.line, p.column, p.subject, p.what);
        list
    })
}

/// Trigger words with their senses.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    /// By part of speech (index of [`Pos`]) and head lemma; each list most specific first.
    senses: [BTreeMap<CompactString, Vec<Sense>>; 3],
    /// By IRI, flattened: what a pattern inherits stands behind what it says itself.
    patterns: BTreeMap<String, Arc<Pattern>>,
    /// Word lists by IRI.
    lists: BTreeMap<String, Vec<CompactString>>,
}

impl Lexicon {
    /// The lexicon that ships with the program.
    ///
    /// # Panics
    /// Never: a test reads the same bytes.
    #[must_use]
    pub fn embedded() -> Self {
        let mut lexicon = Self::default();
        let parsed = document::parse_all(&FILES);
        for ((file, _), document) in FILES.iter().zip(parsed) {
            let added = document.and_then(|document| lexicon.add(Path::new(file), &document));
            added.unwrap_or_else(|error| panic!("the lexicon that ships with the program is at fault: {error}"));
        }
        lexicon.order();
        lexicon
    }

    /// The embedded lexicon with the entries of further files, each a name for messages and its Turtle text.
    ///
    /// # Errors
    /// As for [`Lexicon::extend`], for the first file at fault.
    pub fn with(extra: &[(&Path, String)]) -> Result<Self, LexiconError> {
        let mut lexicon = Self::embedded();
        for (file, text) in extra {
            lexicon.extend(file, text)?;
        }
        Ok(lexicon)
    }

    /// Adds the entries of a Turtle file; an entry whose IRI the lexicon already has takes the place of the old one.
    /// Returns the number of senses added. Patterns and word lists of the embedded files can be referred to.
    ///
    /// # Errors
    /// [`LexiconError`] when the text is not Turtle, or any entry is at fault; nothing is added then.
    pub fn extend(&mut self, file: &Path, text: &str) -> Result<usize, LexiconError> {
        let document = document::parse(file, text)?;
        let added = self.add(file, &document)?;
        self.order();
        Ok(added)
    }

    /// Senses of the words whose head lemma is `lemma` (as the lexicon writes it: lower case but for names and
    /// acronyms), most specific first: those that need more companions come before those that need fewer.
    #[must_use]
    pub fn senses(&self, lemma: &str, pos: Pos) -> &[Sense] {
        self.senses[pos as usize].get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Every sense, by part of speech and head lemma in alphabetical order.
    pub fn all(&self) -> impl Iterator<Item = &Sense> {
        self.senses.iter().flat_map(|by_lemma| by_lemma.values().flatten())
    }

    fn add(&mut self, file: &Path, document: &document::Document<'_>) -> Result<usize, LexiconError> {
        let known = read::Known { patterns: &self.patterns, lists: &self.lists };
        let read::Content { senses, patterns, lists } = read::interpret(document, known).map_err(|mut problems| {
            for problem in &mut problems {
                (problem.line, problem.column) = document.place(&problem.subject);
            }
            LexiconError::Entries { file: file.to_owned(), problems }
        })?;
        let (added, fresh) = (senses.len(), senses.iter().map(|s| s.entry.clone()).collect::<BTreeSet<_>>());
        if self.all().any(|s| fresh.contains(&s.entry)) {
            for old in self.senses.iter_mut().flat_map(BTreeMap::values_mut) {
                old.retain(|s| !fresh.contains(&s.entry));
            }
        }
        self.patterns.extend(patterns);
        self.lists.extend(lists);
        for sense in senses {
            self.senses[sense.pos as usize].entry(sense.head.clone()).or_default().push(sense);
        }
        Ok(added)
    }

    /// Puts the more specific senses of each word first; equals stay in the order of the files.
    fn order(&mut self) {
        for senses in self.senses.iter_mut().flat_map(BTreeMap::values_mut) {
            senses.sort_by_key(|s| std::cmp::Reverse(s.specificity()));
        }
    }
}

#[cfg(test)]
mod tests;
