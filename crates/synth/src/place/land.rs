//! The rows that a region's land is made of.

use std::collections::BTreeMap;

use crate::arena::{Arena, Id};

/// Longitude and latitude of each corner, first and last alike (WGS84 degrees).
pub(crate) type Ring = Vec<(f64, f64)>;

/// A local authority area.
pub(crate) struct Authority {
    pub(crate) code: String,
    pub(crate) name_en: String,
    pub(crate) name_cy: String,
}

/// A town, or the group of areas that an official name covers.
pub(crate) struct Town {
    pub(crate) name_en: String,
    pub(crate) name_cy: String,
}

/// A small area of about 1,550 people.
pub(crate) struct Area {
    pub(crate) code: String,
    pub(crate) name_en: String,
    pub(crate) name_cy: String,
    /// Position in [`Land::authorities`].
    pub(crate) authority: u8,
    pub(crate) town: Id<Town>,
    /// 1 is the most deprived of the region's areas.
    pub(crate) rank: u32,
    /// Standard score of deprivation: positive is more deprived.
    pub(crate) deprivation: f32,
    /// Outer rings; an official area may be in several pieces.
    pub(crate) boundary: Vec<Ring>,
}

/// A street, the whole of it in one area.
pub(crate) struct Street {
    pub(crate) name: String,
    pub(crate) area: Id<Area>,
}

/// A postcode and the point that stands for it.
pub(crate) struct PostcodeUnit {
    pub(crate) text: String,
    pub(crate) longitude: f32,
    pub(crate) latitude: f32,
}

/// What kind of place people live in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ResidenceKind {
    House,
    Flat,
    CareHome,
    Hostel,
}

impl ResidenceKind {
    /// The word in the residence file.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::House => "house",
            Self::Flat => "flat",
            Self::CareHome => "care-home",
            Self::Hostel => "hostel",
        }
    }
}

/// One addressable place.
#[derive(Clone, Copy)]
pub(crate) struct Residence {
    pub(crate) street: Id<Street>,
    pub(crate) postcode: Id<PostcodeUnit>,
    pub(crate) number: u16,
    /// 0 where it is not a flat.
    pub(crate) flat: u16,
    pub(crate) kind: ResidenceKind,
}

/// The whole land.
pub(crate) struct Land {
    pub(crate) authorities: Vec<Authority>,
    pub(crate) towns: Arena<Town>,
    pub(crate) areas: Arena<Area>,
    pub(crate) streets: Arena<Street>,
    pub(crate) postcodes: Arena<PostcodeUnit>,
    pub(crate) residences: Arena<Residence>,
    /// Names of buildings that bear one, by street and number.
    pub(crate) buildings: BTreeMap<(Id<Street>, u16), String>,
}

impl Land {
    /// The area in which a residence lies.
    pub(crate) fn area_of(&self, residence: Id<Residence>) -> &Area {
        self.areas.at(self.area_id_of(residence))
    }

    /// The id of the area in which a residence lies.
    pub(crate) fn area_id_of(&self, residence: Id<Residence>) -> Id<Area> {
        self.streets.at(self.residences.at(residence).street).area
    }

    /// Position of the authority in which a residence lies.
    pub(crate) fn authority_of(&self, residence: Id<Residence>) -> u8 {
        self.area_of(residence).authority
    }

    /// The Unique Property Reference Number: in a block that the national gazetteer has not given out.
    pub(crate) fn uprn(residence: Id<Residence>) -> u64 {
        990_000_000_000 + u64::from(residence.number()) * 13 + 7
    }

    /// The point of a residence: its postcode's, a few metres off.
    pub(crate) fn point(&self, residence: Id<Residence>) -> (f64, f64) {
        let unit = self.postcodes.at(self.residences.at(residence).postcode);
        let step = |bits: u32| (f64::from(bits % 17) - 8.0) * 0.000_02;
        (f64::from(unit.longitude) + step(residence.number()), f64::from(unit.latitude) + step(residence.number() / 17))
    }

    /// House number or name, street: the lines before the town.
    pub(crate) fn address(&self, residence: Id<Residence>) -> AddressLines {
        let row = self.residences.at(residence);
        let street = self.streets.at(row.street);
        let area = self.areas.at(street.area);
        let town = self.towns.at(area.town);
        let name = self.buildings.get(&(row.street, row.number));
        AddressLines {
            flat: (row.flat > 0).then(|| format!("Flat {}", row.flat)),
            building: name.cloned().unwrap_or_else(|| row.number.to_string()),
            named: name.is_some(),
            street: street.name.clone(),
            town: town.name_en.clone(),
            town_cy: town.name_cy.clone(),
            postcode: self.postcodes.at(row.postcode).text.clone(),
        }
    }
}

/// An address in its parts, before an agency writes it in its own way.
#[derive(Clone)]
pub(crate) struct AddressLines {
    pub(crate) flat: Option<String>,
    pub(crate) building: String,
    /// Whether the building has a name rather than a number.
    pub(crate) named: bool,
    pub(crate) street: String,
    pub(crate) town: String,
    pub(crate) town_cy: String,
    pub(crate) postcode: String,
}

impl AddressLines {
    /// `12 Heol y Bryn`, or the name and the street with a comma.
    pub(crate) fn building_and_street(&self) -> String {
        if self.named {
            format!("{}, {}", self.building, self.street)
        } else {
            format!("{} {}", self.building, self.street)
        }
    }
}
