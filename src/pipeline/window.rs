//! Work done side by side, its results taken one by one in the order of what was given.
//! In: items, a function for each, a taker. Out: every result handed to the taker, in order. Never holds more
//! results than a small window, however unequal the items are, and wakes nobody who has nothing to do: what a wake costs
//! is a good part of what a small file does.

use std::{
    collections::BTreeMap,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
};

use crate::error::Error;

/// How many results a thread may be ahead of the one that is waited for.
const AHEAD: usize = 2;

struct State<R> {
    /// The next item that nobody has claimed.
    next: usize,
    /// The next result to be taken.
    due: usize,
    ready: BTreeMap<usize, R>,
    /// Whether the taker sleeps.
    taker_waits: bool,
    /// How many workers wait for room in the window.
    n_waiting: usize,
    stopped: bool,
}

struct Shared<R> {
    state: Mutex<State<R>>,
    n_items: usize,
    window: usize,
    /// Something came for the taker.
    brought: Condvar,
    /// There is room in the window.
    room: Condvar,
}

impl<R> Shared<R> {
    fn lock(&self) -> MutexGuard<'_, State<R>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn stop(&self) {
        self.lock().stopped = true;
        self.brought.notify_all();
        self.room.notify_all();
    }

    /// The next item, once it is near enough to the one that is waited for.
    fn claim(&self) -> Option<usize> {
        let mut state = self.lock();
        while !state.stopped && state.next < self.n_items && state.next >= state.due + self.window {
            state.n_waiting += 1;
            self.wake_taker(&state);
            state = self.room.wait(state).unwrap_or_else(PoisonError::into_inner);
            state.n_waiting -= 1;
        }
        let index = state.next;
        state.next += 1;
        (!state.stopped && index < self.n_items).then_some(index)
    }

    fn bring(&self, index: usize, result: R) {
        let mut state = self.lock();
        state.ready.insert(index, result);
        self.wake_taker(&state);
    }

    /// Wakes the taker where its result is there and it is worth it: half a window is ready, somebody waits for it, or
    /// nothing more is begun.
    fn wake_taker(&self, state: &State<R>) {
        let is_worth_it =
            2 * state.ready.len() >= self.window || state.n_waiting > 0 || state.next >= self.n_items;
        if state.taker_waits && is_worth_it && state.ready.contains_key(&state.due) {
            self.brought.notify_one();
        }
    }

    /// The result that is due; none where all was stopped.
    fn due(&self) -> Option<R> {
        let mut state = self.lock();
        loop {
            let due = state.due;
            if let Some(result) = state.ready.remove(&due) {
                state.due += 1;
                if state.n_waiting > 0 {
                    self.room.notify_all();
                }
                return Some(result);
            }
            if state.stopped {
                return None;
            }
            state.taker_waits = true;
            state = self.brought.wait(state).unwrap_or_else(PoisonError::into_inner);
            state.taker_waits = false;
        }
    }
}

/// Stops everyone where its owner ends early, a panic included, so that nobody waits for ever.
struct StopOnDrop<'a, R>(&'a Shared<R>);

impl<R> Drop for StopOnDrop<'_, R> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.stop();
        }
    }
}

/// Runs `work` over the items on so many threads; `take` gets each result on the calling thread, in order.
///
/// # Errors
/// The first error of `take`; no further item is begun then.
pub(crate) fn in_order<T: Sync, R: Send>(
    n_threads: usize,
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(&T, R) -> Result<(), Error>,
) -> Result<(), Error> {
    let n_threads = n_threads.clamp(1, items.len().max(1));
    if n_threads == 1 {
        return items.iter().try_for_each(|item| take(item, work(item)));
    }
    let shared = Shared {
        state: Mutex::new(State {
            next: 0,
            due: 0,
            ready: BTreeMap::new(),
            taker_waits: false,
            n_waiting: 0,
            stopped: false,
        }),
        n_items: items.len(),
        window: n_threads * AHEAD,
        brought: Condvar::new(),
        room: Condvar::new(),
    };
    std::thread::scope(|scope| {
        for _ in 0..n_threads {
            scope.spawn(|| {
                let _stop = StopOnDrop(&shared);
                while let Some((index, item)) = shared.claim().and_then(|at| Some((at, items.get(at)?))) {
                    shared.bring(index, work(item));
                }
            });
        }
        // Where the taker panics, the workers must not wait for it.
        let _stop = StopOnDrop(&shared);
        for item in items {
            // A worker that panicked stops all; the scope passes that on.
            let Some(result) = shared.due() else { return Ok(()) };
            if let Err(error) = take(item, result) {
                shared.stop();
                return Err(error);
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        path::PathBuf,
        sync::atomic::{AtomicUsize, Ordering},
    };

    #[test]
    fn results_come_in_order_on_any_number_of_threads() {
        let items: Vec<u32> = (0..500).collect();
        for threads in [1, 2, 8] {
            let mut taken = Vec::new();
            in_order(
                threads,
                &items,
                |item| {
                    if item % 7 == 0 {
                        std::thread::yield_now();
                    }
                    item * 2
                },
                |_, result| {
                    taken.push(result);
                    Ok(())
                },
            )
            .unwrap();
            assert_eq!(taken, items.iter().map(|item| item * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    #[should_panic(expected = "the taker fails")]
    fn nobody_waits_for_a_taker_that_panics() {
        let items: Vec<u32> = (0..500).collect();
        let _ = in_order(
            2,
            &items,
            |item| *item,
            |item, _| {
                assert!(*item < 9, "the taker fails");
                Ok(())
            },
        );
    }

    #[test]
    fn nobody_runs_far_ahead_of_a_slow_one() {
        let items: Vec<usize> = (0..200).collect();
        let done = AtomicUsize::new(0);
        let most_ahead = AtomicUsize::new(0);
        in_order(
            4,
            &items,
            |item| {
                done.fetch_max(*item, Ordering::SeqCst);
                *item
            },
            |_, index| {
                most_ahead.fetch_max(done.load(Ordering::SeqCst).saturating_sub(index), Ordering::SeqCst);
                Ok(())
            },
        )
        .unwrap();
        assert!(most_ahead.load(Ordering::SeqCst) <= 4 * AHEAD + 1);
    }

    #[test]
    fn an_error_of_the_taker_ends_it() {
        let items: Vec<u32> = (0..500).collect();
        let error = in_order(
            4,
            &items,
            |item| *item,
            |_, result| match result {
                20 => Err(Error::NothingToRead { folders: vec![PathBuf::from("x")] }),
                _ => Ok(()),
            },
        );
        assert!(matches!(error, Err(Error::NothingToRead { .. })));
    }
}
