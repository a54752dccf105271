//! How real an event is said to be: negation, modals, plans, demands, conditions (after `FactBank`, Saurí and
//! Pustejovsky 2009).

mod asserted;
mod beside;
mod governors;
#[cfg(test)]
mod tests;
mod words;

use crate::ontology::Factuality;
use crate::text::Article;
use crate::text::syntax::Syntax;
use beside::{beside, is_purpose};
use governors::{feared, governed, light};
use words::{WORDS, Way};

pub(super) use asserted::is_asserted;

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
            (Some(found), None | Some(Plan::Modal))
            | (Some(found @ (Factuality::Negated | Factuality::Happened)), Some(Plan::Word)) => return found,
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

/// True for an event in the main clause of a question.
fn asks(article: &Article, syntax: &Syntax, i: usize) -> bool {
    let sentence = &syntax.sentences()[syntax.words()[i].sentence];
    let root = sentence.words.clone().find(|&w| syntax.words()[w].head.is_none());
    let last = sentence.words.end - 1;
    syntax.words()[last].span.of(&article.text) == "?" && (root == Some(i) || syntax.words()[i].head == root)
}
