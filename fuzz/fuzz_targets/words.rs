//! Any text through the tokenizer: words are in order, not empty, and on characters.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newsgraph::text::{Span, tokenize::words};

fuzz_target!(|text: &str| {
    let mut end = 0;
    for word in words(text, Span::new(0, text.len())) {
        assert!(word.start >= end && !word.of(text).is_empty());
        end = word.end;
    }
});
