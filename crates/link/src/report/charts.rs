//! Charts of bars, columns and lines.

use super::svg::{AGAINST, Anchor, FOR, INK, QUIET, Svg, WIDTH, label};

/// Height of a line of words and of the bar under it.
const WORDS: f64 = 15.0;
const BAR: f64 = 12.0;
const ROW: f64 = WORDS + BAR + 6.0;
/// Letters of a label that a line holds beside a figure.
const LETTERS: usize = 50;

/// A bar: its label, how long it is, and the figure at its end.
pub(super) struct Bar {
    pub(super) label: String,
    pub(super) value: f64,
    pub(super) figure: String,
}

/// Bars under their labels, from 0 to the largest or to `most`.
pub(super) fn bars(bars: &[Bar], most: Option<f64>, shows: &str) -> String {
    let largest = most.unwrap_or_else(|| bars.iter().map(|bar| bar.value).fold(f64::MIN_POSITIVE, f64::max));
    let mut svg = Svg::default();
    let mut top = 2.0;
    for bar in bars {
        svg.text(0.0, top + WORDS - 4.0, Anchor::Start, &label(&bar.label, LETTERS));
        svg.text(WIDTH, top + WORDS - 4.0, Anchor::End, &bar.figure);
        svg.rect([0.0, top + WORDS, WIDTH, BAR], "#e6e9ee");
        svg.rect([0.0, top + WORDS, WIDTH * (bar.value / largest).clamp(0.0, 1.0), BAR], FOR);
        top += ROW;
    }
    svg.finish(top, shows)
}

/// Two bars under each label, both from 0 to 1.
pub(super) fn double_bars(bars: &[(String, Option<[f64; 2]>)], shows: &str) -> String {
    let mut svg = Svg::default();
    let mut top = 2.0;
    for (text, values) in bars {
        let Some([upper, lower]) = values else {
            top += heading(&mut svg, top, text);
            continue;
        };
        svg.text(8.0, top + WORDS - 4.0, Anchor::Start, &label(text, LETTERS));
        svg.rect([8.0, top + WORDS, (WIDTH - 8.0) * upper.clamp(0.0, 1.0), 6.0], FOR);
        svg.rect([8.0, top + WORDS + 7.0, (WIDTH - 8.0) * lower.clamp(0.0, 1.0), 6.0], AGAINST);
        top += ROW + 2.0;
    }
    svg.finish(top, shows)
}

/// Bars to both sides of 0; an entry without a value is a heading.
pub(super) fn signed_bars(bars: &[(String, Option<f64>)], shows: &str) -> String {
    let values = || bars.iter().filter_map(|bar| bar.1);
    let (least, most) = (values().fold(0.0, f64::min), values().fold(0.0, f64::max));
    let scale = WIDTH / (most - least).max(1.0);
    let zero = -least * scale;
    let mut svg = Svg::default();
    let mut top = 2.0;
    for (text, value) in bars {
        let Some(value) = value else {
            top += heading(&mut svg, top, text);
            continue;
        };
        svg.text(8.0, top + WORDS - 4.0, Anchor::Start, &label(text, LETTERS));
        svg.text(WIDTH, top + WORDS - 4.0, Anchor::End, &format!("{value:+.1}"));
        let (left, colour) = if *value < 0.0 { (zero + value * scale, AGAINST) } else { (zero, FOR) };
        svg.rect([left, top + WORDS, value.abs() * scale, BAR], colour);
        svg.line([zero, top + WORDS - 2.0, zero, top + WORDS + BAR + 2.0], INK, 1.0, "");
        top += ROW;
    }
    svg.finish(top, shows)
}

fn heading(svg: &mut Svg, top: f64, text: &str) -> f64 {
    svg.text(0.0, top + 18.0, Anchor::Start, &label(text, LETTERS));
    svg.line([0.0, top + 23.0, WIDTH, top + 23.0], QUIET, 1.0, "");
    28.0
}

/// A mark across a chart: where it stands and what it is called.
pub(super) struct Mark<'a> {
    pub(super) at: f64,
    pub(super) name: &'a str,
}

/// The frame of a chart over an axis from `least` to `most`.
struct Frame {
    left: f64,
    top: f64,
    bottom: f64,
    least: f64,
    most: f64,
}

impl Frame {
    const fn new(least: f64, most: f64) -> Self {
        Self { left: 44.0, top: 22.0, bottom: 200.0, least, most }
    }

    fn x(&self, value: f64) -> f64 {
        self.left + (WIDTH - self.left - 8.0) * (value - self.least) / (self.most - self.least).max(1e-9)
    }

    fn y(&self, share: f64) -> f64 {
        self.bottom - (self.bottom - self.top) * share
    }

    /// The axis below with its ticks, lines across at shares of the height with their words, and marks.
    fn draw(&self, svg: &mut Svg, across: &[(f64, String)], marks: &[Mark<'_>]) {
        for (share, words) in across {
            svg.line([self.left, self.y(*share), WIDTH - 8.0, self.y(*share)], "#d5dae1", 1.0, "");
            svg.text(self.left - 5.0, self.y(*share) + 4.0, Anchor::End, words);
        }
        svg.line([self.left, self.bottom, WIDTH - 8.0, self.bottom], INK, 1.0, "");
        let step = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0]
            .into_iter()
            .find(|step| (self.most - self.least) / step <= 8.0)
            .unwrap_or(500.0);
        // Adding 0 takes the sign off -0.
        let mut tick = (self.least / step).ceil() * step;
        while tick <= self.most + 1e-9 {
            svg.line([self.x(tick), self.bottom, self.x(tick), self.bottom + 4.0], INK, 1.0, "");
            svg.text(self.x(tick), self.bottom + 17.0, Anchor::Middle, &format!("{:.0}", tick + 0.0));
            tick += step;
        }
        // Of two marks the left one's name stands to its left.
        let first = marks.iter().map(|mark| mark.at).fold(f64::INFINITY, f64::min);
        for mark in marks {
            let x = self.x(mark.at);
            let is_left = (marks.len() > 1 && mark.at <= first && x > self.left + 50.0) || x > WIDTH - 60.0;
            let (anchor, at) = if is_left { (Anchor::End, x - 4.0) } else { (Anchor::Start, x + 4.0) };
            svg.line([x, 4.0, x, self.bottom], INK, 1.0, " stroke-dasharray=\"4 3\"");
            svg.text(at, 12.0, anchor, mark.name);
        }
    }
}

/// Columns on a logarithmic scale, each as wide as `step`.
pub(super) fn columns(columns: &[(f64, u64)], step: f64, marks: &[Mark<'_>], shows: &str) -> String {
    let (Some(first), Some(last)) = (columns.first(), columns.last()) else { return String::new() };
    let frame = Frame::new(first.0, last.0 + step);
    let largest = columns.iter().map(|column| column.1).max().unwrap_or(1);
    let decades = f64::from(largest.max(1).ilog10() + 1);
    let share =
        |count: u64| if count == 0 { 0.0 } else { (super::html::number(count).log10() + 0.15) / (decades + 0.15) };
    let mut svg = Svg::default();
    let words = |power: u32| match power {
        0..=2 => 10_u64.pow(power).to_string(),
        3..=5 => format!("{}k", 10_u64.pow(power - 3)),
        _ => format!("{}M", 10_u64.saturating_pow(power - 6)),
    };
    let across: Vec<(f64, String)> =
        (0..=largest.max(1).ilog10()).map(|power| (share(10_u64.pow(power)), words(power))).collect();
    frame.draw(&mut svg, &across, marks);
    for &(at, count) in columns {
        let (left, top) = (frame.x(at), frame.y(share(count)));
        svg.rect([left, top, frame.x(at + step) - left - 0.6, frame.bottom - top], FOR);
    }
    svg.finish(frame.bottom + 24.0, shows)
}

/// A line of shares: its name, its colour and its points.
pub(super) type Line<'a> = (&'a str, &'a str, Vec<(f64, f64)>);

/// Lines of shares from `floor` to 1 over an axis.
pub(super) fn lines(lines: &[Line<'_>], floor: f64, marks: &[Mark<'_>], shows: &str) -> String {
    let xs = || lines.iter().flat_map(|line| &line.2).map(|point| point.0);
    let (least, most) = (xs().fold(f64::INFINITY, f64::min), xs().fold(f64::NEG_INFINITY, f64::max));
    if least > most {
        return String::new();
    }
    let frame = Frame::new(least, most.max(least + 1.0));
    let share = |value: f64| (value - floor) / (1.0 - floor);
    let mut svg = Svg::default();
    let across: Vec<(f64, String)> = (0..=4)
        .map(|part| f64::from(part) / 4.0)
        .map(|part| (part, format!("{:.3}", floor + part * (1.0 - floor))))
        .collect();
    frame.draw(&mut svg, &across, marks);
    for (place, (name, colour, points)) in lines.iter().enumerate() {
        let style = if place == 0 { "" } else { " stroke-dasharray=\"7 3\"" };
        let points: Vec<(f64, f64)> =
            points.iter().map(|&(x, y)| (frame.x(x), frame.y(share(y).clamp(0.0, 1.0)))).collect();
        svg.path(&points, colour, style);
        let x = frame.left + 100.0 * super::html::number(place as u64);
        svg.line([x, frame.bottom + 34.0, x + 24.0, frame.bottom + 34.0], colour, 2.0, style);
        svg.text(x + 29.0, frame.bottom + 38.0, Anchor::Start, name);
    }
    svg.finish(frame.bottom + 46.0, shows)
}
