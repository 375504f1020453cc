//! What the parser's faults mean, in words that quote nothing of the file.

use dolen_model::{Bilingual, Problem};
use quick_xml::errors::IllFormedError;

use crate::format::text::{Progress, stopped};
use crate::format::{both, file_problem};

pub(super) fn malformed(line: u64, detail: Bilingual) -> Problem {
    file_problem("xml-malformed", Some(line), Some(detail))
}

pub(super) fn broken(progress: &Progress, line: u64, fault: &quick_xml::Error) -> Problem {
    if progress.stopped().is_some() {
        return stopped(progress);
    }
    malformed(
        line,
        match fault {
            quick_xml::Error::Syntax(_) => {
                both("a tag, comment or section is not closed", "nid yw tag, sylw neu adran wedi'i gau")
            }
            quick_xml::Error::IllFormed(IllFormedError::UnclosedReference) => {
                both("an & stands alone: write &amp;", "saif & ar ei ben ei hun: ysgrifennwch &amp;")
            }
            quick_xml::Error::IllFormed(_) => both(
                "the elements do not close in the order in which they open",
                "nid yw'r elfennau'n cau yn y drefn y maent yn agor",
            ),
            quick_xml::Error::InvalidAttr(_) => bad_attribute(),
            quick_xml::Error::Encoding(_) => return file_problem("text-encoding", Some(line), None),
            quick_xml::Error::Namespace(_) => both("a namespace is not declared", "nid yw gofod enwau wedi'i ddatgan"),
            _ => both("it cannot be read", "ni ellir ei ddarllen"),
        },
    )
}

pub(super) fn bad_attribute() -> Bilingual {
    both("an attribute is not well formed", "nid yw priodoledd yn ddilys")
}
