//! Numbers that are not counts.

/// A match weight with its sign: `+12.3`, `−4.0`.
pub(crate) fn bits(weight: f64) -> String {
    let tenths = format!("{:.1}", weight.abs());
    match tenths.as_str() {
        "0.0" => tenths,
        _ if weight < 0.0 => format!("−{tenths}"),
        _ => format!("+{tenths}"),
    }
}

/// A share of one as a percentage with one decimal.
pub(crate) fn percent(share: f64) -> String {
    format!("{:.1}%", share * 100.0)
}

/// A probability as a percentage that never rounds up to certainty.
pub(crate) fn probability(probability: f64) -> String {
    if probability > 0.9999 {
        return "> 99.99%".to_owned();
    }
    if probability < 0.0001 {
        return "< 0.01%".to_owned();
    }
    format!("{:.2}%", probability * 100.0)
}

/// A size in bytes, kilobytes or megabytes of a thousand each.
pub(crate) fn bytes(size: u64) -> String {
    match size {
        0..1_000 => format!("{size} B"),
        1_000..1_000_000 => format!("{}.{} kB", size / 1_000, size % 1_000 / 100),
        _ => format!("{}.{} MB", size / 1_000_000, size % 1_000_000 / 100_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_shown_as_certain() {
        assert_eq!(probability(1.0), "> 99.99%");
        assert_eq!(probability(0.0), "< 0.01%");
        assert_eq!(probability(0.5), "50.00%");
    }

    #[test]
    fn weights_carry_their_sign() {
        assert_eq!([bits(12.34), bits(-4.0), bits(-0.01)], ["+12.3", "−4.0", "0.0"]);
    }

    #[test]
    fn sizes_are_cut_and_not_rounded_up() {
        assert_eq!([bytes(999), bytes(1_999), bytes(12_345_678)], ["999 B", "1.9 kB", "12.3 MB"]);
    }
}
