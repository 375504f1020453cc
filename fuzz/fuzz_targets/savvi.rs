//! The attribute CSV of the UK Vulnerabilities Data Standard.
#![no_main]

use std::sync::LazyLock;

use dolen_fuzz::check;
use dolen_read::Feed;
use libfuzzer_sys::fuzz_target;

static FEED: LazyLock<Feed> = LazyLock::new(|| {
    let contract = "name = \"s\"\norganisation = \"s\"\norganisation_name = { en = \"S\", cy = \"S\" }\nagreement = \"A\"\n\
                    subject = \"person\"\ndelivery = \"full\"\ncadence = \"once\"\n[format]\nkind = \"savvi\"\n";
    Feed::parse(contract).expect("a sound contract")
});

/// So that rows are reached without the header being found first.
const HEADER: &[u8] = b"PersonReference,FamilyName,BirthDate,Gender,UPRN,Postcode,AttributeType,Attribute,AttributeDate\n";

fuzz_target!(|bytes: &[u8]| {
    check(&FEED, bytes);
    check(&FEED, &[HEADER, bytes].concat());
});
