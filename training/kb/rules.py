"""The tables of corrections: kinds.tsv, types.tsv, overrides.tsv."""

import re
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).parent


def table(name, columns):
    """The rows of a table; lines that begin with # say what it is."""
    for number, line in enumerate((HERE / name).read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            cells = line.split("\t")
            if len(cells) != columns:
                raise SystemExit(f"{name}:{number}: {len(cells)} columns, but there must be {columns}")
            yield cells


class Kinds:
    """What an entry can be: (type, subtype, kind)."""

    def __init__(self):
        self.by_source = {(a, b): (c, d, e) for a, b, c, d, e in table("kinds.tsv", 5)}
        self.all = sorted(set(self.by_source.values()))

    def of(self, source):
        """The kind of `Type/Subtype` of the source, or None for "drop"."""
        if source == "drop":
            return None
        kind, subtype = source.split("/")
        return self.by_source[kind, subtype or "-"]

    def index(self, kind):
        return self.all.index(kind)

    def names(self):
        return ["\t".join(kind) for kind in self.all]


class Types:
    """types.tsv."""

    def __init__(self):
        self.rules = [(a.split("/"), field, re.compile(b), c) for a, field, b, c in table("types.tsv", 4)]

    def of(self, row):
        kind, subtype = row["type"], row["subtype"] or "-"
        for source, field, pattern, right in self.rules:
            if source[0] in ("*", kind) and (len(source) == 1 or source[1] == subtype) and pattern.search(row[field]):
                return right
        return f"{kind}/{subtype}"


class Change:
    """What overrides.tsv says of one entry."""

    def __init__(self):
        self.says = defaultdict(list)

    def value(self, what):
        return self.says[what][-1] if what in self.says else None

    def names(self, label, aliases):
        """The aliases after the changes."""
        gone = set(self.says.get("alias-", ()))
        old = [label] if self.value("label") not in (None, label) else []
        return [a for a in old + self.says.get("alias+", []) + aliases if a not in gone]


class Overrides:
    """overrides.tsv."""

    WHAT = {"label", "type", "alias+", "alias-", "description", "country", "weight", "drop"}

    def __init__(self):
        self.changes = defaultdict(Change)
        for qid, what, value, _source in table("overrides.tsv", 4):
            if what not in self.WHAT:
                raise SystemExit(f"overrides.tsv: {qid}: there is no {what}")
            self.changes[qid].says[what].append(value)

    def of(self, qid):
        return self.changes.get(qid) or Change()
