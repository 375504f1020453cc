//! What the parser's faults mean, in words that quote nothing of the file.

use dolen_model::Problem;
use quick_xml::errors::IllFormedError;

use crate::format::file_problem;
use crate::format::text::{Progress, stopped};

pub(super) fn malformed(line: u64, detail: &str) -> Problem {
    file_problem("xml-malformed", Some(line), Some(detail.to_owned()))
}

pub(super) fn broken(progress: &Progress, line: u64, fault: &quick_xml::Error) -> Problem {
    if progress.stopped().is_some() {
        return stopped(progress);
    }
    malformed(
        line,
        match fault {
            quick_xml::Error::Syntax(_) => "a tag, comment or section is not closed",
            quick_xml::Error::IllFormed(IllFormedError::UnclosedReference) => "an & stands alone: write &amp;",
            quick_xml::Error::IllFormed(_) => "the elements do not close in the order in which they open",
            quick_xml::Error::InvalidAttr(_) => "an attribute is not well formed",
            quick_xml::Error::Encoding(_) => return file_problem("text-encoding", Some(line), None),
            quick_xml::Error::Namespace(_) => "a namespace is not declared",
            _ => "it cannot be read",
        },
    )
}
