"""Network files: GraphML, GEXF, VOSviewer and CSV, with provenance in a sidecar.

All writers take a networkx graph whose attributes are columns; nodes and edges are sorted by id, each column has one
type, text is clean, missing values are left out, edges of weight 0 are left out and counted, and a file appears whole
or not at all.  The same graph gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from landscape.errors import AnalysisError
from landscape.report.graph_files.gexf import write_gexf
from landscape.report.graph_files.graphml import write_graphml
from landscape.report.graph_files.sidecar import GraphFile
from landscape.report.graph_files.spreadsheets import write_csv
from landscape.report.graph_files.vosviewer import write_vosviewer

if TYPE_CHECKING:
    from landscape.analysis.result import Landscape

__all__ = [
    "GraphFile",
    "write_csv",
    "write_gexf",
    "write_graphml",
    "write_network",
    "write_networks",
    "write_vosviewer",
]

FORMATS = ("graphml", "gexf", "vosviewer", "csv")


def write_networks(result: Landscape, folder: str | Path) -> list[Path]:
    """Write every network of a landscape: GraphML and GEXF into `folder`, VOSviewer's files into folder/vosviewer.

    Returns the files written, sidecars included.
    """
    target = Path(folder)
    written = []
    for name in sorted(result.networks):
        for form, place in (("graphml", target), ("gexf", target), ("vosviewer", target / "vosviewer")):
            written += write_network(result, name, form, place)
    return written


def write_network(result: Landscape, network: str, form: str, folder: str | Path) -> list[Path]:
    """Write one network of a landscape in one format ("graphml", "gexf", "vosviewer", "csv"); returns the files.

    GEXF comes static, and where any edge has a first year also dynamic by year, as <network>_by_year.gexf.
    AnalysisError for an unknown network or format.
    """
    if network not in result.networks:
        raise AnalysisError(f"no network {network!r}; there are: {', '.join(sorted(result.networks)) or 'none'}")
    graph, target = result.networks[network], Path(folder)
    provenance = _provenance(result, network)

    def gexf(dynamic: bool) -> GraphFile:
        path = target / f"{network}{'_by_year' if dynamic else ''}.gexf"
        return write_gexf(graph, path, _snapshot_date(result.snapshot), dynamic, provenance)

    writers: dict[str, Callable[[], list[GraphFile]]] = {
        "graphml": lambda: [write_graphml(graph, target / f"{network}.graphml", provenance)],
        "gexf": lambda: [gexf(dynamic) for dynamic in ((False, True) if _dated(graph) else (False,))],
        "vosviewer": lambda: [write_vosviewer(graph, target / f"{network}.json", provenance=provenance)],
        "csv": lambda: [write_csv(graph, target / f"{network}.csv", provenance)],
    }
    if form not in writers:
        raise AnalysisError(f"no format {form!r}; there are: {', '.join(FORMATS)}")
    return [path for written in writers[form]() for path in written.files]


def _provenance(result: Landscape, network: str) -> dict[str, Any]:
    titles = {row.name: row.title for row in result.network_summaries}
    notes = [
        *(["all data are invented"] if result.invented else []),
        *(["a source failed, the data are partial"] if result.partial else []),
    ]
    return {
        "title": f"{result.title}: {titles.get(network, network)}",
        "note": "; ".join(notes),
        "query": result.query_name,
        "question": result.question,
        "query_text": result.query_text,
        "snapshot": result.snapshot,
        "seed": result.seed,
        "software": dict(sorted(result.software.items())),
        "invented": result.invented,
        "partial": result.partial,
        "sources": sorted({row.source for row in result.sources}),
    }


def _snapshot_date(snapshot: str) -> date:
    """The date of a snapshot's name, 20261123T001705Z."""
    try:
        return date.fromisoformat(snapshot[:8])
    except ValueError as error:
        raise AnalysisError(f"snapshot {snapshot!r}: its name does not begin with a date") from error


def _dated(graph: Any) -> bool:
    return any("first_year" in values for _, _, values in graph.edges(data=True))
