//! Which readings of the grammar are times in their place: "may", "march", "second", "fall" and bare numbers mostly
//! are not, nor are weekdays and years inside names.

use super::meaning::{Found, Meaning, When, Year};
use super::reader::Reader;
use super::terms::{Which, listed};
use crate::annotate::quantities::pieces::Shape;
use crate::annotate::syntax::{Syntax, Upos};

/// True where the reading from piece `i` is a time expression in its sentence.
pub(super) fn accept(reader: &Reader, syntax: &Syntax, i: usize, found: &Found) -> bool {
    let p = reader.p;
    let one = found.end == i + 1;
    if in_title(reader, i, found) {
        return false;
    }
    // "this may be", "one may ask"
    if (i..found.end)
        .any(|k| p.is(k, "may") && p.get(k).is_some_and(|x| !x.capital && matches!(x.upos, Upos::Aux | Upos::Verb)))
    {
        return false;
    }
    match &found.meaning {
        Meaning::Calendar(When::Date { year: Year::Open, month, day: 0, which: Which::Bare, .. }, _) => {
            let at = (i..found.end).find(|&k| reader.month(k).is_some()).unwrap_or(i);
            month_alone(reader, syntax, at, *month, found.end)
        }
        Meaning::Calendar(When::Date { year: Year::Is(_), day: 0, .. }, _) => {
            reader.month(i).is_none() || !matches!(p.get(i).map(|x| x.upos), Some(Upos::Aux | Upos::Verb))
        }
        Meaning::Calendar(When::Weekday { which: Which::Bare, week: None, .. }, None) if one || p.sign(i + 1, '.') => {
            weekday_alone(reader, syntax, i, found.end)
        }
        Meaning::Calendar(When::Season { year: Year::Open, which: Which::Bare, .. }, _) => season_alone(reader, i),
        Meaning::Calendar(When::Year(Year::Is(year)), _) => year_alone(reader, syntax, i, *year, found.end),
        Meaning::Calendar(When::Around { .. }, _) if one && p.is(i, "weekend") => {
            p.get(i).is_some_and(|x| x.upos.is_nominal()) && !p.get(i + 1).is_some_and(|n| n.upos.is_nominal())
        }
        Meaning::Calendar(When::Reference(_), _) => reference(reader, i, found.end),
        Meaning::Calendar(When::DayOfMonth { .. }, _) => !p.get(found.end).is_some_and(|n| n.upos == Upos::Noun),
        Meaning::Set(_) if one && reader.often(i).is_some() => often(reader, i),
        Meaning::Calendar(..) | Meaning::Clock(_) | Meaning::Duration(_) | Meaning::Set(_) => true,
    }
}

/// "This Week", "60 Minutes", "High Noon": common time words with a capital inside a sentence stand in a title.
fn in_title(reader: &Reader, i: usize, found: &Found) -> bool {
    let p = reader.p;
    let last = found.end - 1;
    let common = reader.unit(last).is_some() || reader.named_hour(last).is_some() || reader.near_day(last).is_some();
    let capital = p.get(last).is_some_and(|x| x.capital);
    let opens = last == 0
        || i == 0 && last == i
        || p.get(last - 1).is_some_and(|b| matches!(b.lower.as_str(), "\"" | "'" | "\u{201c}" | ":" | "("))
            && i == last;
    // "Thanksgiving Day" is written so.
    let holiday = matches!(found.meaning, Meaning::Calendar(When::Holiday { .. }, _));
    if !common || !capital || opens || holiday {
        return false;
    }
    let (mut words, mut capitals) = (0, 0);
    for k in i.saturating_sub(20)..p.len().min(i + 20) {
        if p.letters(k) && p.text(k).len() > 3 {
            words += 1;
            capitals += usize::from(p.get(k).is_some_and(|x| x.capital));
        }
    }
    capitals * 5 < words * 3
}

/// A month without day and year: "may", "march" and names of people are none.
fn month_alone(reader: &Reader, syntax: &Syntax, i: usize, month: i8, end: usize) -> bool {
    let p = reader.p;
    let Some(piece) = p.get(i) else { return false };
    let before = p.text_before(i);
    let introduced = listed("before-month", before);
    let short = reader.month(i).is_some_and(|m| m.1);
    if !piece.capital {
        // Lower-case text: only what cannot be another word, or stands after a preposition.
        return match month {
            3 | 5 => {
                introduced && !matches!(before, "to" | "and" | "on") && !matches!(piece.upos, Upos::Verb | Upos::Aux)
            }
            _ => !short || introduced && matches!(before, "in" | "last" | "next" | "this" | "of" | "since"),
        };
    }
    if matches!(piece.upos, Upos::Aux) || month == 5 && matches!(piece.upos, Upos::Verb) {
        return false;
    }
    if short && !introduced && !p.sign(i + 1, '.') {
        return false;
    }
    if short && name_follows(reader, end) && !p.sign(i + 1, '.') {
        return false;
    }
    if introduced {
        return !name_follows(reader, end) || month != 5 && month != 6 && month != 4 && month != 8;
    }
    // "Theresa May said", "April Jones": part of a person's name.
    let person = p.before(i).is_some_and(|b| b.capital && b.upos == Upos::Propn && !reader.is_term(i - 1))
        && in_name(syntax, piece.word);
    let given = matches!(month, 4..=6 | 8) && name_follows(reader, end);
    let verb_follows =
        month == 5 && i == 0 && p.get(end).is_some_and(|n| matches!(n.upos, Upos::Pron | Upos::Verb | Upos::Det));
    !person && !given && !verb_follows && (month != 3 || piece.upos != Upos::Verb)
}

fn name_follows(reader: &Reader, end: usize) -> bool {
    reader.p.get(end).is_some_and(|n| n.capital && n.upos == Upos::Propn && !reader.is_term(end))
}

/// True where the word is joined to another by the relations of names.
fn in_name(syntax: &Syntax, word: usize) -> bool {
    let words = syntax.words();
    let joined = |w: usize| matches!(words[w].relation(), "flat" | "compound");
    let head_before = words[word].head.is_some_and(|h| h + 1 == word || h < word && words[h].upos == Upos::Propn);
    joined(word) && head_before
        || syntax.dependents(word).iter().any(|&d| d + 1 == word && joined(d) && words[d].upos == Upos::Propn)
}

/// A weekday by itself: abbreviations need a capital and company; "sat" and "sun" are other words; not in names.
fn weekday_alone(reader: &Reader, syntax: &Syntax, i: usize, end: usize) -> bool {
    let p = reader.p;
    let Some(piece) = p.get(i) else { return false };
    let short = reader.weekday(i).is_some_and(|d| d.1);
    if short {
        let introduced = listed("before-short-weekday", p.text(i.wrapping_sub(1)));
        let weak = matches!(piece.lower.as_str(), "sat" | "sun" | "wed" | "mon");
        return introduced && (piece.capital || !weak) || piece.capital && p.sign(i + 1, '.') && !weak;
    }
    if !piece.capital {
        return true;
    }
    // "The Wednesday Group": a proper noun of several words that the weekday stands inside.
    let next = p.get(end).filter(|n| n.capital && n.upos == Upos::Propn && !reader.is_term(end) && !n.glued);
    let the = p.text_before(i) == "the" && p.before(i).is_some_and(|b| b.capital) && i > 1;
    if let Some(next) = next {
        let words = syntax.words();
        let within =
            words[piece.word].head == Some(next.word) && matches!(words[piece.word].relation(), "compound" | "flat");
        return !(within && the);
    }
    true
}

/// A season without year: in its own sense only after a preposition or article, and "fall" and "spring" as nouns.
fn season_alone(reader: &Reader, i: usize) -> bool {
    let p = reader.p;
    let at = (i..p.len()).find(|&k| reader.season(k).is_some()).unwrap_or(i);
    let Some(piece) = p.get(at) else { return false };
    if !piece.upos.is_nominal() && piece.upos != Upos::X {
        return false;
    }
    let before = p.text_before(at);
    let next_noun = p.get(at + 1).is_some_and(|n| n.upos.is_nominal() && n.shape == Shape::Letters);
    match piece.lower.as_str() {
        "fall" => matches!(before, "in" | "late" | "early" | "mid") && !next_noun,
        "spring" | "springtime" => listed("before-spring", before) && !next_noun,
        _ => listed("before-season", before) && !next_noun || at > i,
    }
}

/// A number that may be a year: not a count of things, not money, not part of a code.
fn year_alone(reader: &Reader, syntax: &Syntax, i: usize, year: i16, end: usize) -> bool {
    let p = reader.p;
    let labelled = listed("year-kind", p.text(i));
    if labelled {
        return true;
    }
    // "13/45/2022" is no date, and its year by itself is none either.
    if p.sign(i.wrapping_sub(1), '/') && p.glued(i) && p.sign(i.wrapping_sub(3), '/') {
        return false;
    }
    let in_words = p.letters(end - 1);
    let before = p.text_before(i);
    let introduced = listed("before-year", before);
    if in_words {
        return listed("before-spelled-year", before) && (1000..2100).contains(&year) && !reader.counts_noun(end);
    }
    let plausible = if introduced { (1000..=2100).contains(&year) } else { (1800..=2100).contains(&year) };
    if !plausible || reader.counts_noun(end) {
        return false;
    }
    let glued = p.glued(i)
        && p.before(i).is_some_and(|b| !matches!(b.lower.as_str(), "(" | "-" | "'" | "\"" | "[" | "/" | "\u{201c}"))
        || p.glued(end)
            && p.get(end).is_some_and(|n| {
                !matches!(
                    n.lower.as_str(),
                    "." | "," | ")" | ";" | ":" | "?" | "!" | "'" | "-" | "\"" | "]" | "/" | "\u{201d}"
                )
            });
    if glued {
        return false;
    }
    let chain =
        |at: usize, year_at: usize| p.sign(at, '-') && p.glued(at) && p.digits(year_at).is_some_and(|d| d.1 == 4);
    let chained = chain(end, end + 1) && p.sign(end + 2, '-') && p.glued(end + 2)
        || i >= 3 && chain(i - 1, i - 2) && p.sign(i - 3, '-') && p.glued(i - 2);
    if chained {
        return false;
    }
    let code = p.sign(i.wrapping_sub(1), '-')
        && p.glued(i)
        && p.get(i.wrapping_sub(2)).is_some_and(|x| x.lower.len() < 4 && p.digits(i - 2).is_some())
        || p.sign(end, '-') && p.glued(end) && p.digits(end + 1).is_some_and(|d| d.1 != 4 && d.1 != 2);
    if code {
        return false;
    }
    // A number that counts the noun after it: "2000 pieces".
    let word = &syntax.words()[p.words(i, end).end - 1];
    let round = year % 100 == 0 && year != 2000 && year != 1900;
    let counts = word.relation() == "nummod"
        && word.head.is_some_and(|h| h > p.words(i, end).start && syntax.words()[h].xpos == "NNS");
    if !introduced && (counts || round) {
        return false;
    }
    let noun_before = p.before(i).is_some_and(|b| b.capital && b.upos == Upos::Propn && b.shape == Shape::Letters);
    let labelled = listed("before-no-year", before);
    !(labelled || noun_before && year > 2030)
}

/// "now" and its kin: not as parts of other phrases.
fn reference(reader: &Reader, i: usize, end: usize) -> bool {
    let p = reader.p;
    match p.text(i) {
        "the" if end == i + 2 => {
            !p.get(end).is_some_and(|n| n.upos.is_nominal() || n.upos == Upos::Num || n.upos == Upos::Adj)
        }
        "now" => !p.is(end, "that") || p.get(end).is_some_and(|n| n.upos == Upos::Sconj),
        "current" | "recent" => p.get(i).is_some_and(|x| x.upos == Upos::Adj) && end == i + 1,
        "soon" => !p.any(end, &["after", "as", "afterwards", "enough"]) && !p.any(i.wrapping_sub(1), &["as", "too"]),
        _ => true,
    }
}

/// "daily" and its kin by themselves: as a word of their own, not in a name ("the Daily Mail").
fn often(reader: &Reader, i: usize) -> bool {
    let p = reader.p;
    p.get(i).is_some_and(|x| !(x.capital && x.upos == Upos::Propn)) && !p.sign(i + 1, '-')
}
