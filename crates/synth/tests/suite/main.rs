//! The region as its users meet it.

#[cfg(test)]
mod contracts;
#[cfg(test)]
mod counts;
#[cfg(test)]
mod errors;
#[cfg(test)]
mod figures;
#[cfg(test)]
mod formats;
#[cfg(test)]
mod geography;
#[cfg(test)]
mod hardness;
#[cfg(test)]
mod made;
#[cfg(test)]
mod people;
#[cfg(test)]
mod places;
#[cfg(test)]
mod rates_table;
#[cfg(test)]
mod same_bytes;
#[cfg(test)]
mod savvi;
#[cfg(test)]
mod table;
#[cfg(test)]
mod truth;
#[cfg(test)]
mod vulnerability;
