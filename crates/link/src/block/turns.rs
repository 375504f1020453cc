//! The blocks of all rules at once or, where there is no room for that, of some rules after those of others.

use std::ops::Range;

use super::part_lines::PartLines;
use super::{Blocks, Cut, Scheme, pairs_held};
use crate::fault::LinkFault;
use crate::linkage::RuleReport;
use crate::memory::Memory;
use crate::records::Records;

/// Bytes that the blocks of one rule take for each row, about, while they are formed.
const ROOM_A_ROW: u64 = 64;

/// The blocks of a run.
pub(crate) struct Turns<'a> {
    scheme: &'a Scheme,
    cap: usize,
    memory: Memory,
    held: Held<'a>,
    /// What each rule did.
    pub(crate) reports: Vec<RuleReport>,
    /// Paths of the blocks that were cut.
    pub(crate) cut: Cut,
    /// How many tasks there are in all.
    pub(crate) tasks: usize,
}

enum Held<'a> {
    All(Blocks),
    /// What blocks are formed from each time, and for how many rules at once.
    None(PartLines<'a>, usize),
}

impl<'a> Turns<'a> {
    /// Forms the blocks, of as many rules at once as there is room for.
    pub(crate) fn new(scheme: &'a Scheme, cap: u32, records: &Records, memory: Memory) -> Result<Self, LinkFault> {
        let lines = PartLines::new(&scheme.parts, records);
        memory.check()?;
        let rules = scheme.rules.len();
        let room = ROOM_A_ROW * (records.len() as u64).max(1);
        let at_once = |left: u64| usize::try_from(left / room).unwrap_or(usize::MAX).clamp(1, rules.max(1));
        let at_once = memory.left().map_or(rules, at_once);
        let (cap, reports, cut) = (cap as usize, Vec::new(), Cut::default());
        let mut turns = Self { scheme, cap, memory, held: Held::None(lines, at_once), reports, cut, tasks: 0 };
        let mut of_all = None;
        for rules in turns.turns() {
            let mut blocks = turns.form(rules)?;
            turns.reports.append(&mut blocks.reports);
            turns.cut.extend(std::mem::take(&mut blocks.cut));
            turns.tasks += blocks.tasks().len();
            of_all = Some(blocks);
        }
        if let Some(blocks) = of_all.filter(|_| at_once >= rules) {
            turns.held = Held::All(blocks);
        }
        Ok(turns)
    }

    /// How many pairs the rules hold, those that several hold counted for each.
    pub(crate) fn pairs(&self) -> u64 {
        pairs_held(&self.reports)
    }

    /// Hands over the blocks of all rules, turn after turn.
    pub(crate) fn for_each(&self, mut each: impl FnMut(&Blocks)) -> Result<(), LinkFault> {
        if let Held::All(blocks) = &self.held {
            each(blocks);
            return Ok(());
        }
        self.turns().into_iter().try_for_each(|rules| self.form(rules).map(|blocks| each(&blocks)))
    }

    /// The rules of each turn.
    fn turns(&self) -> Vec<Range<usize>> {
        let rules = self.scheme.rules.len();
        let Held::None(_, at_once) = self.held else { return Vec::new() };
        (0..rules).step_by(at_once.max(1)).map(|first| first..rules.min(first + at_once)).collect()
    }

    fn form(&self, rules: Range<usize>) -> Result<Blocks, LinkFault> {
        let Held::None(lines, _) = &self.held else { return Ok(Blocks::default()) };
        let blocks = Blocks::of_rules(rules, (self.scheme, lines), self.cap);
        self.memory.check().map(|()| blocks)
    }
}
