"""Corpora that mark names only: Re-DocRED, CrossNER, Broad Twitter Corpus, WNUT-17."""
import glob
import json
import os
import re

from .document import Document, Sentence, bio_spans, tags

UNMARKED = ["Event", "Work", "Product"]
DEMONYM = re.compile(r"^[A-Z]\w+(ians?|ish|ese|eans?|ch|[mr]icans?|raqis?|raelis?|stanis?|landers?|Dutch|Greek|Thai)$")
REDOCRED = {"PER": (["Person"], False), "ORG": (["Organization"], False), "LOC": (["Place"], False),
            "MISC": (UNMARKED, True)}
HELD_BACK = 100  # documents of Re-DocRED kept for measuring

CROSSNER = {"Person": "person politician writer scientist musicalartist researcher",
            "Organization": "organisation politicalparty band university", "Place": "location country",
            "Event": "election event conference", "Work": "book album song poem", "Product": "product programlang"}
CROSSNER = {fine: ([coarse], False) for coarse, fines in CROSSNER.items() for fine in fines.split()}
CROSSNER.update({"misc": (UNMARKED, True), "award": (UNMARKED, True), "academicjournal": (["Work", "Organization"], False),
                 "magazine": (["Work", "Organization"], False), "astronomicalobject": (["Place"], True)})
WNUT = {"person": (["Person"], False), "location": (["Place"], False), "corporation": (["Organization"], False),
        "group": (["Organization"], True), "product": (["Product"], True), "creative-work": (["Work"], True)}
BTC = {"PER": (["Person"], False), "ORG": (["Organization"], False), "LOC": (["Place"], False)}


def redocred(root, held_back=False):
    """Wikipedia introductions with complete names; LOC that are adjectives of nationality are left free."""
    rows = []
    for part in ("dev", "test"):
        with open(os.path.join(root, "redocred", part + "_revised.json"), encoding="utf-8") as f:
            rows += json.load(f)
    rows = rows[-HELD_BACK:] if held_back else rows[:-HELD_BACK]
    docs = []
    for row in rows:
        spans = [[] for _ in row["sents"]]
        adjectives = [set() for _ in row["sents"]]
        for cluster in row["vertexSet"]:
            for m in cluster:
                a, b = m["pos"]
                if m["type"] in REDOCRED and 0 <= a < b <= len(row["sents"][m["sent_id"]]):
                    words = row["sents"][m["sent_id"]][a:b]
                    if m["type"] != "PER" and b - a == 1 and DEMONYM.match(words[0]):
                        adjectives[m["sent_id"]].add(a)
                    else:
                        spans[m["sent_id"]].append((a, b) + REDOCRED[m["type"]])
        sentences = []
        for words, found, free in zip(row["sents"], spans, adjectives):
            words = [w.strip() or "-" for w in words]
            allowed = tags(len(words), _longest(found), [])
            for k in free:
                allowed[k] = None
            sentences.append(Sentence(words=words, names=allowed))
        docs.append(Document(row["title"], [sentences]))
    return docs


def _longest(spans):
    out = []
    for s in sorted(spans, key=lambda s: s[0] - s[1]):
        if all(s[1] <= t[0] or t[1] <= s[0] for t in out):
            out.append(s)
    return out


def crossner(root):
    docs = []
    for domain in ("politics", "literature", "music", "science", "ai"):
        for split in ("train", "dev", "test"):
            path = os.path.join(root, "crossner", domain, split + ".txt")
            docs += _columns(path, "crossner-" + domain, CROSSNER, 0, 1)
    return docs


def wnut17(root):
    return _columns(os.path.join(root, "wnut17", "wnut17train.conll"), "wnut17", WNUT, 0, 1, UNMARKED)


def btc(root):
    docs = []
    for path in sorted(glob.glob(os.path.join(root, "btc", "train_dev_test_conll", "*"))):
        docs += _columns(path, "btc", BTC, 0, 1, UNMARKED)
    return docs


def _columns(path, name, types, word, tag, elsewhere=()):
    """One document a sentence: they are shuffled. Types that are not in `types` are left free."""
    docs, words, labels = [], [], []
    with open(path, encoding="utf-8", errors="replace") as f:
        for line in list(f) + [""]:
            cells = line.split()
            if len(cells) > max(word, tag):
                words.append(cells[word])
                labels.append(cells[tag])
            elif words:
                found = bio_spans(labels)
                known = [(a, b) + types[t] for a, b, t in found if t in types]
                allowed = tags(len(words), known, list(elsewhere))
                for a, b, t in found:
                    if t not in types:
                        for k in range(a, b):
                            allowed[k] = None
                docs.append(Document(name, [[Sentence(words=words, names=allowed)]], contiguous=False))
                words, labels = [], []
    return docs
