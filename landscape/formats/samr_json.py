"""Answers of the Chinese services for standards: national ones (std.samr.gov.cn), industry ones (hbba.sacinfo.org.cn).

Metadata only: the texts of standards are not public documents, and only what these services list is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from landscape.formats import answers, chinese, licences
from landscape.formats.answers import names
from landscape.formats.fields import Object, objects, records, text
from landscape.formats.reading import Reading
from landscape.records import Document, Provenance

if TYPE_CHECKING:
    from landscape.formats import Parsed

NAME = "samr-json"
TITLE = "lists of Chinese standards (SAMR services)"
ISSUER = "SAMR/SAC"


def recognises(head: bytes) -> bool:
    """Whether this is a list of standards, also an empty one."""
    national = names(head, "total", "rows") and (names(head, "C_STD_CODE") or names(head, "pageNumber"))
    return national or names(head, "records", "searchCount", "total")


def parse(stream: BinaryIO, origin: Provenance) -> Iterator[Parsed]:
    """One document a standard.  Raises FormatError if the answer cannot be read."""
    yield from records(answers.rows(stream, origin.url, rows), origin, _standard)


def rows(content: Object) -> list[Object]:
    """The rows of a list."""
    return objects(content, "rows" if "rows" in content else "records")


def total(content: Object) -> int:
    """How many standards the service says it found."""
    number = content.get("total")
    return number if isinstance(number, int) else 0


def _standard(content: Object, reading: Reading) -> Document:
    return _national(content, reading) if "C_STD_CODE" in content else _industry(content, reading)


def _national(content: Object, reading: Reading) -> Document:
    code = chinese.designation(text(content, "C_STD_CODE"))
    if not code:
        raise ValueError("C_STD_CODE is missing")
    title, english = chinese.unmarked(text(content, "C_C_NAME")), chinese.unmarked(text(content, "C_E_NAME"))
    nature, state = text(content, "STD_NATURE"), text(content, "STATE")
    return Document(
        id=code,
        title=" / ".join(filter(None, (title, english))) or code,
        provenance=reading.licensed(licences.CHINESE_STANDARDS),
        issuer=ISSUER,
        country="CN",
        type=chinese.NATURES.get(nature, nature or None),
        number=code,
        published=chinese.moment(content.get("ISSUE_DATE"), reading),
        effective=chinese.moment(content.get("ACT_DATE"), reading),
        status=chinese.STATES.get(state, state or None),
        language="zh",
        shareable=False,
    )


def _industry(content: Object, reading: Reading) -> Document:
    code = chinese.designation(text(content, "code"))
    if not code:
        raise ValueError("neither C_STD_CODE nor code is there")
    state, industry = text(content, "status"), text(content, "industry")
    return Document(
        id=code,
        title=chinese.unmarked(text(content, "chName")) or code,
        provenance=reading.licensed(licences.CHINESE_STANDARDS),
        issuer=text(content, "chargeDept") or None,
        country="CN",
        type=f"industry standard ({industry})" if industry else "industry standard",
        number=code,
        published=chinese.moment(content.get("issueDate"), reading),
        effective=chinese.moment(content.get("actDate"), reading),
        status=chinese.STATES.get(state, state or None),
        language="zh",
        shareable=False,
    )
