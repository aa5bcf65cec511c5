"""Fuzz the parsers of patent sources with atheris: `nox -s fuzz -- corpus/ -max_total_time=3600`.

The first byte of an input says which parser gets the rest.  A parser may yield records and errors and raise a
FormatError; whatever else it raises is a finding, and so is a record that the store or JSON Lines cannot hold, an
input that takes longer than -timeout (seconds), or memory above -rss_limit_mb.  Arguments go to libFuzzer;
`--seeds FOLDER…` before them fills the first folder that it names with the files below the others, one for each
parser that recognises it.
"""

from __future__ import annotations

import hashlib
import io
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["landscape"]):
    from landscape.errors import FormatError, RecordError
    from landscape.formats import (
        HEAD,
        Format,
        bigquery_rows,
        docdb,
        ep_xml,
        google_csv,
        google_page,
        json_lines,
        lens_csv,
        lens_json,
        plain_publications,
        surechembl,
        us_file_wrapper,
        us_xml,
    )
    from landscape.records import Document, Provenance, Publication
    from landscape.store.rows import staged

PARSERS: tuple[Format, ...] = (
    docdb,
    us_xml,
    us_file_wrapper,
    ep_xml,
    google_page,
    google_csv,
    lens_csv,
    lens_json,
    surechembl,
    bigquery_rows,
    json_lines,
    plain_publications,
)
ORIGIN = Provenance("files", "fuzzed")
LIMITS = ("-timeout=20", "-rss_limit_mb=2048", "-max_len=32768")


def parse(data: bytes) -> None:
    """Parse one input as the parser that its first byte names, whether or not that recognises it."""
    if not data:
        return
    parser, content = PARSERS[data[0] % len(PARSERS)], data[1:]
    parser.recognises(content[:HEAD])
    try:
        for parsed in parser.parse(io.BytesIO(content), ORIGIN):
            if isinstance(parsed, (Publication, Document)):
                keep(parsed)
            elif not isinstance(parsed, (RecordError, FormatError)):
                raise TypeError(f"{parser.NAME} yields {type(parsed)}")
    except FormatError:
        pass


def keep(record: Publication | Document) -> None:
    """What the store and our own lines do with a record: nothing may be lost or refused."""
    staged(record, 0, {})
    line = json_lines.line(record)
    (again,) = json_lines.parse(io.BytesIO(line.encode()), ORIGIN)
    if again != record:
        raise ValueError(f"{record!r} reads back as {again!r}")


def seed(corpus: Path, folders: list[Path]) -> None:
    """Real files as first inputs, each for the parsers that recognise it."""
    corpus.mkdir(parents=True, exist_ok=True)
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()[: 2**15 - 1]
        for index, parser in enumerate(PARSERS):
            if parser.recognises(content[:HEAD]):
                data = bytes([index]) + content
                (corpus / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)


def main() -> None:
    """Seed, or fuzz until libFuzzer's arguments say that it is enough."""
    if sys.argv[1:2] == ["--seeds"]:
        corpus, *folders = map(Path, sys.argv[2:])
        seed(corpus, folders)
        return
    atheris.Setup([sys.argv[0], *LIMITS, *sys.argv[1:]], parse)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
