//! Reading of the tables of general knowledge in `data/`: tab-separated columns, with "#" before a comment.

/// The rows of a table, in its order, each with its first `N` columns; a column that a row lacks is empty.
pub(super) fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| {
        let mut columns = line.split('\t');
        std::array::from_fn(|_| columns.next().unwrap_or_default())
    })
}

/// The values of a column that holds several, separated by "|".
pub(super) fn values(column: &'static str) -> impl Iterator<Item = &'static str> {
    column.split('|').filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_empty_values_are_left_out() {
        let table = "# comment\nx\ta|b|\n\ny\n";
        let found: Vec<[&str; 2]> = rows(table).collect();
        assert_eq!(found, [["x", "a|b|"], ["y", ""]]);
        assert_eq!(values(found[0][1]).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(values(found[1][1]).count(), 0);
    }
}
