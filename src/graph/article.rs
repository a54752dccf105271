//! The article itself: metadata, text, what it mentions, and which program read it.

use oxigraph::model::{Literal, NamedNode};
use sha2::{Digest as _, Sha256};

use super::Options;
use super::builder::{Builder, english, typed};
use super::names::hex;
use crate::annotate::Annotations;
use crate::annotate::salience::salience;
use crate::ontology::{ng, nif, prov, rdf, rdfs, schema, xsd};
use crate::text::{Article, Published};

pub(super) fn write(
    builder: &mut Builder<'_>,
    article: &Article,
    layers: &Annotations,
    shown: &[bool],
    options: &Options,
) {
    let node = builder.article();
    builder.add(&node, rdf::TYPE, schema::NEWS_ARTICLE);
    if let Some(title) = &article.title {
        builder.add(&node, schema::HEADLINE, english(title));
    }
    for (property, date) in [(schema::DATE_PUBLISHED, &article.published), (schema::DATE_MODIFIED, &article.modified)] {
        if let Some(date) = date {
            builder.add(&node, property, moment(date));
        }
    }
    for author in &article.authors {
        builder.add(&node, schema::AUTHOR, Literal::from(author.as_str()));
    }
    if let Some(publisher) = &article.publisher {
        builder.add(&node, schema::PUBLISHER, Literal::from(publisher.as_str()));
    }
    if let Some(url) = article.url.as_deref() {
        match NamedNode::new(url) {
            Ok(url) if !runs_code(url.as_str()) => builder.add(&node, schema::URL, url),
            _ => builder.add(&node, schema::URL, Literal::from(url)),
        }
    }
    builder.add(&node, schema::IN_LANGUAGE, Literal::from(article.language.as_deref().unwrap_or("en")));
    builder.add(&node, ng::TEXT_HASH, Literal::from(hex(&Sha256::digest(article.text.as_bytes()))));
    if options.text {
        builder.add(&node, nif::IS_STRING, Literal::from(article.text.as_str()));
    }
    write_subjects(builder, article, layers, shown, &node);
    for place in &layers.dateline_places {
        let named = layers.entities.iter().position(|e| {
            e.entity_type == crate::ontology::EntityType::Place
                && e.mentions.iter().any(|&m| place.contains(layers.mentions[m].span))
        });
        if let Some(e) = named {
            let entity = NamedNode::new_unchecked(builder.names.entity(layers, e));
            builder.add(&node, schema::CONTENT_LOCATION, entity);
        }
    }
    let version = env!("CARGO_PKG_VERSION");
    let run = format!("run/newsgraph-{version}-{}-kb-{}", options.model, options.kb);
    let run = NamedNode::new_unchecked(builder.names.shared(&run));
    builder.add(&node, prov::WAS_GENERATED_BY, run.clone());
    builder.add(&run, rdf::TYPE, prov::ACTIVITY);
    builder.add(
        &run,
        rdfs::LABEL,
        english(&format!("newsgraph {version}, model {}, knowledge base {}", options.model, options.kb)),
    );
}

/// How many things an article is about.
const ABOUT: usize = 3;

/// What the article is about, and what it mentions beside: named things that are in the graph.
fn write_subjects(
    builder: &mut Builder<'_>,
    article: &Article,
    layers: &Annotations,
    shown: &[bool],
    node: &NamedNode,
) {
    let named = |e: usize| layers.entities[e].is_named(&layers.mentions);
    let salience = |e: usize| {
        let mentions = layers.entities[e].mentions.iter().map(|&m| &layers.mentions[m]);
        salience(article, &layers.syntax, mentions)
    };
    let mut subjects: Vec<(usize, f32)> =
        (0..layers.entities.len()).filter(|&e| shown[e] && named(e)).map(|e| (e, salience(e))).collect();
    subjects.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    for (rank, (e, _)) in subjects.into_iter().enumerate() {
        let entity = NamedNode::new_unchecked(builder.names.entity(layers, e));
        builder.add(node, if rank < ABOUT { schema::ABOUT } else { schema::MENTIONS }, entity);
    }
}

/// Whether a browser would run the address instead of going there. It stays a text: pages make links of IRIs.
fn runs_code(url: &str) -> bool {
    let scheme = url.split(':').next().unwrap_or_default().to_ascii_lowercase();
    ["javascript", "vbscript", "data"].contains(&scheme.as_str())
}

/// `xsd:dateTime` where a time is known, else `xsd:date`.
fn moment(published: &Published) -> Literal {
    match &published.date_time {
        Some(time) => {
            // A time without seconds is no xsd:dateTime.
            let clock = time.split_once('T').map_or("", |(_, t)| t);
            let zone = clock.find(['Z', 'z', '+', '-']).unwrap_or(clock.len());
            let (clock, zone) = clock.split_at(zone);
            let seconds = if clock.matches(':').count() == 1 { ":00" } else { "" };
            let zone = if zone.len() == 5 && zone != "Z" {
                format!("{}:{}", &zone[..3], &zone[3..])
            } else {
                zone.to_uppercase()
            };
            typed(format!("{}T{clock}{seconds}{zone}", published.date), xsd::DATE_TIME)
        }
        None => typed(published.date.to_string(), xsd::DATE),
    }
}
