//! The folder of a demo. A file in it says by which options it was made, so that a demo that was ended is taken up again,
//! and nothing else is touched.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::figures::Figures;
use super::options::Options;
use crate::fault::{Fault, Outcome};

const MARK: &str = "demo.json";

/// How far a demo came.
pub(super) enum State {
    /// Its files, or its hub, may be there or not.
    Begun,
    /// Everything is loaded and matched.
    Complete(Box<Figures>),
}

#[derive(Serialize, Deserialize)]
struct Mark {
    options: Options,
    figures: Option<Figures>,
}

/// Makes the folder, or finds the demo that it holds.
pub(super) fn prepare(folder: &Path, options: &Options) -> Outcome<State> {
    let path = folder.join(MARK);
    if path.is_file() {
        let text = std::fs::read_to_string(&path).map_err(|error| Fault::file("cannot read", &path, &error))?;
        let mark: Option<Mark> = serde_json::from_str(&text).ok();
        return match mark {
            Some(mark) if mark.options == *options => {
                Ok(mark.figures.map_or(State::Begun, |figures| State::Complete(Box::new(figures))))
            }
            _ => Err(Fault::caller(format!("{} holds a demo that was made by other options", folder.display()))
                .hint("choose another folder with --dir, or remove this one")),
        };
    }
    let is_empty = match std::fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(_) => !folder.exists(),
    };
    if !is_empty {
        return Err(Fault::caller(format!("{} holds something else", folder.display()))
            .hint("choose another folder with --dir; it is made if absent"));
    }
    std::fs::create_dir_all(folder).map_err(|error| Fault::file("cannot make", folder, &error))?;
    write(folder, &Mark { options: options.clone(), figures: None })?;
    Ok(State::Begun)
}

/// Notes that everything is loaded and matched.
pub(super) fn complete(folder: &Path, options: &Options, figures: &Figures) -> Outcome {
    write(folder, &Mark { options: options.clone(), figures: Some(figures.clone()) })
}

fn write(folder: &Path, mark: &Mark) -> Outcome {
    let text = serde_json::to_string_pretty(mark).map_err(Fault::ours)?;
    let (path, next) = (folder.join(MARK), folder.join(format!("{MARK}.next")));
    // In one step: a demo that is ended here leaves the mark as it was.
    std::fs::write(&next, text + "\n")
        .and_then(|()| std::fs::rename(&next, &path))
        .map_err(|error| Fault::file("cannot write", &path, &error))
}

/// Where the agencies' files and contracts are.
pub(super) fn feeds(folder: &Path) -> PathBuf {
    folder.join("feeds")
}

/// The hub of the demo.
pub(super) fn hub(folder: &Path) -> PathBuf {
    folder.join("hub")
}

/// Who is who.
pub(super) fn truth(folder: &Path) -> PathBuf {
    folder.join("truth.csv")
}

/// What the hub made of it.
pub(super) fn clusters(folder: &Path) -> PathBuf {
    folder.join("clusters.csv")
}

/// Everything else that is true of the region.
pub(super) fn truths(folder: &Path) -> PathBuf {
    folder.join("truth")
}

#[cfg(test)]
mod tests {
    use dolen_model::PartialDate;

    use super::*;

    fn options(seed: u64) -> Options {
        let today = PartialDate::parse_iso("2026-10-31").unwrap();
        Options { scale: 0.1, seed, today, geography: None, rates: serde_json::Value::Null }
    }

    #[test]
    fn a_demo_is_taken_up_by_its_own_options_alone() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("a/b");
        assert!(matches!(prepare(&folder, &options(1)).unwrap(), State::Begun));
        assert!(matches!(prepare(&folder, &options(1)).unwrap(), State::Begun));
        assert!(prepare(&folder, &options(2)).err().unwrap().to_string().contains("other options"));
        complete(&folder, &options(1), &Figures::default()).unwrap();
        assert!(matches!(prepare(&folder, &options(1)).unwrap(), State::Complete(_)));
    }

    #[test]
    fn a_folder_that_holds_something_else_is_not_touched() {
        let folder = tempfile::tempdir().unwrap();
        assert!(prepare(folder.path(), &options(1)).is_ok(), "an empty one is taken");
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("letter.txt"), "dear").unwrap();
        assert!(prepare(folder.path(), &options(1)).err().unwrap().to_string().contains("hint"));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(prepare(&folder.path().join("letter.txt"), &options(1)).is_err());
    }
}
