//! Telephone numbers and e-mail addresses.

/// The significant digits of a telephone number, without the British country code, as a number; `None` where there are too
/// few to be one, or one digit repeated.
pub(crate) fn phone(text: &str) -> Option<u64> {
    let mut digits = [0_u8; LONGEST];
    let mut count = 0;
    for byte in text.bytes().filter(u8::is_ascii_digit) {
        if let Some(place) = digits.get_mut(count) {
            *place = byte;
            count += 1;
        }
    }
    let digits = digits.get(..count)?;
    let national =
        match digits.strip_prefix(b"0044").or_else(|| digits.strip_prefix(b"44").filter(|rest| rest.len() >= 9)) {
            Some(rest) => rest,
            None => digits,
        };
    let leading = national.iter().take_while(|&&digit| digit == b'0').count();
    let significant = national.get(leading..)?;
    let is_one_digit = significant.iter().all(|digit| Some(digit) == significant.first());
    let number = |number: u64, digit: &u8| number * 10 + u64::from(digit - b'0');
    (significant.len() >= 6 && !is_one_digit).then(|| significant.iter().fold(0, number))
}

/// Digits of a telephone number at most (ITU-T E.164 has fifteen); what follows is an extension.
const LONGEST: usize = 18;

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
            assert_eq!(phone(text), Some(1_633_960_123), "{text}");
        }
        for text in ["", "n/a", "00000000000", "12345"] {
            assert_eq!(phone(text), None, "{text}");
        }
        assert_eq!(email(" Sian@Example.ORG ").as_deref(), Some("sian@example.org"));
        assert_eq!(email("none"), None);
    }
}
