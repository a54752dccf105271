"""The package, installed as a wheel."""

import threading

import newsgraph
import pytest

CRASH = (
    "Bus crash kills nine near Quito\n\n"
    "A bus crashed near Quito on Monday, killing nine people, police said. Mayor Ana Lima visited the town."
)
ARTICLES = [
    {"id": "crash", "text": CRASH, "published": "2024-03-12", "url": "https://news.example/crash"},
    {"id": "visit", "text": "Ana Lima arrived in Oslo on Tuesday.", "published": "2024-03-13"},
]


def test_annotations_have_offsets_of_python():
    layers = newsgraph.annotate({"id": "a", "text": "Café owner Ana Lima arrived in Oslo."})
    spans = {layers["text"][m["start"] : m["end"]] for m in layers["mentions"] if m["kind"] == "name"}
    assert {"Ana Lima", "Oslo"} <= spans


def test_days_are_relative_to_publication():
    layers = newsgraph.annotate(newsgraph.read(text=CRASH, published="2024-03-12"))
    assert "2024-03-11" in {time["value"] for time in layers["times"]}


def test_quads_are_the_same_in_any_batch():
    together = dict(newsgraph.nquads(ARTICLES))
    alone = dict(pair for article in ARTICLES for pair in newsgraph.nquads([article]))
    assert together == alone
    assert len(together) == 2
    for graph, quads in together.items():
        assert all(quad.endswith(f"<{graph}> .") for quad in quads.splitlines())


def test_a_graph_answers_queries():
    graph = newsgraph.build(ARTICLES)
    rows = graph.query("SELECT ?n WHERE { ?e a ng:Killing ; ng:patient/ng:count ?n }")
    assert rows == [{"n": 9}]
    assert graph.query("ASK { ?e a ng:Arrival }") is True
    places = graph.query("CONSTRUCT { ?x a schema:City } WHERE { ?x a schema:City ; rdfs:label ?name }")
    assert places.endswith(" .\n")
    assert len(graph.articles()) == 2
    assert len(graph) > 50


def test_a_store_is_kept(tmp_path):
    path = tmp_path / "news.kg"
    newsgraph.build(ARTICLES, out=path)
    again = newsgraph.Graph.open(path)
    assert again.query("ASK { ?e a ng:Killing }") is True
    assert again.serialize("nt").count("\n") > 50


def test_bad_articles_are_named():
    bad = [ARTICLES[0], {"id": "b", "text": 7}]
    with pytest.raises(newsgraph.ArticleError) as error:
        list(newsgraph.nquads(bad))
    assert error.value.index == 1
    assert len(list(newsgraph.nquads(bad, errors="skip"))) == 1
    graph = newsgraph.Graph()
    assert [e.index for e in graph.add(bad)] == [1]
    assert len(graph.articles()) == 1


def test_errors_have_pythons_classes(tmp_path):
    with pytest.raises(ValueError, match="(?i)expected|query"):
        newsgraph.Graph().query("SELECT WHERE {")
    with pytest.raises(OSError):
        newsgraph.Graph.open(tmp_path / "none.kg")
    with pytest.raises(TypeError, match="iterable"):
        list(newsgraph.nquads("text"))
    with pytest.raises(ValueError, match="text= or html="):
        newsgraph.read()


def test_threads_share_a_reader():
    reader = newsgraph.Reader(jobs=1)
    expected = list(reader.nquads(ARTICLES))
    found = [None] * 4

    def work(n):
        found[n] = list(reader.nquads(ARTICLES))

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert all(result == expected for result in found)


def test_record_batches():
    pa = pytest.importorskip("pyarrow")
    from newsgraph.arrow import SCHEMA, map_batches

    batch = pa.RecordBatch.from_pylist([*ARTICLES, {"id": "empty"}])
    (out,) = map_batches([batch])
    assert out.schema == SCHEMA
    rows = out.to_pylist()
    assert [row["id"] for row in rows] == ["crash", "visit", "empty"]
    assert (rows[0]["graph"], rows[0]["nquads"]) == next(newsgraph.nquads(ARTICLES))
    assert rows[2]["nquads"] is None and rows[2]["error"]
    with pytest.raises(ValueError, match="text or html"):
        next(map_batches([pa.RecordBatch.from_pylist([{"id": "a"}])]))
