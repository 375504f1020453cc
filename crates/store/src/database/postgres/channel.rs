//! What other processes tell by NOTIFY.

use sqlx::postgres::{PgListener, PgPool};

use crate::StoreFault;

/// Name of the channel.
const NAME: &str = "dolen";

/// A connection that listens. Where it is lost it is made again, and what was told meanwhile is not heard.
pub(crate) struct Channel(PgListener);

impl Channel {
    pub(in crate::database) async fn listen(pool: &PgPool) -> Result<Self, StoreFault> {
        let mut listener = PgListener::connect_with(pool).await?;
        listener.listen(NAME).await?;
        Ok(Self(listener))
    }

    /// Comes back when something was told, or may have been.
    pub(crate) async fn next(&mut self) {
        // A connection that is lost for good answers at once, for ever: whoever waits has a limit, and asks the tables.
        if self.0.try_recv().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
