//! Parts of speech.

use std::ops::Range;

use compact_str::CompactString;

use crate::model::ModelError;
use crate::model::encoder::Outputs;
use crate::model::labels::Labels;
use crate::text::syntax::Upos;

/// The heads for UPOS and Penn Treebank tags.
#[derive(Debug)]
pub(crate) struct Tags {
    upos: Vec<Upos>,
    xpos: Vec<CompactString>,
}

/// The tags of a word.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tag {
    pub(crate) upos: Upos,
    pub(crate) xpos: CompactString,
}

impl Tags {
    pub(crate) fn new(labels: &Labels) -> Self {
        Self { upos: labels.upos.iter().map(|t| Upos::named(t)).collect(), xpos: labels.xpos.clone() }
    }

    pub(crate) fn read(&self, outputs: &Outputs, rows: Range<usize>) -> Result<Vec<Tag>, ModelError> {
        let (upos, xpos) = (outputs.get("upos")?, outputs.get("xpos")?);
        Ok(rows.map(|i| Tag { upos: self.upos[upos.best(i).0], xpos: self.xpos[xpos.best(i).0].clone() }).collect())
    }
}
