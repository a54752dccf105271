"""The program's own reading of the texts of plain.py (`newsgraph annotate --candidates --format jsonl`) → documents whose
words and sentences are its own, with two layers that no corpus marks as wanted:

events: the classes of the lexicon; where ECB+ or GENEVA marks events, they decide what is one, the lexicon and a table
of frames which class it may have. Words of which nothing is known may be anything.
links: the descriptions of a name's candidates in the knowledge base, where gold or a sure link says which is right.
"""
import bisect
import os
import re

from .document import Document, Sentence
from .plain import geneva

HERE = os.path.dirname(os.path.abspath(__file__))
NONE, OTHER = "none", "Other"
CONTENT = {"NOUN", "VERB", "ADJ", "PROPN", "ADV", "AUX", "X"}
SURE = 0.9  # a link of at least this confidence teaches
OTHERS = 6  # wrong candidates a name


def classes():
    """The local names of the event classes, in the order of the ontology."""
    with open(os.path.join(HERE, "..", "..", "src", "ontology", "event_class.rs"), encoding="utf-8") as f:
        return re.findall(r"^    (\w+) < \w+,$", f.read(), re.M)


def frames():
    with open(os.path.join(HERE, "geneva_classes.tsv"), encoding="utf-8") as f:
        rows = [line.rstrip("\n").split("\t") for line in f if not line.startswith("#")]
    return {name: frozenset(own.split()) for name, own in rows}


def documents(layers, actions, marked, gold_links, descriptions, examples):
    """layers: parsed records; actions: {id: (windows, spans)} of ECB+; marked: {id: [(start, end, frame)]} of GENEVA;
    gold_links: {id: [(start, end, QID)]}; descriptions: {QID: text}; examples: {id: (lemma, class, accepted)} of the
    lexicon → [Document]"""
    known, own_frames = frozenset([OTHER] + classes()), frames()
    out = []
    for record in layers:
        tokens, text = record["tokens"], record["text"]
        starts = [t["start"] for t in tokens]
        found = [None if t["upos"] in CONTENT else frozenset([NONE]) for t in tokens]
        lexical = {}
        for e in record["events"]:
            at = bisect.bisect_left(starts, e["trigger"]["start"])
            if "class" in e and at < len(tokens):
                lexical[at] = frozenset([e["class"]])
        for at, own in lexical.items():
            found[at] = own
        if record["id"] in actions:
            windows, spans = actions[record["id"]]
            _ecb(tokens, starts, windows, spans, lexical, known, found)
        for start, end, frame in marked.get(record["id"], []):
            at = _head(tokens, starts, start, end)
            if at is not None:
                allowed = own_frames.get(frame, frozenset([OTHER]))
                found[at] = lexical[at] & allowed if at in lexical and lexical[at] & allowed else allowed
        if record["id"] in examples:
            _example(tokens, examples[record["id"]], lexical, known, found)
        links = _links(record, tokens, starts, gold_links.get(record["id"]), descriptions)
        out.append(_document(record["id"], text, record["sentences"], tokens, found, links))
    return out


def _example(tokens, example, lexical, known, found):
    lemma, own, accepted = example
    for k, t in enumerate(tokens):
        if t["lemma"].lower() == lemma and k not in lexical:
            found[k] = frozenset([own]) if accepted else known - {own} | {NONE}


def _head(tokens, starts, start, end):
    own = range(bisect.bisect_left(starts, start), bisect.bisect_left(starts, end))
    heads = [k for k in own if tokens[k]["head"] not in own]
    return heads[0] if heads else None


def _ecb(tokens, starts, windows, spans, lexical, known, found):
    for a, b in windows:
        for k in range(bisect.bisect_left(starts, a), bisect.bisect_left(starts, b)):
            found[k] = frozenset([NONE])
    for a, b in spans:
        inside = range(bisect.bisect_left(starts, a), bisect.bisect_left(starts, b))
        for k in inside:
            found[k] = None
        at = _head(tokens, starts, a, b)
        if at is not None:
            found[at] = lexical.get(at, known)


def _links(record, tokens, starts, gold, descriptions):
    right = {}
    for start, end, qid in gold or []:
        if qid:
            right[(start, end)] = qid
    entities = {e["id"]: e for e in record["entities"] if e.get("candidates")}
    out = {}
    for m in record["mentions"]:
        e = entities.get(m["entity"])
        if m["kind"] != "name" or not e:
            continue
        qid = right.get((m["start"], m["end"]))
        if not qid and e.get("link_confidence", 0) >= SURE:
            qid = e.get("wikidata")
        if not qid or not descriptions.get(qid):
            continue
        wrong = [c["wikidata"] for c in e["candidates"] if c.get("wikidata") not in (None, qid)]
        wrong = [descriptions[q] for q in wrong if descriptions.get(q)][:OTHERS]
        at = _head(tokens, starts, m["start"], m["end"])
        if at is not None:
            out[at] = [descriptions[qid]] + wrong
    return out


def _document(name, text, sentences, tokens, events, links):
    d, at, last = Document(name), 0, 0
    for s in sentences:
        first = at
        while at < len(tokens) and tokens[at]["end"] <= s["end"]:
            at += 1
        if at == first:
            continue
        if not d.paragraphs or "\n\n" in text[last:s["start"]]:
            d.paragraphs.append([])
        last = s["end"]
        words = [text[t["start"]:t["end"]] for t in tokens[first:at]]
        d.paragraphs[-1].append(Sentence(
            words=words, content=[t["upos"] in CONTENT for t in tokens[first:at]], events=events[first:at],
            links=[(k - first, links[k]) for k in range(first, at) if k in links]))
    return d


def geneva_marks(root, places):
    """{id: [(start, end, frame)]} of GENEVA's sentences as plain.py joins them; places(words) → [(start, end)]"""
    out = {}
    for k, (words, triggers) in enumerate(geneva(root)):
        spots = places(words)
        out["geneva/%d" % k] = [(spots[a][0], spots[b - 1][1], frame) for a, b, frame in triggers if b <= len(spots)]
    return out


def lexicon(folder):
    """[(sentence, lemma, class, accepted)] of the examples of the lexicon's senses."""
    out = []
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8") as f:
            for entry in f.read().split("\n\n"):
                form = re.search(r'ontolex:writtenRep "([^"]+)"', entry)
                for sense in re.split(r"ontolex:sense \[", entry)[1:] if form else []:
                    own = re.search(r"ontolex:reference ng:(\w+)", sense)
                    for kind, text in re.findall(r'ng:(accept|reject)Example "((?:[^"\\]|\\.)*)"@en', sense):
                        if own:
                            out.append((text.replace('\\"', '"'), form.group(1).split()[0], own.group(1), kind == "accept"))
    return out
