//! A text in one or several runs.

use dolen_model::Problem;
use quick_xml::events::Event;

use crate::format::spreadsheet::parts::letters;

/// A text that is open.
#[derive(Default)]
pub(super) struct RichText {
    text: String,
    is_in_text: bool,
    /// Inside a reading of the letters, which is no part of the text.
    is_in_reading: bool,
}

impl RichText {
    pub(super) fn event(&mut self, event: &Event<'_>) -> Result<(), Problem> {
        match event {
            Event::Start(start) => match start.local_name().as_ref() {
                "t" => self.is_in_text = !self.is_in_reading,
                "rPh" => self.is_in_reading = true,
                _ => {}
            },
            Event::End(end) => match end.local_name().as_ref() {
                "t" => self.is_in_text = false,
                "rPh" => self.is_in_reading = false,
                _ => {}
            },
            Event::Text(text) if self.is_in_text => self.text.push_str(text),
            Event::CData(text) if self.is_in_text => self.text.push_str(text),
            Event::GeneralRef(reference) if self.is_in_text => self.text.push_str(&letters(reference)?),
            _ => {}
        }
        Ok(())
    }

    pub(super) fn close(self) -> String {
        unescaped(self.text)
    }
}

/// Letters that XML cannot have are written `_x000D_`.
pub(super) fn unescaped(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let mut whole = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, behind)) = rest.split_once("_x") {
        whole.push_str(before);
        let letter = behind
            .split_once('_')
            .filter(|(digits, _)| digits.len() == 4)
            .and_then(|(digits, after)| Some((char::from_u32(u32::from_str_radix(digits, 16).ok()?)?, after)));
        match letter {
            Some((letter, after)) => {
                whole.push(letter);
                rest = after;
            }
            None => {
                whole.push_str("_x");
                rest = behind;
            }
        }
    }
    whole + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_xml_cannot_have_are_had_back() {
        for (written, meant) in
            [("a_x000D_b", "a\rb"), ("_x005F_x000D_", "_x000D_"), ("my_xylophone_x", "my_xylophone_x")]
        {
            assert_eq!(unescaped(written.to_owned()), meant);
        }
    }
}
