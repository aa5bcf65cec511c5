"""Making a snapshot: ask each source of the query, keep what its strands want, write it all, publish it whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from landscape import __version__
from landscape.errors import FormatError, LandscapeError, RecordError, SourceError
from landscape.fetchers import SOURCES, Context, Fetch
from landscape.fetchers.side_by_side import Ended, side_by_side
from landscape.fetchers.strands import decide
from landscape.formats import Parsed, Record
from landscape.progress import Progress
from landscape.query import Query
from landscape.records import Document
from landscape.session import Session
from landscape.store.folders import explained, publish, work_folder, write_flushed
from landscape.store.manifest import (
    FILE_NAME,
    LISTED,
    DroppedRecord,
    Manifest,
    Merge,
    ReceivedDocument,
    SourceReport,
    SourceStatus,
    StrandReport,
)
from landscape.store.writing import TableWriter


def refresh(folder: Path, query: Query, progress: Progress, now: datetime | None, session: Session) -> Path:
    """Make a snapshot below `folder`, the query's own in the store, from what its sources say; returns where it is.

    A source that fails does not stop the others; the manifest says what it gave.  If nothing was received, and a
    source failed or none could be asked, there is no snapshot.  Raises SourceError or FormatError then, StoreError if
    the disk refuses.
    """
    return _made(folder, query, progress, now, lambda intake: intake.ask_all(session))


def add(folder: Path, query: Query, records: Iterable[Record], progress: Progress, now: datetime | None) -> Path:
    """Make a snapshot from these records, as if their sources had just given them."""
    return _made(folder, query, progress, now, lambda intake: intake.accept(records))


def _made(
    folder: Path, query: Query, progress: Progress, now: datetime | None, fill: Callable[[_Intake], None]
) -> Path:
    created = (now or datetime.now(UTC)).astimezone(UTC)
    with explained(folder, "write to"), work_folder(folder) as work:
        intake = _Intake(query, TableWriter(work), progress)
        fill(intake)
        tables = intake.writer.write(lambda done: progress("writing the snapshot", done, intake.kept))
        manifest = Manifest(
            query_name=query.name,
            query_text=query.text,
            created=created.strftime("%Y-%m-%dT%H:%M:%SZ"),
            tool_version=__version__,
            sources=tuple(intake.reports.values()),
            strands=intake.strand_reports(),
            merges={
                kind.name: Merge(count.records, count.owners, count.kinds_found, dict(count.disagreements))
                for kind, count in intake.writer.counts.items()
            },
            tables=tables,
        )
        write_flushed(work / FILE_NAME, manifest.to_json())
        return publish(work, created.strftime("%Y%m%dT%H%M%SZ"))


class _Intake:
    """Takes records, source by source, and counts."""

    def __init__(self, query: Query, writer: TableWriter, progress: Progress) -> None:
        self.query, self.writer, self.progress = query, writer, progress
        self.reports: dict[str, SourceReport] = {}
        self.kept = 0
        self._ranks = {source: rank for rank, source in enumerate(query.sources)}
        self._failures: list[LandscapeError] = []
        self._decided: Counter[str] = Counter()
        self._undecided: Counter[str] = Counter()

    def ask_all(self, session: Session) -> None:
        """Ask the query's sources side by side.  Raises SourceError or FormatError if none of them answered."""
        context = Context(progress=self.progress, session=session)
        fetches: dict[str, Callable[[], Fetch]] = {}
        for name in self.query.sources:
            source = SOURCES[name]
            report = self.reports[name] = SourceReport(name)
            if source.fetch is None or source.unavailable:
                report.status, report.note = SourceStatus.UNAVAILABLE, source.unavailable
            else:
                fetches[name] = partial(source.fetch, self.query, context)
        for name, item in side_by_side(fetches):
            report = self.reports[name]
            if isinstance(item, Ended):
                self._end(item, report)
            else:
                self._take(item, report)
        self._check_received()

    def _check_received(self) -> None:
        reports = self.reports.values()
        if any(
            report.received or (report.status is SourceStatus.COMPLETE and not report.dropped) for report in reports
        ):
            return
        if len(reports) == len(self._failures) == 1:
            raise self._failures[0]
        told = [(report.source, report.note or report.dropped_records[0].reason) for report in reports]
        if len(told) == 1:
            raise SourceError(*told[0])
        reasons = [f"{source}: {reason}" for source, reason in told]
        raise SourceError(self.query.name, "\n  ".join(["nothing was received", *reasons]))

    def accept(self, records: Iterable[Record]) -> None:
        """Take records as they are."""
        for record in records:
            source = record.provenance.source
            self._take(record, self.reports.setdefault(source, SourceReport(source)))

    def strand_reports(self) -> tuple[StrandReport, ...]:
        """Counts for each strand, in the query's order; first, as "", the publications that the query names."""
        names = ([""] if self.query.publications else []) + [strand.name for strand in self.query.strands]
        return tuple(StrandReport(name, self._decided[name], self._undecided[name]) for name in names)

    def _end(self, ended: Ended, report: SourceReport) -> None:
        """A source has said all it will."""
        if ended.error is not None:
            report.status = SourceStatus.PARTIAL if report.received else SourceStatus.FAILED
            report.note = str(ended.error).removeprefix(f"{report.source}: ")
            self._failures.append(ended.error)
        if ended.fetch is not None:
            _finish(report, ended.fetch)
        self.progress(f"{report.source}: {report.status}", report.received, report.received)

    def _take(self, item: Parsed, report: SourceReport) -> None:
        if isinstance(item, RecordError | FormatError):
            self._drop(item, report)
            return
        report.received += 1
        strands = {} if isinstance(item, Document) else decide(self.query, item)
        if strands is None:
            report.rejected += 1
            return
        try:
            self.writer.add(item, self._ranks.get(report.source, len(self._ranks)), strands)
        except RecordError as error:
            self._drop(error, report)
            return
        self.kept += 1
        if isinstance(item, Document):
            report.documents += 1
            return
        report.publications += 1
        report.undecided += bool(strands) and not any(strands.values())
        self._decided.update(name for name, decided in strands.items() if decided)
        self._undecided.update(name for name, decided in strands.items() if not decided)

    def _drop(self, error: RecordError | FormatError, report: SourceReport) -> None:
        """Count what could not be read; a whole document that cannot be read makes the source partial."""
        report.dropped += 1
        place = error.place if isinstance(error, RecordError) else ""
        if len(report.dropped_records) < LISTED:
            report.dropped_records.append(DroppedRecord(error.document, place, error.reason))
        if isinstance(error, FormatError):
            report.status = SourceStatus.PARTIAL
            report.note = report.note or str(error).removeprefix(f"{report.source}: ")
            self._failures.append(error)


def _finish(report: SourceReport, fetch: Fetch) -> None:
    """What is known once a source has been asked."""
    report.native_query, report.promised, report.requests = fetch.native_query, fetch.promised, fetch.requests
    report.received_documents = [
        ReceivedDocument(item.url, item.sha256, item.size, item.format, item.records, item.dropped)
        for item in fetch.documents
    ]
    if fetch.missing is None:
        lacking = (report.promised or 0) - report.received - report.dropped
        report.missing = {"did not come": lacking} if lacking > 0 else {}
    else:
        report.missing = {reason: count for reason, count in sorted(fetch.missing.items()) if count > 0}
    told = [f"{count:,} of {report.promised or 0:,} promised {reason}" for reason, count in report.missing.items()]
    if told and report.status is SourceStatus.COMPLETE:
        report.status = SourceStatus.PARTIAL
    report.note = "; ".join(filter(None, (report.note, *told, fetch.note)))
