//! Each agency's file has its number of records.

use calamine::Reader;

use crate::made::{file, small};
use crate::table::rows;

/// The counts of scale 1, by feed.
const AT_SCALE_ONE: [(&str, f64); 5] = [
    ("cwm-derw-social-care", 32_501.0),
    ("glannau-afon-social-care", 67_816.0),
    ("ochr-y-rhos-social-care", 49_646.0),
    ("gwynfan-admissions", 13_076.0),
    ("gororau-victims", 70_045.0),
];

fn wanted(feed: &str) -> usize {
    let (_, records) = AT_SCALE_ONE.iter().find(|(name, _)| *name == feed).unwrap();
    (records * 0.02).round() as usize
}

#[test]
fn the_five_feeds_come_in_their_order_and_make_233_084_records() {
    let counted: Vec<_> = small().feeds().into_iter().filter(|feed| feed.counted).collect();
    assert_eq!(counted.iter().map(|feed| feed.feed).collect::<Vec<_>>(), AT_SCALE_ONE.map(|(feed, _)| feed));
    assert_eq!(AT_SCALE_ONE.iter().map(|(_, records)| records).sum::<f64>(), 233_084.0);
    for feed in counted {
        assert_eq!(feed.records, wanted(feed.feed), "{}", feed.feed);
    }
}

#[test]
fn the_delimited_files_hold_a_row_a_record() {
    for (feed, delimiter, western) in
        [("cwm-derw-social-care", b',', true), ("gwynfan-admissions", b'|', false), ("gororau-victims", b',', false)]
    {
        assert_eq!(rows(&file(small(), feed), delimiter, western).len(), wanted(feed), "{feed}");
    }
}

#[test]
fn the_xml_holds_a_client_a_record_and_services_repeat() {
    let text = String::from_utf8(file(small(), "glannau-afon-social-care")).unwrap();
    assert_eq!(text.matches("<Client ").count(), wanted("glannau-afon-social-care"));
    assert!(text.matches("<Service>").count() > wanted("glannau-afon-social-care"));
}

#[test]
fn the_workbook_has_two_sheets_of_data_a_title_a_total_and_a_sheet_that_is_no_data() {
    let bytes = file(small(), "ochr-y-rhos-social-care");
    let mut workbook = calamine::Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    assert_eq!(workbook.sheet_names(), ["Oedolion", "Plant", "Codau"]);
    let mut records = 0;
    for sheet in ["Oedolion", "Plant"] {
        let range = workbook.worksheet_range(sheet).unwrap();
        let rows: Vec<_> = range.rows().collect();
        assert!(rows[0][0].to_string().contains("Council"), "a title above the header");
        assert_eq!(rows[1][0].to_string(), "Rhif achos / Case no");
        let total = rows.last().unwrap();
        assert_eq!(total[0].to_string(), "Cyfanswm / Total");
        let told: f64 = total[3].to_string().parse().unwrap();
        assert_eq!(told as usize, rows.len() - 3);
        assert!(rows[2..].iter().any(|row| matches!(row[5], calamine::Data::DateTime(_))), "real dates");
        assert!(rows[2..].iter().any(|row| row[25].to_string().contains('/')), "dates as text");
        records += rows.len() - 3;
    }
    assert_eq!(records, wanted("ochr-y-rhos-social-care"));
}

#[test]
fn a_scale_that_makes_no_sense_is_refused() {
    for scale in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e9] {
        let options = dolen_synth::RegionOptions::new(1, scale, crate::made::today());
        let fault = dolen_synth::Region::generate(&options, None, &mut |_| ()).err();
        assert_eq!(fault, Some(dolen_synth::RegionFault::Scale));
    }
}
