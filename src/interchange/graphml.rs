//! GraphML: the network of entities for yEd, Gephi, Cytoscape and networkx.

use std::io::{self, Write};

use super::Gathered;
use super::network::Network;
use super::xml::Xml;
use crate::store::Prefixes;

/// Attributes of nodes and edges: (for, name, type).
const KEYS: &[(&str, &str, &str)] = &[
    ("node", "label", "string"),
    ("node", "type", "string"),
    ("node", "subtype", "string"),
    ("node", "iri", "string"),
    ("node", "wikidata", "string"),
    ("node", "confidence", "double"),
    ("node", "mentions", "int"),
    ("node", "articles", "int"),
    ("node", "latitude", "double"),
    ("node", "longitude", "double"),
    ("node", "evidence", "string"),
    ("edge", "label", "string"),
    ("edge", "kind", "string"),
    ("edge", "class", "string"),
    ("edge", "status", "string"),
    ("edge", "weight", "int"),
    ("edge", "confidence", "double"),
    ("edge", "first", "string"),
    ("edge", "last", "string"),
    ("edge", "articles", "int"),
    ("edge", "evidence", "string"),
];

/// Writes the network of entities as GraphML.
///
/// # Errors
/// Where the output fails.
pub fn write<W: Write>(writer: W, gathered: &Gathered, prefixes: &Prefixes) -> io::Result<W> {
    let network = Network::new(gathered);
    let mut xml = Xml::new(writer)?;
    xml.open(
        "graphml",
        &[
            ("xmlns", "http://graphml.graphdrawing.org/xmlns"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            (
                "xsi:schemaLocation",
                "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd",
            ),
        ],
    )?;
    for (of, name, kind) in KEYS {
        let id = format!("{of}-{name}");
        xml.empty("key", &[("id", &id), ("for", of), ("attr.name", name), ("attr.type", kind)])?;
    }
    xml.open("graph", &[("id", "newsgraph"), ("edgedefault", "directed")])?;
    for (iri, entity) in network.nodes {
        xml.open("node", &[("id", &id(iri, prefixes))])?;
        let (latitude, longitude) = entity.coordinates.clone().unwrap_or_default();
        let values = [
            ("label", entity.label.clone()),
            ("type", entity.kind.to_owned()),
            ("subtype", entity.subtype.to_owned()),
            ("iri", iri.clone()),
            ("wikidata", entity.wikidata.clone()),
            ("confidence", entity.confidence.clone()),
            ("mentions", entity.mentions.to_string()),
            ("articles", entity.articles.len().to_string()),
            ("latitude", latitude),
            ("longitude", longitude),
            ("evidence", entity.evidence.clone()),
        ];
        data(&mut xml, "node", &values)?;
        xml.close("node")?;
    }
    for (index, ((from, to, ..), edge)) in network.edges.iter().enumerate() {
        let (source, target) = (id(from, prefixes), id(to, prefixes));
        xml.open("edge", &[("id", &format!("e{index}")), ("source", &source), ("target", &target)])?;
        let values = [
            ("label", edge.caption()),
            ("kind", edge.kind.to_owned()),
            ("class", edge.class.to_owned()),
            ("status", edge.status.to_owned()),
            ("weight", edge.weight.to_string()),
            ("confidence", edge.confidence.to_owned()),
            ("first", edge.first.to_owned()),
            ("last", edge.last.to_owned()),
            ("articles", edge.articles.len().to_string()),
            ("evidence", edge.evidence.to_owned()),
        ];
        data(&mut xml, "edge", &values)?;
        xml.close("edge")?;
    }
    xml.close("graph")?;
    xml.close("graphml")?;
    xml.finish()
}

/// The values that there are.
fn data<W: Write>(xml: &mut Xml<W>, of: &str, values: &[(&str, String)]) -> io::Result<()> {
    for (name, value) in values.iter().filter(|(_, value)| !value.is_empty()) {
        xml.text("data", &[("key", &format!("{of}-{name}"))], value)?;
    }
    Ok(())
}

/// An IRI as an XML name token, as the schema of GraphML wants identifiers: `entity:Q801`, and `_23` for `#`.
fn id(iri: &str, prefixes: &Prefixes) -> String {
    use std::fmt::Write as _;
    let short = prefixes.readable(iri);
    let mut id = String::with_capacity(short.len());
    for c in short.trim_start_matches('<').trim_end_matches('>').chars() {
        if c.is_ascii_alphanumeric() || matches!(c, ':' | '.' | '-') {
            id.push(c);
        } else {
            let _ = write!(id, "_{:x}.", c as u32);
        }
    }
    id
}
