//! What is searched by, read as people write it.

use dolen_model::{NhsNumber, PartialDate, Postcode, PostcodeKind, Sensitive};
use dolen_store::master::search::{Criterion, TermRange};

use crate::HubFault;
use crate::master::{TermKind, folded_name, folded_reference};
use crate::view::Query;

/// Most words of a name that are looked for.
const NAME_WORDS: usize = 12;
/// Letters from which on the beginning of a word is enough.
const SHORTEST_BEGINNING: usize = 2;
/// Characters of a postcode's inward part.
const INWARD: i64 = 3;

/// A search as the store is asked.
#[derive(Debug)]
pub(super) struct Criteria {
    /// With every word of the name as it is, the criterion that fewest meet first.
    pub(super) exact: Vec<Criterion>,
    /// With beginnings of words; none where that is the same.
    pub(super) loose: Option<Vec<Criterion>>,
    /// Kinds of criteria that were given, for the ledger: what was searched by, never a value of it.
    pub(super) kinds: Vec<&'static str>,
}

/// Reads a query.
///
/// # Errors
/// [`HubFault::TooFewCriteria`], [`HubFault::Criterion`] with what is no such thing.
pub(super) fn read(query: &Query) -> Result<Criteria, HubFault> {
    let nhs_number = given(query.nhs_number.as_ref()).map(nhs_number).transpose()?;
    let reference = given(query.reference.as_ref()).map(reference).transpose()?;
    let birth_date = given(query.birth_date.as_ref()).map(birth_date).transpose()?;
    let postcode = given(query.postcode.as_ref()).map(postcode).transpose()?;
    let name = given(query.name.as_ref()).map(name).transpose()?;
    let is_identified = nhs_number.is_some() || reference.is_some();
    let others = usize::from(birth_date.is_some()) + usize::from(postcode.is_some()) + usize::from(name.is_some());
    if !is_identified && others < 2 {
        return Err(HubFault::TooFewCriteria);
    }
    let mut kinds: Vec<&'static str> = Vec::new();
    kinds.extend(name.is_some().then(|| TermKind::Name.as_str()));
    let mut ranked: Vec<(Rank, Criterion)> =
        [nhs_number, reference, birth_date, postcode].into_iter().flatten().collect();
    kinds.extend(ranked.iter().map(|(_, criterion)| criterion.kind));
    ranked.sort_by_key(|(rank, _)| *rank);
    let words = name.unwrap_or_default();
    let with = |word: fn(&String) -> TermRange| -> Vec<Criterion> {
        let words = words.iter().map(|text| criterion(TermKind::Name, vec![word(text)]));
        let (few, many): (Vec<_>, Vec<_>) = ranked.iter().cloned().partition(|(rank, _)| *rank < Rank::Name);
        let criterion_of = |(_, criterion)| criterion;
        few.into_iter().map(criterion_of).chain(words).chain(many.into_iter().map(criterion_of)).collect()
    };
    let (exact, loose) = (with(|word| TermRange::exactly(word.clone())), with(|word| beginning(word)));
    Ok(Criteria { loose: (loose != exact).then_some(loose), exact, kinds })
}

/// How few people meet a criterion: the fewest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Identifier,
    WholeDate,
    WholePostcode,
    Name,
    PartOfDate,
    PartOfPostcode,
}

pub(super) fn given(value: Option<&Sensitive<String>>) -> Option<&str> {
    value.map(|value| value.expose().trim()).filter(|value| !value.is_empty())
}

fn criterion(kind: TermKind, any: Vec<TermRange>) -> Criterion {
    Criterion { kind: kind.as_str(), any }
}

fn nhs_number(text: &str) -> Result<(Rank, Criterion), HubFault> {
    let number = NhsNumber::parse(text).map_err(|_| HubFault::Criterion("NHS number"))?;
    Ok((Rank::Identifier, criterion(TermKind::NhsNumber, vec![TermRange::exactly(number.digits())])))
}

fn reference(text: &str) -> Result<(Rank, Criterion), HubFault> {
    Ok((Rank::Identifier, criterion(TermKind::Reference, vec![TermRange::exactly(folded_reference(text))])))
}

/// The distinct words of a name, longest first: the longer, the fewer have it.
fn name(text: &str) -> Result<Vec<String>, HubFault> {
    let mut words = folded_name(text);
    words.sort_by(|one, other| other.chars().count().cmp(&one.chars().count()).then_with(|| one.cmp(other)));
    words.dedup();
    if words.is_empty() || words.len() > NAME_WORDS {
        return Err(HubFault::Criterion("name"));
    }
    Ok(words)
}

fn beginning(word: &str) -> TermRange {
    match word.chars().count() {
        letters if letters < SHORTEST_BEGINNING => TermRange::exactly(word.to_owned()),
        _ => TermRange::beginning(word.to_owned()),
    }
}

/// A date of birth: who is recorded with that date, with one inside it where it is a year or a month, or with one that is
/// known less well and may be the same.
fn birth_date(text: &str) -> Result<(Rank, Criterion), HubFault> {
    let date = date(text).ok_or(HubFault::Criterion("date of birth"))?;
    let exactly = |date: PartialDate| TermRange::exactly(date.to_string());
    let year = PartialDate::from_year(date.year()).map_err(|_| HubFault::Criterion("date of birth"))?;
    let mut any = vec![exactly(date)];
    let rank = match (date.month(), date.day()) {
        (Some(month), Some(_)) => {
            any.extend(PartialDate::from_month(date.year(), month).ok().map(exactly));
            any.push(exactly(year));
            Rank::WholeDate
        }
        (Some(_), None) => {
            any.extend([exactly(year), TermRange::beginning(format!("{date}-"))]);
            Rank::PartOfDate
        }
        _ => {
            any.push(TermRange::beginning(format!("{date}-")));
            Rank::PartOfDate
        }
    };
    Ok((rank, criterion(TermKind::BirthDate, any)))
}

/// `1980-02-01`, `1980-02`, `1980`, `1/2/1980`, `02/1980`; any of `-`, `/`, `.` and blanks between the parts. Day before
/// month, as people here write it.
pub(super) fn date(text: &str) -> Option<PartialDate> {
    let is_mark = |letter: char| matches!(letter, '-' | '/' | '.') || letter.is_whitespace();
    let parts: Vec<&str> = text.split(is_mark).filter(|part| !part.is_empty()).collect();
    if !parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let year = |part: &str| (part.len() == 4).then(|| part.parse::<i16>().ok()).flatten();
    let small = |part: &str| (part.len() <= 2).then(|| part.parse::<u8>().ok()).flatten();
    match *parts.as_slice() {
        [only] => PartialDate::from_year(year(only)?).ok(),
        [first, second] if first.len() == 4 => PartialDate::from_month(year(first)?, small(second)?).ok(),
        [first, second] => PartialDate::from_month(year(second)?, small(first)?).ok(),
        [first, second, third] if first.len() == 4 => {
            PartialDate::from_day(year(first)?, small(second)?, small(third)?).ok()
        }
        [first, second, third] => PartialDate::from_day(year(third)?, small(second)?, small(first)?).ok(),
        _ => None,
    }
}

fn postcode(text: &str) -> Result<(Rank, Criterion), HubFault> {
    let postcode = Postcode::parse(text).map_err(|_| HubFault::Criterion("postcode"))?;
    let bare = postcode.as_str().replace(' ', "");
    let (rank, range) = match postcode.kind() {
        PostcodeKind::Outward => (Rank::PartOfPostcode, TermRange::beginning_and_longer_by(bare, INWARD)),
        // The inward part but for the digit of the sector.
        PostcodeKind::Sector => (Rank::PartOfPostcode, TermRange::beginning_and_longer_by(bare, INWARD - 1)),
        _ => (Rank::WholePostcode, TermRange::exactly(bare)),
    };
    Ok((rank, criterion(TermKind::Postcode, vec![range])))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(text: &str) -> Option<Sensitive<String>> {
        Some(Sensitive::new(text.to_owned()))
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        let read = |text: &str| date(text).map(|date| date.to_string());
        for text in ["1980-02-01", "1/2/1980", "01.02.1980", " 1 2 1980 ", "1980/2/1"] {
            assert_eq!(read(text).as_deref(), Some("1980-02-01"), "{text}");
        }
        for (text, told) in [("1980", "1980"), ("02/1980", "1980-02"), ("2-1980", "1980-02"), ("1980-02", "1980-02")] {
            assert_eq!(read(text).as_deref(), Some(told), "{text}");
        }
        for text in
            ["", "80", "1/2/80", "31/2/1980", "2/13/1980", "February 1980", "1980-02-01-03", "0000", "1-2-3-1980"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn too_little_is_refused_whichever_criterion_it_is() {
        let too_few = |query: Query| matches!(read(&query), Err(HubFault::TooFewCriteria));
        assert!(too_few(Query::default()));
        assert!(too_few(Query { name: some("Siôn Prydderch"), ..Query::default() }));
        assert!(too_few(Query { postcode: some("NP20 4UX"), ..Query::default() }));
        assert!(too_few(Query { birth_date: some("1980-02-01"), name: some("  "), ..Query::default() }));
        assert!(read(&Query { reference: some("C1"), ..Query::default() }).is_ok());
        assert!(read(&Query { nhs_number: some("943 476 5919"), ..Query::default() }).is_ok());
    }

    #[test]
    fn what_is_no_such_thing_is_told_by_its_kind() {
        let told = |query: Query| match read(&query) {
            Err(HubFault::Criterion(kind)) => kind,
            other => panic!("{:?}", other.map(|criteria| criteria.kinds)),
        };
        let name = || some("Siôn");
        assert_eq!(told(Query { nhs_number: some("943 476 5918"), ..Query::default() }), "NHS number");
        assert_eq!(told(Query { name: name(), birth_date: some("31/2/1980"), ..Query::default() }), "date of birth");
        assert_eq!(told(Query { name: name(), postcode: some("UNKNOWN"), ..Query::default() }), "postcode");
        assert_eq!(told(Query { name: some("--"), postcode: some("NP20 4UX"), ..Query::default() }), "name");
    }

    #[test]
    fn what_few_have_is_looked_up_first() {
        let criteria = |query: Query| -> Vec<&'static str> {
            read(&query).unwrap().exact.iter().map(|criterion| criterion.kind).collect()
        };
        let query =
            Query { name: some("a Prydderch"), birth_date: some("1980"), postcode: some("NP20"), ..Query::default() };
        assert_eq!(criteria(query), ["name", "name", "birth_date", "postcode"]);
        let query =
            Query { name: some("Siôn"), birth_date: some("1/2/1980"), postcode: some("NP20 4UX"), ..Query::default() };
        assert_eq!(criteria(query), ["birth_date", "postcode", "name"]);
    }
}
