//! The tables are as large, and as much like Wales, as the region promises.

use std::collections::{BTreeMap, BTreeSet};

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::tables::rows::rows;
use crate::tables::{self, Community, Gender};

const FAMILY_NAMES: &str = include_str!("../../data/family_names.tsv");
const FORENAMES: &str = include_str!("../../data/forenames.tsv");
const FAMILY_NAME_VARIANTS: &str = include_str!("../../data/family_name_variants.tsv");
const FORENAME_VARIANTS: &str = include_str!("../../data/forename_variants.tsv");

/// Each table with the number of cells that a row may have.
const TABLES: [(&str, std::ops::RangeInclusive<usize>); 8] = [
    (FAMILY_NAMES, 3..=5),
    (FORENAMES, 4..=4),
    (FAMILY_NAME_VARIANTS, 3..=3),
    (FORENAME_VARIANTS, 3..=3),
    (include_str!("../../data/streets.tsv"), 3..=3),
    (include_str!("../../data/street_stems.tsv"), 3..=3),
    (include_str!("../../data/towns.tsv"), 2..=2),
    (include_str!("../../data/buildings.tsv"), 2..=2),
];

fn distinct(text: &'static str, wanted: impl Fn(&[&str]) -> bool) -> usize {
    rows(text).filter(|row| wanted(row)).map(|row| row[0]).collect::<BTreeSet<&str>>().len()
}

/// Pairs, in either order once.
fn pairs(text: &'static str) -> usize {
    rows(text).map(|row| [row[0], row[1]].into_iter().collect::<BTreeSet<&str>>()).collect::<BTreeSet<_>>().len()
}

#[test]
fn the_tables_have_the_promised_size() {
    assert!(distinct(FAMILY_NAMES, |_| true) >= 600);
    assert!(distinct(FORENAMES, |_| true) >= 600);
    assert!(pairs(FORENAME_VARIANTS) + pairs(FAMILY_NAME_VARIANTS) >= 300);
    assert!(distinct(FORENAMES, |row| row[2] == "welsh") >= 200, "Welsh forenames");
    assert!(distinct(FAMILY_NAMES, |row| row[1] == "welsh") >= 200, "family names of Wales");
}

#[test]
fn every_table_names_its_source_and_every_row_is_whole() {
    for (text, cells) in &TABLES {
        assert!(
            text.lines()
                .take(8)
                .any(|line| line.starts_with('#') && (line.contains("ompiled") || line.contains("made up")))
        );
        for row in rows(text) {
            assert!(cells.contains(&row.len()) && row.iter().all(|cell| *cell == cell.trim()), "{row:?}");
        }
    }
}

#[test]
fn figures_are_rounded() {
    for row in rows(FAMILY_NAMES) {
        let digits = row[2].trim_end_matches('0');
        assert!(digits.len() <= 2, "{} has {} digits that count", row[0], digits.len());
    }
    assert!(rows(FORENAMES).all(|row| row[3].len() == 13 && row[3].bytes().all(|grade| grade.is_ascii_digit())));
}

#[test]
fn no_pair_of_variants_is_a_name_and_itself() {
    for text in [FORENAME_VARIANTS, FAMILY_NAME_VARIANTS] {
        assert!(rows(text).all(|row| row[0] != row[1]));
        assert_eq!(pairs(text), rows(text).count(), "each pair stands once");
    }
}

#[test]
fn a_few_family_names_cover_many_people() {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let mut bearers: BTreeMap<&str, usize> = BTreeMap::new();
    for _ in 0..40_000 {
        let community = Community::pick(&mut rng);
        *bearers.entry(tables::family_name(&mut rng, community)).or_default() += 1;
    }
    let mut counts: Vec<(usize, &str)> = bearers.into_iter().map(|(name, count)| (count, name)).collect();
    counts.sort_unstable_by(|left, right| right.cmp(left));
    assert_eq!(counts[0].1, "Jones");
    let share = |first: usize| counts.iter().take(first).map(|(count, _)| count).sum::<usize>() as f64 / 40_000.0;
    assert!((0.045..0.07).contains(&share(1)), "Jones: {}", share(1));
    assert!((0.22..0.35).contains(&share(10)), "the first ten: {}", share(10));
    assert!(share(300) < 0.95, "and many names are rare: {}", share(300));
}

#[test]
fn forenames_follow_the_decade_of_birth() {
    let mut rng = ChaCha8Rng::seed_from_u64(2);
    let mut born = |year: i32, name: &str| {
        (0..4_000).filter(|_| tables::forename(&mut rng, Community::English, Gender::Female, year) == name).count()
    };
    assert!(born(1935, "Doris") > 5 * born(1995, "Doris").max(1));
    assert!(born(2015, "Olivia") > 5 * born(1945, "Olivia").max(1));
}

#[test]
fn names_lead_to_their_counterparts() {
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    let mut forms =
        |name: &str| -> BTreeSet<&str> { (0..300).filter_map(|_| tables::forename_variant(&mut rng, name)).collect() };
    for (name, other) in [
        ("Siôn", "John"),
        ("John", "Siôn"),
        ("Dafydd", "David"),
        ("Mohammed", "Muhammad"),
        ("Yusuf", "Yousef"),
        ("Małgorzata", "Margaret"),
        ("Elizabeth", "Liz"),
    ] {
        assert!(forms(name).contains(other), "{name} as {other}: {:?}", forms(name));
    }
    let mut family = |name: &str| -> BTreeSet<&str> {
        (0..300).filter_map(|_| tables::family_name_variant(&mut rng, name)).collect()
    };
    for (name, other) in [("Davies", "Davis"), ("Hussain", "Hussein"), ("Llewellyn", "Llewelyn")] {
        assert!(family(name).contains(other), "{name} as {other}");
    }
}
