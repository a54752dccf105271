//! Nouns that say what a named one is: titles before names, appositions, copulas, "as" phrases, relative clauses.

use super::nouns::{self, Kind, Mark};
use super::scene::{Argument, Scene};
use crate::annotate::mentions::MentionKind;
use crate::ontology::{EntityType, Status};
use crate::text::Span;
use crate::text::syntax::Upos;

/// How a description is tied to what it describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tie {
    /// "Mayor Jane Doe".
    Before,
    /// "Jane Doe, the mayor".
    Apposition,
    /// "Jane Doe is the mayor".
    Copula,
    /// "served as mayor".
    As,
    /// "the mayor", where the article says elsewhere who that is.
    Nominal,
}

/// A noun that describes an entity.
#[derive(Debug, Clone)]
pub(super) struct Description {
    /// The word that refers to the entity.
    pub(super) target: usize,
    pub(super) entity: usize,
    pub(super) noun: usize,
    pub(super) tie: Tie,
    pub(super) status: Status,
    /// What the noun says, by the table.
    pub(super) kind: Option<Kind>,
    /// Words before the known phrase that narrow it ("foreign policy | chief").
    pub(super) narrowed: bool,
    /// The post in words: "Secretary of State".
    pub(super) title: String,
    pub(super) arguments: Vec<Argument>,
}

impl Description {
    /// How likely relations are that such a description states.
    pub(super) fn confidence(&self) -> f32 {
        match self.tie {
            Tie::Before => 0.9,
            Tie::Apposition | Tie::Copula => 0.85,
            Tie::As => 0.8,
            Tie::Nominal => 0.6,
        }
    }

    pub(super) fn evidence(&self, scene: &Scene<'_>, argument: usize) -> Span {
        if self.tie == Tie::Nominal {
            return scene.cover(&[self.noun, argument]);
        }
        scene.cover(&[self.target, self.noun, argument])
    }
}

/// The descriptions of an article, in text order of their nouns. Enters them into `scene.described`.
pub(super) fn descriptions(scene: &mut Scene<'_>) -> Vec<Description> {
    let mut pairs: Vec<(usize, usize, Tie)> = Vec::new();
    for i in 0..scene.syntax.words().len() {
        names(scene, i, &mut pairs);
    }
    for &(noun, target, tie) in &pairs {
        if matches!(tie, Tie::Before | Tie::Apposition) {
            scene.described.entry(noun).or_insert(target);
        }
    }
    // Twice: "is a politician who was a member of …" says the second of whom it says the first.
    for _ in 0..2 {
        let known = pairs.clone();
        for i in 0..scene.syntax.words().len() {
            clauses(scene, i, &mut pairs);
        }
        let mut seen = known.len();
        while seen < pairs.len() {
            if pairs[..seen].contains(&pairs[seen]) {
                pairs.remove(seen);
            } else {
                seen += 1;
            }
        }
        for &(noun, target, tie) in &pairs[known.len()..] {
            if tie == Tie::Copula {
                scene.described.entry(noun).or_insert(target);
            }
        }
    }
    for i in 0..scene.syntax.words().len() {
        nominals(scene, i, &mut pairs);
    }
    // Coordinated nouns describe the same one: "founder and chief executive".
    let mut more = Vec::new();
    for &(noun, target, tie) in &pairs {
        for d in scene.dependents(noun) {
            let same = scene.word(d).deprel == "conj" && scene.word(d).upos.is_nominal() && !scene.is_name(d);
            if same
                && scene.own_entity(d).is_none_or(|e| Some(e) == scene.own_entity(target) || !scene.is_named(e))
                && !has_name(scene, d)
            {
                more.push((d, target, tie));
            }
        }
    }
    for pair in &mut pairs {
        pair.0 = before_general(scene, pair.0);
    }
    let first = pairs.len();
    pairs.extend(more);
    for &(noun, target, tie) in &pairs[first..] {
        if tie != Tie::Nominal {
            scene.described.entry(noun).or_insert(target);
        }
    }
    let mut found: Vec<Description> = Vec::new();
    for (n, &(noun, target, tie)) in pairs.iter().enumerate() {
        let Some(entity) = scene.own_entity(target) else { continue };
        if found.iter().any(|f| f.noun == noun && f.entity == entity) {
            continue;
        }
        let mut description = describe(scene, noun, target, entity, tie);
        if n >= first || !description.arguments.iter().any(|a| a.entity != entity) {
            share(scene, &mut description);
        }
        found.push(description);
    }
    found.sort_by_key(|d| (d.noun, d.target));
    found
}

fn has_name(scene: &Scene<'_>, noun: usize) -> bool {
    scene.described.contains_key(&noun)
}

/// Titles before names and appositions.
fn names(scene: &Scene<'_>, i: usize, pairs: &mut Vec<(usize, usize, Tie)>) {
    let Some(mention) = scene.mention(i).filter(|m| m.kind == MentionKind::Name && m.words.start == i) else { return };
    let plain = |n: usize| scene.word(n).upos.is_nominal() && !scene.is_name(n);
    let range = mention.words.clone();
    for d in scene.dependents(i) {
        let word = scene.word(d);
        let before = d < range.start;
        if !plain(d) {
            // "Jane Doe, an American" is told of with the demonyms.
            continue;
        }
        match word.relation() {
            "nmod" | "compound" | "flat" | "appos"
                if before
                    && !scene.has_possessive(d)
                    && scene.preposition(d).is_none()
                    && word.deprel != "nmod:poss" =>
            {
                let person = mention.entity_type == EntityType::Person;
                let told = word.relation() != "compound" || !person || scene.is_person_noun(d);
                pairs.extend(told.then_some((d, i, Tie::Before)));
            }
            "appos" => pairs.push((d, i, Tie::Apposition)),
            // "Jane Doe, mayor of X" is now and then read as a list or as a loose phrase.
            "nmod" | "parataxis" | "conj" | "list" | "dep"
                if word.deprel != "nmod:poss"
                    && scene.preposition(d).is_none()
                    && follows_comma(scene, range.end, d) =>
            {
                pairs.push((d, i, Tie::Apposition));
            }
            _ => {}
        }
    }
    if let Some(h) = scene.head(i).filter(|&h| plain(h)) {
        let relation = scene.relation(i).split(':').next().unwrap_or("");
        let after = h < range.start;
        let adjacent = h + 1 == range.start;
        match relation {
            "appos" if after => pairs.push((h, i, if adjacent { Tie::Before } else { Tie::Apposition })),
            "flat" | "nmod" | "compound" if after && scene.preposition(i).is_none() && !scene.has_possessive(i) => {
                pairs.push((h, i, Tie::Before));
            }
            "conj" if after && scene.word(h).xpos == "NNS" => pairs.push((h, i, Tie::Before)),
            _ => {}
        }
        // "the city of Cologne".
        let place = mention.entity_type == EntityType::Place
            && nouns::kind_of_word(&scene.word(h).lemma.to_lowercase()) == Some(Kind::Place);
        if relation == "nmod" && place && scene.preposition(i).as_deref() == Some("of") && h + 2 >= range.start {
            pairs.push((h, i, Tie::Before));
            for d in scene.dependents(i) {
                if scene.word(d).deprel == "conj" && scene.is_name(d) {
                    pairs.push((h, scene.range(d).start, Tie::Before));
                }
            }
        }
        // "Presidents A and B", "his brothers, A and B".
        if matches!(relation, "appos" | "flat") && after && matches!(scene.word(h).xpos.as_str(), "NNS" | "NNPS") {
            for d in scene.dependents(i) {
                if scene.word(d).deprel == "conj" && scene.is_name(d) {
                    pairs.push((h, scene.range(d).start, Tie::Apposition));
                }
            }
        }
    }
    // The word right before a personal name, whatever the parse.
    if mention.entity_type == EntityType::Person
        && let Some(before) = range.start.checked_sub(1)
        && scene.word(before).sentence == scene.word(i).sentence
        && plain(before)
        && nouns::kind_of_word(&scene.word(before).lemma.to_lowercase()).is_some_and(Kind::is_person)
        && !pairs.iter().any(|(_, t, _)| *t == i)
        && matches!(scene.word(before).xpos.as_str(), "NN" | "NNP")
    {
        pairs.push((before, i, Tie::Before));
    }
}

fn follows_comma(scene: &Scene<'_>, end: usize, noun: usize) -> bool {
    end < noun
        && matches!(scene.form(end), "," | "(" | "–" | "-")
        && scene.is_person_noun(noun)
        && !(end..noun).any(|w| scene.word(w).upos == Upos::Cconj || scene.word(w).upos == Upos::Verb)
}

/// "The mayor is X".
fn named_in_predicate(scene: &Scene<'_>, i: usize, pairs: &mut Vec<(usize, usize, Tie)>) {
    let named = scene.mention(i).filter(|m| m.kind == MentionKind::Name && m.head == i);
    let Some(mention) = named.filter(|_| scene.syntax.dependent(i, "cop").is_some() && !scene.is_unreal(i)) else {
        return;
    };
    let subject =
        scene.syntax.dependents_by(i, "nsubj").find(|&s| scene.word(s).upos.is_nominal() && !scene.is_name(s));
    if let Some(noun) = subject.filter(|&s| scene.is_person_noun(s) || mention.entity_type != EntityType::Person) {
        pairs.push((noun, mention.words.start, Tie::Copula));
    }
}

/// "X is the mayor", "X, who was the mayor", "X served as mayor", "X was elected president".
fn clauses(scene: &Scene<'_>, i: usize, pairs: &mut Vec<(usize, usize, Tie)>) {
    named_in_predicate(scene, i, pairs);
    let word = scene.word(i);
    if word.upos.is_nominal() && !scene.is_name(i) {
        let copula = scene.syntax.dependent(i, "cop").is_some();
        let subject = scene.syntax.dependents_by(i, "nsubj").next();
        if let (true, Some(subject)) = (copula && scene.preposition(i).is_none(), subject) {
            if scene.is_unreal(i) {
                return;
            }
            for target in scene.with_conjuncts(subject) {
                pairs.push((i, target, Tie::Copula));
            }
            return;
        }
        let part = nouns::kind_of_word(&word.lemma.to_lowercase()) == Some(Kind::Part);
        if (scene.is_person_noun(i) || part)
            && let Some(verb) = word.head.filter(|&h| scene.word(h).upos == Upos::Verb)
        {
            let preposition = scene.preposition(i);
            let as_ = matches!(word.relation(), "obl" | "nmod" | "advcl") && preposition.as_deref() == Some("as")
                || scene.syntax.dependents(i).iter().any(|&d| scene.form(d).eq_ignore_ascii_case("as"));
            let lemma = scene.word(verb).lemma.as_str();
            let named = matches!(word.relation(), "xcomp" | "obj") && preposition.is_none() && MAKES.contains(&lemma);
            let becomes = matches!(word.relation(), "xcomp" | "obj") && matches!(lemma, "become" | "remain");
            if !(as_ && HOLDS.contains(&lemma) || named || becomes) || scene.is_unreal(verb) {
                return;
            }
            let target = if named && scene.syntax.dependent(verb, "nsubj:pass").is_none() && word.relation() == "xcomp"
            {
                scene.syntax.dependent(verb, "obj")
            } else {
                None
            };
            let subject = target.or_else(|| super::verbs::subject(scene, verb));
            for target in subject.map(|s| scene.with_conjuncts(s)).unwrap_or_default() {
                pairs.push((i, target, Tie::As));
            }
        }
    }
}

/// Verbs with "as" that say what somebody is.
const HOLDS: [&str; 26] = [
    "operate",
    "function",
    "serve",
    "work",
    "act",
    "know",
    "appoint",
    "elect",
    "name",
    "hire",
    "start",
    "begin",
    "succeed",
    "return",
    "continue",
    "resign",
    "join",
    "retire",
    "install",
    "inaugurate",
    "reinstate",
    "replace",
    "employ",
    "lead",
    "play",
    "step",
];

/// Verbs that make somebody something.
const MAKES: [&str; 9] = ["appoint", "elect", "name", "make", "crown", "nominate", "declare", "re-elect", "reelect"];

/// Common nouns that the article uses for a named one.
fn nominals(scene: &Scene<'_>, i: usize, pairs: &mut Vec<(usize, usize, Tie)>) {
    let Some(entity) = scene.own_entity(i).filter(|&e| scene.is_named(e)) else { return };
    let nominal = scene.mention(i).is_some_and(|m| m.kind == MentionKind::Nominal);
    let known = pairs.iter().any(|(n, _, _)| *n == i);
    if nominal && !known && scene.word(i).upos.is_nominal() && scene.kind(entity) != EntityType::Group {
        pairs.push((i, i, Tie::Nominal));
    }
}

fn describe(scene: &Scene<'_>, noun: usize, target: usize, entity: usize, tie: Tie) -> Description {
    let mut status = Status::Current;
    let mut first = noun;
    let mut words: Vec<String> = Vec::new();
    // Back over the modifiers of the noun, to the first that belongs to the post.
    let sentence = &scene.syntax.sentences()[scene.word(noun).sentence].words;
    let own = scene.syntax.subtree(noun);
    let mut i = noun;
    let mut still = true;
    while i > sentence.start {
        i -= 1;
        let word = scene.word(i);
        let form = scene.form(i).to_lowercase();
        let hyphen = form == "-" || form == "–";
        if !hyphen
            && (!own.contains(&i) && word.upos != Upos::Noun && word.upos != Upos::Adj
                || matches!(word.upos, Upos::Det | Upos::Punct | Upos::Adp | Upos::Cconj | Upos::Pron | Upos::Num))
        {
            break;
        }
        match nouns::mark(&form) {
            Some(Mark::Former) => status = Status::Former,
            Some(Mark::Acting) => status = Status::Acting,
            Some(Mark::Designated) => status = Status::Designated,
            None if hyphen => continue,
            None if still
                && matches!(word.upos, Upos::Adj | Upos::Noun | Upos::Propn | Upos::Verb)
                && !nouns::is_hyphen_verb(&form)
                && !scene.is_name(i) =>
            {
                first = i;
                continue;
            }
            Some(Mark::Plain) | None => {}
        }
        still = false;
    }
    // "president-elect".
    for after in noun + 1..(noun + 3).min(sentence.end) {
        let form = scene.form(after).to_lowercase();
        if matches!(form.as_str(), "elect" | "designate" | "nominee") {
            status = Status::Designated;
        } else if form == "emeritus" {
            status = Status::Former;
        } else if form != "-" {
            break;
        }
    }
    let end = of_phrase(scene, general(scene, noun).unwrap_or(noun));
    for w in first..end {
        let form = scene.form(w);
        if form != "-" {
            let lemma = if w == noun { scene.word(w).lemma.to_lowercase().to_string() } else { form.to_lowercase() };
            words.extend(lemma.split('-').map(str::to_owned));
        }
    }
    let tail = general(scene, noun).unwrap_or(noun);
    let head = words.len() - (end - tail - 1).min(words.len() - 1);
    let (kind, narrowed) = match nouns::kind(&words).or_else(|| nouns::kind(&words[..head])) {
        Some((kind, taken)) => (Some(kind), words[..head].len() > taken),
        None => (None, false),
    };
    if tie == Tie::Copula && status == Status::Current {
        status = tense(scene, noun);
    }
    let title = scene.syntax.span(first..end).of(&scene.article.text).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut arguments = scene.arguments(noun);
    if let Some(tail) = general(scene, noun) {
        arguments.extend(scene.arguments(tail));
    }
    if tie == Tie::Before {
        // "Foreign Minister Ana Lima of Portugal".
        arguments.extend(
            scene
                .arguments(target)
                .into_iter()
                .filter(|a| matches!(&a.slot, super::scene::Slot::After(p) if p == "of")),
        );
    }
    // "the towns of A and B": neither lies in the other.
    let of_name = tie == Tie::Before && kind == Some(Kind::Place);
    arguments.retain(|a| a.entity != entity && !(of_name && a.slot == super::scene::Slot::After("of".to_owned())));
    Description { target, entity, noun, tie, status, kind, narrowed, title, arguments }
}

/// "general" of "secretary-general" and "Attorney General", read as two nouns.
fn general(scene: &Scene<'_>, noun: usize) -> Option<usize> {
    let words = scene.syntax.words();
    let is = |i: usize| i < words.len() && scene.form(i).eq_ignore_ascii_case("general");
    let title = nouns::takes_general(&words[noun].lemma.to_lowercase());
    let hyphen = noun + 1 < words.len() && scene.form(noun + 1) == "-";
    let tail = if hyphen { noun + 2 } else { noun + 1 };
    (title && is(tail)).then_some(tail)
}

/// "secretary" for "general".
fn before_general(scene: &Scene<'_>, noun: usize) -> usize {
    [noun.checked_sub(1), noun.checked_sub(2)]
        .into_iter()
        .flatten()
        .find(|&before| general(scene, before) == Some(noun))
        .unwrap_or(noun)
}

/// The end of a title: past "of State" where nothing in it is named.
fn of_phrase(scene: &Scene<'_>, noun: usize) -> usize {
    let field = scene.dependents(noun).into_iter().find(|&d| {
        d > noun && scene.word(d).relation() == "nmod" && matches!(scene.preposition(d).as_deref(), Some("of" | "for"))
    });
    let Some(field) = field else { return noun + 1 };
    let words = scene.syntax.subtree(field);
    let (first, last) = (words[0], words[words.len() - 1]);
    let plain = first == noun + 1 && last < first + 5 && words.len() == last + 1 - first;
    let bare = words.iter().all(|&w| {
        scene.own_entity(w).is_none() && !matches!(scene.word(w).upos, Upos::Det | Upos::Pron | Upos::Num | Upos::Punct)
    });
    if plain && bare { last + 1 } else { noun + 1 }
}

/// Past tense of a copula says that it is over, a future that it has not begun.
fn tense(scene: &Scene<'_>, noun: usize) -> Status {
    let mut status = Status::Current;
    for &d in scene.syntax.dependents(noun) {
        let word = scene.word(d);
        match word.relation() {
            "cop" if word.xpos == "VBD" => status = Status::Former,
            "aux" if matches!(word.lemma.as_str(), "will" | "shall") => return Status::Designated,
            "aux" if word.lemma == "have" => return Status::Current,
            _ => {}
        }
    }
    status
}

/// "founder and chief executive of X": what only one of coordinated nouns has.
fn share(scene: &Scene<'_>, description: &mut Description) {
    if description.arguments.iter().any(|a| a.entity != description.entity) {
        return;
    }
    let noun = description.noun;
    let mut beside: Vec<usize> =
        scene.dependents(noun).into_iter().filter(|&d| scene.word(d).deprel == "conj").collect();
    if scene.word(noun).deprel == "conj" {
        beside.extend(scene.word(noun).head);
        // "their son John and daughter Jane": by way of the name.
        let first = scene.word(noun).head.filter(|&h| scene.is_name(h)).map(|h| scene.range(h).start);
        let nouns = scene.described.iter().filter(|(_, target)| Some(**target) == first).map(|(noun, _)| *noun);
        beside.extend(nouns);
    }
    for other in beside {
        let more = scene.arguments(other).into_iter().filter(|a| a.entity != description.entity);
        description.arguments.extend(more);
    }
}
