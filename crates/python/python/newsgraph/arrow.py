"""Articles in and graphs out as Arrow record batches, for pandas, Polars, DuckDB, and Spark's ``mapInArrow``.

>>> import pyarrow as pa
>>> from newsgraph.arrow import map_batches
>>> batch = pa.RecordBatch.from_pylist([{"id": "a", "text": "Ana Lima arrived in Oslo."}])
>>> next(map_batches([batch])).column_names
['id', 'graph', 'nquads', 'error']
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyarrow as pa

from . import Reader, _shared, line

#: What comes out: the article's id, the IRI of its graph, the graph in N-Quads, and, where there is none, why.
SCHEMA = pa.schema([("id", pa.string()), ("graph", pa.string()), ("nquads", pa.string()), ("error", pa.string())])


def map_batches(batches: Iterable[pa.RecordBatch], *, reader: Reader | None = None) -> Iterator[pa.RecordBatch]:
    """For each batch of articles (columns as the keys of the command line's JSON lines, ``id`` and ``text`` or ``html``
    among them), a batch of as many rows with :data:`SCHEMA`."""
    reader = reader or _shared()
    for batch in batches:
        columns = set(batch.schema.names)
        if "id" not in columns or not {"text", "html"} & columns:
            raise ValueError(f"columns id and text or html are needed; there are {', '.join(batch.schema.names)}")
        rows = [{name: value for name, value in row.items() if value is not None} for row in batch.to_pylist()]
        outcomes = reader._native.nquads([line(row) for row in rows])
        graphs = [found[0] if found else None for found, _ in outcomes]
        written = [found[1] if found else None for found, _ in outcomes]
        errors = [error for _, error in outcomes]
        ids = [str(row.get("id")) for row in rows]
        arrays = [pa.array(column, pa.string()) for column in (ids, graphs, written, errors)]
        yield pa.RecordBatch.from_arrays(arrays, schema=SCHEMA)
