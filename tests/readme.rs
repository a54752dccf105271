//! The commands that README.md and the examples' README show: they exist, with the options shown, and name files that
//! are there.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

const PAGES: &[&str] = &["README.md", "examples/README.md"];

/// Lines in shell blocks, with lines that end in `\` joined.
fn shell_lines(page: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let (mut inside, mut going_on) = (false, false);
    for line in page.lines() {
        if let Some(language) = line.trim_start().strip_prefix("```") {
            inside = !inside && matches!(language.trim(), "sh" | "bash" | "console" | "shell");
            going_on = false;
            continue;
        }
        if !inside {
            continue;
        }
        let (text, more) = line.trim_end().strip_suffix('\\').map_or((line, false), |text| (text, true));
        match lines.last_mut() {
            Some(last) if going_on => last.push_str(text),
            _ => lines.push(text.trim_start_matches("$ ").to_owned()),
        }
        going_on = more;
    }
    lines
}

/// The arguments of every `newsgraph …` and `cargo run … -- …` in a line, pipes included.
fn calls(line: &str) -> Vec<Vec<String>> {
    let words = shell_words(line);
    let commands = words.split(|word| matches!(word.as_str(), "|" | "&&" | ";" | ">" | "<" | "2>"));
    commands
        .filter_map(|words| match words {
            [program, args @ ..] if program.rsplit('/').next() == Some("newsgraph") => Some(args.to_vec()),
            [cargo, run, rest @ ..] if cargo == "cargo" && run == "run" => {
                Some(rest.iter().skip_while(|word| *word != "--").skip(1).cloned().collect())
            }
            _ => None,
        })
        .filter(|args: &Vec<String>| !args.is_empty())
        .collect()
}

/// Words as a shell parts them: quotes, and comments after `#`.
fn shell_words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in line.chars() {
        let word = words.last_mut().unwrap();
        match (quote, c) {
            (Some(q), _) if c == q => quote = None,
            (None, '\'' | '"') => quote = Some(c),
            (None, '#') if word.is_empty() => break,
            (None, ' ' | '\t') => words.push(String::new()),
            _ => word.push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn help(args: &[&str]) -> Option<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_newsgraph")).args(args).arg("--help").output().unwrap();
    output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
}

/// The options that a help text lists.
fn options(help: &str) -> BTreeSet<String> {
    let (_, listed) = help.split_once("Options:").unwrap_or_default();
    let listed = listed.split("Examples:").next().unwrap_or_default();
    let lines = listed.lines().filter(|line| line.trim_start().starts_with('-'));
    let words = lines.flat_map(|line| line.split([' ', ',', '.', '[', ']']));
    words.filter(|word| word.starts_with('-')).map(str::to_owned).collect()
}

#[test]
fn the_commands_shown_are_real() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut checked = 0;
    for name in PAGES {
        // The examples' page is there from the first day; the README comes with the first release.
        let Ok(page) = fs::read_to_string(package.join(name)) else {
            assert_ne!(*name, "examples/README.md", "{name} cannot be read");
            continue;
        };
        for line in shell_lines(&page) {
            for args in calls(&line) {
                checked += 1;
                if args[0].starts_with('-') {
                    assert!(["--help", "-h", "--version", "-V"].contains(&args[0].as_str()), "{name}: {line}");
                    continue;
                }
                let help = help(&[&args[0]]).unwrap_or_else(|| panic!("{name}: {line}: no command {}", args[0]));
                let known = options(&help);
                for option in args.iter().filter(|arg| arg.len() > 1 && arg.starts_with('-')) {
                    let option = option.split('=').next().unwrap();
                    assert!(known.contains(option), "{name}: {line}: {option} is not among {known:?}");
                }
                for file in args.iter().filter(|arg| arg.starts_with("examples/") && !arg.contains('*')) {
                    assert!(package.join(file).exists(), "{name}: {line}: there is no {file}");
                }
            }
        }
    }
    assert!(checked >= 2, "only {checked} commands found");
}

#[test]
fn the_examples_in_help_are_real() {
    let general = help(&[]).unwrap();
    let mut checked = 0;
    for command in ["build", "annotate", "query", "export", "ontology"] {
        assert!(general.contains(command));
        let text = help(&[command]).unwrap();
        let (_, examples) = text.split_once("Examples:").unwrap();
        for line in examples.lines() {
            for args in calls(line) {
                checked += 1;
                let known = options(&help(&[&args[0]]).unwrap_or_else(|| panic!("no command {} in {line}", args[0])));
                for option in args.iter().filter(|arg| arg.len() > 1 && arg.starts_with('-')) {
                    assert!(known.contains(option.as_str()), "{line}: {option} is not among {known:?}");
                }
            }
        }
    }
    assert!(checked >= 15, "only {checked} examples found");
}

#[test]
fn commands_are_found_in_pages() {
    let page = "```sh\ncargo run --release -- build a.txt \\\n  --store n.kg | newsgraph query - # and so on\n```\nnewsgraph no\n";
    let found: Vec<_> = shell_lines(page).iter().flat_map(|line| calls(line)).collect();
    assert_eq!(found, [vec!["build", "a.txt", "--store", "n.kg"], vec!["query", "-"]]);
    let known = options("Options:\n  -j, --jobs <N>  How --many\n      --format <F>\nExamples:\n  --no\n");
    assert_eq!(known.into_iter().filter(|o| o != "--many").collect::<Vec<_>>(), ["--format", "--jobs", "-j"]);
}
