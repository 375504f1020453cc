//! Regular expressions of RE2, which DuckDB uses, on the regex crate, which shares its manner of matching: leftmost first,
//! in linear time. What the two read differently is written anew; what only one of them reads is refused.

use std::iter::Peekable;
use std::str::Chars;

use regex::{Regex, RegexBuilder};

use crate::splink::limits::PATTERN_BYTES;

/// A compiled pattern, the same as another where its text is.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    text: String,
    regex: Regex,
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Pattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// What in it is not read.
    pub(crate) fn new(text: &str) -> Result<Self, String> {
        let regex = RegexBuilder::new(&translate(text)?)
            .size_limit(PATTERN_BYTES)
            .dfa_size_limit(PATTERN_BYTES)
            .nest_limit(50)
            .build()
            .map_err(|fault| last_line(&fault.to_string()))?;
        Ok(Self { text: text.to_owned(), regex })
    }

    /// What a group of the first match holds. 0 is the whole match.
    pub(crate) fn group<'a>(&self, text: &'a str, group: usize) -> Option<&'a str> {
        if group == 0 {
            return self.regex.find(text).map(|found| found.as_str());
        }
        self.regex.captures(text)?.get(group).map(|found| found.as_str())
    }
}

fn last_line(message: &str) -> String {
    message.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
}

fn translate(text: &str) -> Result<String, String> {
    let mut written = String::with_capacity(text.len() + 16);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => escape(&mut letters, false, &mut written)?,
            '[' => class(&mut letters, &mut written)?,
            '(' => group(&mut letters, &mut written)?,
            '{' if !is_repetition(&letters) => written.push_str("\\{"),
            ']' => written.push_str("\\]"),
            other => written.push(other),
        }
    }
    Ok(written)
}

/// Whether what follows an opening brace is a number of times; RE2 takes any other brace as it stands.
fn is_repetition(letters: &Peekable<Chars<'_>>) -> bool {
    let inside: String = letters.clone().take_while(|letter| *letter != '}').collect();
    let has_end = letters.clone().any(|letter| letter == '}');
    let (least, most) = inside.split_once(',').unwrap_or((&inside, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    has_end && !least.is_empty() && is_number(least) && is_number(most)
}

/// An escape. The classes of letters are ASCII in RE2, and Unicode in the crate.
fn escape(letters: &mut Peekable<Chars<'_>>, in_class: bool, written: &mut String) -> Result<(), String> {
    let letter = letters.next().ok_or("it ends with a backslash")?;
    let class = match letter.to_ascii_lowercase() {
        'd' => Some("0-9"),
        'w' => Some("0-9A-Za-z_"),
        's' => Some("\\t\\n\\f\\r "),
        _ => None,
    };
    if let Some(class) = class {
        let is_negated = letter.is_ascii_uppercase();
        let text = match (in_class, is_negated) {
            (true, false) => class.to_owned(),
            (_, true) => format!("[^{class}]"),
            (false, false) => format!("[{class}]"),
        };
        written.push_str(&text);
        return Ok(());
    }
    match letter {
        'b' if !in_class => written.push_str("(?-u:\\b)"),
        'A' | 'z' if !in_class => written.extend(['\\', letter]),
        'a' | 'f' | 't' | 'n' | 'r' | 'v' | 'p' | 'P' | 'x' => written.extend(['\\', letter]),
        '<' | '>' => written.push(letter),
        other if other.is_ascii_punctuation() => written.extend(['\\', other]),
        other if other.is_ascii_alphanumeric() => return Err(format!("`\\{other}` is not read")),
        other => written.push(other),
    }
    Ok(())
}

/// A class, from after its opening bracket on. In RE2 `&&`, `--`, `~~` and an inner bracket are letters as any other.
fn class(letters: &mut Peekable<Chars<'_>>, written: &mut String) -> Result<(), String> {
    written.push('[');
    if letters.next_if_eq(&'^').is_some() {
        written.push('^');
    }
    if letters.next_if_eq(&']').is_some() {
        written.push_str("\\]");
    }
    while let Some(letter) = letters.next() {
        match letter {
            ']' => {
                written.push(']');
                return Ok(());
            }
            '\\' => escape(letters, true, written)?,
            '[' if letters.peek() == Some(&':') => {
                let name: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                written.push_str(&format!("[{name}]"));
            }
            '-' if letters.peek() == Some(&'-') => return Err("`--` in a class is not read".to_owned()),
            '[' | '&' | '~' => written.extend(['\\', letter]),
            other => written.push(other),
        }
    }
    Err("a class has no end".to_owned())
}

/// A group, from after its opening parenthesis on: only the forms that both read.
fn group(letters: &mut Peekable<Chars<'_>>, written: &mut String) -> Result<(), String> {
    written.push('(');
    if letters.next_if_eq(&'?').is_none() {
        return Ok(());
    }
    written.push('?');
    if letters.peek().is_some_and(|letter| matches!(letter, 'P' | '<')) {
        return Ok(());
    }
    for letter in letters.by_ref() {
        written.push(letter);
        match letter {
            ':' | ')' => return Ok(()),
            'i' | 'm' | 's' | 'U' | '-' => {}
            other => return Err(format!("`(?{other}` is not read")),
        }
    }
    Err("a group has no end".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_re2_reads_otherwise_is_written_anew() {
        let found = |pattern: &str, text: &str| Pattern::new(pattern).unwrap().group(text, 0).map(str::to_owned);
        assert_eq!(found(r"\d+", "٣4"), Some("4".to_owned()));
        assert_eq!(found(r"[\w]+", "é_a"), Some("_a".to_owned()));
        assert_eq!(found(r"[\D]", "1a"), Some("a".to_owned()));
        assert_eq!(found("a{x}", "a{x}"), Some("a{x}".to_owned()));
        assert_eq!(found("[a&&b]+", "&b&"), Some("&b&".to_owned()));
        assert_eq!(found("[[a]+", "[a"), Some("[a".to_owned()));
        assert_eq!(found("[]a]+", "]a"), Some("]a".to_owned()));
        assert_eq!(found(r"\<", "<"), Some("<".to_owned()));
        assert_eq!(found("[[:alpha:]]+", "éab1"), Some("ab".to_owned()));
    }

    #[test]
    fn what_re2_does_not_read_is_refused() {
        for pattern in
            ["(?=a)", "(?<=a)b", r"(a)\1", r"\Qa\E", r"\C", "[a", "(a", "a\\", "(?x)a", "[a--b]", "a{2000}{2000}"]
        {
            assert!(Pattern::new(pattern).is_err(), "{pattern}");
        }
    }
}
