//! Which names stand for one thing, by what users say: the classes of `skos:exactMatch`.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{IdentityError, Kind, Overrides, Relation, Statement};

/// Names in classes, each class with the one name that is shown.
#[derive(Debug, Default)]
pub struct Classes {
    canonical: BTreeMap<String, String>,
}

/// (one name, the other, the index of the statement that makes them the same).
type Edge<'a> = (&'a str, &'a str, usize);

impl Classes {
    /// The classes that statements make. `resolve` gives the name that another stands for, or none where a
    /// statement is about something that is not there, which then says nothing.
    ///
    /// The outcome is the same for any order of the statements. Cycles do no harm.
    ///
    /// # Errors
    /// [`IdentityError::Conflict`] where two things are the same and different; it names the file of `overrides`.
    pub fn of<'a>(
        overrides: &Overrides,
        statements: &'a [Statement],
        resolve: impl Fn(&'a str) -> Option<&'a str>,
    ) -> Result<Self, IdentityError> {
        let mut edges: Vec<Edge<'a>> = Vec::new();
        let mut apart: Vec<Edge<'a>> = Vec::new();
        for (index, statement) in statements.iter().enumerate() {
            let (Some(a), Some(b)) = (resolve(&statement.a), resolve(&statement.b)) else { continue };
            match statement.relation {
                Relation::Same if a == b => {}
                Relation::Same => edges.push((a, b, index)),
                Relation::Different => apart.push((a, b, index)),
            }
        }
        let classes = Self { canonical: canonical(&edges) };
        let same = |a, b| a == b || (classes.get(a).is_some() && classes.get(a) == classes.get(b));
        let Some((a, b, index)) = apart.into_iter().find(|(a, b, _)| same(a, b)) else { return Ok(classes) };
        let mut lines: Vec<usize> = path(&edges, a, b).into_iter().map(|index| statements[index].line).collect();
        lines.sort_unstable();
        let statement = &statements[index];
        Err(IdentityError::Conflict {
            path: overrides.path().to_owned(),
            a: statement.a.clone(),
            b: statement.b.clone(),
            different: statement.line,
            same: lines,
        })
    }

    /// The name that is shown for a name that is in a class with others.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.canonical.get(name).map(String::as_str)
    }

    /// All names that are in a class with others, with the name that is shown, in the order of the names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.canonical.iter().map(|(name, canonical)| (name.as_str(), canonical.as_str()))
    }

    /// Whether every name stands alone.
    #[must_use]
    pub fn is_trivial(&self) -> bool {
        self.canonical.is_empty()
    }
}

/// Union-find: for each name the best of its class.
fn canonical(edges: &[Edge<'_>]) -> BTreeMap<String, String> {
    let names: BTreeSet<&str> = edges.iter().flat_map(|(a, b, _)| [*a, *b]).collect();
    // The better a name, the lower its number; the root of a class is its lowest number.
    let mut ranked: Vec<&str> = names.into_iter().collect();
    ranked.sort_by_key(|name| (Kind::of(name), *name));
    let number: BTreeMap<&str, usize> = ranked.iter().enumerate().map(|(n, name)| (*name, n)).collect();
    let mut parent: Vec<usize> = (0..ranked.len()).collect();
    for (a, b, _) in edges {
        let (a, b) = (root(&mut parent, number[a]), root(&mut parent, number[b]));
        parent[a.max(b)] = a.min(b);
    }
    (0..ranked.len()).map(|n| (ranked[n].to_owned(), ranked[root(&mut parent, n)].to_owned())).collect()
}

fn root(parent: &mut [usize], mut n: usize) -> usize {
    while parent[n] != n {
        parent[n] = parent[parent[n]];
        n = parent[n];
    }
    n
}

/// The statements on a shortest way from one name to another.
fn path(edges: &[Edge<'_>], from: &str, to: &str) -> Vec<usize> {
    let mut came: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
    let mut queue = VecDeque::from([from]);
    while let Some(name) = queue.pop_front() {
        if name == to {
            break;
        }
        for (a, b, index) in edges {
            let next = if *a == name { *b } else { *a };
            if (*a == name || *b == name) && next != from && !came.contains_key(next) {
                came.insert(next, (name, *index));
                queue.push_back(next);
            }
        }
    }
    let mut statements = Vec::new();
    let mut at = to;
    while let Some((before, index)) = came.get(at) {
        statements.push(*index);
        at = before;
    }
    statements
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn same(a: &str, b: &str, line: usize) -> Statement {
        Statement { relation: Relation::Same, a: a.to_owned(), b: b.to_owned(), line }
    }

    fn classes(statements: &[Statement]) -> Result<Classes, IdentityError> {
        Classes::of(&Overrides::default(), statements, Some)
    }

    #[test]
    fn the_best_name_is_shown() {
        let kg = "https://w3id.org/newsgraph/kg/";
        let (linked, later) = (format!("{kg}entity/Q5"), format!("{kg}entity/Q7"));
        let (own, shared) = ("http://a.org/ada".to_owned(), format!("{kg}entity/person/ada-king"));
        let (split, scoped) = (format!("{shared}~93ab"), format!("{kg}article/1#entity=5"));
        for (members, shown) in [
            (vec![&shared, &linked], &linked),
            (vec![&own, &linked, &shared], &linked),
            (vec![&later, &linked], &linked),
            (vec![&scoped, &own], &own),
            (vec![&scoped, &split, &shared], &shared),
            (vec![&scoped, &split], &split),
        ] {
            let statements: Vec<_> = members.windows(2).map(|pair| same(pair[0], pair[1], 1)).collect();
            let classes = classes(&statements).unwrap();
            assert!(members.iter().all(|m| classes.get(m) == Some(shown)), "{members:?}");
        }
    }

    #[test]
    fn conflicts_name_the_shortest_way() {
        let mut statements =
            vec![same("a", "b", 1), same("b", "c", 2), same("c", "d", 3), same("a", "c", 4), same("e", "f", 5)];
        assert!(classes(&statements).is_ok(), "a cycle does no harm");
        let different = Statement { relation: Relation::Different, ..same("d", "a", 6) };
        statements.push(Statement { relation: Relation::Different, ..same("a", "e", 7) });
        assert!(classes(&statements).is_ok());
        statements.push(different);
        match classes(&statements) {
            Err(IdentityError::Conflict { different: 6, same, .. }) => assert_eq!(same, [3, 4]),
            other => panic!("{other:?}"),
        }
    }

    proptest! {
        #[test]
        fn the_order_of_statements_does_not_matter(
            pairs in prop::collection::vec((0..12u8, 0..12u8), 0..20),
            seed in any::<prop::sample::Index>(),
        ) {
            let statements: Vec<_> =
                pairs.iter().map(|(a, b)| same(&format!("x{a}"), &format!("x{b}"), 1)).collect();
            let mut other = statements.clone();
            other.reverse();
            if !other.is_empty() {
                let by = seed.index(other.len());
                other.rotate_left(by);
            }
            prop_assert_eq!(classes(&statements).unwrap().canonical, classes(&other).unwrap().canonical);
        }
    }
}
