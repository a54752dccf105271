//! The readers, from files to articles: what is read, what is refused with which words, and that nothing panics.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use newsgraph::source::{self, Input, InputFormat, ReadOptions, Reader, Severity, SourceError};
use newsgraph::text::{Article, BlockKind};
use proptest::prelude::*;

const STORY: &str = "Bridge opens\n\nLIMA (Agency) - The bridge opened on Monday, said Ana Silva.";

fn all(mut reader: Reader) -> (Vec<Article>, Vec<String>, Vec<String>) {
    let (mut articles, mut errors, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    while let Some(item) = reader.next() {
        match item {
            Ok(article) => articles.push(article),
            Err(error) => errors.push(error.to_string()),
        }
        notes.extend(reader.take_notes().iter().map(ToString::to_string));
    }
    assert_eq!(reader.counts().articles, articles.len() as u64);
    assert_eq!(reader.counts().errors, errors.len() as u64);
    (articles, errors, notes)
}

fn lines(json: &str) -> (Vec<Article>, Vec<String>, Vec<String>) {
    all(source::read_from("x.jsonl", Cursor::new(json.to_owned()), &ReadOptions::default()))
}

fn paths(paths: &[&Path]) -> (Vec<Article>, Vec<String>, Vec<String>) {
    let inputs: Vec<Input> = paths.iter().map(Input::new).collect();
    all(source::read(&inputs, &ReadOptions::default()))
}

#[test]
fn json_lines_are_read_to_the_letter() {
    let text = "  Bridge opens\r\n\r\nLIMA – “It’s open,” Ana Silva said on Monday, we heard.\u{a0}\r\n";
    let json = serde_json::json!({
        "id": "a", "text": text, "title": "Bridge opens", "url": "https://example.org/a", "published": "2024-03-04T10:00:00Z",
        "modified": "2024-03-05", "author": ["Ana Silva", {"name": "Tom Okoye"}], "publisher": "Example News",
        "language": "en", "html": "<p>", "score": [1, 2],
    });
    let (articles, errors, notes) = lines(&format!("\u{feff}{json}\r\n\n   \n{}\n", r#"{"id": 7, "text": "One."}"#));
    assert_eq!((errors.len(), notes.len(), articles.len()), (0, 0, 2));
    let article = &articles[0];
    assert_eq!(article.text, text);
    assert_eq!(article.authors, ["Ana Silva", "Tom Okoye"]);
    assert_eq!(article.published.as_ref().unwrap().to_string(), "2024-03-04T10:00:00Z");
    assert_eq!(article.publisher.as_deref(), Some("Example News"));
    assert_eq!(article.blocks.len(), 2);
    assert_eq!(article.blocks[0].kind, BlockKind::Headline);
    assert!(source::dateline(text, &article.blocks[1]).is_some());
    assert_eq!(articles[1].id, "7");
}

#[test]
fn a_bad_line_does_not_stop_the_others() {
    let good = r#"{"id": "good", "text": "One."}"#;
    for (bad, says) in [
        (
            r#"{"id": "x", "text": "One"#,
            "x.jsonl:2:24: not JSON: EOF while parsing a string; one JSON object is needed",
        ),
        (r#"{"id": "x" "text": "a"}"#, "x.jsonl:2:12: not JSON: expected `,` or `}`"),
        (r#"["a"]"#, "x.jsonl:2: not an object; write {\"id\": …, \"text\": …}"),
        (r#"{"id": "x"}"#, "x.jsonl:2: no \"text\""),
        (r#"{"id": "x", "text": null}"#, "x.jsonl:2: no \"text\""),
        (r#"{"id": "x", "text": 5}"#, "x.jsonl:2: \"text\" is not a string"),
        (r#"{"id": "x", "html": "<p>a"}"#, "x.jsonl:2: no article text found"),
        (r#"{"id": "x", "text": " \n"}"#, "x.jsonl:2: no text"),
    ] {
        let (articles, errors, _) = lines(&format!("{good}\n{bad}\n{good}"));
        assert_eq!(articles.len(), 2, "{bad}");
        assert_eq!(errors.len(), 1, "{bad}");
        assert!(errors[0].starts_with(says), "{} / {says}", errors[0]);
    }
}

#[test]
fn bad_metadata_is_left_out_with_a_warning() {
    let json = r#"{"id": "x", "text": "A caf\ud83d.", "published": "yesterday", "url": 3, "author": [4]}"#;
    let (articles, errors, notes) = lines(json);
    assert!(errors.is_empty());
    assert_eq!(articles[0].published, None);
    assert_eq!(articles[0].text, "A caf\u{fffd}.");
    for says in [
        "x.jsonl:1: warning: 1 escapes",
        "\"url\" is not a string",
        "'yesterday' is not a date",
        "\"author\" is neither",
    ] {
        assert!(notes.iter().any(|note| note.contains(says)), "{says}: {notes:?}");
    }
}

#[test]
fn bytes_that_are_not_utf8_are_placed() {
    let mut json = b"{\"id\": \"a\", \"text\": \"One.\"}\n{\"text\": \"caf".to_vec();
    json.extend(b"\xe9\"}\n{\"id\": \"c\", \"text\": \"Two.\"}");
    let (articles, errors, _) = all(source::read_from("x.ndjson", Cursor::new(json), &ReadOptions::default()));
    assert_eq!(articles.len(), 2);
    assert_eq!(errors, ["x.ndjson:2:14: not UTF-8; JSON must be UTF-8 (iconv -t utf-8 converts)"]);
}

#[test]
fn json_over_several_lines_is_said_once() {
    let (articles, errors, _) = lines("[\n{\"id\": \"a\"},\n{\"id\": \"b\"}\n]\n");
    assert_eq!((articles.len(), errors.len()), (0, 1));
    assert!(errors[0].contains("jq -c"), "{}", errors[0]);
}

/// Gives `len` bytes of one long JSON line, then a good line, without ever holding them.
struct Huge {
    left: u64,
    tail: Cursor<&'static [u8]>,
}

impl Read for Huge {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.left == 0 {
            return self.tail.read(buffer);
        }
        let len = buffer.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        buffer[..len].fill(b'a');
        self.left -= len as u64;
        Ok(len)
    }
}

#[test]
fn a_line_of_fifty_megabytes_is_passed_over() {
    let tail = Cursor::new(&b"\n{\"id\": \"b\", \"text\": \"Two.\"}\n"[..]);
    let (articles, errors, _) =
        all(source::read_from("x.jsonl", Huge { left: 50_000_000, tail }, &ReadOptions::default()));
    assert_eq!(articles.len(), 1);
    assert_eq!(errors, ["x.jsonl:1: longer than 16777216 bytes, skipped; divide it, or raise --max-article-bytes"]);
    let tail = Cursor::new(&b""[..]);
    let (_, errors, _) = all(source::read_from("x.txt", Huge { left: 50_000_000, tail }, &ReadOptions::default()));
    assert!(errors[0].starts_with("x.txt: longer than 16777216 bytes"), "{errors:?}");
}

#[test]
fn folders_globs_and_files() {
    let dir = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
    put("b.txt", STORY.as_bytes());
    put("a/z.jsonl", br#"{"id": "z", "text": "One."}"#);
    put("a/c.TXT", b"A caf\xe9 opens in Lima.");
    put("a/notes.docx", b"PK\x03\x04");
    put("a/.hidden.txt", b"Hidden.");
    put("page.html", b"<p>");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(STORY.as_bytes()).unwrap();
    put("d.txt.gz", &gzip.finish().unwrap());
    put("e.jsonl.zst", &zstd::encode_all(&b"{\"id\": \"e\", \"text\": \"One.\"}\n"[..], 1).unwrap());

    let mut reader = source::read(&[Input::new(dir.path())], &ReadOptions::default());
    let items: Vec<Result<Article, SourceError>> = reader.by_ref().collect();
    let ids: Vec<&str> = items.iter().flatten().map(|article| article.id.as_str()).collect();
    assert_eq!(ids, ["c.TXT", "z", "b.txt", "d.txt.gz", "e"]);
    let errors: Vec<String> = items.iter().filter_map(|item| item.as_ref().err()).map(ToString::to_string).collect();
    assert!(errors.len() == 1 && errors[0].contains("page.html: not built yet: html"), "{errors:?}");
    assert_eq!((reader.counts().skipped, reader.counts().sources), (1, 6));
    let notes = reader.take_notes();
    assert!(notes.len() == 1 && notes[0].severity == Severity::Note && notes[0].message.contains("Windows-1252"));

    let (articles, errors, _) = paths(&[&dir.path().join("*/*.jsonl"), &dir.path().join("b.txt")]);
    assert_eq!((articles.len(), errors.len()), (2, 0));
    assert_eq!(articles[1].title.as_deref(), Some("Bridge opens"));
    let (_, errors, _) = paths(&[&dir.path().join("*.xyz"), &dir.path().join("none.txt"), &dir.path().join("a[.txt")]);
    assert_eq!(errors.len(), 3);
    for (error, says) in errors.iter().zip(["no file fits this pattern", "none.txt: no such file", "not a pattern"]) {
        assert!(error.contains(says), "{error}");
    }
}

#[test]
fn names_that_say_nothing_are_judged_by_the_bytes() {
    let dir = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| {
        let path = dir.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let story = put("story.wire", STORY.as_bytes());
    let feed = put("feed", b"\n{\"id\": \"f\", \"text\": \"One.\"}");
    let picture = put("picture", b"\x89PNG\r\n\x1a\n");
    let zeros = put("zeros.txt", b"abc\0\0");
    let empty = put("empty.txt", b"");
    let blank = put("blank.txt", b"\xef\xbb\xbf \r\n");
    let (articles, errors, _) = paths(&[&story, &feed, &picture, &zeros, &empty, &blank]);
    assert_eq!(articles.iter().map(|a| a.id.as_str()).collect::<Vec<_>>(), ["story.wire", "f"]);
    for (error, says) in errors.iter().zip(["looks binary (PNG)", "looks binary (a zero byte", "no text", "no text"]) {
        assert!(error.contains(says), "{error}");
    }
    assert_eq!(errors.len(), 4);
}

#[test]
fn options_force_format_and_date() {
    let options = ReadOptions {
        format: Some(InputFormat::Text),
        published: Some("2024-03-04".parse().unwrap()),
        ..ReadOptions::default()
    };
    let (articles, _, _) = all(source::read_from("x.jsonl", Cursor::new(STORY), &options));
    assert_eq!(articles[0].published, options.published);
    assert_eq!(articles[0].text, STORY);
    let options = ReadOptions { format: Some(InputFormat::Feed), ..options };
    let (_, errors, _) = all(source::read_from("x.txt", Cursor::new(STORY), &options));
    assert!(errors[0].starts_with("x.txt: not built yet: feed"), "{errors:?}");
}

#[test]
fn a_broken_archive_is_an_error() {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(STORY.repeat(50).as_bytes()).unwrap();
    let bytes = gzip.finish().unwrap();
    let (_, errors, _) = all(source::read_from("x.txt.gz", Cursor::new(bytes[..40].to_vec()), &ReadOptions::default()));
    assert!(errors.len() == 1 && errors[0].starts_with("x.txt.gz: cannot be read"), "{errors:?}");
}

#[test]
fn the_examples_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let (articles, errors, notes) = paths(&[&folder.join("*.txt"), &folder.join("*.jsonl")]);
    assert!(errors.is_empty() && notes.is_empty(), "{errors:?} {notes:?}");
    assert!(articles.len() >= 9, "{}", articles.len());
    for article in &articles {
        let has = |kind| article.blocks.iter().any(|block| block.kind == kind);
        let dated = article.blocks.iter().any(|block| source::dateline(&article.text, block).is_some());
        assert!(has(BlockKind::Headline) && has(BlockKind::Body) && dated, "{}", article.id);
        assert!(article.title.is_some(), "{}", article.id);
    }
    let closing = |article: &&Article| article.blocks.last().is_some_and(|b| b.kind == BlockKind::Boilerplate);
    assert!(articles.iter().filter(closing).count() >= 6);
}

/// What must hold of the blocks of any text.
fn check_blocks(text: &str) {
    let blocks = source::blocks(text);
    let mut end = 0;
    for block in &blocks {
        assert!(text[end..block.span.start].trim().is_empty(), "lost text in {text:?}");
        let part = block.span.of(text);
        assert!(!part.is_empty() && part.trim() == part, "{part:?}");
        end = block.span.end;
        if let Some(found) = source::dateline(text, block) {
            assert!(block.span.contains(found.span));
            for part in [found.place, found.agency, found.date].into_iter().flatten() {
                assert!(found.span.contains(part) && !part.of(text).is_empty());
            }
        }
    }
    assert!(text[end..].trim().is_empty(), "lost text in {text:?}");
    assert!(blocks.is_empty() || blocks.iter().any(|block| block.kind == BlockKind::Body));
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600), text in any::<bool>()) {
        let format = Some(if text { InputFormat::Text } else { InputFormat::Jsonl });
        let options = ReadOptions { format, ..ReadOptions::default() };
        let reader = source::read_from("x", Cursor::new(bytes), &options);
        prop_assert!(reader.count() <= 600);
    }

    #[test]
    fn any_json_string_is_kept(text in "\\PC{0,80}", junk in "\\PC{0,40}") {
        let json = format!("{}\n{junk}\n", serde_json::json!({"id": "a", "text": text}));
        let first = source::read_from("x.jsonl", Cursor::new(json), &ReadOptions::default()).next().unwrap();
        match first {
            Ok(article) => prop_assert_eq!(article.text, text),
            Err(error) => {
                let blank = matches!(error, SourceError::NoText { .. }) && text.trim().is_empty();
                prop_assert!(blank, "{}", error);
            }
        }
    }

    #[test]
    fn blocks_hold_any_text(text in "(\\PC|[\r\n\t \u{a0}\u{2028}])*") {
        check_blocks(&text);
    }

    #[test]
    fn blocks_hold_texts_like_news(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "LIMA (Agency) - ", "GENEVA, March 3 (AFP) –", "Doha:", "By Ana Silva", "Read more: ", "(Reporting by Ana Silva)",
                "The bridge opened on Monday.", "Bridge opens", "\n", "\r\n", "\n\n", " ", "é", "“", "”", "- ", "© 2024 ", "Enditem",
                "mg/jlw (AFP, dpa)", "March 3, 2024", "ends ", "–", ":", ".", "(AP)",
            ]),
            0..24,
        )
    ) {
        check_blocks(&parts.concat());
    }
}
