"""The file of the knowledge base; `src/kb/file.rs` reads it, and says what stands where.

All numbers are little-endian. A file is: the magic word, the length of the head (u32), the head (UTF-8, a `key<TAB>values`
a line), then the sections one after the other, in the order and with the lengths that the head gives.
"""

import struct
from pathlib import Path

import zstandard

HERE = Path(__file__).parent

MAGIC = b"NGKB0001"
ENTRIES_IN_BLOCK = 32
NAMES_IN_BLOCK = 64
DICTIONARY_BYTES = 112_640
LEVEL = 19


def varint(n):
    out = bytearray()
    while n >= 0x80:
        out.append(n & 0x7F | 0x80)
        n >>= 7
    out.append(n)
    return bytes(out)


def signed24(x):
    return struct.pack("<i", x)[:3]


def record(entry, before):
    """Everything of an entry but its kind, country and prior; `before` = the identifier of the entry before in the block."""
    identifier = entry.qid or entry.geonames
    flags = 0
    numbers = varint(identifier - before)
    if entry.qid and entry.geonames:
        flags |= 1
        numbers += varint(entry.geonames)
    if entry.place:
        flags |= 2
        numbers += b"".join(signed24(round(x * 10_000)) for x in entry.place)
    if entry.population:
        flags |= 4
        numbers += varint(entry.population)
    texts = "\0".join([entry.label, "\x1f".join(entry.aliases), entry.description]).encode()
    body = bytes([flags]) + numbers + texts
    return varint(len(body)) + body


def text_blocks(entries):
    """Blocks of records, and the identifier of the first entry of each. Unused places are empty records."""
    blocks, firsts = [], []
    for start in range(0, len(entries), ENTRIES_IN_BLOCK):
        block = bytearray()
        before = 0
        group = entries[start : start + ENTRIES_IN_BLOCK]
        # A block of nothing but unused places is as the one before it.
        firsts.append(next((e.qid or e.geonames for e in group if e), firsts[-1] if firsts else 0))
        for entry in group:
            if entry is None:
                block += varint(0)
                continue
            block += record(entry, before)
            before = entry.qid or entry.geonames
        blocks.append(bytes(block))
    return blocks, firsts


def name_blocks(postings):
    """`postings`: (folded name, [(entry, flags)]) sorted by name. A block: each name by what it shares with the one before."""
    blocks, heads = [], []
    for start in range(0, len(postings), NAMES_IN_BLOCK):
        group = postings[start : start + NAMES_IN_BLOCK]
        heads.append(group[0][0].encode())
        names, entries = bytearray(), bytearray()
        before = b""
        for name, found in group:
            name = name.encode()
            shared = 0
            while shared < min(len(name), len(before), 255) and name[shared] == before[shared]:
                shared += 1
            names += bytes([shared]) + varint(len(name) - shared) + name[shared:] + varint(len(found))
            for entry, flags in found:
                entries += struct.pack("<I", entry << 3 | flags)[:3]
            before = name
        blocks.append(varint(len(names)) + bytes(names) + bytes(entries))
    return blocks, heads


def compressed(blocks, path, train):
    """The blocks with a dictionary. The dictionaries stay as they were once learned, so that a change of some entries
    changes some blocks only, and a new version of the file adds little to the repository."""
    if train:
        learned = zstandard.train_dictionary(DICTIONARY_BYTES, blocks[::3], k=512, d=8, level=LEVEL)
        path.write_bytes(learned.as_bytes())
    dictionary = zstandard.ZstdCompressionDict(path.read_bytes())
    parameters = zstandard.ZstdCompressionParameters.from_level(
        LEVEL, write_content_size=1, write_checksum=0, write_dict_id=0
    )
    compressor = zstandard.ZstdCompressor(dict_data=dictionary, compression_params=parameters)
    return dictionary.as_bytes(), [compressor.compress(block) for block in blocks]


def offsets(blocks):
    out, at = [0], 0
    for block in blocks:
        at += len(block)
        out.append(at)
    return struct.pack(f"<{len(out)}I", *out)


def write(path, head, kinds, countries, entries, with_qid, postings, train):
    """`entries`: those with a QID by QID, `None` up to a full block, then those with a GeoNames id only, by that;
    `None` for those left out too, so that the numbers of the others stay when a rule drops one. `with_qid`: how many
    numbers the first part has."""
    columns = bytearray()
    for entry in entries:
        values = (255, 0, 0) if entry is None else (entry.kind, entry.country, round(entry.prior * 65535))
        columns += struct.pack("<BBH", *values)
    texts, firsts = text_blocks(entries)
    names, heads = name_blocks(postings)
    largest = [max(map(len, blocks)) for blocks in (texts, names)]
    text_dictionary, texts = compressed(texts, HERE / "text.dict", train)
    name_dictionary, names = compressed(names, HERE / "name.dict", train)
    both = sorted((e.geonames, i) for i, e in enumerate(entries) if e and e.qid and e.geonames)
    sections = {
        "columns": bytes(columns),
        "firsts": struct.pack(f"<{len(firsts)}I", *firsts),
        "geonames": b"".join(struct.pack("<II", *pair) for pair in both),
        "text-dictionary": text_dictionary,
        "text-offsets": offsets(texts),
        "texts": b"".join(texts),
        "name-dictionary": name_dictionary,
        "name-heads": b"".join(heads),
        "name-head-offsets": offsets(heads),
        "name-offsets": offsets(names),
        "names": b"".join(names),
    }
    lines = [f"{key}\t{value}" for key, value in head.items()]
    lines += [f"entries\t{len(entries)}", f"with-qid\t{with_qid}"]
    lines += [f"largest-text-block\t{largest[0]}", f"largest-name-block\t{largest[1]}"]
    lines += [f"kind\t{kind}" for kind in kinds]
    lines += [f"country\t{country}" for country in countries]
    lines += [f"section\t{name}\t{len(data)}" for name, data in sections.items()]
    text = ("\n".join(lines) + "\n").encode()
    with open(path, "wb") as out:
        out.write(MAGIC + struct.pack("<I", len(text)) + text)
        for data in sections.values():
            out.write(data)
    return {name: len(data) for name, data in sections.items()}
