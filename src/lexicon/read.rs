//! What the nodes of a lexicon file mean: patterns, word lists, and entries with their senses.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use compact_str::CompactString;
use oxigraph::model::NamedNodeRef;

use super::Problem;
use super::document::{Document, Node, Value, prefixed};
use super::sense::{Companion, Condition, Constraint, Pattern, Pos, RoleMap, Sense, Slot, Support, TriggerPlace};
use crate::ontology::{EntityType, EventClass, Role, lexinfo, ng, schema};

/// The types that a condition can name.
const TYPES: [(NamedNodeRef<'static>, EntityType); 7] = [
    (schema::PERSON, EntityType::Person),
    (schema::ORGANIZATION, EntityType::Organization),
    (schema::PLACE, EntityType::Place),
    (ng::GROUP, EntityType::Group),
    (ng::EVENT, EntityType::Event),
    (schema::CREATIVE_WORK, EntityType::Work),
    (schema::PRODUCT, EntityType::Product),
];

/// What the lexicon vocabulary lets each kind of node say, as prefixed names.
const ENTRY: &[&str] =
    &["a", "ontolex:canonicalForm", "ontolex:otherForm", "lexinfo:partOfSpeech", "ng:head", "ontolex:sense"];
const SENSE: &[&str] = &[
    "a",
    "ontolex:reference",
    "ng:roleset",
    "ng:pattern",
    "ng:maps",
    "ng:with",
    "ng:withAny",
    "ng:notWith",
    "ng:requires",
    "ng:rejects",
    "ng:acceptExample",
    "ng:rejectExample",
];
const PATTERN: &[&str] = &["a", "ng:pattern", "ng:maps", "ng:support", "ng:modifierOf"];
const LIST: &[&str] = &["a", "ng:lemma"];
const MAP: &[&str] = &["ng:label", "ng:preposition", "ng:type", "ng:list", "ng:lemma", "ng:role"];
const COMPANION: &[&str] = &["ng:lemma", "ng:list", "ng:relation", "ng:preposition"];
const SUPPORT: &[&str] = &["ng:lemma", "ng:triggerRelation", "ng:subject", "ng:object"];

/// What an entry can refer to.
pub(super) struct Known<'a> {
    pub(super) patterns: &'a BTreeMap<String, Arc<Pattern>>,
    pub(super) lists: &'a BTreeMap<String, Vec<CompactString>>,
}

/// What a file says.
pub(super) struct Content {
    pub(super) senses: Vec<Sense>,
    pub(super) patterns: BTreeMap<String, Arc<Pattern>>,
    pub(super) lists: BTreeMap<String, Vec<CompactString>>,
}

/// Reads the meaning of a document; all mistakes at once.
pub(super) fn interpret(document: &Document<'_>, known: Known<'_>) -> Result<Content, Vec<Problem>> {
    let mut reader = Reader { document, known, problems: Vec::new(), subject: "", lists: BTreeMap::new() };
    let of_type = |name: &'static [&'static str]| {
        document.nodes.iter().filter_map(move |node| {
            let iri = node.iri.as_deref()?;
            let typed = node
                .says
                .iter()
                .any(|(p, v)| p == "a" && matches!(v, Value::Iri(class) if name.contains(&prefixed(class).as_str())));
            typed.then_some((iri, node))
        })
    };
    for (iri, node) in of_type(&["ng:WordList"]) {
        reader.subject = iri;
        reader.check(node, LIST, "a word list");
        let words = reader.words(node, "ng:lemma");
        reader.lists.insert(iri.to_owned(), words);
    }
    let mut patterns = BTreeMap::new();
    for (iri, node) in of_type(&["ng:Pattern"]) {
        reader.subject = iri;
        let pattern = reader.pattern(node, &mut vec![iri]);
        patterns.insert(iri.to_owned(), Arc::new(pattern));
    }
    let mut senses = Vec::new();
    for (iri, node) in of_type(&["ontolex:LexicalEntry", "ontolex:MultiWordExpression", "ontolex:Word"]) {
        reader.subject = iri;
        reader.entry(iri, node, &patterns, &mut senses);
    }
    let entries: BTreeSet<&str> = senses.iter().map(|s: &Sense| s.entry.as_str()).collect();
    for node in &document.nodes {
        let Some(iri) = node.iri.as_deref() else { continue };
        let is_form_owner = node.says.iter().any(|(p, _)| p == "ontolex:canonicalForm" || p == "ontolex:sense");
        if is_form_owner && !entries.contains(iri) && !reader.problems.iter().any(|p| p.subject == iri) {
            reader.subject = iri;
            reader.problem("is no lexical entry: add `a ontolex:LexicalEntry` (or `ontolex:MultiWordExpression`)");
        }
    }
    if reader.problems.is_empty() {
        Ok(Content { senses, patterns, lists: reader.lists })
    } else {
        Err(reader.problems)
    }
}

/// What stands where a role is named.
enum Named {
    Role(Role),
    /// `ng:noRole`
    NoRole,
    /// No role, or none that exists.
    Nothing,
}

impl Named {
    fn role(self) -> Option<Role> {
        if let Self::Role(role) = self { Some(role) } else { None }
    }
}

struct Reader<'a> {
    document: &'a Document<'a>,
    known: Known<'a>,
    problems: Vec<Problem>,
    /// IRI of what is being read.
    subject: &'a str,
    lists: BTreeMap<String, Vec<CompactString>>,
}

impl<'a> Reader<'a> {
    fn problem(&mut self, what: impl Into<String>) {
        self.problems.push(Problem { subject: self.subject.to_owned(), line: 1, column: 1, what: what.into() });
    }

    /// Reports what the vocabulary does not have; properties of foreign vocabularies (notes, sources) are welcome.
    fn check(&mut self, node: &Node, allowed: &[&str], what: &str) {
        for (property, _) in &node.says {
            if property.starts_with("ng:") && !allowed.contains(&property.as_str()) {
                self.problem(format!("{property} says nothing in {what}; known are {}", allowed.join(", ")));
            }
        }
    }

    fn child(&self, value: &Value) -> Option<&'a Node> {
        match value {
            Value::Node(at) => self.document.nodes.get(*at),
            Value::Iri(iri) => self.document.nodes.get(*self.document.by_iri.get(iri)?),
            Value::Text(_) => None,
        }
    }

    fn children(&mut self, node: &'a Node, property: &'static str) -> Vec<&'a Node> {
        let mut found = Vec::new();
        for value in node.values(property) {
            match self.child(value) {
                Some(child) => found.push(child),
                None => self.problem(format!("{property} needs a node in square brackets")),
            }
        }
        found
    }

    fn texts(&mut self, node: &'a Node, property: &'static str) -> Vec<CompactString> {
        let mut found = Vec::new();
        for value in node.values(property) {
            match value {
                Value::Text(text) if !text.trim().is_empty() => found.push(text.into()),
                _ => self.problem(format!("{property} needs a text in quotation marks")),
            }
        }
        found
    }

    /// The words of all values: a value may hold several, with blanks between them.
    fn words(&mut self, node: &'a Node, property: &'static str) -> Vec<CompactString> {
        let texts = self.texts(node, property);
        texts.iter().flat_map(|text| text.split_whitespace()).map(CompactString::from).collect()
    }

    fn iris(&mut self, node: &'a Node, property: &'static str) -> Vec<&'a str> {
        let mut found = Vec::new();
        for value in node.values(property) {
            match value {
                Value::Iri(iri) => found.push(iri.as_str()),
                _ => self.problem(format!("{property} needs an IRI")),
            }
        }
        found
    }

    fn entry(&mut self, iri: &str, node: &'a Node, patterns: &BTreeMap<String, Arc<Pattern>>, senses: &mut Vec<Sense>) {
        self.check(node, ENTRY, "an entry");
        let forms = |reader: &mut Self, property| -> Vec<CompactString> {
            let nodes = reader.children(node, property);
            nodes.iter().flat_map(|form| reader.texts(form, "ontolex:writtenRep")).collect()
        };
        let form = forms(self, "ontolex:canonicalForm").into_iter().next();
        let other_forms = forms(self, "ontolex:otherForm");
        let Some(form) = form else {
            return self.problem("has no written form: add `ontolex:canonicalForm [ ontolex:writtenRep \"…\"@en ]`");
        };
        let speech = self.iris(node, "lexinfo:partOfSpeech");
        let Some(pos) = speech.first().and_then(|iri| Pos::named(iri.strip_prefix(lexinfo::NAMESPACE)?)) else {
            return self.problem("needs `lexinfo:partOfSpeech` with lexinfo:verb, lexinfo:noun or lexinfo:adjective");
        };
        let multiword = form.contains(' ');
        let mut words = form.split(' ');
        let usual = if pos == Pos::Verb { words.next() } else { words.next_back() };
        let head = self.texts(node, "ng:head").into_iter().next().or_else(|| usual.map(CompactString::from));
        let blueprint = Sense {
            entry: iri.to_owned(),
            form: form.to_string(),
            other_forms,
            head: head.unwrap_or_default(),
            pos,
            multiword,
            class: EventClass::Event,
            rolesets: Vec::new(),
            roles: Vec::new(),
            pattern: Arc::default(),
            with: Vec::new(),
            with_any: Vec::new(),
            not_with: Vec::new(),
            requires: Vec::new(),
            rejects: Vec::new(),
            accept: Vec::new(),
            reject: Vec::new(),
        };
        let nodes = self.children(node, "ontolex:sense");
        if nodes.is_empty() {
            self.problem("has no sense: add `ontolex:sense [ ontolex:reference ng:… ]`");
        }
        for node in nodes {
            let sense = self.sense(node, &blueprint, patterns);
            senses.extend(sense);
        }
    }

    fn sense(&mut self, node: &'a Node, entry: &Sense, patterns: &BTreeMap<String, Arc<Pattern>>) -> Option<Sense> {
        self.check(node, SENSE, "a sense");
        let references = self.iris(node, "ontolex:reference");
        let Some(reference) = references.first() else {
            self.problem("has a sense without event class: add `ontolex:reference ng:…`");
            return None;
        };
        let Some(class) = EventClass::from_iri(NamedNodeRef::new_unchecked(reference)) else {
            self.problem(format!("<{reference}> is no event class of the ontology"));
            return None;
        };
        let named = self.iris(node, "ng:pattern").first().copied();
        let pattern = named.unwrap_or(match entry.pos {
            Pos::Verb => "https://w3id.org/newsgraph/lexicon/en#actVerb",
            Pos::Noun => "https://w3id.org/newsgraph/lexicon/en#actNoun",
            Pos::Adjective => "https://w3id.org/newsgraph/lexicon/en#stateAdjective",
        });
        let Some(pattern) = patterns.get(pattern).or_else(|| self.known.patterns.get(pattern)).cloned() else {
            self.problem(format!("<{pattern}> is no pattern"));
            return None;
        };
        let examples = |reader: &mut Self, property| -> Vec<String> {
            reader.texts(node, property).into_iter().map(CompactString::into_string).collect()
        };
        let sense = Sense {
            class,
            rolesets: self.words(node, "ng:roleset"),
            roles: self.maps(node),
            pattern,
            with: self.companions(node, "ng:with"),
            with_any: self.companions(node, "ng:withAny"),
            not_with: self.companions(node, "ng:notWith"),
            requires: self.constraints(node, "ng:requires"),
            rejects: self.constraints(node, "ng:rejects"),
            accept: examples(self, "ng:acceptExample"),
            reject: examples(self, "ng:rejectExample"),
            ..entry.clone()
        };
        if entry.multiword && sense.with.is_empty() && sense.with_any.is_empty() {
            self.problem("is a multi-word expression without `ng:with` to say which other words it needs");
        }
        Some(sense)
    }

    fn pattern(&mut self, node: &'a Node, path: &mut Vec<&'a str>) -> Pattern {
        self.check(node, PATTERN, "a pattern");
        let mut pattern = Pattern {
            levels: vec![self.maps(node)],
            support: self.supports(node),
            modifier_of: self.words(node, "ng:modifierOf"),
        };
        for parent in self.iris(node, "ng:pattern") {
            let known = self.known.patterns.get(parent);
            let inherited = if path.contains(&parent) {
                self.problem(format!("inherits from itself through <{parent}>"));
                continue;
            } else if let Some(&at) = self.document.by_iri.get(parent) {
                path.push(parent);
                let inherited = self.pattern(&self.document.nodes[at], path);
                path.pop();
                inherited
            } else if let Some(known) = known {
                Pattern::clone(known)
            } else {
                self.problem(format!("<{parent}> is no pattern"));
                continue;
            };
            pattern.levels.extend(inherited.levels);
            pattern.support.extend(inherited.support);
            pattern.modifier_of.extend(inherited.modifier_of);
        }
        pattern
    }

    fn maps(&mut self, node: &'a Node) -> Vec<RoleMap> {
        let mut maps = Vec::new();
        for node in self.children(node, "ng:maps") {
            self.check(node, MAP, "a role mapping");
            let role = self.role(node, "ng:role");
            let only = self.condition(node);
            match (self.slot(node), role) {
                (None, _) => self.problem("has ng:maps without ng:label or ng:preposition"),
                (_, Named::Nothing) => self.problem("has ng:maps without ng:role"),
                (Some(slot), role) => maps.push(RoleMap { slot, only, role: role.role() }),
            }
        }
        maps
    }

    fn slot(&mut self, node: &'a Node) -> Option<Slot> {
        let label = self.texts(node, "ng:label").into_iter().next().map(Slot::Label);
        label.or_else(|| self.words(node, "ng:preposition").into_iter().next().map(Slot::Preposition))
    }

    /// The role that `property` names.
    fn role(&mut self, node: &'a Node, property: &'static str) -> Named {
        let Some(iri) = self.iris(node, property).first().copied() else { return Named::Nothing };
        if iri == ng::NO_ROLE.as_str() {
            return Named::NoRole;
        }
        // Arguments are things and people; what is an event to another event no entry says.
        let role = Role::from_iri(NamedNodeRef::new_unchecked(iri)).filter(|role| !role.is_event());
        if role.is_none() {
            self.problem(format!("<{iri}> is no role of events"));
        }
        role.map_or(Named::Nothing, Named::Role)
    }

    fn condition(&mut self, node: &'a Node) -> Condition {
        let mut kinds = Vec::new();
        for iri in self.iris(node, "ng:type") {
            match TYPES.iter().find(|(known, _)| known.as_str() == iri) {
                Some((_, kind)) => kinds.push(*kind),
                None => self.problem(format!("<{iri}> is no type that a condition can ask for")),
            }
        }
        Condition { kinds, lemmas: self.lemmas(node) }
    }

    /// `ng:lemma` and the words of every `ng:list`.
    fn lemmas(&mut self, node: &'a Node) -> Vec<CompactString> {
        let mut lemmas = self.words(node, "ng:lemma");
        for iri in self.iris(node, "ng:list") {
            match self.lists.get(iri).or_else(|| self.known.lists.get(iri)) {
                Some(words) => lemmas.extend_from_slice(words),
                None => self.problem(format!("<{iri}> is no word list")),
            }
        }
        lemmas
    }

    fn constraints(&mut self, node: &'a Node, property: &'static str) -> Vec<Constraint> {
        let mut constraints = Vec::new();
        for node in self.children(node, property) {
            self.check(node, MAP, "a constraint");
            let condition = self.condition(node);
            let role = self.role(node, "ng:role").role().map(Slot::Role);
            match role.or_else(|| self.slot(node)) {
                Some(slot) => constraints.push(Constraint { slot, condition }),
                None => self.problem(format!("has {property} without ng:role, ng:label or ng:preposition")),
            }
        }
        constraints
    }

    fn companions(&mut self, node: &'a Node, property: &'static str) -> Vec<Companion> {
        let mut companions = Vec::new();
        for node in self.children(node, property) {
            self.check(node, COMPANION, property);
            let companion = Companion {
                lemmas: self.lemmas(node),
                relations: self.words(node, "ng:relation"),
                prepositions: self.words(node, "ng:preposition"),
            };
            if companion == Companion::default() {
                self.problem(format!("has an empty {property}: say ng:lemma, ng:relation or ng:preposition"));
            }
            companions.push(companion);
        }
        companions
    }

    fn supports(&mut self, node: &'a Node) -> Vec<Support> {
        let mut supports = Vec::new();
        for node in self.children(node, "ng:support") {
            self.check(node, SUPPORT, "ng:support");
            let trigger = match self.texts(node, "ng:triggerRelation").first().map(CompactString::as_str) {
                None | Some("obj") => TriggerPlace::Object,
                Some("nsubj") => TriggerPlace::Subject,
                Some(other) => {
                    self.problem(format!("ng:triggerRelation is \"obj\" or \"nsubj\", not \"{other}\""));
                    continue;
                }
            };
            let subject = self.role(node, "ng:subject").role();
            let object = self.role(node, "ng:object").role();
            supports.push(Support { verbs: self.words(node, "ng:lemma"), trigger, subject, object });
        }
        supports
    }
}
