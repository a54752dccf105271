//! Entries of the knowledge base that an entity of an article may be: by each name that the article uses for it.

use super::context::Context;
use super::sports;
use crate::annotate::demonyms;
use crate::annotate::entities::Entity;
use crate::annotate::mentions::{Mention, MentionKind, surface};
use crate::kb::{EntryId, Kb, fold, is_legal_form};
use crate::ontology::{EntityType, Subtype};
use crate::text::Article;
use crate::text::syntax::Syntax;

/// Entries of one name that are looked at, the most prominent first.
const MOST: usize = 24;

/// An entry that an entity may be.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a feature of its own")]
pub(super) struct Candidate {
    /// The entry.
    pub(super) entry: EntryId,
    /// One of the entity's names is the entry's label.
    pub(super) is_label: bool,
    /// One of the entity's names is written as the entry has it.
    pub(super) exact_case: bool,
    /// The entry has the longest of the entity's names.
    pub(super) full: bool,
    /// Words in the longest of them.
    pub(super) words: usize,
    /// It was found by a name in full only, which the article does not write ("Labor Department").
    pub(super) expanded: bool,
    /// It was found as a team of the city or country of the name, or by its nickname alone.
    pub(super) team_name: bool,
    /// It is the one entry whose name goes on after the article's.
    pub(super) longer: bool,
}

impl Candidate {
    fn new(entry: EntryId, words: usize, full: bool) -> Self {
        Self { entry, is_label: false, exact_case: true, full, words, expanded: false, team_name: false, longer: false }
    }
}

/// What candidates are looked for by, beyond the names.
pub(super) struct Search<'a> {
    /// The type as it was read.
    pub(super) kind: EntityType,
    /// Names of the countries that the article is about.
    pub(super) nations: &'a [String],
    /// The names of places in it, where a name may be a team's.
    pub(super) teams_of: Option<&'a [String]>,
}

/// The names that an article uses for an entity; demonyms as the place's name.
pub(super) fn names(article: &Article, syntax: &Syntax, mentions: &[Mention], entity: &Entity) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut add = |name: String| {
        if !name.is_empty() && !found.contains(&name) {
            found.push(name);
        }
    };
    for &m in &entity.mentions {
        let form = surface(&article.text, syntax, &mentions[m].words);
        match mentions[m].kind {
            MentionKind::Name => add(form),
            MentionKind::Demonym => add(demonyms::place(&form).map_or(form, |d| d.place.to_owned())),
            MentionKind::Nominal | MentionKind::Pronoun => {}
        }
    }
    if !found.is_empty() && !found.contains(&entity.label) {
        found.push(entity.label.clone());
    }
    // The full name of a person decides; the short ones are those of many others.
    if entity.entity_type == EntityType::Person && found.iter().any(|n| n.contains(' ')) {
        found.retain(|n| n.contains(' '));
    }
    found
}

/// The entries that have one of the names, in the order of their prominence.
pub(super) fn candidates(kb: &Kb, names: &[String], search: &Search<'_>) -> Vec<Candidate> {
    let Search { kind, nations, teams_of } = *search;
    let longest = names.iter().map(|n| n.chars().count()).max().unwrap_or(0);
    let mut found: Vec<Candidate> = Vec::new();
    for name in names {
        let mut taken: Vec<EntryId> = Vec::new();
        let forms = std::iter::once((name.clone(), false)).chain(variants(name, kind, nations));
        for (form, expanded) in forms {
            let fitting = kb.candidates(&form).into_iter().filter(|c| fits(kind, kb.entity_type(c.entry)));
            for c in fitting.take(MOST) {
                if taken.contains(&c.entry) {
                    continue;
                }
                taken.push(c.entry);
                let words = fold(&form).split(' ').count();
                match found.iter_mut().find(|f| f.entry == c.entry) {
                    Some(known) => {
                        known.is_label |= c.is_label;
                        known.exact_case |= c.exact_case;
                        known.full |= name.chars().count() == longest;
                        known.expanded &= expanded;
                        known.words = known.words.max(words);
                    }
                    None => found.push(Candidate {
                        is_label: c.is_label,
                        exact_case: c.exact_case,
                        expanded,
                        ..Candidate::new(c.entry, words, name.chars().count() == longest)
                    }),
                }
            }
        }
    }
    if found.is_empty() && kind == EntityType::Organization {
        found.extend(names.iter().find_map(|name| longer(kb, name)));
    }
    if kind == EntityType::Organization {
        let known = names.iter().max_by_key(|n| n.chars().count()).map(|n| fold(n)).unwrap_or_default();
        found.retain(|c| c.full || shares_word(kb, c.entry, &known));
    }
    if let Some(places) = teams_of {
        for name in names {
            for team in sports::teams(kb, name, places) {
                if found.iter().all(|f| f.entry != team) {
                    let words = fold(name).split(' ').count();
                    found.push(Candidate { team_name: true, ..Candidate::new(team, words, true) });
                }
            }
        }
    }
    found.sort_by(|a, b| kb.prior(b.entry).total_cmp(&kb.prior(a.entry)).then(a.entry.cmp(&b.entry)));
    found
}

/// Leaves the countries among the candidates, and teams, where there is a country.
pub(super) fn retain_countries(kb: &Kb, found: &mut Vec<Candidate>) {
    let country = |c: &Candidate| kb.subtype(c.entry) == Some(Subtype::Country);
    if found.iter().any(country) {
        found.retain(|c| c.team_name || country(c));
    }
}

/// Adds what has one of the names together with what the article says that entity `e` lies in ("Paris, Texas"): of a
/// common name, the knowledge base lists only the best-known places.
pub(super) fn add_contained(kb: &Kb, context: &Context, e: usize, names: &[String], found: &mut Vec<Candidate>) {
    for name in names {
        for outer in context.outer_names(e) {
            for c in kb.candidates(&format!("{name} {outer}")) {
                let known = found.iter().any(|f| f.entry == c.entry);
                if !known && kb.entity_type(c.entry) == EntityType::Place {
                    let is_label = fold(&kb.entry(c.entry).label) == fold(name);
                    let words = fold(name).split(' ').count();
                    found.push(Candidate { is_label, ..Candidate::new(c.entry, words, true) });
                }
            }
        }
    }
}

/// The one body whose name goes on after this name of several words: "Salina Institute for Marine Research".
fn longer(kb: &Kb, name: &str) -> Option<Candidate> {
    let words = fold(name).split(' ').count();
    if words < 2 {
        return None;
    }
    let found = kb.beginning_with(name, MOST_LONGER);
    match found[..] {
        [one] if kb.entity_type(one) == EntityType::Organization => {
            Some(Candidate { longer: true, ..Candidate::new(one, words, true) })
        }
        _ => None,
    }
}

/// Names that are looked at to see that there is one.
const MOST_LONGER: usize = 8;

/// Whether a thing that reads as one type may be an entry of another: names of bodies and places are easily taken for
/// each other ("the White House"), those of people for nothing else.
fn fits(read: EntityType, entry: EntityType) -> bool {
    use EntityType::{Event, Organization, Other, Person, Place, Product, Work};
    match read {
        Person => entry == Person,
        Organization => matches!(entry, Organization | Place | Work | Product),
        Place => matches!(entry, Place | Organization),
        Event => entry == Event,
        Work | Product => matches!(entry, Work | Product | Organization),
        _ => entry == Other,
    }
}

/// Whether an entry has a word of this folded name: what has only the acronym in common is another body.
fn shares_word(kb: &Kb, entry: EntryId, name: &str) -> bool {
    let entry = kb.entry(entry);
    let words: Vec<&str> = name.split(' ').filter(|w| w.chars().count() > 2).collect();
    entry.aliases.iter().chain([&entry.label]).any(|n| fold(n).split(' ').any(|w| words.contains(&w)))
}

/// Other ways to write the name of a body, and whether they add words: without a legal form; with the state that it is of,
/// one of `nations`, in full ("Labor Department" → "United States Department of Labor").
fn variants(name: &str, kind: EntityType, nations: &[String]) -> Vec<(String, bool)> {
    if kind != EntityType::Organization {
        return Vec::new();
    }
    let mut found = Vec::new();
    let bare = without_form(name);
    if bare != name {
        found.push((bare.to_owned(), false));
    }
    let mut own = name;
    let mut nations: Vec<&str> = nations.iter().map(String::as_str).collect();
    for (short, nation) in [("U.S. ", "United States"), ("US ", "United States"), ("U.K. ", "UK"), ("British ", "UK")] {
        if let Some(rest) = name.strip_prefix(short) {
            own = rest;
            nations = vec![nation];
        }
    }
    let office = OFFICES.iter().find_map(|o| own.strip_suffix(o).map(|of| (*o, of.trim_end())));
    let titles = match office {
        Some((kind, of)) if !of.is_empty() => vec![own.to_owned(), format!("{kind} of {of}")],
        _ => vec![own.to_owned()],
    };
    let national = own.split(' ').count() <= 3;
    for title in titles {
        if title != name {
            found.push((title.clone(), false));
        }
        for nation in nations.iter().filter(|_| national) {
            found.push((format!("{nation} {title}"), true));
            found.push((format!("{title} of {nation}"), true));
            found.push((format!("{title} of the {nation}"), true));
        }
    }
    found
}

/// Bodies that are called after what they deal with.
const OFFICES: [&str; 5] = ["Department", "Ministry", "Agency", "Commission", "Office"];

/// "Acme Corp." → "Acme", "Lima and Sons Co Ltd" → "Lima and Sons"
fn without_form(name: &str) -> &str {
    let mut bare = name;
    while let Some((rest, last)) = bare.rsplit_once(' ') {
        let joint = bare != name && matches!(last, "and" | "And" | "&");
        if !(joint || is_legal_form(last)) || rest.trim_end_matches(',').is_empty() {
            break;
        }
        bare = rest.trim_end_matches(',');
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legal_forms_are_left_out() {
        for (name, bare) in [
            ("Acme Corp.", "Acme"),
            ("Lima and Sons Co Ltd", "Lima and Sons"),
            ("Acme, Inc.", "Acme"),
            ("Corp", "Corp"),
            ("Norden S.A.", "Norden"),
            ("Lima Stone and Co Inc", "Lima Stone"),
            ("Acme Bank", "Acme Bank"),
        ] {
            assert_eq!(without_form(name), bare, "{name}");
        }
    }

    #[test]
    fn people_are_people() {
        assert!(fits(EntityType::Organization, EntityType::Place));
        assert!(!fits(EntityType::Person, EntityType::Place));
        assert!(!fits(EntityType::Place, EntityType::Person));
    }
}
