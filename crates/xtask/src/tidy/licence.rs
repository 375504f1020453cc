//! Licence expressions (SPDX 2.3, annex D; and the old `MIT/Apache-2.0`).

/// Whether the licences on the list satisfy an expression. An expression that cannot be read is not satisfied.
pub(super) fn is_satisfied(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Reader { words: &words, at: 0, allowed };
    reader.any() == Some(true) && reader.at == words.len()
}

struct Reader<'a> {
    words: &'a [&'a str],
    at: usize,
    allowed: &'a [String],
}

impl Reader<'_> {
    fn takes(&mut self, word: &str) -> bool {
        let is_next = self.words.get(self.at) == Some(&word);
        self.at += usize::from(is_next);
        is_next
    }

    /// `a OR b`: one is enough.
    fn any(&mut self) -> Option<bool> {
        let mut satisfied = self.all()?;
        while self.takes("OR") {
            satisfied |= self.all()?;
        }
        Some(satisfied)
    }

    /// `a AND b`: both are needed; binds closer than `OR`.
    fn all(&mut self) -> Option<bool> {
        let mut satisfied = self.one()?;
        while self.takes("AND") {
            satisfied &= self.one()?;
        }
        Some(satisfied)
    }

    /// A licence, with its exception, or an expression in brackets.
    fn one(&mut self) -> Option<bool> {
        if self.takes("(") {
            let satisfied = self.any()?;
            return self.takes(")").then_some(satisfied);
        }
        let mut name = (*self.words.get(self.at)?).to_owned();
        self.at += 1;
        if self.takes("WITH") {
            name = format!("{name} WITH {}", self.words.get(self.at)?);
            self.at += 1;
        }
        Some(self.allowed.contains(&name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_read_as_spdx_says() {
        let allowed: Vec<String> =
            ["MIT", "Apache-2.0", "BSD-3-Clause", "Apache-2.0 WITH LLVM-exception"].map(Into::into).into();
        let cases = [
            ("MIT", true),
            ("GPL-3.0-only", false),
            ("MIT/Unlicense", true),
            ("GPL-2.0-only OR MIT AND BSD-3-Clause", true),
            ("(GPL-2.0-only OR MIT) AND Unicode-3.0", false),
            ("(Apache-2.0 OR MIT) AND BSD-3-Clause", true),
            ("Apache-2.0 WITH LLVM-exception", true),
            ("MIT WITH LLVM-exception", false),
            ("(MIT", false),
            ("MIT MIT", false),
            ("", false),
        ];
        for (expression, satisfied) in cases {
            assert_eq!(is_satisfied(expression, &allowed), satisfied, "{expression}");
        }
    }
}
