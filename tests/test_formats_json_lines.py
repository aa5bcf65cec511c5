"""JSON Lines of our own records: what is written reads back equal, and what is misspelt is named."""

from __future__ import annotations

import io
import json
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landscape import records
from landscape.errors import RecordError
from landscape.formats import Parsed, Record, json_lines
from landscape.identifiers import ApplicationNumber, PublicationNumber
from landscape.records import Document, Provenance, Publication

ORIGIN = Provenance("files", "records.jsonl", sha256="cd", licence="CC BY 4.0")

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
publication_numbers = st.sampled_from(["CN-120149317-A", "US-2021210819-A1", "US-11646472", "WO-0193983-A1"]).map(
    PublicationNumber.parse
) | st.builds(PublicationNumber, st.sampled_from(["US", "XA"]), st.from_regex(r"LENS[0-9]{14}[0-9X]", fullmatch=True))
application_numbers = st.sampled_from(["CN202311707711.8", "PCT/CN2024/012345", "US 201514643719 A"]).map(
    ApplicationNumber.parse
)
LEAVES: dict[Any, st.SearchStrategy[Any]] = {
    str: text,
    int: st.integers(0, 10_000),
    bool: st.booleans(),
    date: st.dates(date(1800, 1, 1), date(2100, 1, 1)),
    datetime: st.datetimes(timezones=st.just(UTC)),
    PublicationNumber: publication_numbers,
    ApplicationNumber: application_numbers,
}


def values(wanted: Any) -> st.SearchStrategy[Any]:
    """Values of a type, as its annotation says."""
    if get_origin(wanted) is UnionType:
        return st.none() | values(get_args(wanted)[0])
    if get_origin(wanted) is tuple:
        return st.lists(values(get_args(wanted)[0]), max_size=2).map(tuple)
    if wanted in LEAVES:
        return LEAVES[wanted]
    if issubclass(wanted, StrEnum):
        return st.sampled_from(wanted)
    hints = get_type_hints(wanted)
    return st.builds(wanted, **{field.name: values(hints[field.name]) for field in fields(wanted)})


any_record: st.SearchStrategy[Record] = values(Publication) | values(Document)


def written(*found: Record) -> bytes:
    stream = io.BytesIO()
    assert json_lines.write(found, stream) == len(found)
    return stream.getvalue()


def parsed(content: bytes) -> list[Parsed]:
    return list(json_lines.parse(io.BytesIO(content), ORIGIN))


def error(content: dict[str, object] | str) -> str:
    line = content if isinstance(content, str) else json.dumps(content)
    (found,) = parsed(line.encode())
    assert isinstance(found, RecordError)
    return str(found)


@settings(max_examples=150)
@given(st.lists(any_record, max_size=3))
def test_what_is_written_reads_back_equal(found: list[Record]) -> None:
    """Every field of every record, provenance included."""
    assert parsed(written(*found)) == found


def test_a_line_is_small_and_says_what_it_is() -> None:
    """Record and schema come first; fields that have their default are left out."""
    found = Publication(
        PublicationNumber.parse("CN120149317A"), Provenance("files", "a.csv"), titles=(records.Text("日"),)
    )
    assert written(found).decode() == (
        '{"record":"publication","schema":1,"number":"CN-120149317-A",'
        '"provenance":{"source":"files","url":"a.csv"},"titles":[{"text":"日"}]}\n'
    )


def test_a_line_without_provenance_comes_from_its_file() -> None:
    """Who converts something need not invent where it came from; place is the line."""
    _, found = parsed(
        b'\n{"record": "document", "schema": 1}\n{"schema": 1, "id": "X 1", "title": "T", "record": "document"}'
    )
    assert isinstance(found, Document)
    assert found.provenance == Provenance("files", "records.jsonl", "line 3", "cd", None, "CC BY 4.0")


def test_numbers_are_read_in_any_spelling() -> None:
    """A converter may write numbers as its source does."""
    (found,) = parsed(
        b'{"record": "publication", "schema": 1, "number": "US 2021/0210819 A1", "cited_by": ["EP 2 400 812 A1"]}'
    )
    assert isinstance(found, Publication)
    assert (str(found.number), str(found.cited_by[0])) == ("US-2021210819-A1", "EP-2400812-A1")


BASE: dict[str, object] = {"record": "publication", "schema": 1, "number": "EP-2400812-A1"}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"titel": []}, "the key 'titel' is not known; known are: number, provenance, publication_date"),
        ({"titles": [{"text": "a"}, {"text": 5}]}, "titles[1].text: a number where a text is wanted"),
        ({"titles": {"text": "a"}}, "titles: an object where a list is wanted"),
        ({"titles": [{"language": "en"}]}, "titles[0]: text is missing"),
        (
            {"titles": [{"text": "a", "lang": "en"}]},
            "titles[0]: the key 'lang' is not known; known are: text, language",
        ),
        (
            {"claims": [{"claims": [{"number": True, "text": "a"}]}]},
            "claims[0].claims[0].number: true or false where a whole",
        ),
        (
            {"applicants": [{"name": "a", "form": "filed"}]},
            "applicants[0].form: one of as-filed, standardised, unknown is",
        ),
        ({"publication_date": "2024-02-30"}, "publication_date: day is out of range for month"),
        ({"publication_date": 20240101}, "publication_date: a number where a date (YYYY-MM-DD) is wanted"),
        ({"number": "QQ-1-A"}, "number: publication number 'QQ-1-A'"),
        ({"family_id": 5}, "family_id: a number where a text is wanted"),
        ({"provenance": {"source": "x"}}, "provenance: url is missing"),
        ({"schema": 2}, "schema: 1 is wanted; this version reads no other"),
        ({"schema": None}, "schema: 1 is wanted"),
        ({"schema": True}, "schema: 1 is wanted"),
        ({"record": "patent"}, "record: one of publication, document is wanted"),
        ({"record": ["publication"]}, "record: one of publication, document is wanted"),
    ],
)
def test_what_does_not_fit_is_named(changes: dict[str, object], message: str) -> None:
    """File, line, path of the key, what stands there and what is wanted."""
    assert error({**BASE, **changes}).startswith(f"records.jsonl, line 1: {message}")


def test_a_missing_number_is_named() -> None:
    """A publication is nothing without one."""
    assert error({"record": "publication", "schema": 1}) == "records.jsonl, line 1: number is missing"


def test_a_broken_line_costs_itself() -> None:
    """The lines around it are read."""
    content = written(Document("A", "a", ORIGIN)) + b"{broken\n" + written(Document("B", "b", ORIGIN))
    assert [type(found) for found in parsed(content)] == [Document, RecordError, Document]


@given(
    st.dictionaries(
        st.sampled_from([field.name for field in fields(Publication)]), st.none() | st.lists(st.integers()) | text
    )
)
def test_no_value_ends_the_reader(content: dict[str, Any]) -> None:
    """Whatever stands under a known key is a record or an error."""
    (found,) = parsed(json.dumps({**BASE, **content}).encode())
    assert isinstance(found, Publication | RecordError)


def test_every_field_is_documented() -> None:
    """docs/json-lines.md names each record and each of its fields."""
    page = (Path(__file__).parents[1] / "docs" / "json-lines.md").read_text(encoding="utf-8")
    for name in (
        "Publication",
        "Document",
        "Provenance",
        "Text",
        "ClaimSet",
        "Claim",
        "Party",
        "Priority",
        "Classification",
        "Citation",
        "LegalEvent",
        "Passage",
    ):
        kind = getattr(records, name)
        assert is_dataclass(kind)
        _, _, section = page.partition(f"\n## {name}\n")
        section, _, _ = section.partition("\n## ")
        missing = [field.name for field in fields(kind) if f"| `{field.name}` |" not in section]
        assert not missing, f"{name}: {missing}"


def test_the_examples_of_the_page_are_records() -> None:
    """Each line of its code blocks reads without an error."""
    page = (Path(__file__).parents[1] / "docs" / "json-lines.md").read_text(encoding="utf-8")
    lines = [
        line
        for block in page.split("```")[1::2]
        if block.startswith("json\n")
        for line in block.splitlines()[1:]
        if line
    ]
    found = parsed("\n".join(lines).encode())
    assert len(found) >= 3
    assert not [entry for entry in found if isinstance(entry, RecordError)]


def test_it_is_known_by_its_keys() -> None:
    """Wherever the key stands in the first lines."""
    assert json_lines.recognises(written(Document("A", "a", ORIGIN)))
    assert json_lines.recognises(b'{"id": "A", "record": "document"')
    assert not json_lines.recognises(b'{"id": "A", "note": {"record": 1}}')
