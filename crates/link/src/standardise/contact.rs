//! Telephone numbers and e-mail addresses.

/// The digits of a telephone number with the British country code as `0`; `None` where there are too few to be one, or
/// one digit repeated.
pub(crate) fn phone(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let national =
        match digits.strip_prefix("0044").or_else(|| digits.strip_prefix("44").filter(|rest| rest.len() >= 9)) {
            Some(rest) => format!("0{}", rest.trim_start_matches('0')),
            None => digits,
        };
    let significant = national.trim_start_matches('0');
    let first = significant.chars().next()?;
    let is_one_digit = significant.chars().all(|digit| digit == first);
    (significant.len() >= 6 && !is_one_digit).then(|| significant.to_owned())
}

/// An e-mail address in lower case; `None` where it has no two sides.
pub(crate) fn email(text: &str) -> Option<String> {
    let lower = text.trim().to_lowercase();
    let (local, domain) = lower.split_once('@')?;
    (!local.is_empty() && domain.contains('.')).then_some(lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_has_one_form() {
        for text in ["01633 960123", "+44 1633 960123", "0044 (0)1633 960123", "1633960123"] {
            assert_eq!(phone(text).as_deref(), Some("1633960123"), "{text}");
        }
        for text in ["", "n/a", "00000000000", "12345"] {
            assert_eq!(phone(text), None, "{text}");
        }
        assert_eq!(email(" Sian@Example.ORG ").as_deref(), Some("sian@example.org"));
        assert_eq!(email("none"), None);
    }
}
