//! Articles made of sentences of our own by a fixed rule: as many as a test wants, the same every time. They share
//! people, places and bodies, so that who is who is decided across them.

#![allow(dead_code, reason = "each test program uses a part of this")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use serde_json::{Value, json};

/// Numbers that look random and are the same every time (`SplitMix64`).
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) fn of(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % end as u64) as usize
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    /// The items in another order.
    pub(crate) fn shuffled<T>(&mut self, mut items: Vec<T>) -> Vec<T> {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
        items
    }
}

const PEOPLE: [&str; 8] = [
    "Ana Lima",
    "Carlos Mendes",
    "Fatou Sesay",
    "Göran Lindahl",
    "Ebba Sjölin",
    "Idris Kamara",
    "Laura O'Neill",
    "Ruth Okello",
];
const POSTS: [&str; 6] = ["President", "Prime Minister", "Foreign Minister", "General", "Mayor", "Justice Minister"];
const PLACES: [&str; 8] =
    ["Lisbon", "Geneva", "Nairobi", "Port Marlow", "Kolmås", "Zürich", "the town of Bandara", "northern Vestria"];
const BODIES: [&str; 6] = [
    "Norrkraft",
    "the Northern Front",
    "Brightwell Foods Inc.",
    "the University of Åsenby",
    "the United Nations",
    "Kenya's government",
];
const DAYS: [&str; 6] =
    ["on Monday", "last week", "on 3 March 2022", "two days later", "in 2019", "on Thursday morning"];

/// The lines of `count` articles, as they stand in a file of JSON lines.
pub(crate) fn lines(count: usize) -> Vec<String> {
    (0..count).map(|n| article(n).to_string()).collect()
}

/// Article number `n`.
pub(crate) fn article(n: usize) -> Value {
    let mut numbers = Numbers::of(n as u64);
    let mut text = String::new();
    for i in 0..=1 + numbers.below(4) {
        let space = if i == 0 { "" } else { ["\n\n", " "][numbers.below(2)] };
        text.push_str(space);
        text.push_str(&sentence(&mut numbers));
    }
    // Without an address an article is known by its text, so that no two may have the same.
    let mut article = json!({"id": format!("made-{n}"), "text": format!("{text} This was report {n}.")});
    if !n.is_multiple_of(3) {
        article["url"] = format!("https://example.org/news/{n}").into();
    }
    if n.is_multiple_of(2) {
        article["published"] = format!("2024-0{}-1{}", 1 + n % 9, n % 10).into();
    }
    if n.is_multiple_of(5) {
        article["publisher"] = "The Example".into();
    }
    article
}

fn sentence(n: &mut Numbers) -> String {
    let (one, other) = (n.one(&PEOPLE), n.one(&PEOPLE));
    let (post, place, body, day) = (n.one(&POSTS), n.one(&PLACES), n.one(&BODIES), n.one(&DAYS));
    let count = 2 + n.below(900);
    match n.below(9) {
        0 => format!("{post} {one} met {other} in {place} {day}."),
        1 => format!("Rebels attacked {place} {day}, killing at least {count} soldiers, {body} said."),
        2 => format!("{one}, 5{}, who leads {body}, denied that {other} had resigned.", n.below(10)),
        3 => format!("“We will rebuild {place},” said {one}. She praised {other}."),
        4 => format!("{body} plans to release {count} prisoners if the army withdraws from {place}."),
        5 => format!("A fire in {place} injured {count} people {day}; nearly {} fled their homes.", count * 7),
        6 => format!("{body} bought a company in {place} for ${count}.4 million {day}, {one} announced."),
        7 => format!("Police arrested {one} in {place} {day}. He was charged with fraud."),
        _ => format!("Talks between {one} and {post} {other} ended {day} without an agreement 🌊."),
    }
}

/// Writes a file of JSON lines.
pub(crate) fn write(path: &Path, lines: &[String]) {
    std::fs::write(path, lines.join("\n") + "\n").unwrap();
}

/// A number of the environment, for the checks that take longer than `cargo test` may.
pub(crate) fn wanted(variable: &str, usual: usize) -> usize {
    std::env::var(variable).map_or(usual, |value| value.parse().unwrap_or_else(|_| panic!("{variable}: a number")))
}
