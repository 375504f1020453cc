//! The region stays hard: these limits are the project's promise, and a change of rate that breaks one needs a decision record.

use dolen_synth::Hardness;

use crate::made::{make, middling};

/// The promise over pairs of records of one person in two agencies.
fn keeps_the_promise(hardness: &Hardness) {
    assert!(hardness.pairs > 3_000, "{hardness:?}");
    assert!(hardness.identity_equal <= 0.70, "{hardness:?}");
    assert!(hardness.name_differs >= 0.20, "{hardness:?}");
    assert!(hardness.birth_date_differs >= 0.04, "{hardness:?}");
    assert!(hardness.address_differs >= 0.30, "{hardness:?}");
    assert!(hardness.council_nhs_number <= 0.60, "{hardness:?}");
    assert!(hardness.police_nhs_number <= 0.05, "{hardness:?}");
}

#[test]
fn the_default_is_hard() {
    keeps_the_promise(&Hardness::measure(middling()));
    keeps_the_promise(&Hardness::measure(&make(1, 0.12)));
}

#[test]
fn the_default_is_not_hopeless() {
    // Hardly any record or pair has nothing left to know a person by.
    let hardness = Hardness::measure(middling());
    assert!(hardness.hardly_identified < 0.005, "{hardness:?}");
    assert!(hardness.hardly_joined < 0.08, "{hardness:?}");
    assert!(hardness.identity_equal > 0.50, "{hardness:?}");
}

#[test]
fn without_errors_only_life_itself_makes_pairs_differ() {
    let mut options = dolen_synth::RegionOptions::new(11, 0.03, crate::made::today());
    let rates = &mut options.rates;
    for rates in
        [&mut rates.council_one, &mut rates.council_two, &mut rates.council_three, &mut rates.health, &mut rates.police]
    {
        for rate in [
            &mut rates.swapped_day_month,
            &mut rates.birth_date_typing,
            &mut rates.default_birth_date,
            &mut rates.missing_birth_date,
        ] {
            *rate = 0.0;
        }
    }
    let region = dolen_synth::Region::generate(&options, None, &mut |_| ()).unwrap();
    assert_eq!(Hardness::measure(&region).birth_date_differs, 0.0);
}

#[test]
fn a_rate_that_is_no_probability_is_refused_by_its_name() {
    let mut options = dolen_synth::RegionOptions::new(1, 0.01, crate::made::today());
    options.rates.health.nickname = 1.5;
    let fault = dolen_synth::Region::generate(&options, None, &mut |_| ()).err().unwrap();
    assert_eq!(fault.to_string(), "the rate `health.nickname` must lie between 0 and 1");
}
