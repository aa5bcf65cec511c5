"""Local imports: what the query's paths name, recognised by content, opened within bounds."""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from landscape.errors import FormatError, QueryError, RecordError
from landscape.fetchers import SOURCES, Context, Fetch, archives
from landscape.formats import Parsed
from landscape.query import Query
from landscape.records import Document, Publication

LINE = '{"record": "document", "schema": 1, "id": "%s", "title": "T"}\n'
CSV = "id,title,assignee,priority date\nEP-2400812-A1,An invented thing,Acme,2010-01-01\n"


def lines(*ids: str) -> bytes:
    return "".join(LINE % name for name in ids).encode()


def zipped(members: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def fetch(root: Path, *paths: str) -> Fetch:
    listed = ", ".join(f"'{path}'" for path in paths)
    query = Query.from_text(f'sources = ["files"]\n[files]\npaths = [{listed}]', name="topic", root=root)
    source = SOURCES["files"].fetch
    assert source is not None
    return source(query, Context())


def ids(found: list[Parsed]) -> list[str]:
    return [
        str(entry) if isinstance(entry, Exception) else getattr(entry, "id", None) or str(entry.number)
        for entry in found
    ]  # type: ignore[union-attr]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with a few exports; names tell nothing about what is in them."""
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "b.csv").write_bytes(lines("B1", "B2"))
    (folder / "a.txt").write_bytes(CSV.encode())
    (folder / "c.bin").write_bytes(gzip.compress(lines("C1")))
    (folder / ".hidden.csv").write_bytes(lines("H1"))
    return tmp_path


def test_files_are_read_in_the_order_of_their_paths(root: Path) -> None:
    """Whatever order the patterns have, each file comes once, then its records in their order."""
    for patterns in (["exports/*"], ["exports/c.*", "exports/b.csv", "exports/*.txt", "**/b.csv"]):
        assert ids(list(fetch(root, *patterns).records)) == ["EP-2400812-A1", "B1", "B2", "C1"]


def test_a_record_tells_its_file_without_telling_the_machine(root: Path) -> None:
    """Path relative to the project, hash of the file on disk: snapshots agree wherever they are made."""
    found = list(fetch(root, str(root / "exports" / "*.bin"), "exports/b.csv").records)
    origins = [entry.provenance for entry in found if isinstance(entry, Document)]
    assert [(origin.url, origin.place) for origin in origins] == [
        ("exports/b.csv", "line 1"),
        ("exports/b.csv", "line 2"),
        ("exports/c.bin", "line 1"),
    ]
    assert origins[2].sha256 == hashlib.sha256((root / "exports/c.bin").read_bytes()).hexdigest()
    assert {origin.source for origin in origins} == {"files"}


def test_a_file_beside_the_project_is_named_from_it(root: Path) -> None:
    """A path may lead out of the project; it stays relative."""
    inner = root / "project"
    inner.mkdir()
    (found,) = fetch(inner, "../exports/c.bin").records
    assert isinstance(found, Document)
    assert found.provenance.url == "../exports/c.bin"


def test_what_was_received_is_listed(root: Path) -> None:
    """Each document with its size, hash, format and counts, filled in while the records are taken."""
    (root / "exports" / "d").write_bytes(lines("D1") + b"broken\n")
    fetched = fetch(root, "exports/a.txt", "exports/d")
    assert fetched.documents == []
    assert len(list(fetched.records)) == 3
    assert [(seen.url, seen.format, seen.records, seen.dropped) for seen in fetched.documents] == [
        ("exports/a.txt", "google-patents-csv", 1, 0),
        ("exports/d", "json-lines", 1, 1),
    ]
    assert fetched.documents[0].size == len(CSV)
    assert (fetched.source, fetched.native_query, fetched.promised) == ("files", "exports/a.txt; exports/d", None)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("exports/*.xml", "'exports/*.xml' names no file below the project's root"),
        ("nothing.csv", "'nothing.csv' names no file"),
        ("exports", "'exports' is a folder; write exports/* for the files in it"),
        ("exports/**x", "'**' can only be an entire path component"),
    ],
)
def test_a_path_that_names_nothing_is_said_before_anything_is_read(root: Path, path: str, reason: str) -> None:
    """It is the query that is wrong; the error names the file of the query and the key."""
    with pytest.raises(QueryError) as caught:
        fetch(root, "exports/*.csv", path)
    assert str(caught.value).startswith("topic.toml: files.paths[1]: ")
    assert reason.removesuffix(" below the project's root") in str(caught.value)


def test_a_hidden_file_is_read_only_if_named(root: Path) -> None:
    """Systems leave hidden files in folders."""
    assert ids(list(fetch(root, "exports/.h*").records)) == ["H1"]


def test_a_name_that_looks_like_a_pattern_is_a_name(root: Path) -> None:
    """Downloads are called so."""
    (root / "export[1].csv").write_bytes(lines("X1"))
    assert ids(list(fetch(root, "export[1].csv").records)) == ["X1"]


def test_a_file_of_unknown_kind_is_named_and_the_others_are_read(root: Path) -> None:
    """The error lists the known kinds."""
    (root / "exports" / "aa").write_bytes(b"what is this?")
    (root / "exports" / "ab").write_bytes(b"")
    found = list(fetch(root, "exports/a*", "exports/b.csv").records)
    unknown, empty = (entry for entry in found if isinstance(entry, FormatError))
    assert str(unknown).startswith("exports/aa: is of no known kind; known are: ")
    for title in ("OPS or DOCDB XML", "Google Patents search export (CSV)", "JSON Lines of landscape's own records"):
        assert title in str(unknown)
    assert str(empty) == "exports/ab: is empty"
    assert sum(isinstance(entry, Publication | Document) for entry in found) == 3


def test_a_file_that_goes_away_is_named(root: Path) -> None:
    """Between listing and reading anything may happen to a file."""
    fetched = fetch(root, "exports/b.csv", "exports/c.bin")
    (root / "exports" / "b.csv").unlink()
    error, found = fetched.records
    assert str(error) == "exports/b.csv: cannot be read: No such file or directory"
    assert isinstance(found, Document)


def test_members_of_a_zip_are_documents(root: Path) -> None:
    """By name, each recognised by itself; what systems add to archives is passed over."""
    (root / "x").write_bytes(
        zipped(
            {
                "b/two.csv": CSV.encode(),
                "a.jsonl": lines("A1"),
                "__MACOSX/a.jsonl": b"x",
                "b/.DS_Store": b"x",
                "b/": b"",
            }
        )
    )
    found = list(fetch(root, "x").records)
    assert ids(found) == ["A1", "EP-2400812-A1"]
    assert [entry.provenance.url for entry in found if isinstance(entry, Publication | Document)] == [
        "x!a.jsonl",
        "x!b/two.csv",
    ]


def test_a_broken_member_costs_itself(root: Path) -> None:
    """Damage within a member is named with the member; records before it count."""
    content = bytearray(zipped({"a.jsonl": lines("A1") * 2000, "b.jsonl": lines("B1"), "c": gzip.compress(lines("C"))}))
    content[60] ^= 0xFF
    (root / "x").write_bytes(bytes(content))
    found = list(fetch(root, "x").records)
    errors = [entry for entry in found if isinstance(entry, FormatError)]
    assert [error.document for error in errors] == ["x!a.jsonl", "x!c"]
    assert "the archive is damaged" in str(errors[0])
    assert "an archive within an archive is not opened" in str(errors[1])
    assert "B1" in ids(found)


@pytest.mark.parametrize("name", ["[Content_Types].xml", "mimetype"])
def test_an_office_document_is_no_archive_of_records(root: Path, name: str) -> None:
    """A workbook is a ZIP too; the way out is said."""
    (root / "x").write_bytes(zipped({name: b"x", "xl/workbook.xml": b"<a/>"}))
    assert ids(list(fetch(root, "x").records)) == ["x: is an office document; save its table as CSV"]


def test_what_is_cut_off_is_said(root: Path) -> None:
    """A download that broke: the records until there, and the damage."""
    content = gzip.compress(b"".join(lines(f"D{number}") for number in range(3000)), mtime=0)
    (root / "x").write_bytes(content[: len(content) // 2])
    found = list(fetch(root, "x").records)
    assert isinstance(found[-1], FormatError)
    assert "the archive is damaged" in str(found[-1])
    (root / "x").write_bytes(zipped({"a": b"b"})[:-10])
    assert "the archive is damaged" in str(next(iter(fetch(root, "x").records)))


def test_an_archive_that_unpacks_beyond_bounds_is_left(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By ratio, size and count; the other files are read."""
    monkeypatch.setattr(archives, "_SMALL", 1000)
    (root / "bomb.gz").write_bytes(gzip.compress(b" " * 5_000_000))
    (root / "bomb.zip").write_bytes(zipped({"a": b" " * 5_000_000}))
    found = ids(list(fetch(root, "bomb*", "exports/b.csv").records))
    assert found == [
        "bomb.gz: unpacks to more than 200 times its size; not read further",
        "bomb.zip!a: unpacks to more than 200 times its size; not read further",
        "B1",
        "B2",
    ]
    monkeypatch.setattr(archives, "_SMALL", 10**9)
    monkeypatch.setattr(archives, "MAX_SIZE", 10_000)
    assert ids(list(fetch(root, "bomb*").records)) == [
        "bomb.gz: unpacks to more than 10,000 bytes",
        "bomb.zip!a: is 5,000,000 bytes; 10,000 are read",
    ]
    monkeypatch.setattr(archives, "MAX_MEMBERS", 0)
    assert ids(list(fetch(root, "bomb.zip").records)) == ["bomb.zip: the archive has 1 members; 0 are read"]


def test_an_encrypted_member_is_named(root: Path) -> None:
    """There is nobody to ask for a password."""
    content = bytearray(zipped({"a": b"x"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    (root / "x").write_bytes(bytes(content))
    assert ids(list(fetch(root, "x").records)) == ["x!a: is encrypted"]


def test_progress_is_told(root: Path) -> None:
    """From none to all files."""
    told: list[tuple[str, int, int | None]] = []
    query = Query.from_text('sources = ["files"]\n[files]\npaths = ["exports/*"]', name="topic", root=root)
    source = SOURCES["files"].fetch
    assert source is not None
    list(source(query, Context(progress=lambda stage, done, total=None: told.append((stage, done, total)))).records)
    assert told == [("reading files", done, 3) for done in range(4)]


def test_real_files_side_by_side(shared_data: Path) -> None:
    """Formats told apart by content alone, with the counts each is known to have."""
    fetched = fetch(
        shared_data.parent,
        "data/patents/google-patents/*.csv",
        "data/patents/lens/*",
        "data/policy/digests.jsonl",
        "data/patents/uspto/US11646472B2.xml",
        "data/patents/google-patents/CN104154208B.html",
        "data/patents/epo-ops/get_biblio/response.xml",
    )
    kinds = Counter(type(entry) for entry in fetched.records)
    assert kinds[FormatError] == 0
    assert kinds[RecordError] == 1
    assert {seen.format: seen.records for seen in fetched.documents if seen.format != "lens-json"} == {
        "docdb-xml": 1,
        "google-patents-csv": 4294,
        "google-patents-page": 1,
        "lens-csv": 797,
        "plain-documents": 13,
        "us-xml": 1,
    }
