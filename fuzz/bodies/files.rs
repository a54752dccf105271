//! Files of a user: lexicon, knowledge base, overrides; and the guard that stands before their parsers.

use std::path::Path;
use std::sync::LazyLock;

use newsgraph::bounds::{self, Syntax};
use newsgraph::identity::Overrides;
use newsgraph::kb::{Kb, UserKb};
use newsgraph::lexicon::Lexicon;

use super::material::Choices;

const TURTLE: &[&str] = &[
    "@prefix ng: <https://w3id.org/newsgraph/ontology#> .\n",
    "@prefix my: <urn:x#> .\n",
    "@base <urn:b> .",
    "<urn:a>",
    "<urn:b>",
    "my:a",
    "a",
    "my:p",
    "\"text\"",
    "'x'@en",
    "\"\"\"long\n\"\"\"",
    "12",
    "1.5",
    "1e9",
    "true",
    ".",
    ";",
    ",",
    "[",
    "]",
    "(",
    ")",
    "\n",
    "# note\n",
    "_:b",
    "<<(",
    ")>>",
    "^^",
    "<http://www.w3.org/2004/02/skos/core#prefLabel>",
    "<http://www.w3.org/2004/02/skos/core#altLabel>",
    "<http://www.w3.org/2004/02/skos/core#exactMatch>",
    "<http://www.wikidata.org/entity/Q42>",
    "<http://www.wikidata.org/entity/Q99999999999>",
    "<https://schema.org/latitude>",
    "<https://w3id.org/newsgraph/kg/entity/Q801>",
    "<https://w3id.org/newsgraph/ontology#differentFrom>",
    "<https://w3id.org/newsgraph/kg/article/0f2c5a1b9d3e4f60#char=0,5>",
    "\"99e999\"",
    "<https://sws.geonames.org/12/>",
    "<http://www.w3.org/ns/lemon/ontolex#LexicalEntry>",
    "ng:Attack",
    "<https://schema.org/Person>",
];

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::embedded);
static KB: LazyLock<Kb> = LazyLock::new(|| Kb::embedded().unwrap());

const ENTRY: &[&str] = &[
    "my:e a ontolex:LexicalEntry ;",
    "lexinfo:partOfSpeech lexinfo:verb ;",
    "ontolex:canonicalForm [ ontolex:writtenRep \"smite\" ] ;",
    "ontolex:sense [",
    "ontolex:reference ng:Attack",
    "ontolex:reference ng:Nothing ;",
    "] .",
    "ng:with [",
    "]",
    ";",
    ".",
    "(",
    ")",
    "\"a b c\"",
    "\"\"",
    "ng:patient",
    "ng:role",
    "ng:pattern my:e ;",
    "my:e ng:extends my:e .",
    "lexinfo:noun",
    "42",
    "a",
    "my:f",
];

/// A lexicon is read or refused with a place.
pub(super) fn lexicon(bytes: &[u8]) {
    let mut choices = Choices(bytes);
    let pieces = if choices.byte() < 80 { TURTLE } else { ENTRY };
    let head = "@prefix ng: <https://w3id.org/newsgraph/ontology#> . @prefix my: <urn:x#> .\n\
        @prefix ontolex: <http://www.w3.org/ns/lemon/ontolex#> . @prefix lexinfo: <http://www.lexinfo.net/ontology/3.0/lexinfo#> .\n";
    let text = format!("{head}{}", choices.pieces(pieces, 50));
    // Most cases are refused by the parser, before the embedded entries are needed.
    if let Err(error) = LEXICON.clone().extend(Path::new("fuzz.ttl"), &text) {
        assert!(error.to_string().contains("fuzz.ttl"), "{error}");
    }
}

/// A knowledge base is read or refused with a place; what is read can be looked up.
pub(super) fn knowledge_base(bytes: &[u8]) {
    let mut choices = Choices(bytes);
    let table = choices.byte() % 2 == 0;
    let (file, text) = if table {
        let cells = [
            "label", "qid", "aliases", "country", "type", "geonames", "iri", "\t", "\t", "\t", "\n", "\n", "Q42",
            "Ana Lima", "|", "person", "NO", "x", "12",
        ];
        let head = choices.one(&[
            "label\tqid\ttype\taliases\n",
            "label\n",
            "qid\n",
            "label\tgeonames\tcountry\tdescription\n",
            "",
        ]);
        ("fuzz.tsv", format!("{head}{}", choices.pieces(&cells, 40)))
    } else {
        ("fuzz.ttl", choices.pieces(TURTLE, 50))
    };
    match UserKb::parse(Path::new(file), &text) {
        Ok(user) => {
            let own = user.len();
            let kb = KB.with_user(user);
            for name in ["Ana Lima", "text", "x", "Oslo"] {
                for candidate in kb.candidates(name) {
                    let entry = kb.entry(candidate.entry);
                    assert!(
                        !entry.label.trim().is_empty() && kb.prior(candidate.entry).is_finite(),
                        "{entry:?} of {own}"
                    );
                }
            }
        }
        Err(error) => assert!(error.to_string().contains(file), "{error}"),
    }
}

/// Overrides are read or refused with a place; what is read is read again from what is written.
pub(super) fn overrides(bytes: &[u8]) {
    let text = Choices(bytes).pieces(TURTLE, 50);
    let file = Path::new("fuzz.ttl");
    match Overrides::parse(file, &text) {
        Ok(read) => {
            let again = Overrides::parse(file, &text).unwrap();
            assert_eq!(read.statements().len(), again.statements().len());
        }
        Err(error) => assert!(error.to_string().contains("fuzz.ttl"), "{error}"),
    }
}

/// What the guard lets through, the parsers read without going deeper than they should; and it never refuses what does
/// not nest at all.
pub(super) fn nesting(bytes: &[u8]) {
    let text = Choices(bytes).pieces(TURTLE, 60);
    for syntax in [Syntax::Turtle, Syntax::Json, Syntax::Xml] {
        let brackets = text.bytes().chain(bytes.iter().copied()).filter(|b| b"([{<".contains(b)).count();
        if brackets < bounds::DEEPEST && !text.contains("<!") && !bytes.windows(2).any(|w| w == b"<!") {
            assert!(bounds::check(text.as_bytes(), syntax).is_ok(), "{text}");
            assert!(bounds::check(bytes, syntax).is_ok(), "{bytes:?}");
        }
        let _ = bounds::check(bytes, syntax);
    }
    let _ = bounds::weight(&text);
    let _ = bounds::weight(&String::from_utf8_lossy(bytes));
}
