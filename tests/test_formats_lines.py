"""Text in lines, tables and JSON: every way a file can be broken costs only what is broken."""

from __future__ import annotations

import io
import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landscape.errors import FormatError, RecordError
from landscape.formats import json_stream, lines
from landscape.formats.json_stream import head_keys, objects


class Trickle(io.BytesIO):
    """A stream that gives a few bytes at a time, as a socket may."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(size, 3) if size and size > 0 else size)


def of_lines(content: bytes) -> list[str | None]:
    return list(lines.text_lines(lines.text_chunks(Trickle(content))))


def table(content: bytes) -> list[tuple[str, dict[str, str] | RecordError]]:
    return list(lines.table(io.BytesIO(content), "a.csv", lambda cells: "id" in cells))


def read(content: bytes) -> list[tuple[str, object]]:
    return [
        (place, str(found) if isinstance(found, RecordError) else found)
        for place, found in objects(Trickle(content), "a")
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_byte_order_mark_decides_the_encoding(encoding: str) -> None:
    """Spreadsheets save as UTF-8 with a mark or as UTF-16; the text is the same."""
    mark = "\ufeff" if encoding in ("utf-16-le", "utf-16-be") else ""
    assert of_lines((mark + "固体,a\r\nü\n").encode(encoding)) == ["固体,a", "ü"]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_lines_are_those_between_line_feeds(text: str) -> None:
    """Whatever the chunks, each line comes once and whole; a carriage return before the end belongs to the end."""
    text = text.removeprefix("\ufeff")
    expected = [line.removesuffix("\r") for line in text.split("\n")]
    if expected[-1] == "" and not text.endswith("\r"):
        expected.pop()
    found = of_lines(text.encode())
    assert found == expected or found == [*expected[:-1], text.rpartition("\n")[2]]


def test_a_line_without_end_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line over the bound is told as such, and the next one is read."""
    monkeypatch.setattr(lines, "MAX_LINE", 5)
    assert of_lines(b"short\nmuch too long\nnext\nagain too long") == ["short", None, "next", None]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Gr\udcfcn", "is not valid UTF-8 (byte 0xFC); save the file as UTF-8"),
        ("half \ud83d", "is not valid UTF-8; save the file as UTF-8"),
        ("a\0b", "holds a NUL character; the file is damaged"),
        ("plain", None),
        ("日本", None),
    ],
)
def test_what_cannot_be_kept_is_said(text: str, reason: str | None) -> None:
    """Another encoding is not guessed: it would change names unseen."""
    assert lines.fault(text) == reason


def test_a_document_that_ends_within_a_character_is_not_taken_as_whole() -> None:
    """A download cut off within the bytes of a character shows as undecodable."""
    (line,) = of_lines("日".encode()[:2])
    assert lines.fault(line or "") is not None


def test_a_broken_row_costs_itself_only() -> None:
    """Wrong number of cells, stray quotes, foreign bytes: named with their line, and the rest is read."""
    found = table(b'id,name\n1,a\n2\n3,b,c\n4,"x"y\n5,\xfc\n6,"two\nlines"\n\n7,g\n')
    assert [(place, row["name"]) for place, row in found if isinstance(row, dict)] == [
        ("line 2", "a"),
        ("line 7", "two\nlines"),
        ("line 10", "g"),
    ]
    assert [str(error) for _, error in found if isinstance(error, RecordError)] == [
        "a.csv, line 3: 1 cells where the header has 2",
        "a.csv, line 4: 3 cells where the header has 2",
        "a.csv, line 5: not readable as CSV, the line is lost: ',' expected after '\"'",
        "a.csv, line 6: is not valid UTF-8 (byte 0xFC); save the file as UTF-8",
    ]


def test_an_unclosed_quote_does_not_swallow_the_file() -> None:
    """The next quote ends it; the lines in between are named as lost."""
    found = table(b'id,name\n1,"open\n2,b\n3,"closed"\n4,d\n')
    assert [row["id"] for _, row in found if isinstance(row, dict)] == ["4"]
    assert "lines 2 to 4 are lost" in str(found[0][1])


def test_a_cell_without_bound_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line over the bound is an error of its own, not a row without a cell."""
    monkeypatch.setattr(lines, "MAX_LINE", 20)
    found = table(b"id,name\n1," + b"x" * 50 + b"\n2,b\n")
    assert "more than 20 characters" in str(found[0][1])
    assert found[1] == ("line 3", {"id": "2", "name": "b"})


def test_joined_exports_are_read_on() -> None:
    """`cat a.csv b.csv` repeats preamble and header; a header may also change its order."""
    found = table(b"search URL:,https://x\nid,name\n1,a\nsearch URL:,https://y\nname,id\nb,2\n")
    assert [row for _, row in found] == [{"id": "1", "name": "a"}, {"id": "2", "name": "b"}]


def test_a_table_without_header_is_no_table() -> None:
    """The error names the document."""
    with pytest.raises(FormatError, match=r"a\.csv: no header row"):
        table(b"1,2\n" * 30)


def test_objects_one_a_line() -> None:
    """Blank lines pass; what is no object is named with its line, and why."""
    assert read(
        b'\xef\xbb\xbf{"a": 1}\n\n[1]\n{"a" 1}\n{"a": "\xff"}\n{"b": "\\ud800"}\r\n{"c": "\\ud83d\\ude00"}'
    ) == [
        ("line 1", {"a": 1}),
        ("line 3", "a, line 3: not a JSON object"),
        ("line 4", "a, line 4: not valid JSON: expecting ':' delimiter (column 6)"),
        ("line 5", "a, line 5: is not valid UTF-8 (byte 0xFF); save the file as UTF-8"),
        ("line 6", "a, line 6: holds half of a surrogate pair (\\ud800 to \\udfff alone)"),
        ("line 7", {"c": "😀"}),
    ]


def test_deep_nesting_is_refused_not_followed() -> None:
    """A line of brackets alone must not end the program."""
    deep = b"[" * 20_000
    assert read(b'{"a":' + deep)[0][1] == "a, line 1: JSON nested too deeply"
    assert "nested too deeply" in str(read(deep)[-1][1])


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("wrap", [lambda items: items, lambda items: {"total": 3, "data": items, "max": 1}])
def test_arrays_and_answers_give_their_elements(indent: int | None, wrap: object) -> None:
    """An API's answer or an array, on one line or many, holds the same records as lines do."""
    items = [{"a": 1}, {"a": [{"b": "]}"}]}, {"a": "日"}]
    content = json.dumps(wrap(items), indent=indent).encode()  # type: ignore[operator]
    assert read(content) == [(f"record {at}", item) for at, item in enumerate(items, 1)]


def test_objects_spread_over_lines_follow_each_other() -> None:
    """A pretty-printed record is one, and so are several in a row."""
    content = json.dumps({"a": 1}, indent=2) + "\n" + json.dumps({"b": 2}, indent=2)
    assert read(content.encode()) == [("record 1", {"a": 1}), ("record 2", {"b": 2})]


def test_nothing_is_made_up_behind_a_broken_element() -> None:
    """In an array one cannot tell where the next record begins; that is said."""
    found = read(b'{"data": [{"a": 1}, {"a" 2}, {"a": 3}]}')
    assert found[0] == ("record 1", {"a": 1})
    assert len(found) == 2
    assert "nothing behind it can be read" in str(found[1][1])


def test_an_endless_value_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Within an array, too, a value has a bound."""
    monkeypatch.setattr(json_stream, "MAX_LINE", 100)
    monkeypatch.setattr(lines, "_CHUNK", 10)
    found = list(objects(io.BytesIO(b'[{"a": "' + b"x" * 1000), "a"))
    assert "more than" in str(found[0][1])


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(
    st.lists(st.dictionaries(st.text("ab日", max_size=3), json_values, max_size=3), max_size=4),
    st.sampled_from([None, 2]),
)
def test_a_list_in_an_answer_reads_as_json_does(items: list[dict[str, object]], indent: int | None) -> None:
    """The incremental reader finds what `json.loads` finds."""
    content = json.dumps({"total": len(items), "data": items}, indent=indent, ensure_ascii=False)
    assert [value for _, value in read(content.encode())] == items


@given(st.binary(max_size=200))
def test_no_bytes_end_the_reader(content: bytes) -> None:
    """Whatever comes is objects or errors."""
    for _, found in objects(io.BytesIO(content), "a"):
        assert isinstance(found, dict | RecordError)
    for _, row in lines.rows(io.BytesIO(content), "a"):
        assert isinstance(row, list | RecordError)
    head_keys(content)


@pytest.mark.parametrize(
    ("head", "keys"),
    [
        (b'{"lens_id": "1", "biblio": {"title": "x"', {"lens_id", "biblio"}),
        (b'{["broken": 1}\n{"record": "document"}\n', {"record"}),
        (b'{"total": 1, "data": [{"lens_id": "1", "x": {"y": 1}}]}', {"total", "data", "lens_id", "x"}),
        (b'[\n {\n  "id": "1",\n  "passages": [{"text": "a"}]', {"id", "passages"}),
        (b'{\n "a": "b\\"c: {", "d": 1', {"a", "d"}),
        (b"id,title\n", set()),
        (b"", set()),
    ],
)
def test_keys_of_records_are_found_in_a_cut_off_head(head: bytes, keys: set[str]) -> None:
    """Recognition sees the keys of records, not those within them."""
    assert head_keys(head) == keys


def test_recognition_is_linear() -> None:
    """An unclosed string of escapes is passed over once, not once for each of its quotes."""
    counts = [len(json_stream._TOKEN.findall('{"a": "' + '\\"' * size)) for size in (1000, 2000, 4000)]
    assert all(larger <= 2 * smaller for smaller, larger in pairwise(counts))
