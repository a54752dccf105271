"""Makes the lemmatizer's tables, `src/model/lemma/suffixes.tsv` and `src/model/lemma/forms.tsv`.

    python3 training/lemmas.py [--data ../shared/data/train] [--lexicon PATH/infl_lu.csv.gz]

Sources: the training parts of UD English EWT and GUM (gold lemmas), and the inflection lexicon of lemminflect 0.2.3
(PyPI, MIT), by default that of the installed package. Only facts about word forms are kept, no running text.

suffixes.tsv holds, for each inflected class (Penn tag), the ending of a form, how many characters to strip and what to
append; the longest ending that fits decides, and one that begins with ^ is a whole word. The endings are learned: a
trie over the reversed forms is cut down to the nodes whose majority differs from that of the node above.
forms.tsv holds what is left: form, UPOS, Penn tag (or * for any) and lemma, for closed classes and exceptions.
"""
import argparse
import gzip
import os
from collections import Counter, defaultdict

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "..", "src", "model", "lemma")

# The tags that share one class of endings.
CLASSES = {"NNS": "NNS", "NNPS": "NNS", "VBD": "VBD", "VBN": "VBN", "VBG": "VBG", "VBZ": "VBZ", "JJR": "JJR",
           "RBR": "JJR", "JJS": "JJS", "RBS": "JJS"}
# An ending is generalized only from this many forms, and when this share of them agrees.
SUPPORT, PURITY, LONGEST = 4, 0.7, 7
# With this many forms the majority decides, whatever its share.
MANY = 40
OPEN = {"NOUN", "VERB", "ADJ", "PROPN", "X"}


def fold(form):
    return form.lower().replace("’", "'").replace("‘", "'").replace("`", "'")


def gold(folder):
    """Counts of (folded form, lemma, upos, xpos) in the training treebanks; misspelt words (but not "nt") and parts are left out."""
    counts = Counter()
    for path in ("ud_ewt/en_ewt-ud-train.conllu", "gum/train.ccby.conllu"):
        with open(os.path.join(folder, path), encoding="utf-8") as file:
            for line in file:
                columns = line.rstrip("\n").split("\t")
                if len(columns) < 10 or not columns[0].isdigit():
                    continue
                form, lemma, upos, xpos, feats = columns[1:6]
                if lemma == "_" and form != "_" or xpos == "GW" or "Typo=Yes" in feats and upos not in ("AUX", "PART"):
                    continue
                counts[fold(form), lemma, upos, xpos] += 1
    return counts


def lexicon(path):
    """{class: {form: {lemma}}} of the inflection lexicon, and the plurals that are no different from the singular."""
    out, invariant = defaultdict(lambda: defaultdict(set)), set()
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            lemma, kind, *columns = line.rstrip("\n").split(",")
            if not lemma.isascii() or " " in lemma:
                continue
            if kind == "noun":
                named = [("NNS", columns[0])]
            elif kind == "verb":
                past, participle, gerund, present = (columns + [""] * 4)[:4]
                named = [("VBD", past), ("VBN", participle or past), ("VBG", gerund), ("VBZ", present)]
            elif kind == "adj" or kind == "adv":
                named = list(zip(("JJR", "JJS"), columns))
            else:
                continue
            for cls, forms in named:
                for form in filter(None, forms.split("/")):
                    if form != lemma or cls != "NNS":
                        out[cls][form.lower()].add(lemma.lower())
                    elif columns[0] == lemma:
                        invariant.add(lemma.lower())
    return out, invariant - set(out["NNS"])


def script(form, lemma):
    """(number of characters to strip, what to append) that turns form into lemma."""
    same = len(os.path.commonprefix([form, lemma]))
    return len(form) - same, lemma[same:]


def choose(counts, words):
    """{class: {form: lemma}}: gold where it is sure, else the lexicon, the commoner lemma first."""
    seen, lemmas = defaultdict(Counter), Counter()
    for (form, lemma, upos, xpos), n in counts.items():
        if xpos in CLASSES and upos in ("NOUN", "PROPN", "VERB", "AUX", "ADJ", "ADV"):
            if upos != "PROPN" or xpos != "NNPS" or lemma.lower() != form:
                seen[CLASSES[xpos], form][fold(lemma)] += n
        lemmas[fold(lemma), upos] += n
    common = Counter()
    for (lemma, upos), n in lemmas.items():
        common[lemma] += n
    best = defaultdict(dict)
    for cls, forms in words.items():
        for form, candidates in forms.items():
            best[cls][form] = max(sorted(candidates), key=lambda lemma: (common[lemma], len(lemma)))
    for (cls, form), votes in seen.items():
        lemma, n = max(sorted(votes.items()), key=lambda item: item[1])
        known = words[cls].get(form)
        if not known or lemma in known or n > 1:
            best[cls][form] = lemma
    return best


def learn(forms, invariant):
    """[(ending, strip, append)] for {form: lemma}, shortest endings first.

    Invariant forms ("series") teach nothing about endings; they become whole words where the endings would cut them.
    """
    nodes = defaultdict(Counter)
    for form, lemma in forms.items():
        rule = script(form, lemma)
        for length in range(0, min(len(form), LONGEST) + 1):
            nodes[form[len(form) - length:]][rule] += 1
    rules = {}
    for ending in sorted(nodes, key=lambda e: (len(e), e)):
        rule, n = max(sorted(nodes[ending].items()), key=lambda item: item[1])
        total = sum(nodes[ending].values())
        sure = total >= SUPPORT and (n >= PURITY * total or total >= MANY)
        if not sure or rule[0] > len(ending):
            continue
        if longest(rules, ending[1:]) != rule:
            rules[ending] = rule
    rules.setdefault("", (0, ""))
    whole = {form: form for form in invariant if form not in forms}
    for form, lemma in sorted((whole | forms).items()):
        if apply(form, longest(rules, form)) != lemma:
            rules["^" + form] = script(form, lemma)
    return [(ending, *rule) for ending, rule in rules.items()]


def longest(rules, form):
    if "^" + form in rules:
        return rules["^" + form]
    for start in range(max(0, len(form) - LONGEST), len(form) + 1):
        if form[start:] in rules:
            return rules[form[start:]]
    return 0, ""


def apply(form, rule):
    return form[:len(form) - rule[0]] + rule[1]


def forms_table(counts, rules):
    """[(form, upos, xpos or *, lemma)] where the rules do not give the lemma of the treebanks."""
    def ruled(form, xpos):
        cls = CLASSES.get(xpos)
        return apply(form, longest(rules[cls], form)) if cls else form

    specific, general = defaultdict(Counter), defaultdict(Counter)
    for (form, lemma, upos, xpos), n in counts.items():
        specific[form, upos, xpos][lemma] += n
        # In a name every word is capitalised: that tells nothing.
        if not (upos in ("ADJ", "NOUN") and xpos.startswith("NNP")):
            general[form, upos][lemma] += n
    rows = []
    stars = {}
    for (form, upos), votes in sorted(general.items()):
        lemma, n = max(sorted(votes.items()), key=lambda item: item[1])
        # "Israeli", "TV": lemmas that keep their capitals.
        capitals = sum(c.isupper() for c in lemma)
        if upos in ("ADJ", "NOUN") and n > 1 and lemma.lower() == form and capitals > (upos == "NOUN"):
            rows.append((form, upos, "*", lemma))
            stars[form, upos] = lemma
            continue
        if upos in OPEN or upos == "NUM" and form[0].isdigit() or n < 2:
            continue
        if fold(lemma) != form or upos == "PRON" and lemma != form:
            stars[form, upos] = lemma
            rows.append((form, upos, "*", lemma))
    for (form, upos, xpos), votes in sorted(specific.items()):
        lemma, n = max(sorted(votes.items()), key=lambda item: item[1])
        if n < 2 or n < 0.6 * sum(votes.values()) or upos == "X" or upos == "NUM" and form[0].isdigit():
            continue
        if lemma == stars.get((form, upos)) or (form, upos) not in stars and fold(lemma) == ruled(form, xpos):
            continue
        # A proper noun keeps its spelling, unless it is an abbreviation or a plural.
        if upos == "PROPN" and xpos == "NNP" and not (form.endswith(".") or n > 2 and len(lemma) > len(form)):
            continue
        rows.append((form, upos, xpos, lemma))
    return rows


def write(name, remark, rows):
    with open(os.path.join(OUT, name), "w", encoding="utf-8") as file:
        file.write("# %s Made by training/lemmas.py; see there for sources and licences.\n" % remark)
        for row in rows:
            file.write("\t".join(map(str, row)) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", default=os.path.join(HERE, "..", "..", "shared", "data", "train"))
    parser.add_argument("--lexicon")
    arguments = parser.parse_args()
    path = arguments.lexicon
    if not path:
        import lemminflect
        path = os.path.join(os.path.dirname(lemminflect.__file__), "resources", "infl_lu.csv.gz")
    counts = gold(arguments.data)
    words, invariant = lexicon(path)
    best = choose(counts, words)
    os.makedirs(OUT, exist_ok=True)
    rules, rows = {}, []
    for cls in sorted(best):
        learned = learn(best[cls], invariant if cls == "NNS" else set())
        rules[cls] = {ending: (strip, append) for ending, strip, append in learned}
        rows += [(cls, *row) for row in learned]
    write("suffixes.tsv", "class, ending, characters to strip, what to append.", rows)
    write("forms.tsv", "form, UPOS, Penn tag or *, lemma.", forms_table(counts, rules))


if __name__ == "__main__":
    main()
