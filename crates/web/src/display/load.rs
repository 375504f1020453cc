//! The words for loads and their problems.

use dolen_hub::view::LoadState;
use dolen_model::{Problem, Severity, ValueClass};

use crate::components::{Tag, TagColour};
use crate::words::Words;

/// Where a load stands.
pub(crate) fn state(words: Words, state: LoadState) -> Tag {
    let (text, colour) = match state {
        LoadState::Landed => (words.state_landed(), TagColour::Blue),
        LoadState::Held => (words.state_held(), TagColour::Orange),
        LoadState::Published => (words.state_published(), TagColour::Green),
        LoadState::Rejected => (words.state_rejected(), TagColour::Red),
        LoadState::Discarded => (words.state_discarded(), TagColour::Grey),
    };
    Tag { text, colour }
}

/// What a rule does.
pub(crate) fn severity(words: Words, severity: Severity) -> Tag {
    let (text, colour) = match severity {
        Severity::Note => (words.severity_note(), TagColour::Grey),
        Severity::Warning => (words.severity_warning(), TagColour::Orange),
        Severity::RowReject => (words.severity_row_reject(), TagColour::Red),
        Severity::FileReject => (words.severity_file_reject(), TagColour::Red),
    };
    Tag { text, colour }
}

/// The shape of a value.
pub(crate) fn value_class(words: Words, class: ValueClass) -> String {
    match class {
        ValueClass::Empty => words.class_empty(),
        ValueClass::Digits => words.class_digits(),
        ValueClass::Letters => words.class_letters(),
        ValueClass::Mixed => words.class_mixed(),
        ValueClass::Date => words.class_date(),
        ValueClass::Placeholder => words.class_placeholder(),
        ValueClass::Other => words.class_other(),
    }
}

/// `Oedolion, row 12`; empty for a problem of the whole file.
pub(crate) fn problem_place(words: Words, problem: &Problem) -> String {
    match (&problem.part, problem.line) {
        (Some(part), Some(line)) => words.place_part_row(part.as_str(), line.to_string()),
        (Some(part), None) => part.clone(),
        (None, Some(line)) => words.place_row(line.to_string()),
        (None, None) => words.place_file(),
    }
}
