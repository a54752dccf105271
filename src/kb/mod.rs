//! The knowledge base: from names to the people, organizations, places, events and works that they may mean, with the
//! identifiers of Wikidata and GeoNames.
//!
//! [`Kb::embedded`] opens the one that ships with the program, `data/kb-en.bin`, in place; [`UserKb`] reads a user's own,
//! and [`Kb::with_user`] puts it before ours. `data/README.md` says where the facts come from and what is left out.
//!
//! ```
//! use newsgraph::kb::{Kb, KbError};
//! use newsgraph::ontology::EntityType;
//!
//! let kb = Kb::embedded()?;
//! let first = kb.candidates("Qatar")[0].entry;
//! assert_eq!(kb.entity_type(first), EntityType::Place);
//! let qatar = kb.entry(first);
//! assert_eq!((qatar.qid.map(|q| q.to_string()).as_deref(), qatar.geonames), (Some("Q846"), Some(289_688)));
//! // A word is not the country whose acronym it spells.
//! assert!(kb.candidates("us").iter().all(|c| kb.entry(c.entry).label != "United States"));
//! # Ok::<(), KbError>(())
//! ```

mod entry;
mod error;
mod file;
mod fold;
mod identifier;
mod user;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::ontology::{EntityType, Subtype};
use file::{File, Posting};
use fold::Case;
use user::UserEntries;

pub use entry::{Coordinates, Entry, EntryId, Qid, QidError, geonames_iri};
pub use error::KbError;
pub use fold::fold;
pub use identifier::Identifier;
pub use user::UserKb;

/// The knowledge base that ships with the program.
const EMBEDDED: &[u8] = include_bytes!("../../data/kb-en.bin");

/// Names that [`Kb::search`] reads at most to find those that begin with what is asked for.
const MOST_NAMES: usize = 2000;

/// Legal forms of companies, folded: words at the end of a company's full name that its usual name leaves out.
const LEGAL_FORMS: &str = include_str!("legal_forms.txt");

/// Whether a word is a legal form that a company's usual name leaves out ("Inc.", "Ltd.", "S.A.").
#[must_use]
pub fn is_legal_form(word: &str) -> bool {
    let folded = fold(word);
    LEGAL_FORMS.lines().any(|form| form == folded)
}

/// A knowledge base. Copies share everything, and threads may use one together.
#[derive(Clone)]
pub struct Kb {
    file: Arc<File>,
    user: Arc<UserEntries>,
}

/// An entry that a name may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// The entry.
    pub entry: EntryId,
    /// Whether the name is the entry's label, not one of its other names.
    pub is_label: bool,
    /// Whether the name is written as the knowledge base has it: both all in capitals, both capitalized, both small, or
    /// both mixed.
    pub exact_case: bool,
}

impl Kb {
    /// The knowledge base that ships with the program. Opening reads only the head of it.
    ///
    /// # Errors
    /// [`KbError::Compiled`] when the file was made for another version of the program.
    pub fn embedded() -> Result<Self, KbError> {
        Self::open(Cow::Borrowed(EMBEDDED))
    }

    fn open(bytes: Cow<'static, [u8]>) -> Result<Self, KbError> {
        Ok(Self { file: Arc::new(File::open(bytes)?), user: Arc::default() })
    }

    /// When the facts were gathered, and a hash of them.
    #[must_use]
    pub fn version(&self) -> &str {
        self.file.version()
    }

    /// This knowledge base with a user's own entries before it. An entry that is the same as one that is already there,
    /// by its QID or GeoNames identifier, takes its place: what the user says of it counts, and what the user does not
    /// say is filled in.
    #[must_use]
    pub fn with_user(&self, user: UserKb) -> Self {
        let mut entries = UserEntries::clone(&self.user);
        for mut entry in user.entries {
            let same = self.same_as(&entry);
            if let Some(id) = same {
                entry = user::merged(entry, self.entry(id));
            }
            entries.add(entry, same);
        }
        Self { file: Arc::clone(&self.file), user: Arc::new(entries) }
    }

    fn same_as(&self, entry: &Entry) -> Option<EntryId> {
        let by_qid = entry.qid.and_then(|qid| self.by_qid(qid));
        by_qid.or_else(|| entry.geonames.and_then(|id| self.by_geonames(id)))
    }

    /// The entries that a name may mean: the user's first, then the most prominent first, where a label counts for more
    /// than another name. Case, accents, apostrophes, full
    /// stops and "the" do not count (see [`fold()`]), but a short acronym is not
    /// found by a word in small letters. The legal form of a company ("Inc") does not count where nothing else is found.
    #[must_use]
    pub fn candidates(&self, name: &str) -> Vec<Candidate> {
        let case = Case::of(name);
        let mut folded = fold(name);
        let mut found = self.named(&folded, case);
        // "Intel Corp", "Ford Motor Co Ltd": the legal form is seldom part of the name that we know.
        while found.is_empty() {
            let Some((name, form)) = folded.rsplit_once(' ') else { break };
            if !is_legal_form(form) {
                break;
            }
            folded = name.to_owned();
            found = self.named(&folded, case);
            found.retain(|c| self.entity_type(c.entry) == EntityType::Organization);
        }
        found
    }

    fn named(&self, folded: &str, case: Case) -> Vec<Candidate> {
        let postings = self.user.postings(folded).into_iter().chain(self.ours(self.file.postings(folded)));
        let admitted = postings.filter(|p| p.case.admits(case, folded));
        admitted.map(|p| Candidate { entry: p.entry, is_label: p.is_label, exact_case: p.case == case }).collect()
    }

    /// At most so many entries for a person who looks for one: first those of that name, in any case, then those with a
    /// name that begins with it; each time the most prominent first.
    #[must_use]
    pub fn search(&self, name: &str, limit: usize) -> Vec<EntryId> {
        let folded = fold(name);
        if folded.is_empty() {
            return Vec::new();
        }
        let mut seen = BTreeSet::new();
        let exact = self.user.postings(&folded).into_iter().chain(self.ours(self.file.postings(&folded)));
        let mut found: Vec<EntryId> = exact.map(|p| p.entry).filter(|id| seen.insert(*id)).take(limit).collect();
        if found.len() < limit {
            let longer = self.user.postings_from(&folded).into_iter();
            let longer = longer.chain(self.ours(self.file.postings_from(&folded, MOST_NAMES)));
            let mut longer: Vec<EntryId> = longer.map(|p| p.entry).filter(|id| seen.insert(*id)).collect();
            longer.sort_by(|a, b| self.prior(*b).total_cmp(&self.prior(*a)).then(a.cmp(b)));
            found.extend(longer.into_iter().take(limit - found.len()));
        }
        found
    }

    /// The entries whose label begins with this name and has more words after it, in the order of their labels ("Acme" →
    /// "Acme Motors"); at most so many names are looked at.
    #[must_use]
    pub fn beginning_with(&self, name: &str, most: usize) -> Vec<EntryId> {
        let folded = fold(name) + " ";
        let user = self.user.postings_from(&folded).into_iter();
        let all = user.chain(self.ours(self.file.postings_from(&folded, most)));
        let mut seen = BTreeSet::new();
        all.filter(|p| p.is_label).map(|p| p.entry).filter(|id| seen.insert(*id)).collect()
    }

    /// What the file has, without what a user's entry took the place of.
    fn ours(&self, postings: Vec<Posting>) -> impl Iterator<Item = Posting> + '_ {
        postings.into_iter().filter(|p| self.user.in_place_of(p.entry).is_none())
    }

    /// The entry with this item of Wikidata.
    #[must_use]
    pub fn by_qid(&self, qid: Qid) -> Option<EntryId> {
        self.user.by_qid(qid).or_else(|| self.file.by_qid(qid).map(|id| self.user.in_place_of(id).unwrap_or(id)))
    }

    /// The entry with this feature of GeoNames.
    #[must_use]
    pub fn by_geonames(&self, id: u32) -> Option<EntryId> {
        let ours = || self.file.by_geonames(id).map(|id| self.user.in_place_of(id).unwrap_or(id));
        self.user.by_geonames(id).or_else(ours)
    }

    /// The user's entry with this IRI, as its own or as one that means the same.
    #[must_use]
    pub fn by_iri(&self, iri: &str) -> Option<EntryId> {
        self.user.by_iri(iri)
    }

    /// All that is known of an entry. This unpacks some text, which takes microseconds; what has a method of its own is
    /// cheaper to ask for.
    #[must_use]
    pub fn entry(&self, id: EntryId) -> Entry {
        self.user.get(id).cloned().unwrap_or_else(|| self.file.entry(id))
    }

    /// The type of an entry.
    #[must_use]
    pub fn entity_type(&self, id: EntryId) -> EntityType {
        self.user.get(id).map_or_else(|| self.file.kind(id).entity_type, |e| e.entity_type)
    }

    /// The finer type of an entry, where there is a class for it.
    #[must_use]
    pub fn subtype(&self, id: EntryId) -> Option<Subtype> {
        self.user.get(id).map_or_else(|| self.file.kind(id).subtype, |e| e.subtype)
    }

    /// What an entry is in a word that has no class; see [`Entry::kind`].
    #[must_use]
    pub fn kind(&self, id: EntryId) -> Option<&str> {
        self.user.get(id).map_or_else(|| self.file.kind(id).name.as_deref(), |e| e.kind.as_deref())
    }

    /// The country that an entry is in or of, ISO 3166-1 alpha-2 in capitals.
    #[must_use]
    pub fn country(&self, id: EntryId) -> Option<&str> {
        self.user.get(id).map_or_else(|| self.file.country(id), |e| e.country.as_deref())
    }

    /// How prominent an entry is; see [`Entry::prior`].
    #[must_use]
    pub fn prior(&self, id: EntryId) -> f32 {
        self.user.get(id).map_or_else(|| self.file.prior(id), |e| e.prior)
    }

    /// Every entry, in no order that means anything; those of the user last.
    pub fn ids(&self) -> impl Iterator<Item = EntryId> + '_ {
        self.file.ids().filter(|id| self.user.in_place_of(*id).is_none()).chain(self.user.ids())
    }
}

impl std::fmt::Debug for Kb {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Kb")
            .field("version", &self.version())
            .field("user", &self.user.ids().count())
            .finish_non_exhaustive()
    }
}
