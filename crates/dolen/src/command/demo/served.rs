//! The portal at the end of a demo.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::{Arc, Mutex};

use dolen_web::{Announce, SignInLink};
use serde::Serialize;

use super::figures::Figures;
use crate::command::opening::Opened;
use crate::command::serve::{Portal, free_address, lines, portal};
use crate::fault::Outcome;
use crate::output;
use crate::progress::say;

/// Serves the demo's hub. The figures are printed when the portal listens, together with its address and the first link
/// that signs in; every further link goes to standard output, or to standard error where that is one JSON document.
pub(super) fn serve(opened: Opened, folder: &Path, figures: Figures, port: Option<u16>, is_json: bool) -> Outcome {
    let address = port.map_or_else(free_address, |port| Ok(SocketAddr::from((Ipv4Addr::LOCALHOST, port))))?;
    let first = Mutex::new(Some((figures, folder.to_owned())));
    let announce: Announce = Arc::new(move |made| {
        let first = first.lock().ok().and_then(|mut first| first.take());
        drop(match first {
            Some((figures, _)) if is_json => print(&figures, &made),
            Some((figures, folder)) => output::text(&format!("{}\n\n{}", figures.text(&folder), lines(&made))),
            None if is_json => {
                say(&lines(&made));
                Ok(())
            }
            None => output::text(&lines(&made)),
        });
    });
    opened.runtime.block_on(portal(Arc::clone(&opened.hub), address, None, announce))
}

/// The figures, and where the portal is.
#[derive(Serialize)]
struct Document<'a> {
    #[serde(flatten)]
    figures: &'a Figures,
    portal: Portal<'a>,
}

fn print(figures: &Figures, made: &SignInLink) -> Outcome {
    output::json(&Document { figures, portal: Portal::of(made) })
}
