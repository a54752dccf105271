//! Articles' graphs into another store: the SPARQL 1.1 Graph Store HTTP Protocol (W3C Recommendation, 2013).
//!
//! Each article is one `PUT` of its named graph, which replaces what the server has of it, so that any part of the work
//! may be done again. A [`Journal`] remembers what has arrived.

mod journal;

use std::fmt::Write as _;
use std::time::Duration;

use oxigraph::model::{NamedNode, Quad, Triple};

pub use journal::{Digest, Journal, JournalError, digest};

/// Longest wait between two tries.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// Characters of a server's answer that are shown.
const SHOWN: usize = 300;

/// How to reach a server.
#[derive(Debug, Clone)]
pub struct RemoteOptions {
    /// Tries after the first one for what may pass: no connection, a server that is busy or failing (408, 429, 5xx).
    pub retries: u32,
    /// Longest time for one request.
    pub timeout: Duration,
    /// Headers of every request, such as `Authorization`.
    pub headers: Vec<(String, String)>,
    /// Wait before the second try; doubled for each further one.
    pub first_wait: Duration,
}

impl Default for RemoteOptions {
    fn default() -> Self {
        Self {
            retries: 6,
            timeout: Duration::from_mins(2),
            headers: Vec::new(),
            first_wait: Duration::from_millis(500),
        }
    }
}

/// Why a graph did not arrive.
#[derive(Debug, thiserror::Error)]
pub enum RemoteError {
    /// The server will not have it.
    #[error("{endpoint} answers {status}{said}")]
    Refused {
        /// Where it was sent.
        endpoint: String,
        /// Status code of HTTP.
        status: u16,
        /// What the server says, after a colon; empty if nothing.
        said: String,
    },
    /// No answer, or none that is HTTP, however often it was tried.
    #[error("{endpoint} cannot be reached ({tries} tries): {why}")]
    Unreachable {
        /// Where it was sent.
        endpoint: String,
        /// How often.
        tries: u32,
        /// What went wrong the last time.
        why: String,
    },
    /// The endpoint is no address.
    #[error("{0}: give the address of a Graph Store endpoint, such as http://localhost:7878/store")]
    NoAddress(String),
}

/// A store behind the Graph Store Protocol. Copies share connections.
#[derive(Debug, Clone)]
pub struct GraphStore {
    agent: ureq::Agent,
    endpoint: String,
    options: RemoteOptions,
}

/// One try's outcome.
enum Answer {
    Done,
    Final(RemoteError),
    /// Worth another try: why, and how long the server asks to wait.
    Later(RemoteError, Option<Duration>),
}

impl GraphStore {
    /// A store by the address of its endpoint, such as `http://localhost:7878/store`.
    ///
    /// # Errors
    /// When the endpoint is no `http` or `https` address.
    pub fn new(endpoint: &str, options: RemoteOptions) -> Result<Self, RemoteError> {
        let rest = endpoint.strip_prefix("http://").or_else(|| endpoint.strip_prefix("https://"));
        if rest.is_none_or(|rest| rest.is_empty() || rest.contains(char::is_whitespace)) {
            return Err(RemoteError::NoAddress(endpoint.to_owned()));
        }
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(options.timeout))
            .http_status_as_error(false)
            .user_agent(concat!("newsgraph/", env!("CARGO_PKG_VERSION")))
            .build();
        Ok(Self { agent: config.into(), endpoint: endpoint.to_owned(), options })
    }

    /// Replaces a named graph by the triples of these quads, in N-Triples. Tries again what may pass.
    ///
    /// # Errors
    /// [`RemoteError::Refused`] or [`RemoteError::Unreachable`], after the last try.
    pub fn put(&self, graph: &NamedNode, quads: &[Quad]) -> Result<(), RemoteError> {
        let body = quads.iter().fold(String::new(), |mut lines, quad| {
            let _ = writeln!(lines, "{} .", Triple::from(quad.clone()));
            lines
        });
        let address = self.address(graph);
        let mut wait = self.options.first_wait;
        for tried in 1.. {
            match self.once(&address, &body, tried) {
                Answer::Done => return Ok(()),
                Answer::Final(error) => return Err(error),
                Answer::Later(error, _) if tried > self.options.retries => return Err(error),
                Answer::Later(_, asked) => {
                    std::thread::sleep(asked.unwrap_or(wait).min(LONGEST_WAIT));
                    wait = (wait * 2).min(LONGEST_WAIT);
                }
            }
        }
        Ok(())
    }

    fn once(&self, address: &str, body: &str, tries: u32) -> Answer {
        let mut request = self.agent.put(address).header("Content-Type", "application/n-triples");
        for (name, value) in &self.options.headers {
            request = request.header(name, value);
        }
        let mut response = match request.send(body) {
            Ok(response) => response,
            Err(error) => {
                let error = RemoteError::Unreachable { endpoint: self.endpoint.clone(), tries, why: error.to_string() };
                return Answer::Later(error, None);
            }
        };
        let status = response.status();
        let asked = response.headers().get("Retry-After").and_then(|v| v.to_str().ok()?.parse().ok());
        // Read to its end, so that the connection can be used again.
        let said = response.body_mut().read_to_string().unwrap_or_default();
        if status.is_success() {
            return Answer::Done;
        }
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        let said = if said.is_empty() { said } else { format!(": {}", said.chars().take(SHOWN).collect::<String>()) };
        let error = RemoteError::Refused { endpoint: self.endpoint.clone(), status: status.as_u16(), said };
        if matches!(status.as_u16(), 408 | 429) || status.is_server_error() {
            Answer::Later(error, asked.map(Duration::from_secs))
        } else {
            Answer::Final(error)
        }
    }

    /// The endpoint with the graph as its parameter.
    fn address(&self, graph: &NamedNode) -> String {
        let mut address = self.endpoint.clone();
        address.push(if self.endpoint.contains('?') { '&' } else { '?' });
        address.push_str("graph=");
        for byte in graph.as_str().bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                address.push(char::from(byte));
            } else {
                let _ = write!(address, "%{byte:02X}");
            }
        }
        address
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_graph_is_a_parameter() {
        let at = |endpoint: &str| {
            let store = GraphStore::new(endpoint, RemoteOptions::default()).unwrap();
            store.address(&NamedNode::new_unchecked("https://e.org/a?x=1&y=é"))
        };
        assert_eq!(at("http://h:1/store"), "http://h:1/store?graph=https%3A%2F%2Fe.org%2Fa%3Fx%3D1%26y%3D%C3%A9");
        assert!(at("http://h:1/data?dataset=x").starts_with("http://h:1/data?dataset=x&graph=https"));
    }

    #[test]
    fn an_endpoint_is_an_address() {
        for endpoint in ["localhost:7878/store", "ftp://h/store", "http://", "http://a b/"] {
            assert!(GraphStore::new(endpoint, RemoteOptions::default()).is_err(), "{endpoint}");
        }
    }
}
