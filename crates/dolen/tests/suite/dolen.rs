//! Running the executable.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// What a command answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Answer {
    /// The answer of a command that must have succeeded.
    #[track_caller]
    pub(crate) fn ok(self) -> Self {
        assert_eq!(self.code, 0, "stdout: {}\nstderr: {}", self.stdout, self.stderr);
        self
    }

    /// The one JSON document that standard output must be.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {:?}\n{}", self.stdout, self.stderr))
    }

    /// The one line that tells the fault: the last of standard error, which begins with the program's name.
    #[track_caller]
    pub(crate) fn fault(&self) -> &str {
        let told: Vec<&str> = self.stderr.lines().filter(|line| line.starts_with("dolen: ")).collect();
        assert_eq!(told.len(), 1, "not one line: {:?}", self.stderr);
        told[0]
    }
}

/// The executable with arguments, in an environment that says nothing about a hub.
pub(crate) fn command<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dolen"));
    command.args(arguments).env_remove("DOLEN_HUB").env_remove("DOLEN_LOG").stdin(Stdio::null());
    command
}

/// Runs it to its end.
pub(crate) fn run<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Answer {
    answer(&mut command(arguments))
}

/// Runs a prepared command to its end.
pub(crate) fn answer(command: &mut Command) -> Answer {
    let output = command.output().expect("the executable starts");
    let stderr = String::from_utf8(output.stderr).expect("UTF-8");
    let code = output.status.code();
    let code = code.unwrap_or_else(|| panic!("it did not end by itself: {}; {stderr}", output.status));
    Answer { code, stdout: String::from_utf8(output.stdout).expect("UTF-8"), stderr }
}

/// A folder that is gone after the test, with a hub's path in it.
pub(crate) struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file and gives its path.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).expect("a file");
        path
    }

    pub(crate) fn hub(&self) -> PathBuf {
        self.path("hub")
    }

    /// Runs a command on the hub of this place.
    pub(crate) fn run<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Answer {
        answer(command(arguments).arg("--hub").arg(self.hub()))
    }
}

/// The path as an argument.
pub(crate) fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

/// A contract for a small CSV of people.
pub(crate) const CONTRACT: &str = r#"
name = "cwm-derw-social-care"
organisation = "cwm-derw-council"
organisation_name = { en = "Cwm Derw Council", cy = "Cyngor Cwm Derw" }
agreement = "ISP-CD-2026-01"
subject = "person"
delivery = "full"
cadence = "monthly"
key = ["CASE_NO"]
rows_per_key = "one"

[format]
kind = "csv"
encoding = "utf-8"
delimiter = ","

[[column]]
name = "CASE_NO"
required = true

[[column]]
name = "SURNAME"
field = "family_name"

[[column]]
name = "FORENAMES"
field = "given_names"

[[column]]
name = "DOB"
field = "birth_date"
type = "date"
date_format = "DD/MM/YYYY"

[[column]]
name = "NHS_NO"
field = "nhs_number"

[[column]]
name = "POSTCODE"
field = "postcode"
"#;

/// Rows that the contract reads; the third has an impossible date.
pub(crate) const EXTRACT: &str = "CASE_NO,SURNAME,FORENAMES,DOB,NHS_NO,POSTCODE,INTERNAL_NOTE
C1,Zzyzxwell,Quillanna,03/02/1980,943 476 5919,NP20 4UX,not listed
C2,Zzyzxwell,Quillana,03/02/1980,,NP20 4UX,not listed
C3,Vexbridge,Orlando,31/02/1999,,NP20 4UY,not listed
C4,Vexbridge,Oswin,01/12/2001,,NP20 4UZ,not listed
";
