"""Patent and standards landscapes: from a question in a query file to figures with a receipt.

    query = landscape.Query.load("queries/sample.toml")
    with landscape.Store(".landscape") as store:
        store.refresh(query)                       # the only line that touches the network
        corpus = store.corpus(query)
    result = landscape.analyze(corpus, seed=0)
    landscape.write_reports(result, "reports/sample")

Names and submodules are loaded when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from landscape.analysis import analyze as analyze
    from landscape.analysis.result import Landscape as Landscape
    from landscape.errors import LandscapeError as LandscapeError
    from landscape.query import Query as Query
    from landscape.report import write_reports as write_reports
    from landscape.store import Corpus as Corpus
    from landscape.store import Store as Store

__version__ = "0.1.0"

_NAMES = {
    "Corpus": "store",
    "Landscape": "analysis.result",
    "LandscapeError": "errors",
    "Query": "query",
    "Store": "store",
    "analyze": "analysis",
    "write_reports": "report",
}
_MODULES = frozenset(
    {
        "analysis", "applicants", "claims", "clusters", "errors", "families", "fetchers", "formats", "identifiers",
        "indicators", "networks", "policy", "query", "records", "report", "session", "standards", "store",
    }
)  # fmt: skip

__all__ = ["Corpus", "Landscape", "LandscapeError", "Query", "Store", "analyze", "write_reports"]


def __getattr__(name: str) -> object:
    if name in _NAMES:
        return getattr(import_module(f"landscape.{_NAMES[name]}"), name)
    if name in _MODULES:
        return import_module(f"landscape.{name}")
    raise AttributeError(f"module 'landscape' has no attribute {name!r}")
