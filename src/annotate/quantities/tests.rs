//! Tests of the layer over sentences with a rough parse.

use super::rough::{article, rough};
use super::*;
use crate::ontology::CountQualifier::{About, AtLeast, AtMost, Exactly, LessThan, MoreThan, Nearly};

fn all(sentence: &str) -> (String, Syntax, Vec<Quantity>) {
    let (text, syntax) = rough(sentence);
    let found = quantities(&article(&text, None), &syntax, &[], &mut Vec::new());
    (text, syntax, found)
}

#[test]
fn numbers_with_units() {
    for (sentence, span, value, unit) in [
        ("It cost_VBD $20 billion .", "$20 billion", 2e10, Some("USD")),
        ("It cost_VBD $20bn .", "$20bn", 2e10, Some("USD")),
        ("It cost_VBD US$5 .", "US$5", 5.0, Some("USD")),
        ("It cost_VBD €3.5m .", "€3.5m", 3.5e6, Some("EUR")),
        ("It cost_VBD 500 million yen .", "500 million yen", 5e8, Some("JPY")),
        ("It cost_VBD Rs 2,000 crore .", "Rs 2,000 crore", 2e10, Some("INR")),
        ("It cost_VBD 10,000 Swiss francs .", "10,000 Swiss francs", 1e4, Some("CHF")),
        ("It rose_VBD 80 percent .", "80 percent", 80.0, Some("percent")),
        ("It rose_VBD 80% .", "80%", 80.0, Some("percent")),
        ("It rose_VBD 2.5 per cent .", "2.5 per cent", 2.5, Some("percent")),
        ("It lies_VBZ 17 km away_RB .", "17 km", 17.0, Some("kilometre")),
        ("The 27-kilometer tunnel opened_VBD .", "27-kilometer", 27.0, Some("kilometre")),
        ("It covers_VBZ 4 square kilometers .", "4 square kilometers", 4.0, Some("square kilometre")),
        ("It burned_VBD 40 hectares .", "40 hectares", 40.0, Some("hectare")),
        ("It was_VBD 30 degrees Celsius .", "30 degrees Celsius", 30.0, Some("degree Celsius")),
        ("He is_VBZ 6 feet 6 inches tall_JJ .", "6 feet 6 inches", 6.5, Some("foot")),
        ("It reached_VBD 120 kilometres per hour .", "120 kilometres per hour", 120.0, Some("kilometre per hour")),
        ("They counted_VBD 1.7 million .", "1.7 million", 1.7e6, None),
        ("They counted_VBD two hundred and six .", "two hundred and six", 206.0, None),
        ("They took_VBD two thirds of it .", "two thirds", 2.0 / 3.0, None),
        ("They saw_VBD half the town .", "half", 0.5, None),
        ("They counted_VBD half a million .", "half a million", 5e5, None),
        ("They counted_VBD a dozen .", "a dozen", 12.0, None),
    ] {
        let (text, _, found) = all(sentence);
        assert_eq!(found.len(), 1, "{sentence}: {found:?}");
        let quantity = &found[0];
        assert_eq!(quantity.span.of(&text), span, "{sentence}");
        assert!((quantity.value - value).abs() < 1e-9 * value.abs(), "{sentence}: {}", quantity.value);
        assert_eq!(quantity.unit.as_deref(), unit, "{sentence}");
    }
}

#[test]
fn qualifiers_and_ranges() {
    for (sentence, value, max, qualifier) in [
        ("Nearly 240 people fled_VBD .", 240.0, None, Nearly),
        ("They held_VBD about 240 people .", 240.0, None, About),
        ("They held_VBD an estimated_VBN 240 people .", 240.0, None, About),
        ("They held_VBD more than 20 people .", 20.0, None, MoreThan),
        ("They held_VBD at least_JJ 20 people .", 20.0, None, AtLeast),
        ("They held_VBD up_RB to 20 people .", 20.0, None, AtMost),
        ("They held_VBD fewer_JJ than 20 people .", 20.0, None, LessThan),
        ("They held_VBD 20 people .", 20.0, None, Exactly),
        ("They held_VBD 20 or more people .", 20.0, None, AtLeast),
        ("They held_VBD hundreds of people .", 200.0, None, AtLeast),
        ("They held_VBD tens of thousands of people .", 20_000.0, None, AtLeast),
        ("They held_VBD dozens of people .", 24.0, None, AtLeast),
        ("They held_VBD 30-40 people .", 30.0, Some(40.0), Exactly),
        ("They held_VBD between 30 and 40 people .", 30.0, Some(40.0), Exactly),
        ("They held_VBD 3 to 4 million people .", 3e6, Some(4e6), Exactly),
        ("They paid_VBD $5-7 million .", 5e6, Some(7e6), Exactly),
    ] {
        let (_, _, found) = all(sentence);
        assert_eq!(found.len(), 1, "{sentence}: {found:?}");
        let quantity = &found[0];
        assert_eq!((quantity.value, quantity.value_max, quantity.qualifier), (value, max, qualifier), "{sentence}");
    }
}

#[test]
fn counted_nouns() {
    for (sentence, counted) in [
        ("They freed_VBD 30 Palestinian_JJ prisoners .", Some("prisoners")),
        ("They freed_VBD 30 of the prisoners .", Some("prisoners")),
        ("They fed_VBD thousands of residents .", Some("residents")),
        ("They freed_VBD eight more hostages .", Some("hostages")),
        ("They freed_VBD two others .", Some("others")),
        ("They fed_VBD a dozen people .", Some("people")),
        ("They fed_VBD 80 percent of the population .", Some("population")),
        ("They fed_VBD 80 percent of the Paris - run_VBN territory 's_POS population .", Some("population")),
        ("They hired_VBD three police officers .", Some("officers")),
        ("More than 15,000 killed_VBN in it .", None),
        ("They counted_VBD 30 .", None),
    ] {
        let (text, syntax, found) = all(sentence);
        let word = found[0].counted.map(|c| syntax.words()[c].span.of(&text));
        assert_eq!(word, counted, "{sentence}");
    }
}

#[test]
fn what_is_no_quantity() {
    for sentence in [
        "It was_VBD the third attempt .",
        "They won_VBD 3-1 .",
        "They met_VBD at the G20 .",
        "The Boeing 737 landed_VBD .",
        "He cited_VBD Article 5 .",
        "They took_VBD Flight 370 .",
        "They called_VBD 555-010-2233 .",
        "No one came_VBD .",
        "It is_VBZ a 3D film .",
        "She ranks_VBZ No. 1 .",
    ] {
        let (_, _, found) = all(sentence);
        assert!(found.is_empty(), "{sentence}: {found:?}");
    }
}

#[test]
fn times_are_left_out() {
    let (text, syntax) = rough("He paid_VBD $5 on October 7 .");
    let at = text.find("October").unwrap();
    let found = quantities(&article(&text, None), &syntax, &[Span::new(at, at + 9)], &mut Vec::new());
    assert_eq!(found.iter().map(|q| q.span.of(&text)).collect::<Vec<_>>(), ["$5"]);
}

#[test]
fn numbers_that_overflow_do_no_harm() {
    for sentence in ["It has_VBZ 99999999999999999999999999999999 atoms .", "It is_VBZ 1e999 ."] {
        let (_, _, found) = all(sentence);
        assert!(found.iter().all(|q| q.value.is_finite()), "{sentence}");
    }
}

#[test]
fn numbers_too_large_are_said() {
    for (sentence, fault) in [
        ("They counted_VBD 999999999999999999999999 people .", Some(Fault::NumberTooLarge)),
        ("They counted_VBD 999,999,999,999,999,999,999 grains .", Some(Fault::NumberTooLarge)),
        ("They counted_VBD 5,000,000,000,000 people .", Some(Fault::TooManyPeople)),
        ("They counted_VBD 5,000,000,000,000 grains .", None),
        ("They counted_VBD 6.02e23 grains .", None),
    ] {
        let (text, syntax) = rough(sentence);
        let mut remarks = Vec::new();
        let found = quantities(&article(&text, None), &syntax, &[], &mut remarks);
        assert_eq!(remarks.first().map(|r| r.fault), fault, "{sentence}");
        assert_eq!(found.len(), usize::from(fault.is_none()), "{sentence}: {found:?}");
    }
}

#[test]
fn shares_of_people() {
    for (sentence, percentage) in [
        ("They fed_VBD two thirds of voters .", Some(66.6667)),
        ("They fed_VBD one in five of them .", Some(20.0)),
        ("They fed_VBD nine out of ten voters .", Some(90.0)),
        ("They fed_VBD 80 percent of voters .", Some(80.0)),
        ("They fed_VBD 80 voters .", None),
    ] {
        let (_, _, found) = all(sentence);
        assert_eq!(found.len(), 1, "{sentence}: {found:?}");
        assert_eq!(found[0].percentage(), percentage, "{sentence}");
    }
}
