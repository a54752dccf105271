"""How much of what annotated news name the knowledge base knows: measures only, nothing is learned from it.

    python recall.py [--data ../../../shared/data/dev] [--kb …] [--borders …]

For each set of links: the share of gold items that have an entry; the share of mentions of these whose text finds the item
among the candidates; the share where it is the first of them, by the prior alone.
"""

import argparse
import json
from collections import Counter
from pathlib import Path

from build import HERE, compiled
from fold import case, fold


def linking(path):
    """(text of the mention, QID number) of an ELEVANT file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        for label in article["labels"]:
            item = label["entity_id"]
            if item.startswith("Q") and item[1:].isdigit():
                start, end = label["span"]
                yield article["text"][start:end], int(item[1:])


def dwie(path):
    """The same of DWIE."""
    for article in json.loads(path.read_text(encoding="utf-8")):
        for cluster in article["vertexSet"]:
            for mention in cluster:
                item = mention.get("wikidata_eid") or ""
                if item.startswith("Q") and item[1:].isdigit():
                    yield mention["name"], int(item[1:])


def admits(stored, asked, folded):
    """`Case::admits` of src/kb/fold.rs."""
    if stored != 0:
        return True
    return asked == 0 if len(folded) <= 3 else asked in (0, 1) if len(folded) <= 6 else True


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=HERE / "../../../shared/data/dev")
    parser.add_argument("--kb", default=HERE / "../../../shared/data/kb/kb.tsv.zst")
    parser.add_argument("--borders", default=HERE / "work/package/src/data/borders.json")
    parser.add_argument("--misses", type=int, default=0, help="show so many of what is missed in each set")
    args = parser.parse_args()
    made = compiled(args.kb, args.borders)
    names = dict(made.postings)
    known = {e.qid for e in made.placed if e}
    sets = [(path, linking(path)) for path in sorted((args.data / "linking").glob("*.benchmark.jsonl"))]
    for path, pairs in [*sets, (args.data / "dwie/dev.json", dwie(args.data / "dwie/dev.json"))]:
        pairs = list(pairs)
        inside = [(text, qid) for text, qid in pairs if qid in known]
        found = first = 0
        missed, absent, beaten = Counter(), Counter(q for _, q in pairs if q not in known), Counter()
        for text, qid in inside:
            key = fold(text)
            candidates = [made.placed[i] for i, flags in names.get(key, ()) if admits(flags >> 1, case(text), key)]
            if any(c.qid == qid for c in candidates):
                found += 1
                first += candidates[0].qid == qid
                if candidates[0].qid != qid:
                    beaten[text, qid, candidates[0].qid, candidates[0].label] += 1
            else:
                missed[text, qid] += 1
        n = len(pairs)
        print(f"{path.parent.name}/{path.name.split('.')[0]}\t{n} links\tin kb {len(inside) / n:.1%}\tfound by name "
              f"{found / len(inside):.1%}\tfirst {first / len(inside):.1%}")
        for what, count in (("absent", absent), ("missed", missed), ("beaten", beaten)):
            if args.misses:
                print(what, count.most_common(args.misses))


if __name__ == "__main__":
    main()
