//! The compiled knowledge base, `data/kb-en.bin`, read in place. `training/kb/pack.py` writes it.
//!
//! A magic word, the length of the head (u32), the head (a `key<TAB>values` a line), then the sections in the order and
//! with the lengths that the head gives. Numbers are little-endian.
//!
//! - Entries are numbered: first those with a QID, in its order, then unused numbers up to a full block, then those
//!   with a GeoNames id only, in its order.
//! - `columns`: four bytes an entry: kind (index; 255 = unused), country (index), prior (u16, 65535 = 1).
//! - `texts`: everything else, in blocks of 32 entries, each compressed with Zstandard and a dictionary.
//! - `names`: folded names in order, in blocks of 64, each name followed by entries with the most prominent first; three
//!   bits say whether it is the entry's label, and its [`Case`].
//! - `firsts`, `geonames`, `name-heads`, and the offsets: what is needed to find a block.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use zstd::bulk::Decompressor;
use zstd::dict::DecoderDictionary;

use super::entry::{Coordinates, Entry, EntryId, Qid};
use super::error::KbError;
use super::fold::Case;
use crate::ontology::{EntityType, Subtype};

const MAGIC: &[u8] = b"NGKB0001";
const ENTRIES_IN_BLOCK: usize = 32;
/// Kind of a number that no entry has.
const UNUSED: u8 = 255;

/// The type, finer type and kind that entries share.
#[derive(Debug, Clone)]
pub(super) struct Kind {
    pub(super) entity_type: EntityType,
    pub(super) subtype: Option<Subtype>,
    pub(super) name: Option<String>,
}

/// An entry behind a name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Posting {
    pub(super) entry: EntryId,
    pub(super) is_label: bool,
    pub(super) case: Case,
}

/// Compressed blocks one after the other.
struct Blocks {
    offsets: Range<usize>,
    data: Range<usize>,
    dictionary: DecoderDictionary<'static>,
    /// Bytes of the largest block, unpacked.
    largest: usize,
}

/// The file, opened.
pub(super) struct File {
    bytes: Cow<'static, [u8]>,
    version: String,
    entries: usize,
    /// Numbers below this are of entries with a QID, or unused.
    others: usize,
    kinds: Vec<Kind>,
    countries: Vec<String>,
    columns: Range<usize>,
    firsts: Range<usize>,
    geonames: Range<usize>,
    heads: Range<usize>,
    head_offsets: Range<usize>,
    texts: Blocks,
    names: Blocks,
}

/// The head, read.
#[derive(Default)]
struct Head {
    values: BTreeMap<String, String>,
    kinds: Vec<Kind>,
    countries: Vec<String>,
    sections: BTreeMap<String, Range<usize>>,
}

impl File {
    /// Opens the file: reads its head and checks that everything it names is there.
    pub(super) fn open(bytes: Cow<'static, [u8]>) -> Result<Self, KbError> {
        let head = Head::read(&bytes)?;
        let with_qid: usize = head.number("with-qid")?;
        let file = Self {
            version: head.value("version")?.to_owned(),
            entries: head.number("entries")?,
            others: with_qid.next_multiple_of(ENTRIES_IN_BLOCK),
            columns: head.section("columns")?,
            firsts: head.section("firsts")?,
            geonames: head.section("geonames")?,
            heads: head.section("name-heads")?,
            head_offsets: head.section("name-head-offsets")?,
            texts: head.blocks(&bytes, "text", "texts")?,
            names: head.blocks(&bytes, "name", "names")?,
            kinds: head.kinds,
            countries: head.countries,
            bytes,
        };
        let whole = file.columns.len() == 4 * file.entries
            && file.firsts.len() == 4 * file.entries.div_ceil(ENTRIES_IN_BLOCK)
            && file.texts.offsets.len() == file.firsts.len() + 4
            && file.names.offsets.len() == file.head_offsets.len();
        if whole { Ok(file) } else { Err(damaged("its sections do not fit together")) }
    }

    pub(super) fn version(&self) -> &str {
        &self.version
    }

    /// All entries, by number.
    pub(super) fn ids(&self) -> impl Iterator<Item = EntryId> + '_ {
        (0..self.entries as u32).map(EntryId).filter(|id| self.columns(*id)[0] != UNUSED)
    }

    pub(super) fn kind(&self, id: EntryId) -> &Kind {
        &self.kinds[usize::from(self.columns(id)[0])]
    }

    pub(super) fn country(&self, id: EntryId) -> Option<&str> {
        Some(self.countries[usize::from(self.columns(id)[1])].as_str()).filter(|c| !c.is_empty())
    }

    pub(super) fn prior(&self, id: EntryId) -> f32 {
        let [_, _, low, high] = *self.columns(id) else { unreachable!("four bytes") };
        f32::from(u16::from_le_bytes([low, high])) / 65535.0
    }

    fn columns(&self, id: EntryId) -> &[u8] {
        let at = self.columns.start + 4 * id.0 as usize;
        &self.bytes[at..at + 4]
    }

    /// The entry with this item of Wikidata.
    pub(super) fn by_qid(&self, qid: Qid) -> Option<EntryId> {
        self.by_identifier(0..self.others / ENTRIES_IN_BLOCK, qid.0)
    }

    /// The entry with this feature of GeoNames.
    pub(super) fn by_geonames(&self, id: u32) -> Option<EntryId> {
        let pairs = &self.bytes[self.geonames.clone()];
        let found = search(0..pairs.len() / 8, |i| number(pairs, 2 * i) <= id);
        if let Some(i) = found.filter(|i| number(pairs, 2 * i) == id) {
            return Some(EntryId(number(pairs, 2 * i + 1)));
        }
        self.by_identifier(self.others / ENTRIES_IN_BLOCK..self.firsts.len() / 4, id)
    }

    /// The entry with this identifier in blocks that are ordered by it.
    fn by_identifier(&self, blocks: Range<usize>, identifier: u32) -> Option<EntryId> {
        let firsts = &self.bytes[self.firsts.clone()];
        let block = search(blocks, |i| number(firsts, i) <= identifier)?;
        let text = self.texts.unpacked(&self.bytes, block);
        let mut reader = Bytes(&text);
        let mut known = 0;
        for i in 0..ENTRIES_IN_BLOCK {
            let length = reader.varint() as usize;
            if length == 0 {
                continue;
            }
            let mut record = Bytes(reader.take(length));
            record.take(1);
            known += record.varint() as u32;
            if known == identifier {
                return Some(EntryId((block * ENTRIES_IN_BLOCK + i) as u32));
            }
        }
        None
    }

    /// All that the file says of an entry.
    pub(super) fn entry(&self, id: EntryId) -> Entry {
        let block = id.0 as usize / ENTRIES_IN_BLOCK;
        let text = self.texts.unpacked(&self.bytes, block);
        let mut reader = Bytes(&text);
        let mut identifier = 0;
        let mut record = Bytes(&[]);
        let mut flags = 0;
        // Identifiers are stored as differences, so those before must be read.
        for _ in 0..=id.0 as usize % ENTRIES_IN_BLOCK {
            let length = reader.varint() as usize;
            record = Bytes(reader.take(length));
            if length > 0 {
                flags = record.take(1)[0];
                identifier += record.varint() as u32;
            }
        }
        let has_qid = (id.0 as usize) < self.others;
        let geonames = if flags & 1 != 0 { Some(record.varint() as u32) } else { None };
        let coordinates =
            (flags & 2 != 0).then(|| Coordinates { latitude: record.degrees(), longitude: record.degrees() });
        let population = if flags & 4 != 0 { Some(record.varint()) } else { None };
        let mut texts = record.text().split('\0');
        let mut next = || texts.next().unwrap_or_default();
        let (label, aliases, description) = (next(), next(), next());
        let kind = self.kind(id);
        Entry {
            iri: None,
            qid: has_qid.then_some(Qid(identifier)),
            geonames: if has_qid { geonames } else { Some(identifier) },
            matches: Vec::new(),
            entity_type: kind.entity_type,
            subtype: kind.subtype,
            kind: kind.name.clone(),
            label: label.to_owned(),
            aliases: aliases.split('\x1f').filter(|a| !a.is_empty()).map(str::to_owned).collect(),
            description: description.to_owned(),
            country: self.country(id).map(str::to_owned),
            coordinates,
            population,
            prior: self.prior(id),
        }
    }

    /// The entries that a folded name may mean, the most prominent first.
    pub(super) fn postings(&self, folded: &str) -> Vec<Posting> {
        let mut found = Vec::new();
        self.scan(folded, |name, postings| {
            if name == folded.as_bytes() {
                found = postings;
            }
            name < folded.as_bytes()
        });
        found
    }

    /// The entries whose names begin with this folded text, in the order of names; at most so many names.
    pub(super) fn postings_from(&self, folded: &str, most: usize) -> Vec<Posting> {
        let mut found = Vec::new();
        let mut names = 0;
        self.scan(folded, |name, postings| {
            if name.starts_with(folded.as_bytes()) {
                found.extend(postings);
                names += 1;
            }
            names < most && (name < folded.as_bytes() || name.starts_with(folded.as_bytes()))
        });
        found
    }

    /// Hands on names in their order, from some name not after `from` on, until `more` says no.
    fn scan(&self, from: &str, mut more: impl FnMut(&[u8], Vec<Posting>) -> bool) {
        let offsets = &self.bytes[self.head_offsets.clone()];
        let heads = &self.bytes[self.heads.clone()];
        let head = |i: usize| &heads[number(offsets, i) as usize..number(offsets, i + 1) as usize];
        let blocks = offsets.len() / 4 - 1;
        let first = search(0..blocks, |i| head(i) <= from.as_bytes()).unwrap_or(0);
        for block in first..blocks {
            let text = self.names.unpacked(&self.bytes, block);
            let mut reader = Bytes(&text);
            let length = reader.varint() as usize;
            let mut names = Bytes(reader.take(length));
            let mut postings = reader;
            let mut name = Vec::new();
            while !names.0.is_empty() {
                name.truncate(usize::from(names.take(1)[0]));
                let rest = names.varint() as usize;
                name.extend_from_slice(names.take(rest));
                let count = names.varint() as usize;
                let found = postings.take(3 * count).chunks_exact(3).map(posting).collect();
                if !more(&name, found) {
                    return;
                }
            }
        }
    }
}

impl Head {
    fn read(bytes: &[u8]) -> Result<Self, KbError> {
        let start = MAGIC.len() + 4;
        if bytes.len() < start || !bytes.starts_with(MAGIC) {
            return Err(damaged("it does not begin as one"));
        }
        let length = number(&bytes[MAGIC.len()..], 0) as usize;
        let text = bytes.get(start..start + length).ok_or_else(|| damaged("its head is cut off"))?;
        let text = std::str::from_utf8(text).map_err(|_| damaged("its head is no text"))?;
        let mut head = Self::default();
        let mut at = start + length;
        for line in text.lines() {
            let cells: Vec<&str> = line.split('\t').collect();
            match cells[..] {
                ["kind", entity_type, subtype, name] => head.kinds.push(kind(entity_type, subtype, name)?),
                ["country", country] => head.countries.push(country.to_owned()),
                ["section", name, length] => {
                    let length: usize = length.parse().map_err(|_| damaged(line))?;
                    head.sections.insert(name.to_owned(), at..at + length);
                    at += length;
                }
                [key, value] => _ = head.values.insert(key.to_owned(), value.to_owned()),
                _ => return Err(damaged(line)),
            }
        }
        if at == bytes.len() { Ok(head) } else { Err(damaged("it is not as long as its head says")) }
    }

    fn value(&self, key: &str) -> Result<&str, KbError> {
        self.values.get(key).map(String::as_str).ok_or_else(|| damaged(&format!("its head has no {key}")))
    }

    fn number(&self, key: &str) -> Result<usize, KbError> {
        self.value(key)?.parse().map_err(|_| damaged(&format!("{key} is no number")))
    }

    fn section(&self, name: &str) -> Result<Range<usize>, KbError> {
        self.sections.get(name).cloned().ok_or_else(|| damaged(&format!("it has no section {name}")))
    }

    fn blocks(&self, bytes: &[u8], one: &str, data: &str) -> Result<Blocks, KbError> {
        Ok(Blocks {
            offsets: self.section(&format!("{one}-offsets"))?,
            data: self.section(data)?,
            dictionary: DecoderDictionary::copy(&bytes[self.section(&format!("{one}-dictionary"))?]),
            largest: self.number(&format!("largest-{one}-block"))?,
        })
    }
}

impl Blocks {
    /// What is in a block.
    fn unpacked(&self, bytes: &[u8], block: usize) -> Vec<u8> {
        let offsets = &bytes[self.offsets.clone()];
        let data = &bytes[self.data.clone()];
        let packed = &data[number(offsets, block) as usize..number(offsets, block + 1) as usize];
        let unpacked = Decompressor::with_prepared_dictionary(&self.dictionary)
            .and_then(|mut decompressor| decompressor.decompress(packed, self.largest));
        unpacked.expect("the file is compiled in, and a test reads all of its blocks")
    }
}

/// A cursor over bytes that are known to be whole.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.0.split_at(length);
        self.0 = rest;
        taken
    }

    fn varint(&mut self) -> u64 {
        let mut value = 0;
        for (i, &byte) in self.0.iter().enumerate() {
            value |= u64::from(byte & 0x7f) << (7 * i);
            if byte < 0x80 {
                self.take(i + 1);
                return value;
            }
        }
        0
    }

    /// Ten-thousandths of a degree in three bytes.
    fn degrees(&mut self) -> f64 {
        let [a, b, c] = *self.take(3) else { unreachable!("three bytes") };
        // The sign is in the highest of the three.
        f64::from(i32::from_le_bytes([0, a, b, c]) >> 8) / 10_000.0
    }

    fn text(&self) -> &'a str {
        std::str::from_utf8(self.0).unwrap_or_default()
    }
}

fn posting(bytes: &[u8]) -> Posting {
    let bits = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], 0]);
    Posting { entry: EntryId(bits >> 3), is_label: bits & 1 != 0, case: Case::from_bits(bits >> 1) }
}

fn kind(entity_type: &str, subtype: &str, name: &str) -> Result<Kind, KbError> {
    let unknown = || damaged(&format!("there is no type {entity_type}, {subtype}"));
    let some = |text: &str| (text != "-").then(|| text.to_owned());
    Ok(Kind {
        entity_type: EntityType::from_name(entity_type).ok_or_else(unknown)?,
        subtype: some(subtype).map(|s| Subtype::from_name(&s).ok_or_else(unknown)).transpose()?,
        name: some(name),
    })
}

fn damaged(what: &str) -> KbError {
    KbError::Compiled(what.to_owned())
}

/// The `i`th u32.
fn number(bytes: &[u8], i: usize) -> u32 {
    let four = bytes[4 * i..4 * i + 4].try_into().expect("four bytes");
    u32::from_le_bytes(four)
}

/// The last place in the range where `before` holds, which holds up to some place.
fn search(range: Range<usize>, before: impl Fn(usize) -> bool) -> Option<usize> {
    let (mut low, mut high) = (range.start, range.end);
    while low < high {
        let middle = low + (high - low) / 2;
        if before(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low.checked_sub(1).filter(|i| *i >= range.start)
}
