//! Names: BIOES tags of six types, decoded to the best consistent sequence (Viterbi 1967).

use std::ops::Range;

use compact_str::CompactString;

use crate::model::ModelError;
use crate::model::encoder::Outputs;

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum NameType {
    Person,
    Organization,
    Place,
    Event,
    Work,
    Product,
}

impl NameType {
    const ALL: [(Self, &'static str); 6] = [
        (Self::Person, "Person"),
        (Self::Organization, "Organization"),
        (Self::Place, "Place"),
        (Self::Event, "Event"),
        (Self::Work, "Work"),
        (Self::Product, "Product"),
    ];

    /// How many types there are.
    pub const COUNT: usize = Self::ALL.len();

    /// All types, in the order of their numbers.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::ALL.iter().map(|(kind, _)| *kind)
    }

    /// The type's name, as the annotation format writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// A name in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct NameSpan {
    /// Its words, as indices into the article's words.
    pub words: Range<usize>,
    /// What it names.
    pub kind: NameType,
    /// Mean probability of its tags.
    pub confidence: f32,
}

/// Position of a word in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Outside,
    Begin,
    Inside,
    End,
    Single,
}

/// The head for names.
#[derive(Debug)]
pub(crate) struct Names {
    tags: Vec<(Part, Option<NameType>)>,
    /// For each tag, the tags that may come before it.
    before: Vec<Vec<usize>>,
}

impl Names {
    pub(super) fn new(labels: &[CompactString]) -> Result<Self, ModelError> {
        let tags = labels
            .iter()
            .map(|label| parse(label).ok_or_else(|| ModelError::Weights(format!("unknown name tag '{label}'"))))
            .collect::<Result<Vec<_>, _>>()?;
        let before = tags.iter().map(|&to| (0..tags.len()).filter(|&from| follows(tags[from], to)).collect()).collect();
        Ok(Self { tags, before })
    }

    /// The names among the words `rows` (one sentence), whose first is word `first` of the article.
    pub(crate) fn read(
        &self,
        outputs: &Outputs,
        rows: Range<usize>,
        first: usize,
    ) -> Result<Vec<NameSpan>, ModelError> {
        let matrix = outputs.get("name")?;
        let scores: Vec<Vec<f32>> = rows.map(|i| log_softmax(matrix.row(i))).collect();
        let path = self.best_path(&scores);
        let mut found = Vec::new();
        let mut start = 0;
        for (i, &tag) in path.iter().enumerate() {
            let (part, kind) = self.tags[tag];
            if matches!(part, Part::Begin | Part::Single) {
                start = i;
            }
            if let (Part::End | Part::Single, Some(kind)) = (part, kind) {
                let mean = (start..=i).map(|k| scores[k][path[k]].exp()).sum::<f32>() / (i + 1 - start) as f32;
                found.push(NameSpan { words: first + start..first + i + 1, kind, confidence: mean });
            }
        }
        Ok(found)
    }

    fn best_path(&self, scores: &[Vec<f32>]) -> Vec<usize> {
        if scores.iter().all(|row| row[0] > -0.01) {
            return vec![0; scores.len()]; // surely no name: most sentences of most words
        }
        let count = self.tags.len();
        let mut back = Vec::with_capacity(scores.len());
        let mut best = vec![f32::NEG_INFINITY; count];
        for (i, row) in scores.iter().enumerate() {
            let (mut next, mut from) = (vec![f32::NEG_INFINITY; count], vec![0; count]);
            for to in 0..count {
                if i == 0 {
                    if matches!(self.tags[to].0, Part::Outside | Part::Begin | Part::Single) {
                        next[to] = row[to];
                    }
                    continue;
                }
                for &f in &self.before[to] {
                    if best[f] + row[to] > next[to] {
                        next[to] = best[f] + row[to];
                        from[to] = f;
                    }
                }
            }
            best = next;
            back.push(from);
        }
        let closed = |t: &usize| matches!(self.tags[*t].0, Part::Outside | Part::End | Part::Single);
        let mut at = (0..count).filter(closed).fold(0, |b, t| if best[t] > best[b] { t } else { b });
        let mut path = vec![0; scores.len()];
        for i in (0..scores.len()).rev() {
            path[i] = at;
            at = back[i][at];
        }
        path
    }
}

fn parse(label: &str) -> Option<(Part, Option<NameType>)> {
    let Some((part, kind)) = label.split_once('-') else {
        return (label == "O").then_some((Part::Outside, None));
    };
    let part = match part {
        "B" => Part::Begin,
        "I" => Part::Inside,
        "E" => Part::End,
        "S" => Part::Single,
        _ => return None,
    };
    NameType::ALL.iter().find(|(_, name)| *name == kind).map(|(t, _)| (part, Some(*t)))
}

fn follows(from: (Part, Option<NameType>), to: (Part, Option<NameType>)) -> bool {
    match (from.0, to.0) {
        (Part::Begin | Part::Inside, Part::Inside | Part::End) => from.1 == to.1,
        (Part::Begin | Part::Inside, _) | (_, Part::Inside | Part::End) => false,
        _ => true,
    }
}

fn log_softmax(row: &[f32]) -> Vec<f32> {
    let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let sum = row.iter().map(|v| (v - top).exp()).sum::<f32>().ln();
    row.iter().map(|v| v - top - sum).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequences_are_consistent() {
        let labels: Vec<CompactString> = ["O", "B-Person", "I-Person", "E-Person", "S-Person", "B-Place", "E-Place"]
            .iter()
            .map(|&l| l.into())
            .collect();
        let names = Names::new(&labels).unwrap();
        // Alone, the words would be B-Person, E-Place: not a name. The best that is: B-Person, E-Person.
        let row = |best: usize, second: usize| {
            let mut r = vec![-9.0; 7];
            r[best] = -0.3;
            r[second] = -1.5;
            r
        };
        assert_eq!(names.best_path(&[row(1, 5), row(6, 3)]), [1, 3]);
        assert_eq!(names.best_path(&[row(0, 1)]), [0]);
        assert!(Names::new(&["Q-Person".into()]).is_err());
    }
}
