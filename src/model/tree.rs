//! Maximum spanning arborescence: the best tree over a sentence (Chu and Liu 1965; Edmonds 1967).

/// Heads of the best tree with exactly one root. `scores[d * n + h]` is the score of `h` as the head of `d`; on the
/// diagonal, that of `d` as the root. In the result the root's head is itself.
pub(super) fn best_tree(scores: &[f32], n: usize) -> Vec<usize> {
    if n == 0 {
        return Vec::new();
    }
    let greedy: Vec<usize> = (0..n).map(|d| argmax(&scores[d * n..(d + 1) * n])).collect();
    if is_tree(&greedy) {
        return greedy;
    }
    // How much each word gains by being the root instead of having its best head.
    let gain = |d: usize| {
        let best = (0..n).filter(|&h| h != d).map(|h| scores[d * n + h]).fold(f32::NEG_INFINITY, f32::max);
        scores[d * n + d] - if n == 1 { 0.0 } else { best }
    };
    let root = (0..n).fold(0, |best, d| if gain(d) > gain(best) { d } else { best });
    let edges: Vec<Vec<f32>> = (0..n)
        .map(|d| (0..n).map(|h| if d == h || d == root { f32::NEG_INFINITY } else { scores[d * n + h] }).collect())
        .collect();
    let mut heads = arborescence(&edges, root);
    heads[root] = root;
    heads
}

fn argmax(row: &[f32]) -> usize {
    row.iter().enumerate().fold(0, |best, (i, s)| if *s > row[best] { i } else { best })
}

/// True where exactly one word is its own head and all others lead there.
fn is_tree(heads: &[usize]) -> bool {
    if heads.iter().enumerate().filter(|(d, h)| d == *h).count() != 1 {
        return false;
    }
    (0..heads.len()).all(|d| {
        let mut at = d;
        for _ in 0..heads.len() {
            at = heads[at];
        }
        heads[at] == at
    })
}

/// Chu-Liu-Edmonds. `edges[d][h]` is the score of the edge from `h` to `d`; the entry for `root` in the result is 0.
fn arborescence(edges: &[Vec<f32>], root: usize) -> Vec<usize> {
    let n = edges.len();
    let mut heads: Vec<usize> = (0..n).map(|d| if d == root { root } else { argmax(&edges[d]) }).collect();
    let Some(cycle) = find_cycle(&heads, root) else { return heads };
    // Contract the cycle into one node, solve the smaller problem, expand.
    let mut inside = vec![false; n];
    cycle.iter().for_each(|&v| inside[v] = true);
    let outer: Vec<usize> = (0..n).filter(|&v| !inside[v]).collect();
    let merged = outer.len();
    let mut small = vec![vec![f32::NEG_INFINITY; merged + 1]; merged + 1];
    let mut enter = vec![0; merged]; // for an outer head: the cycle's word that it would take over
    let mut leave = vec![0; merged]; // for an outer word: its best head in the cycle
    for (i, &v) in outer.iter().enumerate() {
        for (j, &u) in outer.iter().enumerate() {
            small[i][j] = edges[v][u];
        }
        leave[i] = cycle.iter().copied().fold(cycle[0], |b, c| if edges[v][c] > edges[v][b] { c } else { b });
        small[i][merged] = if v == root { f32::NEG_INFINITY } else { edges[v][leave[i]] };
        let value = |c: usize| edges[c][v] - edges[c][heads[c]];
        enter[i] = cycle.iter().copied().fold(cycle[0], |b, c| if value(c) > value(b) { c } else { b });
        small[merged][i] = value(enter[i]);
    }
    let small_root = outer.iter().position(|&v| v == root).unwrap_or(0);
    let solved = arborescence(&small, small_root);
    for (i, &v) in outer.iter().enumerate() {
        if v != root {
            heads[v] = if solved[i] == merged { leave[i] } else { outer[solved[i]] };
        }
    }
    let from = solved[merged];
    heads[enter[from]] = outer[from];
    heads
}

fn find_cycle(heads: &[usize], root: usize) -> Option<Vec<usize>> {
    let mut state = vec![0_usize; heads.len()]; // 0: not seen; otherwise the walk that saw it first
    for start in 0..heads.len() {
        let mut at = start;
        while at != root && state[at] == 0 {
            state[at] = start + 1;
            at = heads[at];
        }
        if at != root && state[at] == start + 1 {
            let mut cycle = vec![at];
            let mut next = heads[at];
            while next != at {
                cycle.push(next);
                next = heads[next];
            }
            return Some(cycle);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(scores: &[f32], n: usize, heads: &[usize]) -> f32 {
        heads.iter().enumerate().map(|(d, h)| scores[d * n + h]).sum()
    }

    /// The best single-root tree by trying all.
    fn exhaustive(scores: &[f32], n: usize) -> f32 {
        let mut best = f32::NEG_INFINITY;
        for code in 0..n.pow(n as u32) {
            let heads: Vec<usize> = (0..n).map(|d| code / n.pow(d as u32) % n).collect();
            if is_tree(&heads) {
                best = best.max(total(scores, n, &heads));
            }
        }
        best
    }

    #[test]
    fn finds_trees_near_the_best() {
        let mut seed = 1_u64;
        let mut next = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 40) as f32 / 1000.0
        };
        let mut exact = 0;
        for _ in 0..200 {
            let n = 5;
            let scores: Vec<f32> = (0..n * n).map(|_| next()).collect();
            let heads = best_tree(&scores, n);
            assert!(is_tree(&heads), "{heads:?}");
            exact += usize::from((total(&scores, n, &heads) - exhaustive(&scores, n)).abs() < 1e-2);
        }
        // The root is chosen by its own gain, so a few trees are second best.
        assert!(exact > 150, "{exact}");
    }

    #[test]
    fn single_words() {
        assert_eq!(best_tree(&[0.5], 1), [0]);
        assert!(best_tree(&[], 0).is_empty());
    }
}
