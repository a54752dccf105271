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
    Object,
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
                "object" => Way::Object,
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
    // What is planned is looked at further up: plans are given up, and what will come is feared.
    let mut plan = None;
    for _ in 0..REACH {
        match (beside(article, syntax, at), plan) {
            (Some((Factuality::Planned, how)), None) => plan = Some(how),
            (Some((found, _)), None) => return found,
            (Some((found, _)), Some(_)) if found == Factuality::Negated => return found,
            _ => {}
        }
        let word = &syntax.words()[at];
        let Some(head) = word.head else { break };
        // A conjunct shares what governs the first; other clauses beside it do not.
        match (governed(syntax, at, head).or_else(|| feared(syntax, at, head)), plan) {
            (None | Some(Factuality::Planned), Some(_)) | (None, None) => {}
            (Some(Factuality::Planned), None) => plan = Some(Plan::Word),
            (Some(found), None | Some(Plan::Modal)) => return found,
            (Some(found), Some(Plan::Word)) if found == Factuality::Negated => return found,
            _ => {}
        }
        if plan.is_none() && is_purpose(syntax, at) {
            plan = Some(Plan::Word);
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
            _ => false,
        };
        if !passes {
            break;
        }
        at = head;
    }
    match plan {
        _ if asks(article, syntax, i) => Factuality::Possible,
        Some(_) => Factuality::Planned,
        None => Factuality::Happened,
    }
}

/// What makes an event a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Plan {
    /// A modal: whether it comes true is for what governs the clause.
    Modal,
    /// A word of plan.
    Word,
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
fn beside(article: &Article, syntax: &Syntax, at: usize) -> Option<(Factuality, Plan)> {
    let mut found = None;
    let word_at = &syntax.words()[at];
    for &d in syntax.dependents(at) {
        let word = &syntax.words()[d];
        let lemma = word.lemma.to_lowercase();
        match (word.relation(), lemma.as_str()) {
            ("advmod" | "det", "not" | "n't" | "never" | "no" | "neither" | "nor" | "hardly")
                if !syntax.words().get(d + 1).is_some_and(|next| matches!(next.lemma.as_str(), "only" | "just")) =>
            {
                return Some((Factuality::Negated, Plan::Word));
            }
            ("case" | "mark", "without") => return Some((Factuality::Negated, Plan::Word)),
            ("nsubj", _) if nobody(syntax, d) => return Some((Factuality::Negated, Plan::Word)),
            ("mark" | "advmod", "whether") => return Some((Factuality::Possible, Plan::Word)),
            ("mark", "if" | "unless" | "lest") => found = found.or(Some((Factuality::Conditional, Plan::Word))),
            // "until they left": they did; "until they leave": when they do.
            ("mark", "until") if !past(syntax, at) => {
                found = found.or(Some((Factuality::Conditional, Plan::Word)));
            }
            // "in case the dam breaks"
            ("mark", "in") if syntax.dependents_by(d, "fixed").any(|f| syntax.words()[f].lemma == "case") => {
                found = found.or(Some((Factuality::Conditional, Plan::Word)));
            }
            ("mark", "before") if word_at.xpos == "VBG" => found = found.or(Some((Factuality::Planned, Plan::Word))),
            // "Should he resign, …"
            ("aux", "should" | "have" | "be") if inverted(syntax, d, at) => {
                let open = lemma == "should";
                return Some((if open { Factuality::Conditional } else { Factuality::Negated }, Plan::Word));
            }
            ("aux", _) => found = found.or_else(|| modal(syntax, d, at).map(|f| (f, Plan::Modal))),
            ("advmod" | "amod", _) => {
                let form = word.span.of(&article.text).to_lowercase();
                let said = [form.as_str(), lemma.as_str()].into_iter().find_map(|w| WORDS.get(&(w, Way::Modifier)));
                found = found.or(said.map(|f| (*f, Plan::Word)));
            }
            _ => {}
        }
    }
    if found == Some((Factuality::Planned, Plan::Modal)) && has_condition(syntax, at) {
        return Some((Factuality::Conditional, Plan::Word));
    }
    // "is to meet", also where the parser made a copula of "is due"; "Troops to leave" in headlines.
    let to_be = |d: usize| {
        matches!(syntax.words()[d].relation(), "aux" | "cop")
            && syntax.words()[d].deprel != "aux:pass"
            && syntax.words()[d].lemma == "be"
    };
    let bare = word_at.xpos == "VB";
    let is_to = bare && syntax.dependents(at).iter().any(|&d| to_be(d));
    let headline = bare && matches!(word_at.relation(), "root" | "parataxis") && has_mark(syntax, at, "to");
    found.or((is_to || headline).then_some((Factuality::Planned, Plan::Word)))
}

/// Purpose: "arrived to attend talks".
fn is_purpose(syntax: &Syntax, at: usize) -> bool {
    let word = &syntax.words()[at];
    matches!(word.relation(), "advcl" | "acl") && word.xpos == "VB" && has_mark(syntax, at, "to")
}

/// A finite verb of the past.
fn past(syntax: &Syntax, at: usize) -> bool {
    syntax.words()[at].xpos == "VBD" || syntax.dependents_by(at, "aux").any(|d| syntax.words()[d].xpos == "VBD")
}

/// True for an auxiliary that stands before its subject and so makes its clause a condition.
fn inverted(syntax: &Syntax, auxiliary: usize, at: usize) -> bool {
    syntax.words()[at].relation() == "advcl"
        && syntax.words()[auxiliary].deprel == "aux"
        && syntax.dependents_by(at, "nsubj").any(|s| s > auxiliary)
        && syntax.dependent(at, "mark").is_none()
}

/// "will strike unless wages rise"
fn has_condition(syntax: &Syntax, at: usize) -> bool {
    let condition = |c: usize| ["if", "unless"].iter().any(|m| has_mark(syntax, c, m));
    syntax.dependents_by(at, "advcl").any(condition)
}

/// "Nobody was hurt", "no group has claimed": a subject that is none.
fn nobody(syntax: &Syntax, subject: usize) -> bool {
    matches!(syntax.words()[subject].lemma.to_lowercase().as_str(), "nobody" | "none" | "nothing" | "no-one")
        || syntax
            .dependents_by(subject, "det")
            .any(|d| matches!(syntax.words()[d].lemma.to_lowercase().as_str(), "no" | "neither"))
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
    let lemma = with_particle(syntax, head);
    let lemma = lemma.as_str();
    let case = |of: &[&str]| {
        let of = |d: usize| of.contains(&syntax.words()[d].lemma.as_str());
        syntax.dependents_by(at, "case").any(of) || syntax.dependents_by(at, "mark").any(of)
    };
    // "kept the plane from landing"
    if KEEPING.contains(&lemma) && matches!(word.relation(), "advcl" | "obl" | "xcomp") {
        return case(&["from"]).then_some(Factuality::Negated);
    }
    // "is going to launch"
    if lemma == "go" && word.relation() == "xcomp" && governor.xpos == "VBG" && has_mark(syntax, at, "to") {
        return Some(Factuality::Planned);
    }
    // "It is not true that …"
    if matches!(lemma, "true" | "case") && matches!(word.relation(), "csubj" | "ccomp" | "acl") {
        return negated(syntax, head).then_some(Factuality::Negated);
    }
    let complement = match word.relation() {
        "xcomp" | "ccomp" | "csubj" => true,
        "obj" => !matches!(lemma, "blame" | "call" | "charge" | "clear" | "acquit"),
        "advcl" => has_mark(syntax, at, "to") || case(&["of", "for", "from", "with"]),
        "acl" => has_mark(syntax, at, "to") || case(&["of"]),
        "obl" | "nmod" => {
            case(&["for", "of", "to", "against", "from", "out", "on", "about", "over"])
                || matches!(lemma, "charge" | "indict") && case(&["with"])
                || lemma.contains(' ') && syntax.dependent(at, "case").is_none()
        }
        "nsubj" => {
            governor.relation() == "cop"
                || word.deprel == "nsubj:pass" && lemma != "charge"
                || governor.upos == Upos::Adj
        }
        _ => false,
    };
    if !complement {
        return None;
    }
    let noun = word.upos.is_nominal() && (word.relation() == "obj" || word.deprel == "nsubj:pass");
    let said = noun.then(|| WORDS.get(&(lemma, Way::Object))).flatten();
    let said = *said.or_else(|| WORDS.get(&(lemma, Way::Complement)))?;
    // "on" and "of" hang on almost anything: only nouns of chance and plan, and verbs with clauses, reach over them.
    let loose = matches!(word.relation(), "obl") && case(&["on", "of", "to"]);
    if loose && !REACHING.contains(&lemma) {
        return None;
    }
    if case(&["with"]) && !matches!(lemma, "charge" | "indict" | "threaten") {
        return None;
    }
    if case(&["about", "over"]) && !matches!(lemma, "warn" | "warning" | "worry" | "fear") {
        return None;
    }
    // "the officers charged the crowd": a charge is one of something.
    if lemma == "charge" && !case(&["with", "of"]) {
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
    if said == Factuality::Negated && negated(syntax, head) {
        return Some(Factuality::Possible);
    }
    Some(said)
}

/// Verbs that keep somebody from something.
const KEEPING: [&str; 13] = [
    "stop",
    "keep",
    "bar",
    "block",
    "deter",
    "dissuade",
    "discourage",
    "save",
    "protect",
    "prohibit",
    "hinder",
    "restrain",
    "exclude",
];

/// Verbs that reach over "on", "of" and "to".
const REACHING: [&str; 11] =
    ["accuse", "suspect", "agree", "warn", "insist", "decide", "acquit", "clear", "exonerate", "absolve", "commit"];

/// The lemma of a verb with its particle: "call off".
fn with_particle(syntax: &Syntax, verb: usize) -> compact_str::CompactString {
    let mut lemma = syntax.words()[verb].lemma.to_lowercase();
    if let Some(particle) = syntax.dependent(verb, "compound:prt") {
        lemma.push(' ');
        lemma.push_str(&syntax.words()[particle].lemma);
    }
    lemma
}

/// True for a word that is negated, or whose subject is nobody.
fn negated(syntax: &Syntax, at: usize) -> bool {
    syntax.dependents(at).iter().any(|&d| {
        let word = &syntax.words()[d];
        match word.relation() {
            "advmod" | "det" => {
                matches!(word.lemma.to_lowercase().as_str(), "not" | "n't" | "never" | "no" | "neither")
            }
            "nsubj" => nobody(syntax, d),
            _ => false,
        }
    })
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
