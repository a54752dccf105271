//! What types, event classes, times and numbers must be to each other, where shapes cannot say it.

use std::collections::BTreeSet;
use std::str::FromStr;

use oxigraph::model::{NamedNode, NamedNodeRef, Term};
use oxsdatatypes::{Date, DateTime, Decimal, GYear, GYearMonth};

use super::facts::{Facts, short_iri};
use super::{Check, Findings, literals, texts};
use crate::ontology::{EventClass, Factuality, gaf, ng, nif, rdf, rdfs, schema, skos, time, xsd};

pub(super) fn check(facts: &Facts<'_>, findings: &mut Findings<'_>) {
    for (node, _) in facts.subjects() {
        if facts.nodes(node, rdf::TYPE).next().is_none() {
            findings.add(Check::Profile, node, "it has no rdf:type", "say what it is");
        }
        if facts.nodes(node, ng::EVENT_TYPE).next().is_some() {
            check_event(facts, node, findings);
        }
        check_count(facts, node, findings);
        check_link(facts, node, findings);
        check_times(facts, node, findings);
        check_itself(facts, node, findings);
        check_kind_of_mention(facts, node, findings);
    }
}

/// The event classes among the types are those of `ng:eventType` and above where it happened, and none elsewhere.
fn check_event(facts: &Facts<'_>, node: &str, findings: &mut Findings<'_>) {
    let class = |iri: &str| EventClass::from_iri(NamedNodeRef::new_unchecked(iri));
    let Some(of) = facts.nodes(node, ng::EVENT_TYPE).find_map(class) else { return };
    let types: BTreeSet<EventClass> = facts.nodes(node, rdf::TYPE).filter_map(class).collect();
    let happened = facts.nodes(node, ng::FACTUALITY).any(|f| f == Factuality::Happened.iri().as_str());
    if !happened {
        // A shape speaks of those that are below ng:Event and did not happen.
        return;
    }
    let wanted: BTreeSet<EventClass> = of.lineage().collect();
    for missing in wanted.difference(&types) {
        let what = format!("ng:eventType ng:{of} has happened, and ng:{missing} is not among its types");
        findings.add(Check::Profile, node, what, "give what happened its class and all classes above as rdf:type");
    }
    for other in types.difference(&wanted) {
        let what = format!("its type ng:{other} is not its ng:eventType ng:{of}, nor above it");
        findings.add(Check::Profile, node, what, "let rdf:type and ng:eventType name one class");
    }
}

/// The count lies in its bounds, as far as its qualifier lets it.
fn check_count(facts: &Facts<'_>, node: &str, findings: &mut Findings<'_>) {
    let number = |property| facts.values(node, property).find_map(decimal);
    let qualifier = |name: NamedNodeRef<'_>| facts.nodes(node, ng::COUNT_QUALIFIER).any(|q| q == name.as_str());
    let Some(count) = number(ng::COUNT) else { return };
    let (least, most) = (number(ng::COUNT_MIN), number(ng::COUNT_MAX));
    let below = least.is_some_and(|least| count < least) && !qualifier(ng::MORE_THAN);
    let above = most.is_some_and(|most| count > most) && !qualifier(ng::LESS_THAN) && !qualifier(ng::NEARLY);
    if below || above {
        findings.add(
            Check::Profile,
            node,
            "ng:count does not lie between ng:countMin and ng:countMax",
            "give the bounds that the article's words allow",
        );
    }
}

/// A link says how sure it is, and a thing is not both certainly and likely the same.
fn check_link(facts: &Facts<'_>, node: &str, findings: &mut Findings<'_>) {
    let linked = |property| facts.nodes(node, property).collect::<BTreeSet<_>>();
    let (exact, close) = (linked(skos::EXACT_MATCH), linked(skos::CLOSE_MATCH));
    if !(exact.is_empty() && close.is_empty()) && facts.literal(node, ng::LINK_CONFIDENCE).is_none() {
        let what = "it is linked to a knowledge base without ng:linkConfidence";
        findings.add(Check::Profile, node, what, "say how likely the link is");
    }
    if let Some(both) = exact.intersection(&close).next().filter(|_| !facts.is_shared(node)) {
        let what = format!("<{both}> is both its skos:exactMatch and its skos:closeMatch");
        findings.add(Check::Profile, node, what, "say one of them");
    }
}

/// Nothing ends before it begins.
fn check_times(facts: &Facts<'_>, node: &str, findings: &mut Findings<'_>) {
    let both = |begin, end| Some((facts.values(node, begin).next()?, facts.values(node, end).next()?));
    if both(schema::START_DATE, schema::END_DATE).is_some_and(|(begin, end)| is_after(begin, end)) {
        let what = "schema:endDate is before schema:startDate";
        findings.add(Check::Profile, node, what, "give the days in their order");
    }
    let day = |property| {
        let instant = facts.nodes(node, property).next()?;
        facts.values(instant, time::IN_XSD_DATE).next()
    };
    if let (Some(begin), Some(end)) = (day(time::HAS_BEGINNING), day(time::HAS_END))
        && is_after(begin, end)
    {
        let what = "time:hasEnd is before time:hasBeginning";
        findings.add(Check::Profile, node, what, "give the days in their order");
    }
}

/// Nothing is part of itself, before itself or its own cause.
fn check_itself(facts: &Facts<'_>, node: &str, findings: &mut Findings<'_>) {
    // A headline of one word is its own sentence.
    let may = [schema::ABOUT, nif::SENTENCE];
    for quad in facts.of(node) {
        let itself = matches!(&quad.object, Term::NamedNode(value) if value.as_str() == node);
        if itself && !may.contains(&quad.predicate.as_ref()) {
            let what = format!("{} itself", short_iri(quad.predicate.as_str()));
            findings.add(Check::Profile, node, what, "say it of two different things, or leave it out");
        }
    }
}

/// Stretches of text are named as such and described as such; they speak of things and have no evidence of their own.
fn check_kind_of_mention(facts: &Facts<'_>, node: &str, findings: &mut Findings<'_>) {
    let named = texts::span(node).is_some();
    let typed = facts.has_type(node, nif::RFC5147_STRING);
    if named && !typed {
        let what = "its IRI is that of a stretch of text, and it is no nif:RFC5147String";
        findings.add(Check::Profile, node, what, "give it that type");
    }
    let described = [rdfs::LABEL, gaf::DENOTED_BY].iter().any(|p| facts.values(node, *p).next().is_some());
    if named && described {
        let what = "it is a stretch of text and described as if it were a thing";
        findings.add(Check::Profile, node, what, "describe the thing under an IRI of its own");
    }
}

fn decimal(term: &Term) -> Option<Decimal> {
    match term {
        Term::Literal(literal) => literals::number(literal.as_ref()),
        _ => None,
    }
}

/// Whether one date lies after another; false where they cannot be compared.
fn is_after(one: &Term, other: &Term) -> bool {
    let (Term::Literal(one), Term::Literal(other)) = (one, other) else { return false };
    let of = |datatype: NamedNodeRef<'_>| {
        let datatype: NamedNode = datatype.into_owned();
        one.datatype() == datatype.as_ref() && other.datatype() == datatype.as_ref()
    };
    (of(xsd::DATE) && after::<Date>(one.value(), other.value()))
        || (of(xsd::DATE_TIME) && after::<DateTime>(one.value(), other.value()))
        || (of(xsd::G_YEAR) && after::<GYear>(one.value(), other.value()))
        || (of(xsd::G_YEAR_MONTH) && after::<GYearMonth>(one.value(), other.value()))
}

fn after<T: FromStr + PartialOrd>(one: &str, other: &str) -> bool {
    matches!((one.parse::<T>(), other.parse::<T>()), (Ok(one), Ok(other)) if one > other)
}
