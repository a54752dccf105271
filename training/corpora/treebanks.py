"""UD English EWT and GUM (CoNLL-U), with PropBank and UNER joined to EWT, and GUM's named entities."""
import os
import re

from .document import Document, Sentence, bio_spans, tags

UNMARKED = ["Event", "Work", "Product"]
UNER_TYPES = {"PER": ["Person"], "ORG": ["Organization"], "LOC": ["Place"]}
GUM_TYPES = {"person": ["Person"], "organization": ["Organization"], "place": ["Place"], "event": ["Event"],
             "object": ["Product", "Work"], "abstract": ["Work", "Product", "Event"]}
AUXILIARIES = {"be.03", "have.01", "do.01"}
TITLES = set("mr mr. mrs mrs. ms ms. dr dr. prof prof. professor president king queen prince princess sir lord lady sen "
             "sen. senator rep rep. gov gov. governor gen gen. general col col. colonel capt capt. captain lt lt. sgt sgt. "
             "secretary minister chancellor mayor judge justice pope saint st. chairman prime vice deputy detective".split())


def _conllu(path):
    """[(comments, rows)] of a CoNLL-U file; rows of syntactic words only."""
    out, comments, rows = [], [], []
    with open(path, encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if not line:
                if rows:
                    out.append((comments, rows))
                comments, rows = [], []
            elif line[0] == "#":
                comments.append(line)
            else:
                cells = line.split("\t")
                if cells[0].isdigit():
                    rows.append(cells)
    if rows:
        out.append((comments, rows))
    return out


def _sentence(rows):
    return Sentence(words=[r[1] for r in rows], lemmas=[r[2] for r in rows], upos=[r[3] for r in rows],
                    xpos=[r[4] for r in rows], deprels=[r[7] for r in rows],
                    heads=[int(r[6]) - 1 if r[6] != "0" else i for i, r in enumerate(rows)])


def _documents(path, add):
    """add(sentence, comments, rows) completes each sentence, in file order."""
    docs = []
    for comments, rows in _conllu(path):
        new = [c for c in comments if c.startswith("# newdoc")]
        if new:
            docs.append(Document(new[0].split("=")[-1].strip()))
        if any(c.startswith("# newpar") for c in comments) or not docs[-1].paragraphs:
            docs[-1].paragraphs.append([])
        s = _sentence(rows)
        add(s, comments, rows)
        docs[-1].paragraphs[-1].append(s)
    return docs


def ewt(root, split):
    """EWT with names (UNER) and predicates (PropBank) where they could be joined."""
    names = _uner(os.path.join(root, "uner_ewt", "en_ewt-ud-%s.iob2" % split))
    frames = _srl(os.path.join(root, "propbank_ewt", "ewt-%s.srl" % split))
    at = [0]

    def add(s, comments, _):
        sent_id = next((c.split("=")[-1].strip() for c in comments if c.startswith("# sent_id")), "")
        labels = names.get(sent_id)
        if labels is not None and len(labels) == len(s.words):
            spans = [(a, b, UNER_TYPES[t], False) for a, b, t in bio_spans(labels)]
            s.names = tags(len(s.words), spans, UNMARKED)
        key = [(a, b) for a, b in zip(s.lemmas, s.upos)]
        for k in range(at[0], min(at[0] + 40, len(frames))):
            if frames[k][0] == key:
                s.predicates = frames[k][1]
                at[0] = k + 1
                break

    return _documents(os.path.join(root, "ud_ewt", "en_ewt-ud-%s.conllu" % split), add)


def _uner(path):
    out, sent_id, labels = {}, None, []
    with open(path, encoding="utf-8") as f:
        for line in list(f) + [""]:
            line = line.rstrip("\n")
            if line.startswith("# sent_id"):
                sent_id = line.split("=")[-1].strip()
            elif not line and labels:
                out[sent_id] = labels
                labels = []
            elif line and line[0] != "#":
                tag = line.split("\t")[2]
                labels.append(tag if tag[2:] in UNER_TYPES else "O")
    return out


def _srl(path):
    """[(key, predicates)]: key is [(lemma, upos)]."""
    out, rows = [], []
    with open(path, encoding="utf-8") as f:
        for line in list(f) + [""]:
            if line.strip():
                rows.append(line.rstrip("\n").split("\t"))
            elif rows:
                out.append(([(r[2], r[3]) for r in rows], _predicates(rows)))
                rows = []
    return out


def _predicates(rows):
    heads = [int(r[5]) - 1 for r in rows]
    out = []
    for column, i in enumerate([i for i, r in enumerate(rows) if r[7] != "-"], 8):
        if rows[i][7] in AUXILIARIES and rows[i][3] == "AUX":
            continue
        args, stack = [], []
        for k, r in enumerate(rows):
            for opened, closed in re.findall(r"\(([^*()]+)|(\))", r[column]):
                if opened:
                    stack.append((opened, k))
                elif stack:
                    label, a = stack.pop()
                    if label != "V" and label[:2] not in ("C-", "R-"):
                        head = next((x for x in range(a, k + 1) if not a <= heads[x] <= k), a)
                        args.append((label, head))
        out.append((i, rows[i][7], args))
    return out


def gum(root, split):
    """GUM (licence-clean genres) with its named entities, cut to their proper-noun core."""
    open_mentions = {}

    def add(s, comments, rows):
        if any(c.startswith("# newdoc") for c in comments):
            open_mentions.clear()
        spans = []
        for i, r in enumerate(rows):
            entity = next((x[7:] for x in r[9].split("|") if x.startswith("Entity=")), "")
            for token in re.findall(r"\([^()]*\)?|[^()]+\)", entity):
                body = token.strip("()")
                if token.startswith("("):
                    parts = body.split("-")
                    open_mentions.setdefault(parts[0], []).append((i, parts[1] if len(parts) > 1 else ""))
                if token.endswith(")"):
                    stack = open_mentions.get(body.split("-")[0])
                    if stack:
                        a, kind = stack.pop()
                        if a <= i:
                            spans.append((a, i + 1, kind))
        s.names = _gum_names(s, spans)

    return _documents(os.path.join(root, "gum", split + ".ccby.conllu"), add)


def _gum_names(s, spans):
    """Noun phrases with a proper-noun head → tags of their names. Words of a phrase whose core is unclear are free."""
    chosen = []
    for a, b, kind in sorted(spans, key=lambda x: x[0] - x[1]):  # longest first
        head = next((k for k in range(a, b) if not a <= s.heads[k] < b or s.heads[k] == k), a)
        if s.upos[head] != "PROPN" or kind not in GUM_TYPES:
            continue
        core = [head, head + 1]
        joint = lambda k: s.upos[k] == "PROPN" or s.words[k] in ("-", "'s", "&", "’s") and s.upos[k - 1] == "PROPN"
        while core[0] > a and joint(core[0] - 1):
            core[0] -= 1
        while core[1] < b and joint(core[1]):
            core[1] += 1
        # "University of Oslo", "Bank of the South": the rest of the name hangs on the head
        while core[1] + 1 < b and s.words[core[1]].lower() in ("of", "for", "and", "de", "the") and kind != "person":
            k = core[1]
            while k < b and s.words[k].lower() in ("of", "for", "and", "de", "the"):
                k += 1
            if k >= b or s.upos[k] != "PROPN":
                break
            while k < b and joint(k):
                k += 1
            core[1] = k
        if kind == "person":
            while core[1] - core[0] > 1 and s.words[core[0]].lower() in TITLES:
                core[0] += 1
        while core[1] - core[0] > 1 and s.words[core[1] - 1] in ("'s", "’s", "-", "&"):
            core[1] -= 1
        if all(w.lower() in TITLES for w in s.words[core[0]:core[1]]):
            continue
        if all(core[1] <= x or y <= core[0] for x, y, _, _ in chosen):
            chosen.append((core[0], core[1], GUM_TYPES[kind], len(GUM_TYPES[kind]) > 1))
    out = tags(len(s.words), chosen, UNMARKED)
    covered = {k for a, b, _, _ in chosen for k in range(a, b)}
    for k, upos in enumerate(s.upos):
        if upos == "PROPN" and k not in covered:
            out[k] = None  # part of a name that was not understood
    return out
