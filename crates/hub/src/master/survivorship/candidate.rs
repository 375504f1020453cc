//! The values of one field: those that say the same together, then the rules.

use dolen_model::PersonField;

use super::agreement::{Completeness, completeness, covers, form};
use super::rule::{FieldRule, Support, decide, unopposed};
use super::{MemberRecord, Merger};
use crate::configuration::SurvivorshipRule;
use crate::master::{ChosenValue, OtherValue};
use crate::view::WhyChosen;

/// A value of one member.
#[derive(Clone)]
struct Candidate<'a> {
    text: &'a str,
    member: MemberRecord<'a>,
    form: String,
    completeness: Completeness,
    is_traced: bool,
}

/// Values that say the same, the fullest first, and those that say less of it last.
struct Agreeing<'a> {
    candidates: Vec<Candidate<'a>>,
}

/// All values of a field.
struct Opinions<'a> {
    groups: Vec<Agreeing<'a>>,
    /// Values that say less of what several groups say: they speak for none of them.
    loose: Vec<Candidate<'a>>,
}

impl<'a> Merger<'a> {
    /// The value of a field of which one survives.
    pub(super) fn one(&self, field: PersonField, members: &[MemberRecord<'a>]) -> Option<ChosenValue> {
        self.choose(field, self.candidates(field, members))
    }

    /// Every value of a field that may hold several. None is dropped: the rules only order them, and each is told the rule
    /// that put it before the next.
    pub(super) fn every(&self, field: PersonField, members: &[MemberRecord<'a>]) -> Vec<ChosenValue> {
        let mut opinions = opinions(field, self.candidates(field, members));
        let mut values: Vec<ChosenValue> = Vec::new();
        while let Some((place, why)) = decide(self.rules_of(field), &self.supports(field, &opinions.groups)) {
            let why = values.last().filter(|_| opinions.groups.len() == 1).map_or(why, |before| before.why);
            let group = opinions.groups.remove(place);
            values.push(self.told(field, group, why, &mut opinions.loose));
        }
        values
    }

    /// The status of the NHS number that was chosen, told by the members that hold it; where no number was chosen, by all.
    pub(super) fn status(&self, holders: Option<&[u32]>, members: &[MemberRecord<'a>]) -> Option<ChosenValue> {
        let field = PersonField::NhsNumberStatus;
        let of_holders: Vec<MemberRecord<'a>> = members
            .iter()
            .filter(|member| holders.is_none_or(|holders| holders.contains(&member.place)))
            .copied()
            .collect();
        self.choose(field, self.candidates(field, &of_holders))
    }

    fn choose(&self, field: PersonField, candidates: Vec<Candidate<'a>>) -> Option<ChosenValue> {
        let mut opinions = opinions(field, candidates);
        let (place, why) = decide(self.rules_of(field), &self.supports(field, &opinions.groups))?;
        let chosen = opinions.groups.remove(place);
        let mut value = self.told(field, chosen, why, &mut opinions.loose);
        value.conflicts = self.conflicts(field, opinions);
        Some(value)
    }

    /// What did not survive.
    fn conflicts(&self, field: PersonField, mut opinions: Opinions<'a>) -> Vec<OtherValue> {
        let mut conflicts = Vec::new();
        for group in opinions.groups {
            let value = self.told(field, group, WhyChosen::FirstPublished, &mut opinions.loose);
            conflicts.push(OtherValue { value: value.value, places: value.places });
        }
        conflicts.sort_by_key(|other| other.places.iter().min().copied());
        conflicts
    }

    /// A group as a value: its fullest spelling, the member that decided first. It takes the loose values that say less of
    /// the same with it.
    fn told(
        &self,
        field: PersonField,
        group: Agreeing<'a>,
        why: WhyChosen,
        loose: &mut Vec<Candidate<'a>>,
    ) -> ChosenValue {
        let mut candidates = group.candidates;
        let (text, fullest) =
            candidates.first().map(|fullest| (fullest.text, fullest.form.clone())).unwrap_or_default();
        let rule = self.rules.get(&field);
        candidates.sort_by_key(|candidate| {
            let of_rule = match why {
                WhyChosen::Newest => (-candidate.member.record.known_on, 0),
                WhyChosen::TrustedSource => {
                    let rank = rule.map_or(0, |rule| rule.rank(candidate.member.record.organisation));
                    (i64::from(!candidate.is_traced), rank)
                }
                _ => (0, 0),
            };
            (candidate.text != text, candidate.form != fullest, of_rule, candidate.member.place)
        });
        let (taken, left): (Vec<_>, Vec<_>) =
            loose.drain(..).partition(|candidate| covers(field, &fullest, &candidate.form));
        *loose = left;
        let mut places: Vec<u32> = Vec::new();
        for candidate in candidates.iter().chain(&taken) {
            if !places.contains(&candidate.member.place) {
                places.push(candidate.member.place);
            }
        }
        ChosenValue { field, value: text.to_owned().into(), why, places, conflicts: Vec::new() }
    }

    fn candidates(&self, field: PersonField, members: &[MemberRecord<'a>]) -> Vec<Candidate<'a>> {
        let is_traced = |member: &MemberRecord<'a>| {
            field == PersonField::NhsNumber
                && member.record.all(PersonField::NhsNumberStatus).any(|status| self.text(status) == "traced")
        };
        let of_member = |member: &MemberRecord<'a>| {
            let numbers = member.record.all(field).take(if field.is_multiple() { usize::MAX } else { 1 });
            let (member, is_traced) = (*member, is_traced(member));
            numbers.map(move |number| (number, member, is_traced)).collect::<Vec<_>>()
        };
        let candidate = |(number, member, is_traced): (u32, MemberRecord<'a>, bool)| {
            let text = self.text(number);
            let form = form(field, text);
            Candidate { text, member, completeness: completeness(field, text), form, is_traced }
        };
        members.iter().flat_map(of_member).map(candidate).collect()
    }

    fn supports(&self, field: PersonField, groups: &[Agreeing<'a>]) -> Vec<Support> {
        groups.iter().map(|group| self.support(field, &group.candidates)).collect()
    }

    fn support(&self, field: PersonField, candidates: &[Candidate<'a>]) -> Support {
        let records = candidates.iter().map(|candidate| candidate.member.record);
        let rank = |organisation| self.rules.get(&field).map_or(usize::MAX, |rule| rule.rank(organisation));
        let mut organisations: Vec<u32> = records.clone().map(|record| record.organisation).collect();
        organisations.sort_unstable();
        organisations.dedup();
        Support {
            distrust: candidates
                .iter()
                .map(|candidate| (!candidate.is_traced, rank(candidate.member.record.organisation)))
                .min()
                .unwrap_or((true, usize::MAX)),
            organisations,
            newest: records.map(|record| record.known_on).max().unwrap_or(i64::MIN),
            completeness: candidates.iter().map(|candidate| candidate.completeness).max().unwrap_or_default(),
            first_place: candidates.iter().map(|candidate| candidate.member.place).min().unwrap_or(u32::MAX),
        }
    }

    fn rules_of(&self, field: PersonField) -> &[SurvivorshipRule] {
        self.rules.get(&field).map_or(&[], |rule: &FieldRule| &rule.rules)
    }

    /// A value that the rules of the address chose, held against every other value of its field.
    pub(super) fn beside(
        &self,
        field: PersonField,
        chosen: MemberRecord<'a>,
        agree: impl Fn(&MemberRecord<'a>) -> bool,
        why: WhyChosen,
        members: &[MemberRecord<'a>],
    ) -> Option<ChosenValue> {
        let candidates = self.candidates(field, members);
        let deciding = candidates.iter().find(|candidate| candidate.member.place == chosen.place)?.clone();
        let (same, others): (Vec<_>, Vec<_>) = candidates.into_iter().partition(|candidate| {
            candidate.form == deciding.form
                || covers(field, &deciding.form, &candidate.form)
                || (field == PersonField::Address && agree(&candidate.member))
        });
        let support = self.support(field, &same);
        let conflicts = self.conflicts(field, opinions(field, others));
        let mut places = vec![chosen.place];
        places.extend(same.iter().map(|candidate| candidate.member.place).filter(|place| *place != chosen.place));
        let why = match why {
            _ if conflicts.is_empty() => unopposed(&support),
            // The homes agree and only this value does not: the record that says most of the home was taken.
            WhyChosen::AllAgree | WhyChosen::OnlyValue => WhyChosen::MostComplete,
            why => why,
        };
        Some(ChosenValue { field, value: deciding.text.to_owned().into(), why, places, conflicts })
    }
}

/// Puts values that say the same together. A value that says less of what one group says joins it: a year joins the day in
/// it. One that says less of what several say is loose.
fn opinions<'a>(field: PersonField, mut candidates: Vec<Candidate<'a>>) -> Opinions<'a> {
    candidates.sort_by(|one, other| {
        other.completeness.cmp(&one.completeness).then_with(|| one.member.place.cmp(&other.member.place))
    });
    let mut opinions = Opinions { groups: Vec::new(), loose: Vec::new() };
    for candidate in candidates {
        let equal = opinions.groups.iter_mut().find(|group| group.form() == candidate.form);
        if let Some(group) = equal {
            group.candidates.push(candidate);
            continue;
        }
        let mut fuller = opinions.groups.iter_mut().filter(|group| covers(field, group.form(), &candidate.form));
        match (fuller.next(), fuller.next()) {
            (Some(group), None) => group.candidates.push(candidate),
            (Some(_), Some(_)) => opinions.loose.push(candidate),
            (None, _) => opinions.groups.push(Agreeing { candidates: vec![candidate] }),
        }
    }
    opinions
}

impl Agreeing<'_> {
    fn form(&self) -> &str {
        self.candidates.first().map_or("", |fullest| &fullest.form)
    }
}
