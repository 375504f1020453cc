//! The content of an .ods, inside a sound archive.
#![no_main]

use std::sync::LazyLock;

use dolen_fuzz::{archive, check, people};
use dolen_read::Feed;
use libfuzzer_sys::fuzz_target;

static FEED: LazyLock<Feed> = LazyLock::new(|| people("kind = \"spreadsheet\"", ""));

const KIND: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";

fuzz_target!(|bytes: &[u8]| {
    check(&FEED, &archive(&[("mimetype", KIND), ("content.xml", bytes)]));
    let whole = [b"<d><table:table table:name='S'>", bytes, b"</table:table></d>"].concat();
    check(&FEED, &archive(&[("mimetype", KIND), ("content.xml", &whole)]));
});
