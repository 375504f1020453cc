//! The columns that a model reads, and what each must hold.

use super::evaluate::cast::cast;
use super::expression::{Expression, Function, Type};
use super::value::SplinkValue;

/// A column that a model reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplinkColumn {
    /// Its name in the data; capitals do not count.
    pub name: String,
    /// What its conditions need of it.
    pub kind: SplinkKind,
}

/// What a column must hold for the conditions that read it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SplinkKind {
    /// It is only compared with itself or looked for: any type does.
    #[default]
    Any,
    /// Texts.
    Text,
    /// Numbers.
    Number,
    /// Dates or times.
    Time,
    /// Lists; of texts, as far as the conditions tell.
    List,
    /// Lists of numbers, all of one length.
    Vector,
    /// Structs.
    Struct,
}

impl SplinkKind {
    /// The text of a cell as a value of this kind. An empty cell is null; the items of a list stand between
    /// [`crate::VALUE_SEPARATOR`]s. `None` where the text is nothing of the kind: a struct has no text.
    pub fn read(self, text: &str) -> Option<SplinkValue> {
        if text.is_empty() {
            return Some(SplinkValue::Null);
        }
        let items = || text.split(crate::VALUE_SEPARATOR);
        let number =
            |text: &str| text.parse().map(SplinkValue::Integer).or_else(|_| text.parse().map(SplinkValue::Double));
        match self {
            Self::Any | Self::Text => Some(SplinkValue::from(text)),
            Self::Number => number(text.trim()).ok(),
            Self::Time => {
                let of_type = |to| cast(&SplinkValue::from(text), to).ok();
                if text.trim().len() > "YYYY-MM-DD".len() { of_type(Type::Timestamp) } else { of_type(Type::Date) }
            }
            Self::List => Some(SplinkValue::List(items().map(SplinkValue::from).collect())),
            Self::Vector => {
                let double = |item: &str| item.trim().parse().map(SplinkValue::Double);
                items().map(double).collect::<Result<_, _>>().ok().map(SplinkValue::List)
            }
            Self::Struct => None,
        }
    }
}

/// The values of one record, in the order of the model's columns.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SplinkRecord {
    pub(crate) values: Vec<SplinkValue>,
}

impl SplinkRecord {
    /// A record. What is missing at the end is null.
    pub const fn new(values: Vec<SplinkValue>) -> Self {
        Self { values }
    }
}

/// The columns that were met so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Columns(pub(crate) Vec<SplinkColumn>);

impl Columns {
    /// The place of a column, which is added where it is new.
    pub(crate) fn place(&mut self, name: &str) -> usize {
        let known = self.0.iter().position(|column| column.name.eq_ignore_ascii_case(name));
        known.unwrap_or_else(|| {
            self.0.push(SplinkColumn { name: name.to_owned(), kind: SplinkKind::Any });
            self.0.len() - 1
        })
    }

    /// The place of a column that holds lists.
    pub(crate) fn place_of_list(&mut self, name: &str) -> usize {
        let place = self.place(name);
        if let Some(column) = self.0.get_mut(place) {
            column.kind = SplinkKind::List;
        }
        place
    }

    /// Takes note of what an expression needs of the columns in it.
    pub(crate) fn learn(&mut self, expression: &Expression) {
        self.demand(expression, SplinkKind::Any);
    }

    fn demand(&mut self, expression: &Expression, kind: SplinkKind) {
        match expression {
            Expression::Operand { place, .. } => {
                if let Some(column) = self.0.get_mut(*place) {
                    column.kind = column.kind.max(kind);
                }
            }
            Expression::Arithmetic { left, right, .. } => {
                let number = |other: &Expression| match other {
                    Expression::Constant(SplinkValue::Date(_) | SplinkValue::Timestamp(_)) => SplinkKind::Time,
                    _ => SplinkKind::Number,
                };
                self.demand(left, number(right));
                self.demand(right, number(left));
            }
            Expression::Compare { left, right, .. } => {
                self.demand(left, kind_of_constant(right));
                self.demand(right, kind_of_constant(left));
            }
            Expression::Element { operand, .. } => self.demand(operand, SplinkKind::List),
            Expression::Field { operand, .. } => self.demand(operand, SplinkKind::Struct),
            Expression::Case { branches, otherwise } => {
                for (condition, result) in branches {
                    self.demand(condition, SplinkKind::Any);
                    self.demand(result, kind);
                }
                if let Some(result) = otherwise {
                    self.demand(result, kind);
                }
            }
            Expression::Call { function, arguments } => {
                for (index, argument) in arguments.iter().enumerate() {
                    let needed = function.needs(index).unwrap_or(kind);
                    self.demand(argument, needed);
                }
            }
            other => other.children().into_iter().for_each(|child| self.demand(child, SplinkKind::Any)),
        }
    }
}

const fn kind_of_constant(expression: &Expression) -> SplinkKind {
    match expression {
        Expression::Constant(SplinkValue::Text(_)) => SplinkKind::Text,
        Expression::Constant(
            SplinkValue::Integer(_) | SplinkValue::Decimal(_) | SplinkValue::Real(_) | SplinkValue::Double(_),
        ) => SplinkKind::Number,
        Expression::Constant(SplinkValue::Date(_) | SplinkValue::Timestamp(_)) => SplinkKind::Time,
        _ => SplinkKind::Any,
    }
}

impl Function {
    /// What an argument must be; `None` where it must be what the whole is.
    const fn needs(&self, argument: usize) -> Option<SplinkKind> {
        Some(match self {
            Self::Coalesce | Self::Least | Self::Greatest => return None,
            Self::NullIf if argument == 0 => return None,
            Self::NullIf | Self::Concatenate | Self::Length => SplinkKind::Any,
            Self::Epoch | Self::DateDifference(_) | Self::DatePart(_) => SplinkKind::Time,
            Self::ListIntersect | Self::ListLength | Self::Pairwise { .. } => SplinkKind::List,
            Self::CosineSimilarity => SplinkKind::Vector,
            Self::Absolute
            | Self::Negate
            | Self::Radians
            | Self::Sine
            | Self::Cosine
            | Self::ArcCosine
            | Self::Floor => SplinkKind::Number,
            Self::Substring | Self::Left | Self::Right if argument > 0 => SplinkKind::Number,
            _ => SplinkKind::Text,
        })
    }
}
