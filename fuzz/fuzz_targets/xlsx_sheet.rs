//! The XML of a sheet, its texts and its styles, inside a sound archive. Zero bytes stand between the three.
#![no_main]

use std::sync::LazyLock;

use dolen_fuzz::{archive, check, people};
use dolen_read::Feed;
use libfuzzer_sys::fuzz_target;

static FEED: LazyLock<Feed> = LazyLock::new(|| people("kind = \"spreadsheet\"", ""));

const WHOLE: &[u8] = br#"<Relationships><Relationship Id="w" Type="/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK: &[u8] = br#"<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>"#;
const OF_THE_WORKBOOK: &[u8] = br#"<Relationships><Relationship Id="a" Type="/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="c" Type="/styles" Target="styles.xml"/></Relationships>"#;

fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.split(|byte| *byte == 0);
    let mut part = || parts.next().unwrap_or_default();
    let (sheet, texts, styles) = (part(), part(), part());
    let whole = [b"<worksheet><sheetData>", sheet, b"</sheetData></worksheet>"].concat();
    let texts = [b"<sst>", texts, b"</sst>"].concat();
    let styles = [b"<styleSheet>", styles, b"</styleSheet>"].concat();
    check(
        &FEED,
        &archive(&[
            ("_rels/.rels", WHOLE),
            ("xl/workbook.xml", WORKBOOK),
            ("xl/_rels/workbook.xml.rels", OF_THE_WORKBOOK),
            ("xl/sharedStrings.xml", &texts),
            ("xl/styles.xml", &styles),
            ("xl/worksheets/sheet1.xml", &whole),
        ]),
    );
});
