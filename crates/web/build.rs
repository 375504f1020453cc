//! Prepares what the portal embeds: the style sheet made from the npm package, and one function for each message of the
//! Fluent catalogue.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{self, Expression, InlineExpression, PatternElement};

const PACKAGE_CSS: &str = "../../node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.css";
const OWN_CSS: &str = "static/dolen.css";
const CATALOGUE: &str = "locales/en/portal.ftl";

fn main() -> Result<(), Box<dyn Error>> {
    for path in [PACKAGE_CSS, OWN_CSS, CATALOGUE, "locales/cy/portal.ftl", "build.rs"] {
        tell(&format!("rerun-if-changed={path}"));
    }
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    if !Path::new(PACKAGE_CSS).exists() {
        tell("error=the portal's files from npm are not there: run `cargo xtask setup`, then build again");
        return Ok(());
    }
    let css = without_brand(&fs::read_to_string(PACKAGE_CSS)?);
    fs::write(out.join("portal.css"), css + "\n" + &fs::read_to_string(OWN_CSS)?)?;
    fs::write(out.join("messages.rs"), messages(&fs::read_to_string(CATALOGUE)?)?)?;
    Ok(())
}

fn tell(line: &str) {
    println!("cargo::{line}");
}

/// The package's style sheet without what only GOV.UK itself may use: the font, the crest, and the pointer to a source
/// map that is not served.
fn without_brand(css: &str) -> String {
    let mut css = css.replace(
        "GDS Transport,arial,sans-serif",
        "system-ui,-apple-system,\"Segoe UI\",\"Noto Sans\",\"Liberation Sans\",Arial,sans-serif",
    );
    remove_between(&mut css, "@font-face{", "}");
    remove_between(&mut css, ".govuk-footer__copyright-logo:before{", "}");
    remove_between(&mut css, "/*# sourceMappingURL", "*/");
    css
}

fn remove_between(text: &mut String, open: &str, close: &str) {
    while let Some(start) = text.find(open) {
        let length = text.get(start..).and_then(|rest| rest.find(close)).map_or(open.len(), |at| at + close.len());
        text.replace_range(start..start + length, "");
    }
}

/// One method a message, so that a message that does not exist, or an argument that it does not take, does not compile,
/// and the compiler's own lint finds a message that nothing shows.
fn messages(catalogue: &str) -> Result<String, Box<dyn Error>> {
    let resource = fluent_syntax::parser::parse(catalogue).map_err(|(_, faults)| {
        format!("{CATALOGUE} cannot be read: {}", faults.first().map_or(String::new(), ToString::to_string))
    })?;
    let mut code = String::from("impl Words {\n");
    for entry in &resource.body {
        let ast::Entry::Message(message) = entry else { continue };
        let key = message.id.name;
        let mut arguments = Vec::new();
        if let Some(pattern) = &message.value {
            collect(pattern, &mut arguments);
        }
        arguments.sort_unstable();
        arguments.dedup();
        let life = if arguments.is_empty() { "" } else { "<'a>" };
        write!(code, "    pub(crate) fn {}{life}(self", key.replace('-', "_"))?;
        for argument in &arguments {
            write!(code, ", {argument}: impl Into<FluentValue<'a>>")?;
        }
        write!(code, ") -> String {{ self.say(\"{key}\", [")?;
        for argument in &arguments {
            write!(code, "(\"{argument}\", {argument}.into()), ")?;
        }
        code.push_str("]) }\n");
    }
    code.push_str("}\n");
    Ok(code)
}

fn collect<'a>(pattern: &ast::Pattern<&'a str>, arguments: &mut Vec<&'a str>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            collect_expression(expression, arguments);
        }
    }
}

fn collect_expression<'a>(expression: &Expression<&'a str>, arguments: &mut Vec<&'a str>) {
    match expression {
        Expression::Inline(inline) => collect_inline(inline, arguments),
        Expression::Select { selector, variants } => {
            collect_inline(selector, arguments);
            variants.iter().for_each(|variant| collect(&variant.value, arguments));
        }
    }
}

fn collect_inline<'a>(inline: &InlineExpression<&'a str>, arguments: &mut Vec<&'a str>) {
    match inline {
        InlineExpression::VariableReference { id } => arguments.push(id.name),
        InlineExpression::Placeable { expression } => collect_expression(expression, arguments),
        _ => {}
    }
}
