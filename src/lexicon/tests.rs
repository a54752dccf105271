//! Tests of the lexicon's reader and of its data.

use std::path::Path;

use super::*;
use crate::ontology::{EntityType, EventClass, Role};

const PREFIXES: &str = "@prefix lex: <https://w3id.org/newsgraph/lexicon/en#> .
@prefix my: <https://example.org/lexicon#> .
@prefix ng: <https://w3id.org/newsgraph/ontology#> .
@prefix ontolex: <http://www.w3.org/ns/lemon/ontolex#> .
@prefix lexinfo: <http://www.lexinfo.net/ontology/3.0/lexinfo#> .
@prefix schema: <https://schema.org/> .
";

fn extended(turtle: &str) -> Result<Lexicon, LexiconError> {
    Lexicon::with(&[(Path::new("mine.ttl"), format!("{PREFIXES}{turtle}"))])
}

fn entry(form: &str, sense: &str) -> String {
    format!(
        "my:e a ontolex:LexicalEntry ; ontolex:canonicalForm [ ontolex:writtenRep \"{form}\"@en ] ;
         lexinfo:partOfSpeech lexinfo:verb ; ontolex:sense [ {sense} ] ."
    )
}

#[test]
fn senses_are_found_by_lemma_most_specific_first() {
    let lexicon = Lexicon::embedded();
    let found = |lemma, pos| -> Vec<(String, String)> {
        lexicon.senses(lemma, pos).iter().map(|s| (s.form.clone(), s.class.to_string())).collect()
    };
    let pair = |form: &str, class: &str| (form.to_owned(), class.to_owned());
    assert_eq!(found("earthquake", Pos::Noun), [pair("earthquake", "Earthquake")]);
    assert_eq!(found("earthquake", Pos::Verb), []);
    assert_eq!(found("open", Pos::Verb), [pair("open fire", "Shooting")]);
    let strikes = found("strike", Pos::Noun);
    assert!(strikes[0].0.contains(' '), "multi-word entries come first: {strikes:?}");
    assert_eq!(strikes.last(), Some(&pair("strike", "Strike")), "the bare sense comes last");
}

#[test]
fn roles_come_from_the_sense_then_its_pattern() {
    let lexicon = Lexicon::embedded();
    let table = [
        // head, part of speech, class, label, kind, role
        ("kill", Pos::Verb, EventClass::Killing, "ARG0", None, Some(Role::Agent)),
        ("kill", Pos::Verb, EventClass::Killing, "nsubj:pass", None, Some(Role::Patient)),
        ("kill", Pos::Verb, EventClass::Killing, "obl:agent", None, Some(Role::Agent)),
        ("kill", Pos::Verb, EventClass::Killing, "ARGM-LOC", None, Some(Role::Place)),
        ("kill", Pos::Verb, EventClass::Killing, "ARGM-TMP", None, None),
        ("explode", Pos::Verb, EventClass::Explosion, "nsubj", None, Some(Role::Patient)),
        ("visit", Pos::Verb, EventClass::Visit, "ARG1", Some(EntityType::Place), Some(Role::Destination)),
        ("visit", Pos::Verb, EventClass::Visit, "ARG1", Some(EntityType::Person), Some(Role::Patient)),
        ("sentence", Pos::Verb, EventClass::Sentencing, "ARG2", None, None),
        ("attack", Pos::Noun, EventClass::Attack, "compound", Some(EntityType::Place), Some(Role::Agent)),
    ];
    for (head, pos, class, label, kind, role) in table {
        let sense = lexicon.senses(head, pos).iter().find(|s| s.class == class && !s.multiword);
        let sense = sense.unwrap_or_else(|| panic!("{head} has no sense {class}"));
        assert_eq!(sense.role(label, "x", kind), role, "{label} of {head}");
    }
    let attack = &lexicon.senses("attack", Pos::Noun)[0];
    assert_eq!(attack.preposition_role("on", "town", None), Some(Role::Patient));
    assert_eq!(attack.preposition_role("by", "gunman", None), Some(Role::Agent));
    assert_eq!(attack.preposition_role("in", "town", Some(EntityType::Place)), Some(Role::Place));
    assert_eq!(attack.preposition_role("in", "May", None), None);
    assert_eq!(attack.role("compound", "rocket", None), Some(Role::Instrument));
}

#[test]
fn companions_and_constraints_tell_senses_apart() {
    let lexicon = Lexicon::embedded();
    let neighbour = |relation, lemma| Neighbour { relation, lemma, preposition: None };
    let open_fire = &lexicon.senses("open", Pos::Verb)[0];
    assert_eq!(open_fire.companions(&[neighbour("nsubj", "guard"), neighbour("obj", "fire")]), Some(vec![1]));
    assert_eq!(open_fire.companions(&[neighbour("obj", "door")]), None);

    let attack = lexicon.senses("attack", Pos::Noun).iter().find(|s| s.class == EventClass::Attack).unwrap();
    assert_eq!(attack.companions(&[neighbour("compound", "heart")]), None, "a heart attack is none");
    assert_eq!(attack.companions(&[neighbour("compound", "rebel")]), Some(vec![]));

    let free = lexicon.senses("free", Pos::Verb).iter().find(|s| s.class == EventClass::Release).unwrap();
    let filler = |lemma, kind| Filler {
        label: "ARG1",
        relation: "obj",
        preposition: None,
        lemma,
        kind,
        role: free.role("ARG1", lemma, kind),
    };
    assert!(free.admits(&[filler("Ada", Some(EntityType::Person))]));
    assert!(free.admits(&[filler("hostage", None)]));
    assert!(!free.admits(&[filler("fund", None)]));
    assert!(free.covers(Some("free.01")) && free.covers(None) && !free.covers(Some("free.04")));
    assert!(attack.may_modify("victim") && !attack.may_modify("helicopter"));
}

#[test]
fn a_governor_is_a_companion_only_by_name() {
    let any = Companion { lemmas: vec!["hold".into()], ..Companion::default() };
    let head = Companion { relations: vec!["head".into()], ..any.clone() };
    let governor = Neighbour { relation: "head", lemma: "hold", preposition: None };
    assert!(!any.is(&governor));
    assert!(head.is(&governor));
}

#[test]
fn users_add_and_replace_entries() {
    let lexicon = extended(&entry("smite", "ontolex:reference ng:Attack")).unwrap();
    let smite = &lexicon.senses("smite", Pos::Verb)[0];
    assert_eq!(smite.role("ARG1", "x", None), Some(Role::Patient), "the default pattern of verbs");

    let replaced = extended(
        "lex:kill-v a ontolex:LexicalEntry ; ontolex:canonicalForm [ ontolex:writtenRep \"kill\"@en ] ;
         lexinfo:partOfSpeech lexinfo:verb ; ontolex:sense [ ontolex:reference ng:Death ] .",
    );
    let classes: Vec<_> = replaced.unwrap().senses("kill", Pos::Verb).iter().map(|s| s.class).collect();
    assert_eq!(classes, [EventClass::Death]);
}

#[test]
fn mistakes_are_named() {
    let table = [
        (entry("smite", "ontolex:reference ng:Smiting"), "ontology#Smiting> is no event class"),
        (entry("smite", ""), "without event class"),
        (entry("smite", "ontolex:reference ng:Attack ; ng:wiht [ ng:lemma \"x\" ]"), "ng:wiht says nothing"),
        (entry("smite", "ontolex:reference ng:Attack ; ng:pattern my:none"), "is no pattern"),
        (entry("smite", "ontolex:reference ng:Attack ; ng:maps [ ng:label \"ARG1\" ; ng:role ng:hero ]"), "is no role"),
        (
            entry("smite", "ontolex:reference ng:Attack ; ng:maps [ ng:label \"ARG1\" ; ng:role ng:cause ]"),
            "is no role",
        ),
        (entry("smite", "ontolex:reference ng:Attack ; ng:maps [ ng:role ng:agent ]"), "without ng:label"),
        (entry("smite", "ontolex:reference ng:Attack ; ng:with [ ng:list my:none ]"), "is no word list"),
        (entry("smite", "ontolex:reference ng:Attack ; ng:with []"), "empty ng:with"),
        (entry("smite", "ontolex:reference ng:Attack ; ng:requires [ ng:role ng:agent ; ng:type ng:Elf ]"), "no type"),
        (entry("smite down", "ontolex:reference ng:Attack"), "which other words it needs"),
        ("my:e a ontolex:LexicalEntry ; lexinfo:partOfSpeech lexinfo:verb .".to_owned(), "has no written form"),
        ("my:e ontolex:canonicalForm [ ontolex:writtenRep \"x\" ] .".to_owned(), "is no lexical entry"),
        ("my:p a ng:Pattern ; ng:pattern my:q . my:q a ng:Pattern ; ng:pattern my:p .".to_owned(), "from itself"),
    ];
    for (turtle, expected) in table {
        let message = extended(&turtle).expect_err(&turtle).to_string();
        assert!(message.starts_with("mine.ttl: ") && message.contains("https://example.org/lexicon#"), "{message}");
        assert!(message.contains(expected), "{message} should say: {expected}");
    }
}

#[test]
fn all_mistakes_of_a_file_are_reported_and_nothing_is_added() {
    let mut lexicon = Lexicon::embedded();
    let before = lexicon.all().count();
    let turtle = format!("{PREFIXES}{} my:f a ontolex:LexicalEntry .", entry("smite", "ontolex:reference ng:X"));
    let error = lexicon.extend(Path::new("mine.ttl"), &turtle).unwrap_err();
    assert!(error.to_string().contains("2 mistakes"), "{error}");
    assert_eq!(lexicon.all().count(), before);
}

#[test]
fn syntax_errors_have_a_place() {
    let Err(LexiconError::Syntax { line, column, .. }) =
        extended("my:e a ontolex:LexicalEntry ;\n  ng:with [ oops ] .")
    else {
        panic!("that is not Turtle")
    };
    assert_eq!(line, PREFIXES.lines().count() as u64 + 2);
    assert!(column > 10, "column {column}");
}

#[test]
fn mistakes_have_a_place() {
    let good = entry("smite", "ontolex:reference ng:Attack");
    let bad = "  my:bad a ontolex:LexicalEntry ;\n    lexinfo:partOfSpeech lexinfo:verb .";
    let full = "<https://example.org/lexicon#worse> a ontolex:LexicalEntry ; lexinfo:partOfSpeech lexinfo:verb .";
    let Err(LexiconError::Entries { problems, .. }) = extended(&format!("{good}\n{bad}\n{full}\n")) else {
        panic!("two entries have no form")
    };
    let first = (PREFIXES.to_owned() + &good).lines().count();
    let places: Vec<(usize, usize)> = problems.iter().map(|p| (p.line, p.column)).collect();
    assert_eq!(places, [(first + 1, 3), (first + 3, 1)]);
    let message = extended(bad).unwrap_err().to_string();
    assert!(message.contains(":3: <https://example.org/lexicon#bad>"), "{message}");
}

#[test]
fn every_branch_has_its_share() {
    let lexicon = Lexicon::embedded();
    let entries: BTreeSet<&str> = lexicon.all().map(|s| s.entry.as_str()).collect();
    assert!(entries.len() >= 380, "{} entries", entries.len());
    for &class in EventClass::all() {
        match class.branch() {
            None => {}
            Some(branch) if branch == class => {
                let n = lexicon.all().filter(|s| s.class.is_a(branch)).count();
                assert!(n >= 15, "{branch} has {n} senses only");
            }
            Some(_) => assert!(lexicon.all().any(|s| s.class == class), "no word for {class}"),
        }
    }
}

#[test]
fn no_sense_stands_twice() {
    let lexicon = Lexicon::embedded();
    let senses: Vec<&Sense> = lexicon.all().collect();
    for (i, a) in senses.iter().enumerate() {
        for b in &senses[..i] {
            let same = (&a.form, a.pos, &a.class) == (&b.form, b.pos, &b.class);
            assert!(!(same && a.with == b.with && a.with_any == b.with_any), "{} {} stands twice", a.form, a.class);
        }
    }
}

/// Regular forms of a word and the irregular ones that its entry states.
fn forms(sense: &Sense) -> Vec<String> {
    let word = sense.head.to_string().to_lowercase();
    let stem = word.strip_suffix('e').unwrap_or(&word);
    let last = word.chars().last().unwrap_or_default();
    let mut forms = vec![word.clone(), format!("{word}s"), format!("{word}es"), format!("{word}ed")];
    forms.extend([format!("{word}d"), format!("{word}ing"), format!("{stem}ing")]);
    forms.extend([format!("{word}{last}ed"), format!("{word}{last}ing")]);
    if let Some(stem) = word.strip_suffix('y') {
        forms.extend([format!("{stem}ied"), format!("{stem}ies")]);
    }
    if let Some(stem) = word.strip_suffix("ie") {
        forms.push(format!("{stem}ying"));
    }
    forms.extend(sense.other_forms.iter().map(|f| f.to_string().to_lowercase()));
    forms
}

#[test]
fn every_sense_has_examples_with_its_word() {
    let mut missing = Vec::new();
    for sense in Lexicon::embedded().all() {
        let forms = forms(sense);
        for (kind, examples) in [("accept", &sense.accept), ("reject", &sense.reject)] {
            assert!(!examples.is_empty(), "{} {} has no {kind} example", sense.form, sense.class);
            for example in examples {
                let text = example.to_lowercase();
                let mut words = text.split(|c: char| !(c.is_alphanumeric() || c == '-'));
                if !words.any(|w| forms.iter().any(|f| f == w)) {
                    missing.push(format!("{}: {example}", sense.form));
                }
            }
        }
    }
    assert!(missing.is_empty(), "without the word:\n{}", missing.join("\n"));
}

#[test]
fn examples_are_not_used_twice() {
    let lexicon = Lexicon::embedded();
    let mut seen = BTreeSet::new();
    for example in lexicon.all().flat_map(|s| s.accept.iter().chain(&s.reject)) {
        assert!(seen.insert(example.as_str()), "used twice: {example}");
    }
}
