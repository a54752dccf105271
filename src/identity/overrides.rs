//! The file in which users say who is who, and how a line is added to it.
//!
//! It is Turtle that people may edit: a statement a line, so that deleting the line takes it back. The program only
//! ever adds a line at the end, and the new file takes the place of the old one in one step.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use oxigraph::model::{NamedOrBlankNode, Term, Triple};
use oxttl::TurtleParser;

use super::IdentityError;
use super::kind::{self, Kind};
use crate::bounds;
use crate::ontology::{ng, rdfs, skos};

/// What a statement says of two things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// `skos:exactMatch`: they are one.
    Same,
    /// `ng:differentFrom`: they are two.
    Different,
}

/// A statement of a user about two entities, by their IRIs or those of mentions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// What is said.
    pub relation: Relation,
    /// One of the two.
    pub a: String,
    /// The other.
    pub b: String,
    /// The line of the file, from 1.
    pub line: usize,
}

/// The statements of a file.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    path: PathBuf,
    text: String,
    statements: Vec<Statement>,
    /// Predicates as they can be written in the file: by prefix where it is declared.
    same: String,
    different: String,
}

/// The first lines of a new file.
const HEAD: &str = "\
# Who is who: `A skos:exactMatch B` says that two entities are the same, `A ng:differentFrom B` that they are not.
# One statement a line; delete a line to take it back. newsgraph reads this file whenever it reads the graph.
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ng: <https://w3id.org/newsgraph/ontology#> .

";

/// The file of overrides that belongs to a store: `news.overrides.ttl` beside `news.kg`.
#[must_use]
pub fn beside(store: &Path) -> PathBuf {
    let mut name = store.file_stem().map_or_else(OsString::new, OsString::from);
    name.push(".overrides.ttl");
    store.with_file_name(name)
}

impl Statement {
    /// The statement with Wikidata's IRIs replaced by those of the knowledge base under `base`.
    pub(super) fn under(&self, base: Option<&str>) -> Self {
        let ours = |iri: &String| match (base, kind::qid(iri)) {
            (Some(base), Some(qid)) if kind::is_wikidata(iri) => format!("{base}entity/{qid}"),
            _ => iri.clone(),
        };
        Self { a: ours(&self.a), b: ours(&self.b), ..self.clone() }
    }
}

impl Overrides {
    /// Reads a file; one that does not exist says nothing.
    ///
    /// # Errors
    /// Where it cannot be read, is no Turtle, says something else, or contradicts itself: with the line.
    pub fn read(path: &Path) -> Result<Self, IdentityError> {
        match bounds::read_bytes(path) {
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => Self::parse(path, &text),
                Err(e) => {
                    let before = String::from_utf8_lossy(&e.as_bytes()[..e.utf8_error().valid_up_to()]).into_owned();
                    let line = before.matches('\n').count() + 1;
                    Err(IdentityError::Statement {
                        path: path.to_owned(),
                        line,
                        reason: "this is not UTF-8".to_owned(),
                    })
                }
            },
            Err(e) if e.kind() == ErrorKind::NotFound => Self::parse(path, ""),
            Err(source) => Err(IdentityError::File { action: "read", path: path.to_owned(), source }),
        }
    }

    /// The statements of a text; `path` is the name for messages.
    ///
    /// # Errors
    /// As [`Overrides::read`].
    pub fn parse(path: &Path, text: &str) -> Result<Self, IdentityError> {
        let mut overrides = Self { path: path.to_owned(), text: text.to_owned(), ..Self::default() };
        bounds::check(text.as_bytes(), bounds::Syntax::Turtle).map_err(|e| IdentityError::Syntax {
            path: path.to_owned(),
            line: 1,
            column: 1,
            message: e.to_string(),
        })?;
        let mut parser = TurtleParser::new().low_level();
        // Fed line by line, the parser gives each triple while the line is known that completes it.
        let mut lines = text.split_inclusive('\n');
        let mut line = 0;
        while !parser.is_end() {
            match lines.next() {
                Some(next) => {
                    line += 1;
                    parser.extend_from_slice(next.as_bytes());
                }
                None => parser.end(),
            }
            while let Some(triple) = parser.parse_next() {
                let triple = triple.map_err(|e| {
                    let at = e.location().start;
                    IdentityError::Syntax {
                        path: path.to_owned(),
                        line: at.line + 1,
                        column: at.column + 1,
                        message: e.message().to_owned(),
                    }
                })?;
                let statement = statement(&triple, line.max(1)).map_err(|reason| IdentityError::Statement {
                    path: path.to_owned(),
                    line: line.max(1),
                    reason,
                })?;
                overrides.statements.extend(statement);
            }
        }
        let prefix = |namespace: &str, name: &str, iri: &str| {
            let declared = parser.prefixes().find(|(_, iri)| *iri == namespace).map(|(prefix, _)| prefix);
            declared.map_or_else(|| format!("<{iri}>"), |prefix| format!("{prefix}:{name}"))
        };
        overrides.same = prefix(skos::NAMESPACE, "exactMatch", skos::EXACT_MATCH.as_str());
        overrides.different = prefix(ng::NAMESPACE, "differentFrom", ng::DIFFERENT_FROM.as_str());
        if text.is_empty() {
            (overrides.same, overrides.different) = ("skos:exactMatch".to_owned(), "ng:differentFrom".to_owned());
        }
        super::Classes::of(&overrides, &overrides.statements, Some)?;
        Ok(overrides)
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The statements, in the order of the file.
    #[must_use]
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }

    /// The same with one more statement, on the line that it would get. Nothing is written.
    ///
    /// # Errors
    /// [`IdentityError::Refused`] where the file says the contrary.
    pub fn with(&self, relation: Relation, a: &str, b: &str) -> Result<Self, IdentityError> {
        let mut text = if self.text.is_empty() { HEAD.to_owned() } else { self.text.clone() };
        if !text.ends_with('\n') {
            text.push('\n');
        }
        let line = text.lines().count() + 1;
        let predicate = match relation {
            Relation::Same => &self.same,
            Relation::Different => &self.different,
        };
        let _ = writeln!(text, "<{a}> {predicate} <{b}> .");
        let statement = Statement { relation, a: a.to_owned(), b: b.to_owned(), line };
        let statements = [self.statements.as_slice(), &[statement]].concat();
        let more = Self { text, statements, ..self.clone() };
        super::Classes::of(&more, &more.statements, Some).map_err(|e| more.refusal(e))?;
        Ok(more)
    }

    /// A conflict in which the last statement, not yet in the file, takes part, as the user sees it who makes it.
    #[must_use]
    pub fn refusal(&self, error: IdentityError) -> IdentityError {
        let last = self.statements.last().map_or(0, |s| s.line);
        match error {
            IdentityError::Conflict { path, a, b, different, same } if different == last => {
                IdentityError::Refused { path, a, b, already: "the same", by: same }
            }
            IdentityError::Conflict { path, a, b, different, same } if same.contains(&last) => {
                let others = same.into_iter().filter(|line| *line != last);
                let mut by: Vec<usize> = others.chain([different]).collect();
                by.sort_unstable();
                IdentityError::Refused { path, a, b, already: "different", by }
            }
            other => other,
        }
    }

    /// Puts this in the place of the file that `before` was read from, in one step: whoever reads the file sees the
    /// old one or the new one.
    ///
    /// # Errors
    /// [`IdentityError::Changed`] where the file is no longer what `before` was; where it cannot be written. The file is
    /// then as it was.
    pub fn replace(&self, before: &Self) -> Result<(), IdentityError> {
        let failed = |source| IdentityError::File { action: "write", path: self.path.clone(), source };
        // A link stays a link: what it points to is replaced.
        let target = self.path.canonicalize().unwrap_or_else(|_| self.path.clone());
        let folder = match target.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        // Of two programs that add a line at the same time, one waits here. Where folders cannot be locked, the
        // comparison below still catches all but what happens within microseconds.
        let lock = File::open(folder).ok();
        let _locked = lock.as_ref().map(File::lock);
        let found = match fs::read(&target) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == ErrorKind::NotFound => Vec::new(),
            Err(e) => return Err(failed(e)),
        };
        if found != before.text.as_bytes() {
            return Err(IdentityError::Changed(self.path.clone()));
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(".newsgraph-");
        // tempfile would make it readable for the owner alone; the usual mask applies to these.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut file = builder.tempfile_in(folder).map_err(failed)?;
        if let Ok(metadata) = fs::metadata(&target) {
            if metadata.permissions().readonly() {
                return Err(failed(ErrorKind::PermissionDenied.into()));
            }
            file.as_file().set_permissions(metadata.permissions()).map_err(failed)?;
        }
        file.write_all(self.text.as_bytes()).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
        file.persist(&target).map_err(|e| failed(e.error))?;
        Ok(())
    }
}

/// What a triple says about identity; nothing, if it is a remark.
fn statement(triple: &Triple, line: usize) -> Result<Option<Statement>, String> {
    let predicate = triple.predicate.as_ref();
    let relation = if predicate == skos::EXACT_MATCH {
        Relation::Same
    } else if predicate == ng::DIFFERENT_FROM {
        Relation::Different
    } else if [rdfs::COMMENT, rdfs::LABEL].contains(&predicate) {
        return Ok(None);
    } else {
        return Err(format!("{predicate} says nothing about who is who"));
    };
    let (NamedOrBlankNode::NamedNode(a), Term::NamedNode(b)) = (&triple.subject, &triple.object) else {
        return Err(format!("both sides must be IRIs, not {} and {}", triple.subject, triple.object));
    };
    for iri in [a, b] {
        if Kind::of(iri.as_str()) == Kind::NoEntity {
            return Err(format!("{iri} is no entity"));
        }
    }
    if a == b && relation == Relation::Different {
        return Err(format!("{a} is not different from itself"));
    }
    Ok(Some(Statement { relation, a: a.as_str().to_owned(), b: b.as_str().to_owned(), line }))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PREFIXES: &str = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\
        @prefix ng: <https://w3id.org/newsgraph/ontology#> .\n\
        @prefix e: <https://w3id.org/newsgraph/kg/entity/> .\n";

    fn parse(body: &str) -> Result<Overrides, IdentityError> {
        Overrides::parse(Path::new("x.ttl"), &format!("{PREFIXES}{body}"))
    }

    #[test]
    fn statements_know_their_lines() {
        let overrides = parse(
            "# who is who\ne:Q1 skos:exactMatch e:Q2 .\n\ne:Q3 ng:differentFrom e:Q4 ; # not\n  skos:exactMatch\n    e:Q5 ,\n e:Q6 .\n\
             e:Q1 rdfs:comment \"seen\\n\" .\n".replace("rdfs:comment", "<http://www.w3.org/2000/01/rdf-schema#comment>").as_str(),
        )
        .unwrap();
        let lines: Vec<_> = overrides.statements().iter().map(|s| (s.line, s.b.rsplit('/').next().unwrap())).collect();
        assert_eq!(lines, [(5, "Q2"), (7, "Q4"), (9, "Q5"), (10, "Q6")]);
        assert!(parse("").unwrap().statements().is_empty());
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        for (body, expected) in [
            ("e:Q1 skos:exactMatch e:Q2\ne:Q3 skos:exactMatch e:Q4 .\n", "x.ttl:5:"),
            ("e:Q1 skos:exactMatch <no iri> .\n", "x.ttl:4:"),
            ("e:Q1 skos:exactMatch e:Q2", "x.ttl:4:"),
            (
                "\n\ne:Q1 skos:exactmatch e:Q2 .\n",
                "x.ttl:6: <http://www.w3.org/2004/02/skos/core#exactmatch> says nothing",
            ),
            ("e:Q1 skos:exactMatch \"Q2\" .\n", "x.ttl:4: both sides must be IRIs"),
            ("[] skos:exactMatch e:Q2 .\n", "x.ttl:4: both sides must be IRIs"),
            ("e:Q1 ng:differentFrom e:Q1 .\n", "is not different from itself"),
            ("e:Q1 skos:exactMatch <http://x.org/article/1#event=7> .\n", "is no entity"),
            (
                "e:Q1 skos:exactMatch e:Q2 .\ne:Q2 skos:exactMatch e:Q3 .\ne:Q3 ng:differentFrom e:Q1 .\n",
                "are different by line 6, and the same by lines 4 and 5",
            ),
        ] {
            let message = parse(body).unwrap_err().to_string();
            assert!(message.contains(expected), "{body}: {message}");
        }
    }

    #[test]
    fn a_line_is_added_and_all_else_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("news.overrides.ttl");
        let none = Overrides::read(&path).unwrap();
        let one = none.with(Relation::Same, "http://a.org/1", "http://a.org/2").unwrap();
        one.replace(&none).unwrap();
        let read = Overrides::read(&path).unwrap();
        assert_eq!(read.statements(), one.statements());
        assert_eq!(read.statements()[0].line, fs::read_to_string(&path).unwrap().lines().count());

        let written = "@prefix s: <http://www.w3.org/2004/02/skos/core#> .\n\n<http://a.org/1>   s:exactMatch\t<http://a.org/2>. # sure";
        fs::write(&path, written).unwrap();
        let before = Overrides::read(&path).unwrap();
        let after = before.with(Relation::Same, "http://a.org/2", "http://a.org/3").unwrap();
        let after = after.with(Relation::Different, "http://a.org/3", "http://a.org/4").unwrap();
        after.replace(&before).unwrap();
        assert_eq!(
            fs::read_to_string(&path).unwrap(),
            format!(
                "{written}\n<http://a.org/2> s:exactMatch <http://a.org/3> .\n\
                 <http://a.org/3> <https://w3id.org/newsgraph/ontology#differentFrom> <http://a.org/4> .\n"
            )
        );
        // Somebody else was faster.
        assert!(matches!(after.replace(&before), Err(IdentityError::Changed(_))));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "temporary files are left");
    }

    #[test]
    fn the_contrary_of_what_the_file_says_is_refused() {
        let file =
            parse("e:Q1 skos:exactMatch e:Q2 .\ne:Q2 skos:exactMatch e:Q3 .\ne:Q4 ng:differentFrom e:Q3 .\n").unwrap();
        let kg = "https://w3id.org/newsgraph/kg/entity/";
        let with = |relation, a: &str, b: &str| file.with(relation, &format!("{kg}{a}"), &format!("{kg}{b}"));
        let message = with(Relation::Different, "Q3", "Q1").unwrap_err().to_string();
        assert!(message.contains("the same by lines 4 and 5 of x.ttl"), "{message}");
        let message = with(Relation::Same, "Q4", "Q1").unwrap_err().to_string();
        assert!(message.contains("different by lines 4, 5 and 6 of x.ttl"), "{message}");
        // A cycle, and what is said already, do no harm.
        assert!(with(Relation::Same, "Q3", "Q1").is_ok());
        assert!(with(Relation::Different, "Q3", "Q4").is_ok());
    }

    #[test]
    fn the_file_stands_beside_the_store() {
        for (store, file) in
            [("a/news.kg", "a/news.overrides.ttl"), ("news", "news.overrides.ttl"), ("x.y.kg", "x.y.overrides.ttl")]
        {
            assert_eq!(beside(Path::new(store)), Path::new(file));
        }
    }
}
