//! Secrets and sessions: the hub is told the secrets' hashes alone.

use std::sync::Arc;
use std::time::Duration;

use dolen_hub::consult::Sought;
use dolen_hub::session::{self, Remembered};
use dolen_hub::{Hub, HubFault};
use dolen_model::{SecretSource, Sensitive, Timestamp};

use super::{Hash, Secret};

/// A page waits so long for its use of a session to be noted.
const NOTING: Duration = Duration::from_millis(if cfg!(test) { 10_000 } else { 50 });

/// Why a session could not be asked for or changed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SessionFault {
    /// The operating system gave no random bytes.
    #[error("the operating system gave no random bytes")]
    Secrets,
    /// The hub did not answer.
    #[error(transparent)]
    Hub(#[from] HubFault),
}

/// A session as its own requests see it.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    /// Which.
    pub(crate) key: Hash,
    /// Name under which the ledger records what its user does.
    pub(crate) user: String,
    /// Token that each of its forms carries.
    pub(crate) form_token: String,
    /// What it remembered when the request began.
    pub(crate) remembered: Arc<Remembered>,
}

/// Every session of the hub.
pub(crate) struct Sessions {
    hub: Arc<Hub>,
    secrets: SecretSource,
}

impl Sessions {
    pub(crate) const fn new(hub: Arc<Hub>, secrets: SecretSource) -> Self {
        Self { hub, secrets }
    }

    /// A new one-time code for a user.
    pub(crate) async fn new_code(&self, user: &str) -> Result<Secret, SessionFault> {
        let secret = self.secret()?;
        session::add_code(&self.hub, secret.hash().text(), user).await?;
        Ok(secret)
    }

    /// Whether a code was not used yet; asking keeps it good.
    pub(crate) async fn is_code_good(&self, code: &Hash) -> Result<bool, SessionFault> {
        Ok(session::is_code_good(&self.hub, code.text()).await?)
    }

    /// Takes a code back.
    pub(crate) async fn withdraw_code(&self, code: &Hash) -> Result<(), SessionFault> {
        Ok(session::withdraw_code(&self.hub, code.text()).await?)
    }

    /// Turns a code into a session; `None` for a code that is not, or no longer, good.
    pub(crate) async fn sign_in(&self, code: &Hash) -> Result<Option<Secret>, SessionFault> {
        let secret = self.secret()?;
        Ok(session::sign_in(&self.hub, code.text(), secret.hash().text()).await?.then_some(secret))
    }

    /// The session of a cookie, where it still lives; this use of it counts.
    pub(crate) async fn find(&self, cookie: &str) -> Result<Option<Session>, SessionFault> {
        let key = Hash::of(cookie);
        let Some(found) = session::find(&self.hub, key.text()).await? else { return Ok(None) };
        if let Some(at) = found.to_be_noted {
            self.note(key.clone(), at).await;
        }
        let form_token = Secret::form_token(cookie);
        Ok(Some(Session { key, user: found.user, form_token, remembered: Arc::new(found.remembered) }))
    }

    /// Beside the request: no page waits long for whoever writes at the moment. What is not noted now is with the next page.
    async fn note(&self, key: Hash, at: Timestamp) {
        let hub = Arc::clone(&self.hub);
        let noting = tokio::spawn(async move { drop(session::see(&hub, key.text(), at).await) });
        drop(tokio::time::timeout(NOTING, noting).await);
    }

    /// Ends a session.
    pub(crate) async fn sign_out(&self, key: &Hash) -> Result<(), SessionFault> {
        Ok(session::sign_out(&self.hub, key.text()).await?)
    }

    /// Enters a search into the ledger, and keeps whom it found under a new id.
    pub(crate) async fn keep_search(&self, key: &Hash, sought: Sought) -> Result<String, SessionFault> {
        let id: String = self.secret()?.reveal().chars().take(16).collect();
        session::keep_search(&self.hub, key.text(), &id, sought).await?;
        Ok(id)
    }

    /// Keeps the reason for opening a golden record.
    pub(crate) async fn keep_reason(&self, key: &Hash, golden: &str, reason: String) -> Result<(), SessionFault> {
        Ok(session::keep_reason(&self.hub, key.text(), golden, Sensitive::new(reason)).await?)
    }

    fn secret(&self) -> Result<Secret, SessionFault> {
        Secret::new(&self.secrets).ok_or(SessionFault::Secrets)
    }
}
