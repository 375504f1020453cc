//! Tests of the portal as a browser sees it.

mod browser;
mod consultation;
mod forms;
mod headers;
mod language;
mod logs;
mod session;
mod snapshots;
