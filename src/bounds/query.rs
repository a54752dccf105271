//! How much of a stack a SPARQL query will need, told before it is parsed: its parser and its evaluator call themselves
//! for what stands in brackets, and for the links of a chain such as `1 + 1 + 1 …` or `{} UNION {} UNION {} …`.

use super::DEEPEST;

/// The heaviest query that is run. A query that a person wrote weighs up to some hundreds; the data of VALUES and the
/// members of `IN (…)` weigh nothing, so that programs can ask for thousands of things at once.
pub const HEAVIEST: usize = 4000;

/// The bytes of stack to parse and run the heaviest query with.
pub const STACK: usize = 512 << 20;

/// What is said of a query that is too deep or too long.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TooHeavy {
    /// Brackets in brackets.
    #[error("it nests deeper than {DEEPEST} levels")]
    Deep,
    /// Parts in a row.
    #[error(
        "it has more than {HEAVIEST} parts; give data in VALUES, which may be of any length, or ask in several queries"
    )]
    Long,
}

/// The number of a query's parts that parsing and evaluation call themselves for, or more.
///
/// # Errors
/// Where the query is too deep or too long to be run.
pub fn weight(query: &str) -> Result<usize, TooHeavy> {
    let mut scan = Scan { rest: query, open: Vec::new(), weight: 0, values: false };
    while let Some(token) = scan.token() {
        scan.take(token)?;
    }
    Ok(scan.weight)
}

struct Scan<'a> {
    rest: &'a str,
    /// The open brackets, `<` for `<<`, and `v` for the braces of VALUES.
    open: Vec<u8>,
    weight: usize,
    /// Whether the word VALUES was there, and its brace not yet.
    values: bool,
}

impl<'a> Scan<'a> {
    /// The next token without comments and white space.
    fn token(&mut self) -> Option<&'a str> {
        loop {
            self.rest = self.rest.trim_start();
            match self.rest.strip_prefix('#') {
                Some(comment) => self.rest = &comment[comment.find(['\n', '\r']).unwrap_or(comment.len())..],
                None => break,
            }
        }
        let rest = self.rest;
        let first = rest.chars().next()?;
        let length = match first {
            '"' | '\'' => string(rest, first),
            '<' => iri(rest).unwrap_or_else(|| if rest.starts_with("<<") { 2 } else { 1 }),
            '>' if rest.starts_with(">>") => 2,
            c if is_word(c) => word(rest),
            c => c.len_utf8(),
        };
        self.rest = &rest[length..];
        Some(&rest[..length])
    }

    fn take(&mut self, token: &str) -> Result<(), TooHeavy> {
        let first = token.as_bytes()[0];
        let data = self.open.contains(&b'v');
        let closes = match token {
            ")" => Some(b'('),
            "]" => Some(b'['),
            "}" => Some(b'{'),
            ">>" => Some(b'<'),
            _ => None,
        };
        if let Some(bracket) = closes {
            self.open.pop_if(|open| *open == bracket || (bracket == b'{' && *open == b'v'));
        } else if matches!(token, "(" | "[" | "{" | "<<") {
            let of_values = token == "{" && std::mem::take(&mut self.values);
            self.open.push(if of_values { b'v' } else { first });
            if self.open.len() > DEEPEST {
                return Err(TooHeavy::Deep);
            }
        }
        if token == "," {
            // A member of a list of arguments, whose term was counted; in a list of objects each is a pattern.
            match self.open.last() {
                Some(b'(') => self.weight = self.weight.saturating_sub(1),
                _ => self.weight += 1,
            }
        } else if !(data && is_data(token)) {
            self.weight += 1;
        }
        if token.eq_ignore_ascii_case("values") {
            self.values = true;
        }
        if self.weight > HEAVIEST { Err(TooHeavy::Long) } else { Ok(()) }
    }
}

/// Whether the token may stand in the rows of VALUES: terms and the brackets of rows.
fn is_data(token: &str) -> bool {
    let first = token.as_bytes()[0];
    matches!(first, b'"' | b'\'' | b'(' | b')' | b'^' | b'@' | b'0'..=b'9' | b'+' | b'-')
        || (first == b'<' && token.len() > 2)
        || token.contains(':')
        || ["undef", "true", "false"].iter().any(|word| token.eq_ignore_ascii_case(word))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | ':' | '?' | '$' | '@' | '%')
}

/// The length of a word: a keyword, a variable, a prefixed name, a number. Dots inside belong to it.
fn word(text: &str) -> usize {
    let mut length = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let inside = match c {
            '\\' => characters.next().is_some(),
            '.' => characters.peek().is_some_and(|(_, next)| is_word(*next) || *next == '.' || *next == '\\'),
            '-' => at > 0,
            '?' | '$' | '@' => at == 0,
            c => is_word(c) || matches!(c, '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}' | '\u{2040}'),
        };
        if !inside {
            break;
        }
        length = characters.peek().map_or(text.len(), |(next, _)| *next);
    }
    length.max(text.chars().next().map_or(0, char::len_utf8))
}

/// The length of an IRI in angle brackets, if `<` begins one and does not mean "less".
fn iri(text: &str) -> Option<usize> {
    let end = text[1..].find(|c: char| c <= ' ' || matches!(c, '<' | '>' | '"' | '{' | '}' | '|' | '^' | '`'))? + 1;
    text[end..].starts_with('>').then_some(end + 1)
}

/// The length of a string in quotes, or of all the text where it is not closed.
fn string(text: &str, quote: char) -> usize {
    let one = &text[..1];
    let long = [one, one, one].concat();
    let end = if text.starts_with(&long) { long.as_str() } else { one };
    let mut at = end.len();
    while let Some(found) = text[at..].find([quote, '\\', '\n']) {
        at += found;
        if text[at..].starts_with('\\') {
            at += 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8);
        } else if text[at..].starts_with(end) {
            return at + end.len();
        } else if end.len() == 1 {
            // A line end: no string, so that what follows is looked at.
            return 1;
        } else {
            at += 1;
        }
    }
    if end.len() == 1 { 1 } else { text.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_weigh_and_data_do_not() {
        for (query, expected) in [
            ("ASK { ?s ?p ?o . }", 7),
            ("SELECT * { ?s ex:a.b\\,c 'x y {' } # comment {{{", 7),
            ("ASK { FILTER(?x IN (1, 2, 3, 4, 5)) }", 11),
            ("ASK { ?s ?p 1, 2, 3 }", 10),
            ("ASK { VALUES ?x { 1 'a' <urn:a> ex:b UNDEF \"x\"@en '1'^^xsd:short (1 2) } ?s ?p ?o }", 10),
            ("ASK { ?s ?p ?VALUES { 1 2 3 } }", 11),
            ("ASK { ?s ?p ex:a.VALUES { ?s ?p ?o } }", 11),
            ("ASK { FILTER(?a < ?b && ?c > 1) }", 14),
            ("ASK { ?s <urn:p>|<urn:q> '''a'b''' }", 8),
        ] {
            assert_eq!(weight(query), Ok(expected), "{query}");
        }
    }

    #[test]
    fn what_is_too_heavy_is_refused() {
        let many = |part: &str| part.repeat(5000);
        for (query, expected) in [
            (format!("ASK {{ FILTER(1{}) }}", many("+1")), Err(TooHeavy::Long)),
            (format!("ASK {{ FILTER({}true) }}", many("!")), Err(TooHeavy::Long)),
            (format!("ASK {{ ?s <urn:p>{} ?o }}", many("|<urn:p>")), Err(TooHeavy::Long)),
            (format!("ASK {{ {} }}", many("{} UNION ")), Err(TooHeavy::Long)),
            (format!("ASK {{ ?s ?p ?o {} }}", many("; ?p ?o")), Err(TooHeavy::Long)),
            (format!("ASK {{ ?s ?p ?o {} }}", many(", 1")), Err(TooHeavy::Long)),
            (format!("ASK {{ ?s ?p ({}) }}", many("1 ")), Err(TooHeavy::Long)),
            (format!("ASK {{ VALUES ?x {{ 1 }} {} }}", many("?s ?p ?o . ")), Err(TooHeavy::Long)),
            (format!("ASK {{ VALUES ?x {{ {} ", many("| ")), Err(TooHeavy::Long)),
            (format!("ASK {}", "{".repeat(300)), Err(TooHeavy::Deep)),
            (format!("ASK {{ FILTER({}", "(".repeat(300)), Err(TooHeavy::Deep)),
            (format!("ASK {{ ?s ?p {}", "<< ?s ?p ".repeat(300)), Err(TooHeavy::Deep)),
            (format!("ASK {{ ?s ?p '{}' }}", many("{(")), Ok(6)),
            (format!("ASK {{ ?s ?p <urn:{}> }}", many("((")), Ok(6)),
        ] {
            assert_eq!(weight(&query), expected, "{}", &query[..60]);
        }
        assert!(weight(&format!("ASK {{ VALUES ?x {{ {} }} FILTER(?x IN (1{})) }}", many("1 "), many(", 2"))).is_ok());
    }
}
