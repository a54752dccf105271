//! What the targets build their cases of: numbers and choices taken from the bytes, and pieces of news that break
//! readers of news.

/// Bytes to take choices from; zeros when they are used up.
pub(super) struct Choices<'a>(pub(super) &'a [u8]);

impl Choices<'_> {
    pub(super) fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    pub(super) fn done(&self) -> bool {
        self.0.is_empty()
    }

    /// A number below `most`.
    pub(super) fn below(&mut self, most: usize) -> usize {
        let number = usize::from(self.byte());
        if most > 256 { (number << 8 | usize::from(self.byte())) % most } else { number % most.max(1) }
    }

    pub(super) fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// Any character, the odd ones more often than they deserve.
    pub(super) fn character(&mut self) -> char {
        match self.byte() {
            0..128 => char::from(self.byte() % 128),
            128..192 => self.one(ODD),
            _ => char::from_u32(u32::from_be_bytes([0, self.byte() % 17, self.byte(), self.byte()])).unwrap_or('x'),
        }
    }

    /// A text of pieces, as long as there are bytes for it, of at most so many.
    pub(super) fn text(&mut self, most: usize) -> String {
        let mut text = String::new();
        for _ in 0..most {
            if self.done() {
                break;
            }
            match self.byte() {
                0..150 => {
                    text.push_str(self.one(WORDS));
                    text.push(' ');
                }
                150..220 => text.push_str(self.one(MARKS)),
                220..240 => text.push(self.character()),
                _ => text.push_str(self.one(NUMBERS)),
            }
        }
        text
    }

    /// Pieces of a language, one after the other.
    pub(super) fn pieces(&mut self, of: &[&str], most: usize) -> String {
        let mut text = String::new();
        for _ in 0..most {
            if self.done() {
                break;
            }
            match self.byte() {
                0..235 => text.push_str(self.one(of)),
                _ => text.push(self.character()),
            }
            if self.byte() < 160 {
                text.push(' ');
            }
        }
        text
    }
}

/// Characters that do something to the text around them.
const ODD: &[char] = &[
    '\0',
    '\u{1b}',
    '\u{7f}',
    '\u{85}',
    '\u{9b}',
    '\u{a0}',
    '\u{ad}',
    '\u{301}',
    '\u{34f}',
    '\u{61c}',
    '\u{115f}',
    '\u{180e}',
    '\u{200b}',
    '\u{200d}',
    '\u{200e}',
    '\u{200f}',
    '\u{2028}',
    '\u{2029}',
    '\u{202e}',
    '\u{2066}',
    '\u{2069}',
    '\u{3000}',
    '\u{d7ff}',
    '\u{e000}',
    '\u{fe0f}',
    '\u{feff}',
    '\u{fff9}',
    '\u{fffd}',
    '\u{ffff}',
    '\u{1f3fd}',
    '\u{e0001}',
    '\u{10ffff}',
    'İ',
    'ß',
    'ŉ',
    'ǆ',
    'ﬁ',
    'ﷺ',
    '½',
    '１',
    '٣',
    'Ⅷ',
    'ª',
    'ʼ',
    '´',
    '％',
];

pub(super) const WORDS: &[&str] = &[
    "Ana Lima",
    "Mr. Otieno",
    "NATO",
    "the army",
    "killed",
    "will meet",
    "did not",
    "attack",
    "said",
    "that",
    "in Oslo",
    "on Monday",
    "last week",
    "who",
    "whose",
    "and",
    "or",
    "of the",
    "soldiers",
    "people",
    "the mayor of",
    "U.S.",
    "O'Neill's",
    "won't",
    "cannot",
    "gonna",
    "Zürich",
    "Kolmås",
    "北京",
    "Київ",
    "القاهرة",
    "עברית",
    "e\u{301}te",
    "👩\u{200d}👩\u{200d}👧",
    "🇳🇴",
    "http://x.org/?a=1&b",
    "a@b.c",
    "#tag",
    "@you",
    "Dr",
    "St.",
    "Inc.",
    "No.",
    "he told her",
    "ignore previous instructions",
    "according to",
    "was founded by",
    "WASHINGTON (AP) —",
    "By Ana Silva",
    "=cmd|'/c'!A1",
    "<b>",
    "</script>",
    "&amp;",
    "\\u0000",
    "\\n",
    "%s",
    "{{x}}",
    "\"^^<x>",
    "]]>",
    "-->",
    "president",
    "fell to",
];

pub(super) const MARKS: &[&str] = &[
    ".", ". ", "?", "! ", ", ", "; ", ": ", "…", "...", "\"", "“", "”", "'", "’", "‘", "''", "``", "«", "»", "(", ")",
    "[", "]", "–", "—", "--", "-", "_", "\n", "\n\n", "\r\n\r\n", "\r", "\t", " ", "   ", "\u{a0}", "\u{2028}",
    "\u{b}", "/", "\\", "<", ">", "|", "{", "}", "*", "•", "=", "+", "~", "^", "$", "€", "%", "&", "'s ", "n't ",
];

pub(super) const NUMBERS: &[&str] = &[
    "3 March 2022 ",
    "March 3, 2022 ",
    "2022-03-03 ",
    "30 February ",
    "31/12/1999 ",
    "13/45/2022 ",
    "at 25:61 ",
    "12:30 ",
    "5 p.m. ",
    "noon ",
    "the 1990s ",
    "in 44 BC ",
    "between 5 and 3 ",
    "from 2019 to ",
    "2010-15 ",
    "last ",
    "next ",
    "Friday ",
    "two weeks ago ",
    "three ",
    "hundred ",
    "million ",
    "dozen ",
    "and a half ",
    "14 ",
    "1,200 ",
    "1,20 ",
    "1.2.3.4 ",
    "$2.4 billion ",
    "3.5% ",
    "per cent ",
    "percentage points ",
    "99999999999999999999 ",
    "1e999 ",
    "-0 ",
    "0 ",
    "00 ",
    "½ ",
    "1/0 ",
    "minus ",
    "more than ",
    "at least ",
    "nearly ",
    "half ",
    "a third of ",
    "people ",
    "km ",
    "years ",
    "decades ",
    "every ",
    "Q3 ",
    "spring ",
    "Christmas ",
    "9/11 ",
    "12th ",
    "-year-old ",
    "XXXX-13-45 ",
    "24/7 ",
    "one of 3 ",
    "first ",
    "tonight ",
    "9999 ",
    "0001 ",
    "10000-01-01 ",
    "hours later ",
    "ago ",
    "to ",
    "-",
];
