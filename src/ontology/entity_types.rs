//! Types of entities: the eight that mentions have, and the finer ones that become classes in the graph.

use super::macros::term_enum;
use super::{ng, schema};

term_enum! {
    /// The type of a mention or an entity, as in the annotation format.
    EntityType {
        /// A person.
        Person = "Person" => schema::PERSON,
        /// An organization.
        Organization = "Organization" => schema::ORGANIZATION,
        /// A place.
        Place = "Place" => schema::PLACE,
        /// People named only by what or how many they are.
        Group = "Group" => ng::GROUP,
        /// An event with a name of its own, such as a war or a tournament.
        Event = "Event" => schema::EVENT,
        /// A book, film, law or other work.
        Work = "Work" => schema::CREATIVE_WORK,
        /// A product.
        Product = "Product" => schema::PRODUCT,
        /// Anything else.
        Other = "Other" => schema::THING,
    }
}

term_enum! {
    /// A finer type of an entity. The name is the local name of its class.
    Subtype {
        /// A ministry, parliament, court, council or agency.
        GovernmentOrganization = "GovernmentOrganization" => schema::GOVERNMENT_ORGANIZATION,
        /// A newspaper, broadcaster, news agency or news site.
        NewsMediaOrganization = "NewsMediaOrganization" => schema::NEWS_MEDIA_ORGANIZATION,
        /// A company.
        Corporation = "Corporation" => schema::CORPORATION,
        /// A company that flies passengers or goods.
        Airline = "Airline" => schema::AIRLINE,
        /// A sports team or club.
        SportsTeam = "SportsTeam" => schema::SPORTS_TEAM,
        /// A league, federation or other body of sport.
        SportsOrganization = "SportsOrganization" => schema::SPORTS_ORGANIZATION,
        /// A school or other body that teaches.
        EducationalOrganization = "EducationalOrganization" => schema::EDUCATIONAL_ORGANIZATION,
        /// A university or college.
        CollegeOrUniversity = "CollegeOrUniversity" => schema::COLLEGE_OR_UNIVERSITY,
        /// A body that does research.
        ResearchOrganization = "ResearchOrganization" => schema::RESEARCH_ORGANIZATION,
        /// A health service, clinic group or similar.
        MedicalOrganization = "MedicalOrganization" => schema::MEDICAL_ORGANIZATION,
        /// A non-governmental organization.
        Ngo = "NGO" => schema::NGO,
        /// A trade union.
        WorkersUnion = "WorkersUnion" => schema::WORKERS_UNION,
        /// A band or orchestra.
        MusicGroup = "MusicGroup" => schema::MUSIC_GROUP,
        /// A body that fights with arms outside the forces of a state.
        ArmedGroup = "ArmedGroup" => ng::ARMED_GROUP,
        /// A political party.
        PoliticalParty = "PoliticalParty" => ng::POLITICAL_PARTY,
        /// An army, police or intelligence service.
        SecurityForce = "SecurityForce" => ng::SECURITY_FORCE,
        /// A body of states.
        IntergovernmentalOrganization = "IntergovernmentalOrganization" => ng::INTERGOVERNMENTAL_ORGANIZATION,
        /// A country or a territory that news treats as one.
        Country = "Country" => schema::COUNTRY,
        /// A city, town or village.
        City = "City" => schema::CITY,
        /// A state of a federation.
        State = "State" => schema::STATE,
        /// A province, district, region or other part of a country.
        AdministrativeArea = "AdministrativeArea" => schema::ADMINISTRATIVE_AREA,
        /// A continent.
        Continent = "Continent" => schema::CONTINENT,
        /// A sea, lake, river or strait whose kind is not known.
        BodyOfWater = "BodyOfWater" => schema::BODY_OF_WATER,
        /// A river.
        RiverBodyOfWater = "RiverBodyOfWater" => schema::RIVER_BODY_OF_WATER,
        /// A lake.
        LakeBodyOfWater = "LakeBodyOfWater" => schema::LAKE_BODY_OF_WATER,
        /// A sea.
        SeaBodyOfWater = "SeaBodyOfWater" => schema::SEA_BODY_OF_WATER,
        /// A mountain or range.
        Mountain = "Mountain" => schema::MOUNTAIN,
        /// Another natural feature.
        Landform = "Landform" => schema::LANDFORM,
        /// An airport or air base.
        Airport = "Airport" => schema::AIRPORT,
        /// A hospital or clinic.
        Hospital = "Hospital" => schema::HOSPITAL,
        /// A public building or facility.
        CivicStructure = "CivicStructure" => schema::CIVIC_STRUCTURE,
        /// A place of worship.
        PlaceOfWorship = "PlaceOfWorship" => schema::PLACE_OF_WORSHIP,
        /// A landmark or historical building.
        LandmarksOrHistoricalBuildings = "LandmarksOrHistoricalBuildings" => schema::LANDMARKS_OR_HISTORICAL_BUILDINGS,
    }
}

impl Subtype {
    /// The type that this is a finer type of.
    #[must_use]
    pub fn entity_type(self) -> EntityType {
        // The organizations stand before the places in the declaration; a test holds every value to it.
        if self < Self::Country { EntityType::Organization } else { EntityType::Place }
    }
}
