#!/usr/bin/env python3
"""Fits the weights of linking: `python3 linking.py COMMAND…`, where COMMAND is the program with its arguments, such as
`../target/release/newsgraph annotate --candidates --input-format jsonl --format jsonl`.

Ranking: softmax over an entity's candidates where the right one is among them. Confidence: logistic regression on the
best candidate, right or not; entities without an item in the corpora are what teaches it to leave a name unlinked.
The features of sports keep weights that were set by hand.
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
# Features that the training texts, which hold little of sports, say nothing of: weights set by hand (ranking, confidence).
SPORTS = {"team_name": (0.5, 0.0), "team_in_sports": (1.0, 0.2), "place_in_sports": (-0.5, -0.5), "team_as_team": (1.0, 0.2),
          "place_as_team": (-0.5, -0.5), "team_as_place": (-0.5, 0.0), "place_as_place": (0.5, 0.5),
          "team_of_sport": (1.0, 0.2), "team_of_other_sport": (-0.5, 0.0)}
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


def tables(parts, names):
    """[(features of the candidates, place of the right one or None)]"""
    data = []
    for candidates, qid in parts:
        x = torch.tensor([[c["features"][n] for n in names] for c in candidates])
        right = [i for i, c in enumerate(candidates) if qid and c.get("wikidata") == qid]
        data.append((x, right[0] if right else None))
    return data


def minimum(size, loss, steps=400):
    weights = torch.zeros(size, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=steps, line_search_fn="strong_wolfe")

    def closure():
        optimizer.zero_grad()
        value = loss(weights)
        value.backward()
        return value
    optimizer.step(closure)
    return weights.detach()


def fit_ranking(data, base, free, penalty):
    """`base`, moved where `free` is 1."""
    # No sign of its own belongs to a feature that all candidates of an entity share.
    taught = [(x, k) for x, k in data if k is not None and len(x) > 1]
    width = max(len(x) for x, _ in taught)
    table = torch.zeros((len(taught), width, len(base)))
    real = torch.zeros((len(taught), width), dtype=torch.bool)
    for i, (x, _) in enumerate(taught):
        table[i, :len(x)], real[i, :len(x)] = x, True
    target = torch.tensor([k for _, k in taught])
    scores = lambda moved: (table @ (base + free * moved)).masked_fill(~real, -1e9)
    moved = minimum(len(base), lambda m: F.cross_entropy(scores(m), target) + penalty * (m ** 2).sum())
    right = float((scores(moved).argmax(1) == target).float().mean())
    print("entities", len(data), "with the right candidate among others", len(taught), "ranked first %.3f" % right)
    return base + free * moved


def best(data, ranking):
    """What the confidence is told of the best candidates, and whether these are right."""
    rows, labels = [], []
    for x, k in data:
        s = x @ ranking
        first = int(s.argmax())
        rest = torch.cat([s[:first], s[first + 1:]])
        lead = min(float(s[first] - rest.max()), 6.0) if len(rest) else 0.0
        rows.append(x[first].tolist() + [lead, float(len(x) == 1), float(torch.tensor(float(len(x))).log())])
        labels.append(float(k == first))
    return torch.tensor(rows), torch.tensor(labels)


def fit_confidence(data, ranking, base, free, penalty):
    x, y = best(data, ranking)
    loss = lambda m: F.binary_cross_entropy_with_logits(x @ (base + free * m), y) + penalty * (m ** 2).sum()
    confidence = base + free * minimum(len(base), loss)
    p = torch.sigmoid(x @ confidence)
    known = sum(k is not None for _, k in data)
    for least in (0.3, 0.5, 0.6, 0.7, 0.8):
        kept = p >= least
        print("at %.1f: precision %.3f of %d, recall %.3f" % (
            least, float(y[kept].mean()), int(kept.sum()), float(y[kept].sum() / known)))
    return confidence


def fit(parts, names):
    """(weights of the ranking, of the confidence)"""
    data = tables(parts, names)
    free = torch.tensor([float(n not in SPORTS) for n in names])
    base = torch.tensor([SPORTS.get(n, (0.0, 0.0)) for n in names])
    ranking = fit_ranking(data, base[:, 0], free, 0.002)
    rest = torch.zeros(len(LEAD))
    confidence = fit_confidence(data, ranking, torch.cat([base[:, 1], rest]), torch.cat([free, rest + 1]), 0.0005)
    return ranking.tolist(), confidence.tolist()


def annotated(command, docs):
    """What `entities` gives of the texts, read by the program."""
    gold = {i: spans for i, _, spans in docs}
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as f:
        for i, text, _ in docs:
            f.write(json.dumps({"id": i, "text": text}) + "\n")
        f.flush()
        lines = subprocess.run(command + [f.name], stdout=subprocess.PIPE, check=True).stdout.splitlines()
    if len(lines) < len(docs):
        raise SystemExit("linking.py: %d of %d texts were not read; the messages above say why" % (len(docs) - len(lines), len(docs)))
    return [found for layers in map(json.loads, lines) for found in entities(layers, gold[layers["id"]])]


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", default=os.path.join(HERE, "..", "..", "shared", "data"))
    p.add_argument("--out", default=os.path.join(HERE, "..", "src", "annotate", "data", "linking.tsv"))
    p.add_argument("command", nargs=argparse.REMAINDER)
    a = p.parse_args()
    root = os.path.join(a.data, "train")
    parts = annotated(a.command, links.gum(root) + links.knowledgenet(root))
    names = list(parts[0][0][0]["features"])
    ranking, confidence = fit(parts, names)
    with open(a.out, "w") as f:
        f.write("# Weights of the features of linking (annotate::linking), fitted by training/linking.py: name, ranking, confidence\n")
        for n, r, c in zip(names + LEAD, ranking + [0.0] * len(LEAD), confidence):
            f.write("%s\t%.4f\t%.4f\n" % (n, r, c))


if __name__ == "__main__":
    main()
