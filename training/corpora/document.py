"""The common form of a training document: paragraphs of sentences of words, with the layers that its corpus annotates.

A layer that a corpus does not have is None, and costs no loss. Name tags are sets of allowed tags a word, because
corpora differ in the types they mark: a word outside the names of a PER/ORG/LOC corpus may still be part of a Work.
"""
from dataclasses import dataclass, field

NAME_TYPES = ["Person", "Organization", "Place", "Event", "Work", "Product"]
NAME_TAGS = ["O"] + [p + "-" + t for t in NAME_TYPES for p in "BIES"]
NAME_TAG = {t: i for i, t in enumerate(NAME_TAGS)}


@dataclass
class Sentence:
    words: list
    upos: list = None
    xpos: list = None
    lemmas: list = None
    heads: list = None      # index of the head in the sentence, the word itself for the root
    deprels: list = None
    names: list = None      # a frozenset of allowed NAME_TAGS indexes a word, or None for "anything"
    predicates: list = None  # [(word, roleset, [(label, head word of the argument)])]
    content: list = None    # whether a word is one that may be an event: a noun, a verb, an adjective …
    events: list = None     # a frozenset of allowed event labels (strings) a word, or None for "anything"
    links: list = None      # [(word, descriptions of the candidates, the right one first)]


@dataclass
class Document:
    name: str
    paragraphs: list = field(default_factory=list)  # [[Sentence]]
    contiguous: bool = True  # the sentences follow each other in the source: their ends can be learned


def tags(length, spans, elsewhere):
    """Allowed tags of `length` words. spans: [(first, last + 1, [types], also_outside)] without overlaps; a span with
    several types, or that may be no name at all, allows each consistent tagging of its words. `elsewhere`: types that
    may stand unmarked."""
    free = frozenset([NAME_TAG["O"]] + [NAME_TAG[p + "-" + t] for t in elsewhere for p in "BIES"])
    out = [free] * length
    for a, b, types, outside in spans:
        for k in range(a, b):
            part = "S" if b - a == 1 else "B" if k == a else "E" if k == b - 1 else "I"
            allowed = {NAME_TAG[part + "-" + t] for t in types}
            if outside:
                allowed |= free
            out[k] = frozenset(allowed)
    return out


def bio_spans(labels):
    """[(first, last + 1, type)] of B-/I- labels."""
    out, start, kind = [], None, None
    for i, label in enumerate(labels + ["O"]):
        inside = label.startswith("I-") and kind == label[2:]
        if start is not None and not inside:
            out.append((start, i, kind))
            start = None
        if label[:2] in ("B-", "I-") and start is None:
            start, kind = i, label[2:]
    return out
