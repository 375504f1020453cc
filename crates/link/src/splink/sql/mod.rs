//! SQL conditions to expressions. The text is read by a library; what the tree may hold is decided here.

mod dialect;
mod function;
mod list;
mod lower;

use sqlparser::ast::Expr;
use sqlparser::parser::Parser;
use sqlparser::tokenizer::{Token, Tokenizer};

use super::column::Columns;
use super::expression::{Expression, Side};
use super::fault::SplinkFault;
use super::limits::{SQL_BYTES, SQL_NESTING, SQL_TOKENS};

pub use dialect::SplinkDialect;

/// Why a part of a condition is not known.
pub(crate) struct Refusal(pub(crate) String);

impl Refusal {
    pub(crate) fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

/// What a text means: which words of it are columns, and of which record.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Columns of two records: `x_l`, `x_r`, `l.x`, `r.x`.
    Pair,
    /// Columns of one record, as they are called.
    Record,
}

/// What is needed while a tree is walked.
pub(crate) struct Scope<'a> {
    pub(crate) dialect: SplinkDialect,
    pub(crate) reading: Reading,
    pub(crate) columns: &'a mut Columns,
}

/// Compiles a condition on a pair. `place` says in messages where it stands.
///
/// # Errors
/// [`SplinkFault::Sql`] for what is not known.
pub(crate) fn condition(
    sql: &str,
    dialect: SplinkDialect,
    place: &str,
    columns: &mut Columns,
) -> Result<Expression, SplinkFault> {
    compile(sql, &mut Scope { dialect, reading: Reading::Pair, columns }, place)
}

/// Compiles a column or an expression over one record, such as the column of a term frequency. What is no SQL is the name
/// of a column.
///
/// # Errors
/// [`SplinkFault::Sql`] for what is SQL and not known.
pub(crate) fn of_record(
    sql: &str,
    dialect: SplinkDialect,
    place: &str,
    columns: &mut Columns,
) -> Result<Expression, SplinkFault> {
    let is_reference =
        matches!(tree(sql, dialect), Ok(Expr::Identifier(_) | Expr::CompoundFieldAccess { .. } | Expr::Function(_)));
    if !is_reference {
        let name = sql.trim_matches(|letter| matches!(letter, '"' | '`'));
        return Ok(Expression::Operand { side: Side::Left, place: columns.place(name) });
    }
    compile(sql, &mut Scope { dialect, reading: Reading::Record, columns }, place)
}

fn compile(sql: &str, scope: &mut Scope<'_>, place: &str) -> Result<Expression, SplinkFault> {
    let refused = |Refusal(reason)| SplinkFault::Sql { place: place.to_owned(), sql: sql.to_owned(), reason };
    if sql.len() > SQL_BYTES {
        let what = format!("bytes of SQL in {place}");
        return Err(SplinkFault::TooMuch { what, found: sql.len(), limit: SQL_BYTES });
    }
    let tree = tree(sql, scope.dialect).map_err(refused)?;
    let expression = scope.lower(&tree, 0).map_err(refused)?;
    scope.columns.learn(&expression);
    Ok(expression)
}

/// The library's tree of a text.
fn tree(sql: &str, dialect: SplinkDialect) -> Result<Expr, Refusal> {
    let grammar = dialect.grammar();
    let tokens = Tokenizer::new(&*grammar, sql).tokenize().map_err(|fault| Refusal::new(fault.to_string()))?;
    let words = tokens.iter().filter(|token| !matches!(token, Token::Whitespace(_))).count();
    if words > SQL_TOKENS {
        return Err(Refusal::new(format!("it has {words} words and signs, at most {SQL_TOKENS} are read")));
    }
    let mut parser = Parser::new(&*grammar).with_recursion_limit(SQL_NESTING).with_tokens(tokens);
    let tree = parser.parse_expr().map_err(|fault| Refusal::new(fault.to_string()))?;
    let next = parser.next_token();
    if next.token != Token::EOF {
        return Err(Refusal::new(format!("`{next}` follows where the condition should end")));
    }
    Ok(tree)
}
