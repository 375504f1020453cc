//! A drawing.

use std::fmt::Write as _;

use super::html::escape;

/// The width of every drawing, in its own units: that of a telephone, so that its words are not too small there.
pub(super) const WIDTH: f64 = 360.0;

/// Speaks for one person; what is meant.
pub(super) const FOR: &str = "#1d4e89";
/// Speaks against.
pub(super) const AGAINST: &str = "#b3471b";
/// Beside the matter.
pub(super) const QUIET: &str = "#8a94a3";
/// Words and axes.
pub(super) const INK: &str = "#1f2328";

/// Where a text stands against its point.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A drawing under way.
#[derive(Default)]
pub(super) struct Svg {
    body: String,
}

impl Svg {
    pub(super) fn rect(&mut self, [left, top, width, height]: [f64; 4], colour: &str) {
        _ = write!(
            self.body,
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{height:.1}\" fill=\"{colour}\"/>",
            width.max(0.0)
        );
    }

    /// A line; `style` holds further attributes.
    pub(super) fn line(&mut self, [left, top, right, bottom]: [f64; 4], colour: &str, width: f64, style: &str) {
        _ = write!(
            self.body,
            "<line x1=\"{left:.1}\" y1=\"{top:.1}\" x2=\"{right:.1}\" y2=\"{bottom:.1}\" stroke=\"{colour}\" stroke-width=\"{width:.1}\"{style}/>"
        );
    }

    /// Lines from point to point.
    pub(super) fn path(&mut self, points: &[(f64, f64)], colour: &str, style: &str) {
        let points: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        _ = write!(
            self.body,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"{style}/>",
            points.join(" ")
        );
    }

    pub(super) fn circle(&mut self, x: f64, y: f64, radius: f64, colour: &str) {
        _ = write!(
            self.body,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\" fill=\"{colour}\" stroke=\"{INK}\"/>"
        );
    }

    /// A text that is not escaped yet.
    pub(super) fn text(&mut self, x: f64, y: f64, anchor: Anchor, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        _ = write!(self.body, "<text x=\"{x:.1}\" y=\"{y:.1}\"{anchor}>{}</text>", escape(text));
    }

    /// The drawing with what it shows, which is read out in its place and stands under it.
    pub(super) fn finish(self, height: f64, shows: &str) -> String {
        let shows = escape(shows);
        format!(
            "<svg viewBox=\"0 0 {WIDTH:.0} {height:.0}\" role=\"img\" aria-label=\"{shows}\">{}</svg><figcaption>{shows}</figcaption>",
            self.body
        )
    }
}

/// As much of a label as a line of a drawing holds.
pub(super) fn label(text: &str, letters: usize) -> String {
    match text.char_indices().nth(letters) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
    }
}
