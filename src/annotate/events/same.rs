//! Mentions of one event are one event: "the attack", "the 7 October attacks", "they attacked".
//!
//! Each mention, in text order, joins the event of the earlier mention that most speaks for, if anything does, and if
//! nothing contradicts: other times, counts or named victims (best-first clustering, as in [`crate::annotate::coreference`]).

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use super::{Event, EventArgument, EventMention, Layers};
use crate::annotate::entities::Entity;
use crate::annotate::mentions::MentionKind;
use crate::annotate::times::TimeExpr;
use crate::ontology::{EntityType, EventClass, Factuality, Role};

static WEIGHTS: LazyLock<HashMap<&'static str, f32>> = LazyLock::new(|| {
    include_str!("../data/same_event.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| l.split_once('\t').and_then(|(name, weight)| Some((name, weight.parse().ok()?))))
        .collect()
});

/// Words that tell another event of the same kind.
const NEW: [&str; 17] = [
    "latest",
    "another",
    "new",
    "other",
    "second",
    "third",
    "fourth",
    "fifth",
    "separate",
    "different",
    "further",
    "more",
    "subsequent",
    "previous",
    "earlier",
    "similar",
    "next",
];

/// How much must speak for two mentions being one event (log-odds): two nodes for one event are the lesser mistake.
const ENOUGH: f32 = 0.8;

/// Earlier mentions of the same kind that are looked at.
const WINDOW: usize = 40;

/// Puts mentions of one event together: the list of events that are left, in text order of their first mentions, with
/// what all mentions say.
pub(super) fn unite(layers: Layers<'_>, events: Vec<Event>) -> Vec<Event> {
    let (groups, of) = groups(layers, &events);
    join(layers, events, &groups, &of)
}

/// The mentions of each event, and the event of each mention.
fn groups(layers: Layers<'_>, events: &[Event]) -> (Vec<Vec<usize>>, Vec<usize>) {
    let seen: Vec<Seen<'_>> = events.iter().map(|e| Seen::new(layers, e)).collect();
    let pairs = Pairs { layers, seen: &seen };
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut of: Vec<usize> = Vec::with_capacity(events.len());
    let mut alike: BTreeMap<Key<'_>, Vec<usize>> = BTreeMap::new();
    for (b, own) in seen.iter().enumerate() {
        let keys = own.keys();
        let mut earlier: Vec<usize> = keys
            .iter()
            .filter_map(|k| alike.get(k))
            .flat_map(|of_key| of_key.iter().rev().take(WINDOW))
            .copied()
            .collect();
        earlier.sort_unstable();
        earlier.dedup();
        let mut best: Option<(f32, usize)> = None;
        for a in earlier.into_iter().rev() {
            let Some(score) = pairs.score(a, b).filter(|&s| s > best.map_or(ENOUGH, |best| best.0)) else { continue };
            if groups[of[a]].iter().rev().take(WINDOW).all(|&m| pairs.compatible(m, b)) {
                best = Some((score, of[a]));
            }
        }
        let group = best.map_or(groups.len(), |(_, group)| group);
        if group == groups.len() {
            groups.push(Vec::new());
        }
        groups[group].push(b);
        of.push(group);
        for key in keys {
            alike.entry(key).or_default().push(b);
        }
    }
    (groups, of)
}

/// What mentions must share to be looked at together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Key<'a> {
    /// The class right below the branch, or the branch.
    Class(EventClass),
    Word(&'a str),
    Frame(&'a str),
}

/// A mention as pairs look at it.
struct Seen<'a> {
    event: &'a Event,
    word: usize,
    lemma: compact_str::CompactString,
    /// `attack` of `attack.01`.
    frame: Option<&'a str>,
    noun: bool,
    plural: bool,
    determined: &'static str,
    /// Words of [`NEW`] beside it.
    new: Vec<&'a str>,
    time: Option<&'a TimeExpr>,
}

impl<'a> Seen<'a> {
    fn new(layers: Layers<'a>, event: &'a Event) -> Self {
        let syntax = layers.syntax;
        let i = event.trigger[0];
        let word = &syntax.words()[i];
        let noun = word.upos.is_nominal();
        let mut determined = if noun { "none" } else { "verb" };
        let mut new = Vec::new();
        for &d in syntax.dependents(i) {
            let other = &syntax.words()[d];
            let lemma = other.lemma.as_str();
            if let Some(word) = NEW.iter().find(|w| w.eq_ignore_ascii_case(lemma)) {
                new.push(*word);
            }
            match other.relation() {
                "det" if noun => {
                    determined = match lemma.to_lowercase().as_str() {
                        "the" | "this" | "that" | "these" | "those" => "the",
                        "a" | "an" | "another" => "a",
                        _ => determined,
                    }
                }
                "nmod" if noun && other.deprel == "nmod:poss" => determined = "owner",
                "nummod" if noun && determined == "none" => determined = "a",
                _ => {}
            }
        }
        Self {
            event,
            word: i,
            lemma: word.lemma.to_lowercase(),
            frame: event.roleset.as_ref().and_then(|r| r.split('.').next()),
            noun,
            plural: matches!(word.xpos.as_str(), "NNS" | "NNPS"),
            determined,
            new,
            time: event.time.map(|t| &layers.times[t]),
        }
    }

    fn keys(&self) -> Vec<Key<'_>> {
        let mut keys = vec![Key::Word(&self.lemma)];
        keys.extend(self.frame.filter(|f| *f != self.lemma).map(Key::Frame));
        keys.extend(self.frame.filter(|f| *f != self.lemma).map(Key::Word));
        if let Some(class) = self.event.class {
            let below = class.lineage().find(|c| c.parent().is_some_and(|p| Some(p) == class.branch()));
            keys.push(Key::Class(below.unwrap_or(class)));
        }
        keys
    }

    fn entities(&self, role: Role) -> impl Iterator<Item = usize> + '_ {
        self.event.arguments.iter().filter(move |a| a.role == role).map(|a| a.entity)
    }
}

/// How the fillers of a role in two mentions compare.
#[derive(PartialEq)]
enum Fillers {
    /// One of them has none, or they are not comparable.
    Open,
    Same,
    /// Named, and not the same.
    Other,
}

struct Pairs<'a> {
    layers: Layers<'a>,
    seen: &'a [Seen<'a>],
}

impl Pairs<'_> {
    /// What speaks for mentions `a` and the later `b` being one event; `None` where they are of different kinds.
    fn score(&self, a: usize, b: usize) -> Option<f32> {
        let (a, b) = (&self.seen[a], &self.seen[b]);
        let syntax = self.layers.syntax;
        let frame = a.frame.is_some() && a.frame == b.frame || a.lemma == b.lemma;
        let class = match (a.event.class, b.event.class) {
            (Some(x), Some(y)) if x == y => "class same",
            (Some(x), Some(y)) if x.is_a(y) || y.is_a(x) => "class above",
            (Some(_), Some(_)) if frame => "class other",
            _ if frame => "class unknown",
            _ => return None,
        };
        let word = match (a.lemma == b.lemma && a.noun == b.noun, frame) {
            (true, _) => "word same",
            (false, true) => "word frame",
            _ => "word other",
        };
        let nouns = match (a.noun, b.noun) {
            (true, true) => "noun noun",
            (true, false) => "noun verb",
            (false, true) => "verb noun",
            (false, false) => "verb verb",
        };
        let determined = match b.determined {
            "the" => "determined the",
            "a" => "determined a",
            "owner" => "determined owner",
            "verb" => "determined verb",
            _ => "determined none",
        };
        let (first, second) = (syntax.words()[a.word].sentence, syntax.words()[b.word].sentence);
        let distance = match second - first {
            0 => "distance 0",
            1 | 2 => "distance 1",
            3..=5 => "distance 3",
            _ => "distance 6",
        };
        let mut seen = vec!["bias", class, word, nouns, determined, distance];
        let mut add = |holds: bool, name: &'static str| seen.extend(holds.then_some(name));
        add(a.noun && b.noun && a.plural != b.plural, "number");
        for (role, same, other) in [
            (Role::Agent, "agent same", "agent other"),
            (Role::Patient, "patient same", "patient other"),
            (Role::Participant, "participant same", "participant other"),
            (Role::Place, "place same", "place other"),
        ] {
            let fillers = self.fillers(a, b, role);
            add(fillers == Fillers::Same, same);
            add(fillers == Fillers::Other, other);
        }
        let has = |e: usize| b.event.arguments.iter().any(|y| y.entity == e);
        let shared = a.event.arguments.iter().any(|x| has(x.entity));
        add(shared, "shared");
        add(!shared && !a.event.arguments.is_empty() && !b.event.arguments.is_empty(), "apart");
        if let (Some(x), Some(y)) = (a.time, b.time) {
            add(x.value == y.value, "time same");
            add(x.value != y.value && overlap(x, y) == Some(true), "time overlap");
        }
        add(first == 0, "headline");
        let over = |x: usize, y: usize| syntax.ancestors(y).any(|w| w == x);
        add(first == second && (over(a.word, b.word) || over(b.word, a.word)), "nested");
        add(b.new.iter().any(|w| !a.new.contains(w)), "new");
        Some(seen.into_iter().map(|name| WEIGHTS.get(name).copied().unwrap_or(0.0)).sum())
    }

    fn fillers(&self, a: &Seen<'_>, b: &Seen<'_>, role: Role) -> Fillers {
        if a.entities(role).any(|x| b.entities(role).any(|y| x == y)) {
            return Fillers::Same;
        }
        let named = |s: &Seen<'_>| s.entities(role).any(|e| self.is_named(&self.layers.entities[e]));
        if named(a) && named(b) { Fillers::Other } else { Fillers::Open }
    }

    fn is_named(&self, entity: &Entity) -> bool {
        entity
            .mentions
            .iter()
            .any(|&m| matches!(self.layers.mentions[m].kind, MentionKind::Name | MentionKind::Demonym))
    }

    /// False where two mentions cannot be one event: at other times, one real and the other not, said or done by others, or
    /// to others.
    fn compatible(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.seen[a], &self.seen[b]);
        if let (Some(x), Some(y)) = (a.time, b.time)
            && x.value != y.value
            && overlap(x, y) == Some(false)
        {
            return false;
        }
        let is = |s: &Seen<'_>, f: Factuality| s.event.factuality == f;
        if is(a, Factuality::Negated) != is(b, Factuality::Negated) {
            return false;
        }
        // What is feared or asked for is not what has happened before, unless it is spoken of as known.
        let open = matches!(b.event.factuality, Factuality::Possible | Factuality::Conditional | Factuality::Requested);
        if is(a, Factuality::Happened) && open && b.determined != "the" {
            return false;
        }
        let communication =
            |s: &Seen<'_>| s.event.class.and_then(EventClass::branch) == Some(EventClass::Communication);
        if communication(a) && communication(b) {
            let said_alike = a.lemma == b.lemma || a.frame.is_some() && a.frame == b.frame;
            return said_alike && self.fillers(a, b, Role::Agent) == Fillers::Same;
        }
        !self.others_meet(a, b) && !self.others_suffer(a, b)
    }

    /// True where each side names somebody whom the other does not: other meetings.
    fn others_meet(&self, a: &Seen<'_>, b: &Seen<'_>) -> bool {
        let only = |s: &Seen<'_>, t: &Seen<'_>| -> Vec<usize> {
            s.entities(Role::Participant).filter(|&x| !t.entities(Role::Participant).any(|y| x == y)).collect()
        };
        let (first, second) = (only(a, b), only(b, a));
        let person = |e: &usize| {
            let entity = &self.layers.entities[*e];
            entity.entity_type == EntityType::Person && self.is_named(entity)
        };
        !first.is_empty() && !second.is_empty() && (first.iter().any(person) || second.iter().any(person))
    }

    /// True where the same was done to others: counted groups, or persons with names, that are not the same.
    fn others_suffer(&self, a: &Seen<'_>, b: &Seen<'_>) -> bool {
        if a.entities(Role::Patient).any(|x| b.entities(Role::Patient).any(|y| x == y)) {
            return false;
        }
        let entity = |e: usize| &self.layers.entities[e];
        let contradict = |x: usize, y: usize| {
            let (x, y) = (entity(x), entity(y));
            let count = |e: &Entity| e.group.as_ref().and_then(|g| g.quantity).map(|q| self.layers.quantities[q].value);
            let counted = |e: &Entity| count(e).is_some();
            let kind = |e: &Entity| e.group.as_ref().and_then(|g| g.member_type.clone());
            let person = |e: &Entity| e.entity_type == EntityType::Person && e.label.contains(' ') && self.is_named(e);
            // "two gunmen", and "the assailant"
            let one = |e: &Entity| e.group.is_some() && !counted(e) && self.is_singular(e);
            let several = |e: &Entity| counted(e) && !self.is_singular(e);
            let other_count = || count(x).zip(count(y)).is_some_and(|(m, n)| (m - n).abs() > 0.5);
            counted(x) && counted(y) && (other_count() || kind(x).zip(kind(y)).is_some_and(|(m, n)| m != n))
                || person(x) && (person(y) || several(y))
                || several(x) && (person(y) || one(y))
                || one(x) && several(y)
        };
        a.entities(Role::Patient).any(|x| b.entities(Role::Patient).any(|y| contradict(x, y)))
    }

    fn is_singular(&self, entity: &Entity) -> bool {
        let head = entity.mentions.first().map(|&m| self.layers.mentions[m].head);
        head.is_some_and(|h| self.layers.syntax.words()[h].xpos == "NN")
    }
}

/// Whether two times share a day; `None` where one has no place in the calendar.
fn overlap(x: &TimeExpr, y: &TimeExpr) -> Option<bool> {
    let ((from, to), (since, until)) = (x.earliest.zip(x.latest)?, y.earliest.zip(y.latest)?);
    Some(from <= until && since <= to)
}

/// One event for each group.
fn join(layers: Layers<'_>, events: Vec<Event>, groups: &[Vec<usize>], of: &[usize]) -> Vec<Event> {
    let mut events: Vec<Option<Event>> = events.into_iter().map(Some).collect();
    let mut joined = Vec::with_capacity(groups.len());
    for members in groups {
        let mut all = members.iter().filter_map(|&m| events[m].take());
        let Some(mut event) = all.next() else { continue };
        for other in all {
            add(layers, &mut event, other);
        }
        joined.push(event);
    }
    for (e, event) in joined.iter_mut().enumerate() {
        event.part_of = event.part_of.map(|whole| of[whole]).filter(|&whole| whole != e);
    }
    joined
}

/// Adds what another mention says of the event.
fn add(layers: Layers<'_>, event: &mut Event, other: Event) {
    let finer = |a: Option<EventClass>, b: Option<EventClass>| match (a, b) {
        (Some(x), Some(y)) => y != x && y.is_a(x),
        (None, Some(_)) => true,
        _ => false,
    };
    if finer(event.class, other.class) && other.factuality == Factuality::Happened {
        event.class = other.class;
    }
    event.roleset = event.roleset.take().or(other.roleset);
    if certainty(other.factuality) > certainty(event.factuality) {
        event.factuality = other.factuality;
    }
    event.confidence = event.confidence.max(other.confidence);
    event.time = match (event.time, other.time) {
        (Some(x), Some(y)) if days(&layers.times[y]) < days(&layers.times[x]) => Some(y),
        (x, y) => x.or(y),
    };
    event.part_of = event.part_of.or(other.part_of);
    let new = |a: &EventArgument| !event.arguments.iter().any(|b| b.entity == a.entity);
    let new: Vec<EventArgument> = other.arguments.into_iter().filter(new).collect();
    event.arguments.extend(new);
    event.arguments.sort_by_key(|a| (layers.mentions[a.mention].span, a.role.name()));
    event.mentions.extend(other.mentions);
}

/// How sure a factuality is: what happened, happened, whoever fears that it may.
fn certainty(factuality: Factuality) -> usize {
    match factuality {
        Factuality::Happened => 5,
        Factuality::Negated => 4,
        Factuality::Planned => 3,
        Factuality::Requested => 2,
        Factuality::Conditional => 1,
        Factuality::Possible => 0,
    }
}

/// Days that a time can be on; many where that is not known.
fn days(time: &TimeExpr) -> i64 {
    let bounds = time.earliest.zip(time.latest);
    bounds.map_or(i64::MAX, |(from, to)| i64::from((to - from).get_days()))
}

impl EventMention {
    /// The one mention of a new event.
    pub(super) fn of(trigger: &[usize]) -> Self {
        Self { trigger: trigger.to_vec() }
    }
}
