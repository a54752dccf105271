//! Clubs and national teams by the name of their city or country ("Lima beat Quito 2-1"), and by what is left of their
//! name without it ("the Condors"): how far an article reports on sports, which mentions stand where teams do, and the
//! teams that a name may mean.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::annotate::entities::Entity;
use crate::annotate::mentions::Mention;
use crate::annotate::tables::{rows, values};
use crate::kb::{EntryId, Kb, fold};
use crate::ontology::{EntityType, Subtype};
use crate::text::Article;
use crate::text::syntax::{Syntax, Upos};

/// Words of sports reports.
#[derive(Default)]
struct Words {
    roles: BTreeSet<&'static str>,
    verbs: BTreeSet<&'static str>,
    topics: BTreeSet<&'static str>,
    /// For each sport, its words and what descriptions of its teams call it.
    sports: Vec<(BTreeSet<&'static str>, Vec<&'static str>)>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::default();
    for [kind, list, called] in rows(include_str!("../data/sports.tsv")) {
        let set = match kind {
            "role" => &mut words.roles,
            "beat" => &mut words.verbs,
            _ => &mut words.topics,
        };
        set.extend(values(list));
        if kind == "sport" {
            words.sports.push((values(list).collect(), values(called).collect()));
        }
    }
    words
});

/// Words of a report without which it may be about anything: a few are nothing in a long text.
const FEW: f32 = 3.0;
/// One word in so many is of sports in a report on sports.
const ONE_IN: f32 = 25.0;
/// From this on, an article or a name's place in it makes teams worth looking for.
const ENOUGH: f32 = 0.3;
/// Names that are looked at to find teams of a city.
const MOST_NAMES: usize = 2000;
/// Places of the article that a nickname is tried with.
const MOST_PLACES: usize = 12;

/// How an article reports on sports.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Sport {
    /// How far it does, 0 to 1.
    pub(super) share: f32,
    /// Which sport most of its words are of, as a place in the table.
    which: Option<usize>,
}

impl Sport {
    /// How the article with these words does.
    pub(super) fn of(syntax: &Syntax) -> Self {
        let words = &*WORDS;
        let mut hits = 0.0;
        let mut counts = vec![0; words.sports.len()];
        for word in syntax.words() {
            let lemma = word.lemma.to_lowercase();
            let lemma = lemma.as_str();
            let any = words.topics.contains(lemma) || words.roles.contains(lemma) || words.verbs.contains(lemma);
            if word.upos != Upos::Propn && any {
                hits += 1.0;
            }
            for (count, (own, _)) in counts.iter_mut().zip(&words.sports) {
                *count += usize::from(own.contains(lemma));
            }
        }
        let which = (0..counts.len()).filter(|&s| counts[s] > 0).min_by_key(|&s| (std::cmp::Reverse(counts[s]), s));
        Self { share: (hits / (FEW + syntax.words().len() as f32 / ONE_IN)).min(1.0), which }
    }

    /// Whether a team with this description plays the article's sport; none where one of the two is not known.
    pub(super) fn is_of(self, description: &str) -> Option<bool> {
        let plays = |s: usize| WORDS.sports[s].1.iter().any(|name| description.contains(name));
        let own = self.which?;
        (plays(own) || (0..WORDS.sports.len()).any(plays)).then(|| plays(own))
    }
}

/// Where the mentions of an entity stand.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Cues {
    /// Share of the mentions that stand where teams do.
    pub(super) team: f32,
    /// Share of the mentions that stand where places do ("in Lima").
    pub(super) place: f32,
}

impl Cues {
    /// Where the mentions of this entity stand.
    pub(super) fn of(article: &Article, syntax: &Syntax, mentions: &[Mention], entity: &Entity) -> Self {
        let mut cues = Self::default();
        for &m in &entity.mentions {
            cues.team += f32::from(u8::from(stands_as_team(article, syntax, &mentions[m])));
            cues.place += f32::from(u8::from(stands_as_place(syntax, &mentions[m])));
        }
        let all = entity.mentions.len().max(1) as f32;
        Self { team: cues.team / all, place: cues.place / all }
    }
}

/// "Lima striker", "Lima's coach", "Lima beat Quito", "Lima 3".
fn stands_as_team(article: &Article, syntax: &Syntax, mention: &Mention) -> bool {
    let words = &*WORDS;
    let all = syntax.words();
    let relation = all[mention.head].relation();
    let above = all[mention.head].head;
    let lemma = |i: usize| all[i].lemma.to_lowercase();
    let role = above.is_some_and(|h| {
        matches!(relation, "compound" | "nmod" | "amod") && h >= mention.words.end && words.roles.contains(&*lemma(h))
    });
    let acts = above.is_some_and(|h| {
        matches!(relation, "nsubj" | "obj") && all[h].upos == Upos::Verb && words.verbs.contains(&*lemma(h))
    });
    let scored = all.get(mention.words.end).is_some_and(|next| {
        let form = next.span.of(&article.text);
        form.len() <= 3 && form.bytes().all(|b| b.is_ascii_digit())
    });
    role || acts || scored
}

fn stands_as_place(syntax: &Syntax, mention: &Mention) -> bool {
    syntax
        .dependents_by(mention.head, "case")
        .any(|c| matches!(&*syntax.words()[c].lemma, "in" | "near" | "into" | "outside" | "across" | "around"))
}

/// Whether teams are worth looking for.
pub(super) fn may_be_team(kind: EntityType, sport: f32, cues: Cues) -> bool {
    matches!(kind, EntityType::Place | EntityType::Organization) && (sport >= ENOUGH || cues.team >= ENOUGH)
}

/// Teams whose label begins with this name, or ends with it after one of `places`.
pub(super) fn teams(kb: &Kb, name: &str, places: &[String]) -> Vec<EntryId> {
    let is_team = |id: &EntryId| kb.subtype(*id) == Some(Subtype::SportsTeam);
    let mut found: Vec<EntryId> = kb.beginning_with(name, MOST_NAMES).into_iter().filter(is_team).collect();
    let own = fold(name);
    for place in places.iter().filter(|p| fold(p) != own).take(MOST_PLACES) {
        let full = kb.candidates(&format!("{place} {name}"));
        found.extend(full.into_iter().map(|c| c.entry).filter(is_team));
    }
    let mut seen = BTreeSet::new();
    found.retain(|id| seen.insert(*id));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::mentions::MentionKind;
    use crate::text::syntax::testing::syntax;

    #[test]
    fn teams_stand_before_roles_and_scores() {
        let text = "Lima striker scored in Quito.";
        let read = syntax(
            text,
            "Lima Lima PROPN NNP 2 compound
             striker striker NOUN NN 3 nsubj
             scored score VERB VBD 0 root
             in in ADP IN 5 case
             Quito Quito PROPN NNP 3 obl
             . . PUNCT . 3 punct",
        );
        let article = Article::new("a", text);
        let place = |words| Mention::new(&read, words, MentionKind::Name, EntityType::Place, 0.9);
        assert!(stands_as_team(&article, &read, &place(0..1)));
        assert!(!stands_as_team(&article, &read, &place(4..5)));
        assert!(stands_as_place(&read, &place(4..5)));
        assert!(!stands_as_place(&read, &place(0..1)));
    }
}
