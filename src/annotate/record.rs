//! The annotation format: one JSON object an article, all offsets in Unicode code points, ends exclusive.

use serde::Serialize;
use serde_json::Value;

use super::Annotations;
use super::events::Event;
use super::quantities::Qualifier;
use super::relations::Object;
use super::times::TimeType;
use crate::text::{Article, CodePoints, Span};

/// An article with all its layers, as `newsgraph annotate --format jsonl` prints it. Fields without a value are left out.
#[derive(Debug, Serialize)]
pub struct Record<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    text: &'a str,
    sentences: Vec<Range>,
    tokens: Vec<Token<'a>>,
    mentions: Vec<Mention>,
    entities: Vec<Entity<'a>>,
    times: Vec<Time<'a>>,
    quantities: Vec<Quantity<'a>>,
    claims: Vec<Value>,
    events: Vec<EventRecord>,
    relations: Vec<Relation>,
    predicates: Vec<Predicate<'a>>,
}

#[derive(Debug, Serialize, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Range {
    start: usize,
    end: usize,
}

#[derive(Debug, Serialize)]
struct Token<'a> {
    #[serde(flatten)]
    at: Range,
    lemma: &'a str,
    upos: &'static str,
    xpos: &'a str,
    head: i64,
    deprel: &'a str,
}

#[derive(Debug, Serialize)]
struct Mention {
    #[serde(flatten)]
    at: Range,
    kind: &'static str,
    r#type: &'static str,
    entity: String,
    confidence: f64,
}

#[derive(Debug, Serialize)]
struct Entity<'a> {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    iri: Option<String>,
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    subtype: Option<&'static str>,
    label: &'a str,
    confidence: f64,
}

#[derive(Debug, Serialize)]
struct Time<'a> {
    #[serde(flatten)]
    at: Range,
    r#type: &'static str,
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    earliest: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    latest: Option<String>,
}

#[derive(Debug, Serialize)]
struct Quantity<'a> {
    #[serde(flatten)]
    at: Range,
    value: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    value_max: Option<Value>,
    qualifier: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Predicate<'a> {
    token: usize,
    roleset: &'a str,
    args: Vec<Arg<'a>>,
}

#[derive(Debug, Serialize)]
struct Arg<'a> {
    label: &'a str,
    head: usize,
}

#[derive(Debug, Serialize)]
struct EventRecord {
    id: String,
    trigger: Range,
    #[serde(skip_serializing_if = "Option::is_none")]
    class: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    predicate: Option<String>,
    factuality: &'static str,
    confidence: f64,
    args: Vec<EventArg>,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<Range>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Filler>,
}

#[derive(Debug, Serialize)]
struct EventArg {
    role: &'static str,
    #[serde(flatten)]
    filler: Filler,
}

#[derive(Debug, Serialize)]
struct Filler {
    #[serde(flatten)]
    at: Range,
    entity: String,
}

#[derive(Debug, Serialize)]
struct Relation {
    subject: String,
    predicate: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    object: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    organization: Option<String>,
    #[serde(flatten)]
    at: Range,
    status: &'static str,
    confidence: f64,
}

impl<'a> Record<'a> {
    /// The record of an article. `iri` gives the IRI of an entity by its index.
    #[must_use]
    pub fn new(article: &'a Article, layers: &'a Annotations, iri: impl Fn(usize) -> Option<String>) -> Self {
        let points = CodePoints::new(&article.text);
        let range = |span: Span| {
            let (start, end) = points.span(span);
            Range { start, end }
        };
        let mut entity_of = vec![0; layers.mentions.len()];
        for (e, entity) in layers.entities.iter().enumerate() {
            entity.mentions.iter().for_each(|&m| entity_of[m] = e);
        }
        let mention = |m: usize| Filler { at: range(layers.mentions[m].span), entity: entity_id(entity_of[m]) };
        let mut mentions: Vec<Mention> = layers
            .mentions
            .iter()
            .enumerate()
            .map(|(m, x)| Mention {
                at: range(x.span),
                kind: x.kind.as_str(),
                r#type: x.entity_type.name(),
                entity: entity_id(entity_of[m]),
                confidence: rounded(x.confidence),
            })
            .collect();
        mentions.sort_by_key(|m| m.at);
        Self {
            id: &article.id,
            url: article.url.as_deref(),
            title: article.title.as_deref(),
            published: article.published.as_ref().map(ToString::to_string),
            text: &article.text,
            sentences: layers.syntax.sentences().iter().map(|s| range(s.span)).collect(),
            tokens: tokens(layers, range),
            mentions,
            entities: layers
                .entities
                .iter()
                .enumerate()
                .map(|(e, x)| Entity {
                    id: entity_id(e),
                    iri: iri(e),
                    r#type: x.entity_type.name(),
                    subtype: x.subtype.map(super::super::ontology::Subtype::name),
                    label: &x.label,
                    confidence: rounded(x.confidence),
                })
                .collect(),
            times: layers
                .times
                .iter()
                .map(|t| Time {
                    at: range(t.span),
                    r#type: time_type(t.kind),
                    value: &t.value,
                    earliest: t.earliest.map(|d| d.to_string()),
                    latest: t.latest.map(|d| d.to_string()),
                })
                .collect(),
            quantities: layers
                .quantities
                .iter()
                .map(|q| Quantity {
                    at: range(q.span),
                    value: number(q.value),
                    value_max: q.value_max.map(number),
                    qualifier: qualifier(q.qualifier),
                    unit: q.unit.as_deref(),
                })
                .collect(),
            claims: Vec::new(),
            events: layers.events.iter().enumerate().map(|(e, x)| event(e, x, layers, range, mention)).collect(),
            relations: layers.relations.iter().map(|r| relation(r, range)).collect(),
            predicates: layers
                .predicates
                .iter()
                .map(|p| Predicate {
                    token: p.word,
                    roleset: &p.roleset,
                    args: p.arguments.iter().map(|a| Arg { label: &a.label, head: a.head }).collect(),
                })
                .collect(),
        }
    }
}

fn tokens(layers: &Annotations, range: impl Fn(Span) -> Range) -> Vec<Token<'_>> {
    let token = |w| {
        let w: &super::syntax::Word = w;
        Token {
            at: range(w.span),
            lemma: &w.lemma,
            upos: w.upos.as_str(),
            xpos: &w.xpos,
            head: w.head.map_or(-1, |h| i64::try_from(h).unwrap_or(-1)),
            deprel: &w.deprel,
        }
    };
    layers.syntax.words().iter().map(token).collect()
}

fn event(
    index: usize,
    event: &Event,
    layers: &Annotations,
    range: impl Fn(Span) -> Range,
    mention: impl Fn(usize) -> Filler,
) -> EventRecord {
    use crate::ontology::Role;
    let place = event.arguments.iter().find(|a| a.role == Role::Place).map(|a| mention(a.mention));
    EventRecord {
        id: format!("ev{}", index + 1),
        trigger: range(event.span(&layers.syntax)),
        class: event.class.map(crate::ontology::EventClass::name),
        predicate: event.roleset.as_ref().map(ToString::to_string),
        factuality: event.factuality.name(),
        confidence: rounded(event.confidence),
        args: event.arguments.iter().map(|a| EventArg { role: a.role.name(), filler: mention(a.mention) }).collect(),
        time: event.time.map(|t| range(layers.times[t].span)),
        place,
    }
}

fn relation(relation: &super::relations::Relation, range: impl Fn(Span) -> Range) -> Relation {
    let (object, value, organization) = match &relation.object {
        Object::Entity(e) => (Some(entity_id(*e)), None, None),
        Object::Integer(n) => (None, Some(Value::from(*n)), None),
        Object::Post { title, organization } => (None, Some(Value::from(title.as_str())), organization.map(entity_id)),
    };
    Relation {
        subject: entity_id(relation.subject),
        predicate: relation.property.name(),
        object,
        value,
        organization,
        at: range(relation.evidence),
        status: relation.status.name(),
        confidence: rounded(relation.confidence),
    }
}

fn entity_id(index: usize) -> String {
    format!("e{}", index + 1)
}

fn time_type(kind: TimeType) -> &'static str {
    match kind {
        TimeType::Date => "DATE",
        TimeType::Time => "TIME",
        TimeType::Duration => "DURATION",
        TimeType::Set => "SET",
    }
}

/// The qualifier's name, which is that of its individual in the ontology.
#[must_use]
pub fn qualifier(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::Exactly => "Exactly",
        Qualifier::About => "About",
        Qualifier::AtLeast => "AtLeast",
        Qualifier::MoreThan => "MoreThan",
        Qualifier::AtMost => "AtMost",
        Qualifier::LessThan => "LessThan",
        Qualifier::Nearly => "Nearly",
    }
}

/// Whole numbers without a decimal point.
fn number(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 9e15 { Value::from(value as i64) } else { Value::from(value) }
}

/// Probabilities are given to three digits: more would be false precision.
fn rounded(probability: f32) -> f64 {
    (f64::from(probability) * 1000.0).round() / 1000.0
}
