"""Who waits for whom, as graphs: an order of things, a circle, the shortest way; pure.

networkx is imported where it is used: no other door waits for it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from networkx import DiGraph

# Who comes first, who waits for them, and how long that takes.
Edge = tuple[int, int, int]


class Circle(Exception):
    """Some wait for each other: `ids` names them, the first one again at the end."""

    def __init__(self, ids: Sequence[int]) -> None:
        super().__init__(str(ids))
        self.ids = tuple(ids)


def graph(ids: Iterable[int], edges: Iterable[Edge]) -> "DiGraph[int]":
    """A graph of those with these ids; edges to or from others are left out."""
    from networkx import DiGraph

    found: DiGraph[int] = DiGraph()
    found.add_nodes_from(ids)
    for first, waits, lag in edges:
        if first in found and waits in found:
            # Of two that say the same, the longer one counts.
            known = found.get_edge_data(first, waits, {"lag": 0})["lag"]
            found.add_edge(first, waits, lag=max(lag, known))
    return found


def ordered(whole: "DiGraph[int]") -> list[int]:
    """The ids in an order in which nobody comes before whom they wait for.

    Raises:
        Circle: some wait for each other.
    """
    from networkx import NetworkXUnfeasible, topological_sort

    try:
        return list(topological_sort(whole))
    except NetworkXUnfeasible:
        raise Circle(circle(whole)) from None


def after(whole: "DiGraph[int]", which: int) -> Mapping[int, int]:
    """Who waits for one of them, and for how long."""
    return {waits: int(data["lag"]) for _, waits, data in whole.out_edges(which, data=True)}


def circle(whole: "DiGraph[int]") -> tuple[int, ...]:
    """Those that wait for each other, the first one again at the end; empty for none."""
    from networkx import NetworkXNoCycle, find_cycle

    try:
        edges = find_cycle(whole)
    except NetworkXNoCycle:
        return ()
    return (*(edge[0] for edge in edges), edges[0][0])


def way(edges: Iterable[tuple[int, int]], first: int, last: int) -> tuple[int, ...]:
    """The shortest way from one to another, both at its ends; empty for none."""
    from networkx import DiGraph, NetworkXNoPath, NodeNotFound, shortest_path

    whole: DiGraph[int] = DiGraph()
    whole.add_edges_from(edges)
    try:
        return tuple(shortest_path(whole, first, last))
    except (NetworkXNoPath, NodeNotFound):
        return ()
