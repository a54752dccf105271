//! The `newsgraph` command: see [`newsgraph::cli`].

fn main() -> std::process::ExitCode {
    newsgraph::cli::main()
}
