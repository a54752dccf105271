//! Any bytes as a plain text file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newsgraph::source::{self, InputFormat, ReadOptions};

fuzz_target!(|bytes: &[u8]| {
    let options = ReadOptions { format: Some(InputFormat::Text), ..ReadOptions::default() };
    for article in source::read_from("fuzz.txt", std::io::Cursor::new(bytes.to_vec()), &options).flatten() {
        for block in &article.blocks {
            let _ = (block.span.of(&article.text), source::dateline(&article.text, block));
        }
    }
});
