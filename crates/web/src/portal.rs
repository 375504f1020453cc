//! What every request can reach.

use std::sync::Arc;

use dolen_model::Timestamp;

use crate::records::Records;
use crate::serving::{ServeOptions, SignInLink};
use crate::session::{SecretFault, Sessions};

/// The portal's state; a clone is the same portal.
#[derive(Clone)]
pub(crate) struct Portal(Arc<Inner>);

struct Inner {
    options: ServeOptions,
    address: String,
    records: Records,
    sessions: Sessions,
}

impl Portal {
    /// `address` is where browsers find it, with a slash at its end.
    pub(crate) fn new(options: ServeOptions, address: String, records: Records) -> Self {
        let sessions = Sessions::new(Arc::clone(&options.secrets));
        Self(Arc::new(Inner { options, address, records, sessions }))
    }

    pub(crate) fn records(&self) -> &Records {
        &self.0.records
    }

    pub(crate) fn sessions(&self) -> &Sessions {
        &self.0.sessions
    }

    pub(crate) fn tls(&self) -> bool {
        self.0.options.tls.is_some()
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.0.options.clock.now()
    }

    pub(crate) fn next_id(&self) -> String {
        self.0.options.ids.next().to_string()
    }

    /// Makes a sign-in link and hands it to the operator.
    pub(crate) fn announce_link(&self) -> Result<(), SecretFault> {
        let code = self.0.sessions.new_code(&self.0.options.user)?;
        let address = self.0.address.clone();
        let link = format!("{address}sign-in?code={}", code.reveal());
        (self.0.options.announce)(SignInLink { address, link });
        Ok(())
    }
}
