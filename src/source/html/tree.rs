//! [`Tree`]: the elements and texts of a page, built from the tokens of `html5ever` in time linear in the page.
//!
//! The tree builder of the HTML standard looks through all open elements at many tags, and so takes quadratic time
//! for a page that is nested deeply by mistake or on purpose. This one keeps the rules that matter for reading text
//! (void elements, end tags that may be left out, tables as walls) and nests no deeper than [`DEEPEST`]: what stands
//! deeper stays in the text, as if its tags were not there.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::{LocalName, local_name, ns};

/// Elements are nested no deeper; browsers have the same bound.
const DEEPEST: usize = 512;
/// A page of more elements and texts is read up to here.
const MOST_NODES: usize = 1_000_000;

/// Number of a node in its tree.
pub(super) type Id = usize;

/// An element or a text.
#[derive(Debug)]
pub(super) struct Node {
    /// The element that it stands in; the root is its own.
    pub(super) parent: Id,
    /// Its children in order.
    pub(super) children: Vec<Id>,
    /// What it is.
    pub(super) data: Data,
}

/// What a node is.
#[derive(Debug)]
pub(super) enum Data {
    /// Characters.
    Text(String),
    /// An element, with its attributes in order.
    Element(LocalName, Vec<(LocalName, String)>),
}

/// A page.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    /// The tree of a page. Never fails: every text is some page.
    pub(super) fn parse(html: &str) -> Self {
        let sink = Builder { state: RefCell::new(State::new()) };
        let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
        let input = BufferQueue::default();
        input.push_back(StrTendril::from_slice(html));
        // A script is done as soon as it has been read; the tokenizer stops after each.
        while !input.is_empty() {
            let _ = tokenizer.feed(&input);
        }
        tokenizer.end();
        Self { nodes: tokenizer.sink.state.into_inner().nodes }
    }

    /// The root, which holds all others and is no element of the page.
    pub(super) const ROOT: Id = 0;

    /// How many nodes there are; their numbers are in the order of the page.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The node of that number.
    pub(super) fn node(&self, id: Id) -> &Node {
        &self.nodes[id]
    }

    /// The name of an element; empty for a text.
    pub(super) fn name(&self, id: Id) -> &LocalName {
        static EMPTY: LocalName = local_name!("");
        match &self.nodes[id].data {
            Data::Element(name, _) => name,
            Data::Text(_) => &EMPTY,
        }
    }

    /// The attribute of an element.
    pub(super) fn attribute(&self, id: Id, name: &str) -> Option<&str> {
        match &self.nodes[id].data {
            Data::Element(_, attributes) => attributes.iter().find(|(n, _)| &**n == name).map(|(_, value)| &**value),
            Data::Text(_) => None,
        }
    }

    /// All nodes below `id` and itself, in the order of the page.
    pub(super) fn below(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        let mut stack = vec![id];
        std::iter::from_fn(move || {
            let id = stack.pop()?;
            stack.extend(self.nodes[id].children.iter().rev());
            Some(id)
        })
    }

    /// The characters in `id`, with every run of white space made one space.
    pub(super) fn text(&self, id: Id) -> String {
        let mut all = String::new();
        for below in self.below(id) {
            if let Data::Text(text) = &self.nodes[below].data {
                all.push_str(text);
            } else if self.name(below) == &local_name!("br") {
                all.push(' ');
            }
        }
        one_line(&all)
    }

    /// The characters in `id` as they stand.
    pub(super) fn raw_text(&self, id: Id) -> String {
        let texts = self.below(id).filter_map(|below| match &self.nodes[below].data {
            Data::Text(text) => Some(text.as_str()),
            Data::Element(..) => None,
        });
        texts.collect()
    }
}

/// The text with every run of white space made one space, and none around it; without characters that are not seen.
pub(super) fn one_line(text: &str) -> String {
    let seen = text.replace(['\u{200b}', '\u{feff}', '\u{ad}', '\u{2060}'], "");
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

struct State {
    nodes: Vec<Node>,
    open: Vec<Id>,
    /// Elements that stand too deep to be opened.
    unopened: usize,
}

impl State {
    fn new() -> Self {
        let root = Node { parent: Tree::ROOT, children: Vec::new(), data: Data::Element(local_name!(""), Vec::new()) };
        Self { nodes: vec![root], open: vec![Tree::ROOT], unopened: 0 }
    }

    fn last(&self) -> Id {
        *self.open.last().expect("the root is never closed")
    }

    fn name(&self, id: Id) -> &LocalName {
        match &self.nodes[id].data {
            Data::Element(name, _) => name,
            Data::Text(_) => unreachable!("only elements are opened"),
        }
    }

    fn add(&mut self, data: Data) -> Option<Id> {
        if self.nodes.len() >= MOST_NODES {
            return None;
        }
        let (id, parent) = (self.nodes.len(), self.last());
        self.nodes.push(Node { parent, children: Vec::new(), data });
        self.nodes[parent].children.push(id);
        Some(id)
    }

    fn text(&mut self, text: &str) {
        if let Some(&last) = self.nodes[self.last()].children.last()
            && let Data::Text(before) = &mut self.nodes[last].data
        {
            before.push_str(text);
            return;
        }
        self.add(Data::Text(text.to_owned()));
    }

    /// Closes the nearest open element that `wanted` holds for, unless a `wall` stands before it.
    fn close(&mut self, wanted: impl Fn(&LocalName) -> bool, wall: impl Fn(&LocalName) -> bool) {
        for at in (1..self.open.len()).rev() {
            let name = self.name(self.open[at]);
            if wanted(name) {
                self.open.truncate(at);
                return;
            }
            if wall(name) {
                return;
            }
        }
    }

    fn start(&mut self, tag: Tag) -> TokenSinkResult<()> {
        let name = tag.name;
        match name {
            local_name!("html") | local_name!("body") => {
                // A second one adds its attributes to the first; the page's language may stand there.
                let first = (1..self.nodes.len().min(64))
                    .find(|&id| matches!(&self.nodes[id].data, Data::Element(n, _) if *n == name));
                if first.is_some() {
                    return TokenSinkResult::Continue;
                }
            }
            local_name!("li") => self.close(|n| *n == name, is_list_wall),
            local_name!("dt") | local_name!("dd") => {
                self.close(|n| matches!(*n, local_name!("dt") | local_name!("dd")), is_list_wall);
            }
            local_name!("option") => self.close(|n| *n == name, |n| *n == local_name!("select")),
            local_name!("td") | local_name!("th") => {
                self.close(|n| matches!(*n, local_name!("td") | local_name!("th")), is_row_wall);
            }
            local_name!("tr") => self.close(|n| *n == name, |n| *n == local_name!("table")),
            local_name!("a") => self.close(|n| *n == name, is_block),
            _ => {}
        }
        if closes_paragraph(&name) {
            self.close(|n| *n == local_name!("p"), |n| is_wall(n) || *n == local_name!("button"));
        }
        let attributes = tag.attrs.into_iter().filter(|a| a.name.ns == ns!());
        let attributes = attributes.map(|a| (a.name.local, a.value.to_string())).collect();
        let Some(id) = self.add(Data::Element(name.clone(), attributes)) else { return TokenSinkResult::Continue };
        let foreign = self.open.iter().any(|&id| *self.name(id) == local_name!("svg"));
        if is_void(&name) || (tag.self_closing && foreign) {
            return TokenSinkResult::Continue;
        }
        let raw = match name {
            local_name!("script") => Some(RawKind::ScriptData),
            local_name!("style") | local_name!("xmp") | local_name!("noembed") | local_name!("noframes") => {
                Some(RawKind::Rawtext)
            }
            local_name!("iframe") => Some(RawKind::Rawtext),
            local_name!("title") | local_name!("textarea") => Some(RawKind::Rcdata),
            _ => None,
        };
        if self.open.len() >= DEEPEST && raw.is_none() {
            self.unopened += 1;
        } else {
            self.open.push(id);
        }
        raw.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData)
    }

    fn end(&mut self, name: &LocalName) -> TokenSinkResult<()> {
        let raw = is_raw(name) && self.name(self.last()) == name;
        if self.unopened > 0 && !raw {
            self.unopened -= 1;
            return TokenSinkResult::Continue;
        }
        match *name {
            // What follows the end of the body still belongs to it.
            local_name!("html") | local_name!("body") => {}
            local_name!("br") => {
                self.add(Data::Element(name.clone(), Vec::new()));
            }
            local_name!("p") => self.close(|n| n == name, is_wall),
            local_name!("table") => self.close(|n| n == name, |_| false),
            local_name!("tr") | local_name!("tbody") | local_name!("thead") | local_name!("tfoot") => {
                self.close(|n| n == name, |n| *n == local_name!("table"));
            }
            _ if is_block(name) => self.close(|n| n == name, is_wall),
            _ => self.close(|n| n == name, |n| is_block(n)),
        }
        if *name == local_name!("script") { TokenSinkResult::Script(()) } else { TokenSinkResult::Continue }
    }
}

struct Builder {
    state: RefCell<State>,
}

impl TokenSink for Builder {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            Token::CharacterTokens(text) => state.text(&text),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return state.start(tag),
            Token::TagToken(tag) => return state.end(&tag.name),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

fn is_raw(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("script")
            | local_name!("style")
            | local_name!("xmp")
            | local_name!("noembed")
            | local_name!("noframes")
            | local_name!("iframe")
            | local_name!("title")
            | local_name!("textarea")
    )
}

fn is_wall(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("td") | local_name!("th") | local_name!("table") | local_name!("caption") | local_name!("template")
    )
}

fn is_list_wall(name: &LocalName) -> bool {
    is_wall(name) || matches!(*name, local_name!("ul") | local_name!("ol") | local_name!("dl") | local_name!("menu"))
}

fn is_row_wall(name: &LocalName) -> bool {
    matches!(*name, local_name!("tr") | local_name!("table"))
}

fn is_void(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("area")
            | local_name!("base")
            | local_name!("br")
            | local_name!("col")
            | local_name!("embed")
            | local_name!("hr")
            | local_name!("img")
            | local_name!("input")
            | local_name!("link")
            | local_name!("meta")
            | local_name!("param")
            | local_name!("source")
            | local_name!("track")
            | local_name!("wbr")
    )
}

fn closes_paragraph(name: &LocalName) -> bool {
    is_block(name)
        && !matches!(
            *name,
            local_name!("td")
                | local_name!("th")
                | local_name!("tr")
                | local_name!("tbody")
                | local_name!("thead")
                | local_name!("body")
                | local_name!("html")
                | local_name!("head")
        )
}

/// True for elements that stand on lines of their own.
pub(super) fn is_block(name: &LocalName) -> bool {
    matches!(
        &**name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "head"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "li"
            | "listing"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> String {
        fn one(tree: &Tree, id: Id, out: &mut String) {
            match &tree.node(id).data {
                Data::Text(text) => out.push_str(text),
                Data::Element(name, _) => {
                    out.push_str(&format!("{name}("));
                    tree.node(id).children.iter().for_each(|&child| one(tree, child, out));
                    out.push(')');
                }
            }
        }
        let tree = Tree::parse(html);
        let mut out = String::new();
        tree.node(Tree::ROOT).children.iter().for_each(|&child| one(&tree, child, &mut out));
        out
    }

    #[test]
    fn elements_end_where_the_standard_ends_them() {
        for (html, want) in [
            ("<p>One<p>Two<div>Three</div>Four", "p(One)p(Two)div(Three)Four"),
            ("<ul><li>a<li>b<ul><li>c</ul></ul>d", "ul(li(a)li(bul(li(c))))d"),
            ("<table><tr><td>a<td>b<tr><td><p>c</table>d", "table(tr(td(a)td(b))tr(td(p(c))))d"),
            ("<div><b>a</div>b", "div(b(a))b"),
            ("<p>a &amp; b &eacute;<br>c</p></p>d", "p(a & b ébr()c)d"),
            ("<script>if (a < b) '</p>'</script>x", "script(if (a < b) '</p>')x"),
            ("<title>A <b> &lt; c</title>x", "title(A <b> < c)x"),
            ("<!-- a --><![CDATA[b]]>x</div>y", "xy"),
            ("<table><tr><td><div>a</table></div>b", "table(tr(td(div(a))))b"),
        ] {
            assert_eq!(shown(html), want, "{html}");
        }
    }

    #[test]
    fn depth_is_bounded() {
        let html = format!("{}<p>deep</p>{}<p>after</p>", "<div>".repeat(100_000), "</div>".repeat(100_000));
        let tree = Tree::parse(&html);
        assert_eq!(tree.text(Tree::ROOT), "deepafter");
        let last = (0..tree.len()).rev().find(|&id| &**tree.name(id) == "p").unwrap();
        assert_eq!(tree.node(last).parent, Tree::ROOT);
    }
}
