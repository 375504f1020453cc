//! A connection to a server that is cut at the very moment of a commit.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use dolen_model::Timestamp;
use dolen_store::{Home as StoreHome, Server, Store, StoreFault, job, ledger};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::home::{Home, Kind, PASSWORD, is_there};
use crate::intake::place::enter;

/// When the connection of a commit is cut.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cut {
    /// The server never hears of it.
    Before,
    /// The server has answered, and nobody hears that.
    After,
}

/// Lies between a store and its server. Once it is armed the next commit is cut; what comes after that goes through.
#[derive(Clone)]
struct Between {
    server: SocketAddr,
    cut: Cut,
    is_armed: Arc<AtomicBool>,
}

impl Between {
    /// A store whose connections go through it.
    async fn open(home: &Home, cut: Cut) -> (Self, Store) {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let place = home.place().await;
        let address = place.server.unwrap().address();
        let (start, database) = address.rsplit_once('/').unwrap();
        let (start, port) = start.rsplit_once(':').unwrap();
        let server = SocketAddr::from((Ipv4Addr::LOCALHOST, port.parse().unwrap()));
        let between = Self { server, cut, is_armed: Arc::new(AtomicBool::new(false)) };
        let port = listener.local_addr().unwrap().port();
        let through = Server::parse(&format!("{start}:{port}/{database}?sslmode=disable")).unwrap();
        tokio::spawn(between.clone().listen(listener));
        let store = Store::open(&StoreHome::on(place.folder, through.with_password(PASSWORD))).await.unwrap();
        (between, store)
    }

    fn arm(&self) {
        self.is_armed.store(true, Ordering::SeqCst);
    }

    async fn listen(self, listener: TcpListener) {
        while let Ok((client, _)) = listener.accept().await {
            tokio::spawn(self.clone().pass(client));
        }
    }

    /// Passes everything on until either side ends, or this does.
    async fn pass(self, mut client: TcpStream) {
        let mut server = TcpStream::connect(self.server).await.unwrap();
        let (mut asked, mut answered) = ([0; 65536], [0; 65536]);
        loop {
            tokio::select! {
                read = client.read(&mut asked) => {
                    let Some(bytes) = read.ok().filter(|read| *read > 0).map(|read| &asked[..read]) else { return };
                    let is_commit = bytes.windows(6).any(|part| part == b"COMMIT");
                    let is_cut = is_commit && self.is_armed.swap(false, Ordering::SeqCst);
                    if is_cut && self.cut == Cut::Before {
                        return;
                    }
                    server.write_all(bytes).await.unwrap();
                    if is_cut {
                        assert!(server.read(&mut answered).await.unwrap() > 0, "the server's answer");
                        return;
                    }
                }
                read = server.read(&mut answered) => {
                    let Some(bytes) = read.ok().filter(|read| *read > 0).map(|read| &answered[..read]) else { return };
                    if client.write_all(bytes).await.is_err() {
                        return;
                    }
                }
            }
        }
    }
}

async fn entries(store: &Store) -> Vec<i64> {
    let mut found = Vec::new();
    ledger::walk::<StoreFault>(store, |entry| {
        found.push(entry.sequence);
        Ok(())
    })
    .await
    .unwrap();
    found
}

#[tokio::test]
async fn a_commit_that_was_kept_is_told_as_kept_although_its_answer_is_lost() {
    if !is_there("a_commit_that_was_kept_is_told_as_kept_although_its_answer_is_lost") {
        return;
    }
    let home = Home::new(Kind::Server).await;
    let (between, store) = Between::open(&home, Cut::After).await;
    let mut work = store.begin().await.unwrap();
    enter(&mut work).await;
    between.arm();
    work.commit().await.unwrap();
    assert_eq!(entries(&store).await, [1]);
    let head = ledger::read_head(store.head_file()).unwrap().unwrap();
    assert_eq!(head.sequence, 1, "and the head beside the database is that of the entry");
}

#[tokio::test]
async fn a_commit_that_was_not_kept_is_told_as_not_kept() {
    if !is_there("a_commit_that_was_not_kept_is_told_as_not_kept") {
        return;
    }
    let home = Home::new(Kind::Server).await;
    let (between, store) = Between::open(&home, Cut::Before).await;
    let mut work = store.begin().await.unwrap();
    enter(&mut work).await;
    between.arm();
    let told = work.commit().await;
    assert!(matches!(told, Err(StoreFault::Unreachable(_))), "{told:?}");
    assert_eq!(entries(&store).await, [] as [i64; 0]);
    // Another's entry in its place is not taken for it.
    let mut work = store.begin().await.unwrap();
    enter(&mut work).await;
    work.commit().await.unwrap();
    assert_eq!(entries(&store).await, [1]);
}

#[tokio::test]
async fn a_commit_without_an_entry_is_not_told_as_lost_where_it_may_have_been_kept() {
    if !is_there("a_commit_without_an_entry_is_not_told_as_lost_where_it_may_have_been_kept") {
        return;
    }
    let home = Home::new(Kind::Server).await;
    let (between, store) = Between::open(&home, Cut::After).await;
    let add = async |id| {
        let mut work = store.begin().await.unwrap();
        let job = job::add(&mut work, id, ("match", "people"), "ann", Timestamp(1)).await.unwrap();
        (job, work.commit().await)
    };
    between.arm();
    let (_, told) = add("one").await;
    assert!(matches!(told, Err(StoreFault::Unsettled)), "{told:?}");
    let (job, told) = add("two").await;
    told.unwrap();
    assert_eq!(job, "one", "asked for again it is found");
}
