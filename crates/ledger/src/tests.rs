//! What a chain promises, whatever its entries say and whichever of them were erased.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::json;

use crate::*;

/// What a version exported that knew no form but the first.
const OLD: [&str; 2] = [
    r#"{"sequence":1,"time":1000,"entry":{"verb":"collection","actor":"local:ann","organisation":"cwm-derw-council","subject":["load-1"],"reason":null,"detail":{"action":"landed","rows":3}},"previous_hash":"0000000000000000000000000000000000000000000000000000000000000000","hash":"d0369e76bbcdf8700228d3dad97853ffa34bf637c2706726cc251f0bae44b4ef"}"#,
    r#"{"sequence":2,"time":1001,"entry":{"verb":"consultation","actor":"local:bob","organisation":null,"subject":["golden-1","golden-2"],"reason":"galwad ŵyr \u001f","detail":null},"previous_hash":"d0369e76bbcdf8700228d3dad97853ffa34bf637c2706726cc251f0bae44b4ef","hash":"8c3727acf275c1e1fe286adff6f58474a31bf96431dadde89c5baea9c8123a91"}"#,
];

fn draft(index: usize, reason: &str) -> Draft {
    Draft {
        verb: if index.is_multiple_of(2) { Verb::Collection } else { Verb::Consultation },
        actor: "steward".to_owned(),
        organisation: index.is_multiple_of(3).then(|| "council".to_owned()),
        subject: vec![format!("load-{index}")],
        reason: Some(reason.to_owned()),
        detail: json!({ "rows": index, "file": "a.csv" }),
    }
}

/// As earlier versions entered it.
fn of_first_form(entry: Entry) -> Entry {
    let content = Content::First(entry.told().unwrap().clone());
    let entry = Entry { content, ..entry };
    Entry { hash: entry.expected_hash().unwrap(), ..entry }
}

fn append(entries: &mut Vec<Entry>, draft: Draft, is_first: bool) -> i64 {
    let head = entries.last().map(Head::of).unwrap_or_default();
    let place = u8::try_from(entries.len()).unwrap();
    let entry = seal(draft, [place; 16], 1_000 + i64::from(place), &head);
    entries.push(if is_first { of_first_form(entry) } else { entry });
    head.sequence + 1
}

/// An entry a reason, those of the first form first.
fn chain(reasons: &[String], of_first: usize) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (index, reason) in reasons.iter().enumerate() {
        append(&mut entries, draft(index, reason), index < of_first);
    }
    entries
}

/// Enters an erasure that names entries, then one that follows it, and blanks those that are named.
fn erase(entries: &mut Vec<Entry>, named: &BTreeSet<usize>) {
    let mut detail = json!({ "action": "content erased" });
    Naming::of(named.iter().map(|&place| &entries[place])).unwrap().write(&mut detail);
    let by = append(entries, Draft { verb: Verb::Erasure, detail, ..draft(0, "asked") }, false);
    append(entries, draft(1, "later"), false);
    for &place in named {
        blank(&mut entries[place], by);
    }
}

fn blank(entry: &mut Entry, by: i64) {
    entry.content = match &entry.content {
        Content::Second { digest, .. } | Content::SecondErased { digest, .. } => {
            Content::SecondErased { digest: *digest, by }
        }
        _ => Content::FirstErased { by },
    };
}

fn verify(entries: &[Entry], known: Vec<Head>) -> Result<Head, Finding> {
    let mut verifier = Verifier::against(known);
    for entry in entries {
        verifier.push(entry)?;
    }
    verifier.finish()
}

fn last(entries: &[Entry]) -> Head {
    Head::of(entries.last().unwrap())
}

/// The entry that a finding names.
fn named(finding: &Finding) -> i64 {
    match *finding {
        Finding::Sequence { found, .. } => found,
        Finding::Link(entry)
        | Finding::Altered(entry)
        | Finding::Form(entry)
        | Finding::Time(entry)
        | Finding::Rewritten(entry) => entry,
        Finding::CutOff { known, .. } => known,
    }
}

prop_compose! {
    /// Entries, how many of them are of the first form, and which of them are erased.
    fn partly_erased()(reasons in prop::collection::vec("[a-zŵ\u{1f} ]{0,12}", 2..10))
        (of_first in 0..=reasons.len(), which in prop::collection::btree_set(0..reasons.len(), 0..5), reasons in Just(reasons))
        -> (Vec<Entry>, BTreeSet<usize>) {
        let mut entries = chain(&reasons, of_first);
        erase(&mut entries, &which);
        (entries, which)
    }
}

proptest! {
    #[test]
    fn an_untouched_chain_holds_also_erased_and_after_export((entries, which) in partly_erased()) {
        let head = last(&entries);
        prop_assert_eq!(verify(&entries, vec![head]), Ok(head));
        let again: Vec<Entry> = entries.iter().map(|entry| from_line(&to_line(entry).unwrap()).unwrap()).collect();
        prop_assert_eq!(&again, &entries);
        prop_assert_eq!(verify(&again, vec![head.to_string().parse().unwrap()]), Ok(head));
        for place in which {
            let line = to_line(&entries[place]).unwrap();
            prop_assert!(!line.contains("load-") && !line.contains("a.csv") && !line.contains("salt"), "{}", line);
        }
    }

    #[test]
    fn content_that_is_blanked_without_an_erasure_that_names_it_is_found(
        (mut entries, which) in partly_erased(), place in any::<Index>(), by in 0_i64..20,
    ) {
        let place = place.index(entries.len() - 2);
        if which.contains(&place) {
            return Ok(());
        }
        blank(&mut entries[place], by);
        let found = verify(&entries, vec![last(&entries)]);
        prop_assert_eq!(found, Err(Finding::Altered(entries[place].sequence)));
    }

    #[test]
    fn content_whose_note_of_erasure_names_another_entry_is_found((mut entries, which) in partly_erased(), by in 0_i64..20) {
        let erasure = entries[entries.len() - 2].sequence;
        prop_assume!(by != erasure);
        for place in which {
            let whole = entries[place].clone();
            blank(&mut entries[place], by);
            prop_assert_eq!(verify(&entries, vec![]), Err(Finding::Altered(whole.sequence)));
            entries[place] = whole;
        }
    }

    #[test]
    fn an_erasure_that_names_an_entry_a_second_time_may_not_be_noted((mut entries, which) in partly_erased()) {
        let whole = chain(&vec![String::new(); entries.len()], 0);
        let named_twice = Naming::of(which.iter().map(|&place| &whole[place])).unwrap();
        let mut detail = json!({});
        named_twice.write(&mut detail);
        let by = append(&mut entries, Draft { verb: Verb::Erasure, detail, ..draft(0, "again") }, false);
        prop_assert!(verify(&entries, vec![]).is_ok());
        if let Some(&place) = which.first() {
            blank(&mut entries[place], by);
            prop_assert_eq!(verify(&entries, vec![]), Err(Finding::Altered(entries[place].sequence)));
        }
    }

    #[test]
    fn a_changed_bit_of_an_exported_entry_is_found_and_the_entry_named(
        (entries, _) in partly_erased(), place in any::<Index>(), byte in any::<Index>(), bit in 0..8_u8,
    ) {
        let which = place.index(entries.len());
        let mut line = to_line(&entries[which]).unwrap().into_bytes();
        let byte = byte.index(line.len());
        line[byte] ^= 1 << bit;
        let changed = String::from_utf8(line).ok().and_then(|line| from_line(&line).ok());
        let Some(changed) = changed.filter(|changed| *changed != entries[which]) else { return Ok(()) };
        let mut others = entries.clone();
        others[which] = changed;
        let finding = verify(&others, vec![last(&entries)]).expect_err("a changed bit");
        let sequence = entries[which].sequence;
        // An erased entry of the first form proves nothing of the hash before it: then both sides of the break are told.
        let is_between = matches!(finding, Finding::Link(found) if found == sequence + 1)
            && others[which + 1..].first().is_some_and(|next| matches!(next.content, Content::FirstErased { .. }));
        let is_named = named(&finding) == sequence || named(&finding) == others[which].sequence;
        prop_assert!(is_named || is_between, "{:?} for a change in entry {}", finding, sequence);
    }

    #[test]
    fn a_removed_entry_is_found_wherever_it_stood((mut entries, _) in partly_erased(), place in any::<Index>()) {
        let head = last(&entries);
        entries.remove(place.index(entries.len()));
        prop_assert!(verify(&entries, vec![head]).is_err());
    }

    #[test]
    fn two_swapped_entries_are_found((mut entries, _) in partly_erased(), one in any::<Index>(), other in any::<Index>()) {
        let (one, other) = (one.index(entries.len()), other.index(entries.len()));
        prop_assume!(one != other);
        entries.swap(one, other);
        prop_assert!(verify(&entries, Vec::new()).is_err());
    }

    #[test]
    fn a_chain_rewritten_from_the_start_is_found_by_its_old_head(reasons in prop::collection::vec("[a-z]{0,3}", 2..5)) {
        let head = last(&chain(&reasons, 1));
        let mut other = reasons;
        other[0].push('!');
        prop_assert!(verify(&chain(&other, 1), vec![head]).is_err());
    }
}

#[test]
fn what_an_earlier_version_exported_is_read_verified_and_written_as_it_was() {
    let entries: Vec<Entry> = OLD.iter().map(|line| from_line(line).unwrap()).collect();
    assert_eq!(verify(&entries, vec![]).unwrap().sequence, 2);
    assert!(entries.iter().zip(OLD).all(|(entry, line)| to_line(entry).unwrap() == line));
}

#[test]
fn an_entry_of_the_first_form_behind_one_of_the_second_is_found() {
    let mut entries = chain(&["a".to_owned(), "b".to_owned()], 0);
    append(&mut entries, draft(2, "c"), true);
    assert_eq!(verify(&entries, vec![]), Err(Finding::Form(3)));
}

#[test]
fn what_tells_of_an_erasure_is_not_erased() {
    let mut entries = chain(&["a".to_owned(), "b".to_owned()], 0);
    erase(&mut entries, &BTreeSet::from([0]));
    assert_eq!(Naming::of([&entries[2]]), Err(ErasureFault::Erasure(3)));
    let detail = json!({ "erased_entries": [{ "entry": 3 }] });
    let by = append(&mut entries, Draft { verb: Verb::Erasure, detail, ..draft(0, "all") }, false);
    blank(&mut entries[2], by);
    assert_eq!(verify(&entries, vec![]), Err(Finding::Altered(3)));
}

#[test]
fn the_digest_of_content_tells_nothing_without_its_salt() {
    let told = |salt| seal(draft(0, "a"), salt, 1, &Head::default()).content.parts().content_digest;
    assert_ne!(told([1; 16]), told([2; 16]));
    assert_eq!(told([1; 16]), told([1; 16]));
}

#[test]
fn an_erasure_that_names_as_many_as_it_may_fits_into_a_line() {
    let head = Head { sequence: i64::MAX - 2, hash: [255; 32], time: i64::MAX };
    let entry = of_first_form(seal(draft(0, "a"), [255; 16], i64::MAX, &head));
    let many: Vec<Entry> =
        (0..=NAMED_LIMIT as i64).map(|back| Entry { sequence: i64::MAX - back, ..entry.clone() }).collect();
    assert_eq!(Naming::of(&many), Err(ErasureFault::Many));
    let mut detail = json!({});
    Naming::of(&many[1..]).unwrap().write(&mut detail);
    let erasure = seal(Draft { verb: Verb::Erasure, detail, ..draft(0, "a") }, [255; 16], i64::MAX, &head);
    assert_eq!(from_line(&to_line(&erasure).unwrap()).unwrap(), erasure);
}

#[test]
fn a_line_that_is_partly_erased_is_refused() {
    let entries = chain(&["a".to_owned()], 0);
    let line = to_line(&entries[0]).unwrap();
    for (from, to) in [
        (r#""reason":"a","#, ""),
        (r#""form":2"#, r#""form":1"#),
        (r#""form":2,"#, ""),
        (r#""form":2"#, r#""form":3"#),
        (r#""previous_hash""#, r#""erased_by":2,"previous_hash""#),
        (r#""rows":0"#, r#""rows":0},"more":{"#),
    ] {
        assert!(line.contains(from) && from_line(&line.replace(from, to)).is_err(), "{from} as {to}");
    }
}

#[test]
fn a_clock_that_goes_backwards_does_not_take_time_along() {
    let entries = chain(&["a".to_owned(), "b".to_owned()], 0);
    let next = seal(draft(2, "c"), [0; 16], 5, &last(&entries));
    assert_eq!(next.time, last(&entries).time);
}
