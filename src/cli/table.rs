//! Rows of RDF terms as a table with aligned columns.

use std::io::{self, Write};

use oxigraph::model::vocab::xsd;
use oxigraph::model::{Term, Variable};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::terminal::is_harmful;
use crate::store::Prefixes;

/// Between columns.
const GAP: &str = "  ";
/// No column is cut to less than this, however narrow the terminal.
const NARROWEST: usize = 8;

/// Writes a table. IRIs are shortened for the eye, literals lose their quotes and datatypes, numbers stand to the
/// right. Cells are cut only where a width (of the terminal, in columns) is given and the table is wider.
pub(super) fn write(
    out: &mut impl Write,
    variables: &[Variable],
    rows: &[Vec<Option<Term>>],
    prefixes: &Prefixes,
    width: Option<usize>,
) -> io::Result<()> {
    let head: Vec<String> = variables.iter().map(|variable| variable.as_str().to_owned()).collect();
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(|term| term.as_ref().map_or_else(String::new, |term| cell(term, prefixes))).collect())
        .collect();
    let mut widths: Vec<usize> = (0..head.len())
        .map(|i| cells.iter().map(|row| row[i].width()).chain([head[i].width()]).max().unwrap_or(0))
        .collect();
    if let Some(width) = width {
        narrow(&mut widths, width);
    }
    let right: Vec<bool> = (0..head.len())
        .map(|i| {
            rows.iter().any(|row| row[i].is_some()) && rows.iter().all(|row| row[i].as_ref().is_none_or(is_number))
        })
        .collect();
    line(out, &head, &widths, &right)?;
    let rule: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
    line(out, &rule, &widths, &right)?;
    cells.iter().try_for_each(|row| line(out, row, &widths, &right))
}

fn line(out: &mut impl Write, cells: &[String], widths: &[usize], right: &[bool]) -> io::Result<()> {
    let mut text = String::new();
    for (index, (cell, width)) in cells.iter().zip(widths).enumerate() {
        if index > 0 {
            text.push_str(GAP);
        }
        let cell = cut(cell, *width);
        let space = " ".repeat(width.saturating_sub(cell.width()));
        if right[index] {
            text.push_str(&space);
            text.push_str(&cell);
        } else {
            text.push_str(&cell);
            text.push_str(&space);
        }
    }
    writeln!(out, "{}", text.trim_end())
}

/// A term in one line without control characters.
fn cell(term: &Term, prefixes: &Prefixes) -> String {
    let text = match term {
        Term::NamedNode(node) => prefixes.readable(node.as_str()),
        Term::Literal(literal) => literal.value().to_owned(),
        Term::BlankNode(node) => node.to_string(),
        Term::Triple(triple) => triple.to_string(),
    };
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => shown.push('⏎'),
            // Others could move the cursor or colour the terminal.
            c if c == '\t' || is_harmful(c) => shown.push(' '),
            c => shown.push(c),
        }
    }
    shown
}

/// At most so many columns of a cell; `…` stands for the rest.
fn cut(cell: &str, width: usize) -> String {
    if cell.width() <= width {
        return cell.to_owned();
    }
    let mut shown = String::new();
    let mut used = 1;
    for c in cell.chars() {
        used += c.width().unwrap_or(0);
        if used > width {
            break;
        }
        shown.push(c);
    }
    shown.push('…');
    shown
}

/// Takes from the widest columns until the table fits, or all are as narrow as they may be.
fn narrow(widths: &mut [usize], width: usize) {
    let gaps = GAP.len() * widths.len().saturating_sub(1);
    let mut over = (widths.iter().sum::<usize>() + gaps).saturating_sub(width);
    while over > 0 {
        let Some(widest) = widths.iter().copied().max().filter(|widest| *widest > NARROWEST) else { break };
        let second = widths.iter().copied().filter(|w| *w < widest).max().unwrap_or(0).max(NARROWEST);
        let count = widths.iter().filter(|w| **w == widest).count();
        // Down to the second widest, or as far as is needed, shared among the widest.
        let step = (widest - second).min(over.div_ceil(count));
        for w in widths.iter_mut().filter(|w| **w == widest) {
            *w -= step;
        }
        over = over.saturating_sub(step * count);
    }
}

fn is_number(term: &Term) -> bool {
    let Term::Literal(literal) = term else { return false };
    [xsd::INTEGER, xsd::DECIMAL, xsd::DOUBLE, xsd::FLOAT].contains(&literal.datatype())
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::{Literal, NamedNode};

    fn render(rows: &[Vec<Option<Term>>], width: Option<usize>) -> String {
        let variables: Vec<Variable> = ["who", "n"].map(|name| Variable::new(name).unwrap()).to_vec();
        let mut out = Vec::new();
        write(&mut out, &variables, rows, &Prefixes::default(), width).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn columns_are_aligned_by_display_width() {
        let text = |text: &str| Some(Term::from(Literal::from(text)));
        let number = |n: i64| Some(Term::from(Literal::from(n)));
        let entity = NamedNode::new("https://w3id.org/newsgraph/kg/entity/Q801").unwrap();
        let rows = [
            vec![Some(entity.into()), number(5)],
            vec![text("東京\tX"), number(12)],
            vec![text("a\nb\u{1b}[0m"), None],
        ];
        let expected = "who           n\n───────────  ──\nentity:Q801   5\n東京 X       12\na⏎b [0m\n";
        assert_eq!(render(&rows, None), expected);
    }

    #[test]
    fn wide_cells_are_cut_on_a_terminal_only() {
        let long = "x".repeat(100);
        let rows = [vec![Some(Term::from(Literal::from(long.as_str()))), Some(Literal::from(7).into())]];
        assert!(render(&rows, None).contains(&long));
        let narrow = render(&rows, Some(40));
        assert!(narrow.lines().all(|line| line.width() <= 40), "{narrow}");
        assert!(narrow.contains('…') && narrow.contains('7'), "{narrow}");
    }

    #[test]
    fn no_rows_give_the_head() {
        assert_eq!(render(&[], Some(80)), "who  n\n───  ─\n");
    }
}
