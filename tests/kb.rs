//! The knowledge base: what news name most is found, words are not taken for acronyms, every block of the file can be
//! read, and a user's own entries go first.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod program;

use std::path::Path;

use newsgraph::kb::{Kb, KbError, Qid, UserKb};
use newsgraph::ontology::{EntityType, Subtype};
use program::{Folder, MEETING};
use serde_json::Value;

fn kb() -> Kb {
    Kb::embedded().unwrap()
}

/// The QID of the entry that a name means first, among those of a type.
fn first(kb: &Kb, name: &str, entity_type: EntityType) -> Option<String> {
    let found = kb.candidates(name).into_iter().map(|c| c.entry).find(|id| kb.entity_type(*id) == entity_type)?;
    kb.entry(found).qid.map(|qid| qid.to_string())
}

#[test]
fn what_news_name_most_is_found() {
    use EntityType::{Organization, Person, Place};
    let kb = kb();
    for (name, entity_type, qid) in [
        ("Antony Blinken", Person, "Q7821917"),
        ("Benjamin Netanyahu", Person, "Q43723"),
        ("Isaac Herzog", Person, "Q983258"),
        ("Vladimir Putin", Person, "Q7747"),
        ("Volodymyr Zelensky", Person, "Q3874799"),
        ("Recep Tayyip Erdogan", Person, "Q39259"),
        ("Hamas", Organization, "Q38799"),
        ("Islamic Jihad", Organization, "Q117907"),
        ("Hezbollah", Organization, "Q41053"),
        ("Agence France-Presse", Organization, "Q40464"),
        ("AFP", Organization, "Q40464"),
        ("United Nations", Organization, "Q1065"),
        ("U.N.", Organization, "Q1065"),
        ("the UN", Organization, "Q1065"),
        ("NATO", Organization, "Q7184"),
        ("Nato", Organization, "Q7184"),
        ("European Union", Organization, "Q458"),
        ("EU", Organization, "Q458"),
        ("the White House", Organization, "Q35525"),
        ("Israel Defense Forces", Organization, "Q58967"),
        ("IDF", Organization, "Q58967"),
        ("UNRWA", Organization, "Q846656"),
        ("Gaza City", Place, "Q47492"),
        ("Gaza Strip", Place, "Q39760"),
        ("West Bank", Place, "Q36678"),
        ("Jerusalem", Place, "Q1218"),
        ("Tel Aviv", Place, "Q33935"),
        ("Ramallah", Place, "Q158119"),
        ("Qatar", Place, "Q846"),
        ("Israel", Place, "Q801"),
        ("United States", Place, "Q30"),
        ("U.S.", Place, "Q30"),
        ("US", Place, "Q30"),
        ("UK", Place, "Q145"),
        ("China", Place, "Q148"),
        ("Mexico", Place, "Q96"),
        ("Russia", Place, "Q159"),
        ("Uruguay", Place, "Q77"),
        ("Thailand", Place, "Q869"),
        ("Kyiv", Place, "Q1899"),
        ("Kiev", Place, "Q1899"),
        ("Paris", Place, "Q90"),
        ("D.C.", Place, "Q61"),
        ("Intel Corp.", Organization, "Q248"),
    ] {
        assert_eq!(first(&kb, name, entity_type).as_deref(), Some(qid), "{name}");
    }
}

#[test]
fn the_first_candidate_of_all_is_what_news_mean() {
    let kb = kb();
    for (name, qid) in [
        ("Hamas", "Q38799"),
        ("White House", "Q35525"),
        ("IDF", "Q58967"),
        ("AFP", "Q40464"),
        ("NATO", "Q7184"),
        ("Washington", "Q61"),
        ("Israel", "Q801"),
        ("Georgia", "Q230"),
        ("Ireland", "Q27"),
        ("Palestine", "Q219060"),
        ("BBC", "Q9531"),
        ("Reuters", "Q130879"),
        ("Pentagon", "Q11208"),
        ("Kremlin", "Q133274"),
    ] {
        let found = kb.candidates(name).first().map(|c| kb.entry(c.entry));
        assert_eq!(found.and_then(|e| e.qid).map(|q| q.to_string()).as_deref(), Some(qid), "{name}");
    }
}

#[test]
fn labels_are_those_of_news() {
    let kb = kb();
    for (qid, label, entity_type, subtype) in [
        ("Q30", "United States", EntityType::Place, Some(Subtype::Country)),
        ("Q148", "China", EntityType::Place, Some(Subtype::Country)),
        ("Q1899", "Kyiv", EntityType::Place, Some(Subtype::City)),
        ("Q99", "California", EntityType::Place, Some(Subtype::State)),
        ("Q584", "Rhine", EntityType::Place, Some(Subtype::RiverBodyOfWater)),
        ("Q38799", "Hamas", EntityType::Organization, Some(Subtype::ArmedGroup)),
        ("Q58967", "Israel Defense Forces", EntityType::Organization, Some(Subtype::SecurityForce)),
        ("Q9212", "United States Army", EntityType::Organization, Some(Subtype::SecurityForce)),
        ("Q34216", "Mossad", EntityType::Organization, Some(Subtype::SecurityForce)),
        ("Q43723", "Benjamin Netanyahu", EntityType::Person, None),
    ] {
        let id = kb.by_qid(qid.parse().unwrap()).unwrap_or_else(|| panic!("{qid}"));
        let entry = kb.entry(id);
        assert_eq!(entry.label, label);
        assert_eq!((entry.entity_type, entry.subtype), (entity_type, subtype), "{label}");
        assert_eq!((kb.entity_type(id), kb.subtype(id)), (entity_type, subtype), "{label}");
        assert_eq!(entry.country.as_deref(), kb.country(id), "{label}");
    }
}

#[test]
fn words_are_no_acronyms_and_codes_no_countries() {
    let kb = kb();
    for name in ["us", "who", "it", "in", "IN", "no", "a", "24", ""] {
        let wrong: Vec<String> = kb
            .candidates(name)
            .into_iter()
            .map(|c| kb.entry(c.entry))
            .filter(|e| e.subtype == Some(Subtype::Country) || e.label == "World Health Organization")
            .map(|e| e.label)
            .collect();
        assert!(wrong.is_empty(), "{name}: {wrong:?}");
    }
    assert_eq!(first(&kb, "WHO", EntityType::Organization).as_deref(), Some("Q7817"));
}

#[test]
fn places_have_coordinates_and_people() {
    let kb = kb();
    for (qid, latitude, longitude) in
        [("Q90", 48.9, 2.3), ("Q47492", 31.5, 34.5), ("Q3130", -33.9, 151.2), ("Q846", 25.0, 51.0)]
    {
        let entry = kb.entry(kb.by_qid(qid.parse().unwrap()).unwrap());
        let at = entry.coordinates.unwrap_or_else(|| panic!("{}", entry.label));
        assert!((at.latitude - latitude).abs() < 1.0 && (at.longitude - longitude).abs() < 1.0, "{entry:?}");
        assert!(entry.population.is_some_and(|p| p > 100_000), "{entry:?}");
        assert_eq!(kb.by_geonames(entry.geonames.unwrap()).map(|id| kb.entry(id)), Some(entry));
    }
}

/// Every entry can be read, is found by its identifiers, and by its own label.
#[test]
fn all_of_the_file_is_whole() {
    let kb = kb();
    let mut read = 0;
    for (i, id) in kb.ids().enumerate() {
        // Each block of 32 is met; all entries of all blocks would take minutes without optimisation.
        if i % 23 != 0 {
            continue;
        }
        let entry = kb.entry(id);
        assert!(!entry.label.is_empty() && !entry.label.contains(['\0', '\u{1f}', '\t', '\n']), "{entry:?}");
        match (entry.qid, entry.geonames) {
            (Some(qid), _) => assert_eq!(kb.by_qid(qid), Some(id), "{entry:?}"),
            (None, Some(geonames)) => assert_eq!(kb.by_geonames(geonames), Some(id), "{entry:?}"),
            (None, None) => panic!("no identifier: {entry:?}"),
        }
        let found = kb.candidates(&entry.label);
        assert!(found.iter().any(|c| c.entry == id && c.is_label && c.exact_case), "{entry:?}");
        let labels: Vec<_> = found.iter().filter(|c| c.is_label).collect();
        assert!(labels.windows(2).all(|w| kb.prior(w[0].entry) >= kb.prior(w[1].entry)), "{}", entry.label);
        read += 1;
    }
    assert!(read > 20_000, "only {read} entries read");
    assert_eq!(kb.by_qid(Qid(4_000_000_000)), None);
    assert_eq!(kb.by_qid(Qid(0)), None);
    assert_eq!(kb.by_geonames(1), None);
}

const TURTLE: &str = r#"
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix schema: <https://schema.org/> .
@prefix ng: <https://w3id.org/newsgraph/ontology#> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix ex: <https://example.org/> .

ex:kolmas a schema:City ; skos:prefLabel "Kolmås"@nb, "Kolmas"@en ; skos:altLabel "Kolmaas" ;
    skos:definition "a town that does not exist" ; schema:latitude 61.5 ; schema:longitude -7.25 ; schema:addressCountry "no" .
ex:israel skos:prefLabel "Israel (our file)"@en ; skos:exactMatch wd:Q801 .
ex:front a ng:ArmedGroup ; skos:prefLabel "Hamas" ; skos:exactMatch wd:Q999999999, <https://dbpedia.org/resource/X> .
ex:scheme a skos:ConceptScheme .
"#;

#[test]
fn what_the_user_says_goes_first() {
    let ours = kb();
    let user = UserKb::parse(Path::new("mine.ttl"), TURTLE).unwrap();
    assert_eq!(user.len(), 3);
    let kb = ours.with_user(user);

    let town = kb.entry(kb.candidates("kolmas")[0].entry);
    assert_eq!(town.iri.as_deref(), Some("https://example.org/kolmas"));
    assert_eq!((town.label.as_str(), town.subtype), ("Kolmas", Some(Subtype::City)));
    assert_eq!(town.country.as_deref(), Some("NO"));
    assert_eq!(town.coordinates.map(|c| (c.latitude, c.longitude)), Some((61.5, -7.25)));

    // It takes the place of ours, and what it does not say is filled in.
    let found = kb.candidates("State of Israel");
    assert_eq!(found.len(), 1);
    let israel = kb.entry(found[0].entry);
    assert_eq!(israel.label, "Israel (our file)");
    assert_eq!(israel.subtype, Some(Subtype::Country));
    assert_eq!(israel.iris()[..2], ["https://example.org/israel", "http://www.wikidata.org/entity/Q801"]);
    assert!(israel.aliases.iter().any(|a| a == "Israel") && israel.geonames.is_some());
    assert_eq!(kb.by_qid(Qid(801)), Some(found[0].entry));
    assert_eq!(kb.by_geonames(israel.geonames.unwrap()), Some(found[0].entry));
    assert_eq!(kb.search("Israel (our", 3)[0], found[0].entry);
    assert_eq!(kb.ids().filter(|id| kb.entry(*id).qid == Some(Qid(801))).take(2).count(), 1);

    // A QID that we do not know is knowledge of the user's; of two with one name the user's is first.
    let front = kb.candidates("Hamas");
    assert_eq!(kb.entry(front[0].entry).qid, Some(Qid(999_999_999)));
    assert!(front.iter().any(|c| kb.entry(c.entry).qid == Some(Qid(38799))));
    // Ours is as it was.
    assert_eq!(ours.entry(ours.by_qid(Qid(801)).unwrap()).label, "Israel");
}

#[test]
fn a_later_file_goes_before_an_earlier_one() {
    let table = "qid\tlabel\ttype\taliases\tdescription\tcountry\n\
        Q801\tIsrael 2\tCountry\tIsr A | Isr B\t\tIL\n\
        http://www.wikidata.org/entity/Q1234567890\tAnna Example\tPerson\t\tminister\t\n";
    let kb = kb().with_user(UserKb::parse(Path::new("a.ttl"), TURTLE).unwrap());
    let kb = kb.with_user(UserKb::parse(Path::new("b.tsv"), table).unwrap());
    let israel = kb.entry(kb.by_qid(Qid(801)).unwrap());
    assert_eq!(israel.label, "Israel 2");
    assert!(israel.aliases.iter().any(|a| a == "Isr B") && israel.aliases.iter().any(|a| a == "Israel (our file)"));
    assert!(israel.iris().iter().any(|iri| iri == "https://example.org/israel"));
    assert_eq!(kb.candidates("israel 2").len(), 1);
    assert_eq!(kb.candidates("Anna Example").len(), 1);
}

#[test]
fn an_entry_that_comes_again_is_there_once() {
    let file = |label: &str| format!("qid\ttype\tlabel\taliases\nQ4200000001\tPerson\t{label}\tZadie Quill\n");
    let user = |label: &str| UserKb::parse(Path::new("a.tsv"), &file(label)).unwrap();
    let kb = kb().with_user(user("Zadie Quillfeather")).with_user(user("Zadie Q. Quillfeather"));
    for (name, is_label) in [("Zadie Quill", false), ("Zadie Quillfeather", false), ("Zadie Q. Quillfeather", true)] {
        let found = kb.candidates(name);
        assert_eq!(found.len(), 1, "{name}: {found:?}");
        assert_eq!(found[0].is_label, is_label, "{name}");
    }
}

#[test]
fn names_go_on_after_their_beginning() {
    let table = "qid\ttype\tlabel\nQ4200000001\tOrganization\tZadie Quill Institute\n";
    let kb = kb().with_user(UserKb::parse(Path::new("a.tsv"), table).unwrap());
    for (name, label) in
        [("Zadie Quill", Some("Zadie Quill Institute")), ("Zadie Quill Institute", None), ("Zadie Qu", None)]
    {
        let found = kb.beginning_with(name, 10);
        assert_eq!(found.first().map(|id| kb.entry(*id).label).as_deref(), label, "{name}");
    }
}

#[test]
fn mistakes_are_named_with_their_place() {
    let head =
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix wd: <http://www.wikidata.org/entity/> .\n";
    for (name, text, place, part) in [
        (
            "a.ttl",
            format!("{head}<https://e.org/a> skos:prefLabel \"A\" ;; .\n\n<https://e.org/b> skos:prefLabel \"B ."),
            "a.ttl:5:",
            "not valid Turtle",
        ),
        (
            "a.ttl",
            format!("{head}<https://e.org/a> skos:prefLabel \"A\" ;\n  skos:exactMatch wd:Q12x ."),
            "a.ttl:4:",
            "Q12x is no QID",
        ),
        ("a.ttl", format!("{head}<https://e.org/a> skos:exactMatch wd:Q12 ."), "a.ttl:3:", "no skos:prefLabel"),
        (
            "a.ttl",
            format!("{head}<https://e.org/a> skos:prefLabel \"A\" ;\n skos:exactMatch <https://sws.geonames.org/x/> ."),
            "a.ttl:4:",
            "GeoNames",
        ),
        ("a.tsv", "qid\tlabel\nQ1\tA\nQ12x\tB\n".to_owned(), "a.tsv:3:1:", "Q12x is no QID"),
        ("a.tsv", "qid\tlabel\nQ1\n".to_owned(), "a.tsv:2:1:", "1 cells"),
        ("a.tsv", "qid\tname\n".to_owned(), "a.tsv:1:5:", "no column \"name\""),
        ("a.tsv", "iri\tlabel\ttype\nx:1\tA\tDragon\n".to_owned(), "a.tsv:2:7:", "no type Dragon"),
        ("a.tsv", "iri\tlabel\n\tA\n".to_owned(), "a.tsv:2:1:", "no identifier"),
        ("a.tsv", "iri\tlabel\tcountry\nx:1\tA\tFrance\n".to_owned(), "a.tsv:2:7:", "no country"),
        ("a.tsv", String::new(), "a.tsv:1:1:", "empty"),
        ("a.csv", "qid,label\n".to_owned(), "a.csv: ", ".tsv"),
    ] {
        let error = UserKb::parse(Path::new(name), &text).map(|_| ()).unwrap_err().to_string();
        assert!(error.starts_with(place) && error.contains(part), "{error}");
    }
    let missing = UserKb::read(Path::new("/no/such/file.ttl"));
    assert!(matches!(missing, Err(KbError::Unreadable { .. })), "{missing:?}");
}

#[test]
fn search_finds_names_and_beginnings() {
    let folder = Folder::with(&[("mine.ttl", TURTLE.as_bytes())]);
    let table = folder.run(&["kb", "search", "antony blinken"]).done();
    let lines: Vec<&str> = table.lines().collect();
    assert!(lines[0].starts_with("id") && lines[2].starts_with("Q7821917"), "{table}");
    assert!(lines[2].contains("Antony Blinken") && lines[2].contains("Politician"), "{table}");

    let json = folder.run(&["kb", "search", "gaza", "--limit", "3", "--format", "jsonl"]).done();
    let found: Vec<Value> = json.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(found.len(), 3);
    assert!(found.iter().any(|e| e["wikidata"] == "Q39760" && e["type"] == "Place"), "{json}");

    let own = folder.run(&["kb", "search", "kolm", "--kb", "mine.ttl", "--limit", "1"]).done();
    assert!(own.contains("https://example.org/kolmas"), "{own}");
    let none = folder.run(&["kb", "search", "zzzz nobody"]);
    assert!(none.code == 1 && none.err.contains("zzzz nobody"), "{none:?}");
}

#[test]
fn show_tells_all_or_says_what_is_wrong() {
    let folder = Folder::with(&[("mine.ttl", TURTLE.as_bytes())]);
    let by_qid = folder.run(&["kb", "show", "Q47492"]).done();
    assert!(by_qid.contains("Gaza City") && by_qid.contains("https://sws.geonames.org/281133/"), "{by_qid}");
    for same in ["281133", "http://www.wikidata.org/entity/Q47492", "https://sws.geonames.org/281133/"] {
        assert_eq!(folder.run(&["kb", "show", same]).done(), by_qid, "{same}");
    }
    let json: Value = serde_json::from_str(&folder.run(&["kb", "show", "Q47492", "--format", "json"]).done()).unwrap();
    assert_eq!((&json["geonames"], &json["country"]), (&Value::from(281_133), &Value::from("PS")));
    let own = folder.run(&["kb", "show", "https://example.org/kolmas", "--kb", "mine.ttl"]).done();
    assert!(own.contains("a town that does not exist"), "{own}");

    for (id, code, part) in [
        ("Q4000000000", 1, "not in the knowledge base"),
        ("https://example.org/kolmas", 1, "not in the knowledge base"),
        ("Q12x", 2, "no identifier"),
    ] {
        let ran = folder.run(&["kb", "show", id]);
        assert!(ran.code == code && ran.err.contains(part) && ran.out.is_empty(), "{ran:?}");
    }
}

#[test]
fn a_broken_file_of_the_user_stops_a_build() {
    let files = [("a.txt", MEETING.as_bytes()), ("mine.tsv", b"qid\tlabel\nQ12x\tA\n".as_slice())];
    let folder = Folder::with(&files);
    for args in [["build", "a.txt", "--kb", "mine.tsv"], ["annotate", "a.txt", "--kb", "mine.tsv"]] {
        let ran = folder.run(&args);
        assert!(ran.code == 2 && ran.err.contains("mine.tsv:2:1: Q12x is no QID") && ran.out.is_empty(), "{ran:?}");
    }
    let missing = folder.run(&["kb", "search", "Qatar", "--kb", "none.ttl"]);
    assert!(missing.code == 1 && missing.err.contains("cannot read none.ttl"), "{missing:?}");
}
