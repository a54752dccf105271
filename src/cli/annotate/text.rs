//! The article with its names coloured and its events below each sentence, for a person at a terminal.

use std::fmt::Write as _;
use std::io::IsTerminal as _;

use crate::annotate::Annotations;
use crate::annotate::mentions::MentionKind;
use crate::cli::terminal::harmless;
use crate::ontology::EntityType;
use crate::text::{Article, Span};

/// ANSI colours by entity type.
fn colour(kind: EntityType) -> &'static str {
    match kind {
        EntityType::Person => "33",
        EntityType::Organization => "36",
        EntityType::Place => "32",
        EntityType::Group => "35",
        EntityType::Event => "31",
        EntityType::Work | EntityType::Product | EntityType::Other => "34",
    }
}

/// Prints an article.
pub(super) fn print(article: &Article, layers: &Annotations) -> String {
    let coloured = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let mut out = String::new();
    for (number, sentence) in layers.syntax.sentences().iter().enumerate() {
        marked(&mut out, article, layers, sentence.span, coloured);
        out.push('\n');
        for event in &layers.events {
            let word = &layers.syntax.words()[event.trigger[0]];
            if word.sentence != number {
                continue;
            }
            let class = event.class.map_or("Event", crate::ontology::EventClass::name);
            let _ =
                write!(out, "    {class} “{}” [{}]", harmless(word.span.of(&article.text)), event.factuality.name());
            for a in &event.arguments {
                let _ = write!(out, "  {}: {}", a.role.name(), harmless(&layers.entities[a.entity].label));
            }
            if let Some(t) = event.time {
                let _ = write!(out, "  time: {}", layers.times[t].value);
            }
            out.push('\n');
        }
    }
    out.push('\n');
    out
}

/// The sentence with its mentions coloured, or in brackets with their types.
fn marked(out: &mut String, article: &Article, layers: &Annotations, span: Span, coloured: bool) {
    let text = &article.text;
    let mut at = span.start;
    for mention in layers.mentions.iter().filter(|m| m.kind != MentionKind::Nominal && span.contains(m.span)) {
        if mention.span.start < at {
            continue;
        }
        out.push_str(&harmless(&text[at..mention.span.start]));
        let (name, kind) = (harmless(mention.span.of(text)), mention.entity_type);
        let _ = if coloured {
            write!(out, "\u{1b}[{}m{name}\u{1b}[0m", colour(kind))
        } else {
            write!(out, "[{name}|{}]", kind.name())
        };
        at = mention.span.end;
    }
    out.push_str(&harmless(&text[at..span.end]));
}
