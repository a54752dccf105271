//! stub
/// stub
pub struct Demonym { /// place
    pub place: &'static str, /// people
    pub people: bool }
/// stub
#[must_use] pub fn place(_word: &str) -> Option<Demonym> { None }
