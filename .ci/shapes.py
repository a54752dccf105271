#!/usr/bin/env python3
"""Second opinions on the ontology, the shapes and the graphs, by programs of other people.

    .ci/shapes.py [GRAPH.nq ...]       pySHACL on tests/verify/ and on these graphs
    .ci/shapes.py --reason [GRAPH.nq ...]   and a reasoner (HermiT, and OWL 2 RL by owlrl) on the ontology and them

Needs Python 3.9 with pyshacl, and for --reason owlrl, owlready2 and a Java runtime; where pyshacl is missing, a virtual
environment is made in a folder of its own and the packages are installed from PyPI. Never needed to build or run newsgraph.

Exit code 0: pySHACL says of the good graph and of each fault in tests/verify/faults.tsv what `newsgraph verify` says,
every graph conforms, and the ontology is consistent with each and has no unsatisfiable class. 1 otherwise.
"""

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ["pyshacl==0.40.1", "rdflib==7.6.0", "owlrl==7.6.2", "owlready2==0.51"]
NG = "https://w3id.org/newsgraph/ontology#"

try:
    import pyshacl
except ImportError:
    folder = Path(os.environ.get("NEWSGRAPH_VENV", Path(tempfile.gettempdir()) / "newsgraph-shapes-venv"))
    if os.environ.get("NEWSGRAPH_VENV_MADE"):
        sys.exit("pyshacl cannot be imported, though it was installed: remove " + str(folder))
    if not (folder / "bin" / "python").exists():
        venv.create(folder, with_pip=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", *PACKAGES], check=True)
    os.environ["NEWSGRAPH_VENV_MADE"] = "yes"
    os.execv(folder / "bin" / "python", [str(folder / "bin" / "python"), *sys.argv])

import logging  # noqa: E402

from rdflib import Dataset, Graph, Literal, URIRef  # noqa: E402
from rdflib.namespace import OWL, RDF, RDFS, XSD  # noqa: E402

# Ill-typed literals are seeded on purpose.
logging.getLogger("rdflib").setLevel(logging.CRITICAL)

SHAPES = Graph().parse(ROOT / "ontology" / "shapes.ttl")
ONTOLOGY = Graph().parse(ROOT / "ontology" / "newsgraph.ttl")


def graphs(data, form):
    """The graphs of a data set, each as a graph of its own, as an article is read."""
    dataset = Dataset()
    dataset.parse(data=data, format=form)
    for graph in dataset.graphs():
        if len(graph):
            alone = Graph()
            for triple in graph:
                alone.add(triple)
            yield str(graph.identifier), alone


def conforms(data, form):
    """Whether all graphs of a data set conform, and what is wrong with the first that does not."""
    for name, graph in graphs(data, form):
        good, _, text = pyshacl.validate(graph, shacl_graph=SHAPES, ont_graph=ONTOLOGY, advanced=False)
        if not good:
            return False, f"{name}\n{text}"
    return True, ""


def faults():
    """Does pySHACL find those faults that shapes can say, and no others?"""
    good = (ROOT / "tests" / "verify" / "good.trig").read_text(encoding="utf-8")
    wrong = 0
    ok, text = conforms(good, "trig")
    if not ok:
        print("good.trig does not conform:", text)
        wrong += 1
    rows = (ROOT / "tests" / "verify" / "faults.tsv").read_text(encoding="utf-8").splitlines()
    rows = [row.split("\t") for row in rows if not row.startswith("#")]
    for name, _, shacl, old, new in rows:
        old, new = old.replace("\\n", "\n"), new.replace("\\n", "\n")
        assert good.count(old) == 1, name
        ok, text = conforms(good.replace(old, new), "trig")
        if ok == (shacl == "yes"):
            print(f"{name}: pySHACL says {'nothing' if ok else text}, newsgraph verify the contrary")
            wrong += 1
    print(f"pySHACL: {len(rows)} seeded faults, {wrong} other verdicts")
    return wrong


def closed(graph):
    """The ontology and a graph as OWL 2 DL: other vocabularies' terms declared by how they are used, and without
    rdf:Statement nodes, whose vocabulary OWL reserves."""
    whole = Graph()
    for triple in ONTOLOGY:
        whole.add(triple)
    reified = set(graph.subjects(RDF.type, RDF.Statement))
    for subject, predicate, value in graph:
        if subject in reified:
            continue
        if predicate == URIRef(NG + "eventType"):
            # Classes as values: punning, which HermiT reads as an individual of the same name.
            whole.add((value, RDF.type, OWL.NamedIndividual))
        whole.add((subject, predicate, value))
        if predicate == RDF.type:
            whole.add((value, RDF.type, OWL.Class))
            whole.add((subject, RDF.type, OWL.NamedIndividual))
        elif predicate not in (RDFS.label, RDFS.comment) and (predicate, RDF.type, None) not in ONTOLOGY:
            literal = isinstance(value, Literal)
            whole.add((predicate, RDF.type, OWL.DatatypeProperty if literal else OWL.ObjectProperty))
    return whole


def reason(name, graph):
    """Is the ontology with this graph consistent, and can every class have members? By HermiT and by OWL 2 RL rules."""
    import owlready2
    import owlrl

    whole = closed(graph)
    wrong = 0
    world = owlready2.World()
    with tempfile.NamedTemporaryFile(suffix=".nt", delete=False) as file:
        file.write(whole.serialize(format="nt", encoding="utf-8"))
    try:
        loaded = world.get_ontology("file://" + file.name).load()
        with loaded:
            owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
        unsatisfiable = sorted(str(c) for c in world.inconsistent_classes() if c is not owlready2.Nothing)
        if unsatisfiable:
            print(f"{name}: HermiT finds classes that can have no member: {', '.join(unsatisfiable)}")
            wrong += 1
    except owlready2.OwlReadyInconsistentOntologyError:
        print(f"{name}: HermiT finds it inconsistent")
        wrong += 1
    finally:
        os.unlink(file.name)
    # RL wants literals that rdflib can compare; those that it does not know are no concern of the ontology.
    rl = Graph()
    for s, p, o in whole:
        if not (isinstance(o, Literal) and o.datatype and not str(o.datatype).startswith(str(XSD))):
            rl.add((s, p, o))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(rl)
    errors = [str(o) for o in rl.objects(None, URIRef("http://www.daml.org/2002/03/agents/agent-ont#error"))]
    errors += [f"{s} is of owl:Nothing" for s in rl.subjects(RDF.type, OWL.Nothing)]
    for error in errors:
        print(f"{name}: OWL 2 RL: {error}")
    return wrong + len(errors)


def main():
    arguments = sys.argv[1:]
    reasoning = "--reason" in arguments
    files = [Path(argument) for argument in arguments if argument != "--reason"]
    wrong = faults()
    data = [(f"{file}: {name}", graph) for file in files for name, graph in graphs(file.read_text("utf-8"), "nquads")]
    for name, graph in data:
        ok, _, report = pyshacl.validate(graph, shacl_graph=SHAPES, ont_graph=ONTOLOGY, advanced=False)
        if not ok:
            print(f"{name}\n{report}")
            wrong += 1
    print(f"pySHACL: {len(data)} graphs of articles")
    # After all validation: owlrl changes how rdflib reads literals.
    if reasoning:
        wrong += reason("the ontology alone", Graph())
        wrong += sum(reason(name, graph) for name, graph in data)
        print(f"HermiT and OWL 2 RL: the ontology alone and with each of {len(data)} graphs")
        both = Graph().parse(data=f"<urn:x> a <{NG}Claim> , <{NG}Meeting> .", format="turtle")
        print("and a claim that is a meeting, which must not be consistent:")
        if not reason("a claim that is a meeting", both):
            print("  it was not found: the reasoners do not work here")
            wrong += 1
    print("all agree" if not wrong else f"{wrong} things are wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
