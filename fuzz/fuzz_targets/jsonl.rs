//! Any bytes as JSON lines.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newsgraph::source::{self, InputFormat, ReadOptions};

fuzz_target!(|bytes: &[u8]| {
    let options = ReadOptions { format: Some(InputFormat::Jsonl), ..ReadOptions::default() };
    for article in source::read_from("fuzz.jsonl", std::io::Cursor::new(bytes.to_vec()), &options).flatten() {
        article.blocks.iter().for_each(|block| assert!(!block.span.of(&article.text).is_empty()));
    }
});
