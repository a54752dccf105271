//! The ontology, its alignments, the canned queries and the constants of the program must agree with one another and
//! with the published vocabularies.

#![expect(clippy::unwrap_used, reason = "a failed step of a test must stop it")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use newsgraph::ontology::{
    ALIGNMENTS, CountQualifier, EntityType, EventClass, Factuality, LEXICON_PREFIXES, ONTOLOGY, PREFIXES, Property,
    QUERIES, Role, Stance, Status, Subtype, compact, dcterms, foaf, gaf, geo, is_declared, itsrdf, lexinfo, lime, ng,
    nif, ontolex, org, owl, prov, rdf, rdfs, schema, sem, skos, time, undeclared, void, xsd,
};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Dataset, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNodeRef, Quad, TermRef};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn turtle(text: &str) -> Vec<Quad> {
    RdfParser::from_format(RdfFormat::Turtle).for_slice(text).collect::<Result<_, _>>().unwrap()
}

fn ontology() -> Dataset {
    turtle(ONTOLOGY).into_iter().collect()
}

/// The named subjects that have that type, in the ontology's own namespace.
fn own_of_type(dataset: &Dataset, class: NamedNodeRef<'_>) -> BTreeSet<String> {
    dataset
        .quads_for_predicate(rdf::TYPE)
        .filter(|quad| quad.object == TermRef::NamedNode(class))
        .filter_map(|quad| match quad.subject {
            NamedOrBlankNodeRef::NamedNode(node) => node.as_str().strip_prefix(ng::NAMESPACE).map(str::to_owned),
            NamedOrBlankNodeRef::BlankNode(_) => None,
        })
        .collect()
}

fn own_terms(dataset: &Dataset) -> BTreeSet<String> {
    dataset
        .quads_for_predicate(rdfs::IS_DEFINED_BY)
        .filter_map(|quad| match quad.subject {
            NamedOrBlankNodeRef::NamedNode(node) => node.as_str().strip_prefix(ng::NAMESPACE).map(str::to_owned),
            NamedOrBlankNodeRef::BlankNode(_) => None,
        })
        .collect()
}

fn properties(dataset: &Dataset) -> BTreeSet<String> {
    [owl::OBJECT_PROPERTY, owl::DATATYPE_PROPERTY, owl::ANNOTATION_PROPERTY]
        .into_iter()
        .flat_map(|kind| own_of_type(dataset, kind))
        .collect()
}

/// Values of a property of an `ng:` term that are English, or not text at all.
fn values<'a>(dataset: &'a Dataset, local: &str, property: NamedNodeRef<'_>) -> Vec<TermRef<'a>> {
    let subject = NamedNode::new_unchecked(format!("{}{local}", ng::NAMESPACE));
    let property = property.into_owned();
    dataset
        .quads_for_subject(subject.as_ref())
        .filter(|quad| quad.predicate == property.as_ref())
        .map(|quad| quad.object)
        .filter(|object| !matches!(object, TermRef::Literal(literal) if literal.language() != Some("en")))
        .collect()
}

/// The files of a folder and the folders in it that have that extension, sorted.
fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![root().join(folder)]);
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_string_lossy().into_owned()
}

#[test]
fn every_constant_is_declared() {
    let modules = [
        ng::ALL,
        schema::ALL,
        sem::ALL,
        gaf::ALL,
        nif::ALL,
        itsrdf::ALL,
        prov::ALL,
        time::ALL,
        skos::ALL,
        org::ALL,
        geo::ALL,
        foaf::ALL,
        dcterms::ALL,
        void::ALL,
        rdf::ALL,
        rdfs::ALL,
        xsd::ALL,
        owl::ALL,
        ontolex::ALL,
        lime::ALL,
        lexinfo::ALL,
    ];
    let constants = modules.into_iter().flatten().copied();
    let enums = (EventClass::all().iter().map(|v| v.iri()))
        .chain(Role::ALL.iter().map(|v| v.iri()))
        .chain(Factuality::ALL.iter().map(|v| v.iri()))
        .chain(CountQualifier::ALL.iter().map(|v| v.iri()))
        .chain(Stance::ALL.iter().map(|v| v.iri()))
        .chain(Status::ALL.iter().map(|v| v.iri()))
        .chain(Property::ALL.iter().map(|v| v.iri()))
        .chain(Property::ALL.iter().filter_map(|v| v.inverse()))
        .chain(EntityType::ALL.iter().map(|v| v.iri()))
        .chain(Subtype::ALL.iter().map(|v| v.iri()));
    let missing: Vec<_> = constants.chain(enums).filter(|term| !is_declared(*term)).collect();
    assert!(missing.is_empty(), "not in the ontology or in the term lists: {missing:?}");
}

#[test]
fn every_term_of_the_ontology_has_a_constant() {
    let dataset = ontology();
    let constants: BTreeSet<_> = ng::ALL
        .iter()
        .copied()
        .chain(EventClass::all().iter().map(|class| class.iri()))
        .map(|term| term.as_str().trim_start_matches(ng::NAMESPACE).to_owned())
        .collect();
    // The classes of value individuals and the notation datatypes are never written by the program.
    let unwritten = ["FactualityValue", "CountQualifierValue", "StanceValue", "StatusValue"];
    let datatypes = own_of_type(&dataset, rdfs::DATATYPE);
    let without: Vec<_> = own_terms(&dataset)
        .into_iter()
        .filter(|term| !constants.contains(term) && !unwritten.contains(&term.as_str()) && !datatypes.contains(term))
        .collect();
    assert!(without.is_empty(), "terms without a constant in src/ontology: {without:?}");
}

#[test]
fn files_use_no_undeclared_term() {
    for path in files("ontology", "ttl") {
        let text = std::fs::read_to_string(&path).unwrap();
        let quads: Vec<_> = RdfParser::from_format(RdfFormat::Turtle)
            .for_slice(&text)
            .collect::<Result<_, _>>()
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let unknown = undeclared(quads.iter().map(Quad::as_ref));
        assert!(unknown.is_empty(), "{}: {unknown:?}", path.display());

        // Beyond properties and classes: whatever else lies in a vocabulary that has a term list.
        let namespaces: Vec<_> =
            PREFIXES.iter().chain(LEXICON_PREFIXES).map(|(_, ns)| *ns).filter(|ns| !ns.contains("wikidata")).collect();
        for quad in &quads {
            for iri in [quad.subject.to_string(), quad.object.to_string()] {
                let iri = iri.trim_start_matches('<').trim_end_matches('>');
                if namespaces.iter().any(|ns| iri.len() > ns.len() && iri.starts_with(ns)) {
                    assert!(is_declared(NamedNodeRef::new_unchecked(iri)), "{}: {iri}", path.display());
                }
            }
        }
    }
}

#[test]
fn files_give_properties_the_kind_of_value_they_take() {
    let dataset = ontology();
    let (objects, data) = (own_of_type(&dataset, owl::OBJECT_PROPERTY), own_of_type(&dataset, owl::DATATYPE_PROPERTY));
    let mut wrong = BTreeSet::new();
    for path in files("ontology", "ttl") {
        for quad in turtle(&std::fs::read_to_string(&path).unwrap()) {
            let Some(local) = quad.predicate.as_str().strip_prefix(ng::NAMESPACE) else { continue };
            let literal = matches!(quad.object.as_ref(), TermRef::Literal(_));
            if (literal && objects.contains(local)) || (!literal && data.contains(local)) {
                wrong.insert(format!("{}: ng:{local} {}", path.display(), quad.object));
            }
        }
    }
    assert!(wrong.is_empty(), "a literal for an object property, or the other way round: {wrong:#?}");
}

#[test]
fn every_term_is_labelled_and_defined_once() {
    let dataset = ontology();
    let terms = own_terms(&dataset);
    assert!(terms.len() > 180, "only {} terms", terms.len());
    for term in &terms {
        for property in [rdfs::LABEL, skos::DEFINITION, rdfs::IS_DEFINED_BY] {
            assert_eq!(values(&dataset, term, property).len(), 1, "ng:{term} {property}");
        }
    }
    for term in own_of_type(&dataset, owl::CLASS).into_iter().chain(properties(&dataset)) {
        assert!(!values(&dataset, &term, skos::EXAMPLE).is_empty(), "ng:{term} has no skos:example");
    }
    // Whatever has a type is a term, and the other way round.
    let typed: BTreeSet<_> = own_of_type(&dataset, owl::CLASS)
        .into_iter()
        .chain(properties(&dataset))
        .chain(own_of_type(&dataset, owl::NAMED_INDIVIDUAL))
        .chain(own_of_type(&dataset, rdfs::DATATYPE))
        .collect();
    assert_eq!(terms, typed);
}

#[test]
fn classes_properties_and_individuals_are_apart() {
    let dataset = ontology();
    let kinds = [
        ("class", own_of_type(&dataset, owl::CLASS)),
        ("object property", own_of_type(&dataset, owl::OBJECT_PROPERTY)),
        ("datatype property", own_of_type(&dataset, owl::DATATYPE_PROPERTY)),
        ("annotation property", own_of_type(&dataset, owl::ANNOTATION_PROPERTY)),
        ("individual", own_of_type(&dataset, owl::NAMED_INDIVIDUAL)),
        ("datatype", own_of_type(&dataset, rdfs::DATATYPE)),
    ];
    for (i, (one, these)) in kinds.iter().enumerate() {
        for (other, those) in &kinds[i + 1..] {
            let both: Vec<_> = these.intersection(those).collect();
            assert!(both.is_empty(), "both {one} and {other}: {both:?}");
        }
    }
}

#[test]
fn event_tree_is_that_of_the_program() {
    let dataset = ontology();
    let mut in_file = BTreeMap::new();
    for class in own_of_type(&dataset, owl::CLASS) {
        if let [TermRef::NamedNode(parent)] = values(&dataset, &class, rdfs::SUB_CLASS_OF)[..] {
            in_file.insert(class, parent.as_str().trim_start_matches(ng::NAMESPACE).to_owned());
        }
    }
    // Only what hangs under ng:Event.
    let under_event: BTreeMap<_, _> = in_file
        .iter()
        .filter(|(class, _)| {
            let mut above = Some(*class);
            while let Some(name) = above {
                if name == "Event" {
                    return true;
                }
                above = in_file.get(name);
            }
            false
        })
        .map(|(class, parent)| (class.clone(), parent.clone()))
        .collect();
    let in_program: BTreeMap<_, _> = EventClass::all()
        .iter()
        .map(|class| (class.name().to_owned(), class.parent().map_or(sem::EVENT.as_str(), EventClass::name).to_owned()))
        .collect();
    assert_eq!(in_program, under_event);

    let branches: Vec<_> = EventClass::all().iter().filter(|c| c.parent() == Some(EventClass::Event)).collect();
    assert_eq!(branches.len(), 12);
    let leaves = EventClass::all().iter().filter(|c| !EventClass::all().iter().any(|d| d.parent() == Some(**c)));
    assert!(leaves.count() >= 80);
    for class in EventClass::all() {
        assert!(!values(&dataset, class.name(), skos::EXAMPLE).is_empty(), "ng:{class} has no skos:example");
    }
}

#[test]
fn roles_are_actors_where_they_say_so() {
    let dataset = ontology();
    for role in Role::ALL {
        let Some(local) = role.iri().as_str().strip_prefix(ng::NAMESPACE) else { continue };
        let above = values(&dataset, local, rdfs::SUB_PROPERTY_OF);
        assert_eq!(above.contains(&TermRef::NamedNode(sem::HAS_ACTOR)), role.is_actor(), "{role}");
    }
}

#[test]
fn value_enums_hold_all_individuals_of_their_class() {
    let dataset = ontology();
    let locals = |iris: Vec<NamedNodeRef<'static>>| -> BTreeSet<String> {
        iris.iter().map(|iri| iri.as_str().trim_start_matches(ng::NAMESPACE).to_owned()).collect()
    };
    for (class, values) in [
        ("FactualityValue", locals(Factuality::ALL.iter().map(|v| v.iri()).collect())),
        ("CountQualifierValue", locals(CountQualifier::ALL.iter().map(|v| v.iri()).collect())),
        ("StanceValue", locals(Stance::ALL.iter().map(|v| v.iri()).collect())),
        ("StatusValue", locals(Status::ALL.iter().map(|v| v.iri()).collect())),
    ] {
        let class = NamedNode::new_unchecked(format!("{}{class}", ng::NAMESPACE));
        assert_eq!(own_of_type(&dataset, class.as_ref()), values, "{class}");
    }
}

#[test]
fn subtypes_carry_the_local_name_of_their_class() {
    for subtype in Subtype::ALL {
        assert!(
            subtype.iri().as_str().ends_with(&format!("/{subtype}"))
                || subtype.iri().as_str().ends_with(&format!("#{subtype}"))
        );
        assert_eq!(Subtype::from_name(subtype.name()), Some(*subtype));
    }
    for (subtype, entity_type) in [
        (Subtype::GovernmentOrganization, EntityType::Organization),
        (Subtype::IntergovernmentalOrganization, EntityType::Organization),
        (Subtype::Country, EntityType::Place),
        (Subtype::LandmarksOrHistoricalBuildings, EntityType::Place),
    ] {
        assert_eq!(subtype.entity_type(), entity_type, "{subtype}");
    }
}

#[test]
fn alignments_speak_of_declared_terms_only() {
    let quads = turtle(ALIGNMENTS);
    let own = own_terms(&ontology());
    let mut aligned = BTreeSet::new();
    for quad in &quads {
        if let NamedOrBlankNodeRef::NamedNode(node) = quad.subject.as_ref()
            && let Some(local) = node.as_str().strip_prefix(ng::NAMESPACE)
        {
            assert!(own.contains(local), "ng:{local}");
            aligned.insert(local.to_owned());
        }
        if let TermRef::NamedNode(node) = quad.object.as_ref()
            && let Some(item) = node.as_str().strip_prefix(newsgraph::ontology::WIKIDATA)
        {
            assert!(item.len() > 1 && item.starts_with('Q') && item[1..].bytes().all(|b| b.is_ascii_digit()), "{item}");
        }
    }
    assert!(aligned.len() > 60, "only {} terms are aligned", aligned.len());
}

#[test]
fn queries_are_listed_described_and_parse() {
    let on_disk: Vec<_> = files("ontology/queries", "rq").iter().map(|path| stem(path)).collect();
    let listed: Vec<_> = QUERIES.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(listed, on_disk);
    for (name, text) in QUERIES {
        assert!(
            text.starts_with("# ") && text.lines().next().unwrap().len() > 20,
            "{name} does not say what it answers"
        );
        let query = SparqlEvaluator::new().parse_query(text);
        assert!(query.is_ok(), "{name}: {:?}", query.err());
        // Every prefixed name in it.
        let prefixes: BTreeMap<_, _> = PREFIXES.iter().copied().collect();
        let body: String = text.lines().filter(|line| !line.starts_with(['#', 'P'])).collect::<Vec<_>>().join("\n");
        let names: Vec<_> = body
            .split(|c: char| !c.is_ascii_alphanumeric() && c != ':' && c != '_')
            .filter_map(|word| word.split_once(':'))
            .filter_map(|(prefix, local)| Some(format!("{}{local}", prefixes.get(prefix)?)))
            .collect();
        assert!(names.len() > 2, "{name}: no terms found");
        for iri in names {
            assert!(is_declared(NamedNodeRef::new_unchecked(&iri)), "{name}: {iri}");
        }
    }
}

/// A small graph by hand that has something for every query, so that none of them is empty by mistake.
const SAMPLE: &str = r#"
@prefix ng: <https://w3id.org/newsgraph/ontology#> .
@prefix schema: <https://schema.org/> .
@prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> .
@prefix gaf: <http://groundedannotationframework.org/gaf#> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://example.org/a#> .

<https://example.org/a> a schema:NewsArticle ; nif:isString "Rain fell. Ana Lima met Bo Ek in Turku. A blast killed 3." .
:ana a schema:Person ; rdfs:label "Ana Lima"@en ; gaf:denotedBy :m1 .
:bo a schema:Person ; rdfs:label "Bo Ek"@en ; gaf:denotedBy :m2 .
:turku a schema:City ; rdfs:label "Turku"@en ; gaf:denotedBy :m3 .
:police a ng:SecurityForce ; rdfs:label "police"@en .
:meeting a ng:Event , ng:Meeting ; ng:eventType ng:Meeting ; ng:participant :ana , :bo ; sem:hasPlace :turku ;
    schema:startDate "2024-02-01"^^xsd:date ; gaf:denotedBy :m4 .
:called-off a sem:Event ; ng:eventType ng:Meeting ; ng:factuality ng:Negated ; ng:participant :ana , :police .
:m4 a ng:Mention ; nif:referenceContext <https://example.org/a> ; nif:anchorOf "met" ; nif:sentence :s2 ;
    nif:beginIndex "20"^^xsd:nonNegativeInteger ; nif:endIndex "23"^^xsd:nonNegativeInteger .
:s2 a nif:Sentence ; nif:anchorOf "Ana Lima met Bo Ek in Turku." .
:k1 a ng:Killing ; ng:eventType ng:Killing ; ng:patient :g1 ; sem:hasPlace :turku ; ng:attributedTo :police ;
    schema:startDate "2024-02-02"^^xsd:date .
:k2 a ng:Killing ; ng:eventType ng:Killing ; ng:patient :g2 ; sem:hasPlace :turku ;
    schema:startDate "2024-02-02"^^xsd:date .
:g1 a ng:Group ; ng:count 3 ; ng:countQualifier ng:Exactly .
:g2 a ng:Group ; ng:count 5 ; ng:countQualifier ng:AtLeast ; ng:countMin 5 .
:cai a schema:Person ; rdfs:label "Cai Wu"@en .
:hiring a ng:Event , ng:Hiring ; ng:eventType ng:Hiring ; ng:agent :bo ; ng:patient :cai ; schema:startDate "2024-02-03"^^xsd:date .
:post a org:Membership ; org:member :ana ; org:organization :turku ; org:role :mayor ; ng:status ng:Former .
:mayor a org:Role ; schema:name "mayor"@en .
:statement a rdf:Statement ; rdf:subject :bo ; rdf:predicate schema:homeLocation ; rdf:object :turku .
:claim a ng:Claim ; prov:wasAttributedTo :police ; schema:text "three had died" ; ng:stance ng:Affirms ; ng:about :turku .
"#;

fn answers(name: &str) -> Vec<BTreeMap<String, String>> {
    let store = Store::new().unwrap();
    store.load_from_slice(RdfFormat::Turtle, SAMPLE).unwrap();
    let (_, text) = QUERIES.iter().find(|(n, _)| *n == name).unwrap();
    // Those that want names are asked about these.
    let text = text.replace("VALUES ?from { \"\" }", "VALUES ?from { \"Ana Lima\"@en }");
    let text = text.replace("VALUES ?to { \"\" }", "VALUES ?to { \"Cai Wu\"@en }");
    let query = SparqlEvaluator::new().parse_query(&text).unwrap();
    let QueryResults::Solutions(solutions) = query.on_store(&store).execute().unwrap() else {
        panic!("{name} is not a SELECT query")
    };
    solutions
        .map(|solution| {
            let pairs = solution.unwrap();
            pairs
                .iter()
                .map(|(variable, term)| {
                    let value = match term.as_ref() {
                        TermRef::Literal(literal) => literal.value().to_owned(),
                        term => term.to_string(),
                    };
                    (variable.as_str().to_owned(), value)
                })
                .collect()
        })
        .collect()
}

#[test]
fn queries_answer_on_a_small_graph() {
    for (name, rows, row) in [
        ("who-met-whom", 1, &[("one", "Ana Lima"), ("other", "Bo Ek"), ("where", "Turku"), ("date", "2024-02-01")][..]),
        ("who-says-what", 1, &[("speaker", "police"), ("stance", "Affirms"), ("words", "three had died")]),
        ("counts-by-source", 2, &[("count", "5"), ("qualifier", "AtLeast"), ("what", "killed")]),
        ("events-where-when", 5, &[("class", "Meeting"), ("where", "Turku"), ("by", "Ana Lima")]),
        ("timeline", 7, &[("class", "Meeting"), ("factuality", "Happened"), ("role", "participant")]),
        ("event-evidence", 1, &[("words", "met"), ("class", "Meeting"), ("sentence", "Ana Lima met Bo Ek in Turku.")]),
        ("entities-by-mentions", 3, &[("name", "Ana Lima"), ("mentions", "1")]),
        ("linked-events", 2, &[("one", "Ana Lima"), ("class", "Meeting"), ("other", "Bo Ek")]),
        ("posts", 1, &[("person", "Ana Lima"), ("post", "mayor"), ("organization", "Turku"), ("status", "Former")]),
        ("relations", 1, &[("subject", "Bo Ek"), ("relation", "homeLocation"), ("object", "Turku")]),
        (
            "chain",
            1,
            &[("length", "2"), ("first", "Meeting"), ("via", "Bo Ek"), ("second", "Hiring"), ("to", "Cai Wu")],
        ),
        ("contradictions", 1, &[("count", "3"), ("source", "police"), ("otherCount", "5")]),
    ] {
        let found = answers(name);
        assert_eq!(found.len(), rows, "{name}: {found:#?}");
        for (variable, value) in row {
            assert_eq!(found[0].get(*variable).map(String::as_str), Some(*value), "{name} ?{variable}: {found:#?}");
        }
    }
}

#[test]
fn sample_graph_keeps_to_the_ontology() {
    let quads = turtle(SAMPLE);
    let unknown = undeclared(quads.iter().map(Quad::as_ref));
    assert!(unknown.is_empty(), "{unknown:?}");
    assert!(quads.iter().all(|quad| quad.graph_name.as_ref() == GraphNameRef::DefaultGraph));
}

#[test]
fn term_lists_are_sorted_and_all_read() {
    let lists = files("ontology/vocabularies", "txt");
    for path in &lists {
        let text = std::fs::read_to_string(path).unwrap();
        let header: Vec<_> = text.lines().take_while(|line| line.starts_with('#')).collect();
        for field in ["# namespace: ", "# source: ", "# licence: "] {
            assert!(header.iter().any(|line| line.starts_with(field)), "{}: no {field}", path.display());
        }
        let names: Vec<_> = text.lines().skip(header.len()).collect();
        assert!(names.is_sorted() && names.windows(2).all(|pair| pair[0] != pair[1]), "{}", path.display());
        let namespace = header.iter().find_map(|line| line.strip_prefix("# namespace: ")).unwrap();
        let first = format!("{namespace}{}", names[0]);
        assert!(is_declared(NamedNodeRef::new_unchecked(&first)), "{} is not in TERM_LISTS", path.display());
    }
    // Each prefix has its list, except the ontology's own and Wikidata's.
    let stems: BTreeSet<_> = lists.iter().map(|path| stem(path)).collect();
    for (prefix, _) in PREFIXES.iter().chain(LEXICON_PREFIXES) {
        assert!(["ng", "wd"].contains(prefix) || stems.contains(*prefix), "no list for {prefix}");
    }
}

#[test]
fn compact_names() {
    for (iri, name) in [
        ("https://w3id.org/newsgraph/ontology#Attack", Some("ng:Attack")),
        ("http://www.wikidata.org/entity/Q64", Some("wd:Q64")),
        ("http://www.w3.org/2002/07/owl#", None),
        ("https://schema.org/a/b", None),
        ("urn:x", None),
    ] {
        assert_eq!(compact(iri).as_deref(), name, "{iri}");
    }
}
