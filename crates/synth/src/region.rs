//! The region: made once, then written as often as wanted.

use std::io::Write;

use crate::agency::{Agency, Entry, Holdings, records_at_scale, select_council, select_health, select_police};
use crate::arena::Id;
use crate::day::Day;
use crate::event::{Events, happen};
use crate::feed::{FeedFile, feed_files};
use crate::life;
use crate::options::{Progress, RegionFault, RegionOptions, Stage};
use crate::people::{History, Person, World, populate};
use crate::place::{self, Geography};
use crate::rates::Rates;
use crate::write::{self, WriteFault};

/// People of a region at scale 1.
const PEOPLE_AT_SCALE_ONE: f64 = 580_000.0;

/// A synthetic region with its truth. Everything in it is personal in form, so it has no `Debug`.
pub struct Region {
    pub(crate) world: World,
    pub(crate) history: History,
    pub(crate) events: Events,
    pub(crate) rates: Rates,
    holdings: [Holdings; 5],
}

impl Region {
    /// Makes a region. The same options and geography give the same region on any machine, whatever its number of threads.
    ///
    /// # Errors
    /// [`RegionFault`] for a scale, a rate, a day or a geography that no region can be made from.
    pub fn generate(
        options: &RegionOptions,
        geography: Option<Geography>,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Self, RegionFault> {
        if !(0.001..=50.0).contains(&options.scale) {
            return Err(RegionFault::Scale);
        }
        options.rates.check()?;
        let today = known_day(options)?;
        let start = today.plus(-3_653);
        let step = |stage| Progress { stage, done: 0, of: 1 };
        progress(step(Stage::Places));
        let plan = match geography {
            Some(geography) if geography.areas() < 5 => return Err(RegionFault::Geography),
            Some(geography) => geography.plan(),
            None => {
                place::invented_plan(options.seed, ((place::AREAS_AT_SCALE_ONE * options.scale).round() as u32).max(25))
            }
        };
        if plan.0.len() < 3 {
            return Err(RegionFault::Geography);
        }
        let land = place::build(options.seed, PEOPLE_AT_SCALE_ONE * options.scale, plan);
        progress(step(Stage::People));
        let mut world = World::new(options.seed, start, today, land);
        populate(&mut world);
        life::live(&mut world, progress);
        progress(step(Stage::Events));
        let history = History::of(&mut world);
        let mut events = happen(&world, &history);
        progress(step(Stage::Records));
        let council = |agency: Agency, events: &mut Events| {
            let holdings =
                select_council(&world, &history, events, agency, (options.scale, agency.rates(&options.rates)));
            let (wanted, found) = (records_at_scale(agency, options.scale), holdings.entries.len());
            let organisation = agency.organisation();
            if found == wanted { Ok(holdings) } else { Err(RegionFault::Authority { organisation, wanted, found }) }
        };
        let one = council(Agency::CouncilOne, &mut events)?;
        let two = council(Agency::CouncilTwo, &mut events)?;
        let three = council(Agency::CouncilThree, &mut events)?;
        let health = select_health(&world, &mut events, (options.scale, &options.rates.health));
        let police = select_police(&world, &mut events, (options.scale, &options.rates.police));
        Ok(Self { world, history, events, rates: options.rates.clone(), holdings: [one, two, three, health, police] })
    }

    /// The files that the agencies send: the five in their order, then the first council's once more in the standard's
    /// attribute form, which does not count.
    pub fn feeds(&self) -> Vec<FeedFile> {
        feed_files(self)
    }

    /// Writes the file of a feed.
    ///
    /// # Errors
    /// [`WriteFault`] if there is no such feed or the writer fails.
    pub fn write_feed(&self, feed: &str, out: &mut dyn Write) -> Result<(), WriteFault> {
        crate::feed::write_feed(self, feed, out)
    }

    /// `source,id,person`: who is behind each record of the five feeds.
    ///
    /// # Errors
    /// [`WriteFault`] if the writer fails.
    pub fn write_truth(&self, out: &mut dyn Write) -> Result<(), WriteFault> {
        write::write_truth(self, out)
    }

    /// Everybody in any record and their parents: dates of birth and death, hidden vulnerability, area.
    ///
    /// # Errors
    /// [`WriteFault`] if the writer fails.
    pub fn write_people(&self, out: &mut dyn Write) -> Result<(), WriteFault> {
        write::write_people(self, out)
    }

    /// `person,household,uprn`: who of them lives with whom today.
    ///
    /// # Errors
    /// [`WriteFault`] if the writer fails.
    pub fn write_households(&self, out: &mut dyn Write) -> Result<(), WriteFault> {
        write::write_households(self, out)
    }

    /// `event,person,date,kind,cause,parent_event`: every event of them, recorded or not, and what brought it about.
    ///
    /// # Errors
    /// [`WriteFault`] if the writer fails.
    pub fn write_causes(&self, out: &mut dyn Write) -> Result<(), WriteFault> {
        write::write_causes(self, out)
    }

    /// The gazetteer: every residence with its UPRN, address, area and point.
    ///
    /// # Errors
    /// [`WriteFault`] if the writer fails.
    pub fn write_residences(&self, out: &mut dyn Write) -> Result<(), WriteFault> {
        write::write_residences(self, out)
    }

    /// The small areas as GeoJSON with their rank of deprivation.
    ///
    /// # Errors
    /// [`WriteFault`] if the writer fails.
    pub fn write_areas(&self, out: &mut dyn Write) -> Result<(), WriteFault> {
        write::write_areas(self, out)
    }

    /// All records as one CSV with standard columns, and their truth. Memory does not grow with the file.
    ///
    /// # Errors
    /// [`WriteFault`] if a writer fails.
    pub fn write_flat(&self, out: &mut dyn Write, truth: &mut dyn Write) -> Result<(), WriteFault> {
        write::write_flat(self, out, truth)
    }

    /// Records of the five feeds together.
    pub fn records(&self) -> usize {
        self.holdings.iter().map(|holdings| holdings.entries.len()).sum()
    }

    /// People who ever lived in the region in the ten years.
    pub fn people(&self) -> usize {
        self.world.people.len()
    }

    /// An agency's records.
    pub(crate) fn holdings(&self, agency: Agency) -> &Holdings {
        let [one, two, three, health, police] = &self.holdings;
        match agency {
            Agency::CouncilOne => one,
            Agency::CouncilTwo => two,
            Agency::CouncilThree => three,
            Agency::Health => health,
            Agency::Police => police,
        }
    }

    /// Whether the person of a record was under 18 at the last contact.
    pub(crate) fn is_child(&self, entry: &Entry) -> bool {
        self.world.people.at(entry.person).age(entry.last_contact) < 18
    }

    /// Everybody in any record and their parents, in order.
    pub(crate) fn people_in_records(&self) -> Vec<Id<Person>> {
        let mut people: Vec<Id<Person>> = Vec::new();
        for entry in self.holdings.iter().flat_map(|holdings| &holdings.entries) {
            let row = self.world.people.at(entry.person);
            people.push(entry.person);
            people.extend([row.mother, row.father].into_iter().flatten());
        }
        people.sort_unstable();
        people.dedup();
        people
    }
}

fn known_day(options: &RegionOptions) -> Result<Day, RegionFault> {
    match (options.today.month(), options.today.day()) {
        (Some(month), Some(day)) => {
            Ok(Day::from_civil(i32::from(options.today.year()), u32::from(month), u32::from(day)))
        }
        _ => Err(RegionFault::Today),
    }
}
