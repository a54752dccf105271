//! The language engine: tokenizer, encoder and heads; words in, tags and arcs out.
