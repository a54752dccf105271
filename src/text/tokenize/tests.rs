//! Words of plain and of awkward text, and what holds for any text.

use proptest::prelude::*;

use super::*;

/// Every line of input is one paragraph; the words are parted by spaces.
fn check(text: &str, expected: &str) {
    let found: Vec<&str> = words(text, Span::new(0, text.len())).into_iter().map(|word| word.of(text)).collect();
    assert_eq!(found.join(" "), expected, "in {text:?}");
}

#[test]
fn cuts_contractions() {
    for (text, expected) in [
        ("I don't know.", "I do n't know ."),
        ("We can't, they won’t.", "We ca n't , they wo n’t ."),
        ("You cannot go", "You can not go"),
        ("CANNOT", "CAN NOT"),
        ("gonna", "gon na"),
        ("she'd've", "she 'd 've"),
        ("Marta's bike", "Marta 's bike"),
        ("the mayor’s plan", "the mayor ’s plan"),
        ("the voters' list", "the voters ' list"),
        ("the U.S.'s role", "the U.S. 's role"),
        ("dont", "do nt"),
        ("its a pity; its tail", "it s a pity ; its tail"),
        ("dunno", "du n no"),
        ("five o'clock", "five o'clock"),
        ("O'Brien and L'Aquila", "O'Brien and L'Aquila"),
        ("the 1960's and 2009's", "the 1960's and 2009 's"),
        ("the '90s, rock 'n' roll", "the '90s , rock 'n' roll"),
        ("give 'em 'hope'", "give 'em ' hope '"),
    ] {
        check(text, expected);
    }
}

#[test]
fn cuts_hyphens_but_not_after_prefixes() {
    for (text, expected) in [
        ("a well-known co-founder", "a well - known co-founder"),
        ("state-of-the-art", "state - of - the - art"),
        ("anti-war mid-1980s post-2015", "anti-war mid-1980s post - 2015"),
        ("al-Qaeda, Masjed-e-Jami", "al - Qaeda , Masjed - e - Jami"),
        ("a 15-year-old F-16", "a 15 - year - old F - 16"),
        ("pages 30-40", "pages 30 - 40"),
        ("lost 3-1", "lost 3 - 1"),
        ("call 202-555-0142 or 555-0142", "call 202-555-0142 or 555-0142"),
        ("sleep -- or not — today", "sleep -- or not — today"),
        ("folks--they left–right", "folks -- they left – right"),
        ("and/or w/o", "and / or w/o"),
        ("th- the car", "th- the car"),
    ] {
        check(text, expected);
    }
}

#[test]
fn keeps_periods_with_abbreviations() {
    for (text, expected) in [
        ("Mr. Okoye and Dr. Lund met.", "Mr. Okoye and Dr. Lund met ."),
        ("J. K. Moss and J.K. Moss", "J. K. Moss and J.K. Moss"),
        ("in the U.S. last year", "in the U.S. last year"),
        ("He left the U.S.", "He left the U.S."),
        ("in Washington, D.C..", "in Washington , D.C. ."),
        ("at 9 a.m. sharp, e.g. Monday", "at 9 a.m. sharp , e.g. Monday"),
        ("Acme Inc. said", "Acme Inc. said"),
        ("from Acme Inc.", "from Acme Inc ."),
        ("from Acme Inc. The firm", "from Acme Inc . The firm"),
        ("cups, plates, etc.", "cups , plates , etc ."),
        ("No. 4 said no. Yes.", "No. 4 said no . Yes ."),
        ("on Oct. 7, Sept. 23", "on Oct. 7 , Sept. 23"),
        ("Plan B. The mayor", "Plan B . The mayor"),
        ("It ended. Then", "It ended . Then"),
        ("a Ph.D. thesis", "a Ph.D. thesis"),
        ("the U.S.-led force", "the U.S. - led force"),
        ("It ended.Then", "It ended . Then"),
        ("No end...\"", "No end ... \""),
        ("Why?! Oh...?", "Why ?! Oh ... ?"),
        ("GEN. ROSS", "GEN. ROSS"),
        ("by Acme Inc.\n\nToday", "by Acme Inc . Today"),
    ] {
        check(text, expected);
    }
}

#[test]
fn reads_numbers() {
    for (text, expected) in [
        ("$5.2bn and US$20", "$ 5.2 bn and US$ 20"),
        ("£3m, €1.7m, 1.7m", "£ 3 m , € 1.7 m , 1.7 m"),
        ("10,000 of 1,00,000", "10,000 of 1,00,000"),
        ("items 1,2 and 3", "items 1 , 2 and 3"),
        ("7pm, 3:30pm, 80%", "7 pm , 3:30 pm , 80 %"),
        ("1/2 on 9/11", "1/2 on 9/11"),
        ("the 20th of the 1970s", "the 20th of the 1970s"),
        ("24°C, 5kg, 3km²", "24 ° C , 5 kg , 3 km ²"),
        ("№ 5, #1, #Budget2024", "№ 5 , # 1 , #Budget2024"),
        ("+44 20", "+44 20"),
        ("costs $.04", "costs $ .04"),
        ("from $10,000-$20,000", "from $ 10,000 - $ 20,000"),
    ] {
        check(text, expected);
    }
}

#[test]
fn keeps_addresses_and_signs_whole() {
    for (text, expected) in [
        ("See https://example.org/a_(b)?c=1,2.", "See https://example.org/a_(b)?c=1,2 ."),
        ("(www.example.com)", "( www.example.com )"),
        ("write to ana.b@example.org!", "write to ana.b@example.org !"),
        ("Example.com and notes.txt", "Example.com and notes.txt"),
        ("by @ana_b.", "by @ana_b ."),
        ("AT&T, R&D, salt&pepper", "AT&T , R&D , salt & pepper"),
        ("Great :) and <3", "Great :) and <3"),
        ("“Yes,” he said", "“ Yes , ” he said"),
        ("''Yes''", "'' Yes ''"),
        ("[sic] (so)", "[ sic ] ( so )"),
        ("👩‍🚀👍🏽!", "👩‍🚀 👍🏽 !"),
        ("Jūsan'ya cafe\u{301}s", "Jūsan'ya cafe\u{301}s"),
        ("======== *~*~*", "======== *~*~*"),
    ] {
        check(text, expected);
    }
}

#[test]
fn reads_only_what_is_within() {
    let text = "One two. Three";
    let found = words(text, Span::new(4, 8));
    assert_eq!(found, [Span::new(4, 7), Span::new(7, 8)]);
    assert!(words(text, Span::new(3, 4)).is_empty());
}

#[test]
fn every_list_has_entries() {
    use super::lists::*;
    for list in [&PREFIXES, &SUFFIXES, &JOINED, &ELISIONS, &EMOTICONS, &ADDRESS_ENDINGS, &STARTERS] {
        assert!(list.len() > 2);
    }
    assert!(CONTRACTIONS.values().all(|lengths| lengths.len() > 1 && lengths.iter().all(|length| *length > 0)));
    assert!(!ABBREVIATIONS.is_empty() && !UNITS.is_empty() && !BEFORE_WORDS.is_empty());
}

#[test]
fn long_chunks_take_linear_time() {
    // Each would take hours were any rule to look back or ahead without bound.
    for pattern in
        ["a", "a.", "a-", "1-", "1,", "'", ".", "a.\"", "x@", "http://", "(", "J.", "-e", "n't", ":)", "www."]
    {
        let text = pattern.repeat(2_000_000 / pattern.len());
        let found = words(&text, Span::new(0, text.len()));
        assert_eq!(found.iter().map(|word| word.len()).sum::<usize>(), text.len(), "{pattern}");
    }
}

fn covers(text: &str) {
    let found = words(text, Span::new(0, text.len()));
    let mut end = 0;
    for word in found {
        assert!(!word.is_empty() && end <= word.start, "{word:?} in {text:?}");
        assert!(text[end..word.start].chars().all(char::is_whitespace), "left out before {word:?} in {text:?}");
        assert!(!word.of(text).contains(char::is_whitespace));
        end = word.end;
    }
    assert!(text[end..].chars().all(char::is_whitespace), "left out at the end of {text:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn covers_any_string(text in any::<String>()) {
        covers(&text);
    }

    #[test]
    fn covers_language_like_strings(
        text in "(([A-Za-z]{1,4}|[0-9]{1,4}|[.,:;!?'’`@#$%&*/_-]|[éñß中²½—“”…‘]|\u{200d}|\u{301}|👍|www\\.|http://|n't|\\.com|etc\\.|[\"()<> ]| \n\n)){0,24}"
    ) {
        covers(&text);
    }
}
