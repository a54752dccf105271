//! Are literals valid for their datatypes?

use std::str::FromStr;

use oxigraph::model::{LiteralRef, NamedNodeRef, Quad, Term};
use oxsdatatypes::{
    Boolean, Date, DateTime, Decimal, Double, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, Integer, Time,
};

use super::facts::{short_iri, subject};
use super::{Check, Findings};
use crate::ontology::{geo, xsd};

/// The longest literal that a finding shows, in characters.
const SHOWN: usize = 60;

pub(super) fn check(quads: &[Quad], findings: &mut Findings<'_>) {
    for quad in quads {
        let Term::Literal(literal) = &quad.object else { continue };
        if !is_valid(literal.as_ref()) {
            let value: String = literal.value().chars().take(SHOWN).collect();
            let datatype = short_iri(literal.datatype().as_str());
            let what = format!("{}: {value:?} is no {datatype}", short_iri(quad.predicate.as_str()));
            findings.add(
                Check::Literals,
                subject(quad),
                what,
                format!("write it as {datatype} has it, or leave it out"),
            );
        }
    }
}

/// Whether the lexical form lies in the datatype's lexical space. A datatype that is not known allows everything.
pub(super) fn is_valid(literal: LiteralRef<'_>) -> bool {
    let value = literal.value();
    let datatype = literal.datatype();
    // oxsdatatypes trims some and takes leap seconds; the lexical spaces have no white space at either end.
    let parses = |parse: fn(&str) -> bool| value.trim() == value && parse(value);
    match datatype {
        xsd::BOOLEAN => parses(read::<Boolean>),
        xsd::INTEGER => parses(is_integer),
        xsd::NON_NEGATIVE_INTEGER => {
            parses(|v| is_integer(v) && (!v.starts_with('-') || v[1..].bytes().all(|b| b == b'0')))
        }
        xsd::DECIMAL => parses(is_decimal),
        xsd::DOUBLE => parses(read::<Double>),
        xsd::DATE => parses(read::<Date>),
        xsd::DATE_TIME => parses(read::<DateTime>),
        xsd::TIME => parses(read::<Time>),
        xsd::G_YEAR => parses(read::<GYear>),
        xsd::G_YEAR_MONTH => parses(read::<GYearMonth>),
        xsd::G_MONTH_DAY => parses(read::<GMonthDay>),
        xsd::G_MONTH => parses(read::<GMonth>),
        xsd::G_DAY => parses(read::<GDay>),
        xsd::DURATION => parses(read::<Duration>),
        xsd::ANY_URI => !value.contains(|c: char| c.is_whitespace() || c.is_control()),
        geo::WKT_LITERAL => is_wkt(value),
        _ => true,
    }
}

/// The value of a number of XML Schema; none for other literals.
pub(super) fn number(literal: LiteralRef<'_>) -> Option<Decimal> {
    let datatype: NamedNodeRef<'_> = literal.datatype();
    let whole = [xsd::INTEGER, xsd::NON_NEGATIVE_INTEGER].contains(&datatype);
    (whole || datatype == xsd::DECIMAL).then(|| Decimal::from_str(literal.value()).ok()).flatten()
}

fn read<T: FromStr>(value: &str) -> bool {
    value.parse::<T>().is_ok()
}

/// Digits with a sign or without, however many: `Integer` ends at 64 bits.
fn is_integer(value: &str) -> bool {
    let digits = value.strip_prefix(['+', '-']).unwrap_or(value);
    read::<Integer>(value) || (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

fn is_decimal(value: &str) -> bool {
    let digits = value.strip_prefix(['+', '-']).unwrap_or(value);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    !(whole.is_empty() && part.is_empty()) && all_digits(whole) && all_digits(part)
}

/// Well-known text: a point on Earth, or another geometry, which is not looked into.
fn is_wkt(value: &str) -> bool {
    // An IRI of a coordinate system may stand before it.
    let text = value.strip_prefix('<').and_then(|rest| rest.split_once("> ")).map_or(value, |(_, text)| text).trim();
    let Some((kind, rest)) = text.split_once('(') else { return text.to_uppercase().ends_with(" EMPTY") };
    let Some(inner) = rest.strip_suffix(')') else { return false };
    if !kind.trim().eq_ignore_ascii_case("POINT") {
        return kind.trim().chars().next().is_some_and(|c| c.is_ascii_alphabetic());
    }
    let numbers: Vec<f64> = inner.split_whitespace().filter_map(|n| n.parse().ok()).collect();
    match numbers[..] {
        [longitude, latitude] => longitude.abs() <= 180.0 && latitude.abs() <= 90.0,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use oxigraph::model::Literal;

    use super::*;

    #[test]
    fn lexical_spaces() {
        for (datatype, good, bad) in [
            (xsd::INTEGER, &["0", "-12", "+7", "123456789012345678901234567890"][..], &["", "1.0", "one", " 1"][..]),
            (xsd::NON_NEGATIVE_INTEGER, &["0", "12", "-0"], &["-1", "1e3"]),
            (xsd::DECIMAL, &["0.90", "1", ".5", "-3."], &["1e3", ".", "0,9"]),
            (xsd::BOOLEAN, &["true", "0"], &["yes", "True"]),
            (xsd::DATE, &["2024-02-29", "2023-11-30Z"], &["2023-02-29", "2023-13-01", "30.11.2023", "2023-11"]),
            (
                xsd::DATE_TIME,
                &["2023-11-30T07:40:00", "2023-11-30T07:40:00+02:00"],
                &["2023-11-30", "2023-11-30T25:00:00"],
            ),
            (xsd::G_YEAR, &["2023", "0800"], &["23", "2023-11"]),
            (xsd::G_YEAR_MONTH, &["2023-11"], &["2023-14"]),
            (xsd::G_MONTH_DAY, &["--10-07"], &["10-07", "--02-31"]),
            (xsd::DURATION, &["P3D", "PT2H"], &["3 days", "P"]),
            (xsd::ANY_URI, &["https://e.org/a"], &["https://e.org/a b"]),
            (
                geo::WKT_LITERAL,
                &["POINT (34.7 32.08)", "POLYGON ((0 0, 1 1, 0 1, 0 0))"],
                &["POINT (1)", "POINT (200 9)", "34 32"],
            ),
        ] {
            for value in good {
                assert!(is_valid(Literal::new_typed_literal(*value, datatype).as_ref()), "{value} {datatype}");
            }
            for value in bad {
                assert!(!is_valid(Literal::new_typed_literal(*value, datatype).as_ref()), "{value} {datatype}");
            }
        }
    }
}
