//! Sentences of one parse each, and how real their events are.

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
