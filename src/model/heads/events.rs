//! Events: for each word, how likely it is the trigger of an event, and of which class. The classes are labels to this
//! module: what they mean is for those who ask.

use std::sync::Arc;

use compact_str::CompactString;

use crate::model::ModelError;
use crate::model::encoder::Outputs;

/// Label of words that are no trigger.
const NONE: &str = "none";
/// Label of triggers of events that no class of the ontology holds.
const OTHER: &str = "Other";

/// The event head's reading of an article's words.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Triggers {
    labels: Arc<[CompactString]>,
    /// Probability of each label, one row a word.
    rows: Vec<f32>,
}

impl Triggers {
    /// Adds the words of some chunks, after those that are there.
    pub(in crate::model) fn add(&mut self, labels: &Arc<[CompactString]>, outputs: &Outputs) -> Result<(), ModelError> {
        let scores = outputs.get("event")?;
        if scores.width() != labels.len() {
            let (found, named) = (scores.width(), labels.len());
            return Err(ModelError::Weights(format!("output 'event' has {found} labels, labels.json names {named}")));
        }
        self.labels = Arc::clone(labels);
        for i in 0..scores.rows() {
            let row = scores.row(i);
            let highest = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let sum: f32 = row.iter().map(|v| (v - highest).exp()).sum();
            self.rows.extend(row.iter().map(|v| (v - highest).exp() / sum));
        }
        Ok(())
    }

    fn row(&self, word: usize) -> &[f32] {
        let width = self.labels.len();
        self.rows.get(word * width..(word + 1) * width).unwrap_or(&[])
    }

    /// Probability that word `word` is the trigger of some event, of a class or of none.
    #[must_use]
    pub fn any(&self, word: usize) -> f32 {
        self.labels.iter().zip(self.row(word)).filter(|(l, _)| *l != NONE).map(|(_, p)| p).sum()
    }

    /// Probability that word `word` is the trigger of an event of the class of that name; 0 for a class that the weights
    /// do not know.
    #[must_use]
    pub fn of(&self, word: usize, class: &str) -> f32 {
        self.labels.iter().zip(self.row(word)).find(|(l, _)| *l == class).map_or(0.0, |(_, p)| *p)
    }

    /// The likeliest class of word `word` as a trigger, with its probability.
    #[must_use]
    pub fn best(&self, word: usize) -> Option<(&str, f32)> {
        let classes = self.labels.iter().zip(self.row(word)).filter(|(l, _)| *l != NONE && *l != OTHER);
        classes.max_by(|a, b| a.1.total_cmp(b.1)).map(|(l, p)| (l.as_str(), *p))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn triggers() -> Triggers {
        let labels: Vec<CompactString> = ["none", "Other", "Attack", "Strike"].into_iter().map(Into::into).collect();
        Triggers { labels: labels.into(), rows: vec![0.1, 0.2, 0.4, 0.3, 0.9, 0.05, 0.01, 0.04] }
    }

    #[test]
    fn the_best_class_is_neither_none_nor_other() {
        let t = triggers();
        assert_eq!(t.best(0), Some(("Attack", 0.4)));
        assert_eq!(t.best(1), Some(("Strike", 0.04)));
        assert_eq!(t.best(2), None, "a word that was not read");
    }

    #[test]
    fn other_events_count_as_events() {
        let t = triggers();
        assert!((t.any(0) - 0.9).abs() < 1e-6 && (t.any(1) - 0.1).abs() < 1e-6);
        assert!((t.of(0, "Strike") - 0.3).abs() < 1e-6);
        assert!(t.of(0, "Flood").abs() < 1e-6, "a class that the weights do not know");
    }
}
