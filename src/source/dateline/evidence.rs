//! Whether what has the shape of a dateline is one.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::{entries, is_agency, is_calendar_word};
use crate::source::layout::ends_sentence;

static PLACES: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| entries(include_str!("../places.txt")).map(str::to_uppercase).collect());
static NOT_PLACES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| entries(include_str!("../not_places.txt")).collect());

/// What speaks for and against a dateline.
pub(super) struct Evidence<'a> {
    pub(super) place: &'a str,
    pub(super) agency: Option<&'a str>,
    pub(super) dated: bool,
    pub(super) dash: Option<&'a str>,
    pub(super) joined: bool,
    pub(super) rest: &'a str,
}

impl Evidence<'_> {
    /// For a line that holds nothing else.
    pub(super) fn is_line(&self, trusted: bool) -> bool {
        if self.never() {
            return false;
        }
        let signed = self.dated || self.agency.is_some_and(|a| is_agency(a) || self.capitals());
        signed && (self.dash.is_some() || self.capitals() || self.known())
            || self.known() && (self.dash.is_some() || self.capitals())
            || self.capitals() && self.dash.is_some_and(|d| d != ":")
            || trusted
    }

    /// For the beginning of a paragraph.
    pub(super) fn leads_a_story(&self) -> bool {
        if self.never() || self.joined || !self.rest_is_sentence() {
            return false;
        }
        if let Some(agency) = self.agency {
            let known = is_agency(agency);
            return match self.dash {
                Some(_) => known || self.dated || self.capitals() && !stands_for(self.place, agency),
                None => known && (self.capitals() || self.known() && self.dated),
            };
        }
        let Some(dash) = self.dash else { return false };
        if self.dated {
            return self.capitals() || self.known() || dash != ":" && self.is_story();
        }
        match dash {
            ":" => self.known() && (self.capitals() || self.is_story()),
            _ if self.capitals() => self.known() || self.is_story() && self.long_words(),
            _ => self.known() && self.is_story(),
        }
    }

    /// What is never a place.
    fn never(&self) -> bool {
        let first = self.place.split([' ', ',']).next().unwrap_or_default().trim_end_matches('.');
        let article = matches!(first, "The" | "A" | "An" | "This" | "In" | "On" | "By" | "From" | "It" | "He" | "She");
        NOT_PLACES.contains(self.city().to_uppercase().as_str())
            || is_agency(self.city())
            || is_calendar_word(first)
            || article && !self.known()
    }

    /// The place without its region.
    fn city(&self) -> &str {
        self.place.split(", ").next().unwrap_or(self.place)
    }

    /// True where the city is written in capitals.
    fn capitals(&self) -> bool {
        let city = self.city();
        let capitals = city.chars().filter(|c| c.is_uppercase()).count();
        let small = city.chars().filter(|c| c.is_lowercase()).count();
        // "PORT-au-PRINCE", "McALLEN"
        capitals >= 3 && small * 3 <= capitals
    }

    fn known(&self) -> bool {
        let listed = |name: &str| PLACES.contains(name.trim().to_uppercase().as_str());
        self.place.split([',', '/']).any(listed) || listed(self.city())
    }

    /// True where no word of the place is so short that it might be an acronym, and there are not so many of them
    /// that it might be a cross-heading.
    fn long_words(&self) -> bool {
        let words = || self.city().split([' ', '-', '/']);
        (words().count() <= 2 && words().all(|word| word.chars().count() >= 5)) || self.place.contains(", ")
    }

    /// True where what follows begins like a sentence.
    fn rest_is_sentence(&self) -> bool {
        let first = self.rest.trim_start_matches(|c: char| "\"'“‘«`([¿¡".contains(c)).chars().next();
        first.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || c == '$' || c == '€' || c == '£')
    }

    /// True where what follows is a paragraph rather than a heading: "France: Macron wins vote" is none.
    fn is_story(&self) -> bool {
        let words = self.rest.split_whitespace().take(25).count();
        words == 25 || (words >= 8 && ends_sentence(self.rest))
    }
}

/// True where `short` is the acronym of `long`, as in "WORLD HEALTH ORGANIZATION (WHO)" or the other way round.
fn stands_for(a: &str, b: &str) -> bool {
    let initials = |text: &str| -> String {
        text.split([' ', '-'])
            .filter(|w| !matches!(*w, "of" | "the" | "and" | "for"))
            .filter_map(|w| w.chars().next())
            .collect()
    };
    let same = |short: &str, long: &str| long.contains(' ') && initials(long).eq_ignore_ascii_case(short);
    same(a, b) || same(b, a)
}
