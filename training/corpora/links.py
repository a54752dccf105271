"""Names with their Wikidata items: GUM (Wikipedia identities of its mentions), KnowledgeNet (folds that are not
measured on) and AIDA. (text id, text, [(start, end, QID or None)]), code points, end exclusive."""
import json
import os
import re

from .coreference import gum as gum_texts

MEASURED_FOLD = "4"


def gum(root):
    """GUM's train part. A name of an entity without a Wikipedia identity is marked None: it has no item."""
    qid = {}
    with open(os.path.join(root, "gum", "wiki_map.tab"), encoding="utf-8") as f:
        for line in list(f)[1:]:
            cells = line.rstrip("\n").split("\t")
            qid[cells[0]] = qid[cells[1]] = cells[2]
    out = []
    for text in gum_texts(root, "train"):
        spans = [(a, b, qid.get(text.identities[e]) if e in text.identities else None)
                 for e, own in enumerate(text.clusters) for a, b in own]
        out.append((text.id, text.text, spans))
    return out


def knowledgenet(root):
    """Passages of one document are put together; only ends of facts are marked."""
    docs = {}
    with open(os.path.join(root, "knowledgenet", "train_from_html.jsonl"), encoding="utf-8") as f:
        for line in f:
            d = json.loads(line)
            if d["fold"] != MEASURED_FOLD:
                docs.setdefault(d["doc"], []).append(d)
    out = []
    for name, passages in sorted(docs.items()):
        text, spans = "", set()
        for p in sorted(passages, key=lambda p: int(p["start"])):
            text += "\n\n" if text else ""
            base = len(text) - int(p["start"])
            text += p["text"]
            for f in p["facts"]:
                a, b, x, y = map(int, f["span"])
                for start, end, uri in ((a, b, f["subj_uri"]), (x, y, f["obj_uri"])):
                    found = re.search(r"Q\d+$", uri or "")
                    spans.add((base + start, base + end, found.group() if found else None))
        out.append(("knowledgenet/" + name, text, sorted(spans, key=str)))
    return out
