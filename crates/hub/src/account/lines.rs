//! Verifying an exported ledger, without a hub.

use std::io::{BufRead, Read};

use dolen_ledger::{Head, LINE_LIMIT, Verifier, from_line};

use super::{HEAD_END, HEAD_LINE, Verified};
use crate::HubFault;

/// Verifies an exported ledger: its head in the first line, then one entry a line.
///
/// # Errors
/// [`HubFault::Ledger`] with the line and the first thing that is wrong with it.
pub fn verify_lines(lines: &mut dyn BufRead) -> Result<Verified, HubFault> {
    let fault = |number: u64, told: &dyn std::fmt::Display| HubFault::Ledger(format!("line {number}: {told}"));
    let first = line(lines).map_err(|told| fault(1, &told))?.unwrap_or_default();
    let head: Head = first
        .strip_prefix(HEAD_LINE)
        .and_then(|rest| rest.strip_suffix(HEAD_END))
        .and_then(|head| head.parse().ok())
        .ok_or_else(|| fault(1, &"it does not name the last entry, as the first line of an export does"))?;
    let mut verifier = Verifier::against(vec![head]);
    let (mut number, mut erased) = (1, 0);
    while let Some(text) = line(lines).map_err(|told| fault(number + 1, &told))? {
        number += 1;
        let entry = from_line(&text).map_err(|told| fault(number, &told))?;
        if entry.sequence > head.sequence {
            return Err(fault(number, &format!("entry {} stands behind the last one", entry.sequence)));
        }
        verifier.push(&entry).map_err(|finding| fault(number, &finding))?;
        erased += u64::from(entry.told().is_none());
    }
    verifier
        .finish()
        .map(|head| Verified::of(&head, erased, None))
        .map_err(|finding| HubFault::Ledger(finding.to_string()))
}

/// The next line without its end; none at the end of the file. No line is longer than an entry may be.
fn line(lines: &mut dyn BufRead) -> Result<Option<String>, String> {
    let limit = u64::try_from(LINE_LIMIT + 2).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    // The line end counts, so that a longest line is told apart from one that goes on.
    let read =
        lines.take(limit).read_until(b'\n', &mut bytes).map_err(|fault| format!("it cannot be read: {fault}"))?;
    if read == 0 {
        return Ok(None);
    }
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
    } else if bytes.len() > LINE_LIMIT {
        return Err(format!("an entry is no longer than {LINE_LIMIT} bytes"));
    }
    let text = String::from_utf8(bytes).map_err(|_| "an entry is UTF-8".to_owned())?;
    Ok(Some(text.trim_end_matches('\r').to_owned()))
}

#[cfg(test)]
mod tests {
    use dolen_ledger::{Draft, Entry, Verb, seal, to_line};

    use super::*;

    fn exported(entries: usize) -> Vec<String> {
        let mut head = Head::default();
        let mut lines = Vec::new();
        for number in 0..entries {
            let draft = Draft {
                verb: Verb::Consultation,
                actor: "local:ann".to_owned(),
                organisation: None,
                subject: vec!["golden".to_owned()],
                reason: Some(format!("call {number}")),
                detail: serde_json::json!({ "shown": number }),
            };
            let entry: Entry = seal(draft, [7; 16], 10, &head);
            head = Head::of(&entry);
            lines.push(to_line(&entry).unwrap());
        }
        lines.insert(0, format!("{HEAD_LINE}{head}{HEAD_END}"));
        lines
    }

    fn verify(lines: &[String]) -> Result<Verified, HubFault> {
        verify_lines(&mut format!("{}\n", lines.join("\n")).as_bytes())
    }

    #[test]
    fn an_untouched_export_verifies_an_empty_one_too() {
        assert_eq!(verify(&exported(5)).unwrap().entries, 5);
        assert_eq!(verify(&exported(0)).unwrap().entries, 0);
    }

    #[test]
    fn what_was_removed_wherever_it_stood_is_found() {
        for gone in 0..=5 {
            let mut lines = exported(5);
            lines.remove(gone);
            let told = verify(&lines).unwrap_err().to_string();
            assert!(told.contains("entry"), "{gone}: {told}");
            assert!(verify(&exported(5)[..gone]).is_err(), "cut off after {gone}");
        }
    }

    #[test]
    fn what_was_altered_exchanged_or_added_is_found() {
        for number in 1..=5 {
            let mut lines = exported(5);
            lines[number] = lines[number].replace("call", "look");
            assert!(verify(&lines).unwrap_err().to_string().contains(&format!("entry {number}")));
            let mut lines = exported(5);
            let other = number % 5 + 1;
            lines.swap(number, other);
            assert!(verify(&lines).is_err());
        }
        let mut longer = exported(6);
        longer[0] = exported(5)[0].clone();
        assert!(verify(&longer).unwrap_err().to_string().contains("behind the last"));
        assert!(verify(&["{}".to_owned()]).is_err() && verify(&[String::new()]).is_err() && verify(&[]).is_err());
    }

    #[test]
    fn a_line_without_end_is_refused() {
        let mut lines = exported(1);
        lines.push("x".repeat(LINE_LIMIT * 2));
        assert!(verify(&lines).unwrap_err().to_string().contains("line 3"));
    }
}
