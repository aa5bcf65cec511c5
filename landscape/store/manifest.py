"""The manifest of a snapshot: what was asked, what came, what was left out, and the hash of every table."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from landscape.errors import StoreError
from landscape.store.tables import SCHEMA_VERSION
from landscape.store.writing import TableFile

FILE_NAME = "manifest.json"
# Of what was dropped so much is listed; the counts are of all.
LISTED = 1000


class SourceStatus(StrEnum):
    """How a source answered: with all it promised, with less, not at all, or it cannot be asked here."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    FAILED = "failed"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class DroppedRecord:
    """A record that could not be read, its place and why."""

    document: str
    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReceivedDocument:
    """A file or answer as received: address or path, hash, bytes, format, records read from it and errors met in it."""

    url: str
    sha256: str
    bytes: int
    format: str
    records: int
    dropped: int


@dataclass(slots=True)
class SourceReport:
    """One source's part.

    native_query: as sent; promised: count the source announced, None if it does not; received: records read;
    publications, documents: records kept; rejected: decided against by all strands; undecided: kept because a strand
    could not be decided; dropped: records, and parts of records, that could not be read, the first of them listed in
    `dropped_records`; missing: reason -> how many of those promised did not come; note: why it is not complete, or
    what else is to be known; requests: how often it was asked over the network.
    """

    source: str
    status: SourceStatus = SourceStatus.COMPLETE
    native_query: str = ""
    promised: int | None = None
    received: int = 0
    publications: int = 0
    documents: int = 0
    rejected: int = 0
    undecided: int = 0
    dropped: int = 0
    note: str = ""
    dropped_records: list[DroppedRecord] = field(default_factory=list)
    requests: int = 0
    received_documents: list[ReceivedDocument] = field(default_factory=list)
    missing: dict[str, int] = field(default_factory=dict)

    @property
    def summary(self) -> str:
        """One line for people.

        >>> SourceReport("files", received=10, publications=9, rejected=1).summary
        'files: complete, 9 publications, 1 not in any strand'
        """
        counts = (
            (self.publications, "publications"),
            (self.documents, "documents"),
            (self.rejected, "not in any strand"),
            (self.undecided, "undecided"),
            (self.dropped, "dropped"),
        )
        told = [f"{count:,} {what}" for count, what in counts if count] or ["nothing received"]
        return f"{self.source}: {', '.join([self.status, *told])}" + (f" ({self.note})" if self.note else "")


@dataclass(frozen=True, slots=True)
class StrandReport:
    """Records that a strand kept: decided, and kept because it could not be decided."""

    strand: str
    decided: int
    undecided: int


@dataclass(frozen=True, slots=True)
class Merge:
    """Records in, publications or documents out; kinds_found: numbers without kind that could only mean one.

    disagreements: field -> count; each stands in the table `disagreements`.
    """

    records: int
    owners: int
    kinds_found: int
    disagreements: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot is.  created: UTC, to the second; tables sorted by name."""

    query_name: str
    query_text: str
    created: str
    tool_version: str
    sources: tuple[SourceReport, ...]
    strands: tuple[StrandReport, ...]
    merges: Mapping[str, Merge]
    tables: tuple[TableFile, ...]
    schema_version: int = SCHEMA_VERSION

    @property
    def partial(self) -> bool:
        """Whether a source that was asked failed or gave less than it promised."""
        return any(source.status in (SourceStatus.PARTIAL, SourceStatus.FAILED) for source in self.sources)

    @property
    def rows(self) -> dict[str, int]:
        """Rows of each table."""
        return {table.name: table.rows for table in self.tables}

    def as_dict(self) -> dict[str, Any]:
        """Plain data, as written."""
        return asdict(self)

    def to_json(self) -> bytes:
        """Canonical JSON with the hash of the rest under "sha256"."""
        content = self.as_dict()
        return _dump({**content, "sha256": hashlib.sha256(_dump(content)).hexdigest()})

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """The manifest of a snapshot's folder.  Raises StoreError if it is missing, damaged or of a newer schema."""
        path = folder / FILE_NAME
        try:
            content = json.loads(path.read_bytes())
            digest, version = content.pop("sha256"), content["schema_version"]
        except OSError as error:
            raise StoreError(f"{path}: cannot be read: {error.strerror}") from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise StoreError(f"{path}: damaged, not a manifest ({type(error).__name__})") from error
        if version != SCHEMA_VERSION:
            do = "upgrade landscape" if version > SCHEMA_VERSION else "run `landscape fetch` again"
            written = f"written by landscape {content.get('tool_version', '?')} with tables of version {version}"
            raise StoreError(f"{folder}: {written}; this one reads version {SCHEMA_VERSION}: {do}")
        if digest != hashlib.sha256(_dump(content)).hexdigest():
            raise StoreError(f"{path}: damaged, its hash differs from the one written")
        return _manifest(content)


def _manifest(content: dict[str, Any]) -> Manifest:
    sources = tuple(
        SourceReport(
            **{
                **source,
                "status": SourceStatus(source["status"]),
                "dropped_records": [DroppedRecord(**dropped) for dropped in source["dropped_records"]],
                "received_documents": [ReceivedDocument(**received) for received in source["received_documents"]],
            }
        )
        for source in content["sources"]
    )
    return Manifest(
        **{
            **content,
            "sources": sources,
            "strands": tuple(StrandReport(**strand) for strand in content["strands"]),
            "merges": {name: Merge(**merge) for name, merge in content["merges"].items()},
            "tables": tuple(TableFile(**table) for table in content["tables"]),
        }
    )


def _dump(content: Mapping[str, Any]) -> bytes:
    # Half a surrogate pair in a quoted reason stays the escape it is in JSON.
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode(errors="backslashreplace")
