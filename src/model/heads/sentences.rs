//! Where sentences end.

use crate::model::ModelError;
use crate::model::encoder::Outputs;

/// Words in a sentence beyond which it is cut: real sentences are shorter, and trees cost the square.
const LONGEST: usize = 250;

/// Ends (one past the last row) of the sentences over all rows. `forced`: where one must end.
pub(crate) fn ends(outputs: &Outputs, forced: &[bool]) -> Result<Vec<usize>, ModelError> {
    let matrix = outputs.get("sentence_end")?;
    let mut ends = Vec::new();
    let mut start = 0;
    for (i, forced) in forced.iter().enumerate() {
        let row = matrix.row(i);
        if *forced || row[1] > row[0] || i + 1 - start >= LONGEST {
            ends.push(i + 1);
            start = i + 1;
        }
    }
    Ok(ends)
}
