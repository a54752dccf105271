//! Tests of the layer over sentences with a rough parse.

use super::*;
use crate::annotate::quantities::rough::{article, rough};

/// The expressions of a sentence; what is left out is not looked at.
fn all(sentence: &str, published: Option<&str>) -> Vec<(String, TimeExpr)> {
    let (text, syntax) = rough(sentence);
    let found = times(&article(&text, published), &syntax, &mut Vec::new());
    found.into_iter().map(|t| (t.span.of(&text).to_owned(), t)).collect()
}

/// Checks that a sentence of an article published on Thursday 30 November 2023 holds just these expressions.
fn check(cases: &[(&str, &[(&str, &str)])]) {
    check_published(cases, Some("2023-11-30"));
}

fn check_published(cases: &[(&str, &[(&str, &str)])], published: Option<&str>) {
    for (sentence, expected) in cases {
        let found = all(sentence, published);
        let found: Vec<(&str, &str)> = found.iter().map(|(s, t)| (s.as_str(), t.value.as_str())).collect();
        assert_eq!(found, *expected, "{sentence}");
    }
}

#[test]
fn absolute_dates() {
    check(&[
        ("The bridge opened_VBD on October 7, 2021 .", &[("October 7, 2021", "2021-10-07")]),
        ("The bridge opened_VBD on 7 October 2021 .", &[("7 October 2021", "2021-10-07")]),
        ("It ended_VBD on the 7th of October, 2021 .", &[("the 7th of October, 2021", "2021-10-07")]),
        ("It ended_VBD on Oct. 7 .", &[("Oct. 7", "2023-10-07")]),
        ("It ended_VBD on 2021-10-07 .", &[("2021-10-07", "2021-10-07")]),
        ("It ended_VBD on 10/7/2021 .", &[("10/7/2021", "2021-10-07")]),
        ("It ended_VBD on 23.4.2021 .", &[("23.4.2021", "2021-04-23")]),
        ("It opened_VBD in March 2019 .", &[("March 2019", "2019-03")]),
        ("It opened_VBD in 1998 .", &[("1998", "1998")]),
        ("It grew_VBD in the 1990s .", &[("the 1990s", "199X")]),
        ("It was_VBD a mill of the 19th century .", &[("the 19th century", "18XX")]),
        ("Profit fell_VBD in the third quarter of 2022 .", &[("the third quarter of 2022", "2022-Q3")]),
        ("Profit fell_VBD in Q3 2022 .", &[("Q3 2022", "2022-Q3")]),
        ("It closed_VBD in the summer of 2019 .", &[("the summer of 2019", "2019-SU")]),
        ("It closed_VBD on February 30, 2021 .", &[]),
        ("It closed_VBD on February 30 .", &[]),
        ("It closed_VBD on 13/45/2022 .", &[]),
        ("It closed_VBD at 25:61 on 20231007 .", &[("20231007", "2023-10-07")]),
        ("They will report_VB for the third quarter .", &[("the third quarter", "2023-Q3")]),
        ("Sales rose_VBD in the quarter ended July 31 .", &[("the quarter", "2023-Q2"), ("July 31", "2023-07-31")]),
        ("Sales rose_VBD in the year ended March 31 .", &[("the year", "P1Y"), ("March 31", "2023-03-31")]),
        ("It ran_VBD for 2 1/2 years .", &[("2 1/2 years", "P2Y6M")]),
    ]);
}

#[test]
fn weekdays_follow_tense() {
    check(&[
        ("He resigned_VBD on Friday .", &[("Friday", "2023-11-24")]),
        ("He will resign_VB on Friday .", &[("Friday", "2023-12-01")]),
        ("The truce is_VBZ nearing_VBG expiry on Friday .", &[("Friday", "2023-12-01")]),
        ("Since it began_VBD on November 24, 80 men left_VBD .", &[("November 24", "2023-11-24")]),
        ("He spoke_VBD on Thursday .", &[("Thursday", "2023-11-30")]),
        ("He resigned_VBD last Monday .", &[("last Monday", "2023-11-27")]),
        ("They will meet_VB next Tuesday .", &[("next Tuesday", "2023-12-05")]),
        ("They will meet_VB on Tuesday next week .", &[("Tuesday next week", "2023-12-05")]),
        ("He left_VBD early Friday .", &[("early Friday", "2023-11-24")]),
        ("The fire began_VBD Wednesday night .", &[("Wednesday night", "2023-11-29TNI")]),
        ("The fire began_VBD on Thursday morning .", &[("Thursday morning", "2023-11-30TMO")]),
        ("He left_VBD at 3:30 p.m. on Tuesday .", &[("3:30 p.m. on Tuesday", "2023-11-28T15:30")]),
        ("It began_VBD at 7 p.m. GMT .", &[("7 p.m. GMT", "T19:00Z")]),
        ("It began_VBD at 5 pm EST on Tuesday .", &[("5 pm EST on Tuesday", "2023-11-28T17:00-05:00")]),
        ("The trials begin_VBP Monday .", &[("Monday", "2023-12-04")]),
        ("Friday 's ruling angered_VBD many .", &[("Friday", "2023-11-24")]),
        ("It began_VBD at dawn Tuesday .", &[("dawn Tuesday", "2023-11-28TMO")]),
        ("They met_VBD over the weekend .", &[("the weekend", "2023-W47-WE")]),
        ("He died_VBD on Thanksgiving Day .", &[("Thanksgiving Day", "2023-11-23")]),
        ("The poll falls_VBZ this March .", &[("this March", "2023-03")]),
    ]);
}

#[test]
fn relative_times() {
    check(&[
        ("He left_VBD yesterday .", &[("yesterday", "2023-11-29")]),
        ("They will vote_VB tomorrow .", &[("tomorrow", "2023-12-01")]),
        ("It opened_VBD last week .", &[("last week", "2023-W47")]),
        ("It opened_VBD last month .", &[("last month", "2023-10")]),
        ("It will open_VB next year .", &[("next year", "2024")]),
        ("It closed_VBD this summer .", &[("this summer", "2023-SU")]),
        ("He left_VBD two weeks ago .", &[("two weeks ago", "2023-11-16")]),
        ("He left_VBD about three years ago .", &[("about three years ago", "2020")]),
        (
            "It fell_VBD on May 3 and rose_VBD three days later .",
            &[("May 3", "2023-05-03"), ("three days later", "2023-05-06")],
        ),
        ("It fell_VBD on May 3 , not the day before .", &[("May 3", "2023-05-03"), ("the day before", "2023-05-02")]),
        ("He left_VBD the day before yesterday .", &[("the day before yesterday", "2023-11-28")]),
        ("The truce was_VBD signed in October last year .", &[("October last year", "2022-10")]),
        ("It shut_VBD on the third Wednesday of May 2018 .", &[("the third Wednesday of May 2018", "2018-05-16")]),
        ("Prices now fall_VBP .", &[("now", "PRESENT_REF")]),
        ("He died_VBD recently .", &[("recently", "PAST_REF")]),
        ("They look_VBP to the future .", &[("the future", "FUTURE_REF")]),
    ]);
}

#[test]
fn durations_and_sets() {
    check(&[
        ("The talks lasted_VBD three days .", &[("three days", "P3D")]),
        ("They held_VBD a four-day strike .", &[("four-day", "P4D")]),
        ("He served_VBD two and a half years .", &[("two and a half years", "P2Y6M")]),
        ("It took_VBD half an hour .", &[("half an hour", "PT30M")]),
        ("It rained_VBD over the past 24 hours .", &[("the past 24 hours", "PT24H")]),
        ("It grew_VBD over the last two decades .", &[("the last two decades", "P20Y")]),
        ("He waited_VBD for years .", &[("years", "PXY")]),
        ("The ferry sails_VBZ every day .", &[("every day", "P1D")]),
        ("The ferry sails_VBZ each Monday .", &[("each Monday", "XXXX-WXX-1")]),
        ("The ferry sails_VBZ twice a week .", &[("twice a week", "P1W")]),
        ("The ferry sails_VBZ daily .", &[("daily", "P1D")]),
    ]);
}

#[test]
fn holidays() {
    check(&[
        ("They married_VBD on Christmas Eve .", &[("Christmas Eve", "2022-12-24")]),
        ("They will meet_VB on New Year's Eve .", &[("New Year's Eve", "2023-12-31")]),
        ("They met_VBD on Easter Sunday 2018 .", &[("Easter Sunday 2018", "2018-04-01")]),
        ("They met_VBD on Thanksgiving .", &[("Thanksgiving", "2023-11-23")]),
    ]);
}

#[test]
fn what_is_no_time() {
    check(&[
        ("The law may change_VB .", &[]),
        ("A 21-year-old man fled_VBD .", &[]),
        ("The man is_VBZ 40 years old .", &[]),
        ("They won_VBD 3-1 .", &[]),
        ("He got_VBD a second chance .", &[]),
        ("She read_VBD the Sunday Times .", &[]),
        ("They sold_VBD 2000 tickets .", &[]),
        ("The price rose_VBD to $1990 .", &[]),
    ]);
}

#[test]
fn years_are_not_invented() {
    check_published(
        &[
            ("The siege began_VBD on October 7 .", &[("October 7", "XXXX-10-07")]),
            ("He left_VBD on Friday .", &[("Friday", "XXXX-WXX-5")]),
            ("He left_VBD last year .", &[("last year", "XXXX")]),
            ("They met_VBD at Christmas .", &[("Christmas", "XXXX-12-25")]),
        ],
        None,
    );
}

#[test]
fn bounds_are_set_where_the_place_is_known() {
    let day = |text: &str| Some(text.parse().unwrap());
    for (sentence, first, last) in [
        ("It opened_VBD in October 2023 .", day("2023-10-01"), day("2023-10-31")),
        ("It opened_VBD last week .", day("2023-11-20"), day("2023-11-26")),
        ("The fire began_VBD Wednesday night .", day("2023-11-29"), day("2023-11-29")),
        ("It grew_VBD in the 1990s .", day("1990-01-01"), day("1999-12-31")),
        ("It lasted_VBD three days .", None, None),
    ] {
        let found = all(sentence, Some("2023-11-30"));
        assert_eq!((found[0].1.earliest, found[0].1.latest), (first, last), "{sentence}");
    }
}

#[test]
fn a_long_sentence_takes_linear_time() {
    let sentence = "He will pay_VB $5 in two weeks at 3 p.m. on Friday Week ".repeat(2_000);
    assert!(all(sentence.trim(), Some("2023-11-30")).len() >= 4_000);
}

#[test]
fn days_are_counted_from_a_beginning() {
    let rows = "The the DET DT 2 det\nstrike strike NOUN NN 3 nsubj\nbegan begin VERB VBD 0 root\non on ADP IN 5 case\n\
        Monday Monday PROPN NNP 3 obl\nand and CCONJ CC 14 cc\non on ADP IN 10 case\nthe the DET DT 10 det\n\
        third third ADJ JJ 10 amod\nday day NOUN NN 14 obl\nof of ADP IN 13 case\nthe the DET DT 13 det\n\
        NOUN LEMMA NOUN NN 10 nmod\nended end VERB VBD 3 conj";
    for (noun, expected) in [("strike", Some("2023-11-29")), ("festival", None)] {
        let text = format!("The strike began on Monday and on the third day of the {noun} ended");
        let rows = rows.replace("NOUN LEMMA", &format!("{noun} {noun}"));
        let syntax = crate::text::syntax::testing::syntax(&text, &rows);
        let found = times(&article(&text, Some("2023-11-30")), &syntax, &mut Vec::new());
        let counted = found.iter().find(|t| t.span.of(&text) == "the third day").map(|t| t.value.as_str());
        assert_eq!(counted, expected, "{text}");
        assert!(found.is_sorted_by_key(|t| t.span.start));
    }
}

/// A sentence, and of each expression its words, first and last day, and the values of both ends.
type Ranges<'a> = (&'a str, &'a [(&'a str, &'a str, &'a str, &'a str)]);

#[test]
fn ranges_bound_both_ends() {
    let cases: &[Ranges<'_>] = &[
        ("The fair ran_VBD May 3-7, 2021 .", &[("May 3-7, 2021", "2021-05-03", "2021-05-07", "2021-05-03 2021-05-07")]),
        ("The fair ran_VBD from 3 to 7 May .", &[("3 to 7 May", "2023-05-03", "2023-05-07", "2023-05-03 2023-05-07")]),
        (
            "It closed_VBD between May 3 and 7 .",
            &[("May 3 and 7", "2023-05-03", "2023-05-07", "2023-05-03 2023-05-07")],
        ),
        (
            "It closed_VBD between 2019 and 2021 .",
            &[("2019", "2019-01-01", "2021-12-31", "2019 2021"), ("2021", "2019-01-01", "2021-12-31", "2019 2021")],
        ),
        (
            "It closed_VBD from December to February 2021 .",
            &[
                ("December", "2020-12-01", "2021-02-28", "2020-12 2021-02"),
                ("February 2021", "2020-12-01", "2021-02-28", "2020-12 2021-02"),
            ],
        ),
        (
            "It closed_VBD March-April 2021 .",
            &[
                ("March", "2021-03-01", "2021-04-30", "2021-03 2021-04"),
                ("April 2021", "2021-03-01", "2021-04-30", "2021-03 2021-04"),
            ],
        ),
        ("They won_VBD in the 2021-22 season .", &[("2021-22", "2021-01-01", "2022-12-31", "2021 2022")]),
        ("They won_VBD in the 2011-12 season .", &[("2011-12", "2011-01-01", "2012-12-31", "2011 2012")]),
        // No ranges.
        (
            "It was_VBD May 3 and May 7 .",
            &[("May 3", "2023-05-03", "2023-05-03", ""), ("May 7", "2023-05-07", "2023-05-07", "")],
        ),
    ];
    for (sentence, expected) in cases {
        let found = all(sentence, Some("2023-11-30"));
        let day = |d: Option<Date>| d.map_or_else(String::new, |d| d.to_string());
        let found: Vec<_> = found
            .iter()
            .map(|(s, t)| {
                let ends = t.ends.as_ref().map_or_else(String::new, |e| format!("{} {}", e.first, e.last));
                (s.as_str(), day(t.earliest), day(t.latest), ends)
            })
            .collect();
        let expected: Vec<_> =
            expected.iter().map(|(s, a, b, e)| (*s, (*a).to_owned(), (*b).to_owned(), (*e).to_owned())).collect();
        assert_eq!(found, expected, "{sentence}");
    }
}

#[test]
fn what_does_not_exist_is_said() {
    for (sentence, expected) in [
        ("It closed_VBD on February 30 .", vec![("February 30", Fault::NoSuchDate)]),
        ("It closed_VBD on 31 June 2021 .", vec![("31 June 2021", Fault::NoSuchDate)]),
        ("It closed_VBD on 13/45/2022 .", vec![("13/45/2022", Fault::NoSuchDate)]),
        ("It closed_VBD at 25:70 .", vec![("25:70", Fault::NoSuchTime)]),
        ("It closed_VBD on February 28 at 23:50 .", vec![]),
        ("They won_VBD the set 25:70 .", vec![]),
        ("It stood_VBD 12,000 years ago_RB .", vec![]),
        ("Profit fell_VBD two weeks before Friday .", vec![]),
    ] {
        for published in [Some("2023-11-30"), None] {
            let (text, syntax) = rough(sentence);
            let mut remarks = Vec::new();
            let found = times(&article(&text, published), &syntax, &mut remarks);
            let remarks: Vec<_> = remarks.iter().map(|r| (r.span.of(&text), r.fault)).collect();
            assert_eq!(remarks, expected, "{sentence} {published:?}");
            assert!(expected.is_empty() || found.is_empty(), "{sentence}: {found:?}");
        }
    }
}
