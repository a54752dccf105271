//! [`blocks`]: the parts of an article's text, and what each is.

use super::boilerplate::{Place, byline, is_boilerplate, tail};
use super::dateline::{is_dateline, may_be_place_line};
use super::layout::{ends_sentence, paragraphs};
use crate::text::{Block, BlockKind, Span};

/// Headline, byline and dateline stand among this many first blocks.
const HEAD: usize = 8;
/// A headline is no longer than this, in characters.
const LONGEST_HEADLINE: usize = 180;

/// Divides `text` into blocks: headline, datelines that stand alone, paragraphs, and notices that are no part of the
/// story. Blocks do not overlap, and hold all of the text but the white space between them. Works for any text; what
/// is no news is all [`BlockKind::Body`].
///
/// ```
/// use newsgraph::source::blocks;
/// use newsgraph::text::BlockKind::{Body, Boilerplate, Headline};
///
/// let text = "Ferry sinks off Cebu\n\nMANILA (Agency) - A ferry sank on Friday.\n\n(Reporting by Jo Cruz)";
/// let kinds: Vec<_> = blocks(text).iter().map(|block| block.kind).collect();
/// assert_eq!(kinds, [Headline, Body, Boilerplate]);
/// ```
#[must_use]
pub fn blocks(text: &str) -> Vec<Block> {
    blocks_with_title(text, None)
}

/// Like [`blocks`], where the headline is known: it is found wherever it is repeated.
#[must_use]
pub fn blocks_with_title(text: &str, title: Option<&str>) -> Vec<Block> {
    let mut blocks: Vec<Block> =
        paragraphs(text).into_iter().map(|span| Block { span, kind: BlockKind::Body }).collect();
    mark_notices(text, &mut blocks);
    mark_headline(text, &mut blocks, title);
    mark_datelines(text, &mut blocks);
    if !blocks.iter().any(|block| block.kind == BlockKind::Body) {
        // A text that is nothing but notices is not what the patterns were made for: nothing may be lost by them.
        for block in &mut blocks {
            block.kind = BlockKind::Body;
        }
    }
    split_credit(text, &mut blocks);
    blocks
}

/// Marks notices: anywhere, at the start, and in the run at the end.
fn mark_notices(text: &str, blocks: &mut [Block]) {
    for (i, block) in blocks.iter_mut().enumerate() {
        let part = block.span.of(text);
        if is_boilerplate(part, Place::Any) || (i < HEAD && is_boilerplate(part, Place::Start)) {
            block.kind = BlockKind::Boilerplate;
        }
    }
    for block in blocks.iter_mut().rev() {
        if block.kind != BlockKind::Boilerplate && !is_boilerplate(block.span.of(text), Place::End) {
            break;
        }
        block.kind = BlockKind::Boilerplate;
    }
}

fn mark_headline(text: &str, blocks: &mut [Block], title: Option<&str>) {
    let mut headline = title.map(key).filter(|key| !key.is_empty());
    let first = blocks.iter().position(|block| block.kind == BlockKind::Body);
    if let Some(first) = first.filter(|&first| first < HEAD) {
        let story = blocks[first + 1..].iter().filter(|b| b.kind == BlockKind::Body).any(|b| is_prose(b.span.of(text)));
        let part = blocks[first].span.of(text);
        if story && headline.is_none() && is_headline(part) {
            headline = Some(key(part));
        }
    }
    let Some(headline) = headline else { return };
    for block in blocks.iter_mut().filter(|block| block.kind == BlockKind::Body) {
        // Only as long as it can be the same: most paragraphs are longer.
        if block.span.len() <= headline.len() * 2 + 16 && key(block.span.of(text)) == headline {
            block.kind = BlockKind::Headline;
        }
    }
}

/// Marks datelines that stand alone, before the story or right at its start.
fn mark_datelines(text: &str, blocks: &mut [Block]) {
    for i in 0..blocks.len().min(HEAD) {
        if blocks[i].kind != BlockKind::Body {
            continue;
        }
        let line = blocks[i].span.of(text);
        let before_story = blocks.get(i + 1).is_some_and(|next| is_prose(next.span.of(text)));
        if before_story && (is_dateline(line) || may_be_place_line(line)) {
            blocks[i].kind = BlockKind::Dateline;
        } else if i + 1 < blocks.len() && is_dateline(line) && line.contains(|c: char| c.is_ascii_digit()) {
            blocks[i].kind = BlockKind::Dateline;
        }
    }
}

/// Makes a credit at the end of the last paragraph a block of its own.
fn split_credit(text: &str, blocks: &mut Vec<Block>) {
    let Some(last) = blocks.iter().rposition(|block| block.kind == BlockKind::Body) else { return };
    let span = blocks[last].span;
    let paragraph = span.of(text);
    let Some(at) = tail(paragraph) else { return };
    let end = span.start + paragraph[..at].trim_end().len();
    if end == span.start {
        return;
    }
    blocks[last].span.end = end;
    let span = Span::new(span.start + at, span.end);
    blocks.insert(last + 1, Block { span, kind: BlockKind::Boilerplate });
}

/// True for a line that may be a headline by its looks.
fn is_headline(line: &str) -> bool {
    let words = line.split_whitespace().count();
    if words < 2 || line.len() > LONGEST_HEADLINE * 4 || line.chars().count() > LONGEST_HEADLINE {
        return false;
    }
    let last = line.trim_end_matches(|c: char| "\"'”’»)]".contains(c));
    if last.ends_with([',', ':', ';', '-', '–', '—', '_']) || is_dateline(line) || byline(line).is_some() {
        return false;
    }
    if !last.ends_with('.') {
        // "Dear all!" and "Who is right? Nobody knows." are no headlines, "Who is right?" is.
        return !line.starts_with(char::is_lowercase);
    }
    is_title_case(line) || ends_in_acronym(last)
}

/// True where nearly all words of five letters and more begin with a capital, and there are several.
fn is_title_case(line: &str) -> bool {
    let long = || line.split_whitespace().filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() >= 5).skip(1);
    let start = |word: &&str| word.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(|c: char| !c.is_lowercase());
    let capitals = long().filter(start).count();
    capitals >= 3 && capitals * 10 >= long().count() * 9
}

/// True for "… leaves the U.S."
fn ends_in_acronym(line: &str) -> bool {
    let last = line.split_whitespace().next_back().unwrap_or_default();
    last.matches('.').count() >= 2 && last.split('.').all(|part| part.chars().count() <= 1)
}

/// True for a block that is a sentence or more, not a heading.
fn is_prose(block: &str) -> bool {
    block.len() > 200 || (ends_sentence(block) && block.split_whitespace().take(5).count() == 5)
}

/// A headline without what changes when it is repeated: letter case, white space and quotes.
fn key(line: &str) -> String {
    let letters = line.chars().filter(|c| c.is_alphanumeric() || c.is_whitespace()).collect::<String>();
    letters.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
