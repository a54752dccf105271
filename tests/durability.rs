//! Builds that are killed, a disk that is full, writers and readers beside each other: what is in the store is whole, and
//! the next build completes it.
//!
//! `NEWSGRAPH_KILLS` is how many builds are killed (20 if it is not set).

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod corpus;
mod program;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use corpus::Numbers;
use newsgraph::store::{Store, canonical_hash};
use program::{ATTACK, Folder, MEETING, Ran};

const ARTICLES: usize = 50;

/// The hash of each article's graph.
type Hashes = BTreeMap<String, String>;

/// What a build that nobody disturbs gives, and how long it takes.
struct Whole {
    hashes: Hashes,
    lasts: Duration,
}

static WHOLE: LazyLock<Whole> = LazyLock::new(|| {
    let folder = folder();
    let begun = Instant::now();
    folder.run(&["build", "news.jsonl", "--store", "news.kg", "--jobs", "2"]).done();
    let lasts = begun.elapsed();
    let hashes = hashes(&folder.path("news.kg"));
    assert_eq!(hashes.len(), ARTICLES);
    Whole { hashes, lasts }
});

fn folder() -> Folder {
    let folder = Folder::with(&[]);
    corpus::write(&folder.path("news.jsonl"), &corpus::lines(ARTICLES));
    folder
}

/// Nothing where there is no store.
fn hashes(path: &Path) -> Hashes {
    if !path.exists() {
        return Hashes::new();
    }
    let store = Store::open_read_only(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let graphs = store.articles().unwrap();
    graphs.into_iter().map(|graph| (graph.to_string(), canonical_hash(store.existing(&graph).unwrap()))).collect()
}

/// Whether every article that is there is there as a whole, and nothing else is.
fn check_whole(path: &Path, how: &str) -> usize {
    let found = hashes(path);
    for (graph, hash) in &found {
        assert_eq!(WHOLE.hashes.get(graph), Some(hash), "{how}: {graph}");
    }
    found.len()
}

/// How many articles a build says that it read: the first number in its last line.
fn read(ran: &Ran) -> usize {
    let line = ran.err.lines().last().unwrap_or_default();
    line.split(' ').next().unwrap().parse().unwrap_or_else(|_| panic!("{line}"))
}

/// When a build is killed.
#[derive(Debug, Clone, Copy)]
enum Moment {
    /// So long after it began.
    After(Duration),
    /// So long after another process saw so many articles in the store that it writes to.
    Seen(usize, Duration),
}

impl Moment {
    fn any(numbers: &mut Numbers) -> Self {
        let instant = |numbers: &mut Numbers, most: Duration| most.mul_f64(numbers.below(1000) as f64 / 1000.0);
        if numbers.below(3) == 0 {
            Self::After(instant(numbers, WHOLE.lasts))
        } else {
            Self::Seen(numbers.below(ARTICLES), instant(numbers, Duration::from_millis(30)))
        }
    }

    /// Waits for it; gives up where the build ends before.
    fn wait(self, store: &Path, mut ended: impl FnMut() -> bool) {
        match self {
            Self::After(time) => thread::sleep(time),
            Self::Seen(articles, then) => {
                let seen =
                    || Store::open_read_only(store).is_ok_and(|store| store.articles().unwrap().len() >= articles);
                while !(ended() || store.exists() && seen()) {
                    thread::sleep(Duration::from_millis(2));
                }
                thread::sleep(then);
            }
        }
    }
}

/// Kills a build, perhaps the next one too, and lets the one after that end. Gives how many articles were there after the
/// first kill.
fn kill_and_resume(seed: u64) -> usize {
    let mut numbers = Numbers::of(seed);
    let folder = folder();
    let store = folder.path("news.kg");
    let (jobs, every) = (["1", "2"][numbers.below(2)], ["1", "3", "8", "200"][numbers.below(4)]);
    let args = ["build", "news.jsonl", "--store", "news.kg", "--jobs", jobs, "--commit-every", every];
    let mut first = None;
    let mut left = 0;
    for _ in 0..=usize::from(numbers.below(4) == 0) {
        let moment = Moment::any(&mut numbers);
        let mut child = folder.command(&args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        moment.wait(&store, || child.try_wait().unwrap().is_some());
        child.kill().unwrap();
        child.wait().unwrap();
        let there = check_whole(&store, &format!("seed {seed}, killed {moment:?}, {args:?}"));
        assert!(there >= left, "seed {seed}, killed {moment:?}: {there} articles are left of {left}");
        left = there;
        first.get_or_insert(there);
    }
    let ran = folder.run(&args);
    assert_eq!((ran.code, read(&ran)), (0, ARTICLES - left), "seed {seed}: {left} are there already: {}", ran.err);
    assert_eq!(hashes(&store), WHOLE.hashes, "seed {seed}, {args:?}");
    // A killed build may leave a file behind under a name of its own; nothing else.
    let names: Vec<_> = fs::read_dir(folder.path("")).unwrap().map(|e| e.unwrap().file_name()).collect();
    let strange = names.iter().filter(|name| {
        let name = name.to_string_lossy();
        !["news.kg", "news.jsonl"].contains(&&*name) && !name.starts_with(".newsgraph-")
    });
    assert_eq!(strange.count(), 0, "{names:?}");
    first.unwrap()
}

#[test]
fn a_killed_build_leaves_whole_articles_and_the_next_one_goes_on() {
    let kills = corpus::wanted("NEWSGRAPH_KILLS", 20);
    let (next, halfway) = (AtomicUsize::new(0), AtomicUsize::new(0));
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= kills {
                        break;
                    }
                    let there = kill_and_resume(seed as u64);
                    halfway.fetch_add(usize::from(there > 0 && there < ARTICLES), Ordering::Relaxed);
                }
            });
        }
    });
    let halfway = halfway.into_inner();
    assert!(halfway * 10 >= kills, "only {halfway} of {kills} builds were killed halfway: the test tests nothing");
}

/// A program that may not write files longer than `bytes`, and is told so as by a full disk.
fn limited(folder: &Folder, bytes: u64, args: &[&str]) -> Ran {
    let mut command = Command::new("sh");
    // Blocks of 512 bytes, as POSIX has it. Ignored signals stay ignored in the program.
    let script = format!("trap '' XFSZ; ulimit -f {}; exec \"$@\"", bytes / 512);
    command.args(["-c", &script, "sh", env!("CARGO_BIN_EXE_newsgraph")]).args(args);
    Ran::of(args, &command.current_dir(folder.path("")).stdin(Stdio::null()).output().unwrap())
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_an_error_and_the_store_stays_whole() {
    let folder = folder();
    let store = folder.path("news.kg");
    corpus::write(&folder.path("few.jsonl"), &corpus::lines(ARTICLES)[..10]);
    folder.run(&["build", "few.jsonl", "--store", "news.kg"]).done();
    let build = ["build", "news.jsonl", "--store", "news.kg", "--commit-every", "5"];
    let size = fs::metadata(&store).unwrap().len();
    for more in [0, 8 << 10, 40 << 10, 80 << 10] {
        let before = hashes(&store).len();
        let ran = limited(&folder, size + more, &build);
        assert!(ran.code == 1 && ran.err.contains("cannot") && ran.err.contains("news.kg"), "{more}: {}", ran.err);
        assert!(!ran.err.contains("panicked"), "{more}: {}", ran.err);
        assert!(check_whole(&store, &format!("{more} bytes were left")) >= before.max(10));
        // It can be read while the disk is full.
        let count = limited(&folder, 0, &["query", "--store", "news.kg", "ASK { ?a a schema:NewsArticle }"]);
        assert!(count.code == 0 && count.out.contains("true"), "{more}: {}", count.err);
    }
    folder.run(&build).done();
    assert_eq!(hashes(&store), WHOLE.hashes);

    // A new store, and a file.
    let ran = limited(&folder, 0, &["build", "news.jsonl", "--store", "new.kg"]);
    assert!(ran.code == 1 && ran.err.contains("new.kg"), "{}", ran.err);
    assert!(!folder.path("new.kg").exists(), "half a store");
    let ran = limited(&folder, 4096, &["build", "news.jsonl", "--out", "new.nq"]);
    assert!(ran.code == 1 && ran.err.contains("new.nq"), "{}", ran.err);
    assert!(!folder.path("new.nq").exists(), "half a file");
    if Path::new("/dev/full").exists() {
        let ran = folder.run(&["build", "few.jsonl", "--out", "/dev/full", "--format", "nq"]);
        assert!(ran.code == 1 && ran.err.contains("/dev/full"), "{}", ran.err);
    }
}

#[test]
fn one_writes_while_others_read() {
    let folder = Folder::with(&[("a.txt", MEETING.as_bytes()), ("b.txt", ATTACK.as_bytes())]);
    folder.run(&["build", "a.txt", "--store", "news.kg"]).done();
    let writer = Store::open(folder.path("news.kg")).unwrap();
    for args in [&["build", "b.txt"][..], &["remove", "a.txt"]] {
        let begun = Instant::now();
        let ran = folder.run(&[args, &["--store", "news.kg"]].concat());
        assert!(ran.code == 1 && ran.err.contains("news.kg is in use by another process"), "{args:?}: {}", ran.err);
        assert_eq!(ran.err.lines().count(), 1, "it is said before anything is read, after {:?}", begun.elapsed());
    }
    let people = ["query", "--store", "news.kg", "--format", "csv", "SELECT ?n { ?p a schema:Person ; rdfs:label ?n }"];
    let before = folder.run(&people).done();
    assert!(before.contains("Ana Lima"), "{before}");
    assert!(folder.run(&["export", "--store", "news.kg"]).done().contains("Ana Lima"));
    for graph in writer.articles().unwrap() {
        writer.remove_article(&graph).unwrap();
    }
    assert!(!folder.run(&people).done().contains("Ana Lima"), "a reader sees what was committed when it came");
    drop(writer);
    folder.run(&["build", "a.txt", "--store", "news.kg"]).done();
    assert_eq!(folder.run(&people).done(), before);
}
