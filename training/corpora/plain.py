"""Running texts of the corpora that shipped weights may be made from, as (id, text): the program's own reading of them
teaches what no corpus marks (event classes, links), and a teacher's reading of them teaches the small encoder."""
import csv
import glob
import json
import os

from .coreference import _join, ecbplus
from .links import gum, knowledgenet


def texts(root):
    out = [(i, text) for i, text, _ in gum(root) + knowledgenet(root)]
    out += [(t.id, t.text) for t in ecbplus(root)]
    out += _redocred(root) + _geneva(root) + _re3d(root) + _causal_news(root)
    return [(i, text) for i, text in out if text.strip()]


def _redocred(root):
    out = []
    for part in ("dev", "test"):
        with open(os.path.join(root, "redocred", part + "_revised.json"), encoding="utf-8") as f:
            for k, row in enumerate(json.load(f)):
                out.append(("redocred/%s/%d" % (part, k), _join(row["sents"])[0]))
    return out


def geneva(root):
    """[(words, [(trigger words, frame)])], a sentence each; what is marked may not be all."""
    out, marked = [], {}
    with open(os.path.join(root, "geneva", "train_union.jsonl"), encoding="utf-8") as f:
        for line in f:
            row = json.loads(line)
            triggers = marked.setdefault(tuple(row["tokens"]), [])
            triggers += [(e["trigger"]["start"], e["trigger"]["end"], e["event_type"]) for e in row["event_mentions"]]
    for words, triggers in marked.items():
        out.append((list(words), sorted(set(triggers))))
    return out


def _geneva(root):
    return [("geneva/%d" % k, _join([words])[0]) for k, (words, _) in enumerate(geneva(root))]


def _re3d(root):
    out = []
    for path in sorted(glob.glob(os.path.join(root, "re3d", "*", "documents.json"))):
        with open(path, encoding="utf-8") as f:
            for line in f:
                row = json.loads(line)
                out.append(("re3d/" + row["_id"], row["text"]))
    return out


def _causal_news(root):
    with open(os.path.join(root, "causal_news", "train_subtask1.csv"), encoding="utf-8-sig") as f:
        return [("causal_news/" + row["index"], _join([row["text"].split()])[0]) for row in csv.DictReader(f)]
