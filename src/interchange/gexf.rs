//! GEXF 1.3: the network of entities for Gephi, in colours by type.

use std::io::{self, Write};

use super::Gathered;
use super::network::Network;
use super::xml::Xml;
use crate::store::Prefixes;

/// Attributes of nodes: (name, type).
const NODE: &[(&str, &str)] = &[
    ("type", "string"),
    ("subtype", "string"),
    ("iri", "anyURI"),
    ("wikidata", "string"),
    ("confidence", "double"),
    ("mentions", "integer"),
    ("articles", "integer"),
    ("latitude", "double"),
    ("longitude", "double"),
    ("evidence", "string"),
];

/// Attributes of edges: (name, type). `kind` is a word of GEXF itself.
const EDGE: &[(&str, &str)] = &[
    ("group", "string"),
    ("class", "string"),
    ("status", "string"),
    ("confidence", "double"),
    ("first", "string"),
    ("last", "string"),
    ("articles", "integer"),
    ("evidence", "string"),
];

/// Colours by type: those of Okabe and Ito, which colour-blind people can tell apart.
const COLOURS: &[(&str, [&str; 3])] = &[
    ("Person", ["230", "159", "0"]),
    ("Organization", ["86", "180", "233"]),
    ("Place", ["0", "158", "115"]),
    ("Group", ["240", "228", "66"]),
    ("Event", ["213", "94", "0"]),
    ("Work", ["204", "121", "167"]),
    ("Product", ["0", "114", "178"]),
];
const GREY: [&str; 3] = ["153", "153", "153"];

/// Writes the network of entities as GEXF.
///
/// # Errors
/// Where the output fails.
pub fn write<W: Write>(writer: W, gathered: &Gathered, prefixes: &Prefixes) -> io::Result<W> {
    let network = Network::new(gathered);
    let id = |iri: &str| prefixes.readable(iri);
    let mut xml = Xml::new(writer)?;
    let spaces = [("xmlns", "http://gexf.net/1.3"), ("xmlns:viz", "http://gexf.net/1.3/viz"), ("version", "1.3")];
    xml.open("gexf", &spaces)?;
    xml.open("meta", &[])?;
    xml.text("creator", &[], concat!("newsgraph ", env!("CARGO_PKG_VERSION")))?;
    xml.close("meta")?;
    xml.open("graph", &[("defaultedgetype", "directed"), ("mode", "static")])?;
    for (class, names) in [("node", NODE), ("edge", EDGE)] {
        xml.open("attributes", &[("class", class)])?;
        for (name, kind) in names {
            xml.empty("attribute", &[("id", name), ("title", name), ("type", kind)])?;
        }
        xml.close("attributes")?;
    }
    xml.open("nodes", &[])?;
    for (iri, entity) in network.nodes {
        xml.open("node", &[("id", &id(iri)), ("label", &entity.label)])?;
        let (latitude, longitude) = entity.coordinates.clone().unwrap_or_default();
        let values = [
            ("type", entity.kind),
            ("subtype", entity.subtype),
            ("iri", iri),
            ("wikidata", &entity.wikidata),
            ("confidence", &entity.confidence),
            ("mentions", &entity.mentions.to_string()),
            ("articles", &entity.articles.len().to_string()),
            ("latitude", &latitude),
            ("longitude", &longitude),
            ("evidence", &entity.evidence),
        ];
        values_of(&mut xml, &values)?;
        let [r, g, b] = COLOURS.iter().find(|(kind, _)| *kind == entity.kind).map_or(GREY, |(_, colour)| *colour);
        xml.empty("viz:color", &[("r", r), ("g", g), ("b", b)])?;
        xml.close("node")?;
    }
    xml.close("nodes")?;
    xml.open("edges", &[])?;
    for (index, ((from, to, ..), edge)) in network.edges.iter().enumerate() {
        let (source, target, number) = (id(from), id(to), index.to_string());
        let (label, weight) = (edge.caption(), edge.weight.to_string());
        let attributes =
            [("id", number.as_str()), ("source", &source), ("target", &target), ("label", &label), ("weight", &weight)];
        xml.open("edge", &attributes)?;
        let values = [
            ("group", edge.kind),
            ("class", edge.class),
            ("status", edge.status),
            ("confidence", edge.confidence),
            ("first", edge.first),
            ("last", edge.last),
            ("articles", &edge.articles.len().to_string()),
            ("evidence", edge.evidence),
        ];
        values_of(&mut xml, &values)?;
        xml.close("edge")?;
    }
    xml.close("edges")?;
    xml.close("graph")?;
    xml.close("gexf")?;
    xml.finish()
}

/// The values that there are.
fn values_of<W: Write>(xml: &mut Xml<W>, values: &[(&str, &str)]) -> io::Result<()> {
    xml.open("attvalues", &[])?;
    for (name, value) in values.iter().filter(|(_, value)| !value.is_empty()) {
        xml.empty("attvalue", &[("for", name), ("value", value)])?;
    }
    xml.close("attvalues")
}
