//! The functions that are known, under the names of the dialects that Splink writes.

use sqlparser::ast::{self, Expr, FunctionArg, FunctionArgExpr, FunctionArguments};

use super::lower::unknown;
use super::{Refusal, Scope};
use crate::splink::evaluate::pattern::Pattern;
use crate::splink::evaluate::strptime::Format;
use crate::splink::expression::{Expression, Function, Metric, Part, Type};
use crate::splink::value::SplinkValue;

impl Metric {
    /// The metric that a function computes.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        Some(match name {
            "levenshtein" | "editdist3" | "levenshtein_distance" => Self::Levenshtein,
            "damerau_levenshtein" => Self::DamerauLevenshtein,
            "jaro_similarity" | "jaro_sim" => Self::Jaro,
            "jaro_winkler_similarity" | "jaro_winkler" => Self::JaroWinkler,
            "jaccard" => Self::Jaccard,
            "hamming" | "mismatches" => Self::Hamming,
            _ => return None,
        })
    }
}

impl Part {
    /// The unit of a name; a plural is the same.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        Some(match name.strip_suffix('s').unwrap_or(&name) {
            "year" => Self::Year,
            "month" => Self::Month,
            "day" => Self::Day,
            "hour" => Self::Hour,
            "minute" => Self::Minute,
            "second" => Self::Second,
            _ => return None,
        })
    }
}

/// The arguments of a call, all of them plain.
pub(super) fn arguments<'a>(call: &'a ast::Function, tree: &Expr) -> Result<Vec<&'a Expr>, Refusal> {
    let is_plain = call.over.is_none()
        && call.filter.is_none()
        && call.null_treatment.is_none()
        && call.within_group.is_empty()
        && matches!(call.parameters, FunctionArguments::None);
    let FunctionArguments::List(list) = &call.args else { return Err(unknown(tree)) };
    if !is_plain || list.duplicate_treatment.is_some() || !list.clauses.is_empty() {
        return Err(unknown(tree));
    }
    let plain = |argument: &'a FunctionArg| match argument {
        FunctionArg::Unnamed(FunctionArgExpr::Expr(argument)) => Ok(argument),
        _ => Err(unknown(tree)),
    };
    list.args.iter().map(plain).collect()
}

pub(super) fn name(call: &ast::Function) -> String {
    call.name.to_string().to_ascii_lowercase()
}

impl Scope<'_> {
    pub(super) fn function(&mut self, call: &ast::Function, tree: &Expr, depth: usize) -> Result<Expression, Refusal> {
        let name = name(call);
        if let Some(pairwise) = self.pairwise(&name, call, tree, depth)? {
            return Ok(pairwise);
        }
        let mut arguments = Vec::new();
        for argument in self::arguments(call, tree)? {
            arguments.push(self.lower(argument, depth)?);
        }
        let wrong = || Refusal::new(format!("`{name}` does not take {} arguments", arguments.len()));
        let takes =
            |least: usize, most: usize| (least..=most).contains(&arguments.len()).then_some(()).ok_or_else(wrong);
        if let Some(metric) = Metric::of_name(&name) {
            takes(2, 2)?;
            return Ok(Expression::call(Function::Similarity(metric), arguments));
        }
        let (function, least, most) = match name.as_str() {
            "lower" | "lcase" => (Function::Lower, 1, 1),
            "upper" | "ucase" => (Function::Upper, 1, 1),
            "trim" => (Function::Trim { start: true, end: true }, 1, 1),
            "ltrim" => (Function::Trim { start: true, end: false }, 1, 1),
            "rtrim" => (Function::Trim { start: false, end: true }, 1, 1),
            "length" | "len" | "char_length" | "character_length" => (Function::Length, 1, 1),
            "left" => (Function::Left, 2, 2),
            "right" => (Function::Right, 2, 2),
            "substr" | "substring" => (Function::Substring, 2, 3),
            "replace" => (Function::Replace, 3, 3),
            "reverse" => (Function::Reverse, 1, 1),
            "concat" => (Function::Concatenate, 1, 100),
            "coalesce" => (Function::Coalesce, 1, 100),
            "ifnull" => (Function::Coalesce, 2, 2),
            "nullif" => (Function::NullIf, 2, 2),
            "least" => (Function::Least, 1, 100),
            "greatest" => (Function::Greatest, 1, 100),
            "abs" => (Function::Absolute, 1, 1),
            "floor" => (Function::Floor, 1, 1),
            "radians" => (Function::Radians, 1, 1),
            "sin" => (Function::Sine, 1, 1),
            "cos" => (Function::Cosine, 1, 1),
            "acos" => (Function::ArcCosine, 1, 1),
            "epoch" | "unix_timestamp" | "to_unixtime" => (Function::Epoch, 1, 1),
            "year" => (Function::DatePart(Part::Year), 1, 1),
            "month" => (Function::DatePart(Part::Month), 1, 1),
            "day" => (Function::DatePart(Part::Day), 1, 1),
            "array_cosine_similarity" | "list_cosine_similarity" => (Function::CosineSimilarity, 2, 2),
            "list_intersect" | "array_intersect" => (Function::ListIntersect, 2, 2),
            "array_length" | "size" | "cardinality" => (Function::ListLength, 1, 2),
            _ => return self.special(&name, arguments, tree),
        };
        takes(least, most)?;
        if matches!(function, Function::ListLength)
            && arguments.len() == 2
            && arguments.pop() != Some(Expression::Constant(SplinkValue::Integer(1)))
        {
            return Err(unknown(tree));
        }
        Ok(Expression::call(function, arguments))
    }

    /// Functions with an argument that must be known beforehand.
    fn special(&self, name: &str, arguments: Vec<Expression>, tree: &Expr) -> Result<Expression, Refusal> {
        let text = |place: usize| match arguments.get(place) {
            Some(Expression::Constant(SplinkValue::Text(text))) => Ok(text.as_str()),
            _ => Err(Refusal::new(format!("`{name}` takes a text between quotes as argument {}", place + 1))),
        };
        let first = || arguments.first().cloned().ok_or_else(|| unknown(tree));
        match (name, arguments.len()) {
            ("regexp_extract", 2) => extracted(first()?, text(1)?, 0, false),
            ("regexp_extract", 3) => match arguments.get(2) {
                Some(Expression::Constant(SplinkValue::Integer(group @ 0..=9))) => {
                    extracted(first()?, text(1)?, usize::try_from(*group).unwrap_or(0), false)
                }
                _ => Err(Refusal::new("the group of `regexp_extract` is a number from 0 to 9")),
            },
            ("try_strptime", 2) => time(first()?, text(1)?, true),
            ("strptime", 2) => time(first()?, text(1)?, false),
            ("try_to_timestamp", 2) => time(first()?, &format_of_java(text(1)?)?, true),
            ("try_cast_date" | "try_cast_timestamp", 2) => time(first()?, &format_of_postgres(text(1)?)?, true),
            ("date" | "to_date", 1) => {
                Ok(Expression::Cast { to: Type::Date, lenient: true, operand: Box::new(first()?) })
            }
            // Spark's days from the second to the first.
            ("datediff", 2) => {
                let reversed = arguments.iter().rev().cloned().collect();
                Ok(Expression::call(Function::DateDifference(Part::Day), reversed))
            }
            ("date_diff" | "datediff", 3) => {
                let part = Part::of_name(text(0)?).ok_or_else(|| unknown(tree))?;
                Ok(Expression::call(Function::DateDifference(part), arguments.iter().skip(1).cloned().collect()))
            }
            ("element_at" | "list_extract" | "array_extract", 2) => match arguments.get(1) {
                Some(Expression::Constant(SplinkValue::Integer(index))) => {
                    Ok(Expression::Element { operand: Box::new(first()?), index: *index })
                }
                _ => Err(Refusal::new(format!("`{name}` takes a number as its second argument"))),
            },
            _ => Err(Refusal::new(format!("the function `{name}` is not among those of Splink's libraries"))),
        }
    }
}

/// The group of a pattern in a text.
pub(super) fn extracted(
    operand: Expression,
    pattern: &str,
    group: usize,
    or_null: bool,
) -> Result<Expression, Refusal> {
    let compiled = Pattern::new(pattern)
        .map_err(|reason| Refusal::new(format!("the regular expression `{pattern}` is not read: {reason}")))?;
    Ok(Expression::call(Function::RegexExtract { pattern: compiled, group, or_null }, vec![operand]))
}

fn time(operand: Expression, format: &str, lenient: bool) -> Result<Expression, Refusal> {
    let compiled = Format::new(format)
        .map_err(|reason| Refusal::new(format!("the format of a time `{format}` is not read: {reason}")))?;
    Ok(Expression::call(Function::ParseTime { format: compiled, lenient }, vec![operand]))
}

/// A format of Java, as Spark takes it, in the form of `strptime`; a format of `strptime` is left as it is.
fn format_of_java(format: &str) -> Result<String, Refusal> {
    const WORDS: [(&str, &str); 9] = [
        ("yyyy", "%Y"),
        ("yy", "%y"),
        ("MM", "%m"),
        ("dd", "%d"),
        ("HH", "%H"),
        ("mm", "%M"),
        ("ss", "%S"),
        ("XXX", "%z"),
        ("'T'", "T"),
    ];
    translated(format, &WORDS)
}

/// A format of PostgreSQL.
fn format_of_postgres(format: &str) -> Result<String, Refusal> {
    const WORDS: [(&str, &str); 8] = [
        ("YYYY", "%Y"),
        ("YY", "%y"),
        ("MM", "%m"),
        ("DD", "%d"),
        ("HH24", "%H"),
        ("MI", "%M"),
        ("SS", "%S"),
        ("T", "T"),
    ];
    translated(format, &WORDS)
}

fn translated(format: &str, words: &[(&str, &str)]) -> Result<String, Refusal> {
    if format.contains('%') {
        return Ok(format.to_owned());
    }
    let mut written = String::new();
    let mut rest = format;
    while let Some(letter) = rest.chars().next() {
        if let Some((word, specifier)) = words.iter().find(|(word, _)| rest.starts_with(word)) {
            written.push_str(specifier);
            rest = rest.strip_prefix(word).unwrap_or_default();
        } else if letter.is_ascii_alphabetic() || letter == '\'' {
            return Err(Refusal::new(format!("the format of a time `{format}` is not read from `{rest}` on")));
        } else {
            written.push(letter);
            rest = rest.strip_prefix(letter).unwrap_or_default();
        }
    }
    Ok(written)
}
