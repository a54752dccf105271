//! [`paragraphs`]: standfirst, section headlines and paragraphs of a page's story.
//!
//! The page is cut into pieces at its block elements. The story is what stands in the deepest element that holds most
//! of the sentences; of that, what is called something else, links elsewhere or is a notice is left out.

use std::collections::HashSet;

use super::headline::key;
use super::meta::Meta;
use super::tree::{Data, Id, Tree, is_block, one_line};
use super::words::Words;
use crate::source::boilerplate::{Place, is_boilerplate};
use crate::source::layout::ends_sentence;

/// A piece of the page that stands on its own lines.
#[derive(Debug)]
struct Piece {
    /// The block element that it stands in.
    id: Id,
    text: String,
    /// Length of the text in characters.
    chars: usize,
    /// How many of them are links.
    linked: usize,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// `<p>`, and what stands for it.
    Paragraph,
    /// `<h1>` to `<h6>`, with its level.
    Heading(u8),
    /// `<li>`.
    Item,
    /// Characters in another block element.
    Loose,
}

impl Piece {
    /// True for a sentence or more that is no list of links.
    fn is_prose(&self) -> bool {
        !matches!(self.kind, Kind::Heading(_)) && self.chars >= 60 && self.linked * 5 < self.chars * 2
    }

    fn is_link(&self) -> bool {
        self.linked * 10 >= self.chars * 8
    }
}

/// The paragraphs of the story in order; none where the page has no story.
pub(super) fn paragraphs(tree: &Tree, words: &Words, meta: &Meta) -> Vec<String> {
    let pieces = pieces(tree, words);
    let hints = meta.body.as_deref().map(shingles).filter(|set| set.len() >= 30);
    let Some(story) = story(tree, words, &pieces, hints.as_ref()) else { return fallback(meta) };
    let inside = within(tree, story);
    let title = meta.title.as_deref().map(key).unwrap_or_default();
    let first = pieces.iter().position(|p| inside[p.id] && p.is_prose()).unwrap_or(0);
    let mut chosen: Vec<usize> =
        (0..pieces.len()).filter(|&at| inside[pieces[at].id] && fits(&pieces[at], at <= first + 2, &title)).collect();
    chosen.retain(|&at| pieces[at].kind != Kind::Loose || pieces[at].is_prose() && ends_sentence(&pieces[at].text));
    let standfirst = standfirst(tree, words, meta, &pieces, &chosen, &title);
    let chosen: Vec<usize> = standfirst.into_iter().chain(chosen).collect();
    let chosen = with_sections(&pieces, &chosen);
    let mut seen = HashSet::new();
    let texts = chosen.into_iter().map(|at| pieces[at].text.clone());
    let found: Vec<String> = texts.filter(|text| text.len() < 40 || seen.insert(key(text))).collect();
    let other = fallback(meta);
    let length = |all: &[String]| all.iter().map(String::len).sum::<usize>();
    if length(&found) * 2 < length(&other) { other } else { found }
}

/// The text in the page's data, for a page that a program fills in later.
fn fallback(meta: &Meta) -> Vec<String> {
    let Some(body) = &meta.body else { return Vec::new() };
    let body = if body.contains("</") || body.contains("&lt;") {
        let tree = Tree::parse(body);
        let words = Words::of(&tree);
        return pieces(&tree, &words).into_iter().map(|p| p.text).collect();
    } else {
        body
    };
    body.lines().map(|line| super::unescaped(&one_line(line))).filter(|line| !line.is_empty()).collect()
}

/// The pieces of the page that may be part of the story, in order.
fn pieces(tree: &Tree, words: &Words) -> Vec<Piece> {
    let mut cutter = Cutter { tree, words, pieces: Vec::new(), open: String::new(), linked: 0 };
    cutter.walk(Tree::ROOT, Tree::ROOT, Kind::Loose, false);
    cutter.cut(Tree::ROOT, Kind::Loose);
    cutter.pieces
}

struct Cutter<'a> {
    tree: &'a Tree,
    words: &'a Words,
    pieces: Vec<Piece>,
    open: String,
    linked: usize,
}

impl Cutter<'_> {
    /// Goes through `id`; `block` is the block element around it. Trees are never deep, see `tree`.
    fn walk(&mut self, id: Id, block: Id, kind: Kind, link: bool) {
        match &self.tree.node(id).data {
            Data::Text(text) => {
                self.open.push_str(text);
                if link {
                    self.linked += one_line(text).chars().count();
                }
            }
            Data::Element(name, _) => {
                if self.words.is_dropped(id) {
                    if is_block(name) {
                        self.cut(block, kind);
                    }
                    return;
                }
                let link = link || &**name == "a";
                if &**name == "br" {
                    return self.line_end(block, kind);
                }
                if !is_block(name) {
                    self.tree.node(id).children.iter().for_each(|&child| self.walk(child, block, kind, link));
                    return;
                }
                self.cut(block, kind);
                let inner = match &**name {
                    "p" => Kind::Paragraph,
                    "li" | "dt" | "dd" => Kind::Item,
                    "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Kind::Heading(name.as_bytes()[1] - b'0'),
                    // What is laid out inside an item or a heading is still one.
                    "div" | "section" if matches!(kind, Kind::Heading(_) | Kind::Item) => kind,
                    _ => Kind::Loose,
                };
                self.tree.node(id).children.iter().for_each(|&child| self.walk(child, id, inner, link));
                self.cut(id, inner);
            }
        }
    }

    /// One `<br>` wraps a line, two divide paragraphs.
    fn line_end(&mut self, block: Id, kind: Kind) {
        if self.open.trim_end_matches([' ', '\t', '\r']).ends_with('\u{1}') {
            self.cut(block, kind);
        } else {
            while self.open.ends_with(|c: char| c.is_whitespace()) {
                self.open.pop();
            }
            if self.open.ends_with('\u{1}') {
                self.cut(block, kind);
            } else {
                self.open.push('\u{1}');
            }
        }
    }

    fn cut(&mut self, id: Id, kind: Kind) {
        let text = one_line(&std::mem::take(&mut self.open).replace('\u{1}', " "));
        let linked = std::mem::take(&mut self.linked);
        if text.chars().any(char::is_alphanumeric) {
            let chars = text.chars().count();
            self.pieces.push(Piece { id, text, chars, linked, kind });
        }
    }
}

/// The deepest element that holds most of the sentences.
fn story(tree: &Tree, words: &Words, pieces: &[Piece], hints: Option<&HashSet<u64>>) -> Option<Id> {
    let mut weight = vec![0usize; tree.len()];
    for piece in pieces.iter().filter(|p| p.is_prose()) {
        let known = hints.is_some_and(|hints| shared(&piece.text, hints) > 0.6);
        let sure = match (known, piece.kind) {
            (true, _) => 10,
            (false, Kind::Paragraph) => 2,
            (false, _) => 1,
        };
        weight[piece.id] += piece.chars.min(2_000) * sure;
    }
    for id in (1..tree.len()).rev() {
        weight[tree.node(id).parent] += weight[id];
    }
    if weight[Tree::ROOT] == 0 {
        return None;
    }
    let mut story = called(tree, words, &weight).unwrap_or(Tree::ROOT);
    let all = weight[story];
    // A paragraph is not the story it stands in, even where it is the only one.
    let fits = |story: Id, child: Id| {
        let share = if words.is_story(story) { 19 } else { 14 };
        weight[child] * 20 >= all * share && !is_piece(tree, child)
    };
    while let Some(&child) = tree.node(story).children.iter().find(|&&child| fits(story, child)) {
        story = child;
    }
    Some(story)
}

/// The element that is called the story, where there is one and it holds a good part of the page's sentences.
fn called(tree: &Tree, words: &Words, weight: &[usize]) -> Option<Id> {
    let mut inside = vec![false; tree.len()];
    let mut outermost = Vec::new();
    for id in 1..tree.len() {
        let parent = inside[tree.node(id).parent];
        inside[id] = parent || (words.is_story(id) && weight[id] > 0);
        if inside[id] && !parent {
            outermost.push(id);
        }
    }
    let largest = outermost.iter().copied().max_by_key(|&id| (weight[id], std::cmp::Reverse(id)))?;
    let all: usize = outermost.iter().map(|&id| weight[id]).sum();
    (weight[largest] * 4 >= all * 3 && weight[largest] * 10 >= weight[Tree::ROOT] * 3).then_some(largest)
}

fn is_piece(tree: &Tree, id: Id) -> bool {
    matches!(&**tree.name(id), "p" | "li" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote")
}

/// For each node, whether it stands in `top`.
fn within(tree: &Tree, top: Id) -> Vec<bool> {
    let mut inside = vec![false; tree.len()];
    for id in 0..tree.len() {
        inside[id] = id == top || (id > top && inside[tree.node(id).parent]);
    }
    inside
}

/// True for a piece of the story's element that is part of the story.
fn fits(piece: &Piece, early: bool, title: &str) -> bool {
    if piece.kind == Kind::Heading(1) || key(&piece.text) == title {
        return false;
    }
    if is_boilerplate(&piece.text, Place::Any) || (early && is_boilerplate(&piece.text, Place::Start)) {
        return false;
    }
    // Short items without a full stop are specifications and menus.
    let bare = piece.kind == Kind::Item && piece.chars < 60 && !ends_sentence(&piece.text);
    !piece.is_link() && !bare
}

/// The standfirst: what stands after the heading and before the story, is called so or is what the page says that it
/// is about.
fn standfirst(
    tree: &Tree,
    words: &Words,
    meta: &Meta,
    pieces: &[Piece],
    chosen: &[usize],
    title: &str,
) -> Option<usize> {
    let first = chosen.iter().copied().find(|&at| pieces[at].is_prose())?;
    let heading = meta.heading.unwrap_or(0);
    let about: Vec<String> = meta.descriptions.iter().map(|d| key(d)).filter(|d| d.len() > 30).collect();
    if chosen.iter().any(|&at| about.contains(&key(&pieces[at].text))) {
        return None;
    }
    (0..first).rev().filter(|at| !chosen.contains(at)).find(|&at| {
        let piece = &pieces[at];
        let text = key(&piece.text);
        if piece.chars < 25 || text == title || piece.is_link() || is_boilerplate(&piece.text, Place::Any) {
            return false;
        }
        let called = words.is_standfirst(piece.id) || words.is_standfirst(tree.node(piece.id).parent);
        about.contains(&text) || (called && piece.id > heading && heading > 0)
    })
}

/// Without headings that nothing stands under.
fn with_sections(pieces: &[Piece], chosen: &[usize]) -> Vec<usize> {
    let mut kept = Vec::with_capacity(chosen.len());
    let mut under = false;
    for &at in chosen.iter().rev() {
        if matches!(pieces[at].kind, Kind::Heading(_)) {
            if under {
                kept.push(at);
            }
            under = false;
        } else {
            under = true;
            kept.push(at);
        }
    }
    kept.reverse();
    kept
}

/// The runs of five words in a text, as numbers.
fn shingles(text: &str) -> HashSet<u64> {
    runs(text).collect()
}

/// The share of the text's runs of words that are among `known`.
fn shared(text: &str, known: &HashSet<u64>) -> f64 {
    let (mut all, mut found) = (0, 0);
    for run in runs(text) {
        all += 1;
        found += usize::from(known.contains(&run));
    }
    if all == 0 { 0.0 } else { f64::from(found as u32) / f64::from(all) }
}

fn runs(text: &str) -> impl Iterator<Item = u64> + '_ {
    let mut last = [0u64; 5];
    let mut count = 0;
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.filter_map(move |word| {
        last.rotate_left(1);
        last[4] = word
            .chars()
            .flat_map(char::to_lowercase)
            .fold(0xcbf2_9ce4_8422_2325, |hash, c| (hash ^ u64::from(c)).wrapping_mul(0x100_0000_01b3));
        count += 1;
        (count >= 5).then(|| {
            last.iter().fold(7, |hash: u64, &word| hash.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(17) ^ word)
        })
    })
}
