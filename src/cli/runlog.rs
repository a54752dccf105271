//! The run log: what happened to every input of a build, and what was removed, one JSON object a line; and
//! `newsgraph log`, which prints it.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde_json::{Map, Value, json};

use super::output::Output;
use crate::store::Store;

/// Show what happened to every input of a run
#[derive(Debug, clap::Args)]
#[command(after_help = "\
One JSON object a line: \"run\" is its number, \"outcome\" one of begun, added, replaced, revised, unchanged, failed,
removed, done. A run without a line \"done\" was interrupted. The log of the last hundred runs is kept.

Examples:
  newsgraph log --store news.kg                        the last run
  newsgraph log --store news.kg --all                  every run
  newsgraph log --store news.kg --outcome failed       what could not be read in the last run, and why")]
pub(crate) struct LogArgs {
    /// The store, made by `newsgraph build --store`
    #[arg(long, value_name = "FILE.kg")]
    store: PathBuf,
    /// The run of this number (default: the last)
    #[arg(long, value_name = "N", conflicts_with = "all")]
    run: Option<u64>,
    /// All runs
    #[arg(long)]
    all: bool,
    /// Only lines with this outcome
    #[arg(long, value_name = "NAME")]
    outcome: Option<Outcome>,
    /// Write to this file; it appears when it is complete
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// What became of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub(crate) enum Outcome {
    /// The run began.
    Begun,
    /// A new article.
    Added,
    /// An article that was there already, made anew.
    Replaced,
    /// A later version of an article, beside the earlier ones.
    Revised,
    /// An article that is in the store as it would be made.
    Unchanged,
    /// It could not be read.
    Failed,
    /// An article that was taken out.
    Removed,
    /// The run came to its end.
    Done,
}

impl Outcome {
    /// Its name in the log.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Begun => "begun",
            Self::Added => "added",
            Self::Replaced => "replaced",
            Self::Revised => "revised",
            Self::Unchanged => "unchanged",
            Self::Failed => "failed",
            Self::Removed => "removed",
            Self::Done => "done",
        }
    }
}

/// A line: what happened, and what else there is to say, in the order given.
pub(crate) fn line(outcome: Outcome, rest: &[(&str, Value)]) -> String {
    let mut line = Map::new();
    line.insert("outcome".to_owned(), outcome.name().into());
    line.extend(rest.iter().filter(|(_, v)| !v.is_null()).map(|(name, value)| ((*name).to_owned(), value.clone())));
    Value::Object(line).to_string()
}

/// The time, for the lines at the beginning and the end of a run.
pub(crate) fn now() -> Value {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string().into()
}

/// A run log that is written to a file as the run goes on.
pub(crate) struct LogFile {
    file: BufWriter<File>,
    path: PathBuf,
}

impl LogFile {
    /// Begins the file anew.
    pub(crate) fn create(path: &Path) -> Result<Self> {
        let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(Self { file: BufWriter::new(file), path: path.to_owned() })
    }

    /// Writes a line.
    pub(crate) fn write(&mut self, line: &str) -> Result<()> {
        writeln!(self.file, "{line}").with_context(|| format!("cannot write {}", self.path.display()))
    }

    /// Makes sure that what was written is in the file.
    pub(crate) fn flush(&mut self) -> Result<()> {
        self.file.flush().with_context(|| format!("cannot write {}", self.path.display()))
    }
}

/// Runs `newsgraph log`.
pub(crate) fn run(args: &LogArgs) -> Result<()> {
    let lines = Store::open_read_only(&args.store)?.log()?;
    let last = lines.last().map_or(0, |(run, _)| *run);
    let wanted = args.run.unwrap_or(last);
    if let Some(run) = args.run.filter(|run| !lines.iter().any(|(number, _)| number == run)) {
        anyhow::bail!("{} has no run {run} in its log; the last is {last}", args.store.display());
    }
    let mut output = Output::open(args.out.as_deref())?;
    for (run, line) in lines.iter().filter(|(run, _)| args.all || *run == wanted) {
        let found: Map<String, Value> = serde_json::from_str(line)
            .with_context(|| format!("the log of {} holds a line that is no JSON", args.store.display()))?;
        if args.outcome.is_none_or(|outcome| found.get("outcome") == Some(&json!(outcome.name()))) {
            let mut shown = Map::from_iter([("run".to_owned(), json!(run))]);
            shown.extend(found);
            writeln!(output, "{}", Value::Object(shown))?;
        }
    }
    output.finish()
}
