//! `newsgraph same` and `newsgraph different`: say who is who, across articles.

use std::path::PathBuf;

use anyhow::Result;
use oxigraph::model::NamedNode;

use super::errors::usage;
use crate::identity::{Identity, IdentityError, Kind, Names, Overrides, Relation, beside, denoted, mention_of};
use crate::kb::{Identifier, Qid};
use crate::store::{Kept, Prefixes, Store};

/// Say that two entities are the same
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A and B are IRIs, prefixed names (entity:Q801, person:ada-king), identifiers of Wikidata (Q801), or mentions
(article:93ab…#char=120,128, which stand for the entity that is spoken of there). One of the two must be in the
store; the other may be an entity of Wikidata, or an IRI of your own.

Of the names of one entity, Wikidata's is shown, else your own, else the first in alphabetical order. The line is
added to NEWS.overrides.ttl, beside the store; the articles are not read again. Delete the line to undo it.

Examples:
  newsgraph same --store news.kg person:ada-king Q7259
  newsgraph same --store news.kg organization:un organization:united-nations
  newsgraph same --store news.kg person:ada-king Q7259 --in article:0f2c5a1b9d3e4f60   in this article only")]
pub(crate) struct SameArgs {
    #[command(flatten)]
    pair: PairArgs,
}

/// Say that two entities are not the same
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A and B are named as for `newsgraph same`. Where articles share one name for two persons, say in which article
another is meant: --in ARTICLE, or a mention in it. That article's entity then gets a name of its own.

The line is added to NEWS.overrides.ttl, beside the store; the articles are not read again. Delete the line to undo
it.

Examples:
  newsgraph different --store news.kg person:john-smith --in article:0f2c5a1b9d3e4f60
  newsgraph different --store news.kg article:0f2c5a1b9d3e4f60#char=120,130 person:john-smith
  newsgraph different --store news.kg place:georgia Q230")]
pub(crate) struct DifferentArgs {
    #[command(flatten)]
    pair: PairArgs,
}

/// Two entities, and where to look and to write.
#[derive(Debug, clap::Args)]
struct PairArgs {
    /// An entity
    #[arg(value_name = "A")]
    a: String,
    /// Another; with --in, the shared name A itself where it is left out
    #[arg(value_name = "B", required_unless_present = "article")]
    b: Option<String>,
    /// A is meant as in this article only
    #[arg(long = "in", value_name = "ARTICLE", requires = "store")]
    article: Option<String>,
    /// The store that the entities are in
    #[arg(long, value_name = "FILE.kg", required_unless_present = "overrides")]
    store: Option<PathBuf>,
    /// Write to this file instead of NEWS.overrides.ttl
    #[arg(long, value_name = "FILE.ttl")]
    overrides: Option<PathBuf>,
}

/// How often a line is tried to be added while others add theirs.
const ATTEMPTS: usize = 10;

/// Runs `newsgraph same`.
pub(crate) fn same(args: &SameArgs) -> Result<()> {
    run(&args.pair, Relation::Same)
}

/// Runs `newsgraph different`.
pub(crate) fn different(args: &DifferentArgs) -> Result<()> {
    run(&args.pair, Relation::Different)
}

fn run(args: &PairArgs, relation: Relation) -> Result<()> {
    let store = args.store.as_ref().map(Store::open_read_only).transpose()?;
    let kept = store.as_ref().map(Store::kept).transpose()?;
    let path = match (&args.overrides, &args.store) {
        (Some(path), _) => path.clone(),
        (None, Some(store)) => beside(store),
        (None, None) => return Err(usage("name the store: --store FILE.kg, or the file of overrides")),
    };
    let prefixes = store.as_ref().map_or_else(|| Ok(Prefixes::default()), Store::prefixes)?;
    for _ in 0..ATTEMPTS {
        let before = Overrides::read(&path)?;
        let pair = Pair::find(args, relation, kept.as_ref(), &prefixes, &before)?;
        let Some(after) = pair.add(relation, kept.as_ref(), &before)? else {
            eprintln!("{} says so already; nothing to do", path.display());
            return Ok(());
        };
        match after.replace(&before) {
            Err(IdentityError::Changed(_)) => {}
            Err(error) => return Err(error.into()),
            Ok(()) => {
                let line = after.statements().last().map_or(0, |s| s.line);
                let [a, b] = [&pair.a, &pair.b].map(|iri| prefixes.readable(iri));
                let is = if relation == Relation::Same { "is the same as" } else { "is different from" };
                eprintln!("{a} {is} {b}; to undo it, delete line {line} of {}", path.display());
                return Ok(());
            }
        }
    }
    Err(IdentityError::Changed(path).into())
}

/// The two IRIs of a statement.
struct Pair {
    a: String,
    b: String,
}

impl Pair {
    /// Understands the arguments, and looks the entities up.
    fn find(
        args: &PairArgs,
        relation: Relation,
        kept: Option<&Kept<'_>>,
        prefixes: &Prefixes,
        before: &Overrides,
    ) -> Result<Self> {
        let a = iri(&args.a, prefixes)?;
        let b = args.b.as_ref().map_or_else(|| Ok(a.clone()), |b| iri(b, prefixes))?;
        let names = kept.map(|kept| Identity::new(before.clone()).names(kept)).transpose()?;
        let (Some(kept), Some(names)) = (kept, &names) else {
            return Ok(Self { a, b }).and_then(|pair| pair.two(relation));
        };
        let found = [exists(kept, names, &a)?, exists(kept, names, &b)?];
        for (iri, found) in [(&a, found[0]), (&b, found[1])] {
            let shown = prefixes.readable(iri);
            if !found && !may_be_new(iri, prefixes) {
                return Err(usage(unknown(&shown, Kind::of(iri))));
            }
        }
        if found == [false, false] {
            let [a, b] = [&a, &b].map(|iri| prefixes.readable(iri));
            return Err(usage(format!("neither {a} nor {b} is in the store; {LIST}")));
        }
        let a = match &args.article {
            Some(article) => in_article(kept, names, &a, article, prefixes)?,
            None => a,
        };
        Self { a, b }.two(relation)
    }

    /// A pair of two.
    fn two(self, relation: Relation) -> Result<Self> {
        if self.a == self.b {
            return Err(usage(match relation {
                Relation::Same => "this is one name; to say that two are the same, give both".to_owned(),
                Relation::Different => {
                    format!("{} is one name; say in which article another is meant: --in ARTICLE", self.a)
                }
            }));
        }
        Ok(self)
    }

    /// The overrides with this statement; none where they say it already.
    fn add(&self, relation: Relation, kept: Option<&Kept<'_>>, before: &Overrides) -> Result<Option<Overrides>> {
        let said = before
            .statements()
            .iter()
            .any(|s| s.relation == relation && ((s.a == self.a && s.b == self.b) || (s.a == self.b && s.b == self.a)));
        if said {
            return Ok(None);
        }
        let after = before.with(relation, &self.a, &self.b)?;
        if let Some(kept) = kept {
            // What the names stand for in the articles may contradict what the names alone do not.
            Identity::new(after.clone()).names(kept).map_err(|e| after.refusal(e))?;
        }
        Ok(Some(after))
    }
}

const LIST: &str = "`newsgraph query 'SELECT ?entity ?name { ?entity gaf:denotedBy ?mention ; rdfs:label ?name }'` lists \
                    what is there";

/// What to say of an IRI that nothing in the store has.
fn unknown(shown: &str, kind: Kind) -> String {
    match kind {
        Kind::NoEntity => format!("{shown} is no entity; say of persons, organizations, places and groups who is who"),
        Kind::Mention => format!("{shown} is no mention of an entity in the store; {LIST}"),
        _ => format!("{shown} is not in the store; {LIST}"),
    }
}

/// Whether an entity that no article speaks of may still be the right name for one: Wikidata's, or a user's own.
fn may_be_new(iri: &str, prefixes: &Prefixes) -> bool {
    let base = prefixes.expand("kg:").unwrap_or_default();
    match Kind::of(iri) {
        Kind::Linked => true,
        Kind::Own => !iri.starts_with(&base),
        _ => false,
    }
}

/// The IRI that an argument means.
fn iri(name: &str, prefixes: &Prefixes) -> Result<String> {
    if name.parse::<Qid>().is_ok() {
        return iri(&format!("entity:{name}"), prefixes);
    }
    let Some(iri) = prefixes.expand(name) else {
        let looks_like_qid = name.starts_with(['Q', 'q']) && name.chars().skip(1).all(char::is_alphanumeric);
        return Err(usage(if looks_like_qid {
            format!("{name} is no identifier of Wikidata: write Q and a number, such as Q801")
        } else {
            format!("{name} is no name of an entity: write an IRI, a prefixed name such as person:ada-king, or Q801")
        }));
    };
    // Wikidata's own IRI means the entity of the knowledge base.
    Ok(match Identifier::of_iri(&iri) {
        Some(Identifier::Wikidata(qid)) => prefixes.expand(&format!("entity:{qid}")).unwrap_or(iri),
        _ => iri,
    })
}

/// Whether an entity is in the store, under a name that is kept or one that is shown.
fn exists(kept: &Kept<'_>, names: &Names, iri: &str) -> Result<bool> {
    Ok(match Kind::of(iri) {
        Kind::NoEntity => false,
        Kind::Mention => denoted(kept, iri)?.is_some(),
        _ => names.mints(iri) || !kept.select(|subject, _, _| subject == iri)?.is_empty(),
    })
}

/// The mention by which an article's entity is told from others of its name.
fn in_article(kept: &Kept<'_>, names: &Names, entity: &str, article: &str, prefixes: &Prefixes) -> Result<String> {
    let is_key = !article.is_empty() && article.bytes().all(|b| b.is_ascii_hexdigit());
    let named = if is_key { format!("article:{article}") } else { article.to_owned() };
    let graph = prefixes.expand(&named).and_then(|iri| NamedNode::new(iri).ok());
    let Some(graph) = graph else { return Err(usage(format!("{article} is no IRI of an article"))) };
    if kept.article(&graph)?.is_empty() {
        return Err(usage(format!("there is no article {} in the store", prefixes.readable(graph.as_str()))));
    }
    mention_of(kept, names, &graph, entity)?.ok_or_else(|| {
        let [entity, article] = [entity, graph.as_str()].map(|iri| prefixes.readable(iri));
        usage(format!("{entity} is not in {article}"))
    })
}
