"""Sources: what each gives and, where this version asks it, the fetcher that does.

A fetcher is a module of this package with `fetch(query, context) -> Fetch`.  It asks, pages and hands bytes to a
format; the records come as an iterator, and what is known of the fetch is filled in while that is consumed.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from importlib.resources import files
from typing import TYPE_CHECKING

from landscape.progress import Progress, silent
from landscape.session import Session, key

if TYPE_CHECKING:
    from landscape.formats import Parsed
    from landscape.query import Query


@dataclass(frozen=True, slots=True)
class Context:
    """What a fetcher works with besides the query; session: the only way to a network."""

    progress: Progress = silent
    session: Session = field(default_factory=Session)


@dataclass(slots=True)
class Received:
    """A document that a source gave: address or path as in its records' provenance, hash and size as received.

    format: name of its format, "" if unknown; records: those read from it; dropped: errors met in it.
    """

    url: str
    sha256: str
    size: int
    format: str = ""
    records: int = 0
    dropped: int = 0


@dataclass(slots=True)
class Fetch:
    """What a source is being asked, and its answer.

    native_query: as sent; promised: how many records the source says there are, None if it does not say.
    missing: of those promised, how many did not come, by reason; None where as many records as promised are meant to
    come, so that the store can count.  note: what else is to be known of the answer; it does not make it partial.
    All but the first two are filled while `records` is consumed; `promised` may change as well.
    """

    source: str
    native_query: str
    promised: int | None
    records: Iterator[Parsed]
    requests: int = 0
    documents: list[Received] = field(default_factory=list)
    missing: Counter[str] | None = None
    note: str = ""


Fetcher = Callable[["Query", Context], Fetch]


@dataclass(frozen=True, slots=True)
class Source:
    """A source, what it gives, under which terms, and what it needs.

    key_variables: names of environment variables, or of entries of the system keyring; key_from: where a key comes
    from.
    fetch: None where this version does not ask it; why_not: the reason and the way round.
    documents: what it is asked for by name among the documents of a query's [policy]; None if by none.
    """

    name: str
    title: str
    gives: str
    terms: str
    key_variables: tuple[str, ...] = ()
    key_from: str = ""
    fetch: Fetcher | None = None
    why_not: str = ""
    documents: re.Pattern[str] | None = None

    @property
    def keys_set(self) -> bool:
        """Whether every key it needs is in the environment or the system keyring; their values are never shown."""
        return all(key(variable) for variable in self.key_variables)

    @property
    def unavailable(self) -> str:
        """Why it cannot be asked here, and what helps; "" if it can."""
        if self.fetch is None:
            return self.why_not
        if self.keys_set:
            return ""
        return f"not asked: {' and '.join(self.key_variables)} not set ({self.key_from}); a key adds {self.gives}"

    def described(self) -> dict[str, object]:
        """As plain data, for a table or JSON."""
        return {
            "name": self.name,
            "title": self.title,
            "gives": self.gives,
            "terms": self.terms,
            "asked": self.fetch is not None,
            "key_variables": list(self.key_variables),
            "keys_set": self.keys_set,
            "key_from": self.key_from,
            "why_not": self.why_not,
        }


def _fetcher(name: str, module: str) -> Fetcher:
    """The module's `fetch`, imported when it is called: to list the sources needs none of their libraries.

    The first source that is asked tells of documents that none of the query's sources is asked for.
    """

    def fetch(query: Query, context: Context) -> Fetch:
        answer: Fetch = import_module(f"landscape.fetchers.{module}").fetch(query, context)
        if name == next((each for each in query.sources if not SOURCES[each].unavailable), None):
            answer.note = "; ".join(filter(None, (answer.note, *unasked(query))))
        return answer

    return fetch


def unasked(query: Query) -> list[str]:
    """What to tell of the documents that a query names and none of its sources takes by name."""
    patterns = [SOURCES[name].documents for name in query.sources]
    entries = query.policy.documents if query.policy else ()
    lost = [each for each in entries if not any(pattern and pattern.fullmatch(each.strip()) for pattern in patterns)]
    return [f"policy.documents: asked of no source of this query: {', '.join(lost)}"] if lost else []


def _sources() -> dict[str, Source]:
    table = tomllib.loads(files("landscape.fetchers").joinpath("sources.toml").read_text(encoding="utf-8"))
    return {
        row["name"]: Source(
            name=row["name"],
            title=row["title"],
            gives=row["gives"],
            terms=row["terms"],
            key_variables=tuple(row.get("keys", ())),
            key_from=row.get("key_from", ""),
            fetch=_fetcher(row["name"], row["fetch"]) if "fetch" in row else None,
            why_not=row.get("why_not", ""),
            documents=re.compile(row["documents"]) if "documents" in row else None,
        )
        for row in table["source"]
    }


SOURCES = _sources()


def markdown() -> str:
    """All sources as the table of docs/sources.md."""
    lines = ["| source | asked | gives | terms | key |", "|---|---|---|---|---|"]
    for source in SOURCES.values():
        key = " and ".join(f"`{name}`" for name in source.key_variables) or "none"
        key += f", from {source.key_from}" if source.key_from else ""
        asked = "yes" if source.fetch else f"no: {source.why_not}"
        lines.append(f"| `{source.name}` | {asked} | {source.gives} | {source.terms} | {key} |")
    return "\n".join(lines)
