#!/usr/bin/env python3
"""Fits the weights of linking: `python3 linking.py COMMAND…`, where COMMAND is the program with its arguments, such as
`../target/release/newsgraph annotate --candidates --input-format jsonl --format jsonl`.

Ranking: softmax over an entity's candidates where the right one is among them. Confidence: logistic regression on the
best candidate, right or not; entities without an item in the corpora are what teaches it to leave a name unlinked.
Writes ../src/annotate/data/linking.tsv.
"""
import argparse
import json
import os
import subprocess
import tempfile

import torch
import torch.nn.functional as F

from corpora import links

HERE = os.path.dirname(os.path.abspath(__file__))
LEAD = ["lead", "only", "many"]
TITLE_WORDS = 4  # words that a marked phrase may have before the name it ends with


def entities(layers, gold):
    """[(candidates, QID or None)] of the entities whose names are marked."""
    exact = {}
    ends = {}
    text = layers["text"]
    for start, end, qid in gold:
        if text[start:start + 4].lower() == "the ":
            start += 4
        for tail in ("'s", "’s"):
            if text[start:end].endswith(tail):
                end -= 2
        exact[(start, end)] = qid
        ends.setdefault(end, []).append((start, qid))
    own = {}
    for m in layers["mentions"]:
        if m["kind"] != "name":
            continue
        key = (m["start"], m["end"])
        if key in exact:
            own.setdefault(m["entity"], []).append(exact[key])
            continue
        for start, qid in ends.get(m["end"], []):
            if start < m["start"] and len(text[start:m["start"]].split()) <= TITLE_WORDS:
                own.setdefault(m["entity"], []).append(qid)
                break
    out = []
    for e in layers["entities"]:
        marks = own.get(e["id"])
        if marks and e.get("candidates"):
            known = [q for q in marks if q]
            out.append((e["candidates"], max(sorted(set(known)), key=known.count) if known else None))
    return out


def fit(parts, names, steps=400):
    size = len(names)
    data = []
    for candidates, qid in parts:
        x = torch.tensor([[c["features"][n] for n in names] for c in candidates])
        right = [i for i, c in enumerate(candidates) if qid and c.get("wikidata") == qid]
        data.append((x, right[0] if right else None))
    ranking = torch.zeros(size, requires_grad=True)
    # No sign of its own belongs to a feature that all candidates of an entity share.
    taught = [(x, k) for x, k in data if k is not None and len(x) > 1]
    width = max(len(x) for x, _ in taught)
    table = torch.zeros((len(taught), width, size))
    real = torch.zeros((len(taught), width), dtype=torch.bool)
    for i, (x, _) in enumerate(taught):
        table[i, :len(x)], real[i, :len(x)] = x, True
    target = torch.tensor([k for _, k in taught])
    optimizer = torch.optim.LBFGS([ranking], max_iter=steps, line_search_fn="strong_wolfe")

    def closure():
        optimizer.zero_grad()
        loss = F.cross_entropy((table @ ranking).masked_fill(~real, -1e9), target) + 0.002 * (ranking ** 2).sum()
        loss.backward()
        return loss
    optimizer.step(closure)
    rows, labels = [], []
    with torch.no_grad():
        for x, k in data:
            s = x @ ranking
            best = int(s.argmax())
            rest = torch.cat([s[:best], s[best + 1:]])
            lead = min(float(s[best] - rest.max()), 6.0) if len(rest) else 0.0
            rows.append(x[best].tolist() + [lead, float(len(x) == 1), float(torch.tensor(float(len(x))).log())])
            labels.append(float(k == best))
    x, y = torch.tensor(rows), torch.tensor(labels)
    confidence = torch.zeros(size + len(LEAD), requires_grad=True)
    optimizer = torch.optim.LBFGS([confidence], max_iter=steps, line_search_fn="strong_wolfe")

    def closure2():
        optimizer.zero_grad()
        loss = F.binary_cross_entropy_with_logits(x @ confidence, y) + 0.0005 * (confidence ** 2).sum()
        loss.backward()
        return loss
    optimizer.step(closure2)
    with torch.no_grad():
        right = float(((table @ ranking).masked_fill(~real, -1e9).argmax(1) == target).float().mean())
        p = torch.sigmoid(x @ confidence)
        print("entities", len(data), "with the right candidate among others", len(taught), "ranked first %.3f" % right)
        for least in (0.3, 0.5, 0.6, 0.7, 0.8):
            kept = p >= least
            print("at %.1f: precision %.3f of %d, recall %.3f" % (
                least, float(y[kept].mean()), int(kept.sum()), float(y[kept].sum() / sum(k is not None for _, k in data))))
    return ranking.detach().tolist(), confidence.detach().tolist()


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", default=os.path.join(HERE, "..", "..", "shared", "data"))
    p.add_argument("--out", default=os.path.join(HERE, "..", "src", "annotate", "data", "linking.tsv"))
    p.add_argument("command", nargs=argparse.REMAINDER)
    a = p.parse_args()
    root = os.path.join(a.data, "train")
    docs = links.gum(root) + links.knowledgenet(root)
    gold = {i: spans for i, _, spans in docs}
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as f:
        for i, text, _ in docs:
            f.write(json.dumps({"id": i, "text": text}) + "\n")
        f.flush()
        printed = subprocess.run(a.command + [f.name], stdout=subprocess.PIPE, check=True).stdout
    parts, lines = [], printed.splitlines()
    if len(lines) < len(docs):
        raise SystemExit("linking.py: %d of %d texts were not read; the messages above say why" % (len(docs) - len(lines), len(docs)))
    for line in lines:
        layers = json.loads(line)
        parts += entities(layers, gold[layers["id"]])
    names = list(parts[0][0][0]["features"])
    ranking, confidence = fit(parts, names)
    with open(a.out, "w") as f:
        f.write("# Weights of the features of linking (annotate::linking), fitted by training/linking.py: name, ranking, confidence\n")
        for n, r, c in zip(names + LEAD, ranking + [0.0] * len(LEAD), confidence):
            f.write("%s\t%.4f\t%.4f\n" % (n, r, c))


if __name__ == "__main__":
    main()
