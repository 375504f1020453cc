//! The library's tree to an expression.

use sqlparser::ast::{
    AccessExpr, BinaryOperator, CaseWhen, CastKind, DataType, DateTimeField, Expr, Ident, Subscript, UnaryOperator,
    Value,
};

use super::function::extracted;
use super::{Reading, Refusal, Scope};
use crate::splink::evaluate::cast;
use crate::splink::expression::{Comparator, Expression, Function, Operator, Part, Side, Type};
use crate::splink::limits::EXPRESSION_DEPTH;
use crate::splink::value::SplinkValue;

type Lowered = Result<Expression, Refusal>;

impl Scope<'_> {
    /// An expression of the tree, `depth` levels down in it.
    pub(super) fn lower(&mut self, tree: &Expr, depth: usize) -> Lowered {
        if depth > EXPRESSION_DEPTH {
            return Err(Refusal::new(format!("it is nested deeper than {EXPRESSION_DEPTH} levels")));
        }
        let next = depth + 1;
        match tree {
            Expr::Nested(inner) => self.lower(inner, next),
            Expr::Identifier(name) => self.column(&name.value),
            Expr::CompoundIdentifier(names) => self.qualified(names),
            Expr::CompoundFieldAccess { root, access_chain } => self.accessed(root, access_chain, next),
            Expr::Value(value) => literal(&value.value),
            Expr::TypedString(typed) => {
                let text = literal(&typed.value.value)?;
                constant_cast(text, type_of(&typed.data_type)?)
            }
            Expr::IsNull(operand) => Ok(Expression::IsNull(Box::new(self.lower(operand, next)?))),
            Expr::IsNotNull(operand) => Ok(negated(Expression::IsNull(Box::new(self.lower(operand, next)?)))),
            Expr::BinaryOp { left, op, right } => self.binary(tree, left, op, right, next),
            Expr::UnaryOp { op: UnaryOperator::Not, expr } => Ok(negated(self.lower(expr, next)?)),
            Expr::UnaryOp { op: UnaryOperator::Plus, expr } => self.lower(expr, next),
            Expr::UnaryOp { op: UnaryOperator::Minus, expr } => Ok(minus(self.lower(expr, next)?)),
            Expr::Between { expr, negated: is_negated, low, high } => {
                let between = Expression::All(vec![
                    Expression::compare(Comparator::GreaterOrEqual, self.lower(expr, next)?, self.lower(low, next)?),
                    Expression::compare(Comparator::LessOrEqual, self.lower(expr, next)?, self.lower(high, next)?),
                ]);
                Ok(if *is_negated { negated(between) } else { between })
            }
            Expr::Case { operand, conditions, else_result, .. } => {
                self.case(operand.as_deref(), conditions, else_result.as_deref(), next)
            }
            Expr::Cast { kind, expr, data_type, format: None } => {
                let operand = self.lower(expr, next)?;
                let to = type_of(data_type)?;
                if let (CastKind::Cast | CastKind::DoubleColon, Expression::Constant(_)) = (kind, &operand) {
                    return constant_cast(operand, to);
                }
                let lenient = match kind {
                    CastKind::Cast | CastKind::DoubleColon => false,
                    CastKind::TryCast => true,
                    CastKind::SafeCast => return Err(unknown(tree)),
                };
                Ok(Expression::Cast { to, lenient, operand: Box::new(operand) })
            }
            Expr::Extract { field: DateTimeField::Epoch, expr, .. } => {
                Ok(Expression::call(Function::Epoch, vec![self.lower(expr, next)?]))
            }
            Expr::Extract { field, expr, .. } => {
                let part = Part::of_name(&field.to_string()).ok_or_else(|| unknown(tree))?;
                Ok(Expression::call(Function::DatePart(part), vec![self.lower(expr, next)?]))
            }
            Expr::Substring { expr, substring_from: Some(from), substring_for, special, .. } => {
                let operand = self.lower(expr, next)?;
                let from = self.lower(from, next)?;
                if let (Expression::Constant(SplinkValue::Text(pattern)), false) = (&from, *special) {
                    // PostgreSQL's `substring(x from 'pattern')`: the first group.
                    return extracted(operand, pattern, 1, true);
                }
                let mut arguments = vec![operand, from];
                if let Some(length) = substring_for {
                    arguments.push(self.lower(length, next)?);
                }
                Ok(Expression::call(Function::Substring, arguments))
            }
            Expr::Trim { trim_where, trim_what: None, expr, trim_characters: None } => {
                use sqlparser::ast::TrimWhereField::{Leading, Trailing};
                let start = !matches!(trim_where, Some(Trailing));
                let end = !matches!(trim_where, Some(Leading));
                Ok(Expression::call(Function::Trim { start, end }, vec![self.lower(expr, next)?]))
            }
            Expr::Floor { expr, .. } => Ok(Expression::call(Function::Floor, vec![self.lower(expr, next)?])),
            Expr::Function(call) => self.function(call, tree, next),
            _ => Err(unknown(tree)),
        }
    }

    /// A column that is written without the name of a record.
    fn column(&mut self, name: &str) -> Lowered {
        if name.eq_ignore_ascii_case("true") || name.eq_ignore_ascii_case("false") {
            return Ok(Expression::Constant(SplinkValue::Boolean(name.eq_ignore_ascii_case("true"))));
        }
        if self.reading == Reading::Record {
            return Ok(Expression::Operand { side: Side::Left, place: self.columns.place(name) });
        }
        let (side, stem) = match name.char_indices().nth_back(1).map(|(start, _)| name.split_at(start)) {
            Some((stem, suffix)) if suffix.eq_ignore_ascii_case("_l") => (Side::Left, stem),
            Some((stem, suffix)) if suffix.eq_ignore_ascii_case("_r") => (Side::Right, stem),
            _ => {
                let reason =
                    format!("column `{name}` is of neither record: `{name}_l`, `{name}_r`, `l.{name}` or `r.{name}`");
                return Err(Refusal::new(reason));
            }
        };
        Ok(Expression::Operand { side, place: self.columns.place(stem) })
    }

    /// A column after the name of a record.
    fn qualified(&mut self, names: &[Ident]) -> Lowered {
        if let ([record, column], Reading::Pair) = (names, self.reading)
            && let Some(side) = side_of(&record.value)
        {
            return Ok(Expression::Operand { side, place: self.columns.place(&column.value) });
        }
        let written: Vec<_> = names.iter().map(ToString::to_string).collect();
        Err(Refusal::new(format!("`{}` is no column of the records `l` and `r`", written.join("."))))
    }

    /// `column['field']`, `column[1]`, also after the name of a record.
    fn accessed(&mut self, root: &Expr, chain: &[AccessExpr], depth: usize) -> Lowered {
        let (mut expression, rest) = match (root, chain) {
            (Expr::Identifier(record), [AccessExpr::Dot(column), rest @ ..]) if side_of(&record.value).is_some() => {
                let name = match column {
                    Expr::Identifier(name) => name.value.clone(),
                    Expr::Value(value) => match &value.value {
                        Value::DoubleQuotedString(name) => name.clone(),
                        _ => return Err(unknown(column)),
                    },
                    _ => return Err(unknown(column)),
                };
                let side = side_of(&record.value).unwrap_or(Side::Left);
                (Expression::Operand { side, place: self.columns.place(&name) }, rest)
            }
            _ => (self.lower(root, depth)?, chain),
        };
        for access in rest {
            let operand = Box::new(expression);
            expression = match access {
                AccessExpr::Dot(Expr::Identifier(name)) => Expression::Field { operand, name: name.value.clone() },
                AccessExpr::Subscript(Subscript::Index { index }) => match self.lower(index, depth)? {
                    Expression::Constant(SplinkValue::Text(name)) => Expression::Field { operand, name },
                    Expression::Constant(SplinkValue::Integer(index)) => {
                        Expression::Element { operand, index: self.counted_from_one(index) }
                    }
                    // PostgreSQL's last element: `x[array_length(x, 1)]`.
                    Expression::Call { function: Function::ListLength, arguments }
                        if arguments == [(*operand).clone()] =>
                    {
                        Expression::Element { operand, index: -1 }
                    }
                    _ => return Err(Refusal::new("an element is only taken at a place that is a number or a name")),
                },
                other => return Err(Refusal::new(format!("`{other}` is not a part of a value that is known"))),
            };
        }
        Ok(expression)
    }

    /// A place in a list as DuckDB counts.
    fn counted_from_one(&self, index: i64) -> i64 {
        let first = self.dialect.first_index();
        if index < 0 { index } else { index.saturating_add(1 - first) }
    }

    fn binary(&mut self, tree: &Expr, left: &Expr, op: &BinaryOperator, right: &Expr, depth: usize) -> Lowered {
        let comparator = match op {
            BinaryOperator::And | BinaryOperator::Or => {
                let mut parts = Vec::new();
                for part in chain(tree, op) {
                    parts.push(self.lower(part, depth)?);
                }
                return Ok(if *op == BinaryOperator::And { Expression::All(parts) } else { Expression::Any(parts) });
            }
            BinaryOperator::Eq => Comparator::Equal,
            BinaryOperator::NotEq => Comparator::NotEqual,
            BinaryOperator::Lt => Comparator::Less,
            BinaryOperator::LtEq => Comparator::LessOrEqual,
            BinaryOperator::Gt => Comparator::Greater,
            BinaryOperator::GtEq => Comparator::GreaterOrEqual,
            _ => return self.operation(tree, left, op, right, depth),
        };
        Ok(Expression::compare(comparator, self.lower(left, depth)?, self.lower(right, depth)?))
    }

    fn operation(&mut self, tree: &Expr, left: &Expr, op: &BinaryOperator, right: &Expr, depth: usize) -> Lowered {
        let operator = match op {
            BinaryOperator::StringConcat => {
                let mut parts = Vec::new();
                for part in chain(tree, op) {
                    parts.push(self.lower(part, depth)?);
                }
                return Ok(Expression::call(Function::Join, parts));
            }
            BinaryOperator::Plus => Operator::Add,
            BinaryOperator::Minus => Operator::Subtract,
            BinaryOperator::Multiply => Operator::Multiply,
            BinaryOperator::Divide => {
                if let Some(cosine) = self.spark_cosine(left, right) {
                    return Ok(cosine);
                }
                Operator::Divide
            }
            other => {
                return Err(Refusal::new(format!("the operator `{other}` is not among those of Splink's libraries")));
            }
        };
        let (left, right) = (Box::new(self.lower(left, depth)?), Box::new(self.lower(right, depth)?));
        Ok(Expression::Arithmetic { operator, left, right })
    }

    fn case(&mut self, operand: Option<&Expr>, whens: &[CaseWhen], last: Option<&Expr>, depth: usize) -> Lowered {
        let mut branches = Vec::new();
        for CaseWhen { condition, result } in whens {
            let mut condition = self.lower(condition, depth)?;
            if let Some(operand) = operand {
                condition = Expression::compare(Comparator::Equal, self.lower(operand, depth)?, condition);
            }
            branches.push((condition, self.lower(result, depth)?));
        }
        let otherwise = last.map(|last| self.lower(last, depth)).transpose()?.map(Box::new);
        Ok(Expression::Case { branches, otherwise })
    }
}

/// The parts of a chain of one operator. The chain may be long, so that it is not walked by recursion.
fn chain<'a>(tree: &'a Expr, operator: &BinaryOperator) -> Vec<&'a Expr> {
    let mut parts = Vec::new();
    let mut rest = tree;
    while let Expr::BinaryOp { left, op, right } = rest {
        if op != operator {
            break;
        }
        parts.push(&**right);
        rest = left;
    }
    parts.push(rest);
    parts.reverse();
    parts
}

pub(super) fn unknown(tree: &Expr) -> Refusal {
    let written: String = tree.to_string().chars().take(200).collect();
    Refusal::new(format!("`{written}` is not among the SQL of Splink's libraries"))
}

fn side_of(record: &str) -> Option<Side> {
    match record {
        "l" | "L" => Some(Side::Left),
        "r" | "R" => Some(Side::Right),
        _ => None,
    }
}

fn negated(operand: Expression) -> Expression {
    Expression::Not(Box::new(operand))
}

fn minus(operand: Expression) -> Expression {
    match operand {
        Expression::Constant(SplinkValue::Integer(number)) => Expression::Constant(SplinkValue::Integer(-number)),
        Expression::Constant(SplinkValue::Decimal(number)) => Expression::Constant(SplinkValue::Decimal(-number)),
        Expression::Constant(SplinkValue::Double(number)) => Expression::Constant(SplinkValue::Double(-number)),
        other => Expression::call(Function::Negate, vec![other]),
    }
}

fn literal(value: &Value) -> Lowered {
    let found = match value {
        Value::Null => Some(SplinkValue::Null),
        Value::Boolean(truth) => Some(SplinkValue::Boolean(*truth)),
        Value::SingleQuotedString(text) => Some(SplinkValue::Text(text.clone())),
        Value::Number(digits, false) if digits.contains(['e', 'E']) => digits.parse().ok().map(SplinkValue::Double),
        Value::Number(digits, false) if digits.contains('.') => digits.parse().ok().map(SplinkValue::Decimal),
        Value::Number(digits, false) => digits.parse().ok().map(SplinkValue::Integer),
        _ => None,
    };
    found.map(Expression::Constant).ok_or_else(|| Refusal::new(format!("the literal `{value}` is not read")))
}

fn constant_cast(operand: Expression, to: Type) -> Lowered {
    let Expression::Constant(value) = &operand else {
        return Err(Refusal::new("a typed literal holds something else than a text"));
    };
    cast::cast(value, to).map(Expression::Constant).map_err(|cause| Refusal(cause.0))
}

fn type_of(data_type: &DataType) -> Result<Type, Refusal> {
    Ok(match data_type {
        DataType::Text | DataType::String(_) | DataType::Varchar(_) | DataType::Char(_) => Type::Text,
        DataType::TinyInt(_)
        | DataType::SmallInt(_)
        | DataType::Int(_)
        | DataType::Integer(_)
        | DataType::BigInt(_)
        | DataType::Int64 => Type::Integer,
        DataType::Real | DataType::Float(_) | DataType::Float4 => Type::Real,
        DataType::Double(_) | DataType::DoublePrecision | DataType::Float8 => Type::Double,
        DataType::Boolean | DataType::Bool => Type::Boolean,
        DataType::Date => Type::Date,
        DataType::Timestamp(_, _) | DataType::Datetime(_) => Type::Timestamp,
        other => return Err(Refusal::new(format!("the type `{other}` is not among those of Splink's libraries"))),
    })
}
