"""A network as text: a table, CSV, JSON lines, SVG, and the files of Gephi (GEXF), other tools (GraphML) and VOSviewer (its JSON)."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from pipeline.core.concept_records import Cooccurrence
from pipeline.explore.beside.neighbours import ALL_PERIODS
from pipeline.explore.beside.network import Network
from pipeline.explore.drawings.charts import stack_drawings, stand_alone
from pipeline.explore.drawings.network_chart import draw_network
from pipeline.explore.printing import csv_text, json_lines, table_text
from pipeline.explore.wording import Wording

FORMS = ("table", "csv", "json", "svg", "gexf", "graphml", "vosviewer")
COLUMNS = ("label_a", "label_b", *(field.name for field in fields(Cooccurrence)))
HEADER = ("concept a", "concept b", "period", "works", "works a", "works b", "readable", "expected", "p", "q", "NPMI", "units")
RIGHT = tuple(range(3, 12))
STAMP = re.compile(r' lastmodifieddate="[^"]*"')
"""networkx writes today into GEXF: the same network shall give the same bytes tomorrow."""


def pairs_text(rows: Sequence[Cooccurrence], names: Mapping[str, str], form: str) -> str:
    """Return pairs as a table, csv or json."""
    named = [
        {"label_a": names.get(row.concept_a, row.concept_a), "label_b": names.get(row.concept_b, row.concept_b)} | asdict(row)
        for row in rows
    ]
    if form == "json":
        return json_lines(named)
    if form == "csv":
        return csv_text(named, COLUMNS)
    return table_text(HEADER, [_cells(row) for row in named], RIGHT)


def network_text(networks: Sequence[Network], form: str, wording: Wording) -> str:
    """Return networks as svg (one below the other), or the first as gexf, graphml or vosviewer."""
    if form == "svg":
        return stand_alone(stack_drawings([draw_network(network, wording, title_of(network, wording)) for network in networks]))
    if form == "vosviewer":
        return json.dumps(vosviewer(networks[0]), ensure_ascii=False, indent=1) + "\n"
    import networkx as nx

    graph = _graph(networks[0])
    lines = nx.generate_gexf(graph) if form == "gexf" else nx.generate_graphml(graph)
    return STAMP.sub("", "\n".join(lines)) + "\n"


def title_of(network: Network, wording: Wording) -> str:
    """Return the heading of a network's drawing."""
    return wording("network.title", period=wording("network.all_years") if network.period == ALL_PERIODS else network.period)


def vosviewer(network: Network) -> dict[str, Any]:
    """Return what VOSviewer opens as a JSON file, with the same places and communities as the drawing.

    Source: VOSviewer manual 1.6.20, JSON files: items with id, label, x, y, cluster and weights; links with strength.
    """
    numbers = {node.concept_id: number for number, node in enumerate(network.nodes, start=1)}
    items = [
        {
            "id": numbers[node.concept_id],
            "label": node.label,
            "x": round(node.x, 4),
            "y": round(-node.y, 4),
            "cluster": node.community + 1,
            "weights": {"Works": node.works},
        }
        for node in network.nodes
    ]
    links = [{"source_id": numbers[row.concept_a], "target_id": numbers[row.concept_b], "strength": row.works} for row in network.edges]
    return {"network": {"items": items, "links": links}}


def _graph(network: Network) -> Any:
    import networkx as nx

    graph = nx.Graph()
    for node in network.nodes:
        place = {"x": round(node.x, 4), "y": round(-node.y, 4), "z": 0.0}
        graph.add_node(node.concept_id, label=node.label, works=node.works, community=node.community, x=place["x"], y=place["y"])
    for row in network.edges:
        values = {"weight": row.works, "expected": row.expected, "q": row.q, "npmi": row.npmi, "units": row.units}
        graph.add_edge(row.concept_a, row.concept_b, **values)
    return graph


def _cells(row: dict[str, Any]) -> list[str]:
    def short(value: float | None, form: str = ".2g") -> str:
        return "–" if value is None else format(value, form)

    whole = ("works", "works_a", "works_b", "readable_works")
    scores = [short(row["expected"], ".1f"), short(row["p"]), short(row["q"]), short(row["npmi"], ".2f"), str(row["units"])]
    return [row["label_a"], row["label_b"], row["period"], *(str(row[name]) for name in whole), *scores]
