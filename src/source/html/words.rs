//! [`Words`]: what class names and the like say about an element, by the words in `data/classes.tsv`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::tree::{Data, Id, Tree};

/// Attributes whose values are names that people gave to parts of a page.
const NAMED_BY: [&str; 6] = ["class", "id", "data-testid", "data-component", "data-type", "data-module"];

/// The words of `data/classes.tsv` by what they say.
static KINDS: LazyLock<BTreeMap<&'static str, BTreeSet<&'static str>>> = LazyLock::new(|| {
    let mut kinds: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for line in include_str!("data/classes.tsv").lines().filter(|l| !l.starts_with('#')) {
        if let Some((kind, words)) = line.split_once('\t') {
            kinds.entry(kind).or_default().insert(words.trim());
        }
    }
    kinds
});

/// What each element of a page is for, by its name and those that people gave to it.
#[derive(Debug)]
pub(super) struct Words {
    /// For each node.
    marks: Vec<Marks>,
}

/// What the names of one element say.
#[derive(Debug, Clone, Copy, Default)]
struct Marks {
    drop: bool,
    /// Like `drop`, however much it holds.
    never: bool,
    keep: bool,
    standfirst: bool,
    byline: bool,
    /// True when the element or one around it is no part of the story.
    out: bool,
}

/// Elements that never hold the story.
const NEVER: [&str; 32] = [
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "aside",
    "footer",
    "form",
    "button",
    "select",
    "textarea",
    "input",
    "svg",
    "math",
    "iframe",
    "object",
    "video",
    "audio",
    "canvas",
    "figure",
    "figcaption",
    "picture",
    "dialog",
    "menu",
    "head",
    "label",
    "fieldset",
    "map",
    "noembed",
    "noframes",
    "xmp",
    "title",
];
const ROLES: [&str; 13] = [
    "navigation",
    "complementary",
    "banner",
    "contentinfo",
    "search",
    "dialog",
    "alertdialog",
    "menu",
    "menubar",
    "toolbar",
    "form",
    "figure",
    "alert",
];

/// Of these, what holds the story where most of the page's sentences stand in it: a page may be one form.
const MAY_HOLD: [&str; 4] = ["form", "aside", "fieldset", "label"];

impl Words {
    /// Looks at each element once.
    pub(super) fn of(tree: &Tree) -> Self {
        let prose = prose(tree);
        let mut marks: Vec<Marks> = (0..tree.len()).map(|id| named(tree, id)).collect();
        let mut holds = vec![false; tree.len()];
        for id in (1..tree.len()).rev() {
            holds[tree.node(id).parent] |= holds[id] || (marks[id].keep && prose[id] > 200);
        }
        for id in 0..tree.len() {
            let mut mark = marks[id];
            let name = &**tree.name(id);
            let root = matches!(name, "" | "html" | "body" | "main");
            // What holds most of the page's sentences holds the story, whatever it is called; and so does what holds
            // something that is called the story.
            let whole = root || prose[id] * 5 > prose[Tree::ROOT] * 2;
            let out = NEVER.contains(&name) && !(whole && MAY_HOLD.contains(&name));
            let role = tree.attribute(id, "role").is_some_and(|role| ROLES.contains(&role));
            let is_named = (mark.drop && !mark.keep && !holds[id]) || role || is_hidden(tree, id);
            mark.drop =
                !matches!(tree.node(id).data, Data::Text(_)) && (out || (mark.never && !root) || (is_named && !whole));
            mark.out = mark.drop || (id > 0 && marks[tree.node(id).parent].out);
            marks[id] = mark;
        }
        Self { marks }
    }

    /// True when the element is no part of the story.
    pub(super) fn is_dropped(&self, id: Id) -> bool {
        self.marks[id].drop
    }

    /// True when the element, or one around it, is no part of the story.
    pub(super) fn is_dropped_within(&self, _tree: &Tree, id: Id) -> bool {
        self.marks[id].out
    }

    /// True when the element is called the story.
    pub(super) fn is_story(&self, id: Id) -> bool {
        self.marks[id].keep
    }

    /// True when the element is called a standfirst or the like.
    pub(super) fn is_standfirst(&self, id: Id) -> bool {
        self.marks[id].standfirst
    }

    /// True when the element is called a byline.
    pub(super) fn is_byline(&self, _tree: &Tree, id: Id) -> bool {
        self.marks[id].byline
    }
}

/// Characters of sentences in each node: in texts that are long, and no links.
fn prose(tree: &Tree) -> Vec<usize> {
    let mut prose = vec![0; tree.len()];
    for id in (1..tree.len()).rev() {
        let node = tree.node(id);
        if let Data::Text(text) = &node.data
            && text.len() >= 40
            && !matches!(&**tree.name(node.parent), "script" | "style" | "a" | "noscript" | "template" | "textarea")
        {
            prose[id] = text.trim().len();
        }
        prose[node.parent] += prose[id];
    }
    prose
}

/// True for what is not shown until something is clicked on.
fn is_hidden(tree: &Tree, id: Id) -> bool {
    let style = || tree.attribute(id, "style").unwrap_or_default().replace(' ', "").to_ascii_lowercase();
    tree.attribute(id, "hidden").is_some()
        || tree.attribute(id, "aria-hidden") == Some("true")
        || tree.attribute(id, "class").is_some_and(|c| c.split_whitespace().any(|name| name == "hidden"))
        || style().contains("display:none")
}

fn named(tree: &Tree, id: Id) -> Marks {
    let mut marks = Marks::default();
    let says = |kind: &str, words: &str| KINDS.get(kind).is_some_and(|set| set.contains(words));
    for attribute in NAMED_BY {
        let Some(value) = tree.attribute(id, attribute) else { continue };
        // Names that a style sheet makes are long lists; those that mean something stand first.
        for name in value.split_whitespace().take(40) {
            let words = cut(name);
            let mut mark = |part: &str| {
                marks.drop |= says("drop", part);
                marks.never |= says("never", part);
                marks.keep |= says("keep", part);
                marks.standfirst |= says("standfirst", part);
                marks.byline |= says("byline", part);
            };
            mark(&format!("= {}", words.join(" ")));
            for at in 0..words.len() {
                for length in 1..=3.min(words.len() - at) {
                    mark(&words[at..at + length].join(" "));
                }
            }
        }
    }
    if tree.attribute(id, "itemprop") == Some("articleBody") {
        marks.keep = true;
    }
    marks
}

/// The words of a name: `storyBody__related-link2` has story, body, related, link.
fn cut(name: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let mut small = false;
    for c in name.chars().take(80) {
        if !c.is_ascii_alphabetic() || (c.is_ascii_uppercase() && small) {
            words.push(String::new());
        }
        small = c.is_ascii_lowercase();
        if c.is_ascii_alphabetic() {
            words.last_mut().expect("one was pushed").push(c.to_ascii_lowercase());
        }
    }
    words.retain(|w| !w.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_into_words() {
        assert_eq!(cut("storyBody__related-link2"), ["story", "body", "related", "link"]);
        assert_eq!(cut("RelatedURL"), ["related", "url"]);
        assert!(cut("--").is_empty());
    }

    #[test]
    fn what_holds_the_story_stays() {
        let story = "A long sentence of the story that goes on for a while. ".repeat(4);
        let tree = Tree::parse(&format!(
            "<div class='has-comments'><p>{story}</p><div class=\"x-related\"><p>Less than that is said here, as it is.</p></div></div>"
        ));
        let words = Words::of(&tree);
        let dropped: Vec<Id> = (0..tree.len()).filter(|&id| words.is_dropped(id)).collect();
        assert_eq!(dropped.len(), 1);
        assert_eq!(tree.attribute(dropped[0], "class"), Some("x-related"));
    }
}
