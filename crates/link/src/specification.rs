//! What to compare and how: the one input beside the data.

use serde::{Deserialize, Serialize};

pub use crate::column::{ColumnKind, ColumnSpecification};
pub use crate::comparison::{ComparisonKind, ComparisonSpecification, Measure};
use crate::fault::LinkFault;
use crate::propose;
use crate::threshold::Threshold;

/// A specification. In TOML, `[[column]]` says what the columns are; `[[comparison]]` and `[[block]]` may be left out and
/// then follow from the columns. What is given of a part counts as it stands: it is the whole of that part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Specification {
    /// From which probability on a pair is joined or shown to a person.
    #[serde(default)]
    pub thresholds: Thresholds,
    /// Blocks of more rows than this are cut by what else their rows agree on; rows that nothing cuts are not compared, and
    /// are reported.
    #[serde(default = "default_block_cap")]
    pub block_cap: u32,
    /// The columns that are used; a column of the table that is not named here is not read.
    #[serde(rename = "column", default)]
    pub columns: Vec<ColumnSpecification>,
    /// The comparisons; each is one digit of the pattern.
    #[serde(rename = "comparison", default)]
    pub comparisons: Vec<ComparisonSpecification>,
    /// The blocking rules: rows that agree on every part of one of them are compared.
    #[serde(rename = "block", default)]
    pub blocks: Vec<BlockingRule>,
}

/// From where on a pair counts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// At or above it a pair may be joined.
    #[serde(rename = "match")]
    pub join: Threshold,
    /// At or above this probability, from 0 to 1, a pair is kept with its evidence.
    pub review: f64,
}

impl Default for Thresholds {
    /// Where the sum of what is joined wrongly and what is missed is least, on the sets that the engine was tuned on.
    fn default() -> Self {
        Self { join: Threshold::Probability(0.80), review: 0.30 }
    }
}

/// Rows that agree on all parts of a rule are compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlockingRule {
    /// The parts of the key.
    pub on: Vec<KeyPart>,
    /// Leaves the rule out where the table has more rows than this. Of many rows most pairs of one person meet several
    /// rules, and the cost of a further one grows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most_rows: Option<u32>,
}

/// A part of a blocking key. A row that lacks one part of a rule has no key under the rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyPart {
    /// NHS number.
    NhsNumber,
    /// Date of birth, day and month in either order.
    BirthDate,
    /// Year and month of birth.
    BirthMonth,
    /// Year of birth.
    BirthYear,
    /// Day and month of birth, any year.
    BirthDayMonth,
    /// First given name or any of its variants.
    Given,
    /// Initial of the first given name.
    GivenInitial,
    /// Sound of a family name, current or former, or of a part of it.
    FamilySound,
    /// Postcode, current or former.
    Postcode,
    /// UPRN.
    Uprn,
    /// House number and street.
    House,
    /// Telephone number.
    Phone,
    /// E-mail address.
    Email,
    /// The whole value of a column of kind identifier, text, category or date.
    Column(String),
    /// The first four letters or digits of such a column.
    ColumnStart(String),
}

const fn default_block_cap() -> u32 {
    2_000
}

impl Default for Specification {
    /// Names nothing yet.
    fn default() -> Self {
        Self {
            thresholds: Thresholds::default(),
            block_cap: default_block_cap(),
            columns: Vec::new(),
            comparisons: Vec::new(),
            blocks: Vec::new(),
        }
    }
}

impl Specification {
    /// Reads TOML.
    ///
    /// # Errors
    /// [`LinkFault::Unreadable`] with line and hint, [`LinkFault::Inconsistent`] where parts contradict each other.
    ///
    /// ```
    /// let text = "[[column]]\nname = 'surname'\nkind = 'family-name'\n[[column]]\nname = 'dob'\nkind = 'birth-date'\n";
    /// let specification = dolen_link::Specification::parse(text).unwrap();
    /// assert_eq!(specification.comparisons.len(), 2);
    /// ```
    pub fn parse(text: &str) -> Result<Self, LinkFault> {
        Self::parse_part(text)?.completed()
    }

    /// Reads TOML that need not name any column: [`Specification::with_columns`] adds what is recognised.
    ///
    /// # Errors
    /// As [`Specification::parse`], where it names columns.
    pub fn parse_part(text: &str) -> Result<Self, LinkFault> {
        let read: Self = toml::from_str(text).map_err(|fault| LinkFault::Unreadable(fault.to_string()))?;
        if read.columns.is_empty() { Ok(read) } else { read.completed() }
    }

    /// The specification that follows from what the columns hold.
    ///
    /// # Errors
    /// [`LinkFault::Inconsistent`] where nothing among the columns can be compared or blocked on.
    pub fn for_columns(columns: Vec<ColumnSpecification>) -> Result<Self, LinkFault> {
        Self::default().with_columns(columns)
    }

    /// The same with these columns, and with the comparisons and blocking rules that follow from them where it has none.
    ///
    /// # Errors
    /// [`LinkFault::Inconsistent`] where the parts contradict each other, or nothing can be compared or blocked on.
    pub fn with_columns(self, columns: Vec<ColumnSpecification>) -> Result<Self, LinkFault> {
        Self { columns, ..self }.completed()
    }

    /// The specification for the person records of a hub.
    pub fn person() -> Self {
        propose::person()
    }

    /// Joins pairs from here on, and keeps them from here on at the latest.
    pub fn join_from(&mut self, threshold: Threshold) {
        self.thresholds.join = threshold;
        self.thresholds.review =
            threshold.fixed().map_or(self.thresholds.review, |join| join.min(self.thresholds.review));
    }

    /// Adds columns of coordinates, and lets the comparison of places tell the distance between two.
    pub fn add_coordinates(&mut self, columns: [ColumnSpecification; 2]) {
        self.columns.extend(columns);
        let places = self.comparisons.iter_mut().filter(|comparison| comparison.kind == ComparisonKind::Place);
        places.for_each(|comparison| comparison.distance = true);
    }

    /// The specification as TOML, to keep and to edit.
    ///
    /// # Errors
    /// [`LinkFault::Inconsistent`] where a value has no form in TOML.
    pub fn to_toml(&self) -> Result<String, LinkFault> {
        toml::to_string_pretty(self).map_err(|fault| LinkFault::Inconsistent(fault.to_string()))
    }

    fn completed(mut self) -> Result<Self, LinkFault> {
        if self.comparisons.is_empty() {
            self.comparisons = propose::comparisons(&self.columns);
        }
        if self.blocks.is_empty() {
            self.blocks = propose::blocks(&self.columns);
        }
        for comparison in &mut self.comparisons {
            comparison.similar = Some(comparison.graded());
        }
        // A status guards, whether or not the comparison was written out.
        let has_status: Vec<bool> = self.comparisons.iter().map(|comparison| self.has_status(comparison)).collect();
        self.comparisons.iter_mut().zip(has_status).for_each(|(comparison, has)| comparison.verified |= has);
        self.check()?;
        Ok(self)
    }

    fn check(&self) -> Result<(), LinkFault> {
        let inconsistent = |text: &str| Err(LinkFault::Inconsistent(text.to_owned()));
        let Thresholds { join, review } = self.thresholds;
        let is_above = join.fixed().is_some_and(|join| review > join);
        if !join.is_valid() || !(0.0..=1.0).contains(&review) || is_above {
            return inconsistent("thresholds lie from 0 to 1, and `review` is not above `match`");
        }
        self.columns.iter().try_for_each(ColumnSpecification::check)?;
        self.check_statuses()?;
        if self.comparisons.is_empty() {
            return inconsistent("no column can be compared: name at least one with a kind");
        }
        if self.blocks.is_empty() {
            return inconsistent("no blocking rule follows from these columns: write a `[[block]]`");
        }
        if self.blocks.iter().any(|rule| rule.on.is_empty()) {
            return inconsistent("a `[[block]]` needs at least one part in `on`");
        }
        for comparison in &self.comparisons {
            comparison.check()?;
            let fault = |text: &str| Err(LinkFault::Inconsistent(format!("comparison `{}` {text}", comparison.name)));
            if !comparison.kind.needs_column() && !comparison.kind.reads().iter().any(|&kind| self.has(kind)) {
                return fault("has no column of its kind to read");
            }
            if comparison.distance && !self.has_coordinates() {
                return fault(
                    "has `distance`, and no columns of the kinds `latitude` and `longitude`, or `easting` and `northing`",
                );
            }
            if comparison.verified && !self.has_status(comparison) {
                return fault("has `verified`, and its column names no `status`");
            }
            if self.comparisons.iter().filter(|other| other.name == comparison.name).count() > 1 {
                return fault("is there twice; give each a name of its own");
            }
        }
        for part in self.blocks.iter().flat_map(|rule| &rule.on) {
            if let KeyPart::Column(name) | KeyPart::ColumnStart(name) = part
                && !self.comparisons.iter().any(|comparison| comparison.column.as_ref() == Some(name))
            {
                let text = format!("a `[[block]]` is on column `{name}`, which no `[[comparison]]` names as `column`");
                return Err(LinkFault::Inconsistent(text));
            }
        }
        Ok(())
    }

    /// Whether it compares identifiers of which a column tells if they were verified.
    fn has_status(&self, comparison: &ComparisonSpecification) -> bool {
        self.identifier_of(comparison).is_some_and(|column| column.status.is_some())
    }

    /// Whether every status is of an identifier, and of one alone.
    fn check_statuses(&self) -> Result<(), LinkFault> {
        let named = |name: &String| self.columns.iter().filter(|column| column.status.as_ref() == Some(name)).count();
        let is_status = |column: &&ColumnSpecification| column.kind == ColumnKind::IdentifierStatus;
        let fault = |name: &str, text: &str| Err(LinkFault::Inconsistent(format!("column `{name}` {text}")));
        for column in self.columns.iter().filter(is_status) {
            if named(&column.name) != 1 {
                return fault(
                    &column.name,
                    "is of kind `identifier-status`: one identifier must name it as its `status`",
                );
            }
        }
        for status in self.columns.iter().filter_map(|column| column.status.as_ref()) {
            if !self.columns.iter().filter(is_status).any(|column| column.name == *status) {
                return fault(status, "is named as a `status`, and is no column of kind `identifier-status`");
            }
        }
        Ok(())
    }

    /// The column of a comparison of identifiers.
    pub(crate) fn identifier_of(&self, comparison: &ComparisonSpecification) -> Option<&ColumnSpecification> {
        let is_it = |column: &&ColumnSpecification| Some(&column.name) == comparison.column.as_ref();
        let mut columns = self.columns.iter().filter(|column| column.kind == ColumnKind::Identifier);
        columns.find(is_it).filter(|_| comparison.kind == ComparisonKind::Identifier)
    }

    fn has_coordinates(&self) -> bool {
        propose::has_coordinates(&self.columns)
    }

    fn has(&self, kind: ColumnKind) -> bool {
        self.columns.iter().any(|column| column.kind == kind)
    }

    /// The names of the columns of a kind, in order.
    pub(crate) fn columns_of(&self, kind: ColumnKind) -> impl Iterator<Item = &str> {
        self.columns.iter().filter(move |column| column.kind == kind).map(|column| column.name.as_str())
    }
}
