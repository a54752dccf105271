//! How real an event is said to be: negation, modals, plans, demands, conditions (after `FactBank`, Saurí and
//! Pustejovsky 2009).

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::ontology::Factuality;
use crate::text::Article;
use crate::text::syntax::{Syntax, Upos, Word};

/// How a word governs an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Way {
    Complement,
    Modifier,
    Auxiliary,
}

static WORDS: LazyLock<HashMap<(&'static str, Way), Factuality>> = LazyLock::new(|| {
    include_str!("data/factuality.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| {
            let [lemma, way, value] = l.split('\t').collect::<Vec<_>>()[..] else { return None };
            let way = match way {
                "complement" => Way::Complement,
                "modifier" => Way::Modifier,
                _ => Way::Auxiliary,
            };
            Some(((lemma, way), Factuality::from_name(value)?))
        })
        .collect()
});

/// How far up the tree governors are looked for.
const REACH: usize = 4;

/// The factuality of the event whose trigger is word `i`. Sources are not judged here: what somebody says happened counts
/// as happened.
#[must_use]
pub fn factuality(article: &Article, syntax: &Syntax, i: usize) -> Factuality {
    let mut at = i;
    for _ in 0..REACH {
        if let Some(found) = beside(syntax, at) {
            return found;
        }
        let word = &syntax.words()[at];
        let Some(head) = word.head else { break };
        // A conjunct shares what governs the first; other clauses beside it do not.
        if let Some(found) = governed(syntax, at, head).or_else(|| feared(syntax, at, head)) {
            return found;
        }
        let passes = match word.relation() {
            "conj" => {
                let (first, second) = (&syntax.words()[head], &syntax.words()[at]);
                let finite = |x: &str| matches!(x, "VBD" | "VBZ" | "VBP");
                first.upos == second.upos && finite(&first.xpos) == finite(&second.xpos)
            }
            "xcomp" | "compound" => true,
            "acl" => word.deprel != "acl:relcl",
            // What is not bought is there all the same; what is not carried out is not.
            "obj" | "nsubj" | "obl" => word.upos.is_nominal() && light(&syntax.words()[head]),
            "advcl" => return Factuality::Happened,
            _ => false,
        };
        if !passes {
            break;
        }
        at = head;
    }
    if asks(article, syntax, i) { Factuality::Possible } else { Factuality::Happened }
}

/// True where the word at `head` makes its complement at `at` less than real: "vowed to attack".
#[must_use]
pub(super) fn is_unreal_under(syntax: &Syntax, at: usize, head: usize) -> bool {
    governed(syntax, at, head).or_else(|| feared(syntax, at, head)).is_some_and(|f| f != Factuality::Happened)
}

/// True for the passive of a verb of plan before what is planned: "is set to rule", "was scheduled to meet".
#[must_use]
pub(super) fn only_schedules(syntax: &Syntax, i: usize) -> bool {
    let planned = WORDS.get(&(syntax.words()[i].lemma.as_str(), Way::Complement)) == Some(&Factuality::Planned);
    planned && syntax.dependent(i, "aux:pass").is_some() && syntax.dependent(i, "xcomp").is_some()
}

/// "warned the council of a flood", where the parser made the flood one of the council's.
fn feared(syntax: &Syntax, at: usize, head: usize) -> Option<Factuality> {
    let told = &syntax.words()[head];
    let verb = told.head.filter(|_| matches!(told.relation(), "obj" | "iobj" | "nsubj:pass"))?;
    let of = syntax
        .dependents_by(at, "case")
        .any(|d| matches!(syntax.words()[d].lemma.as_str(), "of" | "about" | "against" | "over"));
    let feared = syntax.words()[at].relation() == "nmod" && of && syntax.words()[verb].lemma == "warn";
    feared.then_some(Factuality::Possible)
}

/// Verbs that lend their own time and mood to their nouns ("will take part in an attack").
fn light(verb: &Word) -> bool {
    verb.upos == Upos::Verb && LIGHT.contains(&verb.lemma.as_str())
}

const LIGHT: [&str; 27] = [
    "carry", "take", "hold", "make", "launch", "call", "press", "push", "appeal", "stage", "mount", "conduct",
    "extend", "prolong", "commit", "perform", "execute", "organise", "organize", "sign", "reach", "declare",
    "announce", "start", "begin", "happen", "occur",
];

/// What stands beside the word itself: negation, modals, markers, adjectives.
fn beside(syntax: &Syntax, at: usize) -> Option<Factuality> {
    let mut found = None;
    for &d in syntax.dependents(at) {
        let word = &syntax.words()[d];
        let lemma = word.lemma.as_str();
        match word.relation() {
            "advmod" | "det" if matches!(lemma, "not" | "n't" | "never" | "no" | "neither" | "nor" | "hardly") => {
                return Some(Factuality::Negated);
            }
            "case" | "mark" if lemma == "without" => return Some(Factuality::Negated),
            "nsubj" if nobody(syntax, d) => return Some(Factuality::Negated),
            "mark" if matches!(lemma, "if" | "unless" | "until" | "lest") => {
                found = found.or(Some(Factuality::Conditional));
            }
            "mark" if lemma == "before" && syntax.words()[at].xpos == "VBG" => {
                found = found.or(Some(Factuality::Planned));
            }
            "aux" => found = found.or_else(|| modal(syntax, d, at)),
            "advmod" | "amod" => found = found.or_else(|| WORDS.get(&(lemma, Way::Modifier)).copied()),
            _ => {}
        }
    }
    // "is to meet", also where the parser made a copula of "is due".
    let to_be = |d: usize| {
        matches!(syntax.words()[d].relation(), "aux" | "cop")
            && syntax.words()[d].deprel != "aux:pass"
            && syntax.words()[d].lemma == "be"
    };
    let is_to = syntax.words()[at].xpos == "VB" && syntax.dependents(at).iter().any(|&d| to_be(d));
    let found = found.or(is_to.then_some(Factuality::Planned));
    // Purpose: "arrived to attend talks".
    let purpose = matches!(syntax.words()[at].relation(), "advcl" | "acl")
        && syntax.words()[at].xpos == "VB"
        && has_mark(syntax, at, "to");
    found.or(purpose.then_some(Factuality::Planned))
}

/// "Nobody was hurt", "no group has claimed": a subject that is none.
fn nobody(syntax: &Syntax, subject: usize) -> bool {
    matches!(syntax.words()[subject].lemma.to_lowercase().as_str(), "nobody" | "none" | "nothing" | "no-one")
        || syntax.dependents_by(subject, "det").any(|d| syntax.words()[d].lemma.eq_ignore_ascii_case("no"))
}

/// "would have done" is contrary to fact; "could have done" is open.
fn modal(syntax: &Syntax, aux: usize, at: usize) -> Option<Factuality> {
    let lemma = syntax.words()[aux].lemma.as_str();
    let past = syntax.dependents_by(at, "aux").any(|d| syntax.words()[d].lemma == "have");
    match (WORDS.get(&(lemma, Way::Auxiliary)).copied()?, past) {
        (Factuality::Conditional, true) => Some(Factuality::Negated),
        // "said that he would resign": a future seen from the past.
        (Factuality::Conditional, false) if reported_past(syntax, at) => Some(Factuality::Planned),
        (found, _) => Some(found),
    }
}

fn reported_past(syntax: &Syntax, at: usize) -> bool {
    let word = &syntax.words()[at];
    word.relation() == "ccomp" && word.head.is_some_and(|h| syntax.words()[h].xpos == "VBD")
}

fn has_mark(syntax: &Syntax, at: usize, marker: &str) -> bool {
    syntax.dependents_by(at, "mark").any(|d| syntax.words()[d].lemma == marker)
}

/// What the word at `head` says of its complement `at`.
fn governed(syntax: &Syntax, at: usize, head: usize) -> Option<Factuality> {
    let (word, governor) = (&syntax.words()[at], &syntax.words()[head]);
    let lemma = governor.lemma.to_lowercase();
    let complement = match word.relation() {
        "xcomp" | "ccomp" | "csubj" => true,
        "obj" => !matches!(lemma.as_str(), "blame" | "call"),
        "advcl" => {
            has_mark(syntax, at, "to")
                || syntax
                    .dependents_by(at, "mark")
                    .any(|d| matches!(syntax.words()[d].lemma.as_str(), "of" | "for" | "from"))
        }
        "acl" => has_mark(syntax, at, "to"),
        "obl" | "nmod" => syntax.dependents_by(at, "case").any(|d| {
            matches!(
                syntax.words()[d].lemma.as_str(),
                "for" | "of" | "to" | "against" | "from" | "out" | "on" | "about" | "over"
            )
        }),
        "nsubj" => {
            governor.relation() == "cop" || matches!(word.deprel.as_str(), "nsubj:pass") || governor.upos == Upos::Adj
        }
        _ => false,
    };
    if !complement {
        return None;
    }
    let said = WORDS.get(&(lemma.as_str(), Way::Complement)).copied()?;
    // "on" and "of" hang on almost anything: only nouns of chance and plan, and verbs with clauses, reach over them.
    let case = |of: &[&str]| syntax.dependents_by(at, "case").any(|d| of.contains(&syntax.words()[d].lemma.as_str()));
    let loose = matches!(word.relation(), "obl") && case(&["on", "of", "to"]);
    if loose && !matches!(lemma.as_str(), "accuse" | "suspect" | "agree" | "warn" | "insist" | "decide") {
        return None;
    }
    if case(&["about", "over"]) && !matches!(lemma.as_str(), "warn" | "warning" | "worry" | "fear") {
        return None;
    }
    // A finite clause under "agree", "expect", "hope" keeps its own mood; under a denial the denial counts.
    let finite = word.relation() == "ccomp"
        && matches!(word.xpos.as_str(), "VBD" | "VBZ" | "VBP")
        && !has_mark(syntax, at, "to");
    if finite && matches!(said, Factuality::Planned) {
        return Some(Factuality::Possible);
    }
    // Not refusing, not denying: open.
    if said == Factuality::Negated && beside(syntax, head) == Some(Factuality::Negated) {
        return Some(Factuality::Possible);
    }
    Some(said)
}

/// True for an event in the main clause of a question.
fn asks(article: &Article, syntax: &Syntax, i: usize) -> bool {
    let sentence = &syntax.sentences()[syntax.words()[i].sentence];
    let root = sentence.words.clone().find(|&w| syntax.words()[w].head.is_none());
    let last = sentence.words.end - 1;
    syntax.words()[last].span.of(&article.text) == "?" && (root == Some(i) || syntax.words()[i].head == root)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::from_text;
    use crate::text::syntax::testing::syntax;

    /// The factuality of word `trigger` in a sentence of one parse.
    fn check(text: &str, rows: &str, trigger: &str, expected: Factuality) {
        let article = from_text("t", text);
        let syntax = syntax(text, rows);
        let i = syntax.words().iter().position(|w| w.span.of(text) == trigger).unwrap();
        assert_eq!(factuality(&article, &syntax, i), expected, "{text}");
    }

    #[test]
    fn what_stands_beside() {
        check(
            "They did not attack .",
            "They they PRON PRP 4 nsubj\ndid do AUX VBD 4 aux\nnot not PART RB 4 advmod\nattack attack VERB VB 0 root\n. . PUNCT . 4 punct",
            "attack",
            Factuality::Negated,
        );
        check(
            "They will attack",
            "They they PRON PRP 3 nsubj\nwill will AUX MD 3 aux\nattack attack VERB VB 0 root",
            "attack",
            Factuality::Planned,
        );
        check(
            "They would have attacked",
            "They they PRON PRP 4 nsubj\nwould would AUX MD 4 aux\nhave have AUX VB 4 aux\nattacked attack VERB VBN 0 root",
            "attacked",
            Factuality::Negated,
        );
        check(
            "an alleged attack",
            "an a DET DT 3 det\nalleged alleged ADJ JJ 3 amod\nattack attack NOUN NN 0 root",
            "attack",
            Factuality::Possible,
        );
        check(
            "Did they attack ?",
            "Did do AUX VBD 3 aux\nthey they PRON PRP 3 nsubj\nattack attack VERB VB 0 root\n? ? PUNCT . 3 punct",
            "attack",
            Factuality::Possible,
        );
    }

    #[test]
    fn what_governs() {
        let infinitive = |verb: &str, lemma: &str| {
            format!(
                "They they PRON PRP 2 nsubj\n{verb} {lemma} VERB VBD 0 root\nto to PART TO 4 mark\nattack attack VERB VB 2 xcomp"
            )
        };
        for (verb, lemma, expected) in [
            ("vowed", "vow", Factuality::Planned),
            ("refused", "refuse", Factuality::Negated),
            ("began", "begin", Factuality::Happened),
        ] {
            check(&format!("They {verb} to attack"), &infinitive(verb, lemma), "attack", expected);
        }
        check(
            "They called for a halt",
            "They they PRON PRP 2 nsubj\ncalled call VERB VBD 0 root\nfor for ADP IN 5 case\na a DET DT 5 det\nhalt halt NOUN NN 2 obl",
            "halt",
            Factuality::Requested,
        );
        // The second verb is finite: what governs the infinitive does not reach it.
        check(
            "They vowed to fight and attacked",
            "They they PRON PRP 2 nsubj\nvowed vow VERB VBD 0 root\nto to PART TO 4 mark\nfight fight VERB VB 2 xcomp\nand and CCONJ CC 6 cc\nattacked attack VERB VBD 4 conj",
            "attacked",
            Factuality::Happened,
        );
    }

    #[test]
    fn what_is_warned_of() {
        let warned = |case: &str, head: usize, relation: &str| {
            format!(
                "They they PRON PRP 2 nsubj\nwarned warn VERB VBD 0 root\nvillagers villager NOUN NNS 2 obj\n\
                 {case} {case} ADP IN 6 case\na a DET DT 6 det\nflood flood NOUN NN {head} {relation}"
            )
        };
        for (case, head, relation) in [("of", 2, "obl"), ("of", 3, "nmod"), ("about", 2, "obl"), ("about", 3, "nmod")] {
            check(
                &format!("They warned villagers {case} a flood"),
                &warned(case, head, relation),
                "flood",
                Factuality::Possible,
            );
        }
        check("They warned villagers after a flood", &warned("after", 2, "obl"), "flood", Factuality::Happened);
    }

    #[test]
    fn what_is_to_be() {
        let due = "They they PRON PRP 5 nsubj\nare be AUX VBP 5 cop\ndue due ADJ JJ 5 case\nto to PART TO 3 fixed\n\
            meet meet VERB VB 0 root";
        check("They are due to meet", due, "meet", Factuality::Planned);
        let adjective = "They they PRON PRP 3 nsubj\nare be AUX VBP 3 cop\ndue due ADJ JJ 0 root\nto to PART TO 5 mark\n\
            meet meet VERB VB 3 xcomp";
        check("They are due to meet", adjective, "meet", Factuality::Planned);
        for (form, lemma) in [("set", "set"), ("scheduled", "schedule"), ("expected", "expect"), ("slated", "slate")] {
            let text = format!("They are {form} to meet");
            let rows = format!(
                "They they PRON PRP 3 nsubj:pass\nare be AUX VBP 3 aux:pass\n{form} {lemma} VERB VBN 0 root\n\
                 to to PART TO 5 mark\nmeet meet VERB VB 3 xcomp"
            );
            check(&text, &rows, "meet", Factuality::Planned);
            assert!(only_schedules(&syntax(&text, &rows), 2), "{text}");
        }
        let is_to = "She she PRON PRP 4 nsubj\nis be AUX VBZ 4 aux\nto to PART TO 4 mark\nspeak speak VERB VB 0 root";
        check("She is to speak", is_to, "speak", Factuality::Planned);
        let progressive = "She she PRON PRP 3 nsubj\nis be AUX VBZ 3 aux\nspeaking speak VERB VBG 0 root";
        check("She is speaking", progressive, "speaking", Factuality::Happened);
    }

    #[test]
    fn words_are_listed_once() {
        let lines = || include_str!("data/factuality.tsv").lines().filter(|l| !l.starts_with('#'));
        assert_eq!(WORDS.len(), lines().count(), "a line is doubled or malformed");
    }
}
