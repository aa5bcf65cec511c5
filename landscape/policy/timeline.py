"""The stage of each aspect over the years."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from landscape.policy.aspects import Reading
from landscape.policy.rows import StageChange, StageRow, TimelineRow
from landscape.policy.stages import Speaks, document_kind, stages
from landscape.records import Document


def stage_rows(document: Document, readings: Sequence[tuple[str, Sequence[Reading]]]) -> list[StageRow]:
    """A row for each aspect and stage that the passages of a document tell, by aspect; readings: by place.

    Of a standard or act, which speaks of itself, the chief aspect of each passage counts.  If it takes effect after it
    was published, it gives two rows: released when published, and in force from the day of effect, told by "effect".
    """
    told: dict[tuple[str, str], list[tuple[str, Reading]]] = defaultdict(list)
    itself = document_kind(document).speaks is Speaks.OF_ITSELF
    for place, found in readings:
        for reading in found[:1] if itself else found:
            if reading.stage is not None:
                told[reading.aspect, reading.stage].append((place, reading))
    rows: list[StageRow] = []
    for (aspect, stage), places in sorted(told.items()):
        for step, day, by in _steps(document, stage, places[0][1].told_by):
            rows.append(
                StageRow(
                    aspect=aspect,
                    stage=step,
                    rank=stages().ranks.get(step),
                    day=day,
                    country=document.country,
                    issuer=document.issuer,
                    document=document.id,
                    passages=tuple(dict.fromkeys(place for place, _ in places)),
                    told_by=by,
                    words=_words(document, [reading for _, reading in places]),
                )
            )
    return rows


def _steps(document: Document, stage: str, told_by: str) -> list[tuple[str, date | None, str]]:
    published, effective = document.published, document.effective
    if effective is None or published is None or effective <= published or stage not in {"release", "in force"}:
        return [(stage, published or effective, told_by)]
    return [("release", published, told_by), ("in force", effective, "effect")]


def _words(document: Document, readings: Iterable[Reading]) -> tuple[str, ...]:
    """The wordings of an aspect; none from a document whose text may not be shown."""
    if not document.shareable:
        return ()
    return tuple(sorted({word for reading in readings for word in reading.words}))


def timeline(rows: Iterable[StageRow]) -> list[TimelineRow]:
    """Every stage told of an aspect in a country, in order of day, of rank, then of name; undated ones are left out."""
    told: dict[tuple[str, str], dict[tuple[date, int, str], set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in rows:
        if row.day is not None:
            told[row.aspect, row.country or row.issuer or ""][row.day, row.rank or 0, row.stage].add(row.document)
    return [
        TimelineRow(
            aspect,
            country,
            tuple((day, stage, tuple(sorted(documents))) for (day, _, stage), documents in sorted(steps.items())),
        )
        for (aspect, country), steps in sorted(told.items())
    ]


def stage_changes(rows: Iterable[StageRow]) -> list[StageChange]:
    """How the stage of each aspect changed from one dated document to the next, within a country, oldest first.

    Documents count when they are published; of those of a day the furthest stage counts.  Stages beside the way from
    research to force are left out.  A country that is not told is replaced by the issuer.
    """
    by_day: dict[tuple[str, str], dict[date, StageRow]] = defaultdict(dict)
    for row in sorted(rows, key=lambda row: (row.document, row.aspect, row.stage)):
        if row.rank is None or row.day is None or row.told_by == "effect":
            continue
        line = by_day[row.country or row.issuer or "", row.aspect]
        known = line.get(row.day)
        if known is None or known.rank is None or row.rank > known.rank:
            line[row.day] = row
    changes = []
    for (country, aspect), line in sorted(by_day.items()):
        ordered = [line[day] for day in sorted(line)]
        for before, after in itertools.pairwise(ordered):
            if before.rank != after.rank:
                changes.append(_change(country, aspect, before, after))
    return sorted(changes, key=lambda change: (change.to_day, change.country, change.aspect))


def _change(country: str, aspect: str, before: StageRow, after: StageRow) -> StageChange:
    assert before.day and after.day and before.rank and after.rank  # noqa: S101 - rows without these were left out
    return StageChange(
        aspect=aspect,
        country=country,
        from_stage=before.stage,
        from_day=before.day,
        from_document=before.document,
        to_stage=after.stage,
        to_day=after.day,
        to_document=after.document,
        forward=after.rank > before.rank,
    )
