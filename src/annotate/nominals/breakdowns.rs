//! Groups that are parts of others ("30 prisoners, including 23 minors and seven women"), and shares of them ("80 percent
//! of the town's population").
//!
//! Both are read after coreference, from the order of the groups in the text and the words between them: a breakdown
//! names its whole first, then a cue ("including", "of whom", "among them", "mostly") and the parts. Where there is no cue,
//! the numbers must sum up.

use std::collections::BTreeMap;
use std::ops::Range;

use super::is_person_noun;
use crate::annotate::entities::Entity;
use crate::annotate::events::Event;
use crate::annotate::mentions::{Mention, MentionKind};
use crate::annotate::quantities::Quantity;
use crate::ontology::{EntityType, Role};
use crate::text::syntax::{Syntax, Upos};

/// A group that is part of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Breakdown {
    /// Index of the entity of the larger group.
    pub whole: usize,
    /// Index of the entity of the part.
    pub part: usize,
}

/// A percentage of some people.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// Index of the percentage among the quantities.
    pub quantity: usize,
    /// The entity that the share is, where the text puts it beside one ("900 people, about 80 percent of the town").
    pub group: Option<usize>,
    /// The entity that it is a share of, where it is one.
    pub whole: Option<usize>,
    /// The words of what it is a share of.
    pub of: Range<usize>,
}

/// Nouns for all the people of a place or body.
const PEOPLES: [&str; 6] = ["population", "electorate", "public", "workforce", "membership", "populace"];
/// How far before its cue a whole may stand, in words.
const REACH: usize = 40;

/// A mention of a group, in text order.
struct Part {
    entity: usize,
    words: Range<usize>,
    /// Its number's first word, or its own: the phrase may begin with "among them".
    from: usize,
    count: Option<Count>,
}

#[derive(Clone, Copy)]
struct Count {
    value: f64,
    exact: bool,
}

/// The parts of groups, in order of the entities.
#[must_use]
pub fn breakdowns(
    syntax: &Syntax,
    quantities: &[Quantity],
    mentions: &[Mention],
    entities: &[Entity],
) -> Vec<Breakdown> {
    let groups = groups(syntax, quantities, mentions, entities);
    let mut found = Vec::new();
    let mut next = 0;
    while next < groups.len() {
        let Some(cue) = cue_before(syntax, &groups, next) else {
            next += 1;
            continue;
        };
        let end = run_end(syntax, &groups, next, cue == Cue::Most);
        let parts = &groups[next..end];
        if let Some(whole) = whole(syntax, &groups, next, cue, parts) {
            let of = parts.iter().filter(|p| p.entity != whole);
            found.extend(of.map(|p| Breakdown { whole, part: p.entity }));
        }
        next = end;
    }
    found.sort_unstable();
    found.dedup();
    // What is part of something is not also its whole.
    let pairs = found.clone();
    found.retain(|b| pairs.binary_search(&Breakdown { whole: b.part, part: b.whole }).is_err());
    found
}

/// Takes parts out of the arguments of events where the whole plays the same role: "1,200 people, mostly civilians" are one
/// group of the killed, not two.
pub fn without_parts(events: &mut [Event], breakdowns: &[Breakdown]) {
    let mut wholes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for breakdown in breakdowns {
        wholes.entry(breakdown.part).or_default().push(breakdown.whole);
    }
    for event in events {
        let all: Vec<(Role, usize)> = event.arguments.iter().map(|a| (a.role, a.entity)).collect();
        event.arguments.retain(|a| {
            wholes.get(&a.entity).is_none_or(|wholes| wholes.iter().all(|&whole| !all.contains(&(a.role, whole))))
        });
    }
}

/// The percentages of people, in text order.
#[must_use]
pub fn shares(syntax: &Syntax, quantities: &[Quantity], mentions: &[Mention], entities: &[Entity]) -> Vec<Share> {
    let groups = groups(syntax, quantities, mentions, entities);
    let own_share = |e: usize| entities[e].group.as_ref()?.quantity.filter(|&q| quantities[q].percentage().is_some());
    let own: BTreeMap<usize, usize> = (0..entities.len()).filter_map(|e| Some((own_share(e)?, e))).collect();
    let whole = groups.iter().filter(|g| own_share(g.entity).is_none());
    let at_head: BTreeMap<usize, usize> = whole.map(|g| (g.words.end - 1, g.entity)).collect();
    let words = syntax.words();
    let percentages = quantities.iter().enumerate().filter(|(_, q)| q.percentage().is_some());
    percentages
        .filter_map(|(index, quantity)| {
            let head = quantity.counted?;
            if !counts_people(&words[head].lemma) {
                return None;
            }
            let from = syntax.words_in(quantity.span).end;
            let of = phrase_from(syntax, from, head)?;
            let own = own.get(&index).copied();
            let before = groups.partition_point(|g| g.words.end <= quantity.words.start);
            let group = before.checked_sub(1).map(|k| &groups[k]).filter(|g| {
                let between = g.words.end..quantity.words.start;
                between.len() < 6
                    && words[between.clone()].iter().any(|w| w.upos == Upos::Punct)
                    && words[between].iter().all(|w| {
                        matches!(w.upos, Upos::Punct | Upos::Adv)
                            || matches!(w.lemma.as_str(), "or" | "about" | "around" | "some" | "at" | "than")
                    })
            });
            let group = group.map(|g| g.entity);
            // "900 people, a third of them children": the children are the share, and of those named before.
            if of_them(syntax, from) {
                let part = at_head.get(&head).copied().filter(|e| group != Some(*e));
                return Some(Share { quantity: index, group: part.or(own), whole: group, of });
            }
            let group = group.or(own);
            let whole = at_head.get(&head).copied().filter(|e| group != Some(*e) && own != Some(*e));
            Some(Share { quantity: index, group, whole, of })
        })
        .collect()
}

/// True for "of them", "of whom" at word `from`.
fn of_them(syntax: &Syntax, from: usize) -> bool {
    let word = |i: usize| syntax.words().get(i);
    word(from).is_some_and(|w| w.lemma == "of") && word(from + 1).is_some_and(|w| w.upos == Upos::Pron)
}

/// True for a noun for people, or for all the people of a place or body.
pub(super) fn counts_people(lemma: &str) -> bool {
    let lemma = lemma.to_lowercase();
    is_person_noun(&lemma) || PEOPLES.contains(&lemma.as_str())
}

/// The noun phrase that ends in `head`, at `from` or after "of" there.
fn phrase_from(syntax: &Syntax, from: usize, head: usize) -> Option<Range<usize>> {
    let of = syntax.words().get(from)?;
    let start = from + usize::from(of.lemma == "of");
    let start = start + usize::from(syntax.words().get(start).is_some_and(|w| w.lemma == "the"));
    (start <= head && head < start + 12).then_some(start..head + 1)
}

/// The mentions of groups by their own nouns and numbers, in text order.
fn groups(syntax: &Syntax, quantities: &[Quantity], mentions: &[Mention], entities: &[Entity]) -> Vec<Part> {
    let mut found: Vec<Part> = entities
        .iter()
        .enumerate()
        .filter(|(_, e)| e.entity_type == EntityType::Group)
        .flat_map(|(index, entity)| {
            let own = entity.group.as_ref();
            entity.mentions.iter().filter_map(move |&m| {
                let mention = &mentions[m];
                // Only the mention that holds the number says it.
                let number = own
                    .and_then(|g| g.quantity)
                    .map(|q| &quantities[q])
                    .filter(|q| q.percentage().is_none())
                    .filter(|q| mention.words.start <= q.words.start && q.words.end <= mention.words.end);
                let count = number.map(|q| Count {
                    value: q.value,
                    exact: q.qualifier == crate::ontology::CountQualifier::Exactly && q.value_max.is_none(),
                });
                let noun = || {
                    let words = syntax.words();
                    mention.words.clone().find(|&w| w == mention.head || !is_most(&words[w].lemma))
                };
                (mention.kind == MentionKind::Nominal).then(|| Part {
                    entity: index,
                    words: mention.words.clone(),
                    from: number.map(|q| q.words.start).or_else(noun).unwrap_or(mention.words.start),
                    count,
                })
            })
        })
        .collect();
    found.sort_by_key(|p| (p.words.start, p.words.end));
    found
}

/// What introduces parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cue {
    /// "including": some parts.
    Including,
    /// "of whom", "among them": parts of what was named last, also in the sentence before.
    Them,
    /// "mostly", "most of them": one part without a number of its own.
    Most,
    /// A dash, colon, comma or bracket: all parts, so that they must sum up.
    Sum,
}

/// "mostly" and the like: what follows is the larger part.
fn is_most(lemma: &str) -> bool {
    matches!(lemma, "mostly" | "mainly" | "largely" | "predominantly" | "chiefly" | "primarily" | "overwhelmingly")
}

/// The cue right before the group `at`.
fn cue_before(syntax: &Syntax, groups: &[Part], at: usize) -> Option<Cue> {
    let words = syntax.words();
    let part = &groups[at];
    let sentence = &syntax.sentences()[words[part.words.start].sentence].words;
    let mut w = part.from;
    let mut steps = 0;
    while w > sentence.start && steps < 6 {
        w -= 1;
        steps += 1;
        let lemma = words[w].lemma.to_lowercase();
        match lemma.as_str() {
            "include" if words[w].xpos == "VBG" => return Some(Cue::Including),
            "including" => return Some(Cue::Including),
            lemma if is_most(lemma) => return part.count.is_none().then_some(Cue::Most),
            "they" | "them" | "whom" | "who" | "which"
                if w > sentence.start && matches!(words[w - 1].lemma.as_str(), "of" | "among" | "amongst") =>
            {
                let most = w >= sentence.start + 2
                    && matches!(
                        words[w - 2].lemma.as_str(),
                        "most"
                            | "many"
                            | "some"
                            | "all"
                            | "several"
                            | "half"
                            | "majority"
                            | "bulk"
                            | "third"
                            | "quarter"
                            | "none"
                    );
                return Some(if most && part.count.is_none() { Cue::Most } else { Cue::Them });
            }
            "be" | "at" | "least" | "about" | "around" | "nearly" | "almost" | "than" | "more" | "some" | "also" => {}
            ":" | "(" | "–" | "—" | "--" | "-" | "," => {
                return (part.count.is_some() && steps == 1).then_some(Cue::Sum);
            }
            _ => return None,
        }
    }
    None
}

/// One past the last group of the list that begins at `first`: each after a comma or "and".
fn run_end(syntax: &Syntax, groups: &[Part], first: usize, one: bool) -> usize {
    let words = syntax.words();
    let mut end = first + 1;
    while !one
        && end < groups.len()
        && groups[end].count.is_some()
        && groups[end - 1].words.end < groups[end].words.start
        && groups[end].words.start - groups[end - 1].words.end <= 4
        && words[groups[end].words.start].sentence == words[groups[first].words.start].sentence
        && words[groups[end - 1].words.end..groups[end].words.start].iter().all(|w| {
            w.upos == Upos::Cconj || w.lemma == "," || matches!(w.lemma.as_str(), "at" | "least" | "about" | "nearly")
        })
    {
        end += 1;
    }
    end
}

/// The group that the parts from `first` on are parts of: the nearest before the cue that is large enough.
fn whole(syntax: &Syntax, groups: &[Part], first: usize, cue: Cue, parts: &[Part]) -> Option<usize> {
    let words = syntax.words();
    let sentence = words[groups[first].words.start].sentence;
    let sum: f64 = parts.iter().filter_map(|p| p.count).map(|c| c.value).sum();
    let own: Vec<usize> = parts.iter().map(|p| p.entity).collect();
    let near = |g: &&Part| {
        let there = words[g.words.start].sentence;
        let apart = groups[first].words.start - g.words.end.min(groups[first].words.start);
        apart <= REACH && (there == sentence || cue == Cue::Them && there + 1 == sentence) && !own.contains(&g.entity)
    };
    let mut before = groups[..first].iter().rev().take(8).take_while(near);
    match cue {
        Cue::Sum => {
            let exact = parts.iter().all(|p| p.count.is_some_and(|c| c.exact)) && parts.len() > 1;
            let whole = before.next()?;
            let total = whole.count.filter(|c| c.exact)?.value;
            (exact && (total - sum).abs() < 0.5).then_some(whole.entity)
        }
        Cue::Most => before.next().filter(|g| g.count.is_some()).map(|g| g.entity),
        Cue::Including | Cue::Them => {
            let large = |g: &&Part| g.count.is_some_and(|c| !c.exact || c.value >= sum);
            // "30 prisoners were freed, officials said, including …": the people who speak are not counted.
            before.find(large).map(|g| g.entity)
        }
    }
}
