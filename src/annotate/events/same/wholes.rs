//! Events whose parts are one event are one event themselves: the crash that killed 18, told in headline and text.

use super::pairs::Pairs;
use super::seen::Seen;
use super::{EventClass, WINDOW};

/// Puts groups of mentions together of which the same part is told. `groups`: the mentions of each event, in text order;
/// `of`: the event of each mention. Both are brought up to date.
pub(super) fn unite(pairs: &Pairs<'_>, groups: &mut Vec<Vec<usize>>, of: &mut [usize]) {
    let whole = |m: usize| pairs.seen[m].event.part_of;
    for part in 0..groups.len() {
        let mut wholes: Vec<usize> = groups[part].iter().filter_map(|&m| whole(m)).map(|w| of[w]).collect();
        wholes.sort_unstable();
        wholes.dedup();
        let Some((&first, others)) = wholes.split_first() else { continue };
        for &other in others {
            if of_a_kind(pairs.seen, &groups[first], &groups[other])
                && compatible(pairs, &groups[first], &groups[other])
            {
                let moved = std::mem::take(&mut groups[other]);
                moved.iter().for_each(|&m| of[m] = first);
                groups[first].extend(moved);
                groups[first].sort_unstable();
            }
        }
    }
    drop_empty(groups, of);
}

/// True where the first mentions are of one class, or of one below the other's.
fn of_a_kind(seen: &[Seen<'_>], a: &[usize], b: &[usize]) -> bool {
    let class = |group: &[usize]| -> Option<EventClass> { seen[*group.first()?].event.class };
    class(a).zip(class(b)).is_some_and(|(x, y)| x.is_a(y) || y.is_a(x))
}

fn compatible(pairs: &Pairs<'_>, a: &[usize], b: &[usize]) -> bool {
    a.iter().rev().take(WINDOW).all(|&x| b.iter().rev().take(WINDOW).all(|&y| pairs.compatible(x.min(y), x.max(y))))
}

fn drop_empty(groups: &mut Vec<Vec<usize>>, of: &mut [usize]) {
    groups.retain(|group| !group.is_empty());
    for (g, group) in groups.iter().enumerate() {
        group.iter().for_each(|&m| of[m] = g);
    }
}
