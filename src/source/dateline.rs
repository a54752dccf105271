//! Datelines: the place, date and agency that wire copy puts before a story.

mod evidence;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use self::evidence::Evidence;
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
pub(super) static AGENCIES: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| entries(include_str!("agencies.txt")).collect());
/// The lines of a word list that are no comments.
pub(super) fn entries(list: &str) -> impl Iterator<Item = &str> {
    list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// A capitalised word of a language in Latin letters. A few ranges in place of Unicode's classes: those take a tenth
/// of a second to compile.
pub(super) const CAPITALISED: &str = r"[A-ZÀ-ÖØ-ÞĀ-ſ][A-Za-zÀ-ɏ\u{300}-\u{36f}Ḁ-ỿ'’.-]*";

const MONTH: &str = r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?-u:\b)\.?";
const WEEKDAY: &str = r"(?i:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?i:day)?(?-u:\b)\.?";
/// A day, with or without the year.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"^,?\s+(?P<date>(?:{WEEKDAY},? )?(?:{MONTH} [0-9]{{1,2}}(?:st|nd|rd|th)?(?-u:\b)(?:,? [0-9]{{4}}(?-u:\b))?|[0-9]{{1,2}}(?:st|nd|rd|th)? {MONTH}(?:,? [0-9]{{4}}(?-u:\b))?|[0-9]{{1,2}}[./][0-9]{{1,2}}[./][0-9]{{2,4}}(?-u:\b)|[0-9]{{4}}-[0-9][0-9]-[0-9][0-9](?-u:\b)))"
    ))
});
/// Capitalised words in a row, with small ones inside ("Dar es Salaam", "PORT-AU-PRINCE", "ST. LOUIS").
static NAME: LazyLock<Regex> = LazyLock::new(|| {
    let word = CAPITALISED;
    let small = r"(?:de|del|la|el|al|of|the|and|au|upon|es|do|da|dos|sur|le)";
    compiled(&format!(r"^(?P<name>{word}(?: (?:{small} ){{0,2}}{word}){{0,4}})"))
});
static BRACKETED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^,?\s?(?:[-–—]\s?)?(?:\((?P<a>[^()\n]{2,60})\)|\[(?P<b>[^\[\]\n]{2,60})\]|/(?P<c>[A-Za-z0-9][A-Za-z0-9 .&-]{1,40})/)",
    )
});
static DASH: LazyLock<Regex> = LazyLock::new(|| compiled(r"^\s*(?P<dash>(?:[-–—―−]\s?)*[-–—―−]|_|:)"));

static DATE_LINE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"^(?i:published|updated|posted|last updated|last modified|issued|date)?(?i: on| at)?:?\s*(?P<date>(?:{WEEKDAY},? )?(?:{MONTH} [0-9]{{1,2}}(?:st|nd|rd|th)?,? [0-9]{{4}}|[0-9]{{1,2}}(?:st|nd|rd|th)? {MONTH},? [0-9]{{4}}|[0-9]{{4}}-[0-9][0-9]-[0-9][0-9]))(?:[\s,|–—@-]*(?i:at )?[0-9]{{1,2}}[:.][0-9][0-9](?::[0-9][0-9])?(?: ?(?i:[ap]\.?m\.?))?(?: ?(?:[A-Z]{{2,4}}|\([A-Z]{{2,4}}\)))?)?\.?$"
    ))
});

fn compiled(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the patterns of this file are tested")
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

/// True where all of `line` is a dateline, wherever it stands.
pub(super) fn is_dateline(line: &str) -> bool {
    find(line, false).is_some_and(|found| found.span.end == line.len())
}

/// True where a dateline stands at the start of `line`, or is all of it.
pub(super) fn has_dateline(line: &str) -> bool {
    find(line, false).is_some()
}

/// True for a line such as "Northern Province:", which is a dateline where it stands right above a story.
pub(super) fn may_be_place_line(line: &str) -> bool {
    const KINDS: [&str; 14] = [
        "City",
        "County",
        "District",
        "Governorate",
        "Island",
        "Islands",
        "Province",
        "Region",
        "Republic",
        "State",
        "Strip",
        "Territories",
        "Territory",
        "Valley",
    ];
    let Some(name) = line.strip_suffix(':') else { return false };
    let words = || name.split([' ', ',']).filter(|word| !word.is_empty());
    // Without a word for a kind of place, "Ana Silva:" in an interview would be one.
    words().count() <= 5
        && words().all(|word| word == "of" || word.starts_with(char::is_uppercase))
        && words().next_back().is_some_and(|word| KINDS.contains(&word))
}

/// The dateline at the start of `block`, in bytes of `block`; `trusted` where it is known that the block is one.
fn find(block: &str, trusted: bool) -> Option<Dateline> {
    let whole = Span::new(0, block.len());
    if let Some(found) = DATE_LINE.captures(block) {
        let date = found.name("date").map(|m| Span::from(m.range()));
        return Some(Dateline { span: whole, place: None, agency: None, date });
    }
    let prefix = Prefix::read(block)?;
    let end = prefix.end;
    let evidence = Evidence {
        place: prefix.place.of(block),
        agency: prefix.agency.map(|a| a.of(block)),
        dated: prefix.date.is_some(),
        dash: prefix.dash.map(|d| d.of(block)),
        // "COVID-19", "Franco-German": a hyphen that joins is no dash.
        joined: block[..end].ends_with('-') && block[end..].starts_with(|c: char| !c.is_whitespace()),
        rest: block[end..].trim_start(),
    };
    let line = evidence.rest.is_empty();
    let accepted = if line { evidence.is_line(trusted) } else { evidence.leads_a_story() };
    let Prefix { place, agency, date, .. } = prefix;
    accepted.then_some(Dateline { span: Span::new(0, end), place: Some(place), agency, date })
}

/// What has the shape of a dateline: names, a date, an agency and a dash, in this order, of which all but the first
/// name may be missing.
struct Prefix {
    place: Span,
    agency: Option<Span>,
    date: Option<Span>,
    dash: Option<Span>,
    end: usize,
}

impl Prefix {
    fn read(block: &str) -> Option<Self> {
        let place = name_at(block, 0)?;
        let mut prefix = Self { place, agency: None, date: None, dash: None, end: place.end };
        // "BEIRUT/DAMASCUS", "BUFFALO, N.Y.", "Accra, GNA"
        for _ in 0..3 {
            let rest = &block[prefix.end..];
            let Some(gap) = ["/", " / ", ", "].into_iter().find(|gap| rest.starts_with(gap)) else { break };
            let Some(name) = name_at(block, prefix.end + gap.len()) else { break };
            prefix.end = name.end;
            if is_agency(name.of(block)) {
                prefix.agency = Some(name);
                break;
            }
            prefix.place.end = name.end;
        }
        prefix.read_date(block);
        prefix.read_agency(block);
        prefix.read_date(block);
        if let Some(dash) = DASH.captures(&block[prefix.end..]).and_then(|found| found.name("dash")) {
            let dash = Span::new(prefix.end + dash.start(), prefix.end + dash.end());
            prefix.end = dash.end;
            prefix.dash = Some(dash);
        }
        Some(prefix)
    }

    fn read_date(&mut self, block: &str) {
        let found = DATE.captures(&block[self.end..]).and_then(|found| found.name("date"));
        if let Some(date) = found.filter(|_| self.date.is_none()) {
            self.date = Some(Span::new(self.end + date.start(), self.end + date.end()));
            self.end += date.end();
        }
    }

    fn read_agency(&mut self, block: &str) {
        if self.agency.is_some() {
            return;
        }
        let rest = &block[self.end..];
        if let Some(found) = BRACKETED.captures(rest) {
            if let Some(agency) = found.name("a").or(found.name("b")).or(found.name("c")) {
                self.agency = Some(Span::new(self.end + agency.start(), self.end + agency.end()));
                self.end += found.get(0).map_or(0, |all| all.end());
            }
        } else if rest.starts_with(", ") {
            // "Accra, July 3, GNA –"
            if let Some(name) = name_at(block, self.end + 2).filter(|name| is_agency(name.of(block))) {
                self.agency = Some(name);
                self.end = name.end;
            }
        }
    }
}

/// The name that starts at byte `at`, up to the first word of the calendar.
fn name_at(block: &str, at: usize) -> Option<Span> {
    let name = NAME.captures(&block[at..])?.name("name")?.as_str();
    let mut end = 0;
    for word in name.split_inclusive(' ') {
        if is_calendar_word(word.trim_end()) {
            break;
        }
        end += word.len();
    }
    let name = name[..end].trim_end();
    (!name.is_empty()).then(|| Span::new(at, at + name.len()))
}

fn is_calendar_word(word: &str) -> bool {
    static WORD: LazyLock<Regex> = LazyLock::new(|| compiled(&format!("^(?:{MONTH}|{WEEKDAY})$")));
    WORD.is_match(word)
}

/// True for the name of an agency, several of them, or what calls itself news, press or the like.
fn is_agency(name: &str) -> bool {
    const WORDS: [&str; 12] = [
        "News", "Press", "Agency", "Agencies", "Wire", "Newswire", "Post", "Times", "Media", "Radio", "Bureau",
        "Presse",
    ];
    let one = |part: &str| {
        let part = part.trim();
        AGENCIES.contains(part) || part.split([' ', '-']).any(|word| WORDS.contains(&word)) && !part.contains(',')
    };
    one(name) || name.split([',', '/', '&']).all(one) || name.split(" and ").all(one)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All of the dateline that leads `text`, its place, agency and date.
    fn parts(text: &str) -> Option<[Option<&str>; 4]> {
        let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Body };
        let found = dateline(text, &block)?;
        let of = |span: Option<Span>| span.map(|s| s.of(text));
        Some([Some(found.span), found.place, found.agency, found.date].map(of))
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
            ("N'DALATANDO, Angola (AP)_", "N'DALATANDO, Angola", Some("AP"), None),
            ("THE HAGUE, Netherlands (AP)_", "THE HAGUE, Netherlands", Some("AP"), None),
            ("LEON, GUANAJUATO. -", "LEON, GUANAJUATO.", None, None),
            ("KABUL (Pajhwok)", "KABUL", Some("Pajhwok"), None),
        ] {
            let text = format!("{prefix} \"Nobody was hurt,\" the mayor of the town said on Monday after the fire.");
            assert_eq!(parts(&text), Some([Some(prefix), Some(place), agency, date]));
        }
    }

    #[test]
    fn stories_without_a_dateline() {
        for text in [
            "NATO – The alliance that was founded in 1949 has a new member now.",
            "UPDATE - The train has arrived and everyone is safe, the company said.",
            "TRUMP: I think that we are going to win this one, and you know it.",
            "Germany: Storm near Kassel",
            "France - the country of wine - is short of grapes this year, it said.",
            "The Organization for the Prohibition of Chemical Weapons (OPCW) – Its team left.",
            "Kenya Defence Forces (KDF) - The army said that it had taken the town.",
            "WORLD HEALTH ORGANIZATION (WHO) – The body said that it was worried.",
            "Monday, March 3 – The court sat for an hour and then rose again early.",
            "Opinion: The parliament has learned nothing from the winter, and neither have we.",
            "COVID-19 has killed more people than the war, the ministry said on Monday.",
            "Harbour Watch International – The arrest of its founder has left the group without a voice.",
            "He said: The talks are over and there will be no more of them this year.",
            "Franco-German talks ended in Paris on Monday without a result, they said.",
            "LESSONS FROM THE SIEGE - Nobody in the old town had thought that it would last so long.",
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
            "Gotland, Sweden:",
            "London, 3 March 2024",
            "GENEVA",
            "Published: 3 March 2024 10:15 GMT",
            "March 3, 2024",
            "Thursday, 30 November 2023",
        ] {
            assert!(is_dateline(line), "{line}");
        }
        for line in
            ["Background:", "Silva went on:", "London calling", "Amazon", "March 3", "Summary:", "UPDATE –", "NASA"]
        {
            assert!(!is_dateline(line), "{line}");
        }
        assert!(may_be_place_line("Northern Province:") && !may_be_place_line("Key points:"));
        assert!(!may_be_place_line("He said:") && !may_be_place_line("Ana Silva:"));
        let block = Block { span: Span::new(2, 20), kind: BlockKind::Dateline };
        let found = dateline("x\nNorthern Province:\ny", &block).unwrap();
        assert_eq!(found.place, Some(Span::new(2, 19)));
    }
}
