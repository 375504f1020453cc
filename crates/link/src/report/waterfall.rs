//! A pair's weight, part by part.

use super::svg::{AGAINST, Anchor, FOR, INK, QUIET, Svg, WIDTH, label};
use crate::model::FieldEvidence;

const ROW: f64 = 33.0;

/// Each part's bar starts where the one before it ended; the last is the sum. Parts of 0 bits are left out.
pub(super) fn waterfall(evidence: &[FieldEvidence], threshold: f64, total: &str, shows: &str) -> String {
    let mut sums = vec![0.0];
    let parts: Vec<(&FieldEvidence, f64)> = evidence
        .iter()
        .map(|line| (line, line.weight + line.frequency_weight))
        .filter(|(_, part)| part.abs() >= 0.005)
        .collect();
    let mut sum = 0.0;
    for (_, part) in &parts {
        sum += part;
        sums.push(sum);
    }
    let least = sums.iter().copied().fold(threshold, f64::min);
    let most = sums.iter().copied().fold(threshold, f64::max);
    let x = |value: f64| WIDTH * (value - least) / (most - least).max(1.0);
    let mut svg = Svg::default();
    let mut top = 2.0;
    let bar = |svg: &mut Svg, top: f64, words: &str, from: f64, to: f64, colour: &str, figure: f64| {
        svg.text(0.0, top + 11.0, Anchor::Start, &label(words, 48));
        svg.text(WIDTH, top + 11.0, Anchor::End, &format!("{figure:+.1}"));
        svg.rect([x(from.min(to)), top + 15.0, (x(to) - x(from)).abs().max(1.0), 12.0], colour);
    };
    // Under all else, so that words stay legible.
    let bottom = top + ROW * (super::html::number(parts.len() as u64) + 1.0);
    svg.line([x(threshold), top, x(threshold), bottom], QUIET, 1.5, " stroke-dasharray=\"4 3\"");
    let mut from = 0.0;
    for (line, part) in &parts {
        let words = format!("{}: {}", line.comparison, line.level);
        let colour = if *part < 0.0 { AGAINST } else { FOR };
        bar(&mut svg, top, &words, from, from + part, colour, *part);
        from += part;
        top += ROW;
    }
    bar(&mut svg, top, total, 0.0, sum, INK, sum);
    svg.finish(top + ROW + 2.0, shows)
}
