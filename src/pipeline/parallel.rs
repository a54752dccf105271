//! Work on many articles at a time, results in the order of the articles, memory bounded.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;

/// How many items a worker may be taken from the input that the sink has not had yet. Enough to keep the other workers
/// busy behind an article that takes sixteen times as long as its neighbours.
const AHEAD: usize = 16;

/// Runs `work` over `items` on `workers` threads and hands the results to `sink` in the order of the items. Each thread
/// has a state of its own, made by `state`. At most sixteen items a worker are under way or wait for one before them,
/// however long the input is and however long one item takes. `sink` says whether to go on.
///
/// A panic in any of the functions ends the run and is passed on.
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
    let source = Mutex::new(Source { items, pulled: 0 });
    let gate = Gate { ahead: workers * AHEAD, state: Mutex::default(), moved: Condvar::new() };
    let (sender, results) = mpsc::channel::<(usize, R)>();
    thread::scope(|scope| {
        let closer = Closer(&gate);
        for _ in 0..workers {
            let (sender, source, gate, state, work) = (sender.clone(), &source, &gate, &state, &work);
            scope.spawn(move || {
                // Whyever a worker ends, nothing more is to be pulled: the input is at its end, the sink has had enough,
                // or the item that all others would wait for is lost in a panic.
                let _closer = Closer(gate);
                let mut own = state();
                loop {
                    // A statement of its own, so that the lock is free while the item is worked on.
                    let pulled = locked(source).pull(gate);
                    let Some((i, item)) = pulled else { break };
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
                gate.handed_on(next);
            }
        }
        drop(closer);
    });
}

/// The items, pulled by one worker at a time.
struct Source<I> {
    items: I,
    pulled: usize,
}

impl<I: Iterator> Source<I> {
    /// The next item with its place, once the gate lets it through.
    fn pull(&mut self, gate: &Gate) -> Option<(usize, I::Item)> {
        // Whoever waits here holds only the source. The workers that others wait for have their items already and
        // never need it before they have sent their results, so that the sink always comes on.
        if !gate.opens(self.pulled) {
            return None;
        }
        let item = self.items.next()?;
        self.pulled += 1;
        Some((self.pulled - 1, item))
    }
}

/// Keeps the workers from running away from the sink.
struct Gate {
    /// How many items can be pulled that are not handed on yet.
    ahead: usize,
    state: Mutex<Progress>,
    moved: Condvar,
}

#[derive(Default)]
struct Progress {
    handed_on: usize,
    closed: bool,
}

impl Gate {
    /// Waits until item `i` can be pulled; false where no item is wanted any more.
    fn opens(&self, i: usize) -> bool {
        let shut = |progress: &mut Progress| !progress.closed && i >= progress.handed_on + self.ahead;
        let progress = self.moved.wait_while(locked(&self.state), shut).unwrap_or_else(PoisonError::into_inner);
        !progress.closed
    }

    /// The sink has had the first `count` results.
    fn handed_on(&self, count: usize) {
        locked(&self.state).handed_on = count;
        self.moved.notify_all();
    }
}

/// Closes the gate when it goes out of scope, by a panic too: nobody must be left waiting at it.
struct Closer<'g>(&'g Gate);

impl Drop for Closer<'_> {
    fn drop(&mut self) {
        locked(&self.0.state).closed = true;
        self.0.moved.notify_all();
    }
}

/// The value under the lock. Where a thread has panicked with it, the panic itself ends the run.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::{Duration, Instant};

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
    /// Runs over many items of which the first is done only when the workers are as far ahead as they can be; then
    /// `first` is called. Gives how many items had been pulled by then.
    fn held_up(workers: usize, first: impl Fn() + Sync, sink: impl FnMut(usize) -> bool) -> usize {
        let (pulled, seen) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let items = (0..100 * AHEAD).inspect(|_| {
            pulled.fetch_add(1, Ordering::SeqCst);
        });
        let work = |(): &mut (), i: usize| {
            if i == 0 {
                let start = Instant::now();
                while pulled.load(Ordering::SeqCst) < workers * AHEAD && start.elapsed() < Duration::from_secs(10) {
                    thread::sleep(Duration::from_millis(1));
                }
                // Time for those who would not stop to be caught.
                thread::sleep(Duration::from_millis(50));
                seen.store(pulled.load(Ordering::SeqCst), Ordering::SeqCst);
                first();
            }
            i
        };
        in_order(workers, items, || (), work, sink);
        seen.into_inner()
    }

    #[test]
    fn the_input_is_not_pulled_far_ahead_of_a_slow_item() {
        for workers in [2, 5] {
            let mut got = Vec::new();
            let seen = held_up(
                workers,
                || (),
                |i| {
                    got.push(i);
                    true
                },
            );
            assert_eq!(seen, workers * AHEAD);
            assert_eq!(got, (0..100 * AHEAD).collect::<Vec<_>>());
        }
    }

    #[test]
    fn nobody_is_left_waiting() {
        let mut got = 0;
        held_up(
            3,
            || (),
            |_| {
                got += 1;
                false
            },
        );
        assert_eq!(got, 1, "the sink had enough after the first");
        let in_work = || held_up(3, || panic!("on purpose, in the work"), |_| true);
        assert!(catch_unwind(AssertUnwindSafe(in_work)).is_err());
        let in_sink = || held_up(3, || (), |_| panic!("on purpose, in the sink"));
        assert!(catch_unwind(AssertUnwindSafe(in_sink)).is_err());
    }
}
