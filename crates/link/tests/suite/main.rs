//! The engine as its callers see it.

#[cfg(test)]
mod attachment;
#[cfg(test)]
mod comparisons;
#[cfg(test)]
mod determinism;
#[cfg(test)]
mod explainer;
mod explanation;
#[cfg(test)]
mod frequencies;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod identifiers;
#[cfg(test)]
mod judgements;
#[cfg(test)]
mod labels;
#[cfg(test)]
mod live;
#[cfg(test)]
mod measures;
#[cfg(test)]
mod people;
#[cfg(test)]
mod quality;
#[cfg(test)]
mod report;
#[cfg(test)]
mod specification;
#[cfg(test)]
mod splink;
