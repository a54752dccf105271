//! The tree of event classes, as a type: [`EventClass`].

use std::fmt;

use oxigraph::model::NamedNodeRef;

use super::ng;

/// Makes the enum and its tables out of `Class < Parent` lines.
macro_rules! event_classes {
    ($($name:ident < $parent:ident,)+) => {
        /// A class of the event tree of `ontology/newsgraph.ttl`, from [`EventClass::Event`] down. Copyable, and
        /// ordered as in the ontology: a branch, then what is under it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum EventClass {
            /// `ng:Event`, the root: an event of no known class.
            Event,
            $(
                #[doc = concat!("`ng:", stringify!($name), "`, under `ng:", stringify!($parent), "`")]
                $name,
            )+
        }

        impl EventClass {
            const ALL: &'static [Self] = &[Self::Event, $(Self::$name),+];

            /// The local name of the class, such as `Attack`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    Self::Event => "Event",
                    $(Self::$name => stringify!($name),)+
                }
            }

            /// The IRI of the class.
            #[must_use]
            pub const fn iri(self) -> NamedNodeRef<'static> {
                match self {
                    Self::Event => ng::EVENT,
                    $(Self::$name => NamedNodeRef::new_unchecked(concat!(
                        "https://w3id.org/newsgraph/ontology#",
                        stringify!($name)
                    )),)+
                }
            }

            /// The class right above; `None` for [`EventClass::Event`].
            #[must_use]
            pub const fn parent(self) -> Option<Self> {
                match self {
                    Self::Event => None,
                    $(Self::$name => Some(Self::$parent),)+
                }
            }
        }
    };
}

event_classes! {
    Conflict < Event,
    Attack < Conflict,
    Shooting < Attack,
    Bombing < Attack,
    Airstrike < Attack,
    Shelling < Attack,
    VehicleRamming < Attack,
    Raid < Attack,
    Assassination < Attack,
    Offensive < Conflict,
    Clash < Conflict,
    War < Conflict,
    Ceasefire < Conflict,
    CeasefireExtension < Conflict,
    Withdrawal < Conflict,
    Mobilization < Conflict,
    Harm < Event,
    Killing < Harm,
    Death < Harm,
    Injury < Harm,
    Kidnapping < Harm,
    Displacement < Harm,
    Destruction < Harm,
    Justice < Event,
    Arrest < Justice,
    Detention < Justice,
    Release < Justice,
    Charge < Justice,
    Trial < Justice,
    Conviction < Justice,
    Sentencing < Justice,
    Investigation < Justice,
    Execution < Justice,
    Lawsuit < Justice,
    Diplomacy < Event,
    Meeting < Diplomacy,
    Visit < Diplomacy,
    Negotiation < Diplomacy,
    Mediation < Diplomacy,
    Agreement < Diplomacy,
    Treaty < Diplomacy,
    Sanction < Diplomacy,
    Recognition < Diplomacy,
    Politics < Event,
    Election < Politics,
    Vote < Politics,
    Appointment < Politics,
    Resignation < Politics,
    Dismissal < Politics,
    Legislation < Politics,
    Protest < Politics,
    Strike < Politics,
    Coup < Politics,
    Aid < Event,
    AidDelivery < Aid,
    Rescue < Aid,
    Evacuation < Aid,
    Communication < Event,
    Statement < Communication,
    Announcement < Communication,
    Demand < Communication,
    Promise < Communication,
    Threat < Communication,
    Denial < Communication,
    ResponsibilityClaim < Communication,
    PressConference < Communication,
    Interview < Communication,
    Business < Event,
    Acquisition < Business,
    Investment < Business,
    Hiring < Business,
    Layoff < Business,
    Bankruptcy < Business,
    ProductLaunch < Business,
    EarningsReport < Business,
    Contract < Business,
    Life < Event,
    Birth < Life,
    Marriage < Life,
    Divorce < Life,
    Award < Life,
    Disaster < Event,
    Earthquake < Disaster,
    Flood < Disaster,
    Storm < Disaster,
    Wildfire < Disaster,
    Accident < Disaster,
    Explosion < Disaster,
    Outbreak < Disaster,
    Movement < Event,
    Travel < Movement,
    Arrival < Movement,
    Departure < Movement,
    Transfer < Movement,
    Contest < Event,
    Match < Contest,
    Win < Contest,
}

impl EventClass {
    /// Every class, the root first, in the order of the ontology.
    #[must_use]
    pub const fn all() -> &'static [Self] {
        Self::ALL
    }

    /// The class with that local name, or `None` where there is none; upper and lower case count.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|class| class.name() == name)
    }

    /// The class with that IRI, or `None` where there is none.
    #[must_use]
    pub fn from_iri(iri: NamedNodeRef<'_>) -> Option<Self> {
        iri.as_str().strip_prefix(ng::NAMESPACE).and_then(Self::from_name)
    }

    /// Whether this class is `other` or lies under it.
    #[must_use]
    pub fn is_a(self, other: Self) -> bool {
        self.lineage().any(|class| class == other)
    }

    /// This class, its parent, and so on up to [`EventClass::Event`].
    pub fn lineage(self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |class| class.parent())
    }

    /// The top branch that this class is in, such as [`EventClass::Conflict`]; `None` for [`EventClass::Event`].
    #[must_use]
    pub fn branch(self) -> Option<Self> {
        self.lineage().find(|class| class.parent() == Some(Self::Event))
    }
}

impl fmt::Display for EventClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tree() {
        for (class, other, is_a) in [
            (EventClass::Shooting, EventClass::Attack, true),
            (EventClass::Shooting, EventClass::Conflict, true),
            (EventClass::Shooting, EventClass::Event, true),
            (EventClass::Shooting, EventClass::Shooting, true),
            (EventClass::Attack, EventClass::Shooting, false),
            (EventClass::Meeting, EventClass::Conflict, false),
        ] {
            assert_eq!(class.is_a(other), is_a, "{class} is a {other}");
        }
        assert_eq!(EventClass::Shooting.branch(), Some(EventClass::Conflict));
        assert_eq!(EventClass::Conflict.branch(), Some(EventClass::Conflict));
        assert_eq!(EventClass::Event.branch(), None);
    }

    #[test]
    fn names_and_iris_lead_back() {
        for &class in EventClass::all() {
            assert_eq!(EventClass::from_name(class.name()), Some(class));
            assert_eq!(EventClass::from_iri(class.iri()), Some(class));
        }
        assert_eq!(EventClass::from_name("attack"), None);
        assert_eq!(EventClass::from_iri(NamedNodeRef::new_unchecked("https://schema.org/Event")), None);
    }
}
