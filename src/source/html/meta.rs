//! [`Meta`]: what a page says about its article, in JSON-LD, OpenGraph, `<meta>`, `<time>`, links and byline.

use super::date;
use super::headline::{self, Candidates};
use super::jsonld::{self, Described};
use super::tree::{Data, Id, Tree, one_line};
use super::words::Words;
use crate::text::Published;

/// What a page says about its article.
#[derive(Debug, Default)]
pub(super) struct Meta {
    /// The headline without the site's name.
    pub(super) title: Option<String>,
    /// The canonical address.
    pub(super) url: Option<String>,
    /// When it was published.
    pub(super) published: Option<Published>,
    /// When it was last changed.
    pub(super) modified: Option<Published>,
    /// Names of the authors, in order.
    pub(super) authors: Vec<String>,
    /// Name of the publisher.
    pub(super) publisher: Option<String>,
    /// BCP 47 tag of the page's language.
    pub(super) language: Option<String>,
    /// What the page says it is about: often the same as the standfirst.
    pub(super) descriptions: Vec<String>,
    /// The text of the article as JSON-LD has it: without paragraphs, often cut short.
    pub(super) body: Option<String>,
    /// The page's own main heading.
    pub(super) heading: Option<Id>,
}

/// `<meta>` names that hold the day of publication, the surest first.
const PUBLISHED: [&str; 22] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "og:published_time",
    "parsely-pub-date",
    "sailthru.date",
    "publish-date",
    "publish_date",
    "publishdate",
    "publication_date",
    "pubdate",
    "article.published",
    "article_date_original",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dc.date.created",
    "citation_publication_date",
    "dcterms.date",
    "originalpublicationdate",
    "date",
];
const MODIFIED: [&str; 8] = [
    "article:modified_time",
    "og:updated_time",
    "og:modified_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
];
const AUTHOR: [&str; 8] = [
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "cxenseparse:author",
];

impl Meta {
    /// Reads the whole page once. `address` is where the page was found, if that is known.
    pub(super) fn read(tree: &Tree, words: &Words, address: Option<&str>) -> Self {
        let page = Page::read(tree, words);
        let described = jsonld::articles(&page.scripts);
        let canonical = page.canonical.clone().or_else(|| page.meta(&["og:url"])).filter(|u| is_address(u));
        let main = main(&described, canonical.as_deref().or(address), &page);
        let rest = Described::default();
        let ld = main.unwrap_or(&rest);
        let site = page.meta(&["og:site_name", "application-name", "apple-mobile-web-app-title"]);
        let publisher = ld.publisher.clone().or_else(|| site.clone());
        let address = canonical.clone().or_else(|| ld.url.clone());
        let title = headline::choose(&Candidates {
            described: ld.headline.clone().filter(|_| ld.is_article),
            heading: page.headings.first().map(|h| h.1.clone()),
            graph: page.meta(&["og:title"]),
            card: page.meta(&["twitter:title", "parsely-title", "sailthru.title", "dc.title", "title"]),
            window: page.title.clone(),
            sites: [site, publisher.clone(), host(address.as_deref())].into_iter().flatten().collect(),
        });
        let date = |names: &[&str]| names.iter().find_map(|n| page.meta(&[n]).and_then(|t| date::read(&t)));
        let published = ld.published.clone().or_else(|| date(&PUBLISHED)).or_else(|| page.time(tree, words));
        let published = published.or_else(|| address.as_deref().and_then(date::of_address));
        let mut authors = cleaned(ld.authors.clone());
        if authors.is_empty() {
            authors = cleaned(page.all(&AUTHOR));
        }
        if authors.is_empty() {
            authors = cleaned(page.bylines.clone());
        }
        let mut descriptions = page.all(&["description", "og:description", "twitter:description", "dc.description"]);
        descriptions.extend(ld.description.clone());
        Self {
            title,
            url: address,
            published,
            modified: ld.modified.clone().or_else(|| date(&MODIFIED)),
            authors,
            publisher,
            language: page.language.clone().or_else(|| ld.language.clone()).map(|t| t.replace('_', "-")),
            descriptions,
            body: described.iter().filter_map(|d| d.body.clone()).max_by_key(String::len).filter(|_| {
                // Several articles with bodies are a list of them.
                described.iter().filter(|d| d.body.is_some()).count() <= 2
            }),
            heading: page.headings.first().map(|h| h.0),
        }
    }
}

/// The article that the page is about: the one of its address or its headline, else the first.
fn main<'a>(described: &'a [Described], address: Option<&str>, page: &Page) -> Option<&'a Described> {
    let key = |url: &str| url.split(['?', '#']).next().unwrap_or(url).trim_end_matches('/').to_owned();
    let here = address.map(key);
    let headings: Vec<String> = page.headings.iter().map(|h| headline::key(&h.1)).collect();
    let articles = || described.iter().filter(|d| d.is_article);
    articles()
        .find(|d| d.url.as_deref().map(key).is_some_and(|url| Some(url) == here))
        .or_else(|| articles().find(|d| d.headline.as_deref().is_some_and(|t| headings.contains(&headline::key(t)))))
        .or_else(|| articles().find(|d| d.published.is_some()))
        .or_else(|| described.first())
}

fn is_address(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// `example` of `https://www.example.co.uk/…`.
fn host(url: Option<&str>) -> Option<String> {
    let host = url?.split("://").nth(1)?.split(['/', ':', '?']).next()?;
    let parts: Vec<&str> = host.split('.').filter(|p| !matches!(*p, "www" | "m" | "amp")).collect();
    let longest = parts.iter().rev().skip(1).max_by_key(|p| p.len())?;
    Some((*longest).to_owned())
}

/// Names of people and desks, without "By", addresses and repeats.
fn cleaned(names: Vec<String>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for name in names {
        let name = super::unescaped(&name);
        let name = one_line(name.split(['|', '•', '\u{b7}']).next().unwrap_or_default());
        let name = ["by ", "By ", "BY ", "By: "].iter().find_map(|by| name.strip_prefix(by)).unwrap_or(&name).trim();
        let several: Vec<&str> = if name.contains(" and ") && name.split_whitespace().count() < 12 {
            name.split(" and ").flat_map(|part| part.split(", ")).collect()
        } else {
            vec![name]
        };
        for name in several {
            let name = name.trim().trim_matches(',').trim();
            let fits = name.chars().any(char::is_alphabetic) && name.chars().count() <= 80;
            if fits && !name.contains("://") && !name.contains('@') && !all.iter().any(|n| n == name) {
                all.push(name.to_owned());
            }
        }
    }
    all
}

/// What stands on the page, by kind.
#[derive(Default)]
struct Page {
    scripts: Vec<String>,
    meta: Vec<(String, String)>,
    canonical: Option<String>,
    language: Option<String>,
    title: Option<String>,
    headings: Vec<(Id, String)>,
    /// `<time>` elements and such: where, and what they say.
    times: Vec<(Id, String)>,
    bylines: Vec<String>,
}

impl Page {
    fn read(tree: &Tree, words: &Words) -> Self {
        let mut page = Self::default();
        for id in tree.below(Tree::ROOT) {
            let Data::Element(name, _) = &tree.node(id).data else { continue };
            let attribute = |name: &str| tree.attribute(id, name).map(str::trim).filter(|v| !v.is_empty());
            match &**name {
                "script"
                    if attribute("type").is_some_and(|t| t.to_ascii_lowercase().starts_with("application/ld+json")) =>
                {
                    page.scripts.push(tree.raw_text(id));
                }
                "meta" => {
                    let name = attribute("property")
                        .or(attribute("name"))
                        .or(attribute("itemprop"))
                        .or(attribute("http-equiv"));
                    if let (Some(name), Some(content)) = (name, attribute("content")) {
                        page.meta.push((name.to_ascii_lowercase(), one_line(content)));
                    }
                }
                "link" if attribute("rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical")) => {
                    page.canonical = page.canonical.or(attribute("href").map(str::to_owned));
                }
                "html" => page.language = attribute("lang").or(attribute("xml:lang")).map(str::to_owned),
                "title" if page.title.is_none() => page.title = Some(tree.text(id)).filter(|t| !t.is_empty()),
                "h1" => {
                    let text = tree.text(id);
                    if !text.is_empty() && !words.is_dropped_within(tree, id) {
                        page.headings.push((id, text));
                    }
                }
                "time" => {
                    let said = attribute("datetime").map_or_else(|| tree.text(id), str::to_owned);
                    page.times.push((id, said));
                }
                _ => {}
            }
            match attribute("itemprop").or(attribute("rel")) {
                Some("headline") if &**name != "meta" && &**name != "h1" => page.headings.push((id, tree.text(id))),
                Some("datePublished") if !matches!(&**name, "meta" | "time") => {
                    page.times.push((id, attribute("content").map_or_else(|| tree.text(id), str::to_owned)));
                }
                Some("author") if matches!(&**name, "a" | "span" | "div" | "p") => page.bylines.push(tree.text(id)),
                _ if page.bylines.len() < 8 && words.is_byline(tree, id) => {
                    let text = tree.text(id);
                    if text.len() < 200
                        && let Some(names) = super::super::boilerplate::byline(&text)
                    {
                        page.bylines.extend(names);
                    }
                }
                _ => {}
            }
        }
        page.headings.retain(|(_, text)| !text.is_empty());
        page
    }

    /// The first of these names that the page gives.
    fn meta(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.meta.iter().find(|(n, _)| n == name)).map(|(_, value)| value.clone())
    }

    /// All values of the first of these names that the page gives.
    fn all(&self, names: &[&str]) -> Vec<String> {
        let first = names.iter().find(|name| self.meta.iter().any(|(n, _)| n == *name));
        self.meta.iter().filter(|(n, _)| Some(&n.as_str()) == first).map(|(_, value)| value.clone()).collect()
    }

    /// The moment in the `<time>` that is nearest after the heading, else in the first of the page.
    fn time(&self, tree: &Tree, words: &Words) -> Option<Published> {
        let heading = self.headings.first().map_or(0, |h| h.0);
        let (before, after): (Vec<_>, Vec<_>) = self.times.iter().partition(|(id, _)| *id < heading);
        let all = after.into_iter().chain(before);
        all.filter(|(id, _)| !words.is_dropped_within(tree, *id)).find_map(|(_, said)| date::read(said))
    }
}
