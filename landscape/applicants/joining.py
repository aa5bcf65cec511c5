"""Joining names into applicants: edges with reasons, components that keep apart what is known to differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from landscape.applicants.entities import Rule


@dataclass(frozen=True, slots=True)
class Edge:
    """Two nodes that are one applicant, why, and on what evidence."""

    left: str
    right: str
    rule: Rule
    evidence: str


class Components:
    """Connected components of names (union-find) in which no two anchors ever meet.

    weights: node -> its mentions; anchors: node -> the applicant it is known to be.  An edge that would join two of
    these is refused.
    """

    def __init__(self, weights: Mapping[str, int], anchors: Mapping[str, str]) -> None:
        self._parent = {node: node for node in weights}
        self._weight = dict(weights)
        self._anchor = dict(anchors)
        self.edges: dict[str, list[Edge]] = defaultdict(list)

    def root(self, node: str) -> str:
        """The representative of a node's component."""
        while self._parent[node] != node:
            self._parent[node] = self._parent[self._parent[node]]
            node = self._parent[node]
        return node

    def anchor(self, node: str) -> str | None:
        """The known applicant of a node's component."""
        return self._anchor.get(self.root(node))

    def weight(self, node: str) -> int:
        """Mentions of a node's component."""
        return self._weight[self.root(node)]

    def join(self, edge: Edge) -> bool:
        """Join along an edge; False where two known applicants would become one."""
        left, right = self.root(edge.left), self.root(edge.right)
        if left == right:
            return True
        anchors = {a for a in (self._anchor.get(left), self._anchor.get(right)) if a}
        if len(anchors) > 1:
            return False
        keep, lose = min(left, right), max(left, right)
        self._parent[lose] = keep
        self._weight[keep] += self._weight[lose]
        for anchor in anchors:
            self._anchor[keep] = anchor
        self.edges[edge.left].append(edge)
        self.edges[edge.right].append(edge)
        return True

    def members(self) -> dict[str, list[str]]:
        """Representative -> nodes of its component, all in order."""
        found: dict[str, list[str]] = defaultdict(list)
        for node in sorted(self._parent):
            found[self.root(node)].append(node)
        return dict(sorted(found.items()))

    def reasons(self, lead: str) -> dict[str, Edge]:
        """Node -> the edge by which it hangs on the tree that grows from `lead`, strongest rules first."""
        order = list(Rule)
        reason: dict[str, Edge] = {}
        reached, front = {lead}, [lead]
        while front:
            fresh = []
            for node in front:
                for edge in sorted(self.edges[node], key=lambda e: (order.index(e.rule), e.left, e.right)):
                    other = edge.right if edge.left == node else edge.left
                    if other not in reached:
                        reached.add(other)
                        reason[other] = edge
                        fresh.append(other)
            front = sorted(fresh)
        return reason
