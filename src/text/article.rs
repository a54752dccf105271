//! [`Article`]: one news article, its text, its parts and what is known about it from outside.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

use super::Span;

/// One article as read from a source. The text is exactly what spans and offsets point into.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// What the input calls it: the `id` of a JSON line, or the file name.
    pub id: String,
    /// Canonical address.
    pub url: Option<String>,
    /// Headline, from metadata or from the text's first block.
    pub title: Option<String>,
    /// When it was published: the anchor for "Thursday" and "last week".
    pub published: Option<Published>,
    /// When it was last changed.
    pub modified: Option<Published>,
    /// Names of the authors, in order.
    pub authors: Vec<String>,
    /// Name of the publisher.
    pub publisher: Option<String>,
    /// BCP 47 language tag.
    pub language: Option<String>,
    /// The whole text, never changed after reading.
    pub text: String,
    /// Paragraphs of the text in order; they do not overlap, and together hold every character that is not white
    /// space between paragraphs.
    pub blocks: Vec<Block>,
}

impl Article {
    /// An article of which nothing is known but its name and its text; it has no blocks yet.
    #[must_use]
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            url: None,
            title: None,
            published: None,
            modified: None,
            authors: Vec::new(),
            publisher: None,
            language: None,
            text: text.into(),
            blocks: Vec::new(),
        }
    }
}

/// A paragraph or another part of an article that is laid out on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// Where it stands in the text, without surrounding white space.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// What a [`Block`] is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// The headline.
    Headline,
    /// A line of place, date or agency before the story ("GENEVA (Agency) –", "Palestinian Territories:").
    Dateline,
    /// A paragraph of the story.
    Body,
    /// Notices that are not part of the story ("(Except for the headline, …)", agency credits, copyright lines):
    /// kept in the text, not read for facts.
    Boilerplate,
}

/// A day of publication, with the time where it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The day, in the publisher's own zone where the source gives one.
    pub date: Date,
    /// The full date and time as the source wrote it, in ISO 8601, where it gave a time.
    pub date_time: Option<String>,
}

/// A date that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not a date: write YYYY-MM-DD, or an ISO 8601 date and time such as 2023-11-30T18:05:00Z")]
pub struct PublishedError(String);

impl FromStr for Published {
    type Err = PublishedError;

    /// Reads `YYYY-MM-DD` or an ISO 8601 date and time, with or without an offset.
    fn from_str(text: &str) -> Result<Self, PublishedError> {
        let text = text.trim();
        let fail = || PublishedError(text.to_owned());
        let day = text.get(..10).ok_or_else(fail)?;
        let date = day.parse::<Date>().map_err(|_| fail())?;
        let rest = &text[10..];
        if rest.is_empty() {
            return Ok(Self { date, date_time: None });
        }
        let iso = format!("{day}T{}", rest.get(1..).ok_or_else(fail)?.trim().replace(' ', ""));
        let known = iso.parse::<jiff::Timestamp>().is_ok() || iso.parse::<jiff::civil::DateTime>().is_ok();
        if !known || !rest.starts_with(['T', 't', ' ']) {
            return Err(fail());
        }
        Ok(Self { date, date_time: Some(iso) })
    }
}

impl fmt::Display for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.date_time {
            Some(iso) => f.write_str(iso),
            None => write!(f, "{}", self.date),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_dates_and_times() {
        for (given, shown) in [
            ("2023-11-30", "2023-11-30"),
            (" 2023-11-30T18:05:00Z ", "2023-11-30T18:05:00Z"),
            ("2023-11-30 18:05:00+02:00", "2023-11-30T18:05:00+02:00"),
            ("2023-11-30T18:05", "2023-11-30T18:05"),
        ] {
            let read: Published = given.parse().unwrap();
            assert_eq!(read.to_string(), shown);
            assert_eq!(read.date.to_string(), "2023-11-30");
        }
        for bad in ["", "yesterday", "2023-13-01", "2023-11-30X", "2023-11-30T", "30/11/2023"] {
            assert!(bad.parse::<Published>().is_err(), "{bad}");
        }
    }
}
