//! When: `schema:startDate` and `schema:endDate`, and an OWL-Time node with bounds where the source is vague.

use oxigraph::model::{Literal, NamedNode};

use super::builder::{Builder, typed};
use crate::annotate::times::TimeExpr;
use crate::ontology::{ng, rdf, schema, time, xsd};

/// Says when `event` was.
pub(super) fn write(builder: &mut Builder<'_>, event: &NamedNode, expr: &TimeExpr) {
    match exact(&expr.value) {
        _ if expr.ends.is_some() => write_ends(builder, event, expr),
        Some(literal) => builder.add(event, schema::START_DATE, literal),
        None => {
            if let (Some(earliest), Some(latest)) = (expr.earliest, expr.latest) {
                builder.add(event, schema::START_DATE, typed(earliest.to_string(), xsd::DATE));
                if latest != earliest {
                    builder.add(event, schema::END_DATE, typed(latest.to_string(), xsd::DATE));
                }
            }
        }
    }
    let day = expr.value.len() == 10 && expr.earliest == expr.latest;
    if day {
        return;
    }
    let node = NamedNode::new_unchecked(builder.names.scoped("time", expr.span.start));
    builder.add(event, time::HAS_TIME, node.clone());
    builder.add(&node, rdf::TYPE, time::TEMPORAL_ENTITY);
    builder.add(&node, ng::TIMEX_VALUE, Literal::from(expr.value.as_str()));
    builder.denoted_by(&node, expr.span);
    for (property, date) in [(time::HAS_BEGINNING, expr.earliest), (time::HAS_END, expr.latest)] {
        if let Some(date) = date {
            let article = builder.names.article().to_owned();
            let instant = NamedNode::new_unchecked(format!("{article}#date={date}"));
            builder.add(&node, property, instant.clone());
            builder.add(&instant, rdf::TYPE, time::INSTANT);
            builder.add(&instant, time::IN_XSD_DATE, typed(date.to_string(), xsd::DATE));
        }
    }
}

/// The first and last day of a range, each as exact as it is said.
fn write_ends(builder: &mut Builder<'_>, event: &NamedNode, expr: &TimeExpr) {
    let Some(ends) = &expr.ends else { return };
    for (property, value, date) in
        [(schema::START_DATE, &ends.first, expr.earliest), (schema::END_DATE, &ends.last, expr.latest)]
    {
        let day = || date.map(|d| typed(d.to_string(), xsd::DATE));
        if let Some(literal) = exact(value).or_else(day) {
            builder.add(event, property, literal);
        }
    }
}

/// Says when `event` ends, and how long it lasts, where the text says so apart from when it was.
pub(super) fn write_extent(
    builder: &mut Builder<'_>,
    event: &NamedNode,
    end: Option<&TimeExpr>,
    length: Option<&TimeExpr>,
) {
    let last = end.and_then(|e| exact(&e.value).or_else(|| e.latest.map(|d| typed(d.to_string(), xsd::DATE))));
    if let Some(last) = last {
        builder.add(event, schema::END_DATE, last);
    }
    if let Some(length) = length {
        builder.add(event, ng::DURATION, typed(length.value.as_str(), xsd::DURATION));
    }
}

/// The TIMEX3 value as a literal of its own precision, where XML Schema has one: day, month, year, time of a day, or a
/// day of an unknown year.
fn exact(value: &str) -> Option<Literal> {
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = value.split('-').collect();
    match parts[..] {
        [y] if y.len() == 4 && digits(y) => Some(typed(y, xsd::G_YEAR)),
        [y, m] if y.len() == 4 && digits(y) && m.len() == 2 && digits(m) => Some(typed(value, xsd::G_YEAR_MONTH)),
        ["XXXX", m, d] if digits(m) && digits(d) && d.len() == 2 => Some(typed(format!("--{m}-{d}"), xsd::G_MONTH_DAY)),
        [y, m, d] if digits(y) && digits(m) => match d.split_once('T') {
            None => (d.len() == 2 && digits(d)).then(|| typed(value, xsd::DATE)),
            Some((day, clock)) if digits(day) => {
                let clock: Vec<&str> = clock.trim_end_matches('Z').split(':').collect();
                match clock[..] {
                    [h, min] if digits(h) && digits(min) => {
                        Some(typed(format!("{y}-{m}-{day}T{h}:{min}:00"), xsd::DATE_TIME))
                    }
                    [h, min, s] if digits(h) && digits(min) && digits(s) => {
                        Some(typed(format!("{y}-{m}-{day}T{h}:{min}:{s}"), xsd::DATE_TIME))
                    }
                    // "Wednesday night": the day is certain.
                    _ => Some(typed(format!("{y}-{m}-{day}"), xsd::DATE)),
                }
            }
            Some(_) => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_become_literals_of_their_precision() {
        for (value, literal) in [
            ("2023-11-30", Some("\"2023-11-30\"^^<http://www.w3.org/2001/XMLSchema#date>")),
            ("2023-11", Some("\"2023-11\"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>")),
            ("2023", Some("\"2023\"^^<http://www.w3.org/2001/XMLSchema#gYear>")),
            ("XXXX-10-07", Some("\"--10-07\"^^<http://www.w3.org/2001/XMLSchema#gMonthDay>")),
            ("2023-11-28T15:30", Some("\"2023-11-28T15:30:00\"^^<http://www.w3.org/2001/XMLSchema#dateTime>")),
            ("2023-11-29TNI", Some("\"2023-11-29\"^^<http://www.w3.org/2001/XMLSchema#date>")),
            ("2023-W48", None),
            ("199", None),
            ("PAST_REF", None),
            ("P3D", None),
        ] {
            assert_eq!(exact(value).map(|l| l.to_string()).as_deref(), literal, "{value}");
        }
    }
}
