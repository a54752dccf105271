//! Work on many articles at a time, results in the order of the articles, memory bounded.

use std::collections::BTreeMap;
use std::sync::{Mutex, mpsc};
use std::thread;

/// Runs `work` over `items` on `workers` threads and hands the results to `sink` in the order of the items. Each thread
/// has a state of its own, made by `state`. At most some items a worker are under way, however long the input is. `sink`
/// says whether to go on.
pub fn in_order<I, S, T, R>(
    workers: usize,
    items: I,
    state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, T) -> R + Sync,
    mut sink: impl FnMut(R) -> bool,
) where
    I: Iterator<Item = T> + Send,
    T: Send,
    R: Send,
{
    if workers <= 1 {
        let mut own = state();
        for item in items {
            if !sink(work(&mut own, item)) {
                return;
            }
        }
        return;
    }
    let source = Mutex::new(items.enumerate());
    let (sender, results) = mpsc::sync_channel::<(usize, R)>(workers * 2);
    thread::scope(|scope| {
        for _ in 0..workers {
            let (sender, source, state, work) = (sender.clone(), &source, &state, &work);
            scope.spawn(move || {
                let mut own = state();
                loop {
                    let next = source.lock().unwrap_or_else(std::sync::PoisonError::into_inner).next();
                    let Some((i, item)) = next else { break };
                    if sender.send((i, work(&mut own, item))).is_err() {
                        break; // the sink has had enough
                    }
                }
            });
        }
        drop(sender);
        let mut early = BTreeMap::new();
        let mut next = 0;
        for (i, result) in results {
            early.insert(i, result);
            while let Some(ready) = early.remove(&next) {
                next += 1;
                if !sink(ready) {
                    return;
                }
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order() {
        for workers in [1, 2, 7] {
            let mut got = Vec::new();
            let slow_first = |(): &mut (), i: u64| {
                if i.is_multiple_of(5) {
                    thread::sleep(std::time::Duration::from_millis(2));
                }
                i * i
            };
            in_order(
                workers,
                0..50_u64,
                || (),
                slow_first,
                |r| {
                    got.push(r);
                    got.len() < 40
                },
            );
            assert_eq!(got, (0..40).map(|i| i * i).collect::<Vec<_>>());
        }
    }
}
