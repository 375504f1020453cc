//! A key that names of one sound share, made for English and Welsh spelling together.

/// The sound of a folded name: its first sound, then its consonants. Written for this engine: `dd`, `ll`, `rh`, `ff`, `ph`
/// and `w`, `y` as vowels are read as in Welsh, silent letters and doubled ones vanish.
pub(crate) fn sound(name: &str) -> String {
    let letters: Vec<char> = name.chars().filter(|letter| letter.is_alphanumeric()).collect();
    let mut key = String::with_capacity(8);
    let mut place = 0;
    while let Some(&letter) = letters.get(place) {
        let (code, taken) = code(letter, letters.get(place + 1).copied(), place == 0);
        if let Some(code) = code
            && !key.ends_with(code)
        {
            key.push(code);
        }
        place += taken;
    }
    key
}

/// The sound at one place and how many letters it takes.
fn code(letter: char, next: Option<char>, is_first: bool) -> (Option<char>, usize) {
    let pair = match (letter, next) {
        ('p', Some('h')) | ('f', Some('f')) => Some('f'),
        ('d', Some('d')) | ('t', Some('h')) => Some('t'),
        ('l', Some('l')) => Some('l'),
        ('r', Some('h')) => Some('r'),
        ('c', Some('h' | 'k')) | ('k', Some('h')) | ('g', Some('h')) | ('q', Some('u')) => Some('k'),
        ('s', Some('c' | 'h')) => Some('s'),
        _ => None,
    };
    if let Some(code) = pair {
        return (Some(code), 2);
    }
    let code = match letter {
        'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'w' => is_first.then_some('a'),
        'h' => is_first.then_some('h'),
        'b' | 'p' => Some('p'),
        'c' if matches!(next, Some('e' | 'i' | 'y')) => Some('s'),
        'c' | 'k' | 'q' => Some('k'),
        'g' if matches!(next, Some('e' | 'i')) => Some('j'),
        'g' => Some('g'),
        'd' | 't' => Some('t'),
        'f' | 'v' => Some('f'),
        's' | 'z' | 'x' => Some('s'),
        'm' | 'n' => Some(letter),
        other => Some(other),
    };
    (code, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_sound_share_a_key() {
        for (left, right) in [
            ("llewelyn", "llywelyn"),
            ("rhys", "rees"),
            ("rhys", "reece"),
            ("philip", "ffilip"),
            ("gwyneth", "gwynedd"),
            ("davies", "davis"),
            ("thomas", "tomos"),
            ("smith", "smyth"),
            ("mohammed", "muhamad"),
            ("howell", "hywel"),
        ] {
            assert_eq!(sound(left), sound(right), "{left} {right}");
        }
    }

    #[test]
    fn other_names_do_not() {
        for (left, right) in [("jones", "james"), ("evans", "owens"), ("morgan", "martin"), ("price", "parry")] {
            assert_ne!(sound(left), sound(right), "{left} {right}");
        }
    }

    #[test]
    fn nothing_sounds_like_nothing() {
        assert_eq!(sound(""), "");
    }
}
