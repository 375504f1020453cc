//! Tasks shared out among threads.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

/// Does every task once, each thread with a state of its own; gives back the states in no order that tells anything. What
/// a thread learns on the way, such as pairs that it has compared, stays with it from task to task.
pub(crate) fn share_out<T: Sync, S: Send>(
    tasks: &[T],
    start: impl Fn() -> S + Sync,
    each: impl Fn(&mut S, &T) + Sync,
) -> Vec<S> {
    let next = AtomicUsize::new(0);
    let work = |_| {
        let mut state = None;
        while let Some(task) = tasks.get(next.fetch_add(1, Ordering::Relaxed)) {
            each(state.get_or_insert_with(&start), task);
        }
        state
    };
    (0..rayon::current_num_threads()).into_par_iter().with_max_len(1).filter_map(work).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_task_is_done_once() {
        let tasks: Vec<u64> = (1..=1_000).collect();
        let sums = share_out(&tasks, || 0, |sum, task| *sum += task);
        assert_eq!(sums.iter().sum::<u64>(), 500_500);
    }
}
