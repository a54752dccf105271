//! `newsgraph completions` and `newsgraph man`: what an installed command brings along, made from its own options.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Command;
use clap_complete::Shell;

use super::errors::usage;
use super::output::Output;

/// Print the completions of a shell
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  newsgraph completions bash > ~/.local/share/bash-completion/completions/newsgraph
  newsgraph completions zsh > ~/.zfunc/_newsgraph
  newsgraph completions fish > ~/.config/fish/completions/newsgraph.fish")]
pub(crate) struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

/// Write the manual pages, one for each command
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  newsgraph man ~/.local/share/man/man1
  man newsgraph-build")]
pub(crate) struct ManArgs {
    /// An existing folder
    folder: PathBuf,
}

/// Prints the completions of `command`.
pub(crate) fn completions(args: &CompletionsArgs, mut command: Command) -> Result<()> {
    let mut output = Output::open(None)?;
    clap_complete::generate(args.shell, &mut command, "newsgraph", &mut output);
    output.finish()
}

/// Writes the pages of `command` and of those under it.
pub(crate) fn man(args: &ManArgs, command: Command) -> Result<()> {
    if !args.folder.is_dir() {
        return Err(usage(format!("{}: there is no such folder; make it first", args.folder.display())));
    }
    let mut command = command.disable_help_subcommand(true);
    command.build();
    pages(&command, "newsgraph", &args.folder)
}

fn pages(command: &Command, name: &str, folder: &Path) -> Result<()> {
    let path = folder.join(format!("{name}.1"));
    let page = clap_mangen::Man::new(command.clone().name(name.to_owned()).display_name(name.to_owned()));
    let mut output = Output::open(Some(&path))?;
    page.render(&mut output).with_context(|| format!("cannot write {}", path.display()))?;
    output.finish()?;
    command.get_subcommands().try_for_each(|sub| pages(sub, &format!("{name}-{}", sub.get_name()), folder))
}
