"""Bringing the records of one publication or document together, field by field, in order of precedence.

The first record that has a field gives it; lists are joined or taken whole as `tables` says.  What a later record
says otherwise is kept beside, as a disagreement.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from landscape.store.rows import Cell, Entry, Row, shown, unstaged
from landscape.store.tables import (
    DOCUMENT_FIELDS,
    DOCUMENT_TABLES,
    PUBLICATION_FIELDS,
    PUBLICATION_TABLES,
    Column,
    Table,
)

# A disagreement shows so much of each value.
SHOWN_CHARACTERS = 500
# Fields of application numbers, which some sources give without their kind.
_APPLICATIONS = frozenset({"application", "priorities"})


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """What is merged: publications or documents; there are these two alone, told apart by identity."""

    name: str
    owners: str
    fields: tuple[Column, ...]
    tables: tuple[Table, ...]


PUBLICATION = Kind("publication", "publications", PUBLICATION_FIELDS, PUBLICATION_TABLES)
DOCUMENT = Kind("document", "documents", DOCUMENT_FIELDS, DOCUMENT_TABLES)


@dataclass(slots=True)
class MergeCount:
    """What merging did: records in, owners out, records that named no kind but could only mean one, disagreements."""

    records: int
    owners: int
    kinds_found: int
    disagreements: Counter[str]


def merged(lines: Iterable[bytes], kind: Kind, count: MergeCount) -> Iterator[tuple[str, Row]]:
    """Finished rows, each with the name of its table; owners in byte order of their keys."""
    for _, group in groupby(lines, _document_group if kind is DOCUMENT else _number_group):
        entries = [unstaged(line) for line in group]
        for key, owned in _owners(entries, count):
            count.owners += 1
            count.records += len(owned)
            yield from _rows(key, sorted(owned, key=_precedence), kind, count)


def _document_group(line: bytes) -> bytes:
    return line[: line.index(b"\t")]


def _number_group(line: bytes) -> bytes:
    """Office and number without the kind."""
    return b"-".join(line[: line.index(b"\t")].split(b"-", 2)[:2])


def _precedence(entry: Entry) -> tuple[int, str, str]:
    """Rank of the source, then url and place; lines came sorted, so that what is left is in order of content."""
    return entry.rank, entry.origin[1] or "", entry.origin[2] or ""


def _owners(entries: Sequence[Entry], count: MergeCount) -> Iterator[tuple[str, list[Entry]]]:
    """Entries by key.  A number without kind joins the only kind there is; where there are more, it stands alone."""
    by_key = {key: list(group) for key, group in groupby(entries, lambda entry: entry.key)}
    if len(by_key) == 2:
        bare, full = sorted(by_key)
        if full.startswith(f"{bare}-"):
            count.kinds_found += len(by_key[bare])
            by_key = {full: by_key[full] + by_key[bare]}
    yield from by_key.items()


def _rows(key: str, entries: Sequence[Entry], kind: Kind, count: MergeCount) -> Iterator[tuple[str, Row]]:
    """All rows of one owner."""
    disagreements: list[Row] = []
    values, given_by = _fields(entries, kind, disagreements)
    yield (
        kind.owners,
        _key_columns(key) + values if kind is PUBLICATION else [key, *values[:-1], values[-1] is not False],
    )
    for number, table in enumerate(kind.tables):
        per_record = [entry.tables[number] for entry in entries]
        if len(entries) == 1:
            rows = [[*row, 1] for row in per_record[0]]
        elif table.whole is not None:
            rows = _whole(per_record, table, disagreements)
        else:
            rows = _joined(per_record, table, disagreements)
        for position, row in enumerate(rows, 1):
            yield table.name, [key, position, *row]
    names = [column.name for column in kind.fields]
    for position, entry in enumerate(entries, 1):
        taken = [name for name, record in zip(names, given_by, strict=True) if record == position]
        yield "records", [kind.name, key, position, *entry.origin, taken]
    for position, row in enumerate(disagreements, 1):
        count.disagreements[row[0]] += 1
        yield "disagreements", [kind.name, key, position, *row]


def _key_columns(key: str) -> Row:
    country, number, kind = (key + "-").split("-")[:3]
    return [key, country, number, kind]


def _fields(entries: Sequence[Entry], kind: Kind, disagreements: list[Row]) -> tuple[Row, list[int | None]]:
    """The first value of each field, and the record that gave it."""
    values: Row = []
    given_by: list[int | None] = []
    for column, cells in zip(kind.fields, zip(*(entry.fields for entry in entries), strict=True), strict=True):
        taken = next((index for index, cell in enumerate(cells) if cell is not None), None)
        values.append(None if taken is None else cells[taken])
        given_by.append(None if taken is None else taken + 1)
        if taken is not None:
            for other in range(taken + 1, len(cells)):
                _compare(column.name, column.type, cells[taken], taken + 1, cells[other], other + 1, disagreements)
    return values, given_by


def _whole(per_record: Sequence[list[Row]], table: Table, disagreements: list[Row]) -> list[Row]:
    """Lists, each taken entire from the first record that has it."""
    columns = table.index(*(table.whole or ()))
    shown_columns = table.index(*filter(None, (table.shown, table.spelled)))
    taken: dict[tuple[Cell, ...], tuple[str, int]] = {}
    rows: list[Row] = []
    for record, own in enumerate(per_record, 1):
        lists: dict[tuple[Cell, ...], list[Row]] = {}
        for row in own:
            lists.setdefault(tuple(row[column] for column in columns), []).append(row)
        for name, entries in lists.items():
            content = "; ".join(str(next(filter(None, map(row.__getitem__, shown_columns)), "")) for row in entries)
            if name not in taken:
                taken[name] = content, record
                rows += [[*row, record] for row in entries]
            else:
                field = ".".join([table.name, *(str(cell) for cell in name)])
                _compare(field, "string", *taken[name], content, record, disagreements)
    return rows


def _joined(per_record: Sequence[list[Row]], table: Table, disagreements: list[Row]) -> list[Row]:
    """Rows of all records; one that an earlier record has too fills its empty cells."""
    columns = table.index(*table.same)
    rows: list[Row] = []
    known: dict[tuple[Cell, ...], Row] = {}
    for record, own in enumerate(per_record, 1):
        new: dict[tuple[Cell, ...], Row] = {}
        for row in own:
            name = tuple(row[column] for column in columns)
            earlier = known.get(name)
            if earlier is None:
                rows.append([*row, record])
                new.setdefault(name, rows[-1])
                continue
            for index, column in enumerate(table.columns):
                if earlier[index] is None:
                    earlier[index] = row[index]
                elif index not in columns:
                    field = f"{table.name}.{column.name}"
                    _compare(field, column.type, earlier[index], earlier[-1], row[index], record, disagreements)
        known.update(new)
    return rows


def _compare(
    field: str, kind: str, kept: Cell, kept_record: int, other: Cell, other_record: int, disagreements: list[Row]
) -> None:
    """Note a disagreement, unless only blanks and upper or lower case differ, or a number lacks its kind."""
    if other is None or kept == other:
        return
    texts = [shown(kept, kind), shown(other, kind)]
    if field in _APPLICATIONS and _same_numbers(*(text.split("; ") for text in texts)):
        return
    if " ".join(texts[0].casefold().split()) != " ".join(texts[1].casefold().split()):
        cut = [text[:SHOWN_CHARACTERS] for text in texts]
        disagreements.append([field, cut[0], kept_record, cut[1], other_record])


def _same_numbers(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether these are the same applications, some perhaps without the kind at their end."""
    pairs = [sorted(pair, key=len) for pair in zip(some, others, strict=False)]
    return len(some) == len(others) and all(f"{long}-".startswith(f"{short}-") for short, long in pairs)
