#!/usr/bin/env python3
"""Reliability of the confidences of links and relations, and how often unknown names are left without a link:

    python3 calibration.py FOLDER QIDS

FOLDER holds the predictions of `eval.py run --out FOLDER`, QIDS the items of the knowledge base, one a line. A link is
judged where the corpus marks the same span with an item or as having none; a relation of KnowledgeNet where the passage
has a fact of a property that it can say; a relation of DWIE where both its ends are marked.
"""
import argparse
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
BENCHMARKS = ["msnbc", "reuters128", "rss500", "oke2015", "oke2016"]


def predictions(folder, name):
    with open(os.path.join(folder, name + ".pred.jsonl"), encoding="utf-8") as f:
        return {d["id"]: d for d in map(json.loads, f)}


def linked(record):
    """{(start, end): (QID, confidence)} of names and demonyms with a link."""
    entities = {e["id"]: e for e in record["entities"]}
    out = {}
    for m in record["mentions"]:
        e = entities.get(m["entity"], {})
        if m["kind"] in ("name", "demonym") and e.get("wikidata"):
            out[(m["start"], m["end"])] = (e["wikidata"], e["link_confidence"])
    return out


def links(folder, gold, kb):
    judged = {}
    nil = [0, 0]
    for name in BENCHMARKS:
        found = predictions(folder, name)
        for given, g in gold(name):
            own = linked(found[given["id"]])
            for x in g["links"]:
                hit = own.get((x["start"], x["end"]))
                if hit and not x["coref"] and not x["optional"] and not x["children"] and x["parent"] is None:
                    judged.setdefault(name, []).append((hit[1], hit[0] == x["qid"]))
    found = predictions(folder, "dwie")
    for given, g in gold("dwie"):
        own = linked(found[given["id"]])
        names = {(m["start"], m["end"]) for m in found[given["id"]]["mentions"] if m["kind"] == "name"}
        for x in g["links"]:
            span = (x["start"], x["end"])
            if not x["typed"] or not (x["nil"] or x["verified"]):
                continue
            known = x["qid"] in kb
            if not known and span in names:
                nil[0] += span not in own
                nil[1] += 1
            if span in own and not (x["nil"] and known):
                judged.setdefault("dwie", []).append((own[span][1], own[span][0] == x["qid"]))
    return judged, nil


def relations(folder, gold):
    from relation_groups import curie
    from score.relations import GROUP, SAYS, _standins, _touch
    judged = {"knowledgenet": [], "dwie": []}
    found = predictions(folder, "knowledgenet")
    for given, g in gold("knowledgenet"):
        record = found[given["id"]]
        mentions = {}
        for m in record["mentions"]:
            mentions.setdefault(m["entity"], []).append(m)
        present = {f["property"] for f in g["facts"]}
        for r in record["relations"]:
            p = curie(r["predicate"])
            says = [(q, r["subject"], r.get("object")) for q in SAYS.get(p, ())]
            says += [(q, r.get("object"), r["subject"]) for q in SAYS.get("^" + p, ())]
            hit = any(f["property"] == q and _touch(mentions.get(s, ()), a) and _touch(mentions.get(o, ()), b)
                      for f in g["facts"] for q, s, o in says for a, b in f["pairs"])
            if hit or any(q in present for q, _, _ in says):
                judged["knowledgenet"].append((r["confidence"], hit))
    found = predictions(folder, "dwie")
    for given, g in gold("dwie"):
        record = found[given["id"]]
        stand = _standins(g, record)
        pairs = {(x["h"], x["t"], x["group"]) for x in g["relations"]}
        for r in record["relations"]:
            p = curie(r["predicate"])
            a, b = stand.get(r["subject"]), stand.get(r.get("object"))
            group = GROUP.get(p) or GROUP.get("^" + p)
            if a is None or b is None or a == b or group is None:
                continue
            judged["dwie"].append((r["confidence"], (a, b, group) in pairs or (b, a, group) in pairs))
    return judged


def table(title, cases):
    print("\n| %s: confidence | cases | mean confidence | right |\n|---|---|---|---|" % title)
    for k in range(10):
        own = [(c, ok) for c, ok in cases if k / 10 <= c < (k + 1) / 10 or k == 9 and c == 1.0]
        if own:
            print("| %.1f–%.1f | %d | %.1f | %.1f |" % (
                k / 10, (k + 1) / 10, len(own), 100 * sum(c for c, _ in own) / len(own), 100 * sum(ok for _, ok in own) / len(own)))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("folder")
    p.add_argument("qids")
    p.add_argument("--eval", default=os.path.join(HERE, "..", "..", "shared", "eval"))
    a = p.parse_args()
    sys.path.insert(0, a.eval)
    sys.dont_write_bytecode = True
    from sets import load as gold

    with open(a.qids) as f:
        kb = set(f.read().split())
    judged, nil = links(a.folder, gold, kb)
    for name, cases in judged.items():
        print("%s: %d links on marked spans, right %.1f %%" % (name, len(cases), 100 * sum(ok for _, ok in cases) / len(cases)))
    print("dwie: %d names without an entry, left without a link %.1f %%" % (nil[1], 100 * nil[0] / max(nil[1], 1)))
    table("links", [c for cases in judged.values() for c in cases])
    for name, cases in relations(a.folder, gold).items():
        table("relations, " + name, cases)


if __name__ == "__main__":
    main()
