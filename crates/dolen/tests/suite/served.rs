//! A server that a test started, and a browser for it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::dolen::{Place, command};

/// A `dolen serve`; it is killed when it is dropped.
pub(crate) struct Served {
    process: Child,
    /// `127.0.0.1:8080`.
    pub(crate) address: String,
    /// The code of its first link.
    pub(crate) code: String,
}

impl Served {
    /// Starts one on the hub of a place, on a free port.
    pub(crate) fn start(place: &Place) -> Self {
        let mut serve = command(["serve", "--json", "--address", "127.0.0.1:0"]);
        serve.arg("--hub").arg(place.hub()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = serve.spawn().expect("the executable starts");
        let mut told = String::new();
        let stdout = process.stdout.take().expect("standard output");
        let mut lines = BufReader::new(stdout).lines();
        let document = loop {
            let line = lines.next().expect("it tells its address").expect("text");
            told.push_str(&line);
            if let Ok(document) = serde_json::from_str::<Value>(&told) {
                break document;
            }
        };
        let address = document["address"].as_str().expect("an address");
        let code = document["sign_in"].as_str().and_then(|link| link.split_once("code=")).expect("a link").1;
        Self {
            process,
            address: address.trim_start_matches("http://").trim_end_matches('/').to_owned(),
            code: code.to_owned(),
        }
    }

    /// Ends it as a power cut would.
    pub(crate) fn kill(mut self) {
        self.process.kill().expect("it runs");
        self.process.wait().expect("it ends");
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended already.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// What came back.
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) location: String,
    pub(crate) body: String,
    cookie: Option<String>,
}

/// Keeps a cookie, which it shows to whichever server it is sent to.
#[derive(Default)]
pub(crate) struct Browser {
    /// `name=value`.
    pub(crate) cookie: String,
}

impl Browser {
    pub(crate) fn get(&mut self, server: &Served, path: &str) -> Page {
        self.send(server, &format!("GET {path}"), "")
    }

    /// Sends a form with these fields.
    pub(crate) fn post(&mut self, server: &Served, path: &str, fields: &[(&str, &str)]) -> Page {
        let encoded = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
        let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        self.send(server, &format!("POST {path}"), &body.join("&"))
    }

    /// Opens a page and sends a form with the token that it carries.
    pub(crate) fn fill(&mut self, server: &Served, page: &str, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = self.get(server, page).body;
        let (_, rest) = body.split_once("name=\"form_token\" value=\"").expect("the page has a form");
        let token = rest.split('"').next().expect("a token").to_owned();
        let mut all = vec![("form_token", token.as_str())];
        all.extend_from_slice(fields);
        self.post(server, path, &all)
    }

    fn send(&mut self, server: &Served, line: &str, body: &str) -> Page {
        let mut stream = TcpStream::connect(&server.address).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a limit");
        let (cookie, length) = (&self.cookie, body.len());
        let request = format!(
            "{line} HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\nConnection: close\r\nContent-Length: {length}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\n\r\n{body}",
            server.address
        );
        stream.write_all(request.as_bytes()).expect("it reads");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("it answers");
        let page = Page::read(&String::from_utf8_lossy(&answer));
        if let Some(cookie) = &page.cookie {
            self.cookie.clone_from(cookie);
        }
        page
    }
}

impl Page {
    fn read(answer: &str) -> Self {
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
        let header = |name: &str| {
            let named = head.lines().filter_map(|line| line.split_once(": "));
            named.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.to_owned())
        };
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        let cookie = header("set-cookie").and_then(|cookie| cookie.split(';').next().map(str::to_owned));
        Self { status, location: header("location").unwrap_or_default(), body: body.to_owned(), cookie }
    }
}
