"""Quick scores of a network on gold tokens and sentences, between epochs. The scores that count are those of the whole
program on raw text."""
import torch

from batches import IGNORE, batch, chunks, group
from corpora.document import NAME_TAGS


@torch.no_grad()
def measure(net, docs, pieces, inventory):
    from train import arc_scores
    net.eval()
    n = {}

    def count(key, right, total):
        a, b = n.get(key, (0, 0))
        n[key] = (a + int(right), b + int(total))

    for g in group(chunks(docs, pieces), 4096):
        b = batch(g, pieces, inventory)
        o = net.outputs(net.words(b.pieces, b.shapes, b.mask, b.first))
        for tag in ("upos", "xpos"):
            t = getattr(b, tag)
            known = t != IGNORE
            count(tag, (o[tag].argmax(-1) == t)[known].sum(), known.sum())
        for tag in ("sentence_end", "predicate"):
            t, found = getattr(b, tag), o[tag].argmax(-1)
            count(tag, ((found == 1) & (t == 1)).sum() * 2, ((found == 1) & (t != IGNORE)).sum() + (t == 1).sum())
        parsed = b.head != IGNORE
        if parsed.any():
            arc, heads, _ = arc_scores(b, o, parsed)
            right = arc.argmax(-1) == heads
            dep = torch.nonzero(parsed)[:, 0]
            hidden = torch.nn.functional.gelu(o["label_dependent"][dep] + o["label_head"][b.head[dep]])
            label = net.label_out(hidden).argmax(-1)
            same = (label == b.deprel[dep]) | (b.deprel[dep] == IGNORE)
            count("uas", right.sum(), len(right))
            count("las", (right & same).sum(), len(right))
        if len(b.roles):
            hidden = torch.nn.functional.gelu(o["role_predicate"][b.roles[:, 0]] + o["role_argument"][b.roles[:, 1]])
            found = net.role_out(hidden).argmax(-1)
            gold = b.roles[:, 2]
            count("role", 2 * ((found == gold) & (gold > 0)).sum(), (found > 0).sum() + (gold > 0).sum())
        for at, r, own in b.senses:
            score = net.roleset.weight[own] @ o["sense"][at] + net.roleset_bias.weight[own][:, 0]
            count("sense", own[int(score.argmax())] == r, 1)
        found = o["name"].argmax(-1)
        gold = {}
        for start, size, s in b.sentences:
            if s.names is None:
                continue
            g_, p_ = _spans([_sure(x) for x in s.names]), _spans([NAME_TAGS[t] for t in found[start:start + size]])
            free = {i for i, x in enumerate(s.names) if x is None or len(x) > 1 and 0 not in x}
            p_ = {x for x in p_ if x[2] in ("Person", "Organization", "Place") and not free & set(range(x[0], x[1]))}
            count("name", 2 * len(g_ & p_), len(g_) + len(p_))
    return "  ".join("%s %.2f" % (k, 100 * a / max(b, 1)) for k, (a, b) in n.items() if b)


def _sure(allowed):
    return NAME_TAGS[next(iter(allowed))] if allowed and len(allowed) == 1 else "O"


def _spans(tags):
    out, start = set(), None
    for i, t in enumerate(tags):
        if t[0] in "BS":
            start = i
        if t[0] in "ES" and start is not None and tags[start][2:] == t[2:]:
            out.add((start, i + 1, t[2:]))
            start = None
        if t == "O":
            start = None
    return out
