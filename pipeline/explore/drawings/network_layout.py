"""Where concepts stand in a network and which belong together: the adapter of networkx; the same network has the same places every time."""

import math
from collections.abc import Mapping
from typing import Any

Pair = tuple[str, str]
Place = tuple[float, float]
ASPECT = 1.5
"""Width by height that the parts are laid out in."""


def find_communities(strength: Mapping[Pair, int]) -> dict[str, int]:
    """Return the number of each concept's community; the one with most concepts is 0.

    Source: Clauset, A., Newman, M. & Moore, C. (2004), Finding community structure in very large networks: greedy modularity, no randomness.
    """
    from networkx.algorithms.community import greedy_modularity_communities

    names = _names(strength)
    if not names:
        return {}
    graph = _graph(strength, names)
    parts = [sorted(names[number] for number in part) for part in greedy_modularity_communities(graph, weight="works")]
    return {name: number for number, part in enumerate(sorted(parts, key=lambda part: (-len(part), part))) for name in part}


def find_places(strength: Mapping[Pair, int]) -> dict[str, Place]:
    """Return the place of each concept; parts without a link between them stand beside each other, the greatest first.

    Source: Kamada, T. & Kawai, S. (1989), An algorithm for drawing general undirected graphs, from a circle, every edge one unit long.
    """
    import networkx as nx

    names = _names(strength)
    graph = _graph(strength, names)
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    laid = [_laid(graph, part) for part in parts]
    row_width = math.sqrt(ASPECT * sum(width * height for _, width, height in laid))
    placed: dict[str, Place] = {}
    left = top = row_height = 0.0
    for part, width, height in laid:
        if left and left + width > max(row_width, laid[0][1]):
            left, top, row_height = 0.0, top + row_height, 0.0
        placed |= {names[number]: (left + x, top + y) for number, (x, y) in part.items()}
        left, row_height = left + width, max(row_height, height)
    return placed


def _names(strength: Mapping[Pair, int]) -> list[str]:
    return sorted({name for pair in strength for name in pair})


def _graph(strength: Mapping[Pair, int], names: list[str]) -> Any:
    """Return the graph with numbers for names: sets of numbers, which networkx uses, have the same order in every process."""
    import networkx as nx

    numbers = {name: number for number, name in enumerate(names)}
    graph = nx.Graph()
    graph.add_nodes_from(range(len(names)))
    graph.add_edges_from((numbers[one], numbers[other], {"works": works}) for (one, other), works in sorted(strength.items()))
    return graph


def _laid(graph: Any, part: list[int]) -> tuple[dict[int, Place], float, float]:
    """Return places from 0,0 on, with the width and height that the part takes, half a unit of margin on every side."""
    import networkx as nx

    own = nx.Graph()
    own.add_nodes_from(part)
    own.add_edges_from(sorted(graph.subgraph(part).edges()))
    # networkx scales to 1: the longest way in the part says how many units that is.
    scale = max(1.0, nx.diameter(own) / 2)
    found = {number: (float(x) * scale, float(y) * scale) for number, (x, y) in nx.kamada_kawai_layout(own, weight=None).items()}
    xs, ys = [x for x, _ in found.values()], [y for _, y in found.values()]
    moved = {number: (x - min(xs) + 0.5, y - min(ys) + 0.5) for number, (x, y) in found.items()}
    return moved, max(xs) - min(xs) + 1, max(ys) - min(ys) + 1
