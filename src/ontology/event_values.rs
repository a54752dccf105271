//! The closed sets of values that annotations and graphs share: roles, factuality, qualifiers of counts, stances, and
//! the status of posts.

use super::macros::term_enum;
use super::{ng, sem};

term_enum! {
    /// What someone or something is to an event.
    Role {
        /// Who or what does or causes it.
        Agent = "agent" => ng::AGENT,
        /// Who or what it is done to or happens to.
        Patient = "patient" => ng::PATIENT,
        /// Who is given, told, sent or sold something.
        Recipient = "recipient" => ng::RECIPIENT,
        /// One of several who take part alike.
        Participant = "participant" => ng::PARTICIPANT,
        /// What the agent uses.
        Instrument = "instrument" => ng::INSTRUMENT,
        /// For whose good it is done.
        Beneficiary = "beneficiary" => ng::BENEFICIARY,
        /// What the talk, statement or vote is about.
        Topic = "topic" => ng::TOPIC,
        /// Where a movement starts.
        Origin = "origin" => ng::ORIGIN,
        /// Where a movement ends.
        Destination = "destination" => ng::DESTINATION,
        /// Where it happens.
        Place = "place" => sem::HAS_PLACE,
        /// The event that it is meant to bring about.
        Purpose = "purpose" => ng::PURPOSE,
        /// The event that is its reason.
        Cause = "cause" => ng::CAUSE,
    }
}

impl Role {
    /// Whether the role's property is a subproperty of `sem:hasActor`.
    #[must_use]
    pub const fn is_actor(self) -> bool {
        matches!(
            self,
            Self::Agent | Self::Patient | Self::Recipient | Self::Participant | Self::Instrument | Self::Beneficiary
        )
    }

    /// Whether the role holds places.
    #[must_use]
    pub const fn is_place(self) -> bool {
        matches!(self, Self::Origin | Self::Destination | Self::Place)
    }

    /// Whether the role holds events.
    #[must_use]
    pub const fn is_event(self) -> bool {
        matches!(self, Self::Purpose | Self::Cause)
    }
}

term_enum! {
    /// How real an article makes an event. Only [`Factuality::Happened`] lets the event class into `rdf:type`.
    Factuality {
        /// It is reported as having happened or as happening now.
        Happened = "Happened" => ng::HAPPENED,
        /// It did not happen, or a source denies it.
        Negated = "Negated" => ng::NEGATED,
        /// It is announced, scheduled or intended.
        Planned = "Planned" => ng::PLANNED,
        /// It may happen, or may have happened.
        Possible = "Possible" => ng::POSSIBLE,
        /// It depends on a condition.
        Conditional = "Conditional" => ng::CONDITIONAL,
        /// It is demanded, asked for or ordered.
        Requested = "Requested" => ng::REQUESTED,
    }
}

term_enum! {
    /// How an article limits a number.
    CountQualifier {
        /// The number as it stands.
        Exactly = "Exactly" => ng::EXACTLY,
        /// Near the number.
        About = "About" => ng::ABOUT_QUALIFIER,
        /// The number or more.
        AtLeast = "AtLeast" => ng::AT_LEAST,
        /// More than the number.
        MoreThan = "MoreThan" => ng::MORE_THAN,
        /// The number or less.
        AtMost = "AtMost" => ng::AT_MOST,
        /// Less than the number.
        LessThan = "LessThan" => ng::LESS_THAN,
        /// A little less than the number.
        Nearly = "Nearly" => ng::NEARLY,
    }
}

term_enum! {
    /// The stand of a source towards what it says.
    Stance {
        /// It is so.
        Affirms = "Affirms" => ng::AFFIRMS,
        /// It is not so.
        Denies = "Denies" => ng::DENIES,
        /// It must be done.
        Demands = "Demands" => ng::DEMANDS,
        /// The source will do it.
        Promises = "Promises" => ng::PROMISES,
        /// The source will do harm.
        Threatens = "Threatens" => ng::THREATENS,
        /// The source questions it or cannot confirm it.
        Doubts = "Doubts" => ng::DOUBTS,
    }
}

term_enum! {
    /// How a post or a relation stands in time, as seen from the article.
    Status {
        /// No longer.
        Former = "Former" => ng::FORMER,
        /// Now.
        Current = "Current" => ng::CURRENT,
        /// For the time being, in place of another.
        Acting = "Acting" => ng::ACTING,
        /// Settled but not begun.
        Designated = "Designated" => ng::DESIGNATED,
    }
}
