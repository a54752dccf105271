//! Types of short names, by the longer names that they stand for.

use std::collections::BTreeMap;
use std::collections::HashMap;

use crate::annotate::entities::is_acronym_of;
use crate::model::{NameSpan, NameType};
use crate::ontology::EntityType;
use crate::text::syntax::Syntax;

use super::surface;

/// Adds the acronyms in brackets after an organization's name that the engine did not take for names: "Marine Accident
/// Network (MAN)".
pub(super) fn add_bracketed(text: &str, syntax: &Syntax, names: &mut Vec<NameSpan>) {
    let form = |i: usize| syntax.words().get(i).map_or("", |w| w.span.of(text));
    let mut new: Vec<NameSpan> = Vec::new();
    for name in names.iter().filter(|n| n.kind == NameType::Organization) {
        let short = name.words.end + 1;
        let bracketed = form(short - 1) == "(" && form(short + 1) == ")";
        let known = names.iter().any(|n| n.words.contains(&short));
        if bracketed && !known && is_acronym_of(form(short), &surface(text, syntax, &name.words)) {
            new.push(NameSpan { words: short..short + 1, ..name.clone() });
        }
    }
    names.extend(new);
    names.sort_by_key(|n| n.words.start);
}

/// "Hansol" is what "Hansol Energy" is, and "(MAN)" what "Minera Atacama del Norte" before it is, where the article has no
/// person of that name.
pub(super) fn settle(text: &str, syntax: &Syntax, names: &[NameSpan], types: &mut HashMap<String, EntityType>) {
    let forms: Vec<String> = names.iter().map(|n| surface(text, syntax, &n.words)).collect();
    let mut settled: BTreeMap<String, EntityType> = BTreeMap::new();
    for (pair, spans) in forms.windows(2).zip(names.windows(2)) {
        let gap =
            &text[syntax.words()[spans[0].words.end - 1].span.end..syntax.words()[spans[1].words.start].span.start];
        if gap.trim() == "(" && is_acronym_of(&pair[1], &pair[0]) {
            settled.extend(types.get(&pair[0]).map(|kind| (pair[1].clone(), *kind)));
        }
    }
    for short in forms.iter().filter(|f| !f.contains(' ') && types.get(*f) == Some(&EntityType::Person)) {
        let part_of = |long: &&String| long.split(' ').any(|w| w == short) && long.contains(' ');
        let person = forms.iter().filter(part_of).any(|long| types.get(long) == Some(&EntityType::Person));
        let body = forms.iter().any(|long| {
            long.strip_prefix(short.as_str()).is_some_and(|rest| rest.starts_with(' '))
                && types.get(long) == Some(&EntityType::Organization)
        });
        if body && !person {
            settled.entry(short.clone()).or_insert(EntityType::Organization);
        }
    }
    types.extend(settled);
}

#[cfg(test)]
mod tests {
    use crate::annotate::mentions::mentions;
    use crate::model::{NameSpan, NameType};
    use crate::source::from_text;
    use crate::text::syntax::testing::syntax;

    #[test]
    fn acronyms_in_brackets_are_what_stands_before_them() {
        let text = "Lake Rescue Guild (LRG) left; LRG fled";
        let rows = "Lake Lake PROPN NNP 3 compound\nRescue Rescue PROPN NNP 3 compound\nGuild Guild PROPN NNP 7 nsubj\n\
            ( ( PUNCT -LRB- 5 punct\nLRG LRG PROPN NNP 3 appos\n) ) PUNCT -RRB- 5 punct\nleft leave VERB VBD 0 root\n\
            ; ; PUNCT : 10 punct\nLRG LRG PROPN NNP 10 nsubj\nfled flee VERB VBD 7 parataxis";
        let syntax = syntax(text, rows);
        let name = |words, kind| NameSpan { words, kind, confidence: 0.9 };
        let article = from_text("t", text);
        let long = name(0..3, NameType::Organization);
        // The engine saw the acronym as a person in one place or the other, or in none.
        for short in [&[4][..], &[8], &[4, 8], &[]] {
            let names = std::iter::once(long.clone()).chain(short.iter().map(|&w| name(w..w + 1, NameType::Person)));
            let found = mentions(&article, &syntax, &names.collect::<Vec<_>>());
            let found: Vec<String> = found.iter().map(|m| format!("{} {:?}", m.span.of(text), m.entity_type)).collect();
            assert_eq!(found, ["Lake Rescue Guild Organization", "LRG Organization", "LRG Organization"]);
        }
    }
}
