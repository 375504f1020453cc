//! A browser of the portal that needs no library: HTTP/1.1 on a connection that is kept, one session, forms.

use std::io::{BufRead as _, BufReader, Error, ErrorKind, Read as _, Result, Write as _};
use std::net::TcpStream;
use std::time::Duration;

/// Longer than any page may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Somebody who is signed in.
pub(crate) struct Browser {
    /// Host and port.
    host: String,
    connection: Option<BufReader<TcpStream>>,
    cookie: String,
    form_token: String,
}

/// What a request was answered with.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: u16,
    /// Where to go on.
    pub(crate) location: String,
    pub(crate) body: String,
}

impl Browser {
    /// Uses a sign-in link up.
    pub(crate) fn sign_in(link: &str) -> Result<Self> {
        let wrong = || Error::new(ErrorKind::InvalidInput, "that is no sign-in link");
        let rest = link.strip_prefix("http://").ok_or_else(wrong)?;
        let (host, path) = rest.split_once('/').ok_or_else(wrong)?;
        let (_, code) = path.split_once("code=").ok_or_else(wrong)?;
        let (cookie, form_token) = (String::new(), String::new());
        let mut browser = Self { host: host.to_owned(), connection: None, cookie, form_token };
        let page = browser.send("/sign-in", &[("code", code)])?;
        if page.status != 303 || browser.cookie.is_empty() {
            return Err(Error::other(format!("nobody was signed in: {}", page.status)));
        }
        let start = browser.get("/")?;
        let token = start.body.split("name=\"form_token\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        browser.form_token = token.ok_or_else(|| Error::other("the start page has no form"))?.to_owned();
        Ok(browser)
    }

    /// Asks for a page.
    pub(crate) fn get(&mut self, path: &str) -> Result<Page> {
        self.ask("GET", path, "")
    }

    /// Sends a form, with the token of the session.
    pub(crate) fn send(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Page> {
        let mut body = format!("form_token={}", encoded(&self.form_token));
        for (name, value) in fields {
            body.push_str(&format!("&{name}={}", encoded(value)));
        }
        self.ask("POST", path, &body)
    }

    /// A connection that rested for long is closed by the server, and then another is made.
    fn ask(&mut self, method: &str, path: &str, body: &str) -> Result<Page> {
        let kept = self.connection.take();
        let was_kept = kept.is_some();
        match self.ask_on(kept, method, path, body) {
            Err(fault) if was_kept && method == "GET" && fault.kind() != ErrorKind::WouldBlock => {
                self.ask_on(None, method, path, body)
            }
            asked => asked,
        }
    }

    fn ask_on(&mut self, kept: Option<BufReader<TcpStream>>, method: &str, path: &str, body: &str) -> Result<Page> {
        let mut connection = match kept {
            Some(connection) => connection,
            None => {
                let stream = TcpStream::connect(&self.host)?;
                stream.set_read_timeout(Some(PATIENCE))?;
                stream.set_nodelay(true)?;
                BufReader::new(stream)
            }
        };
        let Self { host, cookie, .. } = self;
        let form = if method == "POST" { "Content-Type: application/x-www-form-urlencoded\r\n" } else { "" };
        let length = body.len();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n{form}Content-Length: {length}\r\n\r\n{body}"
        );
        connection.get_mut().write_all(request.as_bytes())?;
        let page = self.read(&mut connection)?;
        self.connection = Some(connection);
        Ok(page)
    }

    fn read(&mut self, connection: &mut BufReader<TcpStream>) -> Result<Page> {
        let mut line = String::new();
        connection.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status = status.ok_or_else(|| Error::new(ErrorKind::UnexpectedEof, "no answer"))?;
        let (mut location, mut length) = (String::new(), 0);
        loop {
            line.clear();
            connection.read_line(&mut line)?;
            let Some((name, value)) = line.trim_end().split_once(": ") else { break };
            match name.to_ascii_lowercase().as_str() {
                "location" => value.clone_into(&mut location),
                "content-length" => length = value.parse().map_err(Error::other)?,
                "set-cookie" => self.cookie = value.split(';').next().unwrap_or_default().to_owned(),
                _ => {}
            }
        }
        let mut body = vec![0; length];
        connection.read_exact(&mut body)?;
        Ok(Page { status, location, body: String::from_utf8_lossy(&body).into_owned() })
    }
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
