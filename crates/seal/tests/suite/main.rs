//! Sealed files: what goes in comes out at any place, and nothing that was done to one goes unseen.

#[cfg(test)]
mod known_answer;
#[cfg(test)]
mod round_trip;
#[cfg(test)]
mod support;
#[cfg(test)]
mod tampered;
