//! The package's own examples, to compare our markup with.

use std::collections::BTreeMap;

use askama::Template;
use serde_json::Value;

/// Attributes that are not compared: hooks of scripts that the portal does not load, and those that a form of ours always
/// has in its own way.
const IGNORED: [&str; 7] = ["data-module", "autocomplete", "name", "tabindex", "autofocus", "href", "disabled"];

/// An example of a component: its parameters and its HTML.
pub(super) struct Fixture {
    options: Value,
    html: String,
}

/// The example of a component with a name.
pub(super) fn fixture(component: &str, name: &str) -> Fixture {
    let path = format!(
        "{}/../../node_modules/govuk-frontend/dist/govuk/components/{component}/fixtures.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let file: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let found = file["fixtures"].as_array().unwrap().iter().find(|fixture| fixture["name"] == name);
    let found = found.unwrap_or_else(|| panic!("{component} has no example named {name}"));
    Fixture { options: found["options"].clone(), html: found["html"].as_str().unwrap().to_owned() }
}

impl Fixture {
    /// A parameter by its path, `label/text`.
    pub(super) fn text(&self, path: &str) -> String {
        self.optional(path).unwrap_or_else(|| panic!("no parameter {path}"))
    }

    /// A parameter that may be absent.
    pub(super) fn optional(&self, path: &str) -> Option<String> {
        match self.options.pointer(&format!("/{path}"))? {
            Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        }
    }

    /// Length of a list.
    pub(super) fn count(&self, path: &str) -> usize {
        self.options.pointer(&format!("/{path}")).and_then(Value::as_array).map_or(0, Vec::len)
    }

    /// The id of a field, else its name.
    pub(super) fn id(&self) -> &'static str {
        let id = self.optional("id").or_else(|| self.optional("idPrefix")).unwrap_or_else(|| self.text("name"));
        Box::leak(id.into_boxed_str())
    }

    /// Fails where our component is not, in normal form, the example.
    pub(super) fn assert_like(&self, ours: &impl Template) {
        assert_eq!(normal_form(&ours.render().unwrap()), normal_form(&self.html));
    }
}

/// One line a tag or a text; attributes sorted, white space folded.
fn normal_form(html: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        push_text(&mut lines, &rest[..start]);
        let end = start + rest[start..].find('>').expect("a tag ends");
        lines.push(tag(&rest[start + 1..end]));
        rest = &rest[end + 1..];
    }
    push_text(&mut lines, rest);
    lines
}

fn push_text(lines: &mut Vec<String>, text: &str) {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !text.is_empty() {
        lines.push(text.replace("&#39;", "'").replace("&#34;", "\""));
    }
}

fn tag(inside: &str) -> String {
    let inside = inside.trim().trim_end_matches('/');
    let (name, mut rest) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    let mut attributes = BTreeMap::new();
    while !rest.trim().is_empty() {
        rest = rest.trim_start();
        let end = rest.find(|letter: char| letter == '=' || letter.is_whitespace()).unwrap_or(rest.len());
        let key = &rest[..end];
        rest = &rest[end..];
        let mut value = "";
        if let Some(quoted) = rest.strip_prefix("=\"") {
            let close = quoted.find('"').expect("a value ends");
            value = &quoted[..close];
            rest = &quoted[close + 1..];
        }
        if !IGNORED.contains(&key) {
            attributes.insert(key, value);
        }
    }
    format!("<{name} {attributes:?}>")
}
