"""Documents → chunks (up to MAX_PIECES word pieces of consecutive sentences) → padded batches with targets."""
import random

import torch

from corpora.document import NAME_TAGS
from pieces import SHAPES, shape

MAX_PIECES = 192
IGNORE = -100


class Chunk:
    """Sentences that are read together: [CLS] paragraph [SEP] paragraph [SEP]. `ends`: sentence ends may be learned."""

    def __init__(self, sentences, breaks, ends):
        self.sentences, self.breaks, self.ends = sentences, breaks, ends  # breaks[i]: a paragraph ends after sentence i
        self.size = 0


def chunks(docs, pieces, limit=MAX_PIECES, rng=None):
    """With `rng`, the first chunk of each document has a random size, so that the cuts differ between epochs."""
    out = []
    for d in docs:
        cur, breaks, size = [], [], 1
        room = rng.randint(limit // 4, limit) if rng else limit
        for paragraph in d.paragraphs:
            for k, s in enumerate(paragraph):
                n = sum(len(pieces.word(w)) for w in s.words)
                if cur and size + n + 1 > room:
                    out.append(_chunk(cur, breaks, d.contiguous, size))
                    cur, breaks, size, room = [], [], 1, limit
                if n + 2 > 500:
                    continue
                cur.append(s)
                breaks.append(k == len(paragraph) - 1)
                size += n + breaks[-1]
        if cur:
            out.append(_chunk(cur, breaks, d.contiguous, size))
    return out


def _chunk(sentences, breaks, ends, size):
    c = Chunk(list(sentences), list(breaks), ends)
    c.size = size + 2
    return c


def group(chunks_, budget, rng=None):
    """Batches of at most `budget` padded pieces, chunks of like length together."""
    order = sorted(chunks_, key=lambda c: (c.size + (rng.random() * 16 if rng else 0)))
    out, cur, longest = [], [], 0
    for c in order:
        if cur and max(longest, c.size) * (len(cur) + 1) > budget:
            out.append(cur)
            cur, longest = [], 0
        cur.append(c)
        longest = max(longest, c.size)
    if cur:
        out.append(cur)
    if rng:
        rng.shuffle(out)
    return out


SHIFT = len(SHAPES)  # shapes of continuation pieces come second
TITLE, UPPER, LOWER, MIXED, SINGLE = (SHAPES.index(s) for s in ("Capital", "UPPER", "lower", "mIxed", "single"))


def _shapes(words, upos, rng):
    """Shapes of a sentence; now and then (training) as a headline in capitals, in Title Case or in lower case."""
    found = [shape(w) for w in words]
    draw = rng.random() if rng else 1.0
    if draw < 0.02:
        return [UPPER if f in (LOWER, TITLE, MIXED) else f for f in found]
    if draw < 0.05:
        return [TITLE if f == LOWER and len(w) > 3 else f for f, w in zip(found, words)]
    if draw < 0.06:
        return [LOWER if f in (TITLE, MIXED, UPPER) else f for f in found]
    return found


class Batch:
    pass


def batch(group_, pieces, inventory, rng=None):
    ix = {k: {x: i for i, x in enumerate(inventory[k])} for k in ("upos", "xpos", "deprel", "role", "roleset")}
    width = max(c.size for c in group_)
    ids = torch.full((len(group_), width), pieces.pad)
    shapes = torch.zeros((len(group_), width), dtype=torch.long)
    mask = torch.zeros((len(group_), width))
    first, ends, upos, xpos, names, predicate = [], [], [], [], [], []
    head, deprel, sentence_of = [], [], []
    senses, roles = [], []
    b = Batch()
    b.sentences = []
    for row, c in enumerate(group_):
        line, kinds = [pieces.cls], [0]
        for s, brk in zip(c.sentences, c.breaks):
            start = len(first)
            for word, kind in zip(s.words, _shapes(s.words, s.upos, rng)):
                first.append(row * width + len(line))
                p = pieces.word(word)
                line += p
                kinds += [kind] + [kind + SHIFT] * (len(p) - 1)
            n = len(s.words)
            b.sentences.append((start, n, s))
            sentence_of += [len(b.sentences) - 1] * n
            ends += [0] * (n - 1) + [1] if c.ends else [IGNORE] * n
            upos += [ix["upos"][x] for x in s.upos] if s.upos else [IGNORE] * n
            xpos += [ix["xpos"].get(x, IGNORE) for x in s.xpos] if s.xpos else [IGNORE] * n
            head += [start + h for h in s.heads] if s.heads else [IGNORE] * n
            deprel += [IGNORE if s.heads[i] == i else ix["deprel"].get(x, IGNORE) for i, x in enumerate(s.deprels)] if s.deprels else [IGNORE] * n
            names += s.names if s.names else [None] * n
            if s.predicates is None:
                predicate += [IGNORE] * n
            else:
                bears = {w for w, _, _ in s.predicates}
                predicate += [int(i in bears) for i in range(n)]
                for w, roleset, args in s.predicates:
                    own = inventory["candidates"].get(s.lemmas[w].lower(), [])
                    own = [r for r in own if r < inventory["learned_rolesets"]]
                    if roleset in ix["roleset"] and len(own) > 1 and ix["roleset"][roleset] in own:
                        senses.append((start + w, ix["roleset"][roleset], own))
                    label = dict((h, ix["role"].get(x, -1) + 1) for x, h in args)
                    roles += [(start + w, start + k, label.get(k, 0)) for k in range(n) if k != w]
            if brk:
                line.append(pieces.sep)
                kinds.append(0)
        if line[-1] != pieces.sep:
            line.append(pieces.sep)
            kinds.append(0)
        ids[row, :len(line)] = torch.tensor(line)
        shapes[row, :len(line)] = torch.tensor(kinds)
        mask[row, :len(line)] = 1
    b.pieces, b.shapes, b.mask = ids, shapes, mask
    b.first = torch.tensor(first)
    b.sentence_end, b.upos, b.xpos, b.predicate = (torch.tensor(x) for x in (ends, upos, xpos, predicate))
    b.head, b.deprel, b.sentence_of = torch.tensor(head), torch.tensor(deprel), torch.tensor(sentence_of)
    b.names = torch.zeros((len(first), len(NAME_TAGS)), dtype=torch.bool)
    b.named = torch.tensor([n is not None for n in names])
    for i, allowed in enumerate(names):
        if allowed is not None:
            b.names[i, list(allowed)] = True
    b.senses = senses
    b.roles = torch.tensor(roles) if roles else torch.zeros((0, 3), dtype=torch.long)
    return b
