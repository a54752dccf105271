//! Words of a text, by the conventions of UD English (EWT).
