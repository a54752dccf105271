//! Notices that are no part of a story, by the patterns in `boilerplate.tsv`.

use std::sync::LazyLock;

use regex::{Regex, RegexSet};

use super::dateline::{AGENCIES, CAPITALISED, entries};

/// Where in an article a pattern holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Anywhere.
    Any,
    /// Among the first blocks.
    Start,
    /// In the run of notices at the end.
    End,
}

/// Capitalised names in a row, with the small words that stand in or between them.
const NAMES: &str = r"(?:@?{cap}(?:/|,? (?:(?:and|&|for|de|da|dos|di|del|der|van|von|bin|bint|ibn|al|el|la|le|of|the|ter|ten|y|e) )*)?)+";

/// A mark, or white space.
const MARK: &str = r#"[\s()\[\]{}<>"'“”‘’«»*.:;,!?|/#_•·–—-]"#;

/// Patterns for one place, compiled together, with the longest text that each may hold for, in characters.
struct Rules {
    set: RegexSet,
    most: Vec<usize>,
}

impl Rules {
    fn new(place: &str) -> Self {
        let (patterns, most): (Vec<String>, Vec<usize>) =
            rows(place).map(|(most, pattern)| (format!("(?is)^(?:{pattern})$"), most)).unzip();
        Self { set: RegexSet::new(patterns).expect("the patterns of boilerplate.tsv are tested"), most }
    }

    fn fit(&self, text: &str) -> bool {
        let longest = self.most.iter().copied().max().unwrap_or(0);
        let Some(chars) = short(text, longest) else { return false };
        self.set.matches(text).iter().any(|rule| chars <= self.most[rule])
    }
}

static ANY: LazyLock<Rules> = LazyLock::new(|| Rules::new("any"));
static START: LazyLock<Rules> = LazyLock::new(|| Rules::new("start"));
static END: LazyLock<Rules> = LazyLock::new(|| Rules::new("end"));
static TAIL: LazyLock<Regex> = LazyLock::new(|| {
    let all: Vec<String> = rows("tail").map(|(_, pattern)| format!("(?:{pattern})")).collect();
    let pattern = format!(r#"(?is)[.!?…]["'”’»)]*\s*(?P<tail>{})$"#, all.join("|"));
    Regex::new(&pattern).expect("the patterns of boilerplate.tsv are tested")
});
static BYLINE: LazyLock<Regex> = LazyLock::new(|| {
    let one = r"{cap}(?: (?:(?:de|da|dos|di|del|der|van|von|bin|bint|ibn|al|el|la|le|ter|ten) )*{cap}){1,4}";
    let one = one.replace("{cap}", CAPITALISED);
    let pattern = format!(
        r"^(?i:by|written by|story by|text by):? (?P<names>{one}(?:(?:,|,? and| &) {one})*)(?:$| in |\s*[,|/–—-]| for )"
    );
    Regex::new(&pattern).expect("the pattern is tested")
});

/// Limit and pattern of each row for `place`.
fn rows(place: &str) -> impl Iterator<Item = (usize, String)> {
    let agency: Vec<String> = AGENCIES.iter().map(|name| regex::escape(name)).collect();
    let agency = format!("(?-i:{})", agency.join("|"));
    let names = NAMES.replace("{cap}", CAPITALISED);
    entries(include_str!("boilerplate.tsv")).filter_map(move |row| {
        let mut columns = row.splitn(3, '\t');
        let (at, most, pattern) = (columns.next()?, columns.next()?, columns.next()?);
        let pattern = pattern.replace("{agency}", &agency).replace("{names}", &names).replace("{p}", MARK);
        (at == place).then_some((most.parse().ok()?, pattern))
    })
}

/// Length of `text` in characters, if that is at most `most`.
fn short(text: &str, most: usize) -> Option<usize> {
    // A character takes four bytes at most: long paragraphs are not counted.
    (text.len() <= most * 4).then(|| text.chars().count()).filter(|&chars| chars <= most)
}

/// True where `block`, a trimmed block of an article, is a notice at this place.
pub(super) fn is_boilerplate(block: &str, place: Place) -> bool {
    let rules = match place {
        Place::Any => &ANY,
        Place::Start => &START,
        Place::End => &END,
    };
    rules.fit(block)
}

/// The byte in `paragraph` at which a credit begins that runs on to its end, if one does.
pub(super) fn tail(paragraph: &str) -> Option<usize> {
    const LONGEST: usize = 420;
    // The search is for an end: what stands before it by more than the longest credit need not be looked at.
    let from = paragraph.ceil_char_boundary(paragraph.len().saturating_sub(LONGEST));
    let found = TAIL.captures(&paragraph[from..])?.name("tail")?;
    Some(from + found.start()).filter(|&at| at < paragraph.len())
}

/// The names in a byline such as "By Ana Silva and Tom Okoye".
pub(super) fn byline(block: &str) -> Option<Vec<String>> {
    let names = BYLINE.captures(short(block, 150).map(|_| block)?)?.name("names")?.as_str();
    let mut all: Vec<String> = Vec::new();
    for name in names.split(", ").flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" & ")) {
        let name = name.trim().trim_start_matches("and ").trim_end_matches(',');
        if AGENCIES.contains(name) || name.is_empty() {
            return None;
        }
        all.push(name.to_owned());
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        let rows_of = |place| rows(place).count();
        let read = rows_of("any") + rows_of("start") + rows_of("end") + rows_of("tail");
        assert_eq!(read, entries(include_str!("boilerplate.tsv")).count());
        assert!(rows_of("tail") > 3 && !ANY.set.is_empty() && !START.set.is_empty() && !END.set.is_empty());
    }

    #[test]
    fn notices() {
        for block in [
            "(Except for the headline, this report comes unedited from a news agency's feed.)",
            "This article was automatically generated from an agency's feed.",
            "(Reporting by Ana Silva in Lima and Tom Okoye; Editing by Jo Park)",
            "Reporting by Ana Silva; Editing by Jo Park",
            "With inputs from agencies",
            "(With inputs from ANI)",
            "Agence France-Presse",
            "– AFP",
            "AFP/Reuters",
            "Source: Xinhua",
            "Copyright 2024 The Example Times. All rights reserved.",
            "© 2024 Example Media",
            "Copyright (c) 2019 Example Media Ltd",
            "Read more: Harbour reopens after fire",
            "READ ALSO: Minister resigns",
            "Also read: Minister resigns over leak",
            "Click here to read the report",
            "Sign up for our newsletter to get the news in your inbox.",
            "Follow us on Twitter and Facebook",
            "Follow Ana Silva on Twitter @anasilva",
            "ADVERTISEMENT",
            "Story continues below advertisement",
            "Photo: Ana Silva/Reuters",
            "File photo",
            "Tags: elections, Kenya",
            "This story has been updated with comments from the mayor's office.",
            "Enditem",
            "https://example.org/a/b?c=d",
            "Share this article",
            "Read the rest here.",
        ] {
            assert!(is_boilerplate(block, Place::Any), "{block}");
        }
        for block in [
            "Ana Silva and Tom Okoye contributed to this report.",
            "Reuters contributed to this report.",
            "Author: Ana Silva Editor: Tom Okoye",
            "mg/jlw (AFP, Reuters)",
            "– Pacific News Agency",
            "Tom Okoye is a senior correspondent for Example News.",
        ] {
            assert!(is_boilerplate(block, Place::End), "{block}");
        }
        for block in [
            "By Ana Silva",
            "By ANA SILVA and Tom van der Berg",
            "By Ana Silva, Example News",
            "By Ana Silva in Lima",
            "By Reuters",
        ] {
            assert!(is_boilerplate(block, Place::Start), "{block}");
        }
    }

    #[test]
    fn stories_are_no_notices() {
        for block in [
            "Copyright law will change next year, the minister said.",
            "Copyright holders sued the company on Friday.",
            "Reporting by local journalists was restricted during the siege.",
            "Reporting from the front line has become harder, the union said.",
            "Reuters reported on Monday that the bank would close.",
            "AFP could not verify the figures.",
            "Agencies have called for more aid.",
            "By Friday, the river had burst its banks.",
            "By Monday evening Ana Silva had left the country.",
            "By the Numbers",
            "Read also rebuilt the library after the fire, his widow said.",
            "Read more slowly, the teacher told the children.",
            "Follow us, the guide told the climbers before the avalanche.",
            "Related companies were fined as well.",
            "Share prices fell by 4 percent in Tokyo.",
            "Shares in Toyota fell.",
            "Comments by the minister angered Berlin.",
            "Photo exhibition opens in Lima on Friday.",
            "Video of the blast showed smoke over Aleppo.",
            "Photo: A woman walks past ruins in the old town of Mosul on Friday.",
            "Ends meet for few families in the valley now.",
            "This story of survival was published as a book in May.",
            "The article was published by the ministry in March.",
            "Sign up rates for the vaccine rose in May.",
            "Topics included trade and migration.",
            "Subscribe numbers at the paper fell.",
            "Live music returned to the square on Saturday.",
            "Advertising revenue fell by a third.",
            "Watch makers in Geneva fear the new tariff.",
            "See more of the damage: three bridges are gone and 40 homes.",
            "Contact with the crew was lost at 3 a.m., the navy said.",
            "Visit Rwanda is the club's sponsor.",
            "The end of the war is near, he said.",
            "More news is expected on Friday.",
            "This report was produced by the UN agency for refugees and shows that 40 people drowned.",
            "This content was published by the agency's staff before the raid.",
        ] {
            for place in [Place::Any, Place::Start, Place::End] {
                assert!(!is_boilerplate(block, place), "{place:?}: {block}");
            }
        }
    }

    #[test]
    fn credits_at_the_end_of_a_paragraph() {
        for (paragraph, credit) in [
            (
                "It was over. (Reporting by Ana Silva; Editing by Jo Park)",
                "(Reporting by Ana Silva; Editing by Jo Park)",
            ),
            ("It was over, he said. mg/jlw (AFP, Reuters)", "mg/jlw (AFP, Reuters)"),
            ("\"It is over.\" Enditem", "Enditem"),
            ("It was over. – AFP", "– AFP"),
            ("It was over. (With inputs from PTI)", "(With inputs from PTI)"),
            ("Ö é. Author: Ana Silva Editor: Tom Okoye", "Author: Ana Silva Editor: Tom Okoye"),
        ] {
            assert_eq!(tail(paragraph).map(|at| &paragraph[at..]), Some(credit));
        }
        for paragraph in
            ["It was reported by the news agency (AFP)", "He joined the union. Its editor: a friend.", "The end.", ""]
        {
            assert_eq!(tail(paragraph), None, "{paragraph}");
        }
    }

    #[test]
    fn bylines_name_authors() {
        for (block, names) in [
            ("By Ana Silva", &["Ana Silva"][..]),
            ("By Ana Silva, Tom Okoye and Li Na", &["Ana Silva", "Tom Okoye", "Li Na"]),
            ("BY ANA SILVA | Example News", &["ANA SILVA"]),
            ("By Omar bin Said in Doha", &["Omar bin Said"]),
        ] {
            assert_eq!(byline(block).unwrap(), names, "{block}");
        }
        for block in ["By Reuters", "By The Associated Press", "By the sea", "Ana Silva"] {
            assert_eq!(byline(block), None, "{block}");
        }
    }
}
