//! Titles and roles before people's names ("President", "Lt. Gen.", "US Secretary of State").

use std::collections::HashMap;
use std::sync::LazyLock;

use super::tables::{rows, values};
use super::{demonyms, subtypes};

/// The most words that a phrase of the table, or a place before a title, is looked for in, hyphens counted.
const LONGEST: usize = 7;

/// What a title is given for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TitleKind {
    /// A form of address: "Mr", "Sir".
    Honorific,
    /// A rank in an army or police: "Colonel".
    Military,
    /// An office of state or a role in politics: "President", "spokeswoman".
    Political,
    /// An office of a faith: "Bishop".
    Religious,
    /// A rank by birth or marriage: "Queen".
    Royal,
    /// A trade or a post outside politics: "professor", "striker".
    Professional,
}

impl TitleKind {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "honorific" => Self::Honorific,
            "military" => Self::Military,
            "political" => Self::Political,
            "religious" => Self::Religious,
            "royal" => Self::Royal,
            "professional" => Self::Professional,
            _ => return None,
        })
    }
}

/// What a phrase does before a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// A title, and how many words of the name must follow for it to be stripped.
    Title(TitleKind, usize),
    /// "former", "acting".
    Status,
    /// What an office is about: "foreign", "health".
    Field,
    /// Joins a title to what it is of: "of", "and".
    Link,
    /// Follows a name and is no word of it: "III", "Jr".
    Ordinal,
}

static ROLES: LazyLock<HashMap<&'static str, Role>> = LazyLock::new(|| {
    let mut roles = HashMap::new();
    for [kind, further, phrases] in rows(include_str!("data/titles.tsv")) {
        let role = match kind {
            "status" => Role::Status,
            "field" => Role::Field,
            "link" => Role::Link,
            "ordinal" => Role::Ordinal,
            _ => Role::Title(
                TitleKind::from_name(kind).expect("a test holds the table to the kinds"),
                further.parse().expect("a test holds the table to numbers"),
            ),
        };
        for phrase in values(phrases) {
            roles.entry(phrase).or_insert(role);
        }
    }
    roles
});

/// The kind of title that the words as a whole are, or `None`. Upper and lower case, hyphens and final full stops do
/// not count; "former" and the like may stand before the title.
#[must_use]
pub fn kind(words: &[&str]) -> Option<TitleKind> {
    let key = key(words)?;
    match ROLES.get(key.as_str()).copied().or_else(|| title_after_status(&key)) {
        Some(Role::Title(kind, _)) => Some(kind),
        _ => None,
    }
}

/// Whether a word alone is a title or role: "President", "Dr.", "ex-minister".
#[must_use]
pub fn is_title(word: &str) -> bool {
    kind(&[word]).is_some()
}

/// The longest title that the words begin with: how many of them it takes, and its kind.
#[must_use]
pub fn longest(words: &[&str]) -> Option<(usize, TitleKind)> {
    (1..=words.len().min(LONGEST)).rev().find_map(|count| kind(&words[..count]).map(|kind| (count, kind)))
}

/// How many of the first words of a person's name are titles, roles and what belongs to them, and can be stripped.
///
/// At least one word is left. A title by which people with one name are known stays: of "King Charles III" and "Pope
/// Francis" nothing is stripped, of "Crown Prince Mohammed bin Salman" two words are.
///
/// ```
/// use newsgraph::annotate::titles::leading;
///
/// assert_eq!(leading(&["US", "Secretary", "of", "State", "Antony", "Blinken"]), 4);
/// assert_eq!(leading(&["Prince", "William"]), 0);
/// ```
#[must_use]
pub fn leading(words: &[&str]) -> usize {
    let mut at = 0;
    let mut stripped = 0;
    // Words that the last title needs after it; and whether "of" or the like stands since then, without which a place
    // or field after a title belongs to the name ("Minister Israel Katz").
    let mut further = None;
    let mut linked = false;
    while at < words.len() {
        let (count, role) = step(&words[at..]);
        let before = &words[at..at + count];
        at += count;
        let needed = match role {
            Some(Role::Title(_, needed)) => {
                further = Some(needed);
                linked = false;
                Some(needed)
            }
            Some(Role::Status) if further.is_none() || linked => {
                before.iter().all(|word| !word.starts_with(char::is_uppercase)).then_some(1)
            }
            Some(Role::Field) if further.is_none() => None,
            Some(Role::Field) if linked => further,
            Some(Role::Link) if at > count => {
                linked = true;
                None
            }
            _ => break,
        };
        if needed.is_some_and(|needed| is_name(&words[at..], needed)) {
            stripped = at;
        }
    }
    stripped
}

/// What the words begin with, the longest phrase first, and how many words it takes. Places, demonyms and known
/// organizations do what fields do.
fn step(words: &[&str]) -> (usize, Option<Role>) {
    let longest = words.len().min(LONGEST);
    for count in (1..=longest).rev() {
        let phrase = &words[..count];
        if let Some(role) = role(phrase) {
            return (count, Some(role));
        }
        let name = phrase.join(" ");
        if subtypes::known(&name).is_some()
            || subtypes::canonical_place(&name).is_some()
            || subtypes::canonical_organization(&name).is_some()
            || demonyms::longest(phrase).is_some_and(|(taken, _)| taken == count)
        {
            return (count, Some(Role::Field));
        }
    }
    (1, None)
}

/// Whether the words can be a name of at least `needed` words.
fn is_name(words: &[&str], needed: usize) -> bool {
    let starts = words.first().is_some_and(|word| role(&[word]) != Some(Role::Link) && *word != "-");
    starts && words.iter().filter(|word| role(&[word]) != Some(Role::Ordinal)).count() >= needed
}

/// What the words as a whole do.
fn role(words: &[&str]) -> Option<Role> {
    let key = key(words)?;
    // "ex-president" is one word to its reader, "former president" two.
    let one_word = words.len() == 1 || words[1] == "-";
    ROLES.get(key.as_str()).copied().or_else(|| if one_word { title_after_status(&key) } else { None })
}

fn title_after_status(key: &str) -> Option<Role> {
    let (first, rest) = key.split_once(' ')?;
    let is_status = ROLES.get(first) == Some(&Role::Status);
    ROLES.get(rest).copied().filter(|role| is_status && matches!(role, Role::Title(..)))
}

/// The words as the table writes phrases, or `None` where a hyphen stands at the edge.
fn key(words: &[&str]) -> Option<String> {
    if words.first() == Some(&"-") || words.last() == Some(&"-") {
        return None;
    }
    let mut key = String::new();
    for part in words.iter().flat_map(|word| word.split('-')) {
        let part = part.strip_suffix('.').unwrap_or(part);
        if !part.is_empty() {
            if !key.is_empty() {
                key.push(' ');
            }
            key.extend(part.chars().map(|c| if c == '’' { '\'' } else { c }).flat_map(char::to_lowercase));
        }
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn words(text: &str) -> Vec<&str> {
        text.split_whitespace().collect()
    }

    #[test]
    fn stripped() {
        for (name, expected) in [
            ("President Joe Biden", "Joe Biden"),
            ("Prime Minister Rishi Sunak", "Rishi Sunak"),
            ("US Secretary of State Antony Blinken", "Antony Blinken"),
            ("U.S. Treasury Secretary Janet Yellen", "Janet Yellen"),
            ("UN Secretary - General António Guterres", "António Guterres"),
            ("UN Secretary-General António Guterres", "António Guterres"),
            ("Lt. Gen. Mark Hertling", "Mark Hertling"),
            ("Rev. Dr. Martin Luther King Jr.", "Martin Luther King Jr."),
            ("SEN. Bernie Sanders", "Bernie Sanders"),
            ("former President Obama", "Obama"),
            ("ex - President Sarkozy", "Sarkozy"),
            ("ex-President Sarkozy", "Sarkozy"),
            ("late Kofi Annan", "Kofi Annan"),
            ("South African President Cyril Ramaphosa", "Cyril Ramaphosa"),
            ("New York Mayor Eric Adams", "Eric Adams"),
            ("Foreign Minister Israel Katz", "Israel Katz"),
            ("Prime Minister Major", "Major"),
            ("Minister of Foreign Affairs Dmytro Kuleba", "Dmytro Kuleba"),
            ("President of Ukraine Volodymyr Zelensky", "Volodymyr Zelensky"),
            ("Secretary of State for Health Wes Streeting", "Wes Streeting"),
            ("Deputy Prime Minister Olha Stefanishyna", "Olha Stefanishyna"),
            ("White House Chief of Staff Ron Klain", "Ron Klain"),
            ("Crown Prince Mohammed bin Salman", "Mohammed bin Salman"),
            ("Sir Keir Starmer", "Keir Starmer"),
            ("Dr. King", "King"),
            ("President al-Sisi", "al-Sisi"),
            ("former King Charles", "King Charles"),
            // Nothing is stripped.
            ("Pope Francis", "Pope Francis"),
            ("Pope John Paul II", "Pope John Paul II"),
            ("King Charles III", "King Charles III"),
            ("Queen Elizabeth", "Queen Elizabeth"),
            ("Prince of Wales", "Prince of Wales"),
            ("Sheikh Hasina", "Sheikh Hasina"),
            ("Mother Teresa", "Mother Teresa"),
            ("Lady Gaga", "Lady Gaga"),
            ("Dean Martin", "Dean Martin"),
            ("Duke Ellington", "Duke Ellington"),
            ("Israel Katz", "Israel Katz"),
            ("Jordan Peterson", "Jordan Peterson"),
            ("Chad Smith", "Chad Smith"),
            ("Marine Le Pen", "Marine Le Pen"),
            ("Sri Mulyani", "Sri Mulyani"),
            ("Junior Seau", "Junior Seau"),
            ("President", "President"),
            ("Prime Minister", "Prime Minister"),
            ("Benjamin Netanyahu", "Benjamin Netanyahu"),
            ("", ""),
        ] {
            let name = words(name);
            assert_eq!(name[leading(&name)..].join(" "), expected, "{name:?}");
        }
    }

    #[test]
    fn kinds() {
        for (title, expected) in [
            ("President", Some(TitleKind::Political)),
            ("prime minister", Some(TitleKind::Political)),
            ("Secretary - General", Some(TitleKind::Political)),
            ("former president", Some(TitleKind::Political)),
            ("Lt. Col.", Some(TitleKind::Military)),
            ("Mr", Some(TitleKind::Honorific)),
            ("Ayatollah", Some(TitleKind::Religious)),
            ("crown prince", Some(TitleKind::Royal)),
            ("Professor", Some(TitleKind::Professional)),
            ("foreign", None),
            ("former", None),
            ("of", None),
            ("president of", None),
            ("Biden", None),
        ] {
            assert_eq!(kind(&words(title)), expected, "{title}");
        }
        assert!(is_title("Dr.") && is_title("ex-minister") && !is_title("iii"));
        assert_eq!(longest(&words("Vice President Kamala Harris")), Some((2, TitleKind::Political)));
        assert_eq!(longest(&words("Kamala Harris")), None);
    }

    #[test]
    fn the_table_is_well_formed() {
        let mut titles = BTreeSet::new();
        for [kind, further, phrases] in rows(include_str!("data/titles.tsv")) {
            assert!(further.parse::<usize>().is_ok(), "{kind} {further}");
            let is_title = TitleKind::from_name(kind).is_some();
            assert!(is_title || ["status", "field", "link", "ordinal"].contains(&kind), "{kind}");
            for phrase in values(phrases) {
                assert_eq!(phrase, phrase.to_lowercase());
                assert!(!phrase.contains(['-', '.']), "{phrase}");
                assert!(phrase.split(' ').count() <= LONGEST, "{phrase}");
                assert!(!is_title || titles.insert(phrase), "{phrase} stands twice");
            }
        }
    }
}
