//! How reading grows with the length of an article: the time for each word should stay the same from 1,000 words to
//! 100,000, for plain news and for texts that invite square work: one long sentence, many quotation marks, many names, many
//! numbers.
//!
//! `cargo bench --bench growth`; one kind with `cargo bench --bench growth -- names`. Words are counted as items, so
//! that the throughput column, in words a second, shows the growth at a glance: it must not fall.

use std::fmt::Write as _;
use std::sync::LazyLock;

use divan::counter::ItemsCount;
use newsgraph::pipeline::Reader;
use newsgraph::source;

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::embedded().expect("the shipped weights fit").on_threads(1));

/// Words in an article.
const LENGTHS: [usize; 3] = [1_000, 10_000, 100_000];

const CITIES: [&str; 7] = ["Oslo", "Lagos", "Quito", "Madrid", "Cairo", "Lima", "Rome"];
const FIRST: [&str; 5] = ["Ana", "Omar", "Elena", "John", "Lucia"];
const LAST: [&str; 11] =
    ["Lima", "Novak", "Brown", "Silva", "Haddad", "Keller", "Rossi", "Moreau", "Petrov", "Jensen", "Okafor"];

fn main() {
    divan::main();
}

/// Reads a text made of `n` pieces of about `words` words in all.
fn read(bencher: divan::Bencher, words: usize, text: &str) {
    LazyLock::force(&READER);
    let article = source::from_text("growth", text);
    bencher.counter(ItemsCount::new(words)).bench(|| READER.annotate(&article).expect("the network runs"));
}

/// `words / each` pieces, one after the other.
fn pieces(words: usize, each: usize, piece: impl Fn(&mut String, usize)) -> String {
    (0..words / each).fold(String::new(), |mut text, n| {
        piece(&mut text, n);
        text
    })
}

/// Paragraphs of four sentences about people, places, times and counts.
#[divan::bench(args = LENGTHS, sample_count = 1, sample_size = 1)]
fn news(bencher: divan::Bencher, words: usize) {
    let text = pieces(words, 40, |text, n| {
        let (city, last) = (CITIES[n % 7], LAST[n % 11]);
        let _ = write!(
            text,
            "{} {last} met officials in {city} on Tuesday. The army killed {} people near {city} on March {}, police \
             said. \"We want peace,\" {last} told reporters. About {} percent of the residents have left the city.\n\n",
            FIRST[n % 5],
            n % 90 + 2,
            n % 28 + 1,
            n % 80 + 10
        );
    });
    read(bencher, words, &text);
}

/// One sentence of that many words.
#[divan::bench(args = [1_000, 5_000, 20_000], sample_count = 1, sample_size = 1)]
fn sentence(bencher: divan::Bencher, words: usize) {
    let text = pieces(words, 8, |text, n| {
        let _ = write!(text, "the man met {} people in {} and ", n % 90 + 2, CITIES[n % 7]);
    });
    read(bencher, words, &text);
}

/// Quotation marks that open and never close, and marks in marks.
#[divan::bench(args = LENGTHS, sample_count = 1, sample_size = 1)]
fn quotation_marks(bencher: divan::Bencher, words: usize) {
    let text = pieces(words, 10, |text, n| {
        let _ = write!(text, "\"\"She said \"it is 'so' and \"\"no.\u{201d} He left {}. ", CITIES[n % 7]);
    });
    read(bencher, words, &text);
}

/// Names of people, all different.
#[divan::bench(args = LENGTHS, sample_count = 1, sample_size = 1)]
fn names(bencher: divan::Bencher, words: usize) {
    let text = pieces(words, 5, |text, n| {
        let letters: String = [n % 26, n / 26 % 26, n / 676 % 26].iter().map(|&k| char::from(b'a' + k as u8)).collect();
        let _ = write!(text, "{} Ba{letters} arrived in {}.\n\n", FIRST[n % 5], CITIES[n % 7]);
    });
    read(bencher, words, &text);
}

/// Numbers of people, and numbers of nothing.
#[divan::bench(args = LENGTHS, sample_count = 1, sample_size = 1)]
fn numbers(bencher: divan::Bencher, words: usize) {
    let text = pieces(words, 10, |text, n| {
        let _ = write!(text, "The storm killed {} people and cost ${} million, {} {}. ", n + 2, n + 1, n * 7, n * 31);
    });
    read(bencher, words, &text);
}
