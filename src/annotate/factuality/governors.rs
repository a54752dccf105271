//! What the word above an event says of it: "vowed to attack", "warned of a flood".

use compact_str::CompactString;

use super::beside::{has_mark, negated};
use super::words::{WORDS, Way, is_keeping, is_light, is_reaching};
use crate::ontology::Factuality;
use crate::text::syntax::{Syntax, Upos, Word};

/// What the word at `head` says of its complement `at`.
pub(super) fn governed(syntax: &Syntax, at: usize, head: usize) -> Option<Factuality> {
    let (word, governor) = (&syntax.words()[at], &syntax.words()[head]);
    let lemma = with_particle(syntax, head);
    let lemma = lemma.as_str();
    let case = |of: &[&str]| {
        let of = |d: usize| of.contains(&syntax.words()[d].lemma.as_str());
        syntax.dependents_by(at, "case").any(of) || syntax.dependents_by(at, "mark").any(of)
    };
    // "kept the plane from landing"
    if is_keeping(lemma) && matches!(word.relation(), "advcl" | "obl" | "xcomp") {
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
    if loose && !is_reaching(lemma) {
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

/// "warned the council of a flood", where the parser made the flood one of the council's.
pub(super) fn feared(syntax: &Syntax, at: usize, head: usize) -> Option<Factuality> {
    let told = &syntax.words()[head];
    let verb = told.head.filter(|_| matches!(told.relation(), "obj" | "iobj" | "nsubj:pass"))?;
    let of = syntax
        .dependents_by(at, "case")
        .any(|d| matches!(syntax.words()[d].lemma.as_str(), "of" | "about" | "against" | "over"));
    let feared = syntax.words()[at].relation() == "nmod" && of && syntax.words()[verb].lemma == "warn";
    feared.then_some(Factuality::Possible)
}

/// Verbs that lend their own time and mood to their nouns ("will take part in an attack").
pub(super) fn light(verb: &Word) -> bool {
    verb.upos == Upos::Verb && is_light(&verb.lemma)
}

/// The lemma of a verb with its particle: "call off".
fn with_particle(syntax: &Syntax, verb: usize) -> CompactString {
    let mut lemma = syntax.words()[verb].lemma.to_lowercase();
    if let Some(particle) = syntax.dependent(verb, "compound:prt") {
        lemma.push(' ');
        lemma.push_str(&syntax.words()[particle].lemma);
    }
    lemma
}
