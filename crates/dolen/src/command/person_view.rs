//! A person as lines for a terminal. Only a command that has entered its reason in the ledger prints them.

use dolen_hub::view::{Fact, FactOf, PairEvidence, Provenance, SearchResult, SingleView};
use dolen_model::{Bilingual, PartialDate};

use crate::output::table;

/// Events of the timeline shown; the portal and --json have all.
const EVENTS_SHOWN: usize = 20;

/// What was found, as little as choosing needs.
pub(crate) fn found(result: &SearchResult) -> String {
    if result.hits.is_empty() {
        return "nobody found; check the spelling, or search by an identifier".to_owned();
    }
    let rows: Vec<Vec<String>> = result
        .hits
        .iter()
        .map(|hit| {
            vec![
                hit.golden.clone(),
                hit.name.expose().clone(),
                date(hit.birth_date),
                hit.part_address.as_ref().map(|address| address.expose().clone()).unwrap_or_default(),
                hit.organisations.iter().map(en).cloned().collect::<Vec<_>>().join(", "),
                if hit.dead { "recorded as dead".to_owned() } else { String::new() },
            ]
        })
        .collect();
    let mut text = table(&["Person", "Name", "Born", "Address", "Known to", ""], &rows);
    if result.more {
        text.push_str("\nthere are more: narrow the search");
    }
    text
}

/// The single view; with `why`, where each value comes from and what holds the record together.
pub(crate) fn single_view(view: &SingleView, why: bool) -> String {
    let mut lines = vec![format!("{}  (ledger entry {})", view.golden, view.consultation)];
    if let Some(day) = view.as_at {
        lines.push(format!("  as it was known at the end of {day} (UTC); what came later is not shown"));
    }
    for value in &view.values {
        lines.push(format!("  {:<20} {}", value.field.as_str(), value.value.expose()));
        if why {
            let reason = serde_json::to_value(value.why).ok();
            let reason = reason.as_ref().and_then(|reason| reason.as_str()).unwrap_or_default().replace('_', " ");
            lines.push(format!("  {:<20}   {reason}: {}", "", sources(&value.provenance)));
            lines.extend(value.conflicts.iter().map(|conflict| {
                format!("  {:<20}   not {}: {}", "", conflict.value.expose(), sources(&conflict.provenance))
            }));
        }
    }
    let involved = view.involvements.iter().map(|involvement| {
        let state = if involvement.open { "open" } else { "closed" };
        let team = involvement.team.clone().unwrap_or_default();
        let since = date(involvement.since);
        format!(
            "{} {state} since {since} {team}, reference {}",
            en(&involvement.organisation_name),
            involvement.reference.expose()
        )
    });
    section(&mut lines, "Who is involved", involved.collect());
    let indicators = view.indicators.iter().map(|indicator| {
        format!(
            "{} {} ({} events, last {})",
            indicator.code,
            en(&indicator.name),
            indicator.events,
            date(indicator.last)
        )
    });
    section(&mut lines, "Indicators", indicators.collect());
    let events = view
        .timeline
        .iter()
        .take(EVENTS_SHOWN)
        .map(|event| format!("{:<10} {} ({})", date(event.start), en(&event.name), en(&event.organisation_name)));
    section(&mut lines, "Timeline, newest first", events.collect());
    let addresses = view.addresses.iter().map(|address| {
        let postcode = address.postcode.as_ref().map(|postcode| postcode.expose().as_str()).unwrap_or_default();
        let state = if address.current { "present" } else { "before" };
        format!("{} {postcode} ({state})", address.address.expose())
    });
    section(&mut lines, "Addresses", addresses.collect());
    let members = view
        .household
        .iter()
        .map(|member| format!("{}, born {}  {}", member.name.expose(), date(member.birth_date), member.golden));
    section(&mut lines, "Household", members.collect());
    let records = view.sources.iter().map(|source| {
        format!(
            "{} reference {}: {}",
            en(&source.organisation_name),
            source.reference.expose(),
            place(&source.provenance)
        )
    });
    section(&mut lines, "Source records", records.collect());
    if why {
        section(&mut lines, "What was known when", view.facts.iter().map(fact).collect());
        section(&mut lines, "Why they are one person", view.evidence.pairs.iter().flat_map(pair).collect());
        let judged = view.evidence.judged.iter();
        let judged = judged.map(|pair| format!("{} - {}: judged same by {}", pair.left, pair.right, pair.decision));
        section(&mut lines, "Joined by a steward", judged.collect());
        section(&mut lines, "Near, and kept apart", view.evidence.near_misses.iter().flat_map(pair).collect());
    }
    lines.join("\n")
}

/// What was so from when to when, and when the hub knew it; the first day without it and the first moment without it are told.
fn fact(fact: &Fact) -> String {
    let of = match &fact.of {
        FactOf::Field(field) => format!("{}: {}", field.as_str(), fact.value.expose()),
        FactOf::Attribute { name, .. } => en(name).clone(),
    };
    let until = |text: Option<String>| text.map_or_else(String::new, |text| format!(" until {text}"));
    let from = fact.valid_from.map(|day| format!(", from {day}")).unwrap_or_default();
    let so = format!("{from}{}", until(fact.valid_until.map(|day| day.to_string())));
    let known = until(fact.known_until.map(|time| time.to_string()));
    format!("{of}{so}; known from {}{known} ({})", fact.known_from, fact.source.file)
}

fn pair(pair: &PairEvidence) -> Vec<String> {
    let judged = pair.judgement.as_ref().map(|judgement| format!(", judged {judgement}")).unwrap_or_default();
    let head = format!(
        "{} - {}: weight {:.1}, probability {:.4}{judged}",
        pair.left, pair.right, pair.weight, pair.probability
    );
    let fields = pair.fields.iter().map(|field| {
        format!("    {:<24} {:<32} {:+.1}", field.comparison, field.level, field.weight + field.frequency_weight)
    });
    std::iter::once(head).chain(fields).collect()
}

fn sources(provenance: &[Provenance]) -> String {
    provenance.iter().map(place).collect::<Vec<_>>().join("; ")
}

/// File, part, row and column, and the agreement that let the value in.
fn place(provenance: &Provenance) -> String {
    let part = provenance.part.as_ref().map(|part| format!(" {part}")).unwrap_or_default();
    let column = provenance.column.as_ref().map(|column| format!(" {column}")).unwrap_or_default();
    format!("{} row {}{part}{column} ({})", provenance.file, provenance.line, provenance.agreement)
}

fn section(lines: &mut Vec<String>, title: &str, content: Vec<String>) {
    if !content.is_empty() {
        lines.push(format!("{title}:"));
        lines.extend(content.into_iter().map(|line| format!("  {line}")));
    }
}

fn date(date: Option<PartialDate>) -> String {
    date.map_or_else(|| "unknown".to_owned(), |date| date.to_string())
}

const fn en(text: &Bilingual) -> &String {
    &text.en
}
