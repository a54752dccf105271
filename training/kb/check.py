"""Checks fold.py against the cases that the program is tested with, and reads all tables."""

from pathlib import Path

from fold import case, fold
from names import Names
from rules import Kinds, Overrides, Types

CASES = ["Upper", "Capitalized", "Lower", "Mixed"]


def main():
    path = Path(__file__).parent / "../../src/kb/fold.tsv"
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, folded, written = line.split("\t")
            assert (fold(name), CASES[case(name)]) == (folded, written), (name, fold(name), CASES[case(name)])
    kinds = Kinds()
    for *_, right in Types().rules:
        kinds.of(right)
    for change in Overrides().changes.values():
        kinds.of(change.value("type") or "Place/-")
    Names(set())


if __name__ == "__main__":
    main()
