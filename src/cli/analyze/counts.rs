//! What a graph says of the numbers of people in events: one [`Fact`] for each counted group in a role of an event.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use anyhow::Result;
use jiff::civil::Date;
use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Term};

use crate::ontology::{CountQualifier, EventClass, Factuality, Role, gaf, ng, nif, prov, rdf, rdfs, schema, sem, time};
use crate::store::Store;

/// How far back the events of an article lie that do not say when they were, in days.
const RECENT: i32 = 7;

/// A number of people as it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) count: Option<i64>,
    pub(super) least: Option<i64>,
    pub(super) most: Option<i64>,
    pub(super) qualifier: CountQualifier,
}

impl Number {
    /// The lowest and highest number that the words allow. "About" allows a tenth either way.
    pub(super) fn bounds(self) -> (i64, i64) {
        let slack = |n: i64| if self.qualifier == CountQualifier::About { n / 10 } else { 0 };
        let below = |n: i64| if self.qualifier == CountQualifier::Nearly { n - n / 10 } else { 0 };
        let least =
            self.least.or_else(|| self.count.map(|n| (n - slack(n)).min(if below(n) > 0 { below(n) } else { n })));
        let open = matches!(self.qualifier, CountQualifier::AtLeast | CountQualifier::MoreThan);
        let most = self.most.or_else(|| self.count.filter(|_| !open).map(|n| n + slack(n)));
        let least = match self.qualifier {
            CountQualifier::AtMost | CountQualifier::LessThan => self.least.unwrap_or(0),
            _ => least.unwrap_or(0),
        };
        (least, most.unwrap_or(i64::MAX))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = match self.qualifier {
            CountQualifier::Exactly => "",
            CountQualifier::About => "about ",
            CountQualifier::AtLeast => "at least ",
            CountQualifier::MoreThan => "more than ",
            CountQualifier::AtMost => "at most ",
            CountQualifier::LessThan => "fewer than ",
            CountQualifier::Nearly => "nearly ",
        };
        match (self.count, self.least, self.most) {
            (Some(count), _, _) => write!(f, "{words}{count}"),
            (None, Some(least), Some(most)) => write!(f, "{least} to {most}"),
            (None, Some(least), None) => write!(f, "at least {least}"),
            (None, None, Some(most)) => write!(f, "at most {most}"),
            (None, None, None) => Ok(()),
        }
    }
}

/// That an event had so many people in a role, as a source says.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    pub(super) event: NamedNode,
    pub(super) class: EventClass,
    pub(super) role: Role,
    pub(super) number: Number,
    /// What the people are ("soldier"), with their nations; empty for people of no kind.
    pub(super) people: String,
    /// Whether that is no more than "people".
    pub(super) anybody: bool,
    pub(super) nations: BTreeSet<String>,
    /// First and last day on which the event may have been.
    pub(super) days: Option<(Date, Date)>,
    /// Whether the event itself says when it was; else `days` are those before the article.
    pub(super) dated: bool,
    /// Places of the event.
    pub(super) places: BTreeSet<String>,
    pub(super) place_names: Vec<String>,
    /// Named people and bodies in the event.
    pub(super) actors: BTreeSet<String>,
    /// The source that is named for it; empty where the article says it in its own name.
    pub(super) source: String,
    /// IRI of the article.
    pub(super) article_iri: String,
    /// Headline of the article, or its IRI.
    pub(super) article: String,
    /// Day of publication, as the article gives it.
    pub(super) published: String,
    pub(super) sentence: String,
}

impl Fact {
    /// The days of the event, where it says them.
    pub(super) fn when(&self) -> String {
        match self.days.filter(|_| self.dated) {
            Some((first, last)) if first == last => first.to_string(),
            Some((first, last)) => format!("{first}/{last}"),
            None => String::new(),
        }
    }
}

/// The facts of a graph, in order of event and group.
pub(super) fn facts(store: &Store) -> Result<Vec<Fact>> {
    let mut graph = Graph::default();
    for quad in store.quads()? {
        let quad = quad?;
        if let NamedOrBlankNode::NamedNode(subject) = quad.subject {
            graph.add(subject, &quad.predicate, quad.object);
        }
    }
    Ok(graph.facts())
}

/// The statements that matter here, by subject and property.
#[derive(Default)]
struct Graph(BTreeMap<NamedNode, BTreeMap<NamedNode, BTreeSet<TermText>>>);

/// A term by what is compared: IRIs as they are, literals by their value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum TermText {
    Iri(NamedNode),
    Value(String),
}

impl Graph {
    fn add(&mut self, subject: NamedNode, property: &NamedNode, object: Term) {
        let object = match object {
            Term::NamedNode(iri) => TermText::Iri(iri),
            Term::Literal(literal) => TermText::Value(value(&literal)),
            Term::BlankNode(_) | Term::Triple(_) => return,
        };
        let properties = self.0.entry(subject).or_default();
        properties.entry(property.clone()).or_default().insert(object);
    }

    fn all(&self, subject: &NamedNode, property: oxigraph::model::NamedNodeRef<'_>) -> impl Iterator<Item = &TermText> {
        self.0.get(subject).and_then(|p| p.get(&property.into_owned())).into_iter().flatten()
    }

    fn nodes<'a>(
        &'a self,
        subject: &NamedNode,
        property: oxigraph::model::NamedNodeRef<'_>,
    ) -> impl Iterator<Item = &'a NamedNode> + use<'a> {
        let found: Option<&'a BTreeSet<TermText>> = self.0.get(subject).and_then(|p| p.get(&property.into_owned()));
        found.into_iter().flatten().filter_map(|term| if let TermText::Iri(iri) = term { Some(iri) } else { None })
    }

    fn text(&self, subject: &NamedNode, property: oxigraph::model::NamedNodeRef<'_>) -> Option<&str> {
        self.all(subject, property)
            .find_map(|term| if let TermText::Value(text) = term { Some(text.as_str()) } else { None })
    }

    fn number(&self, subject: &NamedNode, property: oxigraph::model::NamedNodeRef<'_>) -> Option<i64> {
        self.text(subject, property)?.parse().ok()
    }

    fn label(&self, node: &NamedNode) -> String {
        self.text(node, rdfs::LABEL).map_or_else(|| node.as_str().to_owned(), str::to_owned)
    }

    fn facts(&self) -> Vec<Fact> {
        let mut found = Vec::new();
        for event in self.0.keys() {
            let class = self.nodes(event, ng::EVENT_TYPE).find_map(|c| EventClass::from_iri(c.as_ref()));
            let Some(class) = class else { continue };
            let factuality = self.nodes(event, ng::FACTUALITY).find_map(|f| Factuality::from_iri(f.as_ref()));
            if factuality.is_some_and(|f| f != Factuality::Happened) {
                continue;
            }
            for role in [Role::Patient, Role::Agent, Role::Participant, Role::Recipient] {
                for group in self.nodes(event, role.iri()) {
                    found.extend(self.number_of(group).map(|number| self.fact(event, class, role, group, number)));
                }
            }
        }
        found
    }

    fn number_of(&self, group: &NamedNode) -> Option<Number> {
        let qualifier = self.nodes(group, ng::COUNT_QUALIFIER).find_map(|q| CountQualifier::from_iri(q.as_ref()));
        let number = Number {
            count: self.number(group, ng::COUNT),
            least: self.number(group, ng::COUNT_MIN),
            most: self.number(group, ng::COUNT_MAX),
            qualifier: qualifier.unwrap_or(CountQualifier::Exactly),
        };
        (number.count.is_some() || number.least.is_some() || number.most.is_some()).then_some(number)
    }

    fn fact(&self, event: &NamedNode, class: EventClass, role: Role, group: &NamedNode, number: Number) -> Fact {
        let article = NamedNode::new_unchecked(event.as_str().split('#').next().unwrap_or_default());
        let published = self.text(&article, schema::DATE_PUBLISHED).unwrap_or_default().to_owned();
        // What a part does not say, its whole does.
        let wholes: Vec<&NamedNode> =
            std::iter::once(event).chain(self.nodes(event, ng::PART_OF_EVENT).filter(|w| *w != event)).collect();
        let said = wholes.iter().find_map(|e| self.days(e));
        let before = published
            .get(..10)
            .and_then(|d| d.parse::<Date>().ok())
            .and_then(|day| Some((day.checked_sub(jiff::Span::new().days(RECENT)).ok()?, day)));
        let places: BTreeSet<&NamedNode> = wholes.iter().flat_map(|e| self.nodes(e, sem::HAS_PLACE)).collect();
        let roles = [Role::Agent, Role::Patient, Role::Participant, Role::Recipient, Role::Instrument];
        let actors = wholes.iter().flat_map(|e| roles.iter().flat_map(|r| self.nodes(e, r.iri())));
        let named = |node: &&NamedNode| !node.as_str().contains('#');
        let kind = self.text(group, ng::MEMBER_TYPE).unwrap_or_default();
        let nations: BTreeSet<String> = self
            .nodes(group, ng::NATIONALITY)
            .chain(self.nodes(group, ng::AFFILIATION))
            .map(|n| self.label(n))
            .collect();
        let anybody = matches!(kind, "" | "people" | "person" | "human" | "victim" | "individual");
        let people = nations.iter().map(String::as_str).chain((!kind.is_empty()).then_some(kind)).collect::<Vec<_>>();
        Fact {
            people: people.join(" "),
            anybody,
            event: event.clone(),
            class,
            role,
            number,
            days: said.or(before),
            dated: said.is_some(),
            place_names: places.iter().map(|p| self.label(p)).collect(),
            places: places.iter().map(|p| p.as_str().to_owned()).collect(),
            actors: actors.filter(named).map(|a| a.as_str().to_owned()).collect(),
            source: self.source(group).or_else(|| self.source(event)).unwrap_or_default(),
            article: self.text(&article, schema::HEADLINE).map_or_else(|| article.as_str().to_owned(), str::to_owned),
            article_iri: article.into_string(),
            published,
            sentence: self.sentence(event).unwrap_or_default(),
            nations,
        }
    }

    /// First and last day of an event.
    fn days(&self, event: &NamedNode) -> Option<(Date, Date)> {
        let day = |text: &str| text.get(..10).and_then(|d| d.parse::<Date>().ok());
        let start = self.text(event, schema::START_DATE).and_then(day);
        let end = self.text(event, schema::END_DATE).and_then(day);
        let instant = |property| {
            self.nodes(event, time::HAS_TIME)
                .flat_map(|t| self.nodes(t, property))
                .find_map(|i| self.text(i, time::IN_XSD_DATE).and_then(day))
        };
        let first = start.or_else(|| instant(time::HAS_BEGINNING))?;
        let last = end.or_else(|| instant(time::HAS_END)).unwrap_or(first);
        Some((first, last.max(first)))
    }

    /// Who says so: the speaker of the claim, or the source itself.
    fn source(&self, node: &NamedNode) -> Option<String> {
        let mut names = BTreeSet::new();
        for source in self.nodes(node, ng::ATTRIBUTED_TO) {
            let mut speakers = self.nodes(source, prov::WAS_ATTRIBUTED_TO).peekable();
            let claim =
                self.nodes(source, rdf::TYPE).any(|t| t.as_ref() == ng::CLAIM || t.as_ref() == schema::QUOTATION);
            if speakers.peek().is_some() {
                names.extend(speakers.map(|s| self.label(s)));
            } else if !claim {
                names.insert(self.label(source));
            }
        }
        (!names.is_empty()).then(|| names.into_iter().collect::<Vec<_>>().join("; "))
    }

    /// The sentence of an event's trigger, on one line.
    fn sentence(&self, event: &NamedNode) -> Option<String> {
        let triggers = self.nodes(event, ng::TRIGGER).chain(self.nodes(event, gaf::DENOTED_BY));
        let sentence = triggers.flat_map(|m| self.nodes(m, nif::SENTENCE)).next()?;
        let text = self.text(sentence, nif::ANCHOR_OF)?;
        Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

fn value(literal: &Literal) -> String {
    literal.value().to_owned()
}
