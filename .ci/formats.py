#!/usr/bin/env python3
"""Reads what newsgraph writes with other people's parsers.

    python3 .ci/formats.py path/to/newsgraph [INPUT...]

Builds a store of the example articles (or of INPUT), exports it in every format, and reads that with whatever is
installed: rdflib, networkx, followthemoney (`pip install rdflib networkx followthemoney`), Raptor (`apt-get install
raptor2-utils`), N3.js and jsonld.js (`npm install n3 jsonld`, and NODE_PATH), and Apache Jena's riot. No parser may say a word, and all
must read the same triples. Exit code 1 where something is wrong; what is not installed is named and passed over.
"""

import csv
import glob
import io
import json
import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
import warnings

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
GRAPHS = {"nq", "trig", "jsonld"}
failures = []


def report(who, what, wrong):
    print(f"{'FAIL' if wrong else 'ok  '} {who:16} {what}" + (f": {wrong}" if wrong else ""))
    if wrong:
        failures.append((who, what))


def compare(who, what, got, want):
    missing, extra = len(want - got), len(got - want)
    example = next(iter(want - got or got - want), "")
    report(who, f"{what} ({len(got)} statements)", (missing or extra) and f"{missing} missing, {extra} extra: {example}")


def lines_of(text):
    """N-Triples or N-Quads as a set, with strings in one form; there are no blank nodes. One format a set."""
    found = set()
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        line = re.sub(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})",
                      lambda m: m[0] if int(m[1] or m[2], 16) < 32 else chr(int(m[1] or m[2], 16)), line)
        line = line.replace("^^<http://www.w3.org/2001/XMLSchema#string>", "").replace("\\t", "\t")
        line = line.replace("\\u0009", "\t").rstrip(" .")
        found.add(line)
    return found


def rdflib_checks(folder):
    try:
        import rdflib
    except ImportError:
        print("--   rdflib is not installed")
        return
    rdflib.NORMALIZE_LITERALS = False
    names = {"ttl": "turtle", "nt": "nt", "nq": "nquads", "trig": "trig", "rdf": "xml", "jsonld": "json-ld"}
    read = {}
    for extension, name in names.items():
        heard = io.StringIO()
        handler = logging.StreamHandler(heard)
        logging.getLogger().addHandler(handler)
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            graph = rdflib.Dataset() if extension in GRAPHS else rdflib.Graph()
            try:
                graph.parse(os.path.join(folder, "all." + extension), format=name)
                wrong = heard.getvalue().strip()
            except Exception as error:  # whatever a parser throws is what it says
                wrong = repr(error)[:300]
        logging.getLogger().removeHandler(handler)
        # Of its own code, rdflib 7 warns about names that it will take away.
        said = [str(w.message) for w in said if "rdflib" not in str(w.filename) and w.category is not DeprecationWarning]
        report("rdflib", extension, wrong or "; ".join(said))
        if extension in GRAPHS:
            quads = {(s, p, o, g) for s, p, o, g in graph.quads()}
            read[extension] = quads
        else:
            read[extension] = set(graph)
    merged = {(s, p, o) for s, p, o, _ in read["nq"]}
    for extension, got in read.items():
        compare("rdflib", f"{extension} is the same graph", got, read["nq"] if extension in GRAPHS else merged)
    for name in ["nif.ttl", "void.ttl"]:
        graph = rdflib.Graph().parse(os.path.join(folder, name))
        report("rdflib", f"{name} ({len(graph)} triples)", "" if len(graph) > 20 else "too few")


def command_checks(folder):
    # One logger alone, which writes what Jena has to say to standard error.
    loggers = re.compile(r"slf4j-(?!api|simple)|slf4j-provider|log4j-over")
    jars = [jar for jar in sorted(glob.glob("/usr/share/java/*.jar")) if not loggers.search(jar)]
    jena = shutil.which("riot") and ["riot"]
    if not jena and shutil.which("java") and any("jena-arq" in jar for jar in jars):
        jena = ["java", "-cp", ":".join(jars), "riotcmd.riot"]
    starts = jena and subprocess.run([*jena, "--version"], capture_output=True, text=True, check=False)
    if starts and "Exception" in starts.stderr:
        print("--   Jena's riot is installed, but does not start:", starts.stderr.strip().splitlines()[-1][:200])
        jena = None
    elif not jena:
        print("--   Jena's riot is not installed")
    want = {}
    for extension in ["nt", "nq"]:
        with open(os.path.join(folder, "all." + extension), encoding="utf-8") as file:
            want[extension] = lines_of(file.read())
    if jena:
        for extension in ["ttl", "nt", "nq", "trig", "rdf", "jsonld"]:
            path = os.path.join(folder, "all." + extension)
            run = subprocess.run([*jena, "--check", "--output=nquads", path], capture_output=True, text=True, check=False)
            said = [line for line in run.stderr.splitlines() if "SLF4J" not in line]
            report("riot", extension, "; ".join(said)[:400] or (run.returncode and f"exit code {run.returncode}"))
            key = "nq" if extension in GRAPHS else "nt"
            compare("riot", f"{extension} is the same graph", lines_of(run.stdout), want[key])
    if shutil.which("rapper"):
        for extension, name in {"ttl": "turtle", "nt": "ntriples", "rdf": "rdfxml", "nq": "nquads"}.items():
            path = os.path.join(folder, "all." + extension)
            run = subprocess.run(["rapper", "-q", "-i", name, "-o", "ntriples", path], capture_output=True, text=True, check=False)
            report("rapper", extension, run.stderr.strip()[:400] or (run.returncode and f"exit code {run.returncode}"))
            if extension != "nq":
                compare("rapper", f"{extension} is the same graph", lines_of(run.stdout), want["nt"])
    else:
        print("--   Raptor's rapper is not installed")


def node_checks(folder):
    script = os.path.join(ROOT, ".ci", "formats.cjs")
    probe = ["node", "-e", "require('n3'); require('jsonld')"]
    if not shutil.which("node") or subprocess.run(probe, capture_output=True, check=False).returncode:
        print("--   N3.js and jsonld.js are not installed")
        return
    run = subprocess.run(["node", script, folder], capture_output=True, text=True, check=False)
    report("node", "says nothing", run.stderr.strip()[:300] or (run.returncode and f"exit code {run.returncode}"))
    for line in run.stdout.splitlines():
        _, what, wrong = line.split("\t")
        report("N3.js, jsonld.js", what, wrong)


def network_checks(folder):
    try:
        import networkx
    except ImportError:
        print("--   networkx is not installed")
        return
    graphml = networkx.read_graphml(os.path.join(folder, "all.graphml"), force_multigraph=True)
    gexf = networkx.read_gexf(os.path.join(folder, "all.gexf"))
    for name, graph in [("graphml", graphml), ("gexf", gexf)]:
        size = f"{name} ({graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges)"
        unnamed = [node for node, data in graph.nodes(data=True) if not data.get("label") or not data.get("iri")]
        report("networkx", size, unnamed and f"without label: {unnamed[:3]}")
    same = graphml.number_of_nodes() == gexf.number_of_nodes() and graphml.number_of_edges() == gexf.number_of_edges()
    report("networkx", "graphml and gexf are the same network", "" if same else "they differ")


def table_checks(folder):
    for path in sorted(glob.glob(os.path.join(folder, "csv", "*.csv"))):
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        odd = [row for row in rows if len(row) != len(rows[0])]
        report("csv", f"{os.path.basename(path)} ({len(rows) - 1} rows)", odd and f"cells differ: {odd[0]}")
    nodes, ends = set(), []
    for path in sorted(glob.glob(os.path.join(folder, "neo4j", "*.csv"))):
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        if "relationships" in path:
            ends = [(row[":START_ID"], row[":END_ID"]) for row in rows]
        else:
            known = [row["iri:ID"] for row in rows]
            report("neo4j", f"{os.path.basename(path)} ({len(rows)} nodes)", len(known) - len(set(known)) and "doubled")
            nodes.update(known)
    lost = [end for pair in ends for end in pair if end not in nodes]
    report("neo4j", f"relationships.csv ({len(ends)})", lost and f"no such node: {lost[:3]}")


def money_checks(folder):
    try:
        from followthemoney import model
    except ImportError:
        print("--   followthemoney is not installed")
        return
    from followthemoney.exc import InvalidData
    wrong, entities = [], {}
    with open(os.path.join(folder, "all.ftm"), encoding="utf-8") as file:
        for line in file:
            data = json.loads(line)
            schema = model.get(data["schema"])
            try:
                schema.validate(data)
            except InvalidData as error:
                wrong.append(f"{data['schema']}: {error.errors}")
            for name, values in data["properties"].items():
                prop = schema.get(name)
                bad = prop is None or [v for v in values if prop.type.name != "entity" and prop.type.clean(v) is None]
                if bad:
                    wrong.append(f"{data['schema']}.{name}: {values}")
            entities[data["id"]] = data
    for data in entities.values():
        for name, values in data["properties"].items():
            prop = model.get(data["schema"]).get(name)
            if prop is not None and prop.type.name == "entity":
                for value in values:
                    other = entities.get(value)
                    if other is None or not model.get(other["schema"]).is_a(prop.range):
                        wrong.append(f"{data['schema']}.{name} is {other and other['schema']}")
    report("followthemoney", f"{len(entities)} entities", wrong and f"{len(wrong)}: {wrong[:3]}")


def main():
    program = os.path.abspath(sys.argv[1])
    examples = [os.path.join(ROOT, "examples", "short-news.jsonl"), *sorted(glob.glob(os.path.join(ROOT, "examples", "*.txt")))]
    inputs = [os.path.abspath(path) for path in sys.argv[2:]] or examples
    with tempfile.TemporaryDirectory() as folder:
        def newsgraph(*args):
            subprocess.run([program, *args], cwd=folder, check=True, stderr=subprocess.DEVNULL)
        newsgraph("build", *inputs, "--published", "2024-02-29", "--store", "all.kg")
        for extension in ["ttl", "nt", "nq", "trig", "rdf", "jsonld", "graphml", "gexf", "ftm"]:
            newsgraph("export", "--store", "all.kg", "--out", "all." + extension)
        for extension in ["ttl", "nt", "nq", "trig"]:
            newsgraph("export", "--store", "all.kg", "--rdf", "1.2", "--out", "all12." + extension)
        newsgraph("export", "--store", "all.kg", "--void", "--out", "void.ttl")
        newsgraph("export", "--store", "all.kg", "--format", "csv", "--out", "csv")
        newsgraph("export", "--store", "all.kg", "--format", "neo4j", "--out", "neo4j")
        newsgraph("annotate", *inputs, "--format", "nif", "--out", "nif.ttl")
        rdflib_checks(folder)
        command_checks(folder)
        node_checks(folder)
        network_checks(folder)
        table_checks(folder)
        money_checks(folder)
    sys.exit(f"{len(failures)} checks failed" if failures else 0)


if __name__ == "__main__":
    main()
