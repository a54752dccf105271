"""Reads news articles and builds a knowledge graph in RDF: who, where, what, when, how many, and who says so.

>>> import newsgraph
>>> article = newsgraph.read(text="Minister Ana Lima arrived in Oslo on Monday.", published="2024-03-12")
>>> [entity["label"] for entity in newsgraph.annotate(article)["entities"]]
['Ana Lima', 'Oslo']

An article is a dictionary with the names of the command line's JSON lines: ``id`` and ``text`` or ``html``, and where
known ``title``, ``url``, ``published``, ``modified``, ``author``, ``publisher``, ``language``. A string is an article
of that text. All offsets in annotations are code points, as Python's own.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Union

from . import _native
from ._native import __version__

__all__ = [
    "Article", "ArticleError", "Graph", "Reader", "__version__", "annotate", "build", "nquads", "read",
]

Article = Union[str, dict[str, Any]]

#: Articles that are handed to the workers at a time.
BATCH = 64


class ArticleError(ValueError):
    """An article that could not be read: ``index`` in the input, counted from 0, and why."""

    def __init__(self, index: int, message: str) -> None:
        super().__init__(f"article {index}: {message}")
        self.index = index
        self.message = message


def read(*, text: str | None = None, html: str | None = None, id: str | None = None, **known: Any) -> dict[str, Any]:
    """An article from its text, taken to the letter, or from a page. ``known``: its title, url, published…"""
    if (text is None) == (html is None):
        raise ValueError("give text= or html=, one of them")
    unknown = set(known) - {"title", "url", "published", "modified", "author", "publisher", "language"}
    if unknown:
        raise TypeError(f"read() knows no {', '.join(sorted(unknown))}")
    article: dict[str, Any] = {"id": id or known.get("url") or "article"}
    article["text" if text is not None else "html"] = text if text is not None else html
    article.update({name: str(value) for name, value in known.items() if value is not None})
    return article


class Reader:
    """Reads articles: engine, lexicon and knowledge base, loaded once. Threads may share it; Python's lock is free
    while it works.

    :param base: IRI under which articles' own things are named.
    :param lexicon: files with more entries for the event lexicon, in OntoLex-Lemon Turtle.
    :param jobs: articles read at a time; all cores by default.
    :param keep_text: whether the graph has the articles' text.
    """

    def __init__(
        self,
        *,
        base: str | None = None,
        lexicon: Iterable[str | os.PathLike[str]] = (),
        jobs: int | None = None,
        keep_text: bool = True,
    ) -> None:
        self._native = _native.Reader(base=base, lexicon=list(lexicon), jobs=jobs, keep_text=keep_text)

    @property
    def model_version(self) -> str:
        """Version of the weights: the first digits of their SHA-256."""
        return self._native.model_version

    def annotate(self, article: Article) -> dict[str, Any]:
        """What was read in an article, layer by layer, in the annotation format."""
        return next(self.annotate_all([article]))

    def annotate_all(self, articles: Iterable[Article], *, errors: str = "raise") -> Iterator[dict[str, Any]]:
        """The annotations of many articles, in their order. ``errors``: "raise" an :class:`ArticleError` at the first
        that cannot be read, or "skip" those."""
        for result in self._each(articles, self._native.annotate, errors):
            yield json.loads(result)

    def nquads(self, articles: Iterable[Article], *, errors: str = "raise") -> Iterator[tuple[str, str]]:
        """For each article, in their order: the IRI of its graph, and the graph in N-Quads. Each article stands for
        itself; who is who across articles is decided in a :class:`Graph`."""
        yield from self._each(articles, self._native.nquads, errors)

    @staticmethod
    def _each(articles: Iterable[Article], work: Any, errors: str) -> Iterator[Any]:
        if errors not in ("raise", "skip"):
            raise ValueError('errors: "raise" or "skip"')
        index = 0
        for batch in _batches(articles):
            for result, error in work([line(article) for article in batch]):
                if result is not None:
                    yield result
                elif errors == "raise":
                    raise ArticleError(index, error)
                index += 1


class Graph:
    """The graphs of articles, in memory or in a store on disk (``.kg``), asked with SPARQL."""

    def __init__(self, native: _native.Graph | None = None) -> None:
        self._native = native or _native.Graph()

    @classmethod
    def open(cls, path: str | os.PathLike[str], *, write: bool = False) -> Graph:
        """A store that ``newsgraph build --store`` made; with ``write``, articles can be added, and it is made where
        there is none."""
        return cls(_native.Graph.open(path, write=write))

    def add(self, articles: Iterable[Article], *, reader: Reader | None = None) -> list[ArticleError]:
        """Reads articles into the graph; those that are there already are replaced. Returns what could not be read."""
        reader = reader or _shared()
        failed: list[ArticleError] = []
        index = 0
        for batch in _batches(articles):
            for error in self._native.add(reader._native, [line(article) for article in batch]):
                if error is not None:
                    failed.append(ArticleError(index, error))
                index += 1
        return failed

    def articles(self) -> list[str]:
        """The IRIs of the articles."""
        return self._native.articles()

    def query(self, query: str, *, timeout: float | None = None) -> Any:
        """Answers a SPARQL 1.1 query: a list of dictionaries for SELECT (``pandas.DataFrame`` takes it), a truth value
        for ASK, N-Triples for CONSTRUCT and DESCRIBE. The profile's prefixes are known.

        :param timeout: seconds after which :class:`TimeoutError` is raised.
        """
        return self._native.query(query, timeout=timeout)

    def serialize(self, format: str = "ttl") -> str:
        """All articles in a format of RDF: ttl, nt, nq, trig, rdf or jsonld."""
        return self._native.serialize(format)

    def __len__(self) -> int:
        """How many quads there are."""
        return len(self._native)


def annotate(article: Article) -> dict[str, Any]:
    """What was read in an article, with the shared reader."""
    return _shared().annotate(article)


def nquads(articles: Iterable[Article], *, errors: str = "raise") -> Iterator[tuple[str, str]]:
    """The articles' graphs in N-Quads, with the shared reader."""
    return _shared().nquads(articles, errors=errors)


def build(articles: Iterable[Article], out: str | os.PathLike[str] | None = None) -> Graph:
    """Reads articles into a graph: in memory, or in the store ``out`` (``.kg``).

    :raises ArticleError: when an article cannot be read; those before its batch of 64 are in the store.
    """
    graph = Graph() if out is None else Graph.open(out, write=True)
    failed = graph.add(articles)
    if failed:
        raise failed[0]
    return graph


def line(article: Article) -> bytes:
    """The JSON line of an article."""
    if isinstance(article, str):
        article = {"id": "article", "text": article}
    return json.dumps(article, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass")


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    if isinstance(articles, (str, dict)):
        raise TypeError("give an iterable of articles, such as [article]")
    rest = iter(articles)
    while batch := list(islice(rest, BATCH)):
        yield batch


_reader: Reader | None = None


def _shared() -> Reader:
    global _reader
    if _reader is None:
        _reader = Reader()
    return _reader
