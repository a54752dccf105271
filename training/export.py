#!/usr/bin/env python3
"""Writes models/en from a checkpoint: `python3 export.py CHECKPOINT INVENTORY OUTDIR [--data DIR]`.

  --data DIR           the corpora (default ../../shared/data): lemmas and frame files are read there

  encoder.onnx         encoder and head projections, int8 weights per channel, dynamic activations
  heads.safetensors    small matrices applied to pairs of words and to rolesets (f32)
  labels.json          label inventories
  rolesets.tsv         lemma, its candidate rolesets (the learned ones come with their row)
  version.txt          first digits of the SHA-256 of encoder and heads
  vocab.txt            word pieces
  pieces.tsv           cases that the Rust tokenizer of word pieces must reproduce
"""
import argparse
import hashlib
import json
import os
import shutil
import warnings

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from safetensors.torch import save_file

from corpora import treebanks
from inventory import roleset_table
from network import WIDTH, Network
from pieces import SHAPES, Pieces, shape
from train import pretrained

CASES = ["Hamas", "resilience", "Erdoğan", "U.S.", "don’t", "“", "naïve", "COVID-19", "Sheikh", "北京", "x²", "1.7m", "ﬁne", "Ünï",
         "co-operate", "😀", "e\u0301te\u0301", "МОСКВА", "$", "…", "—", "İstanbul", "A", "7pm", "antidisestablishmentarianism",
         "ß", "Ⅳ", "\u00ad", "ʻOkina", "O'Neill"]


HERE = os.path.dirname(os.path.abspath(__file__))


class Exported(torch.nn.Module):
    def __init__(self, net):
        super().__init__()
        self.net = net
        with torch.no_grad():
            names, sizes = [], []
            for k, v in net.outputs(torch.zeros(1, WIDTH)).items():
                names.append(k)
                sizes.append(v.shape[1])
        self.names, self.sizes = names, sizes

    def forward(self, pieces, shapes, mask, first):
        w = self.net.words(pieces, shapes, mask, first)
        return tuple(self.net.outputs(w)[k] for k in self.names)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("checkpoint")
    parser.add_argument("inventory")
    parser.add_argument("out")
    parser.add_argument("--data", default=os.path.join(HERE, "..", "..", "shared", "data"))
    arguments = parser.parse_args()
    export(arguments.checkpoint, arguments.inventory, arguments.out, os.path.join(arguments.data, "train"))


def export(checkpoint, inventory_path, out, train):
    os.makedirs(out, exist_ok=True)
    with open(inventory_path) as f:
        inventory = json.load(f)
    vocab = os.path.join(pretrained(), "vocab.txt")
    pieces = Pieces(vocab)
    net = Network(inventory, len(pieces.ids))
    net.load_state_dict(torch.load(checkpoint, map_location="cpu"))
    net.eval()
    model = Exported(net)
    b, n = 2, 9
    sample = (torch.randint(0, 1000, (b, n), dtype=torch.int32), torch.zeros((b, n), dtype=torch.int32),
              torch.ones((b, n)), torch.tensor([1, 3, 10], dtype=torch.int32))
    raw = os.path.join(out, "raw.onnx")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(model, sample, raw, dynamo=False, opset_version=17, input_names=["pieces", "shapes", "mask", "first"],
                          output_names=model.names, dynamic_axes={"pieces": {0: "b", 1: "n"}, "shapes": {0: "b", 1: "n"},
                                                                  "mask": {0: "b", 1: "n"}, "first": {0: "w"}})
    ready = os.path.join(out, "ready.onnx")
    quant_pre_process(raw, ready, skip_symbolic_shape=True)
    quantize_dynamic(ready, os.path.join(out, "encoder.onnx"), weight_type=QuantType.QInt8, per_channel=True,
                     extra_options={"MatMulConstBOnly": True})
    os.remove(raw)
    os.remove(ready)
    side = {k: v.detach().contiguous() for k, v in net.side_tensors().items()}
    with torch.no_grad():  # the vector of each word piece in a description, as integers
        rows = net.link_word(net.encoder.word.weight)
        scale = rows.abs().amax(1).clamp(min=1e-8) / 127
        side["link_word.weight"], side["link_word.scale"] = (rows / scale[:, None]).round().to(torch.int8), scale
    save_file(side, os.path.join(out, "heads.safetensors"))
    with open(os.path.join(out, "labels.json"), "w") as f:
        json.dump({k: inventory[k] for k in ("upos", "xpos", "deprel", "name", "role", "event")}, f)
        f.write("\n")
    digest = hashlib.sha256()
    for name in ("encoder.onnx", "heads.safetensors"):
        with open(os.path.join(out, name), "rb") as f:
            digest.update(f.read())
    with open(os.path.join(out, "version.txt"), "w") as f:
        f.write("en-" + digest.hexdigest()[:12])
    with open(os.path.join(out, "rolesets.tsv"), "w") as f:
        f.write("# lemma, part of speech (v, n, j), candidate rolesets, likeliest first; '#row' where a vector was learned\n")
        table = roleset_table(treebanks.ewt(train, "train"), inventory, os.path.join(train, "propbank_frames"))
        for (lemma, pos), own in table.items():
            f.write("%s\t%s\t%s\n" % (lemma, pos, " ".join(r if row is None else "%s#%d" % (r, row) for r, row in own)))
    shutil.copyfile(vocab, os.path.join(out, "vocab.txt"))
    with open(os.path.join(out, "pieces.tsv"), "w", encoding="utf-8") as f:
        f.write("# word, shape, word pieces: made by training/export.py\n")
        for word in CASES:
            f.write("%s\t%s\t%s\n" % (word, SHAPES[shape(word)], " ".join(map(str, pieces.word(word)))))
    print({k: os.path.getsize(os.path.join(out, k)) for k in sorted(os.listdir(out))})


if __name__ == "__main__":
    main()
