//! Relations that sentences state, and those that they do not.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod reading;

use std::collections::BTreeSet;

use newsgraph::annotate::relations::Object;
use newsgraph::graph::DEFAULT_BASE;
use newsgraph::ontology::{Status, ng, org, rdf, schema};
use oxigraph::model::{NamedNodeRef, Term};
use reading::{Read, article, read};

/// The relations of a text, each as "subject | property | object" with "(former)" and the like at the end.
fn told(read: &Read) -> BTreeSet<String> {
    let label = |e: usize| read.layers.entities[e].label.as_str();
    let line = |r: &newsgraph::annotate::relations::Relation| {
        let object = match &r.object {
            Object::Entity(e) => label(*e).to_owned(),
            Object::Integer(n) => n.to_string(),
            Object::Post { title, organization: Some(e) } => format!("{title} @ {}", label(*e)),
            Object::Post { title, organization: None } => title.clone(),
        };
        let status = match r.status {
            Status::Current => "",
            Status::Former => " (former)",
            Status::Acting => " (acting)",
            Status::Designated => " (designated)",
        };
        assert!((0.0..=1.0).contains(&r.confidence), "{r:?}");
        let property = r.property.name().split(':').nth(1).unwrap();
        format!("{} | {property} | {object}{status}", label(r.subject))
    };
    read.layers.relations.iter().map(line).collect()
}

/// Checks that the sentence states all of `stated` and none of `not`.
fn check(text: &str, stated: &[&str], not: &[&str]) {
    let told = told(&read(article("a.txt", text, Some("2024-03-01"))));
    for line in stated {
        assert!(told.contains(*line), "{text}\n  does not tell {line}\n  but {told:#?}");
    }
    for line in not {
        assert!(!told.iter().any(|t| t.contains(line)), "{text}\n  must not tell {line}: {told:#?}");
    }
}

#[test]
fn posts() {
    for (text, stated, not) in [
        (
            "Norwegian Prime Minister Ingrid Solberg arrived in Oslo.",
            &[
                "Ingrid Solberg | headOf | Norway",
                "Ingrid Solberg | jobTitle | Prime Minister @ Norway",
                "Ingrid Solberg | nationality | Norway",
            ][..],
            &["Oslo"][..],
        ),
        (
            "UK Secretary of State Helen Marsh resigned on Monday.",
            &[
                "Helen Marsh | jobTitle | Secretary of State @ United Kingdom",
                "Helen Marsh | worksFor | United Kingdom",
            ],
            &["headOf"],
        ),
        (
            "The former French president Paul Mercier met acting mayor Lena Vogt.",
            &["Paul Mercier | headOf | France (former)", "Lena Vogt | jobTitle | mayor (acting)"],
            &["Paul Mercier | headOf | France\n"],
        ),
        (
            "John Barker, the chief executive of Hansen Motors, sold his shares.",
            &["John Barker | headOf | Hansen Motors", "John Barker | jobTitle | chief executive @ Hansen Motors"],
            &[],
        ),
        (
            "Maria Lund is the finance director of Hansen Motors.",
            &["Maria Lund | worksFor | Hansen Motors"],
            &["headOf"],
        ),
        (
            "Peter Olsen served as chairman of Hansen Motors until 2015.",
            &["Peter Olsen | jobTitle | chairman @ Hansen Motors"],
            &[],
        ),
        ("Peter Olsen is not the chairman of Hansen Motors.", &[], &["chairman", "headOf", "worksFor"]),
        ("Peter Olsen could become the chairman of Hansen Motors.", &[], &["headOf | Hansen Motors\n"]),
        (
            "Labour Party politician Anna Reed spoke to Clara Beck, a member of the Green Party.",
            &["Anna Reed | memberOf | Labour Party", "Clara Beck | memberOf | Green Party"],
            &["Anna Reed | memberOf | Green", "Clara Beck | memberOf | Labour"],
        ),
        (
            "The UN met on Friday. UN Secretary-General Ravi Menon thanked the donors.",
            &["Ravi Menon | headOf | United Nations", "Ravi Menon | jobTitle | Secretary-General @ United Nations"],
            &[],
        ),
    ] {
        check(text, stated, not);
    }
}

#[test]
fn kin() {
    for (text, stated, not) in [
        (
            "Karin Stein, the mother of Lea Stein, spoke on Friday.",
            &["Lea Stein | parent | Karin Stein"][..],
            &["Karin Stein | parent"][..],
        ),
        ("Tom Baker is the son of Rosa Baker.", &["Tom Baker | parent | Rosa Baker"], &["Rosa Baker | parent"]),
        (
            "Tom Baker and his wife Nora Baker live in Leeds.",
            &["Tom Baker | spouse | Nora Baker"],
            &["parent", "sibling"],
        ),
        ("Tom Baker is married to Nora Webb.", &["Tom Baker | spouse | Nora Webb"], &["parent"]),
        (
            "Lea Stein hugged her mother Karin and her brother.",
            &["Lea Stein | parent | Karin"],
            &["Karin | sibling", "Karin | parent"],
        ),
    ] {
        check(text, stated, not);
    }
}

#[test]
fn origin_and_age() {
    for (text, stated, not) in [
        (
            "The police named the victims as French-Canadian dual national Zoe Martin, 23, and Paul Roy, 41.",
            &[
                "Zoe Martin | nationality | France",
                "Zoe Martin | nationality | Canada",
                "Zoe Martin | age | 23",
                "Paul Roy | age | 41",
            ][..],
            &["Paul Roy | nationality"][..],
        ),
        ("Porto resident Rui Alves lost his house.", &["Rui Alves | homeLocation | Porto"], &["nationality"]),
        (
            "Eva Novak was born in Brno and lives in Austin, Texas.",
            &[
                "Eva Novak | birthPlace | Brno",
                "Eva Novak | homeLocation | Austin",
                "Eva Novak | homeLocation | Texas",
                "Austin | containedInPlace | Texas",
            ],
            &["homeLocation | Brno", "birthPlace | Austin"],
        ),
        (
            "The 34-year-old Eva Novak graduated from Harvard University.",
            &["Eva Novak | age | 34", "Eva Novak | alumniOf | Harvard University"],
            &[],
        ),
        ("The Chilean-born singer Eva Novak sang.", &["Eva Novak | birthPlace | Chile"], &[]),
        ("Eva Novak does not live in Boston.", &[], &["homeLocation"]),
        ("Eva Novak paid 40 euros. Rui Alves, 12 years after the war, returned.", &[], &["age | 40", "age | 12"]),
    ] {
        check(text, stated, not);
    }
}

#[test]
fn bodies_and_places() {
    for (text, stated, not) in [
        (
            "Hansen Motors, a subsidiary of Volkswagen, is based in Munich.",
            &["Hansen Motors | parentOrganization | Volkswagen", "Hansen Motors | location | Munich"][..],
            &["Volkswagen | location", "Volkswagen | parentOrganization"][..],
        ),
        ("Hansen Motors was founded by Erik Hansen in 1962.", &["Hansen Motors | founder | Erik Hansen"], &["headOf"]),
        ("Erik Hansen, co-founder of Hansen Motors, died.", &["Hansen Motors | founder | Erik Hansen"], &[]),
        ("Flooding hit the German city of Cologne.", &["Cologne | containedInPlace | Germany"], &[]),
        ("They drove to Lyon, Paris and Berlin.", &[], &["containedInPlace"]),
        (
            "A storm hit the Greek islands of Naxos, Paros and Ios.",
            &["Naxos | containedInPlace | Greece", "Paros | containedInPlace | Greece"],
            &["containedInPlace | Paros", "containedInPlace | Naxos", "containedInPlace | Ios"],
        ),
        ("Trains to Lille, France, were late.", &["Lille | containedInPlace | France"], &["France | containedInPlace"]),
    ] {
        check(text, stated, not);
    }
}

/// The objects of a property of any subject.
fn objects(read: &Read, property: NamedNodeRef<'_>) -> Vec<Term> {
    read.quads.iter().filter(|q| q.predicate == property).map(|q| q.object.clone()).collect()
}

#[test]
fn statements_stand_beside_direct_triples() {
    let read = read(article("a.txt", "Karin Stein, the mother of Lea Stein, is the former mayor of Porto.", None));
    let iri = |path: &str| Term::NamedNode(oxigraph::model::NamedNode::new(format!("{DEFAULT_BASE}{path}")).unwrap());
    assert_eq!(objects(&read, schema::PARENT), [iri("entity/person/karin-stein")]);
    assert_eq!(objects(&read, schema::CHILDREN), [iri("entity/person/lea-stein")]);
    // What is over is no direct triple, but a statement and a membership with their status.
    assert!(objects(&read, org::HEAD_OF).is_empty() && objects(&read, schema::JOB_TITLE).is_empty());
    assert!(objects(&read, rdf::PREDICATE).contains(&org::HEAD_OF.into_owned().into()));
    assert_eq!(objects(&read, org::ROLE), [iri("role/mayor")]);
    assert_eq!(objects(&read, org::MEMBER), [iri("entity/person/karin-stein")]);
    assert!(objects(&read, ng::STATUS).contains(&Status::Former.iri().into_owned().into()));
    let statements: BTreeSet<String> = read
        .quads
        .iter()
        .filter(|q| q.object == Term::NamedNode(rdf::STATEMENT.into_owned()))
        .map(|q| q.subject.to_string())
        .collect();
    assert_eq!(statements.len(), read.layers.relations.len(), "one node a statement");
}
