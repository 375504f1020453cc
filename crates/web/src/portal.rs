//! What every request can reach.

use std::sync::Arc;

use dolen_hub::Hub;
use dolen_model::Timestamp;
use tokio::sync::Mutex;

use crate::records::Records;
use crate::serving::{ServeOptions, SignInLink};
use crate::session::{Hash, SessionFault, Sessions};

/// The portal's state; a clone is the same portal.
#[derive(Clone)]
pub(crate) struct Portal(Arc<Inner>);

struct Inner {
    options: ServeOptions,
    address: String,
    records: Records,
    sessions: Sessions,
    /// The code of the link that the operator was told and nobody used, as far as this process knows.
    told: Mutex<Option<Hash>>,
}

impl Portal {
    /// `address` is where browsers find it, with a slash at its end. Sessions are the hub's.
    pub(crate) fn new(options: ServeOptions, address: String, hub: Arc<Hub>, records: Records) -> Self {
        let sessions = Sessions::new(hub, Arc::clone(&options.secrets));
        Self(Arc::new(Inner { options, address, records, sessions, told: Mutex::new(None) }))
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

    /// Makes a sign-in link and hands it to the operator, where none that was told before can still be used: `used` is the code
    /// that somebody signed in with, if it is known.
    pub(crate) async fn announce_link(&self, used: Option<&Hash>) -> Result<(), SessionFault> {
        let mut told = self.0.told.lock().await;
        if let Some(code) = told.as_ref()
            && used != Some(code)
            && self.0.sessions.is_code_good(code).await?
        {
            return Ok(());
        }
        let code = self.0.sessions.new_code(&self.0.options.user).await?;
        *told = Some(code.hash());
        let address = self.0.address.clone();
        let link = format!("{address}sign-in?code={}", code.reveal());
        (self.0.options.announce)(SignInLink { address, link });
        Ok(())
    }

    /// Takes the link back that nobody used: who ends serves nobody.
    pub(crate) async fn withdraw_link(&self) -> Result<(), SessionFault> {
        match self.0.told.lock().await.take() {
            Some(code) => self.0.sessions.withdraw_code(&code).await,
            None => Ok(()),
        }
    }
}
