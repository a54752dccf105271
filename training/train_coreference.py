#!/usr/bin/env python3
"""Trains the coreference head on a trained encoder, which stays as it is:

    python3 train_coreference.py CHECKPOINT INVENTORY OUT COMMAND…

COMMAND is the program with weights exported from CHECKPOINT, such as `../target/release/newsgraph annotate --engine DIR
--input-format jsonl --format jsonl`: the head learns from the program's own syntax and names, as it will find them.
OUT is the checkpoint with the trained head. About 40 minutes on two cores.
"""
import argparse
import json
import os
import random
import subprocess
import tempfile

import torch

from antecedents import PAIR, SIDE, Document
from batches import SHIFT
from coreference import Antecedents, loss
from corpora import coreference as corpora
from descent import descend
from network import WIDTH, Network
from pieces import Pieces, shape
from train import pretrained

HERE = os.path.dirname(os.path.abspath(__file__))
ROOM = 192  # pieces that are read together, as in the program
REPEATS = {"gum": 2.0, "litbank": 1.0, "ecbplus": 0.5}  # passes over a corpus an epoch


class Example:
    """What the head sees of a document: vectors and features of its candidates, and their gold clusters."""

    def __init__(self, layers, text, encode):
        doc = Document(layers)
        starts = [doc.tokens[i]["start"] for i in doc.candidates]
        self.corpus = text.id.split("/")[0]
        self.window = [text.windows is None or any(a <= s < b for a, b in text.windows) for s in starts]
        self.labels = doc.gold(text.clusters)
        self.vectors = encode(layers)[doc.candidates].half()
        self.side = torch.tensor(doc.side, dtype=torch.int16).reshape(-1, len(SIDE))
        self.antecedents, self.pairs = [], []
        for n in range(len(doc.candidates)):
            own = [m for m in doc.antecedents(n) if self.window[m]] if self.window[n] else []
            self.antecedents.append(torch.tensor(own, dtype=torch.int16))
            features = [doc.pair(n, m) for m in own]
            self.pairs.append(torch.tensor(features, dtype=torch.int16).reshape(-1, len(PAIR)))

    def loss(self, head):
        return loss(head, self.vectors.float(), self.side.long(), self.antecedents, self.pairs, self.labels, self.window)


def encoder(checkpoint, inventory):
    """layers → [words, WIDTH] by the checkpoint's encoder, which reads chunks of sentences as the program does."""
    pieces = Pieces(os.path.join(pretrained(), "vocab.txt"))
    net = Network(inventory, len(pieces.ids))
    net.load_state_dict(torch.load(checkpoint))
    net.eval()

    @torch.no_grad()
    def encode(layers):
        out = torch.zeros(len(layers["tokens"]), WIDTH)
        for chunk in chunks(layers, pieces):
            ids, kinds, first = [pieces.cls], [0], []
            for words, closed in chunk:
                for i, form, own in words:
                    first.append((i, len(ids)))
                    ids += own
                    kinds += [shape(form)] + [shape(form) + SHIFT] * (len(own) - 1)
                if closed:
                    ids.append(pieces.sep)
                    kinds.append(0)
            ids, kinds = torch.tensor([ids[:510]]), torch.tensor([kinds[:510]])
            first = [(i, k) for i, k in first if k < 510]
            vectors = net.encoder(ids, kinds, torch.ones(ids.shape))[0]
            out[[i for i, _ in first]] = vectors[[k for _, k in first]]
        return out

    return encode


def chunks(layers, pieces):
    """Lists of sentences of at most ROOM pieces; a sentence is its words and whether a paragraph ends with it."""
    text, tokens = layers["text"], layers["tokens"]
    out, size, at = [[]], 2, 0
    for k, sentence in enumerate(layers["sentences"]):
        words = []
        while at < len(tokens) and tokens[at]["end"] <= sentence["end"]:
            form = text[tokens[at]["start"]:tokens[at]["end"]]
            words.append((at, form, pieces.word(form)))
            at += 1
        following = layers["sentences"][k + 1]["start"] if k + 1 < len(layers["sentences"]) else len(text)
        closed = k + 1 == len(layers["sentences"]) or "\n\n" in text[sentence["end"]:following]
        length = sum(len(own) for _, _, own in words) + closed
        if out[-1] and size + length > ROOM:
            out.append([])
            size = 2
        out[-1].append((words, closed))
        size += length
    return [c for c in out if c]


def examples(texts, command, encode):
    by_id = {t.id: t for t in texts}
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as f:
        for t in texts:
            f.write(json.dumps({"id": t.id, "text": t.text}) + "\n")
        f.flush()
        printed = subprocess.run(command + [f.name], stdout=subprocess.PIPE, check=True).stdout
    records = (json.loads(line) for line in printed.splitlines())
    return [Example(r, by_id[r["id"]], encode) for r in records]


def train(data, epochs, rate, seed):
    torch.manual_seed(seed)
    rng = random.Random(seed)
    head = Antecedents()
    optimizer = torch.optim.AdamW(head.parameters(), lr=rate, weight_decay=0.01)
    corpora_ = {c: [e for e in data if e.corpus == c and any(map(len, e.antecedents))] for c in REPEATS}
    plan = []
    for _ in range(epochs):
        epoch = []
        for corpus, own in corpora_.items():
            times = REPEATS[corpus]
            epoch += own * int(times) + rng.sample(own, int(len(own) * (times % 1)))
        rng.shuffle(epoch)
        plan.append(epoch)
    total = sum(map(len, plan))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: max(0.02, 1 - s / total))
    for n, epoch in enumerate(plan):
        summed = 0.0
        for example in epoch:
            value = example.loss(head)
            descend(value, optimizer, schedule, clip=1.0)
            summed += value.item()
        print("epoch", n + 1, "loss %.4f" % (summed / len(epoch)), flush=True)
    return head


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("checkpoint")
    p.add_argument("inventory")
    p.add_argument("out")
    p.add_argument("--data", default=os.path.join(HERE, "..", "..", "shared", "data"))
    p.add_argument("--epochs", type=int, default=8)
    p.add_argument("--rate", type=float, default=1e-3)
    p.add_argument("--seed", type=int, default=7)
    p.add_argument("command", nargs=argparse.REMAINDER)
    a = p.parse_args()
    root = os.path.join(a.data, "train")
    with open(a.inventory) as f:
        inventory = json.load(f)
    texts = corpora.gum(root, "train") + corpora.litbank(root) + corpora.ecbplus(root)
    data = examples(texts, a.command, encoder(a.checkpoint, inventory))
    head = train(data, a.epochs, a.rate, a.seed)
    state = torch.load(a.checkpoint)
    state.update({"coreference." + k: v for k, v in head.state_dict().items()})
    torch.save(state, a.out)


if __name__ == "__main__":
    main()
