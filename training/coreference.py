"""The coreference head: for a word that heads a mention, the score of each earlier one as its antecedent (word-level
coreference, Dobrovolskii 2021; marginal likelihood over antecedents, Lee et al. 2017), from the encoder's word vectors
and the features of antecedents.py.

score(i, j) = out · relu(A x_i + B x_j + side features + pair features) + (P x_i) · (Q x_j); "no antecedent" scores 0.
"""
import torch
import torch.nn.functional as F
from torch import nn

from antecedents import PAIR_SIZE, SIDE_SIZE

WIDTH, HIDDEN, MATCH = 384, 96, 48


class Antecedents(nn.Module):
    def __init__(self, dropout=0.3):
        super().__init__()
        self.anaphor, self.antecedent = nn.Linear(WIDTH, HIDDEN), nn.Linear(WIDTH, HIDDEN, bias=False)
        self.match_anaphor, self.match_antecedent = nn.Linear(WIDTH, MATCH), nn.Linear(WIDTH, MATCH)
        self.side_anaphor, self.side_antecedent = nn.Embedding(SIDE_SIZE, HIDDEN), nn.Embedding(SIDE_SIZE, HIDDEN)
        self.pair = nn.Embedding(PAIR_SIZE, HIDDEN)
        self.out = nn.Linear(HIDDEN, 1)
        self.drop = nn.Dropout(dropout)
        for e in (self.side_anaphor, self.side_antecedent, self.pair):
            nn.init.normal_(e.weight, std=0.05)

    def scores(self, x, side, i, j, pair):
        """x [candidates, WIDTH], side [candidates, fields], i, j [pairs], pair [pairs, fields] → [pairs]"""
        x = self.drop(x)
        a = self.anaphor(x) + F.embedding_bag(side, self.side_anaphor.weight, mode="sum")
        b = self.antecedent(x) + F.embedding_bag(side, self.side_antecedent.weight, mode="sum")
        hidden = F.relu(a[i] + b[j] + F.embedding_bag(pair, self.pair.weight, mode="sum"))
        match = (self.match_anaphor(x)[i] * self.match_antecedent(x)[j]).sum(-1)
        return self.out(self.drop(hidden))[:, 0] + match * MATCH ** -0.5

    def outputs(self, w):
        """What Rust needs of the word vectors."""
        return {"coref_anaphor": self.anaphor(w), "coref_antecedent": self.antecedent(w),
                "coref_match_anaphor": self.match_anaphor(w) * MATCH ** -0.5, "coref_match_antecedent": self.match_antecedent(w)}

    def side_tensors(self):
        return {"coref_side_anaphor.weight": self.side_anaphor.weight, "coref_side_antecedent.weight": self.side_antecedent.weight,
                "coref_pair.weight": self.pair.weight, "coref_out.weight": self.out.weight, "coref_out.bias": self.out.bias}


def loss(net, x, side, antecedents, pairs, labels, window):
    """Mean negative log of the probability of the gold antecedents (or of none) over the candidates in the window."""
    counts = torch.tensor([len(a) for a in antecedents])
    i = torch.repeat_interleave(torch.arange(len(antecedents)), counts)
    j = torch.cat(antecedents).long()
    score = net.scores(x, side, i, j, torch.cat(pairs).long())
    width = int(counts.max())
    column = torch.arange(len(i)) - torch.repeat_interleave(counts.cumsum(0) - counts, counts)
    table = torch.full((len(antecedents), width + 1), -1e9)
    table[:, 0] = 0
    table = table.index_put((i, column + 1), score)
    label = torch.tensor([-1 if c is None else c for c in labels])
    good = torch.zeros((len(antecedents), width + 1), dtype=torch.bool)
    good[i, column + 1] = (label[i] == label[j]) & (label[i] >= 0)
    good[:, 0] = ~good[:, 1:].any(1)
    inside = torch.tensor(window)
    logp = F.log_softmax(table, 1)
    each = -torch.logsumexp(logp.masked_fill(~good, -1e9), 1)
    weight = torch.where(good[:, 0], 0.6, 1.0) * inside
    return (each * weight).sum() / weight.sum().clamp(min=1)
