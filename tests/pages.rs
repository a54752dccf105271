//! Web pages, feeds, archives and tables: what of them is the article, and what is said about those that hold none.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{Cursor, Write as _};

use newsgraph::source::{self, Columns, Input, InputFormat, ReadOptions};
use newsgraph::text::Article;

fn read(name: &str, bytes: impl Into<Vec<u8>>, options: &ReadOptions) -> (Vec<Article>, Vec<String>, Vec<String>) {
    let mut reader = source::read_from(name, Cursor::new(bytes.into()), options);
    let (mut articles, mut errors, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    while let Some(item) = reader.next() {
        match item {
            Ok(article) => articles.push(article),
            Err(error) => errors.push(error.to_string()),
        }
        notes.extend(reader.take_notes().iter().map(ToString::to_string));
    }
    (articles, errors, notes)
}

fn page(html: &str) -> Article {
    let (mut articles, errors, _) = read("page.html", html, &ReadOptions::default());
    assert!(errors.is_empty(), "{errors:?}");
    articles.remove(0)
}

#[test]
fn pages_of_all_makes_are_read() {
    struct Want {
        title: &'static str,
        published: Option<&'static str>,
        authors: &'static [&'static str],
        url: Option<&'static str>,
        publisher: Option<&'static str>,
    }
    macro_rules! pages {
        ($($name:literal: $want:expr,)*) => {
            [$(($name, include_str!(concat!("pages/", $name, ".html")), include_str!(concat!("pages/", $name, ".txt")), $want),)*]
        };
    }
    let none = Want { title: "", published: None, authors: &[], url: None, publisher: None };
    let all = pages! {
        "json_ld": Want {
            title: "Harbour bridge reopens after two years of repairs",
            published: Some("2024-05-02T07:15:00+01:00"),
            authors: &["Ana Silva", "Tom Okoye"],
            url: Some("https://courier.example/news/harbour-bridge-reopens"),
            publisher: Some("The Example Courier"),
        },
        "open_graph": Want {
            title: "Typhoon leaves island without power",
            published: Some("2024-09-03T23:50:00-05:00"),
            authors: &["Lin Mei"],
            url: Some("https://news.example/typhoon"),
            publisher: Some("Example News"),
        },
        "tables": Want { title: "Mill fire kills two", published: Some("1999-03-03"), ..none },
        "live": Want {
            title: "Election night LIVE: count begins in Northland",
            published: Some("2024-06-09T18:00:00Z"),
            authors: &["Jo Park"],
            publisher: Some("Example Live"),
            ..none
        },
        "amp": Want {
            title: "Mine talks resume",
            published: Some("2024-03-04T08:00:00+02:00"),
            authors: &["Thandi Nkosi"],
            url: Some("https://example.co.za/mine-talks"),
            publisher: Some("Example Day"),
        },
        "bare": Want { title: "Library saved", authors: &["Ana Silva"], ..none },
    };
    for (name, html, text, want) in all {
        let article = page(html);
        assert_eq!(article.text, text.trim_end(), "{name}");
        assert_eq!(article.title.as_deref(), Some(want.title), "{name}");
        assert_eq!(article.published.map(|p| p.to_string()).as_deref(), want.published, "{name}");
        assert_eq!(article.authors, want.authors, "{name}");
        assert_eq!(article.url.as_deref(), want.url, "{name}");
        assert_eq!(article.publisher.as_deref(), want.publisher, "{name}");
        assert_eq!(article.blocks.len(), text.split("\n\n").count(), "{name}");
    }
}

#[test]
fn a_json_line_knows_better_than_its_page() {
    let html = include_str!("pages/json_ld.html");
    let line = serde_json::json!({"id": "a", "html": html, "title": "Bridge", "published": "2024-05-03", "url": "https://x.example/"});
    let (articles, errors, _) = read("x.jsonl", line.to_string(), &ReadOptions::default());
    assert!(errors.is_empty(), "{errors:?}");
    let article = &articles[0];
    assert_eq!(article.text, include_str!("pages/json_ld.txt").trim_end());
    assert_eq!(article.title.as_deref(), Some("Bridge"));
    assert_eq!(article.published.as_ref().unwrap().to_string(), "2024-05-03");
    assert_eq!(article.url.as_deref(), Some("https://x.example/"));
    assert_eq!(article.authors, ["Ana Silva", "Tom Okoye"]);
}

#[test]
fn what_is_no_article_is_said() {
    for html in ["", "<html><body></body></html>", "<h1>404</h1><p>Not found.</p>", "<ul><li><a href=x>Home</a></ul>"] {
        let (articles, errors, _) = read("page.html", html, &ReadOptions::default());
        assert!(articles.is_empty(), "{html}");
        assert_eq!(
            errors,
            ["page.html: no article text found; a page needs its story as text, not only links, headlines or pictures"]
        );
    }
    let small = ReadOptions { max_article_bytes: 1_000, ..ReadOptions::default() };
    let (articles, errors, _) = read("page.html", include_str!("pages/json_ld.html"), &small);
    assert!(articles.is_empty() && errors[0].contains("longer than 1000 bytes"), "{errors:?}");
    let (_, errors, _) = read("page.html", &b"\xff\xd8\xff\xe0\0\x10JFIF"[..], &ReadOptions::default());
    assert_eq!(errors.len(), 1);
}

#[test]
fn hostile_pages_are_read_in_bounds() {
    let story = "<p>The council met on Monday evening and voted to close the old bridge to lorries until spring.</p>";
    for html in [
        format!("{}{story}", "<div>".repeat(200_000)),
        format!("{}{story}", "<b><p><a href=x>".repeat(50_000)),
        format!("{story}<p {}>", (0..300_000).fold(String::new(), |all, n| all + &format!("a{n} "))),
        format!("{}{story}", "<table><tr><td>".repeat(50_000)),
        format!("{story}{}", "</div></p></table>".repeat(100_000)),
        format!("<script type=application/ld+json>{}</script>{story}", "{\"a\":[".repeat(100_000)),
        format!("{story}<!-- {}", "<!-".repeat(100_000)),
        format!("{story}{}", "&amp".repeat(100_000)),
    ] {
        let article = page(&html);
        assert!(article.text.contains("closed the old bridge") || article.text.contains("close the old bridge"));
    }
}

#[test]
fn a_wrongly_declared_encoding_does_no_harm() {
    let html = |charset: &str| {
        format!(
            "<meta charset={charset}><p>José Peña, the café’s owner, said on Monday that he would open again in May, and that all would be well.</p>"
        )
    };
    for declared in ["utf-8", "iso-8859-1", "windows-1251", "utf-16"] {
        let (articles, _, notes) = read("page.html", html(declared), &ReadOptions::default());
        assert!(articles[0].text.starts_with("José Peña, the café’s"), "{declared}");
        assert_eq!(
            notes.len(),
            usize::from(declared.starts_with("iso") || declared.starts_with("windows") || declared == "utf-16"),
            "{notes:?}"
        );
    }
    let latin: Vec<u8> = html("utf-8").replace('’', "'").chars().map(|c| c as u8).collect();
    let (articles, _, notes) = read("page.html", latin, &ReadOptions::default());
    assert!(articles[0].text.starts_with("José Peña"));
    assert!(notes[0].contains("read as Windows-1252"), "{notes:?}");
}

const RSS: &str = r#"<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Example Wire</title><language>en</language>
<item><title>Ferry sinks &amp; all are saved</title><link>https://wire.example/ferry</link><guid>f1</guid>
<pubDate>Thu, 02 May 2024 10:20:30 GMT</pubDate><dc:creator>Ana Silva</dc:creator><description>Short.</description>
<content:encoded><![CDATA[<p>A ferry sank off Cebu on Thursday, the coast guard said.</p><p>All 41 people were saved.</p>]]></content:encoded></item>
<item><title>Dam opens</title><link>https://wire.example/dam</link><guid>f2</guid><pubDate>some day in May</pubDate>
<description>&lt;p&gt;The dam at Oakton was opened on Friday.&lt;/p&gt;</description></item>
<item><title>Empty</title><link>https://wire.example/empty</link><guid>f3</guid></item></channel></rss>"#;

#[test]
fn each_entry_of_a_feed_is_an_article() {
    for name in ["feed.rss", "feed.xml", "feed"] {
        let (articles, errors, notes) = read(name, RSS, &ReadOptions::default());
        assert_eq!(articles.len(), 2, "{name} {errors:?}");
        let ferry = &articles[0];
        assert_eq!(ferry.text, "A ferry sank off Cebu on Thursday, the coast guard said.\n\nAll 41 people were saved.");
        assert_eq!(ferry.title.as_deref(), Some("Ferry sinks & all are saved"));
        assert_eq!(ferry.published.as_ref().unwrap().to_string(), "2024-05-02T10:20:30Z");
        assert_eq!((ferry.authors[0].as_str(), ferry.publisher.as_deref()), ("Ana Silva", Some("Example Wire")));
        assert_eq!(ferry.url.as_deref(), Some("https://wire.example/ferry"));
        assert_eq!(articles[1].text, "The dam at Oakton was opened on Friday.");
        assert!(articles[1].published.is_none() && notes.iter().any(|n| n.contains("f2: no date")), "{notes:?}");
        assert!(errors.len() == 1 && errors[0].contains("f3: no text"), "{errors:?}");
    }
    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>x</id><updated>2024-05-02T00:00:00Z</updated>
<entry><id>e1</id><title>Dam opens</title><link href="https://a.example/1"/><updated>2024-05-02T00:00:00Z</updated>
<author><name>Jo Park</name></author><content type="html">&lt;p&gt;The dam was opened on Friday.&lt;/p&gt;</content></entry></feed>"#;
    let (articles, _, _) = read("a.atom", atom, &ReadOptions::default());
    assert_eq!(
        (articles[0].text.as_str(), articles[0].authors[0].as_str()),
        ("The dam was opened on Friday.", "Jo Park")
    );
    let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [{"id": "1", "url": "https://a.example/1",
 "content_text": "The dam was opened on Friday.", "date_published": "2024-05-02T00:00:00Z"}]}"#;
    for name in ["a.json", "a"] {
        let (articles, errors, _) = read(name, json, &ReadOptions::default());
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(articles[0].text, "The dam was opened on Friday.");
    }
    let (_, errors, _) = read("a.xml", "<sitemap></sitemap>", &ReadOptions::default());
    assert!(errors[0].contains("not a feed"), "{errors:?}");
}

fn record(kind: &str, address: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn http(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n{headers}\r\n").as_bytes(), body].concat()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

#[test]
fn pages_of_an_archive_are_articles() {
    let html = include_bytes!("pages/bare.html");
    let half = html.len() / 2;
    let chunks = [
        format!("{half:x}\r\n").as_bytes(),
        &html[..half],
        format!("\r\n{:x}\r\n", html.len() - half).as_bytes(),
        &html[half..],
        b"\r\n0\r\n\r\n",
    ]
    .concat();
    let records = [
        record("warcinfo", "", b"software: x"),
        record("request", "https://a.example/0", b"GET / HTTP/1.1"),
        record("response", "https://a.example/1", &http("200 OK", "", html)),
        record("response", "https://a.example/2", &http("404 Not Found", "", html)),
        record("response", "https://a.example/3", &http("200 OK", "Transfer-Encoding: chunked\r\n", &chunks)),
        record("response", "https://a.example/4", &http("200 OK", "Content-Encoding: gzip\r\n", &gzip(html))),
        record("response", "https://a.example/5", &http("200 OK", "", b"<p>Nothing.</p>")),
        record(
            "response",
            "https://a.example/6",
            &http("200 OK", "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", html),
        ),
    ];
    let want = ["https://a.example/1", "https://a.example/3", "https://a.example/4", "https://a.example/6"];
    let plain = records.concat();
    let packed: Vec<u8> = records.iter().flat_map(|r| gzip(r)).collect();
    for bytes in [&plain, &packed] {
        let (articles, errors, _) = read("crawl.warc.gz", bytes.clone(), &ReadOptions::default());
        let urls: Vec<&str> = articles.iter().filter_map(|a| a.url.as_deref()).collect();
        assert_eq!(urls, want);
        assert!(articles.iter().all(|a| a.text == include_str!("pages/bare.txt").trim_end()));
        assert_eq!(errors, ["crawl.warc.gz: https://a.example/5: no article text found"]);
    }
    for (bytes, cut) in [(&plain, plain.len() - 90), (&packed, packed.len() - 90)] {
        let (articles, errors, _) = read("crawl.warc.gz", bytes[..cut].to_vec(), &ReadOptions::default());
        assert_eq!(articles.len(), 3);
        assert_eq!(errors.len(), 2, "{errors:?}");
    }
    let (_, errors, _) = read("x.warc", "This is no archive.", &ReadOptions::default());
    assert!(errors[0].contains("no WARC record"), "{errors:?}");
}

#[test]
fn rows_of_a_table_are_articles() {
    let csv = "id,body,Title,date\n1,\"The dam, at Oakton,\nwas opened.\",Dam opens,\"May 2, 2024\"\n2,,Empty,\n3,One.,T,soon\n";
    let options = ReadOptions { columns: "text=body,published=date".parse().unwrap(), ..ReadOptions::default() };
    let (articles, errors, notes) = read("a.csv", csv, &options);
    assert_eq!(articles.len(), 2);
    assert_eq!(articles[0].text, "The dam, at Oakton,\nwas opened.");
    assert_eq!((articles[0].id.as_str(), articles[0].title.as_deref()), ("1", Some("Dam opens")));
    assert_eq!(articles[0].published.as_ref().unwrap().to_string(), "2024-05-02");
    assert!(errors.len() == 1 && errors[0].starts_with("a.csv:4: no \"text\""), "{errors:?}");
    assert!(notes.iter().any(|n| n.contains("a.csv:5") && n.contains("published")), "{notes:?}");
    let (articles, _, _) = read(
        "a.tsv",
        "id\thtml\n1\t<p>The dam was opened on Friday, the minister said, after eleven years of work on it.</p>\n",
        &ReadOptions::default(),
    );
    assert_eq!(articles.len(), 1);
    for (table, options, says) in [
        ("id,body\n1,One.\n", ReadOptions::default(), "a.csv:1: no column \"text\" or \"html\" among id, body"),
        ("id,text\n1,One.\n", options, "a.csv:1: no column \"body\" among id, text"),
        ("id,text\n1,\"One\n", ReadOptions { max_article_bytes: 10, ..ReadOptions::default() }, ""),
    ] {
        let (_, errors, _) = read("a.csv", table, &options);
        assert!(errors.first().map_or(says.is_empty(), |e| e.starts_with(says)), "{errors:?}");
    }
    let open = format!("id,text\n1,\"{}", "x,\n".repeat(1_000_000));
    let (articles, errors, _) =
        read("a.csv", open, &ReadOptions { max_article_bytes: 1_000, ..ReadOptions::default() });
    assert!(articles.is_empty() && errors.len() == 1 && errors[0].contains("quote not closed"), "{errors:?}");
    assert!("body".parse::<Columns>().is_err() && "x=y".parse::<Columns>().is_err());
}

#[test]
fn articles_in_other_languages_are_passed_over() {
    let german = "Der Bürgermeister sagte am Montag, dass die alte Brücke im Mai wieder geöffnet werde. ".repeat(5);
    let line = serde_json::json!({"id": "de", "text": german}).to_string();
    let lines = format!("{line}\n{{\"id\": \"en\", \"text\": \"The bridge is open.\"}}\n");
    let (articles, errors, notes) = read("a.jsonl", lines.clone(), &ReadOptions::default());
    assert!(articles.len() == 1 && errors.is_empty() && articles[0].id == "en");
    assert_eq!(notes, ["de: note: in German, not in English; skipped (--language any reads it)"]);
    let (articles, _, notes) = read("a.jsonl", lines, &ReadOptions { any_language: true, ..ReadOptions::default() });
    assert!(articles.len() == 2 && notes.is_empty());
}

#[test]
fn addresses_are_not_fetched() {
    for address in ["https://news.example/a", "http://news.example/?a=*", "s3://bucket/a.jsonl"] {
        let mut reader = source::read(&[Input::new(address)], &ReadOptions::default());
        let error = reader.next().unwrap().unwrap_err().to_string();
        assert!(error.starts_with(&format!("{address}: newsgraph reads nothing from the network")), "{error}");
        assert!(reader.next().is_none());
    }
    assert_eq!("csv".parse(), Ok(InputFormat::Csv));
}
