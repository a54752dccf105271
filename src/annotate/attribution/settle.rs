//! Drafts of claims → claims: quotations given to them, doubles left out, words made spans.

use std::ops::Range;

use super::clauses::added_to;
use super::contents::{self, Draft};
use super::cues::{Sort, listed};
use super::scene::Scene;
use super::sources::{self, Who};
use super::{Claim, Form, Party, parties, speakers, stance};
use crate::text::syntax::Upos;
use crate::text::{BlockKind, Span};

/// All claims of the article.
pub(super) fn settled(scene: &Scene<'_>) -> Vec<Claim> {
    let mut full = speakers::full(scene);
    let spoken = speakers::before_colons(scene, &mut full);
    let mut drafts = found(scene);
    let owner = speakers::attribute(scene, &full, &mut drafts);
    speakers::after_colons(scene, &owner, &mut drafts);
    take_quotations(scene, &owner, &mut drafts);
    drafts.extend(spoken);
    drafts.retain(|d| !d.content.is_empty());
    drop_carriers(scene, &mut drafts);
    drop_nested(scene, &full, &mut drafts);
    let mut claims: Vec<Claim> = drafts.iter().filter_map(|d| claim(scene, d)).collect();
    let key =
        |c: &Claim| (c.content[0].start, std::cmp::Reverse(c.content.iter().map(|s| s.len()).sum::<usize>()), c.cue);
    claims.sort_by_key(key);
    parties::spoken_of_before(scene.text, &mut claims);
    claims.dedup_by(|b, a| a.content == b.content && a.cue == b.cue);
    claims
}

/// The drafts of all cues, in text order.
fn found(scene: &Scene<'_>) -> Vec<Draft> {
    let blocks = &scene.layers.article.blocks;
    let read = |&i: &usize| blocks.get(scene.block[i]).is_some_and(|b| b.kind != BlockKind::Boilerplate);
    let mut drafts: Vec<Draft> =
        (0..scene.syntax.words().len()).filter(read).filter_map(|i| contents::draft(scene, i)).collect();
    drafts.sort_by_key(|d| d.word);
    // "said in a statement that …": the clause is what was said.
    for k in 0..drafts.len() {
        let (word, unsaid) = (drafts[k].word, drafts[k].source == Who::Unsaid);
        let placed = unsaid && scene.word(word).upos == Upos::Noun && scene.word(word).relation() == "obl";
        if let Some(verb) = scene.word(word).head.filter(|_| placed)
            && let Ok(other) = drafts.binary_search_by_key(&verb, |d| d.word)
            && drafts[other].content.is_empty()
            && drafts[other].cue.takes("that")
        {
            drafts[other].content = std::mem::take(&mut drafts[k].content);
        }
    }
    // ", adding that …" has the speaker of the cue that it follows.
    for k in 0..drafts.len() {
        if let Some(main) = added_to(scene, drafts[k].word)
            && let Ok(other) = drafts.binary_search_by_key(&main, |d| d.word)
        {
            drafts[k].source = drafts[other].source;
        }
    }
    drafts
}

/// Gives each claim its quotations, and takes what stands loosely beside them off it.
fn take_quotations(scene: &Scene<'_>, owner: &[Option<usize>], drafts: &mut [Draft]) {
    let mut own: Vec<Vec<usize>> = vec![Vec::new(); drafts.len()];
    for (q, d) in owner.iter().enumerate() {
        if let Some(d) = d {
            own[*d].push(q);
        }
    }
    for (draft, quotes) in drafts.iter_mut().zip(own) {
        if quotes.is_empty() {
            continue;
        }
        let overlaps = |r: &Range<usize>| {
            quotes.iter().any(|&q| {
                let inside = &scene.inside[q];
                r.start < inside.end && inside.start < r.end
            })
        };
        if draft.content.iter().any(overlaps) {
            draft.content.retain(overlaps);
        }
        draft.content.extend(quotes.iter().map(|&q| scene.inside[q].clone()));
        draft.content = merged(scene, std::mem::take(&mut draft.content));
    }
}

/// Joins ranges that overlap or touch, except over marks of two quotations, so that each stays its own.
fn merged(scene: &Scene<'_>, mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|r| (r.start, std::cmp::Reverse(r.end)));
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match out.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    if out.len() < 2 { out } else { joined_same(scene, out) }
}

/// Joins neighbours that no word and no quotation's end parts.
fn joined_same(scene: &Scene<'_>, ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let block = |r: &Range<usize>| scene.block[r.start];
    let parted = |a: &Range<usize>, b: &Range<usize>| {
        let (a, b) = (scene.quoted[a.end - 1], scene.quoted[b.start]);
        a.is_some() && b.is_some() && a != b
    };
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match out.last_mut() {
            Some(last)
                if range.start < last.end
                    || block(last) == block(&range)
                        && !parted(last, &range)
                        && (last.end..range.start).all(|p| scene.word(p).upos == Upos::Punct) =>
            {
                last.end = last.end.max(range.end);
            }
            _ => out.push(range),
        }
    }
    out
}

/// "made a claim that …": the noun is the cue, and its verb is none.
fn drop_carriers(scene: &Scene<'_>, drafts: &mut Vec<Draft>) {
    let mut carried = vec![false; scene.syntax.words().len()];
    for draft in drafts.iter() {
        if scene.word(draft.word).upos == Upos::Noun
            && let Some(verb) = sources::carrier(scene, draft.word)
        {
            carried[verb] = true;
        }
    }
    drafts.retain(|d| !(carried[d.word] && scene.word(d.word).upos == Upos::Verb));
}

/// Claims inside others stay only where somebody else says them, or they are said rather than thought.
fn drop_nested(scene: &Scene<'_>, full: &[bool], drafts: &mut Vec<Draft>) {
    let words = scene.syntax.words().len();
    let mut outer: Vec<Option<usize>> = vec![None; words];
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    let size = |d: &Draft| d.content.iter().map(Range::len).sum::<usize>();
    order.sort_by_key(|&d| size(&drafts[d]));
    // The smallest last content written wins nothing: the innermost other claim over a word is kept.
    for &d in order.iter().rev() {
        for range in &drafts[d].content {
            outer[range.clone()].fill(Some(d));
        }
    }
    let mut keep = vec![true; drafts.len()];
    for (k, draft) in drafts.iter().enumerate() {
        let Some(holder) = outer[draft.word].filter(|&h| h != k) else { continue };
        let own = draft.source.word();
        let first = own.is_some_and(|w| listed("first", &scene.lemma(w)));
        let quoted = scene.quoted[draft.word].is_some_and(|q| full[q]);
        let entity = |w: Option<usize>| w.and_then(|w| sources::entity(scene, w));
        let same = entity(own).is_some() && entity(own) == entity(drafts[holder].source.word());
        let says = matches!(draft.cue.sort, Sort::Speech | Sort::Hearsay);
        keep[k] = if quoted {
            says && !first && own.is_some() && draft.confidence > 0.8
        } else {
            !first && draft.cue.sort != Sort::Attitude && (says || !same && own.is_some())
        };
    }
    let mut at = 0;
    drafts.retain(|_| {
        at += 1;
        keep[at - 1]
    });
}

fn claim(scene: &Scene<'_>, draft: &Draft) -> Option<Claim> {
    let mut ordered = draft.content.clone();
    ordered.sort_by_key(|r| (r.start, std::cmp::Reverse(r.end)));
    let lone_mark = |r: &Range<usize>| r.len() == 1 && matches!(scene.word(r.start).relation(), "mark" | "cc" | "case");
    if ordered.len() > 1 {
        ordered.retain(|r| !lone_mark(r));
    }
    let ranges = joined_same(scene, ordered);
    let content: Vec<Span> = ranges.into_iter().filter_map(|r| span(scene, r)).collect();
    if content.is_empty() {
        return None;
    }
    let words: Vec<usize> = draft.content.iter().flat_map(Clone::clone).collect();
    let counts = |i: &&usize| scene.word(**i).upos != Upos::Punct;
    let all = words.iter().filter(counts).count();
    let quoted = words.iter().filter(counts).filter(|i| scene.quoted[**i].is_some()).count();
    let form = match quoted {
        0 => Form::Indirect,
        q if q == all => Form::Direct,
        _ => Form::Mixed,
    };
    let source = match draft.source {
        Who::Word(w) => {
            let words = sources::phrase(scene, w, draft.word);
            Some(Party { span: scene.span(words), entity: sources::entity(scene, w), before: None })
        }
        _ => None,
    };
    let cue = draft.words.iter().map(|&w| scene.word(w).span).reduce(|a, b| {
        // Words that stand apart are no one stretch: the head alone is.
        if scene.text[a.end.min(b.start)..b.start].trim().is_empty() { a.cover(b) } else { a }
    });
    Some(Claim {
        source,
        cue,
        lemma: draft.cue.lemma.to_owned(),
        content,
        form,
        stance: stance::stance(scene, draft),
        sort: draft.cue.sort,
        addressee: parties::addressee(scene, draft),
        medium: parties::medium(scene, draft),
        anonymity: parties::anonymity(scene, draft),
        confidence: draft.confidence,
    })
}

/// A stretch of content in bytes, trimmed; a mark is never left without its partner.
fn span(scene: &Scene<'_>, words: Range<usize>) -> Option<Span> {
    let words = scene.trimmed(words);
    if words.is_empty() {
        return None;
    }
    let mut span = scene.span(words.clone());
    let (first, last) = (scene.quoted[words.start], scene.quoted[words.end - 1]);
    if first != last {
        if let Some(q) = last.map(|q| &scene.quotations[q]).filter(|q| q.outer.start >= span.start) {
            span.end = q.outer.end;
        }
        if let Some(q) = first.map(|q| &scene.quotations[q]).filter(|q| q.outer.end <= span.end) {
            span.start = q.outer.start;
        }
    }
    Some(span)
}
