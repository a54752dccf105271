//! Units of measure and currencies, read from `units.tsv` and `currencies.tsv`.

use std::sync::LazyLock;

use super::phrases::{Phrases, rows};
use super::pieces::Pieces;
use crate::annotate::syntax::Upos;

/// When a symbol counts as the unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Plain,
    /// Only right after the digits, or where no word follows.
    Glued,
    /// Only where no noun follows.
    Weak,
}

/// A symbol as it is written, without spaces.
type Symbol = (String, Mark, &'static str);

struct Tables {
    /// Forms in words → name.
    words: Phrases<&'static str>,
    symbols: Phrases<Symbol>,
    /// Currency signs before a number → ISO 4217 code.
    before: Phrases<&'static str>,
    /// Signs and names after a number.
    after: Phrases<&'static str>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let (mut words, mut symbols) = (Vec::new(), Vec::new());
    for row in rows(include_str!("units.tsv")) {
        let name = row[0];
        let cell = |k: usize| row.get(k).copied().unwrap_or("").split('|').filter(|c| !c.is_empty());
        let mark = match row.get(3).copied().unwrap_or("") {
            "glued" => Mark::Glued,
            "weak" => Mark::Weak,
            _ => Mark::Plain,
        };
        words.extend(cell(1).map(|form| (form, name)));
        for form in cell(2) {
            symbols.push((split(form), (form.replace(' ', ""), mark, name)));
        }
    }
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for row in rows(include_str!("currencies.tsv")) {
        let code = row[0];
        let cell = |k: usize| row.get(k).copied().unwrap_or("").split('|').filter(|c| !c.is_empty());
        before.extend(cell(1).map(|form| (form, code)));
        after.extend(cell(2).chain(cell(3)).map(|form| (form, code)));
    }
    Tables {
        words: Phrases::new(words.into_iter()),
        symbols: Phrases::new(symbols.iter().map(|(form, symbol)| (form.as_str(), symbol.clone()))),
        before: Phrases::new(before.into_iter()),
        after: Phrases::new(after.into_iter()),
    }
});

/// A symbol as pieces: lower case, with spaces between letters, digits and signs.
fn split(symbol: &str) -> String {
    let mut out = String::new();
    let kind = |c: char| {
        if c.is_ascii_digit() {
            0
        } else if c.is_alphabetic() {
            1
        } else {
            2
        }
    };
    let mut last: Option<char> = None;
    for c in symbol.chars().filter(|c| *c != ' ') {
        let spaced = symbol.contains(' ') && last.is_some_and(|l| symbol.contains(&format!("{l} {c}")));
        if last.is_some_and(|l| kind(l) != kind(c) || kind(c) == 2 || spaced) {
            out.push(' ');
        }
        out.extend(c.to_lowercase());
        last = Some(c);
    }
    out
}

/// The currency before the number that begins after it: one past it, and its code.
pub(super) fn currency_before(p: &Pieces, i: usize) -> Option<(usize, &'static str)> {
    // "the country's $5" is not in Singapore dollars.
    if p.sign(i.wrapping_sub(1), '\'') && p.is(i, "s") {
        return None;
    }
    // "USD$ 15"
    if p.sign(i + 1, '$')
        && p.text(i).len() == 3
        && let Some((_, code)) = TABLES.before.at(p, i).filter(|(end, _)| *end == i + 1)
    {
        return Some((i + 2, code));
    }
    TABLES.before.at(p, i).map(|(end, code)| (end, *code))
}

/// The currency at `i` after a number. Names shared by several currencies ("pesos") have the code `XXX`, which ISO 4217
/// keeps for no currency.
pub(super) fn currency_after(p: &Pieces, i: usize) -> Option<(usize, &'static str)> {
    let (end, code) = TABLES.after.at(p, i).map(|(end, code)| (end, *code))?;
    // "won", "real", "crown", "rand", "dong" are other words too.
    let noun = p.get(i).is_some_and(|x| matches!(x.upos, Upos::Noun | Upos::Propn | Upos::Sym | Upos::X));
    let other = p.any(
        i,
        &[
            "won", "real", "crown", "rand", "dong", "mark", "quid", "ether", "rm", "php", "tl", "all", "buck", "a",
            "c", "s", "r",
        ],
    );
    if other && !noun || p.sign(i, '$') && p.glued(i + 1) && p.digits(i + 1).is_some() {
        return None;
    }
    Some((end, if code.starts_with("XXX") { "XXX" } else { code }))
}

/// The unit of measure at `i` after a number: one past it, and its name.
pub(super) fn unit(text: &str, p: &Pieces, i: usize) -> Option<(usize, String)> {
    let (end, name) = simple(text, p, i).or_else(|| powered(text, p, i))?;
    // "barrels per day", "km/s": a rate.
    let per = p.is(end, "per") || p.sign(end, '/') && p.glued(end);
    if per && !name.contains(" per ") && name != "percent" {
        let time = ["second", "minute", "hour", "day", "week", "month", "year"];
        if let Some(unit) = time.into_iter().find(|t| p.is(end + 1, t)) {
            return Some((end + 2, format!("{name} per {unit}")));
        }
        if let Some((next, below)) = simple(text, p, end + 1).or_else(|| powered(text, p, end + 1)) {
            return Some((next, format!("{name} per {below}")));
        }
    }
    Some((end, name))
}

/// Lengths, whose squares and cubes are written with an exponent or with "squared" and "cubed".
const LENGTHS: [&str; 6] = ["kilometre", "metre", "centimetre", "millimetre", "mile", "foot"];

/// The power that follows a length at `i`: "²", "^2", "squared".
fn exponent(p: &Pieces, i: usize) -> Option<(usize, &'static str)> {
    if p.any(i, &["squared", "cubed"]) {
        return Some((i + 1, if p.is(i, "squared") { "square" } else { "cubic" }));
    }
    let at = i + usize::from(p.sign(i, '^'));
    match p.text(at) {
        "²" | "2" if at > i || p.is(at, "²") => Some((at + 1, "square")),
        "³" | "3" if at > i || p.is(at, "³") => Some((at + 1, "cubic")),
        _ => None,
    }
}

fn simple(text: &str, p: &Pieces, i: usize) -> Option<(usize, String)> {
    let mut best: Option<(usize, &str)> = TABLES.words.at(p, i).map(|(end, name)| (end, *name));
    for (end, (symbol, mark, name)) in TABLES.symbols.all(p, i) {
        let longer = best.is_none_or(|(known, _)| end > known);
        if longer && written(text, p, i, end, symbol) && stands(p, i, end, *mark) {
            best = Some((end, name));
        }
    }
    let (end, name) = best?;
    if LENGTHS.contains(&name)
        && let Some((end, power)) = exponent(p, end)
    {
        return Some((end, format!("{power} {name}")));
    }
    Some((end, name.to_owned()))
}

/// True where the pieces are written just as the symbol is, or where another case cannot mean another unit.
fn written(text: &str, p: &Pieces, i: usize, end: usize, symbol: &str) -> bool {
    let raw = p.span(i, end).of(text);
    let joined = !symbol.contains(|c: char| c.is_ascii_digit()) || !raw.contains(' ');
    let same = joined && raw.chars().filter(|c| !c.is_whitespace()).eq(symbol.chars());
    same || symbol.len() > 2 && symbol.is_ascii() && raw.chars().all(|c| !c.is_ascii_uppercase())
}

fn stands(p: &Pieces, i: usize, end: usize, mark: Mark) -> bool {
    // A letter or digit right after it: another word ("5 C-130").
    let runs_on = p.glued(end) && (p.letters(end) || p.digits(end).is_some() || p.sign(end, '-') && p.letters(end + 1));
    if runs_on {
        return false;
    }
    let noun_follows = p.letters(end) && p.get(end).is_some_and(|n| n.upos.is_nominal());
    match mark {
        Mark::Plain => true,
        Mark::Glued => p.glued(i) || !noun_follows && p.get(i).is_some_and(|x| x.upos != Upos::Propn || x.glued),
        Mark::Weak => {
            let measure = p.any(end, &["thick", "long", "wide", "deep", "tall", "high", "across", "of"]);
            let open = !p.letters(end) || p.any(end, &["and", "or", "on", "is", "are", "packet"]);
            let degrees = p.get(i).is_some_and(|x| x.capital) && p.get(end).is_some_and(|n| n.upos == Upos::Adv);
            measure
                || degrees
                || open && !p.any(i, &["in"])
                || open && !p.letters(end) && p.is(i, "in")
                || p.glued(i) && !noun_follows
        }
    }
}

/// "square kilometres", "cubic feet", "square-mile"; "metres squared".
fn powered(text: &str, p: &Pieces, i: usize) -> Option<(usize, String)> {
    let power = match p.text(i) {
        "square" | "sq" => "square",
        "cubic" | "cu" => "cubic",
        _ => return None,
    };
    let at = p.skip(p.skip_hyphen(i + 1), '.');
    let (end, name) = simple(text, p, at)?;
    Some((end, format!("{power} {name}")))
}

/// Units of which a smaller one may follow in one amount ("5 feet 2 inches"): the whole, the part, parts in a whole.
const PARTS: [(&str, &str, f64); 7] = [
    ("foot", "inch", 12.0),
    ("pound", "ounce", 16.0),
    ("stone", "pound", 14.0),
    ("metre", "centimetre", 100.0),
    ("USD", "cent", 100.0),
    ("EUR", "cent", 100.0),
    ("GBP", "penny", 100.0),
];

/// How many of `part` make one `whole`, where the two are said together.
pub(super) fn parts(whole: &str, part: &str) -> Option<f64> {
    PARTS.iter().find(|(w, p, _)| *w == whole && *p == part).map(|(_, _, n)| *n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_split_as_pieces_do() {
        for (symbol, pieces) in
            [("km2", "km 2"), ("km / h", "km / h"), ("° C", "° c"), ("µg", "µg"), ("sq km", "sq km")]
        {
            assert_eq!(split(symbol), pieces);
        }
    }
}
