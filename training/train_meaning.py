#!/usr/bin/env python3
"""Trains the event head and the projections that names and descriptions are compared with, on a trained encoder, which
stays as it is:

    python3 train_meaning.py [--data DIR] CHECKPOINT INVENTORY OUT COMMAND…

COMMAND is the program with weights exported from CHECKPOINT, such as `../target/release/newsgraph annotate --candidates
--engine DIR --input-format jsonl --format jsonl`. Its lexicon and sure links are what most of the texts are marked with;
ECB+ and GENEVA say what else is an event (corpora/silver.py). OUT is the checkpoint with the trained heads.
"""
import argparse
import csv
import io
import json
import os
import random
import subprocess
import tempfile

import torch
import torch.nn.functional as F

from batches import batch, chunks, group
from corpora import coreference, links, silver
from corpora.coreference import _join
from corpora.plain import texts as plain_texts
from descent import descend
from network import Network
from pieces import Pieces
from train import pretrained

HERE = os.path.dirname(os.path.abspath(__file__))
HELD_BACK = 0.05  # of the texts, for the scores that are printed
PLAIN = 0.05  # share of the words without content that are shown as no event
DESCRIPTION = 24  # word pieces of a description that are read, as in src/model/heads/descriptions.rs
LINK_SCALE, STRANGERS = 12.0, 64


def annotated(texts, command):
    """The program's layers of [(id, text)], in their order."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as f:
        for i, text in texts:
            f.write(json.dumps({"id": i, "text": text}) + "\n")
        f.flush()
        printed = subprocess.run(command + [f.name], stdout=subprocess.PIPE, check=True).stdout
    records = [json.loads(line) for line in printed.splitlines()]
    if len(records) < len(texts):
        raise SystemExit("train_meaning.py: %d of %d texts were not read; the messages above say why" % (len(texts) - len(records), len(texts)))
    return records


def descriptions(kb_path):
    raw = subprocess.run(["zstd", "-dc", kb_path], capture_output=True, check=True).stdout
    rows = csv.reader(io.StringIO(raw.decode("utf-8")), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {r[0]: r[6] for r in rows if len(r) > 6 and r[0] and r[6]}


def documents(data, command):
    root = os.path.join(data, "train")
    examples = silver.lexicon(os.path.join(HERE, "..", "ontology", "lexicon"))
    texts = plain_texts(root) + [("lexicon/%d" % k, e[0]) for k, e in enumerate(examples)]
    actions = {t.id: (t.windows, t.actions) for t in coreference.ecbplus(root)}
    gold = {i: spans for i, _, spans in links.gum(root) + links.knowledgenet(root)}
    marked = silver.geneva_marks(root, lambda words: _join([words])[1][0])
    known = descriptions(os.path.join(data, "kb", "kb.tsv.zst"))
    return silver.documents(annotated(texts, command), actions, marked, gold, known,
                            {"lexicon/%d" % k: e[1:] for k, e in enumerate(examples)})


class Words:
    """Vectors of the words that teach something, with what is known of them."""

    def __init__(self):
        self.events, self.links, self.event_x, self.link_x = [], [], [], []

    def packed(self):
        self.event_x, self.link_x = torch.cat(self.event_x), torch.cat(self.link_x)
        return self


@torch.no_grad()
def gather(net, docs, pieces, inventory, rng):
    """Runs the encoder over the documents → Words to learn from, Words to measure on"""
    both = Words(), Words()
    held = {d.name for d in docs if rng.random() < HELD_BACK}
    for held_back, own in ((False, both[0]), (True, both[1])):
        picked = group(chunks([d for d in docs if (d.name in held) == held_back], pieces), 4096)
        for n, g in enumerate(picked):
            b = batch(g, pieces, inventory)
            w = net.words(b.pieces, b.shapes, b.mask, b.first)
            events, linked = [], []
            for start, _, s in b.sentences:
                for k, allowed in enumerate(s.events or []):
                    if allowed and (allowed != {silver.NONE} or s.content[k] or rng.random() < PLAIN):
                        events.append((start + k, allowed))
                linked += [(start + k, texts) for k, texts in s.links or []]
            own.event_x.append(w[[i for i, _ in events]].half())
            own.events += [a for _, a in events]
            own.link_x.append(w[[i for i, _ in linked]].half())
            own.links += [t for _, t in linked]
            if n % 50 == 0:
                print("read %d of %d batches" % (n, len(picked)), flush=True)
    return both[0].packed(), both[1].packed()


def train_events(net, learn, check, labels, epochs, rng):
    index = {x: i for i, x in enumerate(labels)}
    table = lambda events: [torch.tensor([index[e] for e in own]) for own in events]
    allowed, wanted = table(learn.events), table(check.events)
    heads = [net.event_hidden, net.event]
    optimizer = torch.optim.AdamW([p for h in heads for p in h.parameters()], lr=1e-3, weight_decay=0.01)
    size = 256
    total = epochs * (len(allowed) // size + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: max(0.02, 1 - s / total))
    score = lambda x: net.event(F.gelu(F.dropout(net.event_hidden(x), 0.2, net.training)))
    for epoch in range(epochs):
        net.train()
        order, summed = rng.sample(range(len(allowed)), len(allowed)), 0.0
        for at in range(0, len(order), size):
            own = order[at:at + size]
            x = F.dropout(learn.event_x[own].float(), 0.1)
            good = torch.zeros(len(own), len(labels), dtype=torch.bool)
            for r, n in enumerate(own):
                good[r, allowed[n]] = True
            loss = -torch.logsumexp(F.log_softmax(score(x), -1).masked_fill(~good, -1e9), -1).mean()
            descend(loss, optimizer, schedule)
            summed += loss.item() * len(own)
        net.eval()
        with torch.no_grad():
            best = score(check.event_x.float()).argmax(-1).tolist()
        none, other = index[silver.NONE], index[silver.OTHER]
        right = found = gold = classes = exact = 0
        for b, own in zip(best, wanted):
            own = set(own.tolist())
            if none in own and len(own) > 1:
                continue
            gold += none not in own
            found += b != none
            right += b != none and none not in own
            if len(own) == 1 and not own & {none, other}:
                classes, exact = classes + 1, exact + (b in own)
        print("events: epoch %d loss %.3f; of held-back words: trigger F1 %.1f, class right %.1f of %d" % (
            epoch + 1, summed / len(order), 200 * right / max(found + gold, 1), 100 * exact / max(classes, 1), classes), flush=True)


def train_links(net, learn, check, pieces, epochs, rng):
    read = lambda text: [p for w in text.split() for p in pieces.word(w)][:DESCRIPTION] or [pieces.unk]
    optimizer = torch.optim.AdamW(list(net.link_query.parameters()) + list(net.link_word.parameters()), lr=2e-3, weight_decay=0.01)
    size, total = 512, epochs * (len(learn.links) // 512 + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: max(0.02, 1 - s / total))

    def scores(words, own):
        texts = [t for n in own for t in words.links[n]]
        owner = torch.tensor([r for r, n in enumerate(own) for _ in words.links[n]])
        right = torch.tensor([sum(len(words.links[m]) for m in own[:r]) for r in range(len(own))])
        flat = [read(t) for t in texts]
        vectors = net.descriptions(torch.tensor([p for f in flat for p in f]), torch.tensor([len(f) for f in flat]))
        query = F.normalize(net.link_query(F.dropout(words.link_x[own].float(), 0.1, net.training)), dim=-1)
        mine = owner[None] == torch.arange(len(own))[:, None]
        return LINK_SCALE * query @ vectors.T, mine, right, vectors

    for epoch in range(epochs):
        net.train()
        order, summed = rng.sample(range(len(learn.links)), len(learn.links)), 0.0
        for at in range(0, len(order), size):
            own = order[at:at + size]
            score, mine, right, vectors = scores(learn, own)
            strange = torch.rand(score.shape) < STRANGERS / score.shape[1]
            same = vectors[right] @ vectors.T > 0.999  # another name with the same description is no stranger
            loss = F.cross_entropy(score.masked_fill(~(mine | strange & ~same), -1e9), right)
            descend(loss, optimizer, schedule)
            summed += loss.item() * len(own)
        net.eval()
        with torch.no_grad():
            several = [n for n, t in enumerate(check.links) if len(t) > 1]
            score, mine, right, _ = scores(check, several)
            best = score.masked_fill(~mine, -1e9).argmax(1) == right
        print("links: epoch %d loss %.3f; of %d held-back names with several candidates right %.1f" % (
            epoch + 1, summed / len(order), len(several), 100 * float(best.float().mean())), flush=True)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("checkpoint")
    p.add_argument("inventory")
    p.add_argument("out")
    p.add_argument("--data", default=os.path.join(HERE, "..", "..", "shared", "data"))
    p.add_argument("--event-epochs", type=int, default=16)
    p.add_argument("--link-epochs", type=int, default=8)
    p.add_argument("--seed", type=int, default=7)
    p.add_argument("command", nargs=argparse.REMAINDER)
    a = p.parse_args()
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    with open(a.inventory) as f:
        inventory = json.load(f)
    pieces = Pieces(os.path.join(pretrained(), "vocab.txt"))
    net = Network(inventory, len(pieces.ids))
    net.load_state_dict(torch.load(a.checkpoint), strict=False)  # the heads that are trained here may not be in it
    net.eval()
    for q in net.encoder.parameters():
        q.requires_grad_(False)
    learn, check = gather(net, documents(a.data, a.command), pieces, inventory, rng)
    print(len(learn.events), "words for events,", len(learn.links), "names for links", flush=True)
    train_events(net, learn, check, inventory["event"], a.event_epochs, rng)
    train_links(net, learn, check, pieces, a.link_epochs, rng)
    torch.save(net.state_dict(), a.out)


if __name__ == "__main__":
    main()
