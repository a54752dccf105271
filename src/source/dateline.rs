//! Datelines: the place, date and agency that wire copy puts before a story.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::layout::ends_sentence;
use crate::text::{Block, BlockKind, Span};

/// A dateline: "GENEVA, March 3 (Agency) –" before the first sentence, or a line of its own such as "Lagos:". All
/// spans are in bytes of the article's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dateline {
    /// All of it, with the dash or colon, without the white space after that. A sentence begins where it ends.
    pub span: Span,
    /// The place that was reported from, with its region ("BUFFALO, N.Y."); absent where a line gives but a date.
    pub place: Option<Span>,
    /// The agency, without brackets.
    pub agency: Option<Span>,
    /// The date, which is most often without a year.
    pub date: Option<Span>,
}

/// Names of agencies.
pub(super) static AGENCIES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| entries(include_str!("agencies.txt")).collect());
static PLACES: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| entries(include_str!("places.txt")).map(str::to_uppercase).collect());
static NOT_PLACES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| entries(include_str!("not_places.txt")).collect());

/// The lines of a word list that are no comments.
pub(super) fn entries(list: &str) -> impl Iterator<Item = &str> {
    list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

const MONTH: &str = r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?";
const WEEKDAY: &str = r"(?i:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?i:day)?\b\.?";
const DASH: &str = r"(?:[-–—―−]\s?)*[-–—―−]|_|:";

static PREFIX: LazyLock<Regex> = LazyLock::new(|| {
    let date = format!(
        r"(?:{WEEKDAY},? )?(?:{MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? \d{{4}}\b)?|\d{{1,2}}(?:st|nd|rd|th)? {MONTH}(?:,? \d{{4}}\b)?|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}\b|\d{{4}}-\d\d-\d\d\b)"
    );
    let word = r"\p{Lu}[\p{L}\p{M}'’.]*(?:-[\p{L}\p{M}'’.]+)*";
    let small = r"(?:de|del|la|el|al|of|the|and|au|upon|es|do|da|dos|sur|le)";
    let name = format!("{word}(?: (?:{small} ){{0,2}}{word}){{0,4}}");
    let agency = r"\((?P<a1>[^()\n]{2,60})\)|\[(?P<a2>[^\[\]\n]{2,60})\]|/(?P<a3>[\p{L}\d][\p{L}\d .&-]{1,40})/";
    let pattern = format!(
        r"(?x-u)^(?u)(?P<place>{name}(?:\s?/\s?{name}){{0,2}}(?P<region>(?:,\ {name}){{1,3}}?)?)
          (?:,?\s(?P<d1>{date}))?
          (?:,?\s?(?:[-–—]\s?)?(?:{agency})|,\ (?P<a4>{name}))?
          (?:,?\s(?P<d2>{date}))?
          (?P<dash>\s*(?:{DASH}))?",
        name = spaced(&name),
        date = spaced(&date),
        agency = spaced(agency),
    );
    Regex::new(&pattern).expect("the pattern is tested")
});

static DATE_LINE: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(
        r"^(?i:published|updated|posted|last updated|last modified|issued|date)?(?i: on| at)?:?\s*(?P<date>(?:{WEEKDAY},? )?(?:{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}(?:st|nd|rd|th)? {MONTH},? \d{{4}}|\d{{4}}-\d\d-\d\d))(?:[\s,|–—@-]*(?i:at )?\d{{1,2}}[:.]\d\d(?::\d\d)?(?: ?(?i:[ap]\.?m\.?))?(?: ?(?:[A-Z]{{2,4}}|\([A-Z]{{2,4}}\)))?)?\.?$"
    );
    Regex::new(&pattern).expect("the pattern is tested")
});

/// Makes the spaces of a pattern count under `(?x)`.
fn spaced(pattern: &str) -> String {
    pattern.replace(' ', "\\ ")
}

/// The dateline at the start of `block`, a block of `text`: of a paragraph that it leads, or of a line of its own.
#[must_use]
pub fn dateline(text: &str, block: &Block) -> Option<Dateline> {
    let found = match block.kind {
        BlockKind::Body => find(block.span.of(text), false),
        BlockKind::Dateline => find(block.span.of(text), true),
        BlockKind::Headline | BlockKind::Boilerplate => None,
    }?;
    let at = |span: Span| Span::new(span.start + block.span.start, span.end + block.span.start);
    Some(Dateline {
        span: at(found.span),
        place: found.place.map(at),
        agency: found.agency.map(at),
        date: found.date.map(at),
    })
}

/// True where all of `line` is a dateline; a bare "Place Name:" counts only where `trust` says that the line stands
/// where datelines stand.
pub(super) fn is_dateline(line: &str) -> bool {
    find(line, false).is_some_and(|found| found.span.end == line.len())
}

/// True for a line such as "Northern Province:", which may be a dateline by where it stands.
pub(super) fn may_be_place_line(line: &str) -> bool {
    let Some(name) = line.strip_suffix(':') else { return false };
    name.split(' ').count() <= 3
        && name.chars().all(|c| c.is_alphabetic() || " -'’.,".contains(c))
        && name.split(' ').all(|word| word.starts_with(char::is_uppercase))
        && !NOT_PLACES.contains(name.to_uppercase().as_str())
}

/// The dateline at the start of `block`, in bytes of `block`; `trusted` where it is known that the block is one.
fn find(block: &str, trusted: bool) -> Option<Dateline> {
    let whole = Span::new(0, block.len());
    if let Some(found) = DATE_LINE.captures(block) {
        let date = found.name("date").map(|m| Span::from(m.range()));
        return Some(Dateline { span: whole, place: None, agency: None, date });
    }
    let found = PREFIX.captures(block)?;
    let span_of = |name: &str| found.name(name).map(|m| Span::from(m.range()));
    let mut place = span_of("place")?;
    let end = found.get(0)?.end();
    let bracketed = span_of("a1").or(span_of("a2")).or(span_of("a3"));
    let mut agency = bracketed.or(span_of("a4").filter(|a| is_agency(a.of(block))));
    let date = span_of("d1").or(span_of("d2"));
    let dash = found.name("dash").map(|m| m.as_str().trim());
    if bracketed.is_none() && span_of("a4").is_some() && agency.is_none() {
        return None;
    }
    // "HAVANA, Xinhua -": the last part of what looks like a region may be the agency.
    if agency.is_none() && date.is_none() {
        if let Some((head, last)) = place.of(block).rsplit_once(", ") {
            if is_agency(last) {
                agency = Some(Span::new(place.end - last.len(), place.end));
                place = Span::new(place.start, place.start + head.len());
            }
        }
    }
    let rest = block[end..].trim_start();
    let evidence = Evidence {
        place: place.of(block),
        agency: agency.map(|a| a.of(block)),
        dated: date.is_some(),
        dash,
        // "COVID-19", "Franco-German": a hyphen that joins is no dash.
        joined: dash == Some("-") && block[..end].ends_with('-') && block[end..].starts_with(|c: char| !c.is_whitespace()),
        rest,
    };
    let accepted = if rest.is_empty() { evidence.is_line(trusted) } else { evidence.leads_a_story() };
    accepted.then_some(Dateline { span: Span::new(0, end), place: Some(place), agency, date })
}

/// What speaks for and against a dateline.
struct Evidence<'a> {
    place: &'a str,
    agency: Option<&'a str>,
    dated: bool,
    dash: Option<&'a str>,
    joined: bool,
    rest: &'a str,
}

impl Evidence<'_> {
    /// For a line that holds nothing else.
    fn is_line(&self, trusted: bool) -> bool {
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
    fn leads_a_story(&self) -> bool {
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

    /// True where no word of the place is so short that it might be an acronym.
    fn long_words(&self) -> bool {
        self.city().split([' ', '-', '/']).all(|word| word.chars().count() >= 5) || self.place.contains(", ")
    }

    /// True where what follows begins like a sentence.
    fn rest_is_sentence(&self) -> bool {
        let first = self.rest.trim_start_matches(|c: char| "\"'“‘«`([¿¡".contains(c)).chars().next();
        first.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || c == '$' || c == '€' || c == '£')
    }

    /// True where what follows is a paragraph rather than a heading: "France: Macron wins vote" is none.
    fn is_story(&self) -> bool {
        ends_sentence(self.rest) && self.rest.split_whitespace().take(8).count() == 8
    }
}

fn is_calendar_word(word: &str) -> bool {
    static WORD: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(&format!("^(?:{MONTH}|{WEEKDAY})$")).expect("the pattern is tested"));
    WORD.is_match(word)
}

/// True for the name of an agency, several of them, or what calls itself news, press or the like.
fn is_agency(name: &str) -> bool {
    const WORDS: [&str; 12] =
        ["News", "Press", "Agency", "Agencies", "Wire", "Newswire", "Post", "Times", "Media", "Radio", "Bureau", "Presse"];
    let one = |part: &str| {
        let part = part.trim();
        AGENCIES.contains(part) || part.split([' ', '-']).any(|word| WORDS.contains(&word)) && !part.contains(',')
    };
    one(name) || name.split([',', '/', '&']).all(one) || name.split(" and ").all(one)
}

/// True where `short` is the acronym of `long`, as in "WORLD HEALTH ORGANIZATION (WHO)" or the other way round.
fn stands_for(a: &str, b: &str) -> bool {
    let initials = |text: &str| -> String {
        text.split([' ', '-']).filter(|w| !matches!(*w, "of" | "the" | "and" | "for")).filter_map(|w| w.chars().next()).collect()
    };
    let same = |short: &str, long: &str| long.contains(' ') && initials(long).eq_ignore_ascii_case(short);
    same(a, b) || same(b, a)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<(&str, Option<&str>, Option<&str>, Option<&str>)> {
        let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Body };
        let found = dateline(text, &block)?;
        let of = |span: Option<Span>| span.map(|s| s.of(text));
        Some((found.span.of(text), of(found.place), of(found.agency), of(found.date)))
    }

    #[test]
    fn leads_a_paragraph() {
        for (prefix, place, agency, date) in [
            ("GENEVA (Agency) –", "GENEVA", Some("Agency"), None),
            ("MANILA, Philippines (AP) _", "MANILA, Philippines", Some("AP"), None),
            ("BONN, Germany (AP)_", "BONN, Germany", Some("AP"), None),
            ("BUFFALO, N.Y. (AP) --", "BUFFALO, N.Y.", Some("AP"), None),
            ("JOHANNESBURG, August 7 (Xinhua) --", "JOHANNESBURG", Some("Xinhua"), Some("August 7")),
            ("HEFEI, July 18 (Xinhua) - -", "HEFEI", Some("Xinhua"), Some("July 18")),
            ("MARSABIT, KENYA, Jun 3 2022 (IPS) -", "MARSABIT, KENYA", Some("IPS"), Some("Jun 3 2022")),
            ("Durban, May 16 2022 (IPS) -", "Durban", Some("IPS"), Some("May 16 2022")),
            ("LONDON (Reuters), March 3 –", "LONDON", Some("Reuters"), Some("March 3")),
            ("Accra, July 3, GNA –", "Accra", Some("GNA"), Some("July 3")),
            ("TEHRAN —", "TEHRAN", None, None),
            ("PARIS—", "PARIS", None, None),
            ("SANTIAGO –", "SANTIAGO", None, None),
            ("PORT-AU-PRINCE, Haiti (AFP) -", "PORT-AU-PRINCE, Haiti", Some("AFP"), None),
            ("INDEPENDENCE, Mo. _", "INDEPENDENCE, Mo.", None, None),
            ("NEW DELHI:", "NEW DELHI", None, None),
            ("Doha:", "Doha", None, None),
            ("Tegucigalpa –", "Tegucigalpa", None, None),
            ("BEIRUT/DAMASCUS (Reuters) -", "BEIRUT/DAMASCUS", Some("Reuters"), None),
            ("HEMPSTEAD, N.Y., Sept. 26 (UPI) —", "HEMPSTEAD, N.Y.", Some("UPI"), Some("Sept. 26")),
            ("NEW YORK, 3 March 2024 /PRNewswire/ --", "NEW YORK", Some("PRNewswire"), Some("3 March 2024")),
            ("O'SMACH, Cambodia (AP)_", "O'SMACH, Cambodia", Some("AP"), None),
            ("THE HAGUE, Netherlands (AP)_", "THE HAGUE, Netherlands", Some("AP"), None),
            ("LEON, GUANAJUATO. -", "LEON, GUANAJUATO.", None, None),
            ("KABUL (Pajhwok)", "KABUL", Some("Pajhwok"), None),
        ] {
            let text = format!("{prefix} \"Nobody was hurt,\" the mayor of the town said on Monday after the fire.");
            assert_eq!(parts(&text), Some((prefix, Some(place), agency, date)));
        }
    }

    #[test]
    fn stories_without_a_dateline() {
        for text in [
            "NATO – The alliance that was founded in 1949 has a new member now.",
            "UPDATE - The train has arrived and everyone is safe, the company said.",
            "TRUMP: I think that we are going to win this one, and you know it.",
            "Germany: Fire near Siegburg",
            "France - the country of wine - is short of grapes this year, it said.",
            "The Organization for the Prohibition of Chemical Weapons (OPCW) – Its team left.",
            "Kenya Defence Forces (KDF) - The army said that it had taken the town.",
            "WORLD HEALTH ORGANIZATION (WHO) – The body said that it was worried.",
            "Monday, March 3 – The court sat for an hour and then rose again early.",
            "Opinion: Ukraine heads back to the old system, and nobody seems to care.",
            "COVID-19 has killed more people than the war, the ministry said on Monday.",
            "Amnesty International – The enforced disappearance of people is the latest tactic there.",
            "He said: The talks are over and there will be no more of them this year.",
            "Franco-German talks ended in Paris on Monday without a result, they said.",
            "MONDAY - It rained.",
            "It",
            "",
        ] {
            assert_eq!(parts(text), None, "{text}");
        }
    }

    #[test]
    fn lines_of_their_own() {
        for line in [
            "LONDON, March 3 (Agency) –",
            "HAVANA (AP) --",
            "ATLANTA _",
            "Palestinian Territories:",
            "London, 3 March 2024",
            "GENEVA",
            "Published: 3 March 2024 10:15 GMT",
            "March 3, 2024",
            "Thursday, 30 November 2023",
        ] {
            assert!(is_dateline(line), "{line}");
        }
        for line in ["Background:", "Caddell continued:", "London calling", "Amazon", "March 3", "Summary:", "UPDATE –", "NASA"] {
            assert!(!is_dateline(line), "{line}");
        }
        assert!(may_be_place_line("Northern Province:") && !may_be_place_line("Key points:"));
        assert!(!may_be_place_line("He said:") && !may_be_place_line("Background:"));
        let block = Block { span: Span::new(2, 20), kind: BlockKind::Dateline };
        let found = dateline("x\nNorthern Province:\ny", &block).unwrap();
        assert_eq!(found.place, Some(Span::new(2, 19)));
    }
}
