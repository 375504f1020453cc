//! Greek, Cyrillic, Arabic and Hebrew letters brought to Latin ones, so that a name is one name in whatever letters an
//! agency writes it.
//!
//! Letters are put as English papers usually put them. Arabic and Hebrew leave out most vowels: names that are met often
//! are looked up, the others keep their consonants. Other scripts stay as they are.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A Latin spelling and the forms that it stands for, line by line.
const NAMES: &str = include_str!("../../data/names_in_other_letters.txt");

static KNOWN: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = NAMES.lines().filter(|line| !line.starts_with('#'));
    let names = lines.filter_map(|line| line.split_once(' '));
    names.flat_map(|(latin, forms)| forms.split(' ').map(move |form| (form, latin))).collect()
});

/// A folded text with its words in Latin letters; letters of other scripts than the four stay.
pub(crate) fn latin(folded: &str) -> String {
    if folded.is_ascii() {
        return folded.to_owned();
    }
    let words = folded.split(' ').map(word).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

fn word(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    // The Arabic article comes and goes between records of one person.
    let bare = match word.strip_prefix("ال") {
        Some(rest) if rest.chars().count() >= 3 => rest,
        _ => word,
    };
    if let Some(known) = KNOWN.get(bare) {
        return (*known).to_owned();
    }
    let letters: Vec<char> = bare.chars().collect();
    let mut latin = String::with_capacity(bare.len());
    let mut place = 0;
    while let Some(&letter) = letters.get(place) {
        let next = letters.get(place + 1).copied();
        let rest = letters.len() - place - 1;
        if let Some(text) = next.and_then(|next| pair(letter, next, place == 0, rest == 1)) {
            latin.push_str(text);
            place += 2;
            continue;
        }
        match single(letter, place == 0, rest == 0) {
            Some(text) => latin.push_str(text),
            None => latin.push(letter),
        }
        place += 1;
    }
    latin
}

/// Two letters that are one sound, or that are written together.
fn pair(first: char, second: char, is_start: bool, is_end: bool) -> Option<&'static str> {
    Some(match (first, second) {
        // Greek.
        ('ο', 'υ') => "ou",
        ('α', 'υ') => "av",
        ('ε', 'υ') => "ev",
        ('μ', 'π') if is_start => "b",
        ('ν', 'τ') if is_start => "d",
        ('γ', 'κ') if is_start => "g",
        ('γ', 'κ' | 'γ') => "ng",
        // Cyrillic: Dmitry, Maria, Yulia.
        ('и', 'и') if is_end => "y",
        ('и', 'я') => "ia",
        ('и', 'ю') => "iu",
        ('ь', 'е' | 'є') => "ye",
        _ => return None,
    })
}

/// One letter, by whether it begins or ends its word.
fn single(letter: char, is_start: bool, is_end: bool) -> Option<&'static str> {
    greek(letter)
        .or_else(|| cyrillic(letter))
        .or_else(|| arabic(letter, is_start))
        .or_else(|| hebrew(letter, is_start, is_end))
}

const fn greek(letter: char) -> Option<&'static str> {
    Some(match letter {
        'α' => "a",
        'β' => "v",
        'γ' => "g",
        'δ' => "d",
        'ε' => "e",
        'ζ' => "z",
        'η' | 'ι' => "i",
        'θ' => "th",
        'κ' => "k",
        'λ' => "l",
        'μ' => "m",
        'ν' => "n",
        'ξ' => "x",
        'ο' | 'ω' => "o",
        'π' => "p",
        'ρ' => "r",
        'σ' | 'ς' => "s",
        'τ' => "t",
        'υ' => "y",
        'φ' => "f",
        'χ' => "ch",
        'ψ' => "ps",
        _ => return None,
    })
}

/// Russian, Ukrainian, Belarusian, Bulgarian, Serbian, Macedonian, and letters of their neighbours. Marks above letters are
/// gone by now: what was `й` is `и`, what was `ї` is `і`, what was `ё` is `е`.
const fn cyrillic(letter: char) -> Option<&'static str> {
    Some(match letter {
        'а' | 'ә' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' | 'ғ' => "g",
        'д' => "d",
        'е' | 'э' => "e",
        'є' => "ye",
        'ж' => "zh",
        'з' => "z",
        'и' | 'і' => "i",
        'ј' => "j",
        'к' | 'қ' => "k",
        'л' => "l",
        'љ' => "lj",
        'м' => "m",
        'н' | 'ң' => "n",
        'њ' => "nj",
        'о' | 'ө' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'ћ' => "c",
        'ђ' => "dj",
        'у' | 'ұ' | 'ү' => "u",
        'ф' => "f",
        'х' => "kh",
        'һ' => "h",
        'ц' => "ts",
        'ч' => "ch",
        'џ' | 'ѕ' => "dz",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ы' => "y",
        'ю' => "yu",
        'я' => "ya",
        _ => return None,
    })
}

/// Arabic, Persian and Urdu. Marks above letters are gone by now.
const fn arabic(letter: char, is_start: bool) -> Option<&'static str> {
    Some(match letter {
        'ا' | 'ى' | 'ة' | 'ع' => "a",
        'ب' => "b",
        'پ' => "p",
        'ت' | 'ط' | 'ٹ' => "t",
        'ث' => "th",
        'ج' => "j",
        'چ' => "ch",
        'ح' | 'ه' | 'ہ' | 'ھ' | 'ە' => "h",
        'خ' => "kh",
        'د' | 'ض' | 'ڈ' => "d",
        'ذ' | 'ز' | 'ظ' => "z",
        'ر' | 'ڑ' => "r",
        'ژ' => "zh",
        'س' | 'ص' => "s",
        'ش' => "sh",
        'غ' => "gh",
        'ف' => "f",
        'ق' => "q",
        'ك' | 'ک' => "k",
        'گ' => "g",
        'ل' => "l",
        'م' => "m",
        'ن' | 'ں' => "n",
        'و' if is_start => "w",
        'و' => "u",
        'ي' | 'ی' if is_start => "y",
        'ي' | 'ی' | 'ے' => "i",
        'ء' | 'ـ' => "",
        '٠' | '۰' => "0",
        '١' | '۱' => "1",
        '٢' | '۲' => "2",
        '٣' | '۳' => "3",
        '٤' | '۴' => "4",
        '٥' | '۵' => "5",
        '٦' | '۶' => "6",
        '٧' | '۷' => "7",
        '٨' | '۸' => "8",
        '٩' | '۹' => "9",
        _ => return None,
    })
}

/// Hebrew and Yiddish without points.
const fn hebrew(letter: char, is_start: bool, is_end: bool) -> Option<&'static str> {
    Some(match letter {
        'א' | 'ע' => "a",
        'ב' => "b",
        'ג' => "g",
        'ד' => "d",
        'ה' if is_end => "a",
        'ה' => "h",
        'ו' if is_start => "v",
        'ו' => "o",
        'ז' => "z",
        'ח' => "ch",
        'ט' | 'ת' => "t",
        'י' if is_start => "y",
        'י' => "i",
        'כ' | 'ק' => "k",
        'ך' => "ch",
        'ל' => "l",
        'מ' | 'ם' => "m",
        'נ' | 'ן' => "n",
        'ס' => "s",
        'פ' => "p",
        'ף' => "f",
        'צ' | 'ץ' => "tz",
        'ר' => "r",
        'ש' => "sh",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::standardise::fold;

    #[test]
    fn names_in_other_letters_are_spelt_as_english_papers_spell_them() {
        for (text, spelt) in [
            ("Юлия ИВАНОВА", "yulia ivanova"),
            ("Дмитрий Щербаков", "dmitry shcherbakov"),
            ("Алексей Достоевский", "aleksei dostoevsky"),
            ("Олександр Гаврилюк", "oleksandr gavrilyuk"),
            ("Ђорђе Његош", "djordje njegosh"),
            ("Γιώργος Παπαδόπουλος", "giorgos papadopoulos"),
            ("Ευαγγελία Μπακογιάννη", "evangelia bakogianni"),
            ("محمد الحسن", "muhammad hassan"),
            ("أحمد بن سليم", "ahmad bin salim"),
            ("فَاطِمَة", "fatima"),
            ("محمود درويش", "mahmud druish"),
            ("משה כהן", "moshe cohen"),
            ("דָּוִד בן גוריון", "david bn gorion"),
            ("١٢ نور", "12 noor"),
            ("Łukasz Ж", "lukasz zh"),
        ] {
            assert_eq!(fold(text), spelt, "{text}");
        }
    }

    #[test]
    fn the_table_of_names_is_folded_and_read_to_the_end() {
        for line in NAMES.lines().filter(|line| !line.starts_with('#')) {
            let (latin, forms) = line.split_once(' ').unwrap_or_else(|| panic!("{line}"));
            assert!(latin.bytes().all(|letter| letter.is_ascii_lowercase()), "{line}");
            for form in forms.split(' ') {
                assert_eq!(fold(form), latin, "{form}");
            }
        }
    }

    proptest! {
        /// What was Latin before is what it was, to the byte.
        #[test]
        fn latin_letters_are_left_alone(text in "[ -~]{0,24}") {
            prop_assert_eq!(latin(&text), text.clone());
            prop_assert_eq!(fold(&text), fold(&fold(&text)));
        }

        /// Every letter of the four scripts has a Latin form, wherever it stands.
        #[test]
        fn no_letter_of_the_four_scripts_remains(text in "[α-ωа-яієґўљњћђџѕјا-غف-يآأإؤئپچژگکیא-ת]{1,12}") {
            prop_assert!(fold(&text).is_ascii(), "{} {}", text, fold(&text));
        }

        #[test]
        fn what_was_brought_to_latin_letters_stays(text in "\\PC{0,12}") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }
    }
}
