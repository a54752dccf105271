"""Label inventories and roleset candidates, gathered from the training data and the PropBank frame files."""
import glob
import os
import xml.etree.ElementTree as ET
from collections import Counter

from corpora.document import NAME_TAGS
from corpora.silver import NONE, OTHER, classes

UPOS = ["ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
        "SYM", "VERB", "X"]


def gather(docs, frames_root):
    """{"upos", "xpos", "deprel", "name", "role", "roleset": [label], "candidates": {lemma: [roleset index]}}

    A roleset is a candidate of the lemmas it was seen with, and of its aliases in the frame files.
    """
    xpos, deprels, roles, rolesets = Counter(), Counter(), Counter(), Counter()
    seen = {}
    for d in docs:
        for paragraph in d.paragraphs:
            for s in paragraph:
                xpos.update(s.xpos or [])
                deprels.update(s.deprels or [])
                for word, roleset, args in s.predicates or []:
                    rolesets[roleset] += 1
                    seen.setdefault(s.lemmas[word].lower(), Counter())[roleset] += 1
                    roles.update(label for label, _ in args)
    listed = sorted(rolesets)
    index = {r: i for i, r in enumerate(listed)}
    candidates = {lemma: [index[r] for r, _ in sorted(c.items(), key=lambda x: (-x[1], x[0]))] for lemma, c in seen.items()}
    extra = []
    for lemma, roleset, _ in _aliases(frames_root):
        if roleset not in index:
            if lemma in candidates:
                continue  # an unseen sense of a seen lemma has no vector
            index[roleset] = len(listed) + len(extra)
            extra.append(roleset)
        have = candidates.setdefault(lemma, [])
        if index[roleset] not in have:
            have.append(index[roleset])
    return {"upos": UPOS, "xpos": sorted(x for x, n in xpos.items() if n > 2), "name": NAME_TAGS, "event": [NONE, OTHER] + classes(),
            "deprel": sorted(d for d, n in deprels.items() if n > 4), "role": sorted(r for r, n in roles.items() if n > 4),
            "roleset": listed + extra, "learned_rolesets": len(listed),
            "candidates": {k: candidates[k] for k in sorted(candidates)}}


def roleset_table(docs, inventory, frames_root):
    """{(lemma, part of speech v|n|j): [(roleset, row or None)]}: the learned rolesets that the word was seen with in that
    part of speech or that the frame files give it; where there is none, those of the frame files that were not learned."""
    rows = {r: i for i, r in enumerate(inventory["roleset"][: inventory["learned_rolesets"]])}
    seen, frames = {}, {}
    for d in docs:
        for s in (s for p in d.paragraphs for s in p):
            for word, roleset, _ in s.predicates or []:
                pos = "v" if s.xpos[word].startswith("VB") else {"NOUN": "n", "PROPN": "n", "ADJ": "j"}.get(s.upos[word], "v")
                seen.setdefault((s.lemmas[word].lower(), pos), Counter())[roleset] += 1
    for lemma, roleset, pos in _aliases(frames_root):
        own = frames.setdefault((lemma, pos), [])
        if roleset not in own:
            own.append(roleset)
    table = {}
    for key in sorted(set(seen) | set(frames)):
        listed = [r for r, _ in sorted(seen.get(key, {}).items(), key=lambda x: (-x[1], x[0]))]
        listed += [r for r in frames.get(key, []) if r not in listed]
        learned = [(r, rows[r]) for r in listed if r in rows]
        table[key] = learned or [(r, None) for r in listed[:1]]
    return table


def _aliases(frames_root):
    """(lemma, roleset, part of speech) of the frame files, in the order of senses."""
    for path in sorted(glob.glob(os.path.join(frames_root, "frames", "*.xml"))):
        try:
            tree = ET.parse(path)
        except ET.ParseError:
            continue
        for roleset in tree.iter("roleset"):
            for alias in roleset.iter("alias"):
                if alias.get("pos") in ("v", "n", "j") and alias.text:
                    yield alias.text.strip().lower().replace("_", " ").split(" ")[0], roleset.get("id"), alias.get("pos")
