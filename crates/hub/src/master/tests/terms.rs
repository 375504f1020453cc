//! What a golden record is found by.

use dolen_model::FixedClock;
use dolen_model::PersonField::{
    Alias, BirthDate, FamilyName, FormerFamilyName, GivenNames, NhsNumber, Postcode, PreviousPostcode,
};

use super::everything::Everything;
use super::loaded::{Loaded, NOW, row};
use crate::master::{judge, match_pending};

#[tokio::test(flavor = "multi_thread")]
async fn a_golden_record_is_found_by_what_any_of_its_records_says() {
    let loaded = Loaded::new(FixedClock(NOW)).await;
    loaded.feed("f", "o").await;
    let rows = vec![
        row(
            "cd 12/a",
            1,
            &[(GivenNames, "Siân Mair"), (FamilyName, "O'Brien"), (BirthDate, "1980"), (Postcode, "NP20 4UX")],
        ),
        row(
            "77",
            2,
            &[
                (GivenNames, "SIAN"),
                (FamilyName, "Tudor"),
                (FormerFamilyName, "O’BRIEN"),
                (Alias, "Shân"),
                (BirthDate, "1980-05-02"),
                (NhsNumber, "9434765919"),
                (Postcode, "ZZ99 3WZ"),
                (PreviousPostcode, "NP20"),
            ],
        ),
    ];
    loaded.publish("f", true, rows).await;
    judge(&loaded.hub, "o:cd 12/a", "o:77", true, "one person", "steward").await.unwrap();
    match_pending(&loaded.hub, "tester", &|_| ()).await.unwrap();
    let all = Everything::current(&loaded.hub).await;
    let terms: Vec<(&str, &str)> = all.terms.iter().map(|(kind, value, _)| (kind.as_str(), value.as_str())).collect();
    let expected = [
        ("birth_date", "1980"),
        ("birth_date", "1980-05-02"),
        ("name", "MAIR"),
        ("name", "OBRIEN"),
        ("name", "SHAN"),
        ("name", "SIAN"),
        ("name", "TUDOR"),
        ("nhs_number", "9434765919"),
        ("postcode", "NP20"),
        ("postcode", "NP204UX"),
        ("reference", "77"),
        ("reference", "CD12/A"),
    ];
    assert_eq!(terms, expected, "each once, and no postcode that is nobody's");
}
