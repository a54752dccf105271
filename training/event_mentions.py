#!/usr/bin/env python3
"""Scores of events by their mentions, which `eval.py` does not give:

    python3 event_mentions.py FOLDER

FOLDER holds the predictions of `eval.py run ecbplus wikievents --out FOLDER`. ECB+: coreference over the gold mentions
whose word heads an entry of the lexicon, and the predictions at such words. WikiEvents: every mention of an event taken
for a trigger of it, where `eval.py` takes the first one only.
"""
import glob
import json
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "shared", "eval"))

from score import coreference, events  # noqa: E402
from score.counting import match_by_overlap  # noqa: E402
from sets import load  # noqa: E402

POS = {"VERB": "v", "NOUN": "n", "PROPN": "n", "ADJ": "a"}


def lexicon():
    """{(lemma, first letter of the part of speech)} of the heads of all entries."""
    out = set()
    for path in glob.glob(os.path.join(HERE, "..", "ontology", "lexicon", "*.ttl")):
        with open(path, encoding="utf-8") as f:
            entries = re.split(r"\n(?=lex:[\w-]+ a ontolex:)", f.read())
        for entry in entries:
            form = re.search(r'canonicalForm \[ ontolex:writtenRep "([^"]+)"', entry)
            pos = re.search(r"partOfSpeech lexinfo:(\w+)", entry)
            if form and pos:
                own = re.search(r'ng:head "([^"]+)"', entry)
                words = form.group(1).split()
                head = own.group(1) if own else words[0 if pos.group(1) == "verb" else -1]
                out.add((head.lower(), pos.group(1)[0]))
    return out


def at_lexicon(record, words):
    """Spans of the words that head an entry."""
    out = []
    for t in record["tokens"]:
        own = {POS.get(t["upos"])} | ({"v"} if t["upos"] == "ADJ" and t.get("xpos") in ("VBN", "VBD", "VBG") else set())
        if any((t["lemma"].lower(), p) in words for p in own):
            out.append((t["start"], t["end"]))
    return out


def clusters(gold, record, words):
    spans = at_lexicon(record, words)
    near = lambda s: any(a < s["end"] and s["start"] < b for a, b in spans)
    kept = [[s for s in c if near(s)] for c in gold["event_clusters"]]
    kept = [c for c in kept if c]
    found = []
    for e in record["events"]:
        own = e.get("mentions") or [e["trigger"]]
        found.append([s for s in own if any(a <= s["start"] and s["end"] <= b for a, b in gold["windows"])])
    flat = [s for c in found for s in c]
    marks = [(s["start"], s["end"]) for c in kept for s in c]
    stand = {i: marks[j] for i, j in match_by_overlap(flat, [{"start": a, "end": b} for a, b in marks])}
    at, predicted = 0, []
    for c in found:
        if c:
            predicted.append(frozenset(stand.get(at + k, (s["start"], s["end"])) for k, s in enumerate(c)))
        at += len(c)
    return [frozenset((s["start"], s["end"]) for s in c) for c in kept], predicted


def predictions(folder, name):
    with open(os.path.join(folder, name + ".pred.jsonl"), encoding="utf-8") as f:
        return {d["id"]: d for d in map(json.loads, f)}


def by_mention(record):
    """The record with an event for each mention."""
    own = [{**e, "trigger": m} for e in record["events"] for m in e.get("mentions") or [e["trigger"]]]
    return {**record, "events": own}


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    folder, words, out = sys.argv[1], lexicon(), {}
    found = predictions(folder, "ecbplus")
    pairs = [clusters(gold, found[i["id"]], words) for i, gold in load("ecbplus") if i["id"] in found]
    drop = coreference._drop
    coreference._report(out, "", [(drop(g), drop(p)) for g, p in pairs])
    coreference._report(out, "all_", pairs)
    print("ecbplus, words of the lexicon:", {k: round(v, 1) for k, v in out.items() if k.endswith("conll_f1")})
    found = predictions(folder, "wikievents")
    scores = events.score([(i, gold, by_mention(found[i["id"]])) for i, gold in load("wikievents") if i["id"] in found])
    print("wikievents, every mention a trigger:", {k: scores[k] for k in ("trigger_r", "class_f1", "arg_recall", "role_recall")})


if __name__ == "__main__":
    main()
