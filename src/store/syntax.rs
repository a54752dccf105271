//! [`SyntaxError`]: where a query breaks the grammar of SPARQL, as a person can use it.
//!
//! The parser says "error at 1:42: expected one of ABS, AVG, …, [_]". Its places are too far to the right for
//! keywords (it counts a keyword that did not match as read), and its lists are long and mostly misleading.

use std::fmt;

/// Where a query breaks the grammar.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct SyntaxError {
    /// The line, from 1; 0 where the place is not known.
    pub line: usize,
    /// The column in characters, from 1; 0 where the place is not known. The mistake is there or shortly after.
    pub column: usize,
    /// The text of that line.
    pub text: String,
    /// What is wrong, or what could stand there.
    pub message: String,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, column, text, message } = self;
        if *line == 0 {
            return write!(f, "the query has an error: {message}");
        }
        let number = line.to_string();
        let margin = " ".repeat(number.len());
        // Tabs must stay tabs, so that the mark stands under its character.
        let indent: String =
            text.chars().take(column.saturating_sub(1)).map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
        writeln!(f, "the query has an error in line {line}, column {column}: {message}")?;
        write!(f, "{number} | {text}\n{margin} | {indent}^")
    }
}

impl SyntaxError {
    /// A mistake of the query as a whole.
    pub(super) fn unplaced(message: &str) -> Self {
        Self { line: 0, column: 0, text: String::new(), message: message.to_owned() }
    }

    /// Reads the parser's message about a query.
    pub(super) fn new(query: &str, message: &str) -> Self {
        if query.trim().is_empty() {
            return Self::unplaced("it is empty");
        }
        let Some((line, column, expected)) = place(message) else { return Self::unplaced(message) };
        let text = query.lines().nth(line - 1).unwrap_or_default();
        let tokens: Vec<&str> = expected.split(", ").collect();
        // A sentence of the parser's own ("Prefix not found") says more than any list of tokens.
        let sentence =
            tokens.iter().find(|token| token.contains(' ') && token.starts_with(|c: char| c.is_ascii_alphabetic()));
        let (column, message) = if let Some(sentence) = sentence {
            let start = word_start(text, column);
            let word: String = text.chars().skip(start - 1).take(column - start).collect();
            let message = match *sentence {
                "Prefix not found" => format!("the prefix of {word} is not declared"),
                other => other.to_owned(),
            };
            (start, message)
        } else if let Some(message) = literal_tokens(&tokens) {
            (column, message)
        } else {
            let keyword = |token: &&str| token.chars().all(|c| c.is_ascii_alphanumeric());
            let longest_read = tokens.iter().filter(|t| keyword(t)).map(|t| t.len()).min().unwrap_or(0);
            (column.saturating_sub(longest_read).max(1), "SPARQL does not allow this here".to_owned())
        };
        Self { line, column, text: text.to_owned(), message }
    }
}

/// Line, column, and the list of what was expected.
fn place(message: &str) -> Option<(usize, usize, &str)> {
    let (line, rest) = message.strip_prefix("error at ")?.split_once(':')?;
    let (column, rest) = rest.split_once(':')?;
    let expected = rest.trim().strip_prefix("expected ")?;
    Some((line.parse().ok()?, column.parse().ok()?, expected.strip_prefix("one of ").unwrap_or(expected)))
}

/// "expected `.` or `}`", where the list holds punctuation or digits, whose place is exact.
fn literal_tokens(tokens: &[&str]) -> Option<String> {
    let mut shown: Vec<String> = Vec::new();
    for token in tokens {
        if let Some(text) = token.strip_prefix('"').and_then(|t| t.strip_suffix('"')) {
            shown.push(text.replace("\\\"", "\"").replace("\\\\", "\\"));
        } else if token.starts_with("['0'") {
            shown.push("a number".to_owned());
        }
    }
    // Escapes are possible in every string: where one is not closed, only the quote tells something.
    shown.retain(|token| !token.starts_with('\\'));
    shown.truncate(8);
    (!shown.is_empty()).then(|| format!("expected {}", shown.join(" or ")))
}

/// The column where the word before this column begins.
fn word_start(text: &str, column: usize) -> usize {
    let before: Vec<char> = text.chars().take(column - 1).collect();
    let word = before.iter().rev().take_while(|c| !c.is_whitespace()).count();
    column - word.min(column - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{QueryOptions, Store, StoreError};

    #[test]
    fn errors_say_where_and_what() {
        for (query, line, column, message) in [
            ("SELECT ?s\nWHERE { ?s ?p }", 2, 9, "SPARQL does not allow this here"),
            ("SELEC ?s { ?s ?p ?o }", 1, 1, "SPARQL does not allow this here"),
            ("SELECT ?s {\n\t?s foo:bar ?o }", 2, 5, "the prefix of foo:bar is not declared"),
            ("SELECT ?s { ?s ?p ?o ", 1, 22, "expected , or . or ; or { or {| or } or ~"),
            ("SELECT ?s { ?s ?p 'abc }", 1, 25, "expected '"),
            ("SELECT ?s { ?s ?p ?o } LIMIT x", 1, 30, "expected a number"),
            ("SELECT ?s { FILTER(?x = ) }", 1, 25, "SPARQL does not allow this here"),
            ("  \n", 0, 0, "it is empty"),
        ] {
            let Err(StoreError::Syntax(error)) = Store::memory().query(query, &QueryOptions::default()).map(|_| ())
            else {
                panic!("no syntax error: {query}");
            };
            assert_eq!((error.line, error.column, error.message.as_str()), (line, column, message), "{query}");
        }
    }

    #[test]
    fn the_mark_stands_under_the_place() {
        let error = SyntaxError { line: 12, column: 3, text: "\tab".into(), message: "no".into() };
        assert_eq!(error.to_string(), "the query has an error in line 12, column 3: no\n12 | \tab\n   | \t ^");
    }
}
