//! What a page's JSON-LD says about its article: `NewsArticle` and its kin, wherever they stand in the data.

use serde_json::{Map, Value};

use super::date;
use super::tree::one_line;
use crate::text::Published;

/// Objects are looked for no deeper.
const DEEPEST: usize = 12;
/// More objects than this are a catalogue.
const MOST: usize = 2_000;

/// An article as JSON-LD describes it.
#[derive(Debug, Default, Clone)]
pub(super) struct Described {
    /// `headline`, or the `name` of one that has none.
    pub(super) headline: Option<String>,
    /// `alternativeHeadline`.
    pub(super) description: Option<String>,
    /// `datePublished` or `dateCreated`.
    pub(super) published: Option<Published>,
    /// `dateModified`.
    pub(super) modified: Option<Published>,
    /// Names of `author`, in order.
    pub(super) authors: Vec<String>,
    /// Name of `publisher`.
    pub(super) publisher: Option<String>,
    /// `inLanguage`.
    pub(super) language: Option<String>,
    /// `url`, or `mainEntityOfPage`.
    pub(super) url: Option<String>,
    /// `articleBody`.
    pub(super) body: Option<String>,
    /// True for an article of the news, false for a page about something.
    pub(super) is_article: bool,
}

/// The articles in the scripts of a page, those that are news articles first.
pub(super) fn articles(scripts: &[String]) -> Vec<Described> {
    let mut objects = Vec::new();
    for script in scripts {
        if let Some(value) = parse(script) {
            collect(value, 0, &mut objects);
        }
    }
    let mut found: Vec<Described> =
        objects.iter().filter_map(|(object, depth)| described(object, *depth, &objects)).collect();
    found.sort_by_key(|d| !d.is_article);
    found
}

/// Parses JSON, and what pages write for JSON: with comments around it, line ends in strings, commas too many.
fn parse(script: &str) -> Option<Value> {
    let text = script.trim().trim_start_matches('\u{feff}');
    let text = text.strip_prefix("<!--").unwrap_or(text).strip_suffix("-->").unwrap_or(text).trim();
    let text = text.trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
    let text = text.trim_end_matches("//]]>").trim_end_matches("]]>").trim().trim_end_matches(';');
    serde_json::from_str(text).ok().or_else(|| first_value(&mended(text)))
}

/// The first value in the text; what follows it is passed over.
fn first_value(text: &str) -> Option<Value> {
    serde_json::Deserializer::from_str(text).into_iter().next()?.ok()
}

fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut inside = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                inside = !inside;
                out.push(c);
            }
            '\\' if inside => match chars.next() {
                Some(next @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')) => out.extend(['\\', next]),
                Some(next) => out.push(next),
                None => {}
            },
            c if inside && c.is_control() => out.push(' '),
            ',' if !inside => {
                while chars.peek().is_some_and(|c| c.is_whitespace() || *c == ',') {
                    chars.next();
                }
                if !matches!(chars.peek(), Some('}' | ']') | None) {
                    out.push(c);
                }
            }
            c => out.push(c),
        }
    }
    out
}

fn collect(value: Value, depth: usize, out: &mut Vec<(Map<String, Value>, usize)>) {
    if depth > DEEPEST || out.len() > MOST {
        return;
    }
    match value {
        Value::Array(values) => values.into_iter().for_each(|value| collect(value, depth + 1, out)),
        Value::Object(object) => {
            let inner: Vec<Value> = ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart"]
                .iter()
                .filter_map(|key| object.get(*key).filter(|v| v.is_object() || v.is_array()).cloned())
                .collect();
            out.push((object, depth));
            // What a list holds are other articles: a step deeper than what stands beside it.
            inner.into_iter().for_each(|value| collect(value, depth + 1, out));
        }
        _ => {}
    }
}

fn types(object: &Map<String, Value>) -> Vec<&str> {
    match object.get("@type") {
        Some(Value::String(name)) => vec![name.as_str()],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn described(object: &Map<String, Value>, depth: usize, all: &[(Map<String, Value>, usize)]) -> Option<Described> {
    let kinds: Vec<&str> = types(object).into_iter().map(|t| t.rsplit(['/', '#', ':']).next().unwrap_or(t)).collect();
    let is_article = kinds.iter().any(|k| k.ends_with("Article") || k.ends_with("Posting") || *k == "Report");
    let is_page = kinds.iter().any(|k| k.ends_with("WebPage") || k.ends_with("Review") || *k == "CreativeWork");
    if !is_article && !(is_page && depth < 4) {
        return None;
    }
    let text = |key: &str| object.get(key).and_then(string);
    let main = object.get("mainEntityOfPage");
    let url = text("url").or_else(|| main.and_then(string)).or_else(|| main?.get("@id").and_then(string));
    let date = |key: &str| text(key).and_then(|t| date::read(&t));
    Some(Described {
        headline: text("headline").or_else(|| text("name")).map(|t| plain(&t)),
        description: text("description").map(|t| plain(&t)),
        published: date("datePublished").or_else(|| date("dateCreated")).or_else(|| date("uploadDate")),
        modified: date("dateModified"),
        authors: object.get("author").or_else(|| object.get("creator")).map(|v| names(v, all)).unwrap_or_default(),
        publisher: object.get("publisher").map(|v| names(v, all)).unwrap_or_default().into_iter().next(),
        language: text("inLanguage"),
        url: url.filter(|u| u.starts_with("http")),
        body: text("articleBody").filter(|t| !t.is_empty()),
        is_article,
    })
}

/// A string, or the first of a list of them.
fn string(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => values.iter().find_map(string),
        Value::Object(object) => object.get("@value").and_then(string),
        _ => None,
    }
}

/// Names in a name, an object, a reference to an object, or a list of these.
fn names(value: &Value, all: &[(Map<String, Value>, usize)]) -> Vec<String> {
    match value {
        Value::String(name) if !name.trim().is_empty() => vec![plain(name)],
        Value::Array(values) => values.iter().take(50).flat_map(|v| names(v, all)).collect(),
        Value::Object(object) => {
            let named = object.get("name").map(|name| match name {
                Value::Array(several) => several.iter().filter_map(string).map(|n| plain(&n)).collect(),
                one => string(one).map(|n| plain(&n)).into_iter().collect::<Vec<_>>(),
            });
            named.unwrap_or_else(|| {
                let Some(id) = object.get("@id").and_then(Value::as_str) else { return Vec::new() };
                let meant = all
                    .iter()
                    .find(|(o, _)| o.get("@id").and_then(Value::as_str) == Some(id) && o.contains_key("name"));
                meant.and_then(|(o, _)| o.get("name").and_then(string)).into_iter().collect()
            })
        }
        _ => Vec::new(),
    }
}

/// Text on one line, with its character references resolved, which some pages write twice.
fn plain(text: &str) -> String {
    super::unescaped(&one_line(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(script: &str) -> Described {
        articles(&[script.to_owned()]).into_iter().next().unwrap()
    }

    #[test]
    fn an_article_is_found_wherever_it_stands() {
        for script in [
            r#"{"@type": "NewsArticle", "headline": "Bridge opens", "datePublished": "2024-05-02"}"#,
            r#"[{"@type": "WebSite", "name": "X"}, {"@type": ["Thing", "ReportageNewsArticle"], "headline": "Bridge opens", "datePublished": "2024-05-02"}]"#,
            r#"{"@graph": [{"@type": "WebPage", "name": "Y", "mainEntity": {"@type": "schema:NewsArticle", "headline": "Bridge&#32;opens", "datePublished": "2 May 2024"}}]}"#,
        ] {
            let got = first(script);
            assert_eq!(got.headline.as_deref(), Some("Bridge opens"), "{script}");
            assert_eq!(got.published.unwrap().to_string(), "2024-05-02");
        }
    }

    #[test]
    fn broken_json_is_mended() {
        for script in [
            "<!-- {\"@type\": \"NewsArticle\", \"headline\": \"Bridge opens\",} -->",
            "{\"@type\": \"NewsArticle\", \"headline\": \"Bridge\n opens\", \"x\": [1, 2, ],};",
            r#"{"@type": "NewsArticle", "headline": "Bridge opens", "x": "it\'s"} trailing"#,
            "//<![CDATA[\n{\"@type\": \"NewsArticle\", \"headline\": \"Bridge opens\"}\n//]]>",
        ] {
            assert_eq!(first(script).headline.as_deref(), Some("Bridge opens"), "{script}");
        }
        assert!(articles(&["{\"@type\": ".to_owned(), String::new(), "[".repeat(100_000)]).is_empty());
    }

    #[test]
    fn names_are_read_in_every_form() {
        let got = first(
            r##"{"@graph": [{"@type": "Article", "author": [{"@id": "#p"}, {"name": "Tom Okoye"}, "Jo Park"],
                "publisher": {"@id": "#o"}}, {"@id": "#p", "name": "Ana Silva"}, {"@id": "#o", "name": "The Example"}]}"##,
        );
        assert_eq!(got.authors, ["Ana Silva", "Tom Okoye", "Jo Park"]);
        assert_eq!(got.publisher.as_deref(), Some("The Example"));
    }
}
