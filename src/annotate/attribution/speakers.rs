//! Whose words stand in quotation marks: the cue beside them, the speaker of the quotation before, or who the sentence
//! before speaks of; and speakers before a colon.

use std::ops::Range;

use super::contents::Draft;
use super::cues::{Kind, SAYS, Sort, cue, listed};
use super::scene::Scene;
use super::sources::{Who, speaks};
use crate::ontology::EntityType;
use crate::text::BlockKind;
use crate::text::syntax::Upos;

/// How many words a cue may stand away from its quotation.
const FAR: usize = 40;

/// The quotations that are somebody's words rather than a turn of phrase, by index.
pub(super) fn full(scene: &Scene<'_>) -> Vec<bool> {
    (0..scene.quotations.len()).map(|q| is_full(scene, q)).collect()
}

fn is_full(scene: &Scene<'_>, q: usize) -> bool {
    let (quotation, inside) = (&scene.quotations[q], scene.inside[q].clone());
    if quotation.goes_on || quotation.continues {
        return true;
    }
    let said = quotation.inner.of(scene.text).trim();
    let after = scene.text[quotation.outer.end..].chars().next();
    let before = scene.text[..quotation.outer.start].trim_end();
    let block = scene.layers.article.blocks[quotation.block].span;
    let at_start = quotation.outer.start == block.start;
    let led = at_start || before.ends_with([',', ':', '.', '?', '!', '”', '"', '—', '–', '-']);
    let ended = said.ends_with([',', '.', '!', '?', '…', '—', '-']) || after.is_some_and(|c| matches!(c, ',' | '.'));
    let capital = said.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
    let verb = inside.clone().any(|i| matches!(scene.word(i).upos, Upos::Verb | Upos::Aux));
    let alone = at_start && quotation.outer.end + 1 >= block.end;
    let closed = said.ends_with([',', '.', '!', '?', '…', '—']);
    alone && inside.len() > 2
        || led && ended && (capital && verb || closed && (capital || at_start) && said_beside(scene, q))
        || led && verb && inside.len() >= 8
        || capital && verb && closed && inside.len() >= 4
        || !led && ended && verb && inside.len() >= 12
        || led && inside.len() >= 3 && said_beside(scene, q)
}

/// True where a verb of saying stands directly after or before the quotation, or one word away.
fn said_beside(scene: &Scene<'_>, q: usize) -> bool {
    let inside = &scene.inside[q];
    let says = |i: usize| {
        scene.word(i).upos == Upos::Verb
            && cue(&scene.lemma(i), Kind::Verb).is_some_and(|c| c.takes("quote") && c.sort == Sort::Speech)
    };
    let words = scene.syntax.words().len();
    let after = (inside.end..words.min(inside.end + 5)).filter(|&i| scene.quoted[i].is_none());
    let before = (inside.start.saturating_sub(3)..inside.start).filter(|&i| scene.quoted[i].is_none());
    after.chain(before).any(says)
}

/// Attributes quotations to the claims `drafts` (in text order of their cues); adds claims for those that only a speaker
/// stands beside. Returns the claim of each quotation.
pub(super) fn attribute(scene: &Scene<'_>, full: &[bool], drafts: &mut Vec<Draft>) -> Vec<Option<usize>> {
    let mut at_word: Vec<Option<usize>> = vec![None; scene.syntax.words().len()];
    for (d, draft) in drafts.iter().enumerate() {
        let in_quote = scene.quoted[draft.word].is_some_and(|q| full[q]);
        if !in_quote && (draft.cue.takes("quote") || std::ptr::eq(draft.cue, &raw const SAYS)) {
            at_word[draft.word] = Some(d);
        }
    }
    let quotes: Vec<usize> = (0..full.len()).filter(|&q| full[q]).collect();
    let mut owner: Vec<Option<usize>> = vec![None; full.len()];
    for (k, &q) in quotes.iter().enumerate() {
        let previous = k.checked_sub(1).map(|p| quotes[p]);
        let next = quotes.get(k + 1).copied();
        if let Some(found) = signed(scene, q) {
            owner[q] = Some(drafts.len());
            drafts.push(found);
            continue;
        }
        let beside = beside(scene, &at_word, drafts, q, previous, next);
        owner[q] = beside.or_else(|| continued(scene, &owner, drafts, q, previous));
        if owner[q].is_none() {
            owner[q] = led_to(scene, &at_word, drafts, q);
        }
        if owner[q].is_none()
            && let Some(found) = spoken_of(scene, q)
        {
            owner[q] = Some(drafts.len());
            drafts.push(found);
        }
        if let Some(d) = owner[q] {
            find_speaker(scene, &mut drafts[d], q);
        }
    }
    // A quotation before the one with the cue, in one paragraph.
    for pair in quotes.windows(2).rev() {
        let (q, next) = (pair[0], pair[1]);
        if owner[q].is_none() && scene.quotations[q].block == scene.quotations[next].block {
            owner[q] = owner[next];
        }
    }
    owner
}

/// A quotation with its speaker's name after a dash, at the end of a line.
fn signed(scene: &Scene<'_>, q: usize) -> Option<Draft> {
    let words = scene.syntax.words().len();
    let block = scene.quotations[q].block;
    let dash = (scene.inside[q].end..words.min(scene.inside[q].end + 3)).find(|&i| !is_mark(scene.form(i)))?;
    if !matches!(scene.form(dash), "―" | "—" | "–" | "--" | "-" | "~") || scene.block[dash] != block {
        return None;
    }
    let line =
        scene.text[scene.word(dash).span.end..].find('\n').map_or(scene.text.len(), |n| scene.word(dash).span.end + n);
    let name: Vec<usize> = (dash + 1..words.min(dash + 16)).take_while(|&i| scene.word(i).span.end <= line).collect();
    let ends = name.last().is_some_and(|&i| scene.text[scene.word(i).span.end..line].trim().is_empty());
    let verbless = !name.iter().any(|&i| matches!(scene.word(i).upos, Upos::Verb | Upos::Aux));
    let first = *name.first()?;
    if !ends || !verbless || name.len() > 12 || scene.word(first).upos != Upos::Propn {
        return None;
    }
    let source = name.iter().copied().find(|&i| speaks(scene, i)).unwrap_or(first);
    Some(Draft::new(&SAYS, dash, Who::Word(source), 0.8))
}

/// The claim whose cue stands beside the quotation, in its sentence.
fn beside(
    scene: &Scene<'_>,
    at_word: &[Option<usize>],
    drafts: &[Draft],
    q: usize,
    previous: Option<usize>,
    next: Option<usize>,
) -> Option<usize> {
    let inside = &scene.inside[q];
    let block = scene.quotations[q].block;
    let words = scene.syntax.words().len();
    let start = previous.map_or(0, |p| scene.inside[p].end);
    let end = next.map_or(words, |n| scene.inside[n].start);
    let clause = |i: usize| scene.word(i).deprel != "acl:relcl";
    // Before it: back to the sentence's beginning.
    let mut before = Vec::new();
    for i in (start.max(inside.start.saturating_sub(FAR))..inside.start).rev() {
        if scene.block[i] != block || scene.quoted[i].is_none() && matches!(scene.form(i), "." | "?" | "!") {
            break;
        }
        before.extend(at_word[i].filter(|_| clause(i)));
    }
    let lead = (0..inside.start).rev().find(|&i| !is_mark(scene.form(i)));
    let colon = lead.is_some_and(|i| scene.form(i) == ":" && scene.block[i] == block);
    let comma = lead.is_some_and(|i| scene.form(i) == "," && scene.block[i] == block);
    if let Some(&d) = before.first()
        && (colon || comma || !drafts[d].content.is_empty() || lead == Some(drafts[d].word))
        && (colon || !between_claims(scene, &drafts[d], inside))
    {
        return Some(d);
    }
    // After it: on to the sentence's end.
    let closes = scene.quotations[q].inner.of(scene.text).trim_end().chars().last();
    let outside = scene.text[scene.quotations[q].outer.end..].chars().next();
    let full_stop = closes == Some('.') && outside != Some(',');
    if !full_stop {
        for (i, at) in at_word.iter().enumerate().take(end.min(inside.end + FAR)).skip(inside.end) {
            if scene.block[i] != block
                || scene.quoted[i].is_none()
                    && matches!(scene.form(i), "." | "?" | "!" | ";")
                    && !is_mark(scene.form(i))
            {
                let own_mark = i <= inside.end + 1 && matches!(scene.form(i), "?" | "!");
                if !own_mark {
                    break;
                }
            }
            if let Some(d) = at.filter(|_| clause(i)) {
                return Some(d);
            }
        }
    }
    before.first().copied()
}

/// True for a cue before the quotation that belongs to a clause which ended before it.
fn between_claims(scene: &Scene<'_>, draft: &Draft, inside: &Range<usize>) -> bool {
    draft.content.iter().all(|c| c.end < inside.start) && !draft.content.is_empty() && {
        let last = draft.content.iter().map(|c| c.end).max().unwrap_or(0);
        // The content before runs up to the quotation: it is led by the same cue.
        last + 3 < inside.start && draft.word > last && !scene.same_sentence(draft.word, inside.start)
    }
}

fn is_mark(form: &str) -> bool {
    matches!(form, "\"" | "“" | "”" | "''" | "``" | "‘" | "’" | "'" | "«" | "»" | "„")
}

/// The claim of the quotation before, where this one goes on with it.
fn continued(
    scene: &Scene<'_>,
    owner: &[Option<usize>],
    drafts: &[Draft],
    q: usize,
    previous: Option<usize>,
) -> Option<usize> {
    let previous = previous?;
    let found = owner[previous]?;
    let (own, last) = (&scene.quotations[q], &scene.quotations[previous]);
    if own.continues && last.goes_on {
        return Some(found);
    }
    if own.block == last.block {
        // Only the cue of the first may stand between them, not another sentence with somebody else in it.
        let gap = scene.inside[previous].end..scene.inside[q].start;
        let stops =
            gap.clone().filter(|&i| scene.quoted[i].is_none() && matches!(scene.form(i), "." | "?" | "!")).count();
        let cue_between = gap.contains(&drafts[found].word);
        return (stops <= usize::from(cue_between) + 1 && gap.len() < 60).then_some(found);
    }
    // A paragraph that is all quotation, directly after one that ended with the speaker's words or cue.
    let block = &scene.layers.article.blocks[own.block];
    let whole = own.outer.start == block.span.start;
    let adjacent =
        scene.layers.article.blocks[last.block + 1..own.block].iter().all(|b| b.kind == BlockKind::Boilerplate);
    (whole && adjacent).then_some(found)
}

/// The claim whose cue ends the sentence before with a colon.
fn led_to(scene: &Scene<'_>, at_word: &[Option<usize>], drafts: &[Draft], q: usize) -> Option<usize> {
    let start = scene.inside[q].start;
    let lead = (start.saturating_sub(4)..start).rev().find(|&i| !is_mark(scene.form(i)))?;
    if scene.form(lead) != ":" {
        return None;
    }
    let sentence = &scene.syntax.sentences()[scene.word(lead).sentence].words;
    let mut cues = (sentence.start.max(start.saturating_sub(FAR))..lead).rev().filter_map(|i| at_word[i]);
    cues.find(|&d| drafts[d].source.word().is_some())
}

/// A claim by the person or body that the sentence before speaks of.
fn spoken_of(scene: &Scene<'_>, q: usize) -> Option<Draft> {
    let start = scene.inside[q].start;
    let before = (0..start).rev().find(|&i| !is_mark(scene.form(i)) && scene.quoted[i].is_none())?;
    let block = scene.quotations[q].block;
    if scene.block[before] == usize::MAX || block.saturating_sub(scene.block[before]) > 1 {
        return None;
    }
    let sentence = &scene.syntax.sentences()[scene.word(before).sentence].words;
    let root = sentence.clone().find(|&i| scene.word(i).head.is_none())?;
    let subject = scene.syntax.dependents_by(root, "nsubj").find(|&d| speaks(scene, d))?;
    let mut found = Draft::new(&SAYS, subject, Who::Word(subject), 0.5);
    found.words.clear();
    Some(found)
}

/// Where the parser found no subject of an inverted cue (", said the mayor"), the noun beside the cue.
fn find_speaker(scene: &Scene<'_>, draft: &mut Draft, q: usize) {
    if draft.source != Who::Unsaid || draft.words.is_empty() {
        return;
    }
    let word = draft.word;
    let inside = &scene.inside[q];
    let nominal = |i: &usize| {
        matches!(scene.word(*i).upos, Upos::Noun | Upos::Propn | Upos::Pron)
            && !matches!(scene.word(*i).relation(), "compound" | "flat" | "nmod" | "case")
    };
    let stop = |i: &usize| scene.quoted[*i].is_none() && !matches!(scene.form(*i), "." | "," | ";" | ":");
    let near = if word >= inside.end {
        let before = (inside.end..word).rev().find(nominal);
        before.or_else(|| (word + 1..scene.syntax.words().len().min(word + 10)).take_while(stop).find(nominal))
    } else {
        (word.saturating_sub(10)..word).rev().take_while(stop).find(nominal)
    };
    if let Some(near) =
        near.filter(|&i| scene.word(i).upos == Upos::Pron || speaks(scene, i) || scene.word(i).upos == Upos::Propn)
    {
        draft.source = Who::Word(near);
    }
}

/// Paragraphs of the form "SPEAKER: words", and headlines of the form "Source: claim".
pub(super) fn before_colons(scene: &Scene<'_>, full: &mut [bool]) -> Vec<Draft> {
    let mut found: Vec<Draft> = Vec::new();
    let mut transcript = false;
    for block in &scene.layers.article.blocks {
        if matches!(block.kind, BlockKind::Boilerplate | BlockKind::Dateline) {
            continue;
        }
        let words = scene.syntax.words_in(block.span);
        let first = words.clone().find(|&i| !is_mark(scene.form(i)));
        let Some(first) = first else { continue };
        let colon = (first..words.end.min(first + 8)).find(|&i| scene.form(i) == ":");
        let speaker = colon.and_then(|c| speaker(scene, first..c, block.kind == BlockKind::Headline).map(|s| (c, s)));
        if let Some((colon, source)) = speaker
            && words.end > colon + 3
        {
            let mut draft = Draft::new(&SAYS, colon, Who::Word(source), 0.75);
            draft.content.push(colon + 1..words.end);
            transcript = block.kind == BlockKind::Body;
            found.push(draft);
            unquote(scene, full, first, colon);
        } else if transcript && scene.form(first) != "(" && words.end > first + 3 && (first > words.start) {
            // What the speaker goes on to say in the next paragraph, within marks that were never closed.
            let whole = scene.quoted[first].filter(|&q| scene.inside[q].end + 2 >= words.end);
            if let (Some(last), Some(q)) = (found.last_mut(), whole) {
                last.content.push(first..words.end);
                full[q] = false;
            }
        } else if scene.form(first) != "(" {
            transcript = false;
        }
    }
    found
}

/// The marks around a whole paragraph of a transcript, the speaker's name included, quote nobody.
fn unquote(scene: &Scene<'_>, full: &mut [bool], first: usize, colon: usize) {
    if let Some(q) = scene.quoted[first].filter(|&q| scene.quoted[colon] == Some(q)) {
        full[q] = false;
    }
}

/// The head word of what stands before a colon, where it is somebody who speaks.
fn speaker(scene: &Scene<'_>, words: Range<usize>, headline: bool) -> Option<usize> {
    if words.is_empty()
        || words.clone().any(|i| {
            matches!(scene.word(i).upos, Upos::Verb | Upos::Punct) && !matches!(scene.form(i), "." | "-" | "(" | ")")
        })
    {
        return None;
    }
    if words.clone().all(|i| listed("heading", &scene.form(i).to_lowercase())) {
        return None;
    }
    let named = words.clone().rev().find(|&i| {
        scene.mention_at(i).is_some_and(|m| {
            let mention = &scene.layers.mentions[m];
            let whole = mention.words.end == words.end || words.contains(&mention.head);
            whole
                && match mention.entity_type {
                    EntityType::Person => true,
                    EntityType::Organization | EntityType::Group => headline,
                    _ => false,
                }
        })
    });
    let shouted = || {
        let capitals = words.clone().all(|i| !scene.form(i).chars().any(char::is_lowercase) && scene.form(i).len() > 1);
        (capitals && !headline).then_some(words.end - 1)
    };
    let document = || {
        (headline && words.len() <= 3)
            .then(|| {
                words.clone().rev().find(|&i| listed("document", &scene.lemma(i)) || listed("vague", &scene.lemma(i)))
            })
            .flatten()
    };
    named.or_else(shouted).or_else(document)
}

/// What a cue that ends its paragraph with a colon leads to: the next paragraph.
pub(super) fn after_colons(scene: &Scene<'_>, owner: &[Option<usize>], drafts: &mut [Draft]) {
    let blocks = &scene.layers.article.blocks;
    for draft in drafts.iter_mut() {
        if !draft.content.is_empty()
            || !draft.cue.takes("quote")
            || draft.cue.sort != Sort::Speech
            || draft.source.word().is_none()
        {
            continue;
        }
        let b = scene.block[draft.word];
        let Some(block) = blocks.get(b) else { continue };
        let Some(next) = blocks[b + 1..].iter().find(|n| n.kind != BlockKind::Boilerplate) else { continue };
        let sentence = &scene.syntax.sentences()[scene.word(draft.word).sentence];
        let ends = block.span.of(scene.text).ends_with(':') && sentence.span.end + 2 >= block.span.end;
        let words = scene.syntax.words_in(next.span);
        let taken = words.clone().any(|i| scene.quoted[i].is_some_and(|q| owner[q].is_some()));
        if ends && !taken && !words.is_empty() {
            draft.content.push(words);
            draft.confidence = 0.6;
        }
    }
}
