//! Records that come, change and go: the same clusters, whatever the order.

mod clusters;
mod columns;
mod constraints;
mod day_order;
mod events;
mod hysteresis;
mod order;
mod plan;
mod search;
mod support;
