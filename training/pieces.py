"""Words → word pieces and shapes. `src/model/pieces.rs` does the same; `models/en/pieces.tsv` holds cases for both.

Pieces are those of BERT uncased (lower case, accents stripped, greedy longest match, Wu et al. 2016); typographic quotes
count as plain ones. The shape restores what lower-casing takes away.
"""
import unicodedata

CLS, SEP, UNK, PAD = "[CLS]", "[SEP]", "[UNK]", "[PAD]"
SHAPES = ["none", "lower", "Capital", "UPPER", "single", "mIxed", "digits", "digit-mix", "punct", "rest"]
PLAIN = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "`": "'"})
MAX_PIECES_A_WORD = 24


def shape(word):
    """Index into SHAPES. Only ASCII digits are digits; letters and case as in Unicode."""
    letters = [c for c in word if c.isalpha()]
    digits = any("0" <= c <= "9" for c in word)
    if digits:
        return SHAPES.index("digit-mix" if letters else "digits")
    if not letters:
        return SHAPES.index("punct")
    upper = sum(c.isupper() for c in letters)
    if upper == 0:
        return SHAPES.index("lower" if any(c.islower() for c in letters) else "rest")
    if len(letters) == 1:
        return SHAPES.index("single")
    if upper == len(letters):
        return SHAPES.index("UPPER")
    if upper == 1 and letters[0].isupper():
        return SHAPES.index("Capital")
    return SHAPES.index("mIxed")


class Pieces:
    def __init__(self, vocab_path):
        with open(vocab_path, encoding="utf-8") as f:
            self.ids = {line.rstrip("\n"): i for i, line in enumerate(f)}
        self.cls, self.sep, self.unk, self.pad = (self.ids[t] for t in (CLS, SEP, UNK, PAD))
        self.cache = {}

    def word(self, word):
        """Piece ids of one word, at least one."""
        if word not in self.cache:
            self.cache[word] = self._word(word)
        return self.cache[word]

    def _word(self, word):
        text = unicodedata.normalize("NFD", word.translate(PLAIN).lower())
        text = "".join(c for c in text if unicodedata.category(c) != "Mn")
        out = []
        for part in _split_punctuation(text):
            out += self._greedy(part)
        return out[:MAX_PIECES_A_WORD] or [self.unk]

    def _greedy(self, part):
        out, at = [], 0
        while at < len(part):
            end = len(part)
            while end > at:
                piece = self.ids.get(("##" if at else "") + part[at:end])
                if piece is not None:
                    break
                end -= 1
            else:
                return [self.unk]
            out.append(piece)
            at = end
        return out


def _split_punctuation(text):
    """Runs of letters and digits (of any script) stay whole; any other character stands alone; white space separates."""
    out, run = [], ""
    for c in text:
        if c.isalnum():
            run += c
            continue
        if run:
            out.append(run)
            run = ""
        if not c.isspace():
            out.append(c)
    if run:
        out.append(run)
    return out
