//! The two conditions that Splink writes with functions over lists: the best similarity over all pairs of elements, and
//! Spark's cosine. They are known by their whole shape; no other function that takes a function is.

use sqlparser::ast::{self, AccessExpr, Expr, LambdaFunction, Subscript, Value};

use super::function::{arguments, name};
use super::lower::unknown;
use super::{Refusal, Scope, tree};
use crate::splink::expression::{Expression, Function, Metric};
use crate::splink::sql::SplinkDialect;

const TRANSFORMS: [&str; 2] = ["list_transform", "transform"];

impl Scope<'_> {
    /// `list_min(list_transform(flatten(list_transform(a, x -> list_transform(b, y -> [x, y]))), pair -> f(pair[1],
    /// pair[2])))`, and the same with `list_max`.
    pub(super) fn pairwise(
        &mut self,
        outer: &str,
        call: &ast::Function,
        whole: &Expr,
        depth: usize,
    ) -> Result<Option<Expression>, Refusal> {
        let highest = match outer {
            "list_max" | "array_max" => true,
            "list_min" | "array_min" => false,
            _ => return Ok(None),
        };
        let Some(shape) = shape(call, self.dialect) else { return Err(unknown(whole)) };
        let lists = vec![self.lower(shape.left, depth)?, self.lower(shape.right, depth)?];
        Ok(Some(Expression::call(Function::Pairwise { metric: shape.metric, highest }, lists)))
    }

    /// Spark's cosine, which Splink writes out as a quotient of sums: it is this one if Splink, given the two columns,
    /// would have written the same.
    pub(super) fn spark_cosine(&mut self, product: &Expr, norms: &Expr) -> Option<Expression> {
        if self.dialect != SplinkDialect::Spark {
            return None;
        }
        let (sum, _) = only_call(product, "aggregate")?;
        let (zipped, _) = only_call(sum, "zip_with")?;
        let zip = arguments_of(sum)?;
        let (left, right) = (zipped, *zip.get(1)?);
        let norm = |list: &Expr| {
            format!("(sqrt(aggregate(transform({list}, x -> x * x), CAST(0.0 AS DOUBLE), (acc, x) -> acc + x)))")
        };
        let text = format!(
            "(aggregate(zip_with({left}, {right}, (x, y) -> x * y), CAST(0.0 AS DOUBLE), (acc, x) -> acc + x)) / \
             (nullif({} * {}, 0.0))",
            norm(left),
            norm(right)
        );
        let Ok(Expr::BinaryOp { left: expected_product, right: expected_norms, .. }) = tree(&text, self.dialect) else {
            return None;
        };
        if expected_product.to_string() != product.to_string() || expected_norms.to_string() != norms.to_string() {
            return None;
        }
        let lists = vec![self.lower(left, 0).ok()?, self.lower(right, 0).ok()?];
        Some(Expression::call(Function::CosineSimilarity, lists))
    }
}

struct Shape<'a> {
    left: &'a Expr,
    right: &'a Expr,
    metric: Metric,
}

fn shape(call: &ast::Function, dialect: SplinkDialect) -> Option<Shape<'_>> {
    let [scored] = arguments(call, &Expr::Function(call.clone())).ok()?.try_into().ok()?;
    let (flattened, scoring) = transform(scored)?;
    let (pairs, _) = only_call(flattened, "flatten")?;
    let (left, outer) = transform(pairs)?;
    let (right, inner) = transform(&outer.body)?;
    let (first, second) = (parameter(outer)?, parameter(inner)?);
    let Expr::Array(array) = &*inner.body else { return None };
    let [Expr::Identifier(one), Expr::Identifier(other)] = array.elem.as_slice() else { return None };
    if one.value != first || other.value != second || first == second {
        return None;
    }
    let Expr::Function(metric) = &*scoring.body else { return None };
    let pair = parameter(scoring)?;
    let [one, other] = arguments_of(&scoring.body)?.try_into().ok()?;
    let start = dialect.first_index();
    let is_in_order = element(one, pair)? == start && element(other, pair)? == start + 1;
    let metric = Metric::of_name(&name(metric)).filter(|_| is_in_order)?;
    Some(Shape { left, right, metric })
}

/// The list and the function of `list_transform`.
fn transform(expression: &Expr) -> Option<(&Expr, &LambdaFunction)> {
    let Expr::Function(call) = expression else { return None };
    if !TRANSFORMS.contains(&name(call).as_str()) {
        return None;
    }
    match arguments_of(expression)?.as_slice() {
        [list, Expr::Lambda(function)] => Some((list, function)),
        _ => None,
    }
}

fn arguments_of(expression: &Expr) -> Option<Vec<&Expr>> {
    let Expr::Function(call) = expression else { return None };
    arguments(call, expression).ok()
}

/// The first argument of a call of this name, perhaps between parentheses.
fn only_call<'a>(expression: &'a Expr, wanted: &str) -> Option<(&'a Expr, &'a ast::Function)> {
    let mut inner = expression;
    while let Expr::Nested(nested) = inner {
        inner = nested;
    }
    let Expr::Function(call) = inner else { return None };
    (name(call) == wanted).then(|| arguments_of(inner)?.first().map(|first| (*first, call))).flatten()
}

fn parameter(function: &LambdaFunction) -> Option<&str> {
    let mut names = function.params.iter();
    let only = names.next()?;
    names.next().is_none().then_some(only.name.value.as_str())
}

/// The place in `pair[1]`.
fn element(expression: &Expr, pair: &str) -> Option<i64> {
    let Expr::CompoundFieldAccess { root, access_chain } = expression else { return None };
    let (Expr::Identifier(root), [AccessExpr::Subscript(Subscript::Index { index: Expr::Value(index) })]) =
        (&**root, access_chain.as_slice())
    else {
        return None;
    };
    let Value::Number(digits, false) = &index.value else { return None };
    (root.value == pair).then(|| digits.parse().ok()).flatten()
}
