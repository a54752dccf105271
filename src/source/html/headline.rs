//! [`choose`]: an article's headline, of the several that a page gives, without the name of the site.

use super::tree::one_line;

/// What a page gives as its headline.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    /// In JSON-LD.
    pub(super) described: Option<String>,
    /// In `<h1>`.
    pub(super) heading: Option<String>,
    /// In OpenGraph.
    pub(super) graph: Option<String>,
    /// For cards and other services.
    pub(super) card: Option<String>,
    /// In `<title>`.
    pub(super) window: Option<String>,
    /// Names of the site and its publisher.
    pub(super) sites: Vec<String>,
}

/// Chooses the headline: the one that most of the page's own titles agree on.
pub(super) fn choose(candidates: &Candidates) -> Option<String> {
    let all: Vec<&String> =
        [&candidates.described, &candidates.heading, &candidates.graph, &candidates.card, &candidates.window]
            .into_iter()
            .flatten()
            .collect();
    let sites: Vec<String> = candidates.sites.iter().map(|s| key(s)).filter(|s| s.len() > 1).collect();
    let keys: Vec<String> = all.iter().map(|title| key(title)).collect();
    let clean = |title: &Option<String>| {
        let title = without_site(&super::unescaped(title.as_deref()?), &sites, &keys);
        Some(title).filter(|t| !t.is_empty() && !sites.contains(&key(t)))
    };
    // What machines are told and what readers see count most; windows and cards often have a shortened one.
    let order = [
        (&candidates.graph, 2),
        (&candidates.heading, 2),
        (&candidates.described, 3),
        (&candidates.card, 1),
        (&candidates.window, 1),
    ];
    let titles: Vec<(String, u32)> =
        order.into_iter().filter_map(|(title, weight)| Some((clean(title)?, weight))).collect();
    let votes = |title: &str| -> u32 {
        titles.iter().filter(|(other, _)| key(other) == key(title)).map(|(_, weight)| weight).sum()
    };
    // Of those that as many agree on, the first.
    let most = titles.iter().map(|(title, _)| votes(title)).max()?;
    titles.iter().find(|(title, _)| votes(title) == most).map(|(title, _)| title.clone())
}

/// The title without a part, divided off by a mark, that names the site.
fn without_site(title: &str, sites: &[String], others: &[String]) -> String {
    const MARKS: [&str; 11] = [" * ", " | ", " - ", " – ", " — ", " :: ", " » ", " « ", " • ", " · ", " / "];
    let mut title = one_line(title);
    let names_site = |part: &str| {
        let part = key(part);
        part.is_empty()
            || sites.iter().any(|site| {
                *site == part
                    || (part.len() > 3 && site.len() > 3 && (site.contains(&part) || part.contains(site.as_str())))
            })
    };
    let divide = |title: &str| {
        let cuts = MARKS.iter().flat_map(|mark| title.match_indices(mark).map(|(at, mark)| (at, at + mark.len())));
        let mut cuts: Vec<(usize, usize)> = cuts.collect();
        cuts.sort_unstable();
        cuts
    };
    // The site may be followed by the author: all from its name on goes.
    let cuts = divide(&title);
    let sites_part = cuts.iter().enumerate().find(|(i, (at, start))| {
        let end = cuts.get(i + 1).map_or(title.len(), |next| next.0);
        title[..*at].split_whitespace().count() > 1 && end > *start && names_site(&title[*start..end])
    });
    if let Some((_, &(at, _))) = sites_part {
        title.truncate(at);
    }
    // What other titles of the page leave out is no part of the headline either.
    for (at, start) in divide(&title).into_iter().rev() {
        if title[start..].split_whitespace().count() <= 4 && others.contains(&key(&title[..at])) {
            title.truncate(at);
        }
    }
    title.trim().to_owned()
}

/// A title without what changes when it is repeated.
pub(super) fn key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_site_is_no_part_of_the_headline() {
        for (window, heading, want) in [
            ("Bridge opens | The Example", "", "Bridge opens"),
            ("Bridge opens - News - The Example Times", "", "Bridge opens - News"),
            ("Bridge opens | The Example | by Ana Silva", "", "Bridge opens"),
            ("Bridge opens | Roads | X", "Bridge opens", "Bridge opens"),
            ("War - and peace", "", "War - and peace"),
            ("Bridge opens — example.org", "", "Bridge opens"),
            ("The Example", "", "The Example"),
        ] {
            let given = |t: &str| Some(t.to_owned()).filter(|t| !t.is_empty());
            let candidates = Candidates {
                window: given(window),
                graph: given(heading),
                sites: vec!["The Example Times".to_owned(), "example".to_owned(), "The Example".to_owned()],
                ..Candidates::default()
            };
            let got = choose(&candidates);
            let want = Some(want).filter(|w| *w != "The Example");
            assert_eq!(got.as_deref(), want, "{window}");
        }
    }
}
