//! What an IRI stands for, as its form tells.

use crate::kb::{Identifier, Qid};
use crate::ontology::EntityType;

/// What an IRI stands for. The order is that in which the name of several is chosen: the first is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// An entity of the knowledge base, `entity/Q801`.
    Linked,
    /// An IRI that is not of our making.
    Own,
    /// A full name that articles share, `entity/person/ada-king`.
    Shared,
    /// A shared name of some articles only, `entity/person/ada-king~93ab01cd`.
    Split,
    /// An entity of one article, `article/93ab…#entity=120`.
    Scoped,
    /// A stretch of text, `article/93ab…#char=120,128`: stands for the entity that it denotes.
    Mention,
    /// An article, event, claim, statement or anything else that is no entity.
    NoEntity,
}

impl Kind {
    /// The kind of an IRI, under whatever base it was minted.
    #[must_use]
    pub fn of(iri: &str) -> Self {
        if let Some((path, fragment)) = iri.split_once('#')
            && path.contains("/article/")
        {
            return match fragment.split('=').next() {
                Some("char") => Self::Mention,
                Some("entity" | "group") => Self::Scoped,
                _ => Self::NoEntity,
            };
        }
        let Some((_, name)) = iri.rsplit_once("/entity/").filter(|_| !is_wikidata(iri)) else {
            let ours = base_of(iri).is_some() || iri.contains("/run/newsgraph-") || iri.contains("/role/");
            return if ours { Self::NoEntity } else { Self::Own };
        };
        if name.ends_with("#geometry") {
            return Self::NoEntity;
        }
        if Identifier::of_local(name).is_some() {
            return Self::Linked;
        }
        match name.split_once('/') {
            Some((kind, slug)) if is_entity_type(kind) && !slug.is_empty() => {
                if slug.contains('~') {
                    Self::Split
                } else {
                    Self::Shared
                }
            }
            _ => Self::Own,
        }
    }

    /// Whether entities can have such names.
    #[must_use]
    pub fn is_entity(self) -> bool {
        !matches!(self, Self::Mention | Self::NoEntity)
    }
}

/// The Wikidata identifier in an IRI of the knowledge base, whether Wikidata's own or ours.
pub(super) fn qid(iri: &str) -> Option<Qid> {
    let ours = || Identifier::of_local(iri.rsplit_once("/entity/")?.1);
    match Identifier::of_iri(iri).or_else(ours)? {
        Identifier::Wikidata(qid) => Some(qid),
        Identifier::Geonames(_) => None,
    }
}

/// Whether an IRI is Wikidata's own.
pub(super) fn is_wikidata(iri: &str) -> bool {
    matches!(Identifier::of_iri(iri), Some(Identifier::Wikidata(_)))
}

/// What stands before `article/` in the IRI of an article or of something in it.
pub(super) fn base_of(iri: &str) -> Option<&str> {
    let path = iri.split('#').next().unwrap_or(iri);
    path.rfind("/article/").map(|at| &iri[..=at])
}

/// The name under which a shared name was split: `…/ada-king~93ab` → `…/ada-king`.
pub(super) fn unsplit(iri: &str) -> Option<&str> {
    (Kind::of(iri) == Kind::Split).then(|| iri.rsplit_once('~').map(|(name, _)| name))?
}

fn is_entity_type(name: &str) -> bool {
    EntityType::ALL.iter().any(|t| t.name().to_lowercase() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_tells_the_kind() {
        let kg = "https://w3id.org/newsgraph/kg/";
        for (iri, kind) in [
            (format!("{kg}entity/Q801"), Kind::Linked),
            ("http://example.org/news/entity/Q5".to_owned(), Kind::Linked),
            (format!("{kg}entity/person/ada-king"), Kind::Shared),
            (format!("{kg}entity/person/ada-king~93ab01cd"), Kind::Split),
            (format!("{kg}article/93ab#entity=12"), Kind::Scoped),
            (format!("{kg}article/93ab#group=12~2"), Kind::Scoped),
            (format!("{kg}article/93ab#char=12,14"), Kind::Mention),
            (format!("{kg}article/93ab#event=12"), Kind::NoEntity),
            (format!("{kg}article/93ab"), Kind::NoEntity),
            (format!("{kg}entity/Q801#geometry"), Kind::NoEntity),
            (format!("{kg}entity/geonames/2988507"), Kind::Linked),
            ("https://example.org/news/run/newsgraph-0.1.0-en-1".to_owned(), Kind::NoEntity),
            ("https://example.org/news/role/president".to_owned(), Kind::NoEntity),
            (format!("{kg}entity/Q0801"), Kind::Own),
            ("http://example.org/people/7".to_owned(), Kind::Own),
            ("http://example.org/people#ada".to_owned(), Kind::Own),
            ("http://www.wikidata.org/entity/Q801".to_owned(), Kind::Own),
        ] {
            assert_eq!(Kind::of(&iri), kind, "{iri}");
        }
        for wikidata in ["http://www.wikidata.org/entity/Q801", "https://www.wikidata.org/wiki/Q801"] {
            assert_eq!((Kind::of(wikidata), qid(wikidata)), (Kind::Own, Some(Qid(801))));
        }
        assert_eq!(qid("https://w3id.org/newsgraph/kg/entity/Qx"), None);
        assert_eq!(
            unsplit("https://w3id.org/newsgraph/kg/entity/person/a-b~01"),
            Some("https://w3id.org/newsgraph/kg/entity/person/a-b")
        );
        assert_eq!(base_of("http://a.org/article/1#char=0,1"), Some("http://a.org/"));
    }
}
