//! Rust source taken apart into code, string literals and comments, as far as the rules need it.

/// What a piece of source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Everything that is no string and no comment.
    Code,
    /// The inside of a string literal, raw or not, escapes as written.
    Text,
    /// A comment, doc comments too.
    Comment,
}

/// A piece of source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    pub(super) kind: Kind,
    pub(super) text: &'a str,
    /// Line it begins on, from 1.
    pub(super) line: usize,
}

/// The pieces in order.
pub(super) fn pieces(source: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = source;
    let mut code_start = 0;
    let mut offset = 0;
    let mut line_at = LineCounter { source, offset: 0, line: 1 };
    while !rest.is_empty() {
        let Some((kind, opening, inside, whole)) = special(rest, source.get(..offset).unwrap_or_default()) else {
            let step = rest.chars().next().map_or(1, char::len_utf8);
            offset += step;
            rest = source.get(offset..).unwrap_or_default();
            continue;
        };
        if let Some(text) = source.get(code_start..offset).filter(|text| !text.is_empty()) {
            pieces.push(Piece { kind: Kind::Code, text, line: line_at.line(code_start) });
        }
        if let Some(kind) = kind {
            let start = offset + opening;
            let text = source.get(start..start + inside).unwrap_or_default();
            pieces.push(Piece { kind, text, line: line_at.line(start) });
        }
        offset += whole;
        code_start = offset;
        rest = source.get(offset..).unwrap_or_default();
    }
    if let Some(text) = source.get(code_start..).filter(|text| !text.is_empty()) {
        pieces.push(Piece { kind: Kind::Code, text, line: line_at.line(code_start) });
    }
    pieces
}

struct LineCounter<'a> {
    source: &'a str,
    offset: usize,
    line: usize,
}

impl LineCounter<'_> {
    /// Line of an offset; offsets are asked for in rising order.
    fn line(&mut self, offset: usize) -> usize {
        let passed = self.source.get(self.offset..offset).unwrap_or_default();
        self.line += passed.matches('\n').count();
        self.offset = offset;
        self.line
    }
}

/// Comment, string or character literal at the front: its kind (`None` for a character, which no rule reads), the
/// bytes before its inside, of its inside, and of the whole.
fn special(rest: &str, before: &str) -> Option<(Option<Kind>, usize, usize, usize)> {
    if rest.starts_with("//") {
        let length = rest.find('\n').unwrap_or(rest.len());
        return Some((Some(Kind::Comment), 0, length, length));
    }
    if rest.starts_with("/*") {
        let length = block_comment(rest);
        return Some((Some(Kind::Comment), 0, length, length));
    }
    if rest.starts_with('"') {
        let inside = quoted(rest.get(1..)?, '"');
        return Some((Some(Kind::Text), 1, inside, (inside + 2).min(rest.len())));
    }
    let in_a_word = before.ends_with(|letter: char| letter.is_alphanumeric() || letter == '_');
    if rest.starts_with('r') && !(in_a_word && !before.ends_with('b') && !before.ends_with('c')) {
        return raw(rest);
    }
    if rest.starts_with('\'') {
        return character(rest);
    }
    None
}

fn raw(rest: &str) -> Option<(Option<Kind>, usize, usize, usize)> {
    let hashes = rest.get(1..)?.bytes().take_while(|byte| *byte == b'#').count();
    let opening = hashes + 2;
    if rest.as_bytes().get(opening - 1) != Some(&b'"') {
        return None;
    }
    let closing = format!("\"{}", "#".repeat(hashes));
    let body = rest.get(opening..)?;
    let inside = body.find(&closing).unwrap_or(body.len());
    Some((Some(Kind::Text), opening, inside, (opening + inside + closing.len()).min(rest.len())))
}

fn character(rest: &str) -> Option<(Option<Kind>, usize, usize, usize)> {
    let inside = rest.get(1..)?;
    let first = inside.chars().next()?;
    if first == '\\' {
        let length = quoted(inside, '\'');
        return Some((None, 1, length, (length + 2).min(rest.len())));
    }
    // `'a'` is a character; `'a` without a closing mark is a lifetime.
    let length = first.len_utf8();
    inside.get(length..)?.starts_with('\'').then_some((None, 1, length, length + 2))
}

/// Bytes up to the closing mark, escapes passed over.
fn quoted(inside: &str, closing: char) -> usize {
    let mut escaped = false;
    for (offset, letter) in inside.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if letter == closing => return offset,
            _ => {}
        }
    }
    inside.len()
}

fn block_comment(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut offset = 0;
    while let Some(here) = rest.get(offset..).filter(|here| !here.is_empty()) {
        if here.starts_with("/*") {
            depth += 1;
            offset += 2;
        } else if here.starts_with("*/") {
            depth -= 1;
            offset += 2;
            if depth == 0 {
                return offset;
            }
        } else {
            offset += here.chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: Kind, source: &str) -> Vec<&str> {
        pieces(source).into_iter().filter(|piece| piece.kind == kind).map(|piece| piece.text).collect()
    }

    #[test]
    fn strings_comments_and_code_are_told_apart() {
        let source =
            "let a = \"x \\\" y\"; // not \"this\"\nlet b = r#\"raw \" text\"#; /* nor /* \"that\" */ */ let c = '\"';";
        assert_eq!(of(Kind::Text, source), ["x \\\" y", "raw \" text"]);
        assert_eq!(of(Kind::Comment, source), ["// not \"this\"", "/* nor /* \"that\" */ */"]);
        assert!(of(Kind::Code, source).concat().contains("let c"));
    }

    #[test]
    fn a_lifetime_opens_no_literal() {
        let source = "fn first<'a>(x: &'a str) -> &'a str { x } // 'a\nconst N: char = '\\''; const S: &str = \"s\";";
        assert_eq!(of(Kind::Text, source), ["s"]);
    }

    #[test]
    fn a_word_that_ends_in_r_opens_no_raw_string() {
        assert_eq!(of(Kind::Text, "for\"a\"; br\"b\";"), ["a", "b"]);
    }

    #[test]
    fn lines_are_counted_through_strings() {
        let lines: Vec<_> = pieces("a\n\"b\nc\"\n// d").into_iter().map(|piece| (piece.kind, piece.line)).collect();
        assert_eq!(lines, [(Kind::Code, 1), (Kind::Text, 2), (Kind::Code, 3), (Kind::Comment, 4)]);
    }
}
