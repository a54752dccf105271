//! Constants for the terms of every vocabulary, one module each.
//!
//! A constant is the local name in capitals; where a class and a property differ in case alone, the class's ends in
//! `_CLASS`.

use super::macros::vocabulary;

vocabulary! {
    /// The newsgraph ontology; the classes of the event tree are `EventClass`.
    ng, "https://w3id.org/newsgraph/ontology#", {
        EVENT = "Event",
        ARMED_GROUP = "ArmedGroup",
        POLITICAL_PARTY = "PoliticalParty",
        SECURITY_FORCE = "SecurityForce",
        INTERGOVERNMENTAL_ORGANIZATION = "IntergovernmentalOrganization",
        GROUP = "Group",
        MENTION = "Mention",
        CLAIM = "Claim",
        EVENT_TYPE = "eventType",
        FACTUALITY = "factuality",
        ROLESET = "roleset",
        TRIGGER = "trigger",
        AGENT = "agent",
        PATIENT = "patient",
        RECIPIENT = "recipient",
        PARTICIPANT = "participant",
        INSTRUMENT = "instrument",
        BENEFICIARY = "beneficiary",
        TOPIC = "topic",
        ORIGIN = "origin",
        DESTINATION = "destination",
        PURPOSE = "purpose",
        CAUSE = "cause",
        PART_OF_EVENT = "partOfEvent",
        BEFORE = "before",
        AFTER = "after",
        CAUSED_BY = "causedBy",
        DURATION = "duration",
        TIMEX_VALUE = "timexValue",
        COUNT = "count",
        COUNT_QUALIFIER = "countQualifier",
        COUNT_MIN = "countMin",
        COUNT_MAX = "countMax",
        MEMBER_TYPE = "memberType",
        NATIONALITY = "nationality",
        AFFILIATION = "affiliation",
        PART_OF = "partOf",
        PERCENTAGE = "percentage",
        ATTRIBUTED_TO = "attributedTo",
        CUE = "cue",
        STANCE = "stance",
        ADDRESSEE = "addressee",
        MEDIUM = "medium",
        ABOUT = "about",
        SOURCE_SPAN = "sourceSpan",
        CUE_SPAN = "cueSpan",
        CONTENT_SPAN = "contentSpan",
        ANONYMOUS = "anonymous",
        CLOSE_TO = "closeTo",
        STATUS = "status",
        LINK_CONFIDENCE = "linkConfidence",
        DIFFERENT_FROM = "differentFrom",
        CONFIDENCE = "confidence",
        TEXT_HASH = "textHash",
        NEAR_DUPLICATE_OF = "nearDuplicateOf",
        HAPPENED = "Happened",
        NEGATED = "Negated",
        PLANNED = "Planned",
        POSSIBLE = "Possible",
        CONDITIONAL = "Conditional",
        REQUESTED = "Requested",
        EXACTLY = "Exactly",
        ABOUT_QUALIFIER = "About",
        AT_LEAST = "AtLeast",
        MORE_THAN = "MoreThan",
        AT_MOST = "AtMost",
        LESS_THAN = "LessThan",
        NEARLY = "Nearly",
        AFFIRMS = "Affirms",
        DENIES = "Denies",
        DEMANDS = "Demands",
        PROMISES = "Promises",
        THREATENS = "Threatens",
        DOUBTS = "Doubts",
        FORMER = "Former",
        CURRENT = "Current",
        ACTING = "Acting",
        DESIGNATED = "Designated",
        PATTERN_CLASS = "Pattern",
        WORD_LIST = "WordList",
        PATTERN = "pattern",
        MAPS = "maps",
        LABEL = "label",
        PREPOSITION = "preposition",
        ROLE = "role",
        NO_ROLE = "noRole",
        REQUIRES = "requires",
        REJECTS = "rejects",
        TYPE = "type",
        LIST = "list",
        WITH = "with",
        WITH_ANY = "withAny",
        NOT_WITH = "notWith",
        RELATION = "relation",
        LEMMA = "lemma",
        HEAD = "head",
        MODIFIER_OF = "modifierOf",
        SUPPORT = "support",
        SUBJECT = "subject",
        OBJECT = "object",
        TRIGGER_RELATION = "triggerRelation",
        ACCEPT_EXAMPLE = "acceptExample",
        REJECT_EXAMPLE = "rejectExample",
    }
}

vocabulary! {
    /// schema.org.
    schema, "https://schema.org/", {
        THING = "Thing",
        PERSON = "Person",
        ORGANIZATION = "Organization",
        PLACE = "Place",
        EVENT = "Event",
        CREATIVE_WORK = "CreativeWork",
        PRODUCT = "Product",
        NEWS_ARTICLE = "NewsArticle",
        CLAIM = "Claim",
        QUOTATION = "Quotation",
        MONETARY_AMOUNT = "MonetaryAmount",
        GOVERNMENT_ORGANIZATION = "GovernmentOrganization",
        NEWS_MEDIA_ORGANIZATION = "NewsMediaOrganization",
        CORPORATION = "Corporation",
        AIRLINE = "Airline",
        SPORTS_TEAM = "SportsTeam",
        SPORTS_ORGANIZATION = "SportsOrganization",
        EDUCATIONAL_ORGANIZATION = "EducationalOrganization",
        COLLEGE_OR_UNIVERSITY = "CollegeOrUniversity",
        RESEARCH_ORGANIZATION = "ResearchOrganization",
        MEDICAL_ORGANIZATION = "MedicalOrganization",
        NGO = "NGO",
        WORKERS_UNION = "WorkersUnion",
        MUSIC_GROUP = "MusicGroup",
        COUNTRY = "Country",
        CITY = "City",
        STATE = "State",
        ADMINISTRATIVE_AREA = "AdministrativeArea",
        CONTINENT = "Continent",
        BODY_OF_WATER = "BodyOfWater",
        RIVER_BODY_OF_WATER = "RiverBodyOfWater",
        LAKE_BODY_OF_WATER = "LakeBodyOfWater",
        SEA_BODY_OF_WATER = "SeaBodyOfWater",
        MOUNTAIN = "Mountain",
        LANDFORM = "Landform",
        AIRPORT = "Airport",
        HOSPITAL = "Hospital",
        CIVIC_STRUCTURE = "CivicStructure",
        PLACE_OF_WORSHIP = "PlaceOfWorship",
        LANDMARKS_OR_HISTORICAL_BUILDINGS = "LandmarksOrHistoricalBuildings",
        HEADLINE = "headline",
        DATE_PUBLISHED = "datePublished",
        DATE_MODIFIED = "dateModified",
        AUTHOR = "author",
        PUBLISHER = "publisher",
        URL = "url",
        IN_LANGUAGE = "inLanguage",
        CONTENT_LOCATION = "contentLocation",
        MENTIONS = "mentions",
        ABOUT = "about",
        TEXT = "text",
        NAME = "name",
        START_DATE = "startDate",
        END_DATE = "endDate",
        JOB_TITLE = "jobTitle",
        WORKS_FOR = "worksFor",
        MEMBER_OF = "memberOf",
        NATIONALITY = "nationality",
        HOME_LOCATION = "homeLocation",
        PARENT = "parent",
        CHILDREN = "children",
        SPOUSE = "spouse",
        SIBLING = "sibling",
        BIRTH_PLACE = "birthPlace",
        BIRTH_DATE = "birthDate",
        DEATH_DATE = "deathDate",
        GENDER = "gender",
        LOCATION = "location",
        CONTAINED_IN_PLACE = "containedInPlace",
        SUB_ORGANIZATION = "subOrganization",
        PARENT_ORGANIZATION = "parentOrganization",
        FOUNDER = "founder",
        ALUMNI_OF = "alumniOf",
        AFFILIATION = "affiliation",
        CURRENCY = "currency",
        VALUE = "value",
        MIN_VALUE = "minValue",
        MAX_VALUE = "maxValue",
        UNIT_TEXT = "unitText",
        SOFTWARE_VERSION = "softwareVersion",
    }
}

vocabulary! {
    /// The Simple Event Model.
    sem, "http://semanticweb.cs.vu.nl/2009/11/sem/", {
        EVENT = "Event",
        EVENT_TYPE_CLASS = "EventType",
        ACTOR = "Actor",
        PLACE = "Place",
        TIME = "Time",
        HAS_ACTOR = "hasActor",
        HAS_PLACE = "hasPlace",
        HAS_TIME = "hasTime",
        EVENT_TYPE = "eventType",
        EVENT_PROPERTY = "eventProperty",
        SUB_EVENT_OF = "subEventOf",
        HAS_SUB_EVENT = "hasSubEvent",
        ACCORDING_TO = "accordingTo",
        HAS_TIME_STAMP = "hasTimeStamp",
        HAS_BEGIN_TIME_STAMP = "hasBeginTimeStamp",
        HAS_END_TIME_STAMP = "hasEndTimeStamp",
        HAS_EARLIEST_BEGIN_TIME_STAMP = "hasEarliestBeginTimeStamp",
        HAS_LATEST_BEGIN_TIME_STAMP = "hasLatestBeginTimeStamp",
        HAS_EARLIEST_END_TIME_STAMP = "hasEarliestEndTimeStamp",
        HAS_LATEST_END_TIME_STAMP = "hasLatestEndTimeStamp",
    }
}

vocabulary! {
    /// The Grounded Annotation Framework.
    gaf, "http://groundedannotationframework.org/gaf#", {
        DENOTED_BY = "denotedBy",
        DENOTES = "denotes",
    }
}

vocabulary! {
    /// The core of the NLP Interchange Format 2.0.
    nif, "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#", {
        CONTEXT = "Context",
        STRING = "String",
        RFC5147_STRING = "RFC5147String",
        OFFSET_BASED_STRING = "OffsetBasedString",
        STRUCTURE = "Structure",
        SENTENCE_CLASS = "Sentence",
        PHRASE = "Phrase",
        WORD_CLASS = "Word",
        PARAGRAPH = "Paragraph",
        TITLE = "Title",
        IS_STRING = "isString",
        ANCHOR_OF = "anchorOf",
        BEGIN_INDEX = "beginIndex",
        END_INDEX = "endIndex",
        REFERENCE_CONTEXT = "referenceContext",
        SENTENCE = "sentence",
        WORD = "word",
        NEXT_WORD = "nextWord",
        PREVIOUS_WORD = "previousWord",
        NEXT_SENTENCE = "nextSentence",
        PREVIOUS_SENTENCE = "previousSentence",
        SUB_STRING = "subString",
        SUPER_STRING = "superString",
        LEMMA = "lemma",
        POS_TAG = "posTag",
        DEPENDENCY = "dependency",
        DEPENDENCY_RELATION_TYPE = "dependencyRelationType",
        SOURCE_URL = "sourceUrl",
        PRED_LANG = "predLang",
        BEFORE = "before",
        AFTER = "after",
    }
}

vocabulary! {
    /// The Internationalization Tag Set 2.0 in RDF.
    itsrdf, "http://www.w3.org/2005/11/its/rdf#", {
        TA_IDENT_REF = "taIdentRef",
        TA_CLASS_REF = "taClassRef",
        TA_CONFIDENCE = "taConfidence",
        TA_ANNOTATORS_REF = "taAnnotatorsRef",
        TA_SOURCE = "taSource",
    }
}

vocabulary! {
    /// The W3C provenance ontology.
    prov, "http://www.w3.org/ns/prov#", {
        ACTIVITY = "Activity",
        AGENT = "Agent",
        ENTITY = "Entity",
        SOFTWARE_AGENT = "SoftwareAgent",
        WAS_GENERATED_BY = "wasGeneratedBy",
        WAS_ATTRIBUTED_TO = "wasAttributedTo",
        WAS_DERIVED_FROM = "wasDerivedFrom",
        HAD_PRIMARY_SOURCE = "hadPrimarySource",
        WAS_ASSOCIATED_WITH = "wasAssociatedWith",
        USED = "used",
        VALUE = "value",
        STARTED_AT_TIME = "startedAtTime",
        ENDED_AT_TIME = "endedAtTime",
        GENERATED_AT_TIME = "generatedAtTime",
        ALTERNATE_OF = "alternateOf",
    }
}

vocabulary! {
    /// OWL-Time.
    time, "http://www.w3.org/2006/time#", {
        TEMPORAL_ENTITY = "TemporalEntity",
        INSTANT = "Instant",
        INTERVAL = "Interval",
        PROPER_INTERVAL = "ProperInterval",
        HAS_TIME = "hasTime",
        HAS_BEGINNING = "hasBeginning",
        HAS_END = "hasEnd",
        IN_XSD_DATE = "inXSDDate",
        IN_XSD_DATE_TIME_STAMP = "inXSDDateTimeStamp",
        IN_XS_DG_YEAR = "inXSDgYear",
        IN_XS_DG_YEAR_MONTH = "inXSDgYearMonth",
        HAS_XSD_DURATION = "hasXSDDuration",
        BEFORE = "before",
        AFTER = "after",
    }
}

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
    /// The W3C organization ontology.
    org, "http://www.w3.org/ns/org#", {
        ORGANIZATION_CLASS = "Organization",
        MEMBERSHIP = "Membership",
        ROLE_CLASS = "Role",
        POST = "Post",
        MEMBER = "member",
        ORGANIZATION = "organization",
        ROLE = "role",
        MEMBER_DURING = "memberDuring",
        MEMBER_OF = "memberOf",
        HAS_MEMBER = "hasMember",
        HAS_MEMBERSHIP = "hasMembership",
        HEAD_OF = "headOf",
        HOLDS = "holds",
        HELD_BY = "heldBy",
        POST_IN = "postIn",
        SUB_ORGANIZATION_OF = "subOrganizationOf",
    }
}

vocabulary! {
    /// `GeoSPARQL`.
    geo, "http://www.opengis.net/ont/geosparql#", {
        FEATURE = "Feature",
        GEOMETRY = "Geometry",
        HAS_GEOMETRY = "hasGeometry",
        AS_WKT = "asWKT",
        WKT_LITERAL = "wktLiteral",
    }
}

vocabulary! {
    /// Friend of a Friend.
    foaf, "http://xmlns.com/foaf/0.1/", {
        PERSON = "Person",
        ORGANIZATION = "Organization",
        GROUP = "Group",
        AGENT = "Agent",
        AGE = "age",
        NAME = "name",
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
