//! Names of people as lists of parts.

use super::fold;

/// Words that stand in a name column and name nobody.
const NOBODY: &[&str] = &[
    "unknown",
    "not known",
    "unk",
    "n k",
    "nk",
    "n a",
    "na",
    "none",
    "null",
    "not given",
    "not stated",
    "anhysbys",
    "anon",
    "anonymous",
    "baby",
    "infant",
    "babi",
    "baban",
    "dim",
    "xx",
    "xxx",
    "test",
];

/// Words before or after a name that are no part of it.
const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "dame", "rev", "revd", "cllr", "master", "jnr", "snr", "jr",
    "sr", "parch", "bnr", "bns",
];

/// Patronymics and articles that come and go between records of one person.
const DROPPED: &[&str] = &["ap", "ab", "ferch", "verch", "vch", "al", "el", "ul", "bin", "ibn", "bint", "binti"];

/// Particles that belong to the part after them.
const GLUED: &[&str] = &[
    "mc", "mac", "o", "fitz", "st", "san", "de", "di", "da", "do", "dos", "la", "le", "van", "von", "der", "den", "ter",
];

/// A whole name or a single one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Alias {
    /// Given names.
    pub(crate) given: Vec<String>,
    /// Parts of the family name.
    pub(crate) family: Vec<String>,
}

/// Given names in order: `Mary-Ann SIÂN` gives `mary`, `ann`, `sian`.
pub(crate) fn given_tokens(text: &str) -> Vec<String> {
    let folded = fold(text);
    if NOBODY.contains(&folded.as_str()) {
        return Vec::new();
    }
    let is_name = |word: &&str| !word.is_empty() && !TITLES.contains(word) && !DROPPED.contains(word);
    folded.split(' ').filter(is_name).filter_map(lettered).collect()
}

/// A word with the letters that a scanner or a hasty hand took for digits: `j0nes` gives `jones`; `None` where there is no
/// letter at all.
fn lettered(word: &str) -> Option<String> {
    let letter = |character| match character {
        '0' => 'o',
        '1' => 'l',
        '3' => 'e',
        '5' => 's',
        '8' => 'b',
        other => other,
    };
    let has_letter = word.chars().any(char::is_alphabetic);
    has_letter.then(|| word.chars().map(letter).collect())
}

/// Parts of a family name: `ap Rhys` gives `rhys`, `Lloyd-Mc Donald` gives `lloyd`, `mcdonald`.
pub(crate) fn family_parts(text: &str) -> Vec<String> {
    let folded = fold(text);
    if NOBODY.contains(&folded.as_str()) {
        return Vec::new();
    }
    let mut parts: Vec<String> = Vec::new();
    let mut glue = String::new();
    for word in folded.split(' ') {
        if word.is_empty() || TITLES.contains(&word) {
            continue;
        }
        if GLUED.contains(&word) {
            glue.push_str(word);
            continue;
        }
        if DROPPED.contains(&word) {
            continue;
        }
        parts.extend(lettered(word).map(|word| std::mem::take(&mut glue) + &word));
    }
    if !glue.is_empty() {
        parts.push(glue);
    }
    if parts.is_empty() && !folded.is_empty() {
        parts.push(folded.replace(' ', ""));
    }
    parts
}

/// A whole name: `JONES, Siân Mair` or `Siân Mair Jones`, where the last word is the family name.
pub(crate) fn full_name(text: &str) -> Alias {
    if let Some((family, given)) = text.split_once(',') {
        return Alias { given: given_tokens(given), family: family_parts(family) };
    }
    let mut given = given_tokens(text);
    let Some(last) = given.pop() else {
        return Alias::default();
    };
    // A particle before the last word belongs to it: `Anna van der Berg`.
    let mut family = vec![last];
    while given.len() > 1 && given.last().is_some_and(|word| GLUED.contains(&word.as_str())) {
        family.extend(given.pop());
    }
    family.reverse();
    Alias { given, family: family_parts(&family.join(" ")) }
}

/// Another name: one word is a given name, several are a whole name.
pub(crate) fn alias(text: &str) -> Alias {
    let words = given_tokens(text);
    if words.len() <= 1 && !text.contains(',') {
        return Alias { given: words, family: Vec::new() };
    }
    full_name(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn family_names_fall_into_parts() {
        for (text, parts) in [
            ("ap Rhys", &["rhys"][..]),
            ("Lloyd-Mc Donald", &["lloyd", "mcdonald"]),
            ("O'Brien", &["obrien"]),
            ("O Brien", &["obrien"]),
            ("van der Berg", &["vanderberg"]),
            ("Al-Hassan", &["hassan"]),
            ("UNKNOWN", &[]),
            ("Ab", &["ab"]),
            ("J0ne5", &["jones"]),
        ] {
            assert_eq!(family_parts(text), parts, "{text}");
        }
    }

    #[test]
    fn whole_names_are_split() {
        let name = |given: &[&str], family: &[&str]| Alias {
            given: given.iter().map(|&word| word.to_owned()).collect(),
            family: family.iter().map(|&word| word.to_owned()).collect(),
        };
        assert_eq!(full_name("JONES, Siân Mair"), name(&["sian", "mair"], &["jones"]));
        assert_eq!(full_name("Mr Siân Mair Jones"), name(&["sian", "mair"], &["jones"]));
        assert_eq!(full_name("Anna van der Berg"), name(&["anna"], &["vanderberg"]));
        assert_eq!(alias("Jac"), name(&["jac"], &[]));
        assert_eq!(alias("Jac Jones"), name(&["jac"], &["jones"]));
    }
}
