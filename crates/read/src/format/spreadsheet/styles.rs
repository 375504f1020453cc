//! Which number formats show days.

/// Whether a number format that is built in shows a day.
pub(super) const fn is_built_in_day(format: u16) -> bool {
    matches!(format, 14..=22 | 27..=36 | 45..=47 | 50..=58)
}

/// Whether a number format shows a day or a time: a letter of one stands outside quotation marks, brackets and escapes.
pub(super) fn is_day(format: &str) -> bool {
    let mut letters = format.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => {
                letters.by_ref().take_while(|letter| *letter != '"').for_each(drop);
            }
            '[' => {
                letters.by_ref().take_while(|letter| *letter != ']').for_each(drop);
            }
            '\\' | '_' | '*' => {
                letters.next();
            }
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_from_numbers() {
        for format in ["dd/mm/yyyy", "[$-809]d mmmm yyyy", "yyyy\\-mm\\-dd;@", "h:mm"] {
            assert!(is_day(format), "{format}");
        }
        for format in ["General", "0.00E+00", "#,##0.00", "[Red]0", "0\\d", "\"days\"0", "@", "_-* #,##0"] {
            assert!(!is_day(format), "{format}");
        }
    }
}
