"""The network: MiniLM encoder (Wang et al. 2020; the weights of all-MiniLM-L6-v2) with word shapes, and the heads.

Heads are tags (a linear layer on a word's vector) or arcs (a score or a label for a pair of words, from two small
projections). A head names its outputs; adding one touches no other.
"""
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

from coreference import Antecedents
from pieces import SHAPES

WIDTH, LAYERS, HEADS, INNER = 384, 6, 12, 1536
ARC, LABEL, ROLE, SENSE, EVENT, LINK = 192, 192, 192, 128, 128, 64


class Layer(nn.Module):
    def __init__(self, dropout):
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.drop = nn.Dropout(dropout)

    def forward(self, x, bias):
        b, n, _ = x.shape
        split = lambda y: y.view(b, n, HEADS, WIDTH // HEADS).transpose(1, 2)
        q, k, v = split(self.q(x)), split(self.k(x)), split(self.v(x))
        if torch.onnx.is_in_onnx_export():
            a = torch.softmax(q @ k.transpose(2, 3) * (WIDTH // HEADS) ** -0.5 + bias, -1) @ v
        else:
            a = F.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        x = self.norm1(x + self.drop(self.o(a.transpose(1, 2).reshape(b, n, WIDTH))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """pieces, shapes [batch, length], mask [batch, length] (1 where there is a piece) → [batch, length, WIDTH]"""

    def __init__(self, vocabulary, dropout=0.1):
        super().__init__()
        self.word = nn.Embedding(vocabulary, WIDTH)
        self.position = nn.Embedding(512, WIDTH)
        self.shape = nn.Embedding(2 * len(SHAPES), WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.drop = nn.Dropout(dropout)
        nn.init.zeros_(self.shape.weight)

    def forward(self, pieces, shapes, mask):
        x = self.word(pieces) + self.position.weight[: pieces.shape[1]] + self.shape(shapes)
        x = self.drop(self.norm(x))
        bias = (1.0 - mask[:, None, None, :]) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load_pretrained(self, path):
        w = load_file(path)
        get = lambda name: w[name] if name in w else w["bert." + name]
        with torch.no_grad():
            self.word.weight.copy_(get("embeddings.word_embeddings.weight"))
            kind = get("embeddings.token_type_embeddings.weight")[0]
            self.position.weight.copy_(get("embeddings.position_embeddings.weight") + kind)
            self._norm(self.norm, get, "embeddings.LayerNorm")
            for i, layer in enumerate(self.layers):
                at = "encoder.layer.%d." % i
                for ours, theirs in (("q", "attention.self.query"), ("k", "attention.self.key"), ("v", "attention.self.value"),
                                     ("o", "attention.output.dense"), ("up", "intermediate.dense"), ("down", "output.dense")):
                    getattr(layer, ours).weight.copy_(get(at + theirs + ".weight"))
                    getattr(layer, ours).bias.copy_(get(at + theirs + ".bias"))
                self._norm(layer.norm1, get, at + "attention.output.LayerNorm")
                self._norm(layer.norm2, get, at + "output.LayerNorm")

    @staticmethod
    def _norm(norm, get, name):
        norm.weight.copy_(get(name + ".weight"))
        norm.bias.copy_(get(name + ".bias"))


class Network(nn.Module):
    """Encoder and heads. Word vectors are the vectors of the words' first pieces."""

    def __init__(self, inventory, vocabulary, dropout=0.1, head_dropout=0.2):
        super().__init__()
        self.encoder = Encoder(vocabulary, dropout)
        self.drop = nn.Dropout(head_dropout)
        tag = lambda n: nn.Linear(WIDTH, n)
        self.sentence_end = tag(2)
        self.upos, self.xpos, self.name = (tag(len(inventory[k])) for k in ("upos", "xpos", "name"))
        self.predicate = tag(2)
        self.arc_dependent, self.arc_head = nn.Linear(WIDTH, ARC), nn.Linear(WIDTH, ARC)
        self.arc_bilinear, self.arc_bias = nn.Linear(ARC, ARC, bias=False), nn.Linear(ARC, 1)
        self.label_dependent, self.label_head = nn.Linear(WIDTH, LABEL), nn.Linear(WIDTH, LABEL)
        self.label_out = nn.Linear(LABEL, len(inventory["deprel"]))
        self.role_predicate, self.role_argument = nn.Linear(WIDTH, ROLE), nn.Linear(WIDTH, ROLE)
        self.role_out = nn.Linear(ROLE, 1 + len(inventory["role"]))  # 0: no argument
        self.sense = nn.Linear(WIDTH, SENSE)
        self.roleset = nn.Embedding(inventory["learned_rolesets"], SENSE)
        self.roleset_bias = nn.Embedding(inventory["learned_rolesets"], 1)
        self.event_hidden, self.event = nn.Linear(WIDTH, EVENT), nn.Linear(EVENT, len(inventory["event"]))
        self.link_query, self.link_word = nn.Linear(WIDTH, LINK), nn.Linear(WIDTH, LINK, bias=False)
        self.coreference = Antecedents()
        nn.init.constant_(self.coreference.out.bias, -1e4)  # until its own training, nothing corefers
        nn.init.normal_(self.roleset.weight, std=0.05)
        nn.init.zeros_(self.roleset_bias.weight)

    def words(self, pieces, shapes, mask, first):
        """first: flat index of each word's first piece → [words, WIDTH]"""
        x = self.encoder(pieces, shapes, mask)
        return x.reshape(-1, WIDTH)[first]

    def outputs(self, w):
        """All that Rust needs of the word vectors, by name; arcs as projections that it multiplies itself."""
        head = F.gelu(self.arc_head(w))
        return {"sentence_end": self.sentence_end(w), "upos": self.upos(w), "xpos": self.xpos(w), "name": self.name(w),
                "predicate": self.predicate(w), "arc_dependent": F.gelu(self.arc_dependent(w)),
                "arc_head": self.arc_bilinear(head), "arc_bias": self.arc_bias(head),
                "label_dependent": self.label_dependent(w), "label_head": self.label_head(w),
                "role_predicate": self.role_predicate(w), "role_argument": self.role_argument(w), "sense": self.sense(w),
                "event": self.event(F.gelu(self.event_hidden(w))), "link_query": self.link_query(w),
                **self.coreference.outputs(w)}

    def descriptions(self, pieces, lengths):
        """pieces: piece ids of descriptions after each other; lengths: how many each has → [descriptions, LINK], of length 1"""
        vectors = self.link_word(self.encoder.word(pieces))
        own = torch.repeat_interleave(torch.arange(len(lengths)), lengths)
        return F.normalize(torch.zeros(len(lengths), LINK).index_add(0, own, vectors), dim=-1)

    def side_tensors(self):
        """Small matrices that Rust applies to pairs of words."""
        return {"label_out.weight": self.label_out.weight, "label_out.bias": self.label_out.bias,
                "role_out.weight": self.role_out.weight, "role_out.bias": self.role_out.bias,
                "roleset.weight": self.roleset.weight, "roleset.bias": self.roleset_bias.weight[:, 0],
                **self.coreference.side_tensors()}
