//! A small disk in memory that only one shell and its children see: a mount of a private namespace.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};

use crate::dolen::{Answer, command};

/// A disk under a folder, gone when it is dropped.
pub(crate) struct SmallDisk {
    folder: PathBuf,
    shell: Mutex<Shell>,
}

struct Shell {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl SmallDisk {
    /// What is in a folder, on a disk with so many KiB more room.
    pub(super) fn under(folder: &Path, room: u64) -> Result<Self, String> {
        // Who is not root is it in a namespace of users of its own.
        let who = Command::new("id").arg("-u").output().map_err(|fault| fault.to_string())?;
        let is_root = who.stdout.trim_ascii() == b"0";
        let mut shell = Command::new("unshare");
        shell.arg("--mount").args((!is_root).then_some("--map-root-user")).arg("/bin/sh");
        let shell = shell.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = shell.spawn().map_err(|fault| format!("unshare: {fault}"))?;
        let input = process.stdin.take().expect("its input");
        let output = BufReader::new(process.stdout.take().expect("its output"));
        let disk = Self { folder: folder.to_owned(), shell: Mutex::new(Shell { process, input, output }) };
        let path = quoted(folder.as_os_str());
        let used = disk.ask(&format!("du -sk {path} | cut -f 1")).ok_or("no namespace of mounts")?;
        let size = used.parse::<u64>().map_err(|_| "no namespace of mounts".to_owned())? + room;
        let mount = format!(
            "cp -a {path} {path}.away && mount -t tmpfs -o size={size}k tmpfs {path} && cp -a {path}.away/. {path}/ && rm -r {path}.away && echo mounted || echo no"
        );
        match disk.ask(&mount).as_deref() {
            Some("mounted") => Ok(disk),
            _ => Err("a disk in memory cannot be mounted".to_owned()),
        }
    }

    /// Makes it large.
    pub(super) fn grow(&self) {
        let grown = self.ask(&format!("mount -o remount,size=1g {} && echo grown", quoted(self.folder.as_os_str())));
        assert_eq!(grown.as_deref(), Some("grown"));
    }

    /// Runs the executable where the disk is seen.
    pub(super) fn run<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Answer {
        let program = command(arguments);
        let words = std::iter::once(program.get_program()).chain(program.get_args()).map(quoted).collect::<Vec<_>>();
        let (out, err) = (self.folder.with_extension("out"), self.folder.with_extension("err"));
        let line = format!(
            "env -u DOLEN_HUB -u DOLEN_LOG {} >{} 2>{} </dev/null; echo $?",
            words.join(" "),
            quoted(out.as_os_str()),
            quoted(err.as_os_str())
        );
        let code = self.ask(&line).and_then(|code| code.parse().ok()).expect("a code");
        let text = |path| std::fs::read_to_string(path).expect("what it said");
        Answer { code, stdout: text(out), stderr: text(err) }
    }

    /// The line that a line is answered with.
    fn ask(&self, line: &str) -> Option<String> {
        let mut shell = self.shell.lock().unwrap_or_else(PoisonError::into_inner);
        writeln!(shell.input, "{line}").ok()?;
        let mut answer = String::new();
        shell.output.read_line(&mut answer).ok()?;
        (!answer.is_empty()).then(|| answer.trim().to_owned())
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let mut shell = self.shell.lock().unwrap_or_else(PoisonError::into_inner);
        drop(shell.process.kill());
        drop(shell.process.wait());
    }
}

fn quoted(word: &OsStr) -> String {
    format!("'{}'", word.to_str().expect("UTF-8").replace('\'', r"'\''"))
}
