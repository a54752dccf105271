//! The command line: one file a command.

mod analyze;
mod annotate;
mod build;
mod completions;
mod diff;
mod errors;
mod explain;
mod export;
mod graph_source;
mod identity;
mod kb;
mod ontology;
mod output;
mod push;
mod query;
mod reading;
mod remove;
mod runlog;
mod table;
mod terminal;
mod verify;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

/// Reads news articles and builds a knowledge graph
#[derive(Debug, Parser)]
#[command(name = "newsgraph", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::BuildArgs),
    Annotate(annotate::AnnotateArgs),
    Query(query::QueryArgs),
    Analyze(analyze::AnalyzeArgs),
    Explain(explain::ExplainArgs),
    Export(export::ExportArgs),
    Push(push::PushArgs),
    Verify(verify::VerifyArgs),
    Diff(diff::DiffArgs),
    Remove(remove::RemoveArgs),
    Log(runlog::LogArgs),
    Same(identity::SameArgs),
    Different(identity::DifferentArgs),
    Ontology(ontology::OntologyArgs),
    Kb(kb::KbArgs),
    Completions(completions::CompletionsArgs),
    Man(completions::ManArgs),
}

/// Runs the command line and gives the exit code.
#[must_use]
pub fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Build(args) => build::run(&args),
        Command::Annotate(args) => annotate::run(&args),
        Command::Query(args) => query::run(&args),
        Command::Analyze(args) => analyze::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Push(args) => push::run(&args),
        Command::Verify(args) => match verify::run(&args) {
            Ok(false) => return ExitCode::FAILURE,
            result => result.map(drop),
        },
        Command::Diff(args) => return diff::run(&args),
        Command::Remove(args) => remove::run(&args),
        Command::Log(args) => runlog::run(&args),
        Command::Same(args) => identity::same(&args),
        Command::Different(args) => identity::different(&args),
        Command::Ontology(args) => ontology::run(&args),
        Command::Kb(args) => kb::run(&args),
        Command::Completions(args) => completions::completions(&args, Arguments::command()),
        Command::Man(args) => completions::man(&args, Arguments::command()),
    };
    errors::report(&result)
}
