//! The annotation format: one JSON object an article, all offsets in Unicode code points, ends exclusive.

use serde::Serialize;
use serde_json::Value;

use super::Annotations;
use super::events::Event;
use super::linking::{Weighed, feature_names};
use super::relations::Object;
use super::salience::salience;
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
    claims: Vec<Claim<'a>>,
    events: Vec<EventRecord>,
    relations: Vec<Relation>,
    predicates: Vec<Predicate<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    diagnostics: Vec<Left>,
}

/// What was left out, and why.
#[derive(Debug, Serialize)]
struct Left {
    #[serde(flatten)]
    at: Range,
    message: String,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    wikidata: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    geonames: Option<u32>,
    confidence: f64,
    salience: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    link_confidence: Option<f64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    candidates: Vec<Candidate>,
}

/// An entry of the knowledge base that was weighed for an entity.
#[derive(Debug, Serialize)]
struct Candidate {
    #[serde(skip_serializing_if = "Option::is_none")]
    wikidata: Option<String>,
    score: f32,
    features: std::collections::BTreeMap<&'static str, f32>,
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
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mentions: Vec<Range>,
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
    end: Option<Range>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration: Option<Range>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Filler>,
    #[serde(skip_serializing_if = "Option::is_none")]
    part_of: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: Vec<EventLink>,
}

/// What an event is to another.
#[derive(Debug, Serialize)]
struct EventLink {
    tie: &'static str,
    event: String,
}

/// What somebody says. `form` is "direct", "indirect" or "mixed".
#[derive(Debug, Serialize)]
struct Claim<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Party>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cue: Option<Range>,
    lemma: &'a str,
    content: Vec<Range>,
    direct: bool,
    form: &'static str,
    stance: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    addressee: Option<Party>,
    #[serde(skip_serializing_if = "Option::is_none")]
    medium: Option<Party>,
    #[serde(skip_serializing_if = "Option::is_none")]
    anonymous: Option<Anonymous>,
    confidence: f64,
}

/// A phrase for somebody or something, and the entity that it stands for.
#[derive(Debug, Serialize)]
struct Party {
    #[serde(flatten)]
    at: Range,
    #[serde(skip_serializing_if = "Option::is_none")]
    entity: Option<String>,
}

/// Why a source is not named, and whom it is close to.
#[derive(Debug, Serialize)]
struct Anonymous {
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Range>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    close_to: Vec<String>,
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
        let entity_of = super::entities::of_mentions(&layers.entities, layers.mentions.len());
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
        for (c, chain) in layers.chains.iter().enumerate() {
            mentions.extend(chain.mentions.iter().map(|x| Mention {
                at: range(x.span),
                kind: x.kind.as_str(),
                r#type: x.entity_type.name(),
                entity: chain_id(c),
                confidence: rounded(x.confidence),
            }));
        }
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
            entities: entities(article, layers, iri),
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
                    qualifier: q.qualifier.name(),
                    unit: q.unit.as_deref(),
                })
                .collect(),
            claims: layers.claims.iter().map(|c| claim(c, range)).collect(),
            events: layers.events.iter().enumerate().map(|(e, x)| event(e, x, layers, range, mention)).collect(),
            relations: layers.relations.iter().map(|r| relation(r, range)).collect(),
            diagnostics: layers
                .remarks
                .iter()
                .map(|r| Left { at: range(r.span), message: r.fault.to_string() })
                .collect(),
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

    /// The record with the entries of the knowledge base that were weighed for each entity, the best first.
    #[must_use]
    pub fn with_candidates(mut self, layers: &Annotations) -> Self {
        for (entity, own) in self.entities.iter_mut().zip(&layers.entities) {
            let candidate = |w: &Weighed| Candidate {
                wikidata: w.qid.map(|q| q.to_string()),
                score: w.score,
                features: feature_names().iter().copied().zip(w.features.iter().copied()).collect(),
            };
            entity.candidates = own.candidates.iter().map(candidate).collect();
        }
        self
    }
}

/// The entities of the graph, then the other things that are mentioned more than once.
fn entities<'a>(
    article: &'a Article,
    layers: &'a Annotations,
    iri: impl Fn(usize) -> Option<String>,
) -> Vec<Entity<'a>> {
    layers
        .entities
        .iter()
        .enumerate()
        .map(|(e, x)| Entity {
            id: entity_id(e),
            iri: iri(e),
            r#type: x.entity_type.name(),
            subtype: x.subtype.map(super::super::ontology::Subtype::name),
            label: &x.label,
            wikidata: x.link.as_ref().and_then(|l| l.entry.qid).map(|q| q.to_string()),
            geonames: x.link.as_ref().and_then(|l| l.entry.geonames),
            confidence: rounded(x.confidence),
            salience: rounded(salience(article, &layers.syntax, x.mentions.iter().map(|&m| &layers.mentions[m]))),
            link_confidence: x.link.as_ref().map(|l| rounded(l.confidence)),
            candidates: Vec::new(),
        })
        .chain(layers.chains.iter().enumerate().map(|(c, chain)| Entity {
            id: chain_id(c),
            iri: None,
            r#type: crate::ontology::EntityType::Other.name(),
            subtype: None,
            label: chain.mentions.first().map_or("", |m| m.span.of(&article.text)),
            wikidata: None,
            geonames: None,
            salience: rounded(salience(article, &layers.syntax, chain.mentions.iter())),
            link_confidence: None,
            candidates: Vec::new(),
            confidence: chain.mentions.iter().map(|m| rounded(m.confidence)).fold(0.0, f64::max),
        }))
        .collect()
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
    let mentions = event.mentions.iter().map(|m| range(m.span(&layers.syntax))).collect::<Vec<_>>();
    EventRecord {
        id: event_id(index),
        trigger: range(event.span(&layers.syntax)),
        mentions: if mentions.len() > 1 { mentions } else { Vec::new() },
        class: event.class.map(crate::ontology::EventClass::name),
        predicate: event.roleset.as_ref().map(ToString::to_string),
        factuality: event.factuality.name(),
        confidence: rounded(event.confidence),
        args: event.arguments.iter().map(|a| EventArg { role: a.role.name(), filler: mention(a.mention) }).collect(),
        time: event.time.map(|t| range(layers.times[t].span)),
        end: event.end.map(|t| range(layers.times[t].span)),
        duration: event.duration.map(|t| range(layers.times[t].span)),
        place,
        part_of: event.part_of.map(event_id),
        links: event.links.iter().map(|l| EventLink { tie: l.tie.name(), event: event_id(l.event) }).collect(),
    }
}

fn claim(claim: &super::attribution::Claim, range: impl Fn(Span) -> Range + Copy) -> Claim<'_> {
    let party = |p: &super::attribution::Party| Party { at: range(p.span), entity: p.entity.map(entity_id) };
    Claim {
        source: claim.source.as_ref().map(party),
        cue: claim.cue.map(range),
        lemma: &claim.lemma,
        content: claim.content.iter().map(|s| range(*s)).collect(),
        direct: claim.form == super::attribution::Form::Direct,
        form: claim.form.name(),
        stance: claim.stance.name(),
        addressee: claim.addressee.as_ref().map(party),
        medium: claim.medium.as_ref().map(party),
        anonymous: claim.anonymity.as_ref().map(|a| Anonymous {
            reason: a.reason.map(range),
            close_to: a.close_to.iter().map(|&e| entity_id(e)).collect(),
        }),
        confidence: rounded(claim.confidence),
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

fn event_id(index: usize) -> String {
    format!("ev{}", index + 1)
}

fn entity_id(index: usize) -> String {
    format!("e{}", index + 1)
}

fn chain_id(index: usize) -> String {
    format!("c{}", index + 1)
}

fn time_type(kind: TimeType) -> &'static str {
    match kind {
        TimeType::Date => "DATE",
        TimeType::Time => "TIME",
        TimeType::Duration => "DURATION",
        TimeType::Set => "SET",
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
