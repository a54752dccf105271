"""Names of the knowledge base put in the place of names in training texts, so that the model meets names of all the world.

A name is replaced by another of its type and of like length (one word by one word), the same one throughout a document.
"""
import io
import re
import subprocess

from corpora.document import NAME_TAGS, Document, Sentence

TYPES = {"Person": "Person", "Org": "Organization", "Organization": "Organization", "Place": "Place"}
CHANCE = 0.35
MOST = 120_000  # names a type, the most prominent first


class Names:
    def __init__(self, kb_path):
        self.one, self.more = {}, {}
        count = {}
        raw = subprocess.run(["zstd", "-dc", kb_path], capture_output=True, check=True).stdout
        for line in io.StringIO(raw.decode("utf-8")):
            cells = line.rstrip("\n").split("\t")
            kind = TYPES.get(cells[2])
            label = cells[4] if len(cells) > 4 else ""
            if not kind or not re.match(r"^[^\W\d_][\w .'’&-]*$", label) or not label[0].isupper() or "(" in label:
                continue
            count[kind] = count.get(kind, 0) + 1
            if count[kind] > MOST:
                continue
            words = label.split()
            if len(words) > 6:
                continue
            (self.one if len(words) == 1 else self.more).setdefault(kind, []).append(words)
            if kind == "Person" and len(words) > 1:
                self.one.setdefault(kind, []).append(words[-1:])

    def draw(self, kind, length, rng):
        table = (self.one if length == 1 else self.more).get(kind)
        return rng.choice(table) if table else None


def swapped(doc, names, rng):
    """The document with some of its names replaced. Only for documents without syntax."""
    chosen, sentences = {}, []
    for s in (s for p in doc.paragraphs for s in p):
        sentences.append(_sentence(s, names, chosen, rng))
    return Document(doc.name, [sentences], doc.contiguous)


def _sentence(s, names, chosen, rng):
    words, tags, i = [], [], 0
    while i < len(s.words):
        end, kind = _name_at(s, i)
        if end is None:
            words.append(s.words[i])
            tags.append(s.names[i])
            i += 1
            continue
        surface = tuple(s.words[i:end])
        if surface not in chosen:
            new = names.draw(kind, end - i, rng) if rng.random() < CHANCE else None
            chosen[surface] = new or list(surface)
        new = chosen[surface]
        words += new
        for k in range(len(new)):
            part = "S" if len(new) == 1 else "B" if k == 0 else "E" if k == len(new) - 1 else "I"
            tags.append(frozenset([NAME_TAGS.index(part + "-" + kind)]))
        i = end
    return Sentence(words=words, names=tags)


def _name_at(s, i):
    """End and type of the name that begins at word i, when its type is certain."""
    allowed = s.names[i]
    if allowed is None or len(allowed) != 1:
        return None, None
    tag = NAME_TAGS[next(iter(allowed))]
    kind = tag[2:]
    if tag[0] == "S":
        return i + 1, kind
    if tag[0] != "B":
        return None, None
    k = i + 1
    while k < len(s.words) and s.names[k] is not None and len(s.names[k]) == 1:
        t = NAME_TAGS[next(iter(s.names[k]))]
        k += 1
        if t[0] == "E":
            return k, kind
        if t[0] != "I":
            break
    return None, None
