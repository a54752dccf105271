//! Mentions → entities of one article, by name: full and short forms, acronyms, aliases, demonyms.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::mentions::{Mention, MentionKind, surface};
use super::{demonyms, subtypes};
use crate::kb::{fold, is_legal_form};
use crate::ontology::{EntityType, Subtype};
use crate::text::Article;
use crate::text::syntax::Syntax;

/// Somebody or something that an article speaks of.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// What it is.
    pub entity_type: EntityType,
    /// What it is more exactly.
    pub subtype: Option<Subtype>,
    /// Preferred name: the fullest that the article uses, or the usual one of a well-known thing.
    pub label: String,
    /// Other names used, in text order.
    pub aliases: Vec<String>,
    /// Indices of its mentions, in text order.
    pub mentions: Vec<usize>,
    /// Probability that it is what is said here.
    pub confidence: f32,
    /// What is counted, for unnamed people.
    pub group: Option<super::nominals::Group>,
    /// Gender of a person, where titles, nouns or pronouns tell it.
    pub gender: Option<super::coreference::Gender>,
    /// Entries of the knowledge base that it may be, the best first.
    pub candidates: Vec<super::linking::Weighed>,
    /// The entry of the knowledge base that it is.
    pub link: Option<super::linking::Link>,
}

impl Entity {
    /// Whether one of its mentions, which are among `mentions`, is a name or a demonym.
    #[must_use]
    pub fn is_named(&self, mentions: &[Mention]) -> bool {
        self.mentions.iter().any(|&m| mentions[m].kind.is_name())
    }
}

/// For each of `count` mentions, the entity that it is of; of one that is of none, 0.
#[must_use]
pub(super) fn of_mentions(entities: &[Entity], count: usize) -> Vec<usize> {
    let mut of = vec![0; count];
    for (e, entity) in entities.iter().enumerate() {
        entity.mentions.iter().for_each(|&m| of[m] = e);
    }
    of
}

/// Puts the named mentions of an article (names and demonyms) into entities. Returns the entities in the order of their
/// first mentions; each mention belongs to exactly one.
#[must_use]
pub fn entities(article: &Article, syntax: &Syntax, mentions: &[Mention]) -> Vec<Entity> {
    let text = &article.text;
    let names: Vec<String> = mentions.iter().map(|m| surface(text, syntax, &m.words)).collect();
    let folded: Vec<String> = names.iter().map(|n| fold(n)).collect();
    let acronyms = acronyms(text, syntax, mentions, &names);
    let mut clusters: Vec<Vec<usize>> = Vec::new();
    let mut of_key: HashMap<(EntityType, String), usize> = HashMap::new();
    let people = People::new(mentions, &folded);
    for (i, mention) in mentions.iter().enumerate() {
        let key = match mention.entity_type {
            EntityType::Person => people.full_name(i),
            kind if mention.kind == MentionKind::Demonym => {
                let place = demonyms::place(&names[i]).map_or(names[i].as_str(), |d| d.place);
                canonical(kind, place)
            }
            kind => match acronyms.get(&(kind, folded[i].clone())).or_else(|| fuller(mentions, &names, i)) {
                Some(long) => canonical(kind, long),
                None => canonical(kind, &names[i]),
            },
        };
        let cluster = *of_key.entry((mention.entity_type, key)).or_insert_with(|| {
            clusters.push(Vec::new());
            clusters.len() - 1
        });
        clusters[cluster].push(i);
    }
    clusters.into_iter().map(|own| entity(own, mentions, &names)).collect()
}

/// The one longer organization's name in the article that begins with the single word of mention `i`.
fn fuller<'n>(mentions: &[Mention], names: &'n [String], i: usize) -> Option<&'n String> {
    let short = &names[i];
    let known = subtypes::canonical_organization(short).is_some();
    if mentions[i].entity_type != EntityType::Organization || short.contains(' ') || known {
        return None;
    }
    let begins = |m: &usize| {
        mentions[*m].entity_type == EntityType::Organization
            && names[*m].strip_prefix(short.as_str()).is_some_and(|rest| rest.starts_with(' '))
    };
    let mut longer = (0..names.len()).filter(begins).map(|m| &names[m]);
    let first = longer.next()?;
    longer.all(|other| other == first).then_some(first)
}

fn entity(own: Vec<usize>, mentions: &[Mention], names: &[String]) -> Entity {
    let entity_type = mentions[own[0]].entity_type;
    let named: Vec<&str> =
        own.iter().filter(|&&m| mentions[m].kind == MentionKind::Name).map(|&m| names[m].as_str()).collect();
    let longest = named.iter().copied().fold("", |best, n| if better_label(n, best) { n } else { best });
    let label = if longest.is_empty() {
        demonyms::place(&names[own[0]]).map_or_else(|| names[own[0]].clone(), |d| d.place.to_owned())
    } else {
        match entity_type {
            EntityType::Place => subtypes::canonical_place(longest).map_or_else(|| capitalised(longest), str::to_owned),
            _ => capitalised(longest),
        }
    };
    let mut aliases: Vec<String> = Vec::new();
    for name in named {
        if name != label && !aliases.iter().any(|a| a == name) {
            aliases.push(name.to_owned());
        }
    }
    let doubt = own.iter().map(|&m| 1.0 - mentions[m].confidence).fold(1.0, f32::min);
    let subtype = subtypes::subtype(entity_type, &label)
        .or_else(|| aliases.iter().find_map(|a| subtypes::subtype(entity_type, a)));
    Entity {
        entity_type,
        subtype,
        label,
        aliases,
        mentions: own,
        confidence: 1.0 - doubt,
        group: None,
        gender: None,
        candidates: Vec::new(),
        link: None,
    }
}

/// Longer names say more; of equal ones, the first stays. Headlines in capitals do not count.
fn better_label(name: &str, best: &str) -> bool {
    let shouting = |n: &str| n.contains(' ') && !n.chars().any(char::is_lowercase);
    best.is_empty()
        || (shouting(best) && !shouting(name))
        || (name.chars().count() > best.chars().count() && !shouting(name))
}

/// "BENJAMIN NETANYAHU" → "Benjamin Netanyahu"; anything else stays.
fn capitalised(name: &str) -> String {
    if !name.contains(' ') || name.chars().any(char::is_lowercase) || name.chars().any(|c| c.is_ascii_digit()) {
        return name.to_owned();
    }
    let word = |w: &str| {
        let mut chars = w.chars();
        chars.next().map_or_else(String::new, |c| c.to_string() + &chars.as_str().to_lowercase())
    };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// What two names of one organization, place or other thing have in common.
fn canonical(kind: EntityType, name: &str) -> String {
    let name = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name);
    match kind {
        EntityType::Place => fold(subtypes::canonical_place(name).unwrap_or(name)),
        EntityType::Organization => {
            let folded = fold(subtypes::canonical_organization(name).unwrap_or(name));
            let bare = folded.split(' ').collect::<Vec<_>>();
            match bare[..] {
                [.., last] if bare.len() > 1 && is_legal_form(last) => {
                    bare[..bare.len() - 1].join(" ").trim_end_matches(',').to_owned()
                }
                _ => folded,
            }
        }
        _ => fold(name),
    }
}

/// Acronyms that the article introduces: "Syrian Democratic Forces (SDF)".
fn acronyms(
    text: &str,
    syntax: &Syntax,
    mentions: &[Mention],
    names: &[String],
) -> HashMap<(EntityType, String), String> {
    let mut found = HashMap::new();
    for (i, pair) in mentions.windows(2).enumerate() {
        let [long, short] = pair else { continue };
        let between = &text[long.span.end..short.span.start];
        let bracketed = between.trim() == "(" && text[short.span.end..].starts_with(')');
        if bracketed && short.words.len() == 1 && is_acronym_of(&names[i + 1], &names[i]) {
            found.insert((long.entity_type, fold(&names[i + 1])), names[i].clone());
            found.insert((short.entity_type, fold(&names[i + 1])), names[i].clone());
        }
    }
    // "(SDF)" that the engine did not take for a name is found by the words after the name.
    for (i, mention) in mentions.iter().enumerate() {
        let after = mention.words.end;
        if let Some([open, short, close]) = syntax.words().get(after..after + 3) {
            let (short, brackets) = (short.span.of(text), (open.span.of(text), close.span.of(text)));
            if brackets == ("(", ")") && is_acronym_of(short, &names[i]) {
                found.entry((mention.entity_type, fold(short))).or_insert_with(|| names[i].clone());
            }
        }
    }
    found
}

/// True where `short` is made of letters of the name `long`, in order ("WFP" of "World Food Programme").
pub(super) fn is_acronym_of(short: &str, long: &str) -> bool {
    let letters: Vec<char> = short.chars().filter(|c| c.is_alphanumeric()).collect();
    if letters.len() < 2 || letters.iter().filter(|c| c.is_uppercase()).count() * 2 < letters.len() {
        return false;
    }
    // The letters appear in order in the name, the first at its beginning, capitals at beginnings of words.
    let mut wanted = letters.iter().flat_map(|c| c.to_lowercase()).peekable();
    let starts = long.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let mut first = true;
    for word in starts {
        for (k, c) in word.chars().flat_map(char::to_lowercase).enumerate() {
            if wanted.peek() == Some(&c) && (k == 0 || !first) {
                wanted.next();
            }
            first = false;
        }
    }
    wanted.peek().is_none() && long.contains(' ')
}

/// Gives the mentions of the entities `merged` to `entity`.
pub(super) fn absorb(mentions: &[Mention], entities: &mut [Entity], entity: usize, merged: &[usize]) {
    for &other in merged {
        let taken = std::mem::take(&mut entities[other].mentions);
        entities[entity].mentions.extend(taken);
        let group = entities[other].group.take();
        let own = &mut entities[entity].group;
        if let (Some(own), Some(other)) = (own.as_mut(), group) {
            own.quantity = own.quantity.or(other.quantity);
            own.member_type = own.member_type.take().or(other.member_type);
            for (mine, theirs) in [(&mut own.nationality, other.nationality), (&mut own.affiliation, other.affiliation)]
            {
                theirs.into_iter().for_each(|e| {
                    if !mine.contains(&e) {
                        mine.push(e);
                    }
                });
            }
        }
    }
    entities[entity].mentions.sort_by_key(|&m| mentions[m].span);
}

/// Takes the entities `gone` out of the list and renumbers what points into it.
pub(super) fn remove(entities: &mut Vec<Entity>, gone: &BTreeSet<usize>) {
    if gone.is_empty() {
        return;
    }
    let mut new = vec![None; entities.len()];
    let mut next = 0;
    for (e, place) in new.iter_mut().enumerate() {
        if !gone.contains(&e) {
            *place = Some(next);
            next += 1;
        }
    }
    let mut at = 0;
    entities.retain(|_| {
        at += 1;
        new[at - 1].is_some()
    });
    for group in entities.iter_mut().filter_map(|e| e.group.as_mut()) {
        for list in [&mut group.nationality, &mut group.affiliation] {
            *list = list.iter().filter_map(|&e| new[e]).collect();
        }
    }
}

/// Full names of people, and which of them a short name means.
struct People<'a> {
    folded: &'a [String],
    /// First and last word → indices of the mentions that are full names with it, in text order.
    by_end: HashMap<&'a str, Vec<usize>>,
    /// Last word but for "Jr" and the like → the full names that end so, each once, in text order.
    by_last: HashMap<&'a str, Vec<&'a str>>,
}

impl<'a> People<'a> {
    fn new(mentions: &[Mention], folded: &'a [String]) -> Self {
        let full =
            (0..mentions.len()).filter(|&i| mentions[i].entity_type == EntityType::Person && folded[i].contains(' '));
        let mut by_end: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut by_last: HashMap<&str, Vec<&str>> = HashMap::new();
        let mut seen = HashSet::new();
        for i in full {
            let name = folded[i].as_str();
            let (first, last) = (name.split(' ').next().unwrap_or(name), name.rsplit(' ').next().unwrap_or(name));
            by_end.entry(last).or_default().push(i);
            if first != last {
                by_end.entry(first).or_default().push(i);
            }
            if seen.insert(name) {
                by_last.entry(family(name)).or_default().push(name);
            }
        }
        Self { folded, by_end, by_last }
    }

    /// The full name of the person that mention `i` names, or its own name where the article has no fuller one.
    fn full_name(&self, i: usize) -> String {
        let own = &self.folded[i];
        if own.contains(' ') {
            return self.longest(own);
        }
        let full = self.by_end.get(own.as_str()).map_or(&[][..], Vec::as_slice);
        let at = full.partition_point(|&f| f < i);
        // The nearest before, else the next after. "John Doe" may itself be short for "John Q. Doe".
        let found = at.checked_sub(1).map(|k| full[k]).or_else(|| full.get(at).copied());
        found.map_or_else(|| own.clone(), |f| self.longest(&self.folded[f]))
    }

    /// The longest full name in the article that `name` is a form of.
    fn longest(&self, name: &str) -> String {
        let same = self.by_last.get(family(name)).map_or(&[][..], Vec::as_slice);
        let longer = same.iter().copied().filter(|f| same_person(name, f));
        longer.fold(name, |best, f| if f.len() > best.len() { f } else { best }).to_owned()
    }
}

/// The last word of a name but for "Jr" and the like.
fn family(name: &str) -> &str {
    name.rsplit(' ').find(|w| !is_suffix(w)).unwrap_or(name)
}

fn is_suffix(word: &str) -> bool {
    matches!(word, "jr" | "sr" | "ii" | "iii" | "iv")
}

/// True where two full names differ only in middle names or suffixes.
fn same_person(short: &str, long: &str) -> bool {
    let a: Vec<&str> = short.split(' ').filter(|w| !is_suffix(w)).collect();
    let b: Vec<&str> = long.split(' ').filter(|w| !is_suffix(w)).collect();
    match (&a[..], &b[..]) {
        ([first, .., last], [first2, .., last2]) => {
            let middle = |n: &[&str]| n[1..n.len() - 1].iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
            let (short, long) = (middle(&a), middle(&b));
            let ok = short.is_empty()
                || long.is_empty()
                || short.iter().zip(&long).all(|(x, y)| x.chars().next() == y.chars().next());
            // "Joe" and "Joseph" stay apart: only equal or initial first names are the same.
            let initial =
                |x: &str, y: &str| x == y || is_initial(x) && y.starts_with(x) || is_initial(y) && x.starts_with(y);
            last == last2 && initial(first, first2) && ok || b.len() > a.len() && long_tail(&a, &b)
        }
        _ => false,
    }
}

fn is_initial(name: &str) -> bool {
    name.chars().count() == 1
}

/// "Abdel Fattah" … "Abdel Fattah al-Sisi" are not taken for one; "al-Sisi" names at the end are.
fn long_tail(a: &[&str], b: &[&str]) -> bool {
    a.len() > 1 && b.ends_with(a)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_of_names() {
        for (short, long) in [
            ("SDF", "Syrian Democratic Forces"),
            ("IAEA", "International Atomic Energy Agency"),
            ("FARC", "Revolutionary Armed Forces of Colombia"),
            ("WFP", "World Food Programme"),
        ] {
            assert_eq!(is_acronym_of(short, long), short != "FARC", "{short}");
        }
        assert!(!is_acronym_of("Acme", "Acme"));
        assert!(!is_acronym_of("UN", "Red Cross"));
    }

    #[test]
    fn names_of_one_person() {
        assert!(same_person("john doe", "john q doe"));
        assert!(same_person("j doe", "john doe"));
        assert!(same_person("robert downey", "robert downey jr"));
        assert!(!same_person("john doe", "jane doe"));
        assert!(!same_person("mia stein", "karin stein"));
    }

    #[test]
    fn companies_lose_their_legal_form() {
        assert_eq!(canonical(EntityType::Organization, "Acme Corp."), canonical(EntityType::Organization, "Acme"));
        assert_ne!(canonical(EntityType::Organization, "Acme Bank"), canonical(EntityType::Organization, "Acme"));
    }
}
