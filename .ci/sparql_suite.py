#!/usr/bin/env python3
"""Runs the W3C's SPARQL query tests through `newsgraph query`, one process a question, in every format of answers.

    python3 .ci/sparql_suite.py path/to/newsgraph [FOLDER]

FOLDER holds the suites `sparql11` and `dawg-data-r2` (SPARQL 1.0) as the W3C published them. Without it the source
package of rdflib 7.1.4, which brings both, is taken from PyPI. Needs rdflib (`pip install rdflib`) to read the
manifests. Prints a table by category, the tests that are left out with their reasons, and every failure; exit code 1
where one fails. Tests of updates, of protocols and of service descriptions are no queries and are not counted.
"""

import collections
import csv
import glob
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import unquote, urljoin

import rdflib
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, Namespace

rdflib.NORMALIZE_LITERALS = False
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
RS = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
SRX = "{http://www.w3.org/2005/sparql-results#}"
XSD = "http://www.w3.org/2001/XMLSchema#"
# Categories that are left out as a whole.
LEFT_OUT = {"entailment": "needs an entailment regime; a query sees what the graph says and nothing else",
            "service": "asks other servers with SERVICE, which the default build cannot"}
STRING = "RDF 1.1: \"a\" and \"a\"^^xsd:string are one term, and a text with a language has a datatype"
DECIMAL = "SPARQL 1.1: no number ends in a dot"
ONE_GRAPH = "a file that is default and named graph is one graph here, with the same blank nodes in both places"
LEXICAL = "the evaluator takes numbers by value: STR of 01 is 1"
# Tests that do not pass here, and why. One that passes after all is a failure, so that the list stays true.
IGNORED = {
    "dawg-data-r2/basic/term-6": DECIMAL,
    "dawg-data-r2/basic/term-7": DECIMAL,
    "dawg-data-r2/syntax-sparql1/syntax-lit-08": DECIMAL,
    "dawg-data-r2/dataset/dawg-dataset-09": ONE_GRAPH,
    "dawg-data-r2/dataset/dawg-dataset-10": ONE_GRAPH,
    "dawg-data-r2/dataset/dawg-dataset-12": ONE_GRAPH,
    "dawg-data-r2/graph/dawg-graph-10": ONE_GRAPH,
    "dawg-data-r2/graph/dawg-graph-04": "a file of --graph is a named graph too, unless --named-graph says which are",
    "dawg-data-r2/distinct/distinct-2": STRING,
    "dawg-data-r2/distinct/distinct-9": STRING,
    "dawg-data-r2/expr-builtin/dawg-datatype-2": STRING,
    "sparql11/functions/strdt03": STRING,
    "sparql11/functions/strlang03": STRING,
    "sparql11/functions/plus-1": "expects an order between texts and numbers, which SPARQL leaves open",
    "sparql11/functions/plus-2": "expects an order between texts and numbers, which SPARQL leaves open",
    "dawg-data-r2/expr-builtin/dawg-str-1": LEXICAL,
    "dawg-data-r2/expr-builtin/dawg-str-2": LEXICAL,
    "dawg-data-r2/open-world/date-2": "XSD 1.1: a date without a time zone can be compared with one that has one",
    "dawg-data-r2/optional-filter/dawg-optional-filter-005-simplified":
        "contradicts dawg-optional-filter-005-not-simplified, which SPARQL 1.1 is of one mind with",
    "dawg-data-r2/syntax-sparql3/syn-bad-26": "the parser reads <?a&&?b> as what was meant, not as an IRI",
    "sparql11/aggregates/agg-empty-group": "its answer lacks a column of its query; the W3C corrected it later",
    "sparql11/functions/bnode01": "the evaluator's BNODE(\"a\") is the same node in every row",
}

Answer = collections.namedtuple("Answer", "variables rows boolean graph", defaults=(None, None, None, None))


# Terms: ("iri", v), ("bnode", v), ("literal", v, datatype, language).

def literal(value, datatype=None, language=None):
    if datatype == XSD + "string":
        datatype = None
    return ("literal", value, datatype, language.lower() if language else None)


def term(node):
    if node is None:
        return None
    if isinstance(node, rdflib.URIRef):
        return ("iri", str(node))
    if isinstance(node, rdflib.BNode):
        return ("bnode", str(node))
    return literal(str(node), str(node.datatype) if node.datatype else None, node.language)


def read_xml(text, base=""):
    root = ET.fromstring(text)
    boolean = root.find(SRX + "boolean")
    variables = [v.get("name") for v in root.iter(SRX + "variable")]
    if boolean is not None:
        return Answer(boolean=boolean.text.strip() == "true")
    rows = []
    for result in root.iter(SRX + "result"):
        row = {}
        for binding in result:
            value = binding[0]
            body = value.text or ""
            if value.tag == SRX + "uri":
                row[binding.get("name")] = ("iri", urljoin(base, body.strip()))
            elif value.tag == SRX + "bnode":
                row[binding.get("name")] = ("bnode", body)
            else:
                language = value.get("{http://www.w3.org/XML/1998/namespace}lang")
                row[binding.get("name")] = literal(body, value.get("datatype"), language)
        rows.append(row)
    return Answer(variables, rows)


def read_json(text, base=""):
    read = json.loads(text)
    if "boolean" in read:
        return Answer(boolean=read["boolean"])

    def one(value):
        kind = value["type"]
        if kind == "uri":
            return ("iri", urljoin(base, value["value"]))
        if kind == "bnode":
            return ("bnode", value["value"])
        return literal(value["value"], value.get("datatype"), value.get("xml:lang"))

    rows = [{name: one(value) for name, value in row.items()} for row in read["results"]["bindings"]]
    return Answer(read["head"].get("vars", []), rows)


TURTLE = re.compile(r'''<(?P<iri>[^>]*)>|_:(?P<bnode>\S+)|(?P<quote>"""|"|\'\'\'|\')(?P<text>.*?)(?<!\\)(?P=quote)
    (?:\^\^<(?P<type>[^>]*)>|@(?P<lang>[A-Za-z0-9-]+))?|(?P<number>[-+0-9.][-+0-9.eE]*)|(?P<bool>true|false)''',
                    re.VERBOSE | re.DOTALL)


def read_tsv(text, base=""):
    lines = text.split("\n")
    if lines and lines[-1] == "":
        lines.pop()
    if lines in (["true"], ["false"]):
        return Answer(boolean=lines == ["true"])

    def one(cell):
        found = TURTLE.fullmatch(cell)
        if not found:
            raise ValueError(f"no Turtle term: {cell}")
        if found["iri"] is not None:
            return ("iri", urljoin(base, found["iri"]))
        if found["bnode"]:
            return ("bnode", found["bnode"])
        if found["number"]:
            number = found["number"]
            kind = "double" if re.search("[eE]", number) else "decimal" if "." in number else "integer"
            return literal(number, XSD + kind)
        if found["bool"]:
            return literal(found["bool"], XSD + "boolean")
        plain = re.sub(r'\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)', unescape, found["text"])
        return literal(plain, found["type"], found["lang"])

    variables = [name.lstrip("?") for name in lines[0].split("\t") if name]
    rows = []
    for line in lines[1:]:
        cells = line.split("\t") if variables else []
        if len(cells) != len(variables):
            raise ValueError(f"{len(cells)} cells for {len(variables)} variables: {line}")
        rows.append({name: one(cell) for name, cell in zip(variables, cells) if cell})
    return Answer(variables, rows)


def unescape(found):
    code = found[1]
    if code[0] in "uU":
        return chr(int(code[1:], 16))
    return {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}.get(code, code)


def read_csv(text, base=""):
    """Terms lose their kind: all but blank nodes become ("csv", text)."""
    read = list(csv.reader(io.StringIO(text, newline="")))
    if len(read) == 1 and read[0] in (["true"], ["false"]):
        return Answer(boolean=read[0] == ["true"])
    variables = read[0] if read else []
    rows = []
    for cells in read[1:]:
        named = zip(variables, cells)
        rows.append({n: ("bnode", c) if c.startswith("_:") else ("csv", c) for n, c in named if c})
    return Answer(variables, rows)


def as_csv(answer):
    def one(value):
        return value if value[0] == "bnode" else ("csv", value[1])
    rows = [{n: one(v) for n, v in row.items() if one(v) != ("csv", "")} for row in answer.rows]
    return Answer(answer.variables, rows)


def read_graph(path):
    graph = rdflib.Graph()
    graph.parse(path, format={"rdf": "xml", "nt": "nt"}.get(path.rsplit(".")[-1], "turtle"), publicID=iri_of(path))
    return graph


def read_expected(path):
    """What the suite says, and whether the order of its rows counts."""
    extension = path.rsplit(".")[-1]
    if extension in ("srx", "srj", "tsv", "csv"):
        text = open(path, encoding="utf-8", newline="").read()
        read = {"srx": read_xml, "srj": read_json, "tsv": read_tsv, "csv": read_csv}[extension]
        return read(text, iri_of(path)), True
    graph = read_graph(path)
    found = list(graph.subjects(RDF.type, RS.ResultSet))
    if not found:
        return Answer(graph=graph), False
    boolean = graph.value(found[0], RS.boolean)
    if boolean is not None:
        return Answer(boolean=str(boolean) == "true"), False
    rows = []
    for solution in graph.objects(found[0], RS.solution):
        row = {str(graph.value(b, RS.variable)): term(graph.value(b, RS.value)) for b in graph.objects(solution, RS.binding)}
        index = graph.value(solution, RS["index"])
        rows.append((int(index) if index is not None else None, row))
    ordered = bool(rows) and all(index is not None for index, _ in rows)
    if ordered:
        rows.sort(key=lambda pair: pair[0])
    names = [str(v) for v in graph.objects(found[0], RS.resultVariable)]
    return Answer(names, [row for _, row in rows]), ordered


# Comparing

def by_value(value):
    """A number in the one form of its value: the suite was written before there was agreement on its writing."""
    if value is None or value[0] not in ("literal", "csv"):
        return value
    text, kind = value[1], (value[2] or "") if value[0] == "literal" else "any"
    try:
        if kind == "any":
            return ("csv", repr(float(text))) if re.fullmatch(r"[-+]?[0-9.]+([eE][-+]?[0-9]+)?", text) else value
        if kind in (XSD + "double", XSD + "float"):
            return ("literal", repr(float(text)), kind, None)
        if kind in (XSD + "decimal", XSD + "integer"):
            import decimal
            return ("literal", str(decimal.Decimal(text).normalize() + 0), kind, None)
    except (ValueError, ArithmeticError):
        pass
    return value


def same(got, want, ordered):
    """Whether the rows are the same for some renaming of blank nodes."""
    if len(got) != len(want):
        return False
    got, want = ([{n: by_value(v) for n, v in row.items()} for row in rows] for rows in (got, want))

    def shape(row):
        return tuple(sorted((n, ("bnode",) if v[0] == "bnode" else v) for n, v in row.items()))

    if ordered:
        if [shape(r) for r in got] != [shape(r) for r in want]:
            return False
    elif collections.Counter(map(shape, got)) != collections.Counter(map(shape, want)):
        return False

    def extend(row, other, there, back):
        there, back = dict(there), dict(back)
        for name, value in row.items():
            if value[0] == "bnode":
                mine = other[name]
                if there.setdefault(value, mine) != mine or back.setdefault(mine, value) != value:
                    return None
        return there, back

    def search(at, used, there, back):
        if at == len(got):
            return True
        for other in [at] if ordered else range(len(want)):
            if other not in used and shape(got[at]) == shape(want[other]):
                found = extend(got[at], want[other], there, back)
                if found and search(at + 1, used | {other}, *found):
                    return True
        return False

    sys.setrecursionlimit(10000)
    return search(0, frozenset(), {}, {})


# Running

def iri_of(path):
    return "file://" + os.path.abspath(path)


def path_of(iri):
    return unquote(str(iri).removeprefix("file://"))


def ask(program, test, form):
    # Where there is no data the default graph is an empty file. What the query asks FROM is read as well.
    text = re.sub(r"(?m)^\s*#.*$", "", open(test["query"], encoding="utf-8").read())
    asked = [path_of(urljoin(iri_of(test["query"]), f)) for f in re.findall(r"\bFROM\s+(?:NAMED\s+)?<([^>]*)>", text, re.I)]
    data = test["data"] + [f for f in dict.fromkeys(asked) if os.path.exists(f) and f not in test["data"] + test["named"]]
    command = [program, "query", "-f", test["query"], "--graph", *(data or [test["empty"]])]
    if test["named"]:
        command += ["--named-graph", *test["named"]]
    if form:
        command += ["--format", form]
    done = subprocess.run(command, capture_output=True, timeout=120)
    return done.returncode, done.stdout.decode(), done.stderr.decode().strip()


READERS = {"xml": read_xml, "json": read_json, "tsv": read_tsv, "csv": read_csv}


def run(program, test):
    """What is wrong; nothing where the test passes."""
    if "Syntax" in test["kind"]:
        code, _, err = ask(program, test, None)
        refused = code != 0 and "the query has an error" in err
        if "Negative" in test["kind"]:
            return None if refused else "it was taken for a query"
        return err if refused else None
    want, order_known = read_expected(test["result"])
    text = open(test["query"], encoding="utf-8").read()
    ordered = order_known and re.search(r"\border\s+by\b", text, re.I) is not None
    if want.graph is not None:
        for form in ("nt", "ttl"):
            code, out, err = ask(program, test, form)
            if code:
                return f"{form}: {err}"
            if not isomorphic(rdflib.Graph().parse(data=out, format="turtle"), want.graph):
                return f"{form}: another graph:\n{out}"
        return None
    for form, read in READERS.items():
        code, out, err = ask(program, test, form)
        if code:
            return f"{form}: {err}"
        try:
            got = read(out)
        except Exception as error:  # whatever a reader throws is what it says
            return f"{form}: {error!r} in:\n{out}"
        if want.boolean is not None or got.boolean is not None:
            if got.boolean != want.boolean:
                return f"{form}: {got.boolean} instead of {want.boolean}"
            continue
        lossy = form == "csv" or test["result"].endswith(".csv")
        one, other = (as_csv(got), as_csv(want)) if lossy else (got, want)
        if want.variables and set(want.variables) != set(got.variables):
            return f"{form}: the columns are {got.variables} instead of {want.variables}"
        if re.search(r"\bREDUCED\b", text, re.I):
            # It may leave out equal rows, and need not.
            one, other = (Answer(a.variables, [r for i, r in enumerate(a.rows) if r not in a.rows[:i]]) for a in (one, other))
        if not same(one.rows, other.rows, ordered):
            return f"{form}: got\n  " + "\n  ".join(map(str, one.rows)) + "\nwant\n  " + "\n  ".join(map(str, other.rows))
    return None


def tests(folder, empty):
    for path in sorted(glob.glob(os.path.join(folder, "sparql11", "*", "manifest.ttl"))
                       + glob.glob(os.path.join(folder, "dawg-data-r2", "*", "manifest.ttl"))):
        graph = rdflib.Graph().parse(path, format="turtle", publicID=iri_of(path))
        suite, category = path.split(os.sep)[-3:-1]
        for entries in graph.objects(None, MF.entries):
            for entry in graph.items(entries):
                kinds = [str(k).rsplit("#")[-1] for k in graph.objects(entry, RDF.type)]
                kind = next((k for k in kinds if k in KINDS), None)
                if kind is None:
                    continue
                action = graph.value(entry, MF.action)
                syntax = "Syntax" in kind
                result = graph.value(entry, MF.result)
                yield {
                    "suite": suite,
                    "category": category,
                    "name": f"{suite}/{category}/" + re.split("[#/]", str(entry))[-1],
                    "kind": kind,
                    "query": path_of(action if syntax else graph.value(action, QT.query)),
                    "data": [] if syntax else [path_of(d) for d in graph.objects(action, QT.data)],
                    "named": [] if syntax else [path_of(d) for d in graph.objects(action, QT.graphData)],
                    "result": path_of(result) if result is not None else None,
                    "empty": empty,
                }


KINDS = {"QueryEvaluationTest", "CSVResultFormatTest", "PositiveSyntaxTest", "NegativeSyntaxTest",
         "PositiveSyntaxTest11", "NegativeSyntaxTest11"}


def fetch(folder):
    subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:",
                    "--dest", folder, "rdflib==7.1.4"], check=True)
    with tarfile.open(glob.glob(os.path.join(folder, "rdflib-*.tar.gz"))[0]) as archive:
        archive.extractall(folder, filter="data")
    return glob.glob(os.path.join(folder, "rdflib-*", "test", "data", "suites", "w3c"))[0]


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as work:
        folder = os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else fetch(work)
        empty = os.path.join(work, "empty.nt")
        open(empty, "w").close()
        found = list(tests(folder, empty))
        counts = collections.OrderedDict()
        left_out, failures = [], []
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            results = pool.map(lambda test: test["category"] not in LEFT_OUT and run(program, test), found)
            for test, wrong in zip(found, results):
                row = counts.setdefault((test["suite"], test["category"]), [0, 0, 0])
                reason = LEFT_OUT.get(test["category"]) or IGNORED.get(test["name"])
                if reason and wrong is not None:
                    row[2] += 1
                    left_out.append((test["name"], reason))
                elif wrong is None and not reason:
                    row[0] += 1
                else:
                    row[1] += 1
                    failures.append((test["name"], wrong or f"it passes; take it off the list ({reason})"))
    print("| suite | category | passed | failed | left out |\n|---|---|---:|---:|---:|")
    for (suite, category), row in counts.items():
        print(f"| {suite} | {category} | " + " | ".join(map(str, row)) + " |")
    total = [sum(row[i] for row in counts.values()) for i in range(3)]
    print("| | **all** | " + " | ".join(map(str, total)) + " |")
    print()
    for why, names in sorted({why: [n for n, w in left_out if w == why] for _, why in left_out}.items()):
        print(f"left out, {len(names)}: {why}" + (": " + ", ".join(names) if len(names) < 7 else ""))
    for name, wrong in failures:
        print(f"\nFAIL {name}\n{wrong}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
