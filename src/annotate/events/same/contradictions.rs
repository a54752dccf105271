//! What keeps two mentions from being one event: other times, other people, one real and the other not.

use super::pairs::{Fillers, Pairs, overlap};
use super::seen::Seen;
use crate::annotate::entities::Entity;
use crate::ontology::{EntityType, EventClass, Factuality, Role};

impl Pairs<'_> {
    /// False where two mentions cannot be one event: at other times, one real and the other not, said or done by others, or
    /// to others.
    pub(super) fn compatible(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.seen[a], &self.seen[b]);
        if let (Some(x), Some(y)) = (a.time, b.time)
            && x.value != y.value
            && overlap(x, y) == Some(false)
        {
            return false;
        }
        let is = |s: &Seen<'_>, f: Factuality| s.event.factuality == f;
        if is(a, Factuality::Negated) != is(b, Factuality::Negated) {
            return false;
        }
        // What is feared or asked for is not what has happened before, unless it is spoken of as known; nor has what was
        // feared or asked for before happened, where that is told. What was planned may have.
        let open = |s: &Seen<'_>| {
            let open = [Factuality::Possible, Factuality::Conditional, Factuality::Requested];
            open.contains(&s.event.factuality) && s.determined != "the"
        };
        if is(a, Factuality::Happened) && open(b) || open(a) && is(b, Factuality::Happened) && b.asserted {
            return false;
        }
        let communication =
            |s: &Seen<'_>| s.event.class.and_then(EventClass::branch) == Some(EventClass::Communication);
        let plain = |s: &Seen<'_>| s.event.class.is_none();
        if (communication(a) || plain(a)) && (communication(b) || plain(b)) && (communication(a) || communication(b)) {
            let said_alike = a.lemma == b.lemma || a.frame.is_some() && a.frame == b.frame;
            return said_alike && self.fillers(a, b, Role::Agent) == Fillers::Same;
        }
        !self.others_meet(a, b) && !self.others_suffer(a, b)
    }

    /// True where each side names somebody whom the other does not: other meetings.
    fn others_meet(&self, a: &Seen<'_>, b: &Seen<'_>) -> bool {
        let only = |s: &Seen<'_>, t: &Seen<'_>| -> Vec<usize> {
            s.entities(Role::Participant).filter(|&x| !t.entities(Role::Participant).any(|y| x == y)).collect()
        };
        let (first, second) = (only(a, b), only(b, a));
        let person = |e: &usize| {
            let entity = &self.layers.entities[*e];
            entity.entity_type == EntityType::Person && entity.is_named(self.layers.mentions)
        };
        !first.is_empty() && !second.is_empty() && (first.iter().any(person) || second.iter().any(person))
    }

    /// True where the same was done to others: counted groups, or persons with names, that are not the same.
    fn others_suffer(&self, a: &Seen<'_>, b: &Seen<'_>) -> bool {
        if a.sufferers.iter().any(|x| b.sufferers.contains(x)) {
            return false;
        }
        let entity = |e: usize| &self.layers.entities[e];
        let count = |e: &Entity| e.group.as_ref().and_then(|g| g.quantity).map(|q| self.layers.quantities[q].value);
        // "at least 18" in the headline, "18 people" and "27 others" in the text
        let agree = |x: usize, y: usize| {
            count(entity(x)).zip(count(entity(y))).is_some_and(|(m, n)| m.to_bits() == n.to_bits())
        };
        if a.sufferers.iter().any(|&x| b.sufferers.iter().any(|&y| agree(x, y))) {
            return false;
        }
        let contradict = |x: usize, y: usize| {
            let (x, y) = (entity(x), entity(y));
            let counted = |e: &Entity| count(e).is_some();
            let kind = |e: &Entity| e.group.as_ref().and_then(|g| g.member_type.clone());
            let person = |e: &Entity| {
                e.entity_type == EntityType::Person && e.label.contains(' ') && e.is_named(self.layers.mentions)
            };
            // "two gunmen", and "the assailant"
            let one = |e: &Entity| e.group.is_some() && !counted(e) && self.is_singular(e);
            let several = |e: &Entity| e.group.is_some() && !self.is_singular(e);
            let other_count = || count(x).zip(count(y)).is_some_and(|(m, n)| (m - n).abs() > 0.5);
            counted(x) && counted(y) && (other_count() || kind(x).zip(kind(y)).is_some_and(|(m, n)| m != n))
                || person(x) && (person(y) || several(y))
                || several(x) && (person(y) || one(y))
                || one(x) && several(y)
        };
        a.sufferers.iter().any(|&x| b.sufferers.iter().any(|&y| contradict(x, y)))
    }

    fn is_singular(&self, entity: &Entity) -> bool {
        let head = entity.mentions.first().map(|&m| self.layers.mentions[m].head);
        head.is_some_and(|h| self.layers.syntax.words()[h].xpos == "NN")
    }
}
