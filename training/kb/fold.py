"""Names as the knowledge base compares them; `src/kb/fold.rs` does the same, and `src/kb/fold.tsv` holds cases for both."""

import unicodedata

SPECIAL = {
    "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n", "ə": "a", "ĸ": "k",
    "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "&": " and ",
}
# Marks that are left out, so that what stands around them grows together: "U.S.", "Sana'a", "O’Brien".
DROPPED = set(".'’‘ʼʻʾʿ`´ʹ′ˈ·\u00ad\u200b\u200c\u200d\u200e\u200f")


def fold(name):
    """Lower case, no accents, one space between words, no "the" before; letters that stand alone are joined."""
    words = []
    word = []
    for c in unicodedata.normalize("NFKD", name).lower():
        if c in DROPPED or unicodedata.combining(c):
            continue
        for d in SPECIAL.get(c, c):
            if d.isalnum():
                word.append(d)
            elif word:
                words.append("".join(word))
                word = []
    if word:
        words.append("".join(word))
    joined = []
    previous_single = False
    for w in words:
        single = len(w) == 1 and w.isalpha()
        if single and previous_single:
            joined[-1] += w
        else:
            joined.append(w)
        previous_single = single
    if len(joined) > 1 and joined[0] == "the":
        joined.pop(0)
    return " ".join(joined)


UPPER, CAPITALIZED, LOWER, MIXED = range(4)


def case(name):
    """How a name is written: all in capitals, capitalized, all small, or small at the beginning and capitals later."""
    letters = [c for c in name.removeprefix("the ").removeprefix("The ") if c.isalpha()]
    small = any(c.islower() for c in letters)
    capital = any(c.isupper() for c in letters)
    if not small and capital:
        return UPPER
    if not capital:
        return LOWER
    first = letters[0]
    return CAPITALIZED if first.isupper() else MIXED
