"""Candidates for coreference and what is known of a pair of them, from the program's own layers (`newsgraph annotate
--format jsonl`). The same features are computed by `src/annotate/coreference/features.rs`; the order of FIELDS is shared.
"""
PRONOUNS = ["he", "she", "it", "they", "i", "you", "we", "this", "that", "these", "those", "one", "other"]
FORMS = {"him": "he", "his": "he", "himself": "he", "her": "she", "hers": "she", "herself": "she", "its": "it", "itself": "it",
         "them": "they", "their": "they", "theirs": "they", "themselves": "they", "me": "i", "my": "i", "mine": "i",
         "myself": "i", "your": "you", "yours": "you", "yourself": "you", "us": "we", "our": "we", "ours": "we",
         "ourselves": "we", "'em": "they"}
TYPES = ["none", "Person", "Organization", "Place", "Group", "Event", "Work", "Product", "Other"]
DETERMINERS = ["none", "the", "this", "a", "possessive", "number"]
RELATIONS = ["nsubj", "obj", "iobj", "obl", "nmod", "poss", "conj", "compound", "root", "appos", "other"]
SIDE = {"kind": len(PRONOUNS) + len(DETERMINERS) + 2, "type": len(TYPES), "number": 3, "relation": len(RELATIONS), "quoted": 2,
        "early": 3}
PAIR = {"sentences": 8, "between": 9, "head": 3, "phrase": 4, "entity": 3, "nested": 3, "governor": 4, "speaker": 2,
        "kinds": 9 * 9}
WINDOW = 100  # candidates before a mention that may be its antecedent


def offsets(sizes):
    out, at = {}, 0
    for k, n in sizes.items():
        out[k] = at
        at += n
    return out, at


SIDE_AT, SIDE_SIZE = offsets(SIDE)
PAIR_AT, PAIR_SIZE = offsets(PAIR)


def bucket(n):
    """0 1 2 3 4-5 6-10 11-20 more"""
    for k, top in enumerate((0, 1, 2, 3, 5, 10, 20)):
        if n <= top:
            return k
    return 7


class Document:
    def __init__(self, layers):
        self.layers = layers
        self.text = layers["text"]
        self.tokens = t = layers["tokens"]
        self.children = [[] for _ in t]
        for i, w in enumerate(t):
            if w["head"] >= 0:
                self.children[w["head"]].append(i)
        self.sentence = []
        k = 0
        for w in t:
            while k + 1 < len(layers["sentences"]) and w["start"] >= layers["sentences"][k]["end"]:
                k += 1
            self.sentence.append(k)
        self.quoted = self._quoted()
        self.at_word = self._mentions()
        self.candidates = [i for i in range(len(t)) if self._candidate(i)]
        self.spans = [self.phrase(i) for i in self.candidates]
        self.words = [self._content(i, s) for i, s in zip(self.candidates, self.spans)]
        self.side = [self._side(i) for i in self.candidates]

    def form(self, i):
        return self.text[self.tokens[i]["start"]:self.tokens[i]["end"]]

    def relation(self, i):
        return self.tokens[i]["deprel"].split(":")[0]

    def _quoted(self):
        out, inside = [], False
        last = 0
        for i, w in enumerate(self.tokens):
            f = self.form(i)
            if "\n\n" in self.text[last:w["start"]]:
                inside = False
            last = w["end"]
            if f in ("“", "``"):
                inside = True
            elif f in ("”", "''"):
                inside = False
            elif f == '"':
                inside = not inside
            out.append(inside)
        return out

    def _mentions(self):
        """word → (kind, type, entity) of the name, demonym or nominal whose head it is"""
        out = {}
        starts = {w["start"]: i for i, w in enumerate(self.tokens)}
        for m in self.layers["mentions"]:
            if m["kind"] == "pronoun" or m["start"] not in starts:
                continue
            a = starts[m["start"]]
            b = a
            while b + 1 < len(self.tokens) and self.tokens[b + 1]["end"] <= m["end"]:
                b += 1
            head = next((k for k in range(a, b + 1) if not a <= self.tokens[k]["head"] <= b), b)
            if head not in out or m["kind"] == "nominal":  # "30 Palestinians" are people before they are a nation
                out[head] = (m["kind"], m["type"], m["entity"], a, b)
        return out

    def _candidate(self, i):
        w = self.tokens[i]
        r = self.relation(i)
        if r in ("flat", "fixed", "goeswith", "expl"):
            return False
        if i in self.at_word:
            return True
        if w["upos"] == "PRON":
            return not w["xpos"].startswith("W") and w["xpos"] != "EX" and w["lemma"].lower() not in ("what", "who", "which")
        return w["upos"] in ("NOUN", "PROPN") or w["upos"] == "NUM" and r in ("nsubj", "obj")

    DROPPED = {"cc", "conj", "punct", "case", "appos", "mark", "discourse", "parataxis", "cop", "nsubj", "advcl", "aux",
               "vocative", "dislocated", "orphan", "expl", "csubj"}

    def phrase(self, i):
        """First and last word of the noun phrase of head i, without coordinated phrases, appositions and clauses of its own."""
        own, stack = [i], [k for k in self.children[i] if self.relation(k) not in self.DROPPED
                           and not (self.relation(i) == "root" and self.relation(k) == "obl")]
        while stack:
            k = stack.pop()
            own.append(k)
            stack += self.children[k]
        a, b = min(own), max(own)
        while b > i and self.tokens[b]["upos"] == "PUNCT":
            b -= 1
        while a < i and self.tokens[a]["upos"] == "PUNCT" and self.form(a) not in '"“':
            a += 1
        if b > i and self.tokens[b]["xpos"] == "POS":
            b -= 1
        return a, b

    def chars(self, span):
        a, b = self.tokens[span[0]]["start"], self.tokens[span[1]]["end"]
        for tail in ("'s", "’s"):
            if b - a > 2 and self.text[a:b].endswith(tail):
                b -= 2
        return a, b

    def _content(self, i, span):
        return frozenset(self.form(k).lower() for k in range(span[0], span[1] + 1)
                         if self.tokens[k]["upos"] in ("NOUN", "PROPN", "ADJ", "NUM"))

    def kind(self, i):
        w = self.tokens[i]
        if w["upos"] == "PRON":
            f = self.form(i).lower()
            f = FORMS.get(f, f)
            return PRONOUNS.index(f) if f in PRONOUNS else len(PRONOUNS) - 1
        if i in self.at_word and self.at_word[i][0] in ("name", "demonym"):
            return len(PRONOUNS) + len(DETERMINERS) + (self.at_word[i][0] == "demonym")
        found = 0
        for k in self.children[i]:
            lemma, r = self.tokens[k]["lemma"].lower(), self.relation(k)
            if self.tokens[k]["deprel"] == "nmod:poss":
                found = 4
            elif r == "det":
                found = 1 if lemma == "the" else 2 if lemma in ("this", "that", "these", "those") else 3
            elif r == "nummod" and not found:
                found = 5
        return len(PRONOUNS) + found

    def type(self, i):
        return TYPES.index(self.at_word[i][1]) if i in self.at_word else 0

    def number(self, i):
        x, f = self.tokens[i]["xpos"], self.form(i).lower()
        if self.tokens[i]["upos"] == "PRON":
            f = FORMS.get(f, f)
            return 2 if f in ("they", "we", "these", "those") else 0 if f == "you" else 1
        return 2 if x in ("NNS", "NNPS") else 1 if x in ("NN", "NNP") else 0

    def _side(self, i):
        r = self.relation(i)
        r = "poss" if self.tokens[i]["deprel"] == "nmod:poss" else r
        r = RELATIONS.index(r) if r in RELATIONS else len(RELATIONS) - 1
        early = min(self.sentence[i], 2)
        values = {"kind": self.kind(i), "type": self.type(i), "number": self.number(i), "relation": r, "quoted": int(self.quoted[i]),
                  "early": early}
        return [SIDE_AT[k] + v for k, v in values.items()]

    def coarse(self, i):
        """0-4 pronouns he, she, it, they, other; 5 name of a person, 6 other name, 7 nominal of people or bodies, 8 nominal"""
        if self.tokens[i]["upos"] == "PRON":
            return min(self.kind(i), 4)
        kind, type_ = (self.at_word[i][0], self.at_word[i][1]) if i in self.at_word else ("", "")
        if kind in ("name", "demonym"):
            return 5 if type_ == "Person" else 6
        return 7 if type_ else 8

    def antecedents(self, n):
        """Indices of the candidates that may be the antecedent of candidate n: the last ones, and older ones of like words."""
        out = list(range(max(0, n - WINDOW), n))
        if self.tokens[self.candidates[n]]["upos"] != "PRON":
            lemma = self.tokens[self.candidates[n]]["lemma"].lower()
            older = [m for m in range(0, n - WINDOW) if self.tokens[self.candidates[m]]["lemma"].lower() == lemma]
            out = older[-5:] + out
        return out

    def pair(self, n, m):
        """Features of anaphor n and earlier candidate m."""
        i, j = self.candidates[n], self.candidates[m]
        ti, tj = self.tokens[i], self.tokens[j]
        pronoun = ti["upos"] == "PRON" or tj["upos"] == "PRON"
        same = ti["lemma"].lower() == tj["lemma"].lower()
        wi, wj = self.words[n], self.words[m]
        phrase = 0 if pronoun or not wi or not wj else 3 if wi == wj else 2 if wi <= wj or wj <= wi else 1 if wi & wj else 0
        ei = self.at_word[i][2] if i in self.at_word else None
        ej = self.at_word[j][2] if j in self.at_word else None
        si, sj = self.spans[n], self.spans[m]
        nested = 1 if sj[0] <= i <= sj[1] else 2 if si[0] <= j <= si[1] else 0
        governor = 0
        if tj["head"] == i or ti["head"] == j:
            child = j if tj["head"] == i else i
            governor = 1 if self.relation(child) == "appos" else 2 if self.relation(child) == "nsubj" else 0
        elif ti["head"] == tj["head"] and ti["head"] >= 0:
            governor = 3
        values = {"sentences": bucket(self.sentence[i] - self.sentence[j]), "between": min(8, (n - m).bit_length()),
                  "head": 0 if not same else 1 if pronoun else 2, "phrase": phrase,
                  "entity": 0 if ei is None or ej is None else 2 if ei == ej else 1, "nested": nested, "governor": governor,
                  "speaker": int(self.speaks(j, i)), "kinds": 9 * self.coarse(i) + self.coarse(j)}
        return [PAIR_AT[k] + v for k, v in values.items()]

    def speaks(self, j, i):
        """j is the subject of a verb whose content clause holds i"""
        k, steps = i, 0
        while k >= 0 and steps < 12:
            if self.relation(k) in ("ccomp", "parataxis") or self.tokens[k]["head"] < 0:
                g = self.tokens[k]["head"]
                for v in ([g] if g >= 0 else []) + [c for c in self.children[k] if self.relation(c) == "parataxis"]:
                    if j in self.children[v] and self.relation(j) == "nsubj":
                        return True
            k, steps = self.tokens[k]["head"], steps + 1
        return False

    def gold(self, clusters):
        """Candidate → number of its gold cluster (None: not a gold mention)."""
        index = {i: n for n, i in enumerate(self.candidates)}
        found = {}
        begins = [w["start"] for w in self.tokens]
        import bisect
        for c, spans in enumerate(clusters):
            for a, b in spans:
                first = bisect.bisect_left(begins, a)
                last = bisect.bisect_left(begins, b) - 1
                own = range(first, last + 1)
                heads = [k for k in own if not first <= self.tokens[k]["head"] <= last]
                for h in heads[:1]:
                    if h in index:
                        exact = self.chars(self.spans[index[h]]) == (a, b)
                        score = (exact, b - a)
                        if h not in found or found[h][0] < score:
                            found[h] = (score, c)
        return [found[i][1] if i in found else None for i in self.candidates]
