//! From errors to messages and exit codes: 0 done, 1 failed, 2 wrong usage. A closed pipe is no error.

use std::io;
use std::process::ExitCode;

use super::terminal::harmless;

/// The exit code for wrong usage, which is also clap's.
const USAGE: u8 = 2;

/// The command was used in a way that cannot work; the message says what to type instead.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct UsageError(String);

/// An error that ends the program with exit code 2.
pub(crate) fn usage(message: impl Into<String>) -> anyhow::Error {
    anyhow::Error::new(UsageError(message.into()))
}

/// Says on standard error what went wrong, if anything, and gives the exit code.
pub(crate) fn report(result: &anyhow::Result<()>) -> ExitCode {
    let Err(error) = result else { return ExitCode::SUCCESS };
    if is_closed_pipe(error) {
        return ExitCode::SUCCESS;
    }
    eprintln!("error: {}", harmless(&message(error)));
    if error.is::<UsageError>() { ExitCode::from(USAGE) } else { ExitCode::FAILURE }
}

/// The message of an error and its causes, each said once.
fn message(error: &anyhow::Error) -> String {
    let mut text = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if text.is_empty() {
            text = cause;
        } else if !text.contains(&cause) {
            text = format!("{text}: {cause}");
        }
    }
    text
}

/// Whether the reader of our output has gone, as `head` does when it has seen enough.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe))
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context;

    #[test]
    fn causes_are_said_once() {
        let io = || io::Error::new(io::ErrorKind::NotFound, "no such file");
        for (error, expected) in [
            (anyhow::Error::new(io()), "no such file"),
            (anyhow::Error::new(io()).context("cannot open a.ttl"), "cannot open a.ttl: no such file"),
            (anyhow::Error::new(io()).context("cannot open a.ttl: no such file"), "cannot open a.ttl: no such file"),
        ] {
            assert_eq!(message(&error), expected);
        }
    }

    #[test]
    fn a_closed_pipe_is_seen_behind_its_context() {
        let pipe = Err::<(), _>(io::Error::from(io::ErrorKind::BrokenPipe)).context("cannot write");
        assert!(is_closed_pipe(&pipe.unwrap_err()));
        assert!(!is_closed_pipe(&usage("no")));
    }
}
