"""Coreference: GUM (without its non-commercial genres), LitBank, ECB+ → plain texts with clusters of spans.

Spans are code points into the text, end exclusive. `windows` are the stretches that were annotated (all, where None).
"""
import os
import re
import xml.etree.ElementTree as xml
from dataclasses import dataclass, field

HELD_OUT_TOPICS = {"2", "5", "12", "18", "21", "23", "34", "35"}  # ECB+ topics that dev scores are measured on


@dataclass
class Text:
    id: str
    text: str
    clusters: list = field(default_factory=list)  # of lists of (start, end)
    windows: list = None
    identities: dict = field(default_factory=dict)  # number of a cluster → title of its Wikipedia article
    actions: list = field(default_factory=list)  # (start, end) of the event mentions


def gum(root, split):
    docs, text, opened, entities, titles = [], "", [], {}, {}

    def close(name):
        if name:
            known = {n: titles[e] for n, e in enumerate(entities) if e in titles}
            docs.append(Text("gum/" + name, text, [sorted(c) for c in entities.values()], identities=known))

    name, paragraph, rows, sentence = None, False, [], ""
    with open(os.path.join(root, "gum", split + ".ccby.conllu"), encoding="utf-8") as f:
        for line in list(f) + ["# newdoc id = \n"]:
            line = line.rstrip("\n")
            if line.startswith("# newdoc"):
                close(name)
                name, text, opened, entities, titles = line.split("=")[-1].strip(), "", [], {}, {}
            elif line.startswith("# newpar"):
                paragraph = True
            elif line.startswith("# text ="):
                sentence = line[8:].strip()
            elif line and line[0] != "#":
                rows.append(line.split("\t"))
            elif not line and rows:
                text += ("\n\n" if paragraph else " ") if text else ""
                _gum_sentence(rows, sentence, len(text), opened, entities, titles)
                text += sentence
                paragraph, rows = False, []
    return docs


def _gum_sentence(rows, sentence, base, opened, entities, titles):
    at, whole = 0, None  # whole: (end id, start, end) of a multiword token
    for r in rows:
        if "." in r[0]:
            continue
        found = sentence.find(r[1], at)
        if "-" in r[0]:
            whole = (int(r[0].split("-")[1]), found, found + len(r[1]))
            continue
        if whole and int(r[0]) <= whole[0]:
            begin, end = (found, found + len(r[1])) if 0 <= found < whole[2] else whole[1:]
            at = end if 0 <= found < whole[2] else at
            if int(r[0]) == whole[0]:
                at, whole = whole[2], None
        else:
            begin, end = found, found + len(r[1])
            at = end
        marks = next((x[7:] for x in r[9].split("|") if x.startswith("Entity=")), "")
        for mark in re.findall(r"\(?[^()]+\)?", marks):
            body = mark.strip("()").split("-", 7)  # group, type, status, salience, centering, minimum, link, identity
            key = body[0]
            if mark.startswith("("):
                if len(body) > 7:
                    titles.setdefault(key, body[7])
                opened.append((key, base + begin))
            if mark.endswith(")"):
                k = max((k for k, o in enumerate(opened) if o[0] == key), default=None)
                if k is not None:
                    entities.setdefault(key, []).append((opened.pop(k)[1], base + end))


NO_SPACE_BEFORE = set(". , ; : ? ! ) ] } ' % ” ’ 's n't 'm 're 've 'd 'll ’s n’t ’m ’re ’ve ’d ’ll".split())
NO_SPACE_AFTER = set("( [ { $ £ “ ‘".split())


def _join(sentences):
    """Tokenised sentences → text and [[(start, end)]] of the tokens."""
    text, places = "", []
    for words in sentences:
        inside, own = False, []
        glue = True
        text += " " if text else ""
        for w in words:
            w = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")"}.get(w, w)
            closing = w == '"' and inside
            if not (glue or w in NO_SPACE_BEFORE or closing):
                text += " "
            own.append((len(text), len(text) + len(w)))
            text += w
            glue = w in NO_SPACE_AFTER or w == '"' and not inside
            if w == '"':
                inside = not inside
        places.append(own)
    return text, places


def litbank(root):
    docs, folder = [], os.path.join(root, "litbank", "coref", "conll")
    for name in sorted(os.listdir(folder)):
        sentences, marks = [[]], []
        with open(os.path.join(folder, name), encoding="utf-8") as f:
            for line in f:
                cells = line.rstrip("\n").split("\t")
                if line.startswith("#"):
                    continue
                if len(cells) < 4:
                    if sentences[-1]:
                        sentences.append([])
                    continue
                marks.append((cells[-1].strip() or "_", len(sentences) - 1, len(sentences[-1])))
                sentences[-1].append(cells[3])
        text, places = _join(sentences)
        opened, clusters = {}, {}
        for mark, s, w in marks:
            for part in mark.split("|") if mark != "_" else []:
                key = part.strip("()")
                if part.startswith("("):
                    opened.setdefault(key, []).append(places[s][w][0])
                if part.endswith(")") and opened.get(key):
                    clusters.setdefault(key, []).append((opened[key].pop(), places[s][w][1]))
        docs.append(Text("litbank/" + name.split(".")[0], text, [sorted(c) for c in clusters.values()]))
    return docs


def ecbplus(root, held_out=False):
    base = os.path.join(root, "ecbplus", "ECB+_LREC2014")
    folder = os.path.join(base, "ECB+", "ECB+") if os.path.isdir(os.path.join(base, "ECB+", "ECB+")) else os.path.join(base, "ECB+")
    checked = {}
    with open(os.path.join(base, "ECBplus_coreference_sentences.csv"), encoding="utf-8-sig") as f:
        for line in list(f)[1:]:
            topic, file, sentence = line.strip().split(",")[:3]
            checked.setdefault("%s_%s.xml" % (topic, file), set()).add(int(sentence))
    docs = []
    for topic in sorted(os.listdir(folder)):
        if not os.path.isdir(os.path.join(folder, topic)) or (topic in HELD_OUT_TOPICS) != held_out:
            continue
        for name in sorted(os.listdir(os.path.join(folder, topic))):
            if name in checked:
                docs.append(_ecb_document(os.path.join(folder, topic, name), name, checked[name]))
    return docs


def _ecb_document(path, name, checked):
    root = xml.parse(path).getroot()
    sentences, place = {}, {}
    for t in root.iter("token"):
        s = int(t.get("sentence"))
        if not (s == 0 and name.endswith("ecbplus.xml") and (t.text or "").startswith("http")):
            place[t.get("t_id")] = (s, len(sentences.setdefault(s, [])))
            sentences[s].append(t.text or "")
    order = sorted(sentences)
    text, spots = _join([sentences[s] for s in order])
    spot = {s: spots[k] for k, s in enumerate(order)}
    span, actions, marks = {}, [], root.find("Markables")
    for m in marks if marks is not None else []:
        own = sorted(place[a.get("t_id")] for a in m.findall("token_anchor") if a.get("t_id") in place)
        if own and own[0][0] in checked:
            s = own[0][0]
            span[m.get("m_id")] = (spot[s][own[0][1]][0], spot[s][own[-1][1]][1])
            if "ACTION" in m.tag:
                actions.append(span[m.get("m_id")])
    clusters, used = [], set()
    relations = root.find("Relations")
    for r in relations if relations is not None else []:
        own = [x.get("m_id") for x in r.findall("source") if x.get("m_id") in span]
        clusters.append(sorted({span[x] for x in own}))
        used.update(own)
    clusters += [[x] for m, x in span.items() if m not in used]
    windows = [(spot[s][0][0], spot[s][-1][1]) for s in sorted(checked) if spot.get(s)]
    return Text("ecbplus/" + name, text, [c for c in clusters if c], windows, actions=sorted(actions))
