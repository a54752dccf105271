//! Names that the article uses again where the engine did not see them.

use std::collections::HashMap;

use crate::ontology::EntityType;
use crate::text::syntax::{Syntax, Upos};

use super::{Mention, MentionKind, surface};

/// Adds proper nouns that repeat a name, or the last name of a person, found elsewhere in the article.
pub(super) fn add_repeated(text: &str, syntax: &Syntax, taken: &mut [bool], found: &mut Vec<Mention>) {
    let mut known: HashMap<String, EntityType> = HashMap::new();
    let mut longest = 1;
    for mention in found.iter().filter(|m| m.kind == MentionKind::Name && m.confidence > 0.6) {
        let name = surface(text, syntax, &mention.words);
        longest = longest.max(mention.words.len());
        let person = mention.entity_type == EntityType::Person && mention.words.len() > 1;
        if let Some(last) = name.rsplit(' ').next().filter(|l| person && l.chars().count() > 2) {
            known.entry(last.to_owned()).or_insert(EntityType::Person);
        }
        known.insert(name, mention.entity_type);
    }
    for sentence in syntax.sentences() {
        let mut i = sentence.words.start;
        while i < sentence.words.end {
            let most = longest.min(sentence.words.end - i);
            let hit = (1..=most).rev().find_map(|n| {
                let words = i..i + n;
                let word = &syntax.words()[i];
                // Rare surnames are often mistaken for other words at the start of a sentence; verbs are not for names.
                let capital = word.span.of(text).starts_with(char::is_uppercase);
                let likely = matches!(word.upos, Upos::Propn | Upos::Noun | Upos::Pron | Upos::Adj | Upos::X);
                let free = !taken[words.clone()].contains(&true) && capital && likely;
                let kind = free.then(|| known.get(surface(text, syntax, &words).as_str())).flatten()?;
                Some((words, *kind))
            });
            i = match hit {
                Some((words, kind)) => {
                    let end = words.end;
                    taken[words.clone()].fill(true);
                    found.push(Mention::new(syntax, words, MentionKind::Name, kind, 0.6));
                    end
                }
                None => i + 1,
            };
        }
    }
}
