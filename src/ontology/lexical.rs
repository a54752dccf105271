//! Constants for the terms that the lexicon files are written in, beside those of `ng`.

use super::macros::vocabulary;

vocabulary! {
    /// OntoLex-Lemon, for the lexicon files.
    ontolex, "http://www.w3.org/ns/lemon/ontolex#", {
        LEXICAL_ENTRY = "LexicalEntry",
        WORD = "Word",
        MULTI_WORD_EXPRESSION = "MultiWordExpression",
        FORM = "Form",
        LEXICAL_SENSE = "LexicalSense",
        CANONICAL_FORM = "canonicalForm",
        OTHER_FORM = "otherForm",
        WRITTEN_REP = "writtenRep",
        SENSE = "sense",
        REFERENCE = "reference",
        DENOTES = "denotes",
        EVOKES = "evokes",
    }
}

vocabulary! {
    /// The metadata module of OntoLex-Lemon.
    lime, "http://www.w3.org/ns/lemon/lime#", {
        LEXICON = "Lexicon",
        ENTRY = "entry",
        LANGUAGE = "language",
    }
}

vocabulary! {
    /// `LexInfo` 3.0: parts of speech of lexicon entries.
    lexinfo, "http://www.lexinfo.net/ontology/3.0/lexinfo#", {
        PART_OF_SPEECH = "partOfSpeech",
        VERB = "verb",
        NOUN = "noun",
        ADJECTIVE = "adjective",
        ADVERB = "adverb",
        PREPOSITION = "preposition",
        PROPER_NOUN = "properNoun",
    }
}
