//! Faults as the user is told them: one line, the hint in it, and an exit code that says whose fault it is.

use std::fmt;

/// Whose fault it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    /// The user can mend it: exit code 1.
    Caller,
    /// The command line is wrong in a way that the parser cannot see: exit code 2.
    Usage,
    /// Ours, or the machine's: exit code 70.
    Ours,
}

/// Something that ended a command.
#[derive(Debug)]
pub(crate) struct Fault {
    whose: Whose,
    message: String,
    hint: Option<String>,
}

pub(crate) type Outcome<T = ()> = Result<T, Fault>;

impl Fault {
    /// Refused or failed for a reason that the user can mend.
    pub(crate) fn caller(message: impl fmt::Display) -> Self {
        Self::new(Whose::Caller, message)
    }

    /// Wrong usage.
    pub(crate) fn usage(message: impl fmt::Display) -> Self {
        Self::new(Whose::Usage, message)
    }

    /// Our own.
    pub(crate) fn ours(message: impl fmt::Display) -> Self {
        Self::new(Whose::Ours, message)
    }

    fn new(whose: Whose, message: impl fmt::Display) -> Self {
        Self { whose, message: message.to_string(), hint: None }
    }

    /// What to do about it.
    pub(crate) fn hint(mut self, hint: impl fmt::Display) -> Self {
        self.hint = Some(hint.to_string());
        self
    }

    /// A file or folder that could not be reached: the user's, whatever the reason of the system.
    pub(crate) fn file(what: &str, path: &std::path::Path, error: &std::io::Error) -> Self {
        Self::caller(format!("{what} {}: {error}", path.display()))
    }

    /// Whether it is our own, so that nothing more is tried.
    pub(crate) fn is_ours(&self) -> bool {
        self.whose == Whose::Ours
    }

    pub(crate) const fn exit_code(&self) -> u8 {
        match self.whose {
            Whose::Caller => 1,
            Whose::Usage => 2,
            Whose::Ours => 70,
        }
    }
}

/// Text without characters that steer a terminal: names of columns and files come from outside.
pub(crate) fn printable(text: &str) -> String {
    let steers = |letter: char| letter.is_control() && letter != '\n' && letter != '\t';
    text.chars().map(|letter| if steers(letter) { char::REPLACEMENT_CHARACTER } else { letter }).collect()
}

impl fmt::Display for Fault {
    /// One line, whatever line breaks a message from below brings along, and nothing that steers a terminal.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let one_line = |text: &str| printable(&text.split_whitespace().collect::<Vec<_>>().join(" "));
        write!(formatter, "{}", one_line(&self.message))?;
        match &self.hint {
            Some(hint) => write!(formatter, " (hint: {})", one_line(hint)),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_one_line_with_its_hint() {
        let fault = Fault::caller("the contract\nis wrong").hint("see line 3\n  of it");
        assert_eq!(fault.to_string(), "the contract is wrong (hint: see line 3 of it)");
    }

    #[test]
    fn no_name_of_a_column_steers_the_terminal() {
        assert_eq!(Fault::caller("column `\u{1b}[2Jdob`").to_string(), "column `\u{fffd}[2Jdob`");
    }
}
