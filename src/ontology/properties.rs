//! The properties that relations between entities are stated with.

use super::macros::term_enum;
use super::{foaf, org, schema};

term_enum! {
    /// A property of a relation. The name is the prefixed one that annotations use.
    Property {
        /// A person's post, in words.
        JobTitle = "schema:jobTitle" => schema::JOB_TITLE,
        /// A person leads an organization, country or place.
        HeadOf = "org:headOf" => org::HEAD_OF,
        /// A person works for an organization or serves a country.
        WorksFor = "schema:worksFor" => schema::WORKS_FOR,
        /// A person belongs to a party, team, parliament or group.
        MemberOf = "schema:memberOf" => schema::MEMBER_OF,
        /// A person is a citizen of a country.
        Nationality = "schema:nationality" => schema::NATIONALITY,
        /// A person lives somewhere.
        HomeLocation = "schema:homeLocation" => schema::HOME_LOCATION,
        /// A person was born somewhere.
        BirthPlace = "schema:birthPlace" => schema::BIRTH_PLACE,
        /// How many years old a person is.
        Age = "foaf:age" => foaf::AGE,
        /// From a child to a parent.
        Parent = "schema:parent" => schema::PARENT,
        /// Between husband and wife.
        Spouse = "schema:spouse" => schema::SPOUSE,
        /// Between brothers and sisters.
        Sibling = "schema:sibling" => schema::SIBLING,
        /// A person studied or studies at a school or university.
        AlumniOf = "schema:alumniOf" => schema::ALUMNI_OF,
        /// From an organization to who founded it.
        Founder = "schema:founder" => schema::FOUNDER,
        /// From an organization to the larger one that it is a part of.
        ParentOrganization = "schema:parentOrganization" => schema::PARENT_ORGANIZATION,
        /// An organization has its seat somewhere.
        Location = "schema:location" => schema::LOCATION,
        /// A place lies in a larger one.
        ContainedInPlace = "schema:containedInPlace" => schema::CONTAINED_IN_PLACE,
    }
}

impl Property {
    /// The property that says the same from the object's side, where schema.org has one.
    #[must_use]
    pub const fn inverse(self) -> Option<oxigraph::model::NamedNodeRef<'static>> {
        match self {
            Self::Parent => Some(schema::CHILDREN),
            Self::Spouse => Some(schema::SPOUSE),
            Self::Sibling => Some(schema::SIBLING),
            Self::ParentOrganization => Some(schema::SUB_ORGANIZATION),
            _ => None,
        }
    }
}
