//! Lemmas.

use compact_str::CompactString;

use crate::text::syntax::Upos;

/// stub
#[must_use]
pub fn lemma(form: &str, _upos: Upos, _xpos: &str) -> CompactString {
    form.to_lowercase().into()
}
