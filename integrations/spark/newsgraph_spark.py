#!/usr/bin/env python3
"""Articles → one compressed N-Quads file a shard, on Apache Spark 4 or on Sail, with the `newsgraph` wheel.

    spark-submit newsgraph_spark.py INPUT OUT [--shards N] [--input-format jsonl|parquet]
    python newsgraph_spark.py INPUT OUT --remote sc://localhost:50051      # Sail, or any Spark Connect server

INPUT: JSON lines (also .gz, .zst) or Parquet with the columns of the command line's JSON lines: `id`, and `text` or
`html`, and where known `url`, `title`, `published`, `modified`, `author`, `publisher`, `language`. OUT: a folder that all
workers reach. Shard k of N becomes OUT/part-k-of-N.nq.gz, with OUT/part-k-of-N.json beside it: how many articles and
quads, and what could not be read. An article's shard depends on its id alone (CRC-32 modulo N), its place in the shard on
its id, so any engine with any number of workers writes the same bytes.

A shard is written under another name and renamed: what is there is whole. Shards that are there are left alone, so a run
that broke off, or lost tasks, is completed by the same command. `--force` writes all of them anew.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import os
import sys
import uuid
import zlib
from collections.abc import Iterator
from pathlib import Path

COLUMNS = ["id", "text", "html", "title", "url", "published", "modified", "author", "publisher", "language"]
#: Articles that the workers' threads get at a time.
BATCH = 64


def name(shard: int, shards: int) -> str:
    """The name of a shard's files, without extension."""
    return f"part-{shard:05}-of-{shards:05}"


def write_shard(rows: list[dict], path: Path, jobs: int | None) -> dict:
    """Reads the articles of a shard and writes their graphs, in the order of their ids, then what was done. Returns that."""
    import newsgraph

    reader = shared_reader(jobs)
    rows = sorted(({k: v for k, v in row.items() if v is not None} for row in rows), key=lambda row: (str(row["id"]), json.dumps(row, sort_keys=True)))
    summary: dict = {"articles": 0, "quads": 0, "failed": []}
    raw = io.BytesIO()
    # No name and no time in the header: the same articles give the same bytes.
    with gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as out:
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            for row, (found, error) in zip(batch, reader._native.nquads([newsgraph.line(row) for row in batch])):
                if found is None:
                    summary["failed"].append({"id": str(row["id"]), "error": error})
                    continue
                out.write(found[1].encode())
                summary["articles"] += 1
                summary["quads"] += found[1].count("\n")
    replace(path.with_name(path.name + ".nq.gz"), raw.getvalue())
    replace(path.with_name(path.name + ".json"), json.dumps(summary, indent=1, sort_keys=True).encode() + b"\n")
    return summary


def replace(path: Path, data: bytes) -> None:
    """Writes a file under another name in the same folder and renames it."""
    other = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        with open(other, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        os.replace(other, path)
    finally:
        other.unlink(missing_ok=True)


_reader = None


def shared_reader(jobs: int | None):
    """One reader a worker process: engine and knowledge base are loaded once."""
    global _reader
    if _reader is None:
        import newsgraph

        _reader = newsgraph.Reader(jobs=jobs)
    return _reader


def is_done(out: Path, shard: int, shards: int) -> bool:
    """A shard is there when its summary is, which is written last."""
    return (out / f"{name(shard, shards)}.json").exists()


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("input", help="JSON lines or Parquet: a file, a folder or a glob")
    parser.add_argument("out", type=Path, help="folder for the shards")
    parser.add_argument("--shards", type=int, default=64, help="files to write (default 64; some 1,000 articles each)")
    parser.add_argument("--input-format", choices=["jsonl", "parquet"], help="by the name, if not given")
    parser.add_argument("--jobs", type=int, default=1, help="threads of a task (default 1: Spark runs a task a core)")
    parser.add_argument("--remote", help="a Spark Connect server, such as sc://localhost:50051")
    parser.add_argument("--force", action="store_true", help="write shards anew that are there")
    args = parser.parse_args(argv)
    if args.shards < 1:
        parser.error("--shards: at least 1")
    args.out.mkdir(parents=True, exist_ok=True)
    out, shards, jobs = args.out.resolve(), args.shards, args.jobs
    missing = [k for k in range(shards) if args.force or not is_done(out, k, shards)]
    if not missing:
        print(f"all {shards} shards are in {out}", file=sys.stderr)
        return 0
    failed = articles = 0
    for row in run(args, set(missing), out, shards, jobs):
        articles += row["articles"]
        failed += row["failed"]
    for k in missing:
        if not is_done(out, k, shards):  # no article falls into it
            write_shard([], out / name(k, shards), jobs)
    print(f"{articles} articles in {len(missing)} shards, {failed} failed: see the .json files in {out}", file=sys.stderr)
    return 0


def run(args: argparse.Namespace, missing: set[int], out: Path, shards: int, jobs: int) -> list[dict]:
    """Has the missing shards written; a row for each."""
    import pyarrow as pa
    from pyspark.sql import SparkSession
    from pyspark.sql import functions as F

    builder = SparkSession.builder.appName("newsgraph")
    spark = (builder.remote(args.remote) if args.remote else builder).getOrCreate()
    kind = args.input_format or ("parquet" if ".parquet" in args.input else "jsonl")
    frame = spark.read.parquet(args.input) if kind == "parquet" else spark.read.schema(schema()).json(args.input)
    here = [column for column in COLUMNS if column in frame.columns]
    if "id" not in here or not {"text", "html"} & set(here):
        raise SystemExit(f"{args.input}: columns id and text or html are needed; there are {', '.join(frame.columns)}")
    shard = (F.crc32(F.col("id").cast("string")) % shards).cast("int")
    frame = frame.select(*(F.col(c).cast("string").alias(c) for c in here)).withColumn("shard", shard)
    frame = frame.where(F.col("shard").isin(sorted(missing)))
    result = pa.schema([("shard", pa.int32()), ("articles", pa.int64()), ("failed", pa.int64())])

    def write(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        # A task has all rows of its shards, one shard after the other.
        rows: dict[int, list[dict]] = {}
        for batch in batches:
            for row in batch.to_pylist():
                rows.setdefault(row.pop("shard"), []).append(row)
        for shard in sorted(rows):
            done = write_shard(rows.pop(shard), out / name(shard, shards), jobs)
            columns = [[shard], [done["articles"]], [len(done["failed"])]]
            yield pa.RecordBatch.from_arrays([pa.array(c, f.type) for c, f in zip(columns, result)], schema=result)

    tasks = min(len(missing), shards)
    written = frame.repartition(tasks, "shard").mapInArrow(write, "shard int, articles long, failed long")
    return [row.asDict() for row in written.collect()]


def schema() -> str:
    """The columns of JSON lines, so that Spark need not guess them."""
    return ", ".join(f"`{column}` string" for column in COLUMNS)


def shard_of(article: str, shards: int) -> int:
    """The shard of an article's id, as the engines compute it."""
    return zlib.crc32(article.encode()) % shards


if __name__ == "__main__":
    sys.exit(main())
