//! Cuts a chunk (characters without white space between) into words.

use unicode_normalization::char::is_combining_mark;

use super::super::Span;
use super::address::{self, Signs};
use super::lists::{ADDRESS_ENDINGS, ELISIONS, EMOTICONS, JOINED, PREFIXES, SUFFIXES, holds};
use super::{clitics, period};

/// The longest entry of the lists that are matched inside a chunk, in bytes.
const LONGEST_ENTRY: usize = 24;

/// Adds the words of the chunk at `chunk`. `text` ends with the paragraph.
pub(super) fn chunk(text: &str, chunk: Span, words: &mut Vec<Span>) {
    let whole = chunk.of(text);
    if whole.len() <= LONGEST_ENTRY && EMOTICONS.contains(whole) || is_ornament(whole) {
        return words.push(chunk);
    }
    let scanner = Scanner { text, chunk, signs: Signs::of(whole) };
    let mut at = chunk.start;
    while at < chunk.end {
        at = scanner.token(at, words);
    }
}

struct Scanner<'t> {
    text: &'t str,
    chunk: Span,
    signs: Signs,
}

impl Scanner<'_> {
    /// Adds the word or words that begin at `at`; returns where they end.
    fn token(&self, at: usize, words: &mut Vec<Span>) -> usize {
        let rest = &self.text[at..self.chunk.end];
        let Some(c) = rest.chars().next() else { return self.chunk.end };
        let before = self.before(at);
        let glued = before.is_some_and(is_word);
        if !glued
            && !self.signs.none()
            && let Some(end) = address::end(self.text, Span::new(at, self.chunk.end), self.signs)
        {
            words.push(Span::new(at, end));
            return end;
        }
        if is_word(c) {
            return self.word(at, words);
        }
        let end = if is_apostrophe(c) {
            self.apostrophe(at, before)
        } else if let Some(length) = emoticon(rest, before) {
            at + length
        } else if let Some(length) = Self::sign_of_number(rest, before) {
            // The sign and its number are one word.
            return self.digits_or_name(at, at + length, words);
        } else {
            at + symbols(rest)
        };
        words.push(Span::new(at, end));
        end
    }

    /// The character of the chunk before byte `at`.
    fn before(&self, at: usize) -> Option<char> {
        self.text[self.chunk.start..at].chars().next_back()
    }

    /// The word that begins with the letter or digit at `start`.
    fn word(&self, start: usize, words: &mut Vec<Span>) -> usize {
        let end = self.extent(start, start);
        let rest = &self.text[end..self.chunk.end];
        // "US$20": the letters say which dollar.
        if rest.starts_with('$') && rest[1..].starts_with(|c: char| c.is_ascii_digit()) && end - start <= 3 {
            let letters = &self.text[start..end];
            if letters.bytes().all(|b| b.is_ascii_uppercase()) {
                words.push(Span::new(start, end + 1));
                return end + 1;
            }
        }
        if rest.starts_with('.') && period::belongs(self.text, start, end) {
            words.push(Span::new(start, end + 1));
            return end + 1;
        }
        // "o'", "goin'": the apostrophe stands for what is left out. "Yahoo!" is written so.
        if let Some(mark) = rest.chars().next().filter(|c| is_apostrophe(*c) || *c == '!') {
            let listed = end + mark.len_utf8();
            if holds(&ELISIONS, &self.text[start..listed]) {
                words.push(Span::new(start, listed));
                return listed;
            }
        }
        if self.breaks_off(start, end) {
            words.push(Span::new(start, end + 1));
            return end + 1;
        }
        clitics::cut(self.text, Span::new(start, end), words);
        end
    }

    /// True where the word is broken off, as in transcripts of speech: "th- the".
    fn breaks_off(&self, start: usize, end: usize) -> bool {
        if end + 1 != self.chunk.end || !self.text[end..].starts_with('-') || start != self.chunk.start {
            return false;
        }
        let word = &self.text[start..end];
        let next = self.text[end + 1..].trim_start();
        let begun = next.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
            && next[word.len()..].starts_with(|c: char| c.is_alphabetic() || c == '-');
        let interrupted = next.starts_with(['—', '–']);
        word.bytes().all(|b| b.is_ascii_alphabetic()) && (word.len() == 1 || begun || interrupted)
    }

    /// A word that begins with a sign: the digits of "+44", the name of "@name".
    fn digits_or_name(&self, start: usize, body: usize, words: &mut Vec<Span>) -> usize {
        let end = self.extent(body, body);
        words.push(Span::new(start, end));
        end
    }

    /// The length of a sign that is one word with what follows: "+44", ".5", "@name", "#tag".
    fn sign_of_number(rest: &str, before: Option<char>) -> Option<usize> {
        let mut chars = rest.chars();
        let (sign, next) = (chars.next()?, chars.next()?);
        let open = before.is_none_or(|c| matches!(c, '(' | '[' | '"' | '“' | '$' | '£' | '€' | '/'));
        let joined = match sign {
            '+' => open && next.is_ascii_digit(),
            '.' => {
                before.is_none_or(|c| !is_word(c) && !is_stop(c)) && (next.is_ascii_digit() || is_extension(&rest[1..]))
            }
            '@' | '#' => open && next.is_alphabetic(),
            _ => false,
        };
        joined.then_some(sign.len_utf8())
    }

    /// The end of the run of letters and digits that begins at `start`, with the connectors that belong to it.
    fn extent(&self, start: usize, body: usize) -> usize {
        let rest = &self.text[body..self.chunk.end];
        // A prefix begins its word: "e-mail", but "Naqsh - e - Jahan".
        let first = !self.text[self.chunk.start..body].ends_with('-');
        let mut segment = 0;
        let mut chars = rest.char_indices().peekable();
        let mut before = '\0';
        let mut joined_until = 0;
        while let Some((at, c)) = chars.next() {
            if is_word(c) || is_extender(c) {
                before = c;
                continue;
            }
            let Some(&(_, next)) = chars.peek() else { return body + at };
            if at < joined_until {
                continue;
            }
            if !(is_word(next) && is_word(before)) {
                return body + at;
            }
            if matches!(c, '-' | '/')
                && let Some(length) = joined(rest)
                && length > at
            {
                joined_until = length;
                continue;
            }
            let connector = Connector { run: &rest[..at], segment: &rest[segment..at], before, c, next };
            if !connector.joins(&rest[at + c.len_utf8()..], start < body, first) {
                return body + at;
            }
            segment = at + c.len_utf8();
        }
        self.chunk.end
    }

    /// The end of the word that begins with the apostrophe at `at`.
    fn apostrophe(&self, at: usize, before: Option<char>) -> usize {
        let rest = &self.text[at..self.chunk.end];
        let mut chars = rest.char_indices();
        let first = chars.next().map_or(0, |(_, c)| c.len_utf8());
        let body = rest[first..].chars().take_while(|c| is_word(*c)).take(LONGEST_ENTRY);
        let length = first + body.map(char::len_utf8).sum::<usize>();
        let name = &rest[first..length];
        // "'90s" and "'02".
        let year = name.strip_suffix('s').unwrap_or(name);
        let is_year = year.len() == 2 && year.bytes().all(|b| b.is_ascii_digit());
        if before.is_none_or(|c| !is_word(c)) && is_year && !rest[length..].starts_with(is_apostrophe) {
            return at + length;
        }
        // "'n'" before "'n".
        if let Some(last) = rest[length..].chars().next().filter(|c| is_apostrophe(*c)) {
            let closed = length + last.len_utf8();
            if holds(&ELISIONS, &rest[..closed]) {
                return at + closed;
            }
        }
        if length > first && holds(&ELISIONS, &rest[..length]) {
            return at + length;
        }
        // "''" stands for a double quote.
        match rest[first..].chars().next() {
            Some(c) if is_apostrophe(c) => at + first + c.len_utf8(),
            _ => at + first,
        }
    }
}

/// A character between two letters or digits.
struct Connector<'t> {
    /// The word so far.
    run: &'t str,
    /// Its last part, after the connector before this one.
    segment: &'t str,
    before: char,
    c: char,
    next: char,
}

impl Connector<'_> {
    /// True where the connector is part of a word; `rest` is what follows it.
    fn joins(&self, rest: &str, signed: bool, first: bool) -> bool {
        let digits = self.before.is_ascii_digit() && self.next.is_ascii_digit();
        let letters = self.before.is_alphabetic() && self.next.is_alphabetic();
        match self.c {
            '\'' | '’' => !digits,
            '`' => rest.starts_with(['s', 'S']) && !rest[1..].starts_with(is_word),
            '_' => true,
            '*' => letters,
            '.' => digits || (letters && self.joins_acronym(rest)),
            ',' => digits && groups_thousands(self.segment, rest),
            ':' | '/' => digits,
            '&' => letters && self.joins_initials(rest),
            '-' if digits => signed || joins_number(self.run, self.segment, rest),
            '-' => first && self.joins_prefix(rest),
            _ => false,
        }
    }

    /// "U.S": single letters only, and "Ph.D".
    fn joins_acronym(&self, rest: &str) -> bool {
        let single = rest.chars().nth(1).is_none_or(|c| !is_word(c));
        let first = self.segment.chars().count() == 1 || self.segment == "Ph";
        single && first
    }

    /// "AT&T", "P&L", "R&D".
    fn joins_initials(&self, rest: &str) -> bool {
        let after = rest.chars().take(4).take_while(|c| c.is_alphanumeric()).count();
        let same_case = self.before.is_uppercase() == self.next.is_uppercase();
        same_case
            && after <= 2
            && self.segment.len() <= 4
            && self.segment.chars().all(|c| c.is_uppercase() == self.before.is_uppercase())
    }

    fn joins_prefix(&self, rest: &str) -> bool {
        if holds(&PREFIXES, self.segment) {
            // "mid-1980s", but "post - 2015".
            return self.next.is_alphabetic() || self.segment.eq_ignore_ascii_case("mid");
        }
        let ending = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len().min(LONGEST_ENTRY));
        rest.get(..ending).is_some_and(|ending| holds(&SUFFIXES, ending))
    }
}

/// "10,000": three digits follow, and one to three stand before; or two in the Indian grouping "1,00,000".
fn groups_thousands(segment: &str, rest: &str) -> bool {
    let digits = |text: &str| text.bytes().take(4).take_while(u8::is_ascii_digit).count();
    let before = segment.bytes().rev().take(4).take_while(u8::is_ascii_digit).count();
    let after = digits(rest);
    let indian = after == 2 && rest[2..].starts_with(',') && digits(&rest[3..]) >= 2;
    (1..=3).contains(&before) && (after == 3 || indian)
}

/// "555-0142", "12-20-2000", "77415-0027": numbers that name, not ranges.
fn joins_number(run: &str, segment: &str, rest: &str) -> bool {
    let group = |text: &str| text.bytes().take(8).take_while(u8::is_ascii_digit).count();
    let before = segment.bytes().rev().take(8).take_while(u8::is_ascii_digit).count();
    let after = group(rest);
    let third = rest[after..].strip_prefix('-').map_or(0, group);
    // A second hyphen on either side makes a telephone number or a date.
    let several = third > 0 || run.strip_suffix(segment).is_some_and(|head| head.ends_with('-'));
    let whole = segment.bytes().all(|b| b.is_ascii_digit());
    whole && (several || matches!((before, after), (3 | 5, 4)))
}

/// The length of the listed word with hyphens or slashes that `rest` begins with.
fn joined(rest: &str) -> Option<usize> {
    let length = rest
        .char_indices()
        .take(LONGEST_ENTRY)
        .find(|(_, c)| !(is_word(*c) || matches!(c, '-' | '/')))
        .map_or(rest.len(), |(at, _)| at);
    let word = rest.get(..length)?.trim_end_matches(['-', '/']);
    holds(&JOINED, word).then_some(word.len())
}

/// The length of the emoticon that `rest` begins with.
fn emoticon(rest: &str, before: Option<char>) -> Option<usize> {
    const LONGEST: usize = 4;
    // After a digit or a bracket, ":)" is more likely a colon and a bracket.
    if !matches!(rest.as_bytes()[0], b':' | b';' | b'=' | b'<' | b'^') || before.is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    (2..=LONGEST.min(rest.len())).rev().find(|&length| {
        rest.get(..length).is_some_and(|head| EMOTICONS.contains(head))
            && !rest[length..].starts_with(|c: char| is_word(c) || c == '/')
    })
}

/// The length of the symbol or the run of equal symbols that `rest` begins with.
fn symbols(rest: &str) -> usize {
    let mut chars = rest.char_indices();
    let Some((_, first)) = chars.next() else { return rest.len() };
    let in_run: fn(char, char) -> bool = match first {
        // "?!" and ".?" are one word, "...?" is two.
        '.' if rest.starts_with("..") => |_, c| matches!(c, '.' | '…'),
        c if is_stop(c) => |_, c| is_stop(c),
        '-' | '*' | '=' | '$' | '_' | '~' | '+' | '#' | '/' | '|' | '<' | '>' | '`' | '\\' | '^' => {
            |first, c| first == c
        }
        _ => |_, _| false,
    };
    let mut glue_next = false;
    for (at, c) in chars {
        if is_extender(c) {
            // An emoji of several characters is held together by joiners.
            glue_next = c == '\u{200D}';
        } else if glue_next {
            glue_next = false;
        } else if !in_run(first, c) {
            return at;
        }
    }
    rest.len()
}

/// Rules and arrows drawn with several kinds of symbols.
fn is_ornament(chunk: &str) -> bool {
    const DRAWN: &[u8] = b"-=+*~_|<>{}^#";
    let bytes = chunk.as_bytes();
    bytes.len() >= 4
        && bytes.iter().all(|b| DRAWN.contains(b))
        && bytes.iter().any(|b| matches!(b, b'-' | b'=' | b'*' | b'~' | b'_'))
}

/// "doc" in "(report).doc".
fn is_extension(rest: &str) -> bool {
    let end = rest.char_indices().take(6).find(|(_, c)| !is_word(*c)).map_or(rest.len(), |(at, _)| at);
    holds(&ADDRESS_ENDINGS, &rest[..end])
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || (!c.is_ascii() && c.is_alphanumeric() && !matches!(c, '²' | '³' | '¹' | '¼' | '½' | '¾'))
}

/// Characters that have no width of their own or change the one before.
fn is_extender(c: char) -> bool {
    !c.is_ascii()
        && (matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{1F3FB}'..='\u{1F3FF}')
            || is_combining_mark(c))
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`')
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…')
}
