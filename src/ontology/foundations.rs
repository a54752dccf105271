//! Constants for the terms of the vocabularies that any RDF graph builds on: RDF itself, its schemas and datatypes, names,
//! and what describes a data set.

use super::macros::vocabulary;

vocabulary! {
    /// SKOS.
    skos, "http://www.w3.org/2004/02/skos/core#", {
        CONCEPT = "Concept",
        PREF_LABEL = "prefLabel",
        ALT_LABEL = "altLabel",
        DEFINITION = "definition",
        EXAMPLE = "example",
        SCOPE_NOTE = "scopeNote",
        NOTATION = "notation",
        EXACT_MATCH = "exactMatch",
        CLOSE_MATCH = "closeMatch",
        BROAD_MATCH = "broadMatch",
        NARROW_MATCH = "narrowMatch",
        RELATED_MATCH = "relatedMatch",
    }
}

vocabulary! {
    /// DCMI Metadata Terms.
    dcterms, "http://purl.org/dc/terms/", {
        TITLE = "title",
        DESCRIPTION = "description",
        CREATOR = "creator",
        LICENSE = "license",
        SOURCE = "source",
        CREATED = "created",
        MODIFIED = "modified",
        IDENTIFIER = "identifier",
        IS_PART_OF = "isPartOf",
        HAS_PART = "hasPart",
    }
}

vocabulary! {
    /// The Vocabulary of Interlinked Datasets.
    void, "http://rdfs.org/ns/void#", {
        DATASET = "Dataset",
        VOCABULARY = "vocabulary",
        TRIPLES = "triples",
        ENTITIES = "entities",
        DOCUMENTS = "documents",
        IN_DATASET = "inDataset",
        DATA_DUMP = "dataDump",
    }
}

vocabulary! {
    /// RDF.
    rdf, "http://www.w3.org/1999/02/22-rdf-syntax-ns#", {
        TYPE = "type",
        STATEMENT = "Statement",
        SUBJECT = "subject",
        PREDICATE = "predicate",
        OBJECT = "object",
        VALUE = "value",
        LANG_STRING = "langString",
        REIFIES = "reifies",
        PROPERTY = "Property",
        FIRST = "first",
        REST = "rest",
        NIL = "nil",
    }
}

vocabulary! {
    /// RDF Schema.
    rdfs, "http://www.w3.org/2000/01/rdf-schema#", {
        LABEL = "label",
        COMMENT = "comment",
        SUB_CLASS_OF = "subClassOf",
        SUB_PROPERTY_OF = "subPropertyOf",
        DOMAIN = "domain",
        RANGE = "range",
        IS_DEFINED_BY = "isDefinedBy",
        SEE_ALSO = "seeAlso",
        CLASS = "Class",
        DATATYPE = "Datatype",
    }
}

vocabulary! {
    /// XML Schema datatypes.
    xsd, "http://www.w3.org/2001/XMLSchema#", {
        STRING = "string",
        BOOLEAN = "boolean",
        INTEGER = "integer",
        DECIMAL = "decimal",
        DOUBLE = "double",
        DATE = "date",
        DATE_TIME = "dateTime",
        TIME = "time",
        G_YEAR = "gYear",
        G_YEAR_MONTH = "gYearMonth",
        G_MONTH_DAY = "gMonthDay",
        G_MONTH = "gMonth",
        G_DAY = "gDay",
        DURATION = "duration",
        NON_NEGATIVE_INTEGER = "nonNegativeInteger",
        ANY_URI = "anyURI",
    }
}

vocabulary! {
    /// OWL 2.
    owl, "http://www.w3.org/2002/07/owl#", {
        ONTOLOGY = "Ontology",
        CLASS = "Class",
        OBJECT_PROPERTY = "ObjectProperty",
        DATATYPE_PROPERTY = "DatatypeProperty",
        ANNOTATION_PROPERTY = "AnnotationProperty",
        NAMED_INDIVIDUAL = "NamedIndividual",
        IMPORTS = "imports",
        VERSION_IRI = "versionIRI",
        VERSION_INFO = "versionInfo",
    }
}
