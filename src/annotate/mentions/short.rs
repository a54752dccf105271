//! Types of short names, by the longer names that they stand for.

use std::collections::BTreeMap;
use std::collections::HashMap;

use crate::annotate::entities::is_acronym_of;
use crate::model::NameSpan;
use crate::ontology::EntityType;
use crate::text::syntax::Syntax;

use super::surface;

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
