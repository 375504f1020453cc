//! Progress: a bar on a terminal, plain lines elsewhere, always on standard error.

use std::io::{IsTerminal, Write};
use std::sync::Mutex;

use dolen_hub::Stage;
use indicatif::{ProgressBar, ProgressStyle};

use crate::fault::printable;

/// Where a command tells how far it is. Shared between threads.
#[derive(Debug)]
pub(crate) struct Progress {
    is_terminal: bool,
    stage: Mutex<Option<Shown>>,
}

#[derive(Debug)]
struct Shown {
    name: String,
    bar: Option<ProgressBar>,
    /// Tenths told so far, where there is no bar.
    tenths: u64,
}

impl Progress {
    /// On standard error.
    pub(crate) fn new() -> Self {
        Self { is_terminal: std::io::stderr().is_terminal(), stage: Mutex::new(None) }
    }

    /// A stage begins; the one before it is over.
    pub(crate) fn begin(&self, name: &str) {
        self.end();
        let bar = self.is_terminal.then(|| {
            let bar = ProgressBar::no_length();
            bar.set_message(name.to_owned());
            bar.set_style(style("{spinner} {msg} {human_pos}"));
            bar
        });
        if bar.is_none() {
            say(name);
        }
        if let Ok(mut stage) = self.stage.lock() {
            *stage = Some(Shown { name: name.to_owned(), bar, tenths: 0 });
        }
    }

    /// The stage has done `done` of `total`; 0 where the total is not known. A stage of another name begins by itself.
    pub(crate) fn at(&self, name: &str, done: u64, total: u64) {
        let is_same = self.stage.lock().is_ok_and(|stage| stage.as_ref().is_some_and(|stage| stage.name == name));
        if !is_same {
            self.begin(name);
        }
        let Ok(mut stage) = self.stage.lock() else { return };
        let Some(stage) = stage.as_mut() else { return };
        if let Some(bar) = &stage.bar {
            if total > 0 && bar.length() != Some(total) {
                bar.set_length(total);
                bar.set_style(style("{spinner} {msg} [{bar:30}] {human_pos}/{human_len} {eta}"));
            }
            bar.set_position(done);
        } else if let Some(tenths) = (done * 10).checked_div(total)
            && tenths > stage.tenths
        {
            stage.tenths = tenths;
            say(&format!("{}: {}%", stage.name, tenths * 10));
        }
    }

    /// The stage is over.
    pub(crate) fn end(&self) {
        if let Ok(mut stage) = self.stage.lock()
            && let Some(Shown { bar: Some(bar), .. }) = stage.take()
        {
            bar.finish_and_clear();
        }
    }
}

/// Passes the hub's progress on.
pub(crate) fn tell(progress: &Progress, at: dolen_hub::Progress) {
    let name = match at.stage {
        Stage::Land => "landing",
        Stage::Read => "reading",
        Stage::Gather => "gathering",
        Stage::Standardise => "standardising",
        Stage::Block => "blocking",
        Stage::Compare => "comparing",
        Stage::Estimate => "estimating",
        Stage::Score => "scoring",
        Stage::Cluster => "clustering",
        Stage::Merge => "merging",
        Stage::Write => "writing",
        Stage::Seal => "sealing",
        Stage::Recover => "completing",
        Stage::Erase => "erasing",
        Stage::Copy => "copying",
        Stage::Check => "checking",
    };
    progress.at(name, at.done, at.of);
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.end();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_spinner())
}

/// A line on standard error. A closed one ends no command.
pub(crate) fn say(line: &str) {
    drop(writeln!(std::io::stderr(), "{}", printable(line)));
}
