#!/usr/bin/env python3
"""Make the term lists of the vocabularies that npm packages carry.

Each list names every term of one namespace, sorted, one local name a line. The tests check against them that
the ontology, the queries and the program use no term that its vocabulary lacks.

    python3 ontology/vocabularies/make.py          # needs npm and the npm registry, nothing else

Lists of vocabularies without a package (see README.md) are kept by hand; this script leaves them alone.
"""

import io
import json
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent

# prefix: (package version, namespace in the package, published as, licence of the vocabulary)
PACKAGES = {
    "dcterms": ("1.0.6", "http://purl.org/dc/terms/", "DCMI Metadata Terms", "CC BY 4.0"),
    "foaf": ("1.0.6", "http://xmlns.com/foaf/0.1/", "FOAF Vocabulary Specification 0.99", "CC BY 1.0"),
    "geo": ("1.0.6", "http://www.opengis.net/ont/geosparql#", "OGC GeoSPARQL 1.1", "OGC Document License"),
    "org": ("1.0.6", "http://www.w3.org/ns/org#", "The Organization Ontology, W3C", "PDDL 1.0"),
    "owl": ("1.0.6", "http://www.w3.org/2002/07/owl#", "OWL 2, W3C", "W3C Document License"),
    "prov": ("1.0.6", "http://www.w3.org/ns/prov#", "PROV-O, W3C, 2013-04-30", "W3C Document License"),
    "rdf": ("1.0.6", "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "RDF Concepts, W3C", "W3C Document License"),
    "rdfs": ("1.0.6", "http://www.w3.org/2000/01/rdf-schema#", "RDF Schema 1.1, W3C", "W3C Document License"),
    "schema": ("1.1.0", "http://schema.org/", "schema.org", "CC BY-SA 3.0"),
    "sem": ("1.0.6", "http://semanticweb.cs.vu.nl/2009/11/sem/", "Simple Event Model", "not stated in its file"),
    "sh": ("1.1.6", "http://www.w3.org/ns/shacl#", "Shapes Constraint Language, W3C", "W3C Document License"),
    "skos": ("1.0.6", "http://www.w3.org/2004/02/skos/core#", "SKOS Core, W3C", "W3C Document License"),
    "time": ("1.0.6", "http://www.w3.org/2006/time#", "OWL-Time, W3C and OGC", "CC BY 4.0"),
    "void": ("1.0.6", "http://rdfs.org/ns/void#", "VoID", "not stated in its file"),
    "xsd": ("1.0.6", "http://www.w3.org/2001/XMLSchema#", "XML Schema datatypes, W3C", "W3C Document License"),
}

# The program writes schema.org under https:, as schema.org itself advises; the package holds the http: form.
RENAMED = {"schema": "https://schema.org/"}

# Terms published after the package was made. rdf: RDF 1.2 Concepts and Abstract Data Model, W3C.
LATER = {"rdf": ["dirLangString", "reifies"]}

SUBJECT = re.compile(r"^<([^>]*)> ")


def unpack(package: str, version: str) -> tuple[str, dict]:
    """The N-Quads text and the package.json of one npm package."""
    with tempfile.TemporaryDirectory() as folder:
        packed = subprocess.run(
            ["npm", "pack", "--silent", f"{package}@{version}"],
            cwd=folder, check=True, capture_output=True, text=True,
        ).stdout.split()[-1]
        quads, about = "", {}
        with tarfile.open(Path(folder) / packed) as archive:
            for member in archive:
                data = archive.extractfile(member)
                if data is None:
                    continue
                if member.name.endswith(".nq"):
                    quads += io.TextIOWrapper(data, "utf-8").read()
                elif member.name == "package/package.json":
                    about = json.load(data)
    return quads, about


def main() -> None:
    for prefix, (version, namespace, title, licence) in sorted(PACKAGES.items()):
        package = f"@vocabulary/{prefix}"
        quads, about = unpack(package, version)
        names = set(LATER.get(prefix, []))
        for line in quads.splitlines():
            match = SUBJECT.match(line)
            if match and match[1].startswith(namespace):
                name = match[1][len(namespace):]
                if name and "/" not in name and "#" not in name:
                    names.add(name)
        assert len(names) > 5, f"{package}: only {len(names)} terms found under {namespace}"
        header = [
            f"# {title}: the terms of the namespace, one local name a line",
            f"# namespace: {RENAMED.get(prefix, namespace)}",
            f"# source: npm {package} {version} (package licence {about.get('license', 'not stated')}), made by make.py",
            f"# licence: {licence}",
        ]
        if prefix in RENAMED:
            header.append(f"# the package names the terms under {namespace}")
        if prefix in LATER:
            header.append(f"# added, being newer than the package: {', '.join(LATER[prefix])}")
        (HERE / f"{prefix}.txt").write_text("\n".join(header + sorted(names)) + "\n", encoding="utf-8")
        print(f"{prefix:8} {len(names):5} terms")


if __name__ == "__main__":
    main()
