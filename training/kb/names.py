"""Which aliases are names that news use, and which are junk."""

import re
from collections import Counter, defaultdict
from pathlib import Path

from fold import CAPITALIZED, UPPER, case, fold
from rules import table

HERE = Path(__file__).parent
TITLE = re.compile(r"^(president|prime minister|senator|sen\.?|rep\.?|gov\.?|governor|mr\.?|mrs\.?|ms\.?|dr\.?|secretary( of state)?|"
                   r"congressman|congresswoman|chancellor|minister|general|vice president|first lady|sir|the)\s", re.I)
JUNK = re.compile(r"``|''|[\[\]<>{}=_\\/*#@:]|https?|^en:|\d{3,}.*\d|^\W+$")


class Names:
    """Cleans the names of entries."""

    def __init__(self, bodies):
        # Kinds of organizations.
        self.bodies = bodies
        lists = {what: {n for w, names in table("shorts.tsv", 2) if w == what for n in names.split("|")}
                 for what in ("keep", "never")}
        self.keep, self.never = lists["keep"], {fold(n) for n in lists["never"]}
        self.dropped = Counter()

    def clean(self, label, aliases, kind, row):
        """The aliases that are worth to have, each once by its folded form."""
        seen, kept = {fold(label)}, []
        # Of two spellings the one not all in capitals or small letters is the right one.
        spelled = {}
        for alias in aliases:
            key = fold(alias)
            better = len(key) > 5 and case(alias) == CAPITALIZED and case(spelled.get(key, alias)) != CAPITALIZED
            # "N.J." is a name, but "NJ" a code.
            if key not in spelled or better or kind[1] == "State" and alias.count(".") > 1:
                spelled[key] = alias
        for alias in aliases:
            key = fold(alias)
            if not key or key in seen:
                continue
            seen.add(key)
            alias = " ".join(spelled[key].split())
            why = self.junk(alias, key, kind)
            if why:
                self.dropped[why] += 1
            else:
                kept.append(alias)
        return kept

    def junk(self, alias, key, kind):
        """Why an alias is left out, or None."""
        if not key.isascii():
            return "other script"
        if key in self.never:
            return "never"
        if not any(c.isalpha() for c in key) or JUNK.search(alias):
            return "junk"
        if len(key) == 1:
            return "one letter"
        if alias in self.keep or kind[1] == "State" and alias.count(".") > 1:
            return None
        if len(key) == 2 and (kind[0] != "Organization" or case(alias) != UPPER):
            return "two letters"
        if len(key) == 3 and kind[0] == "Place" and case(alias) == UPPER:
            return "code"
        if kind[0] == "Person" and len(alias.split()) > 1 and TITLE.match(alias) and not alias.startswith("Sir "):
            return "title"
        if len(alias) > 90:
            return "long"
        return None

    def add_bodies(self, entries):
        """More names of organizations, from the program's own table: where its name is that of one entry only."""
        labels = defaultdict(list)
        for e in entries:
            if e:
                for name in (e.label, *e.aliases):
                    labels[fold(name)].append(e)
        path = HERE / "../../src/annotate/data/aliases.tsv"
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line or line.startswith("#"):
                continue
            name, others = line.split("\t")
            names = [name, *others.split("|")]
            found = [max(labels[fold(n)], key=lambda e: e.prior) for n in names if labels.get(fold(n))]
            found = [e for e in found if self.is_body(e)]
            if not found:
                continue
            best = max(found, key=lambda e: e.prior)
            have = {fold(n) for n in (best.label, *best.aliases)}
            for other in names:
                if fold(other) not in have:
                    have.add(fold(other))
                    best.aliases.append(other)

    def is_body(self, entry):
        return entry.kind in self.bodies
