//! Conditions and expressions, typed: what a SQL text is compiled to.

use super::evaluate::pattern::Pattern;
use super::evaluate::strptime::Format;
use super::value::SplinkValue;

/// The record of a pair that a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Side {
    Left,
    Right,
}

/// An expression over the two records of a pair, or, where every operand is on the left, over one record.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Expression {
    /// A column, or, once a comparison is compiled, a derived value.
    Operand {
        side: Side,
        place: usize,
    },
    Constant(SplinkValue),
    Not(Box<Self>),
    /// AND of all, by SQL's logic of three values.
    All(Vec<Self>),
    /// OR of all.
    Any(Vec<Self>),
    IsNull(Box<Self>),
    Compare {
        operator: Comparator,
        left: Box<Self>,
        right: Box<Self>,
        /// Whether a side is computed in floating point.
        is_rounded: bool,
    },
    Arithmetic {
        operator: Operator,
        left: Box<Self>,
        right: Box<Self>,
    },
    Case {
        branches: Vec<(Self, Self)>,
        otherwise: Option<Box<Self>>,
    },
    Cast {
        to: Type,
        lenient: bool,
        operand: Box<Self>,
    },
    /// An element of a list, or a letter of a text: from 1, or from -1 at the end.
    Element {
        operand: Box<Self>,
        index: i64,
    },
    Field {
        operand: Box<Self>,
        name: String,
    },
    Call {
        function: Function,
        arguments: Vec<Self>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// What a value is cast to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    Boolean,
    Integer,
    Real,
    Double,
    Text,
    Date,
    Timestamp,
}

/// How similar two texts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Metric {
    Levenshtein,
    DamerauLevenshtein,
    Jaro,
    JaroWinkler,
    Jaccard,
    Hamming,
}

/// A unit of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Function {
    Similarity(Metric),
    /// The best of a metric over all pairs of elements of two lists.
    Pairwise {
        metric: Metric,
        highest: bool,
    },
    CosineSimilarity,
    ListIntersect,
    ListLength,
    Lower,
    Upper,
    Trim {
        start: bool,
        end: bool,
    },
    Length,
    Left,
    Right,
    Substring,
    Replace,
    Reverse,
    /// `||`: null where a part is null.
    Join,
    /// `concat`: a part that is null counts as nothing.
    Concatenate,
    /// Group of the first match; a text that does not match gives an empty text, or null where `or_null`.
    RegexExtract {
        pattern: Pattern,
        group: usize,
        or_null: bool,
    },
    Coalesce,
    NullIf,
    Least,
    Greatest,
    Absolute,
    Negate,
    Floor,
    Radians,
    Sine,
    Cosine,
    ArcCosine,
    /// A text as a time; one that does not match is null where `lenient`, else an error.
    ParseTime {
        format: Format,
        lenient: bool,
    },
    Epoch,
    DateDifference(Part),
    DatePart(Part),
}

impl Expression {
    pub(crate) fn call(function: Function, arguments: Vec<Self>) -> Self {
        Self::Call { function, arguments }
    }

    pub(crate) fn compare(operator: Comparator, left: Self, right: Self) -> Self {
        let is_rounded = left.is_rounded() || right.is_rounded();
        Self::Compare { operator, left: Box::new(left), right: Box::new(right), is_rounded }
    }

    /// The parts that it is made of.
    pub(crate) fn children(&self) -> Vec<&Self> {
        match self {
            Self::Operand { .. } | Self::Constant(_) => Vec::new(),
            Self::Not(operand)
            | Self::IsNull(operand)
            | Self::Cast { operand, .. }
            | Self::Element { operand, .. }
            | Self::Field { operand, .. } => vec![operand],
            Self::All(parts) | Self::Any(parts) | Self::Call { arguments: parts, .. } => parts.iter().collect(),
            Self::Compare { left, right, .. } | Self::Arithmetic { left, right, .. } => vec![left, right],
            Self::Case { branches, otherwise } => {
                let of_branches = branches.iter().flat_map(|(condition, result)| [condition, result]);
                of_branches.chain(otherwise.as_deref()).collect()
            }
        }
    }

    /// The same, to change.
    pub(crate) fn children_mut(&mut self) -> Vec<&mut Self> {
        match self {
            Self::Operand { .. } | Self::Constant(_) => Vec::new(),
            Self::Not(operand)
            | Self::IsNull(operand)
            | Self::Cast { operand, .. }
            | Self::Element { operand, .. }
            | Self::Field { operand, .. } => vec![operand],
            Self::All(parts) | Self::Any(parts) | Self::Call { arguments: parts, .. } => parts.iter_mut().collect(),
            Self::Compare { left, right, .. } | Self::Arithmetic { left, right, .. } => vec![left, right],
            Self::Case { branches, otherwise } => {
                let of_branches = branches.iter_mut().flat_map(|(condition, result)| [condition, result]);
                of_branches.chain(otherwise.as_deref_mut()).collect()
            }
        }
    }

    /// Whether it reads the left record, and whether the right.
    pub(crate) fn sides(&self) -> (bool, bool) {
        if let Self::Operand { side, .. } = self {
            return (*side == Side::Left, *side == Side::Right);
        }
        let joined = |before: (bool, bool), child: &Self| {
            let (left, right) = child.sides();
            (before.0 || left, before.1 || right)
        };
        self.children().into_iter().fold((false, false), joined)
    }

    /// The same expression with every operand on the left: what is derived from one record.
    pub(crate) fn on_one_side(mut self) -> Self {
        self.turn_left();
        self
    }

    fn turn_left(&mut self) {
        if let Self::Operand { side, .. } = self {
            *side = Side::Left;
        }
        self.children_mut().into_iter().for_each(Self::turn_left);
    }

    /// Whether its value is computed in floating point, so that two computers may differ in its last digit.
    pub(crate) fn is_rounded(&self) -> bool {
        match self {
            Self::Call { function, .. } if function.is_rounded() => true,
            Self::Call { function: Function::Epoch | Function::ListLength, .. } => false,
            Self::Arithmetic { operator: Operator::Divide, .. } => true,
            Self::Compare { .. } | Self::IsNull(_) => false,
            other => other.children().into_iter().any(Self::is_rounded),
        }
    }
}

impl Function {
    const fn is_rounded(&self) -> bool {
        match self {
            Self::Similarity(metric) | Self::Pairwise { metric, .. } => {
                matches!(metric, Metric::Jaro | Metric::JaroWinkler | Metric::Jaccard)
            }
            Self::CosineSimilarity | Self::Radians | Self::Sine | Self::Cosine | Self::ArcCosine => true,
            _ => false,
        }
    }
}

impl Comparator {
    /// Whether it holds of two values in this order.
    pub(crate) const fn is_met_by(self, order: std::cmp::Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
        }
    }
}
