//! How much memory a run may hold.

use crate::fault::LinkFault;

/// How much memory a run may hold: any, or no more than a budget. Under a budget less is held at once where that costs
/// only time, and what would not fit is refused; the result is the same.
#[derive(Clone, Copy, Debug, Default)]
pub struct Memory {
    budget: Option<Budget>,
}

#[derive(Clone, Copy, Debug)]
struct Budget {
    bytes: u64,
    used: fn() -> u64,
}

impl Memory {
    /// As much as there is.
    pub const UNLIMITED: Self = Self { budget: None };

    /// So many bytes. `used` tells how many the process holds; it is asked now and then, from any thread.
    pub const fn within(bytes: u64, used: fn() -> u64) -> Self {
        Self { budget: Some(Budget { bytes, used }) }
    }

    /// Whether what is held is within the budget.
    ///
    /// # Errors
    /// [`LinkFault::NoRoom`].
    pub fn check(&self) -> Result<(), LinkFault> {
        let Some(Budget { bytes, used }) = self.budget else { return Ok(()) };
        let used = used();
        if used <= bytes { Ok(()) } else { Err(LinkFault::NoRoom { used: megabytes(used), budget: megabytes(bytes) }) }
    }

    /// How many bytes may still be taken; nothing where there is no budget.
    pub(crate) fn left(&self) -> Option<u64> {
        self.budget.map(|Budget { bytes, used }| bytes.saturating_sub(used()))
    }
}

const fn megabytes(bytes: u64) -> u64 {
    bytes.div_ceil(1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_the_budget_is_refused_with_both_figures() {
        assert!(Memory::within(5_000_000, || 5_000_000).check().is_ok() && Memory::UNLIMITED.check().is_ok());
        let fault = Memory::within(5_000_000, || 6_000_000).check().unwrap_err();
        assert_eq!(fault, LinkFault::NoRoom { used: 6, budget: 5 });
        assert_eq!((Memory::within(5, || 2).left(), Memory::within(2, || 5).left()), (Some(3), Some(0)));
    }
}
