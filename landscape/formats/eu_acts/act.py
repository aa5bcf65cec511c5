"""An act of the European Union, from lines with roles to a document with passages."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from landscape.formats import licences
from landscape.formats.blocks import Line
from landscape.formats.reading import Reading
from landscape.records import Document, Passage

LEGAL_STATUS_OF_CONSOLIDATED = "consolidated text, of no legal effect"

_CELEX = re.compile(r"(?<![0-9A-Z])([0-9][0-9]{4}[A-Z]{1,2}[0-9]{4}(?:\([0-9]{2}\))?(?:-[0-9]{8})?)(?![0-9A-Z])")
_IN_ADDRESS = re.compile(r"celex(?:/|:|%3a)([^/?&#.]+)", re.IGNORECASE)
_NUMBERED = re.compile(r"([^\s0-9]{0,4}\s)?(?<![0-9/])([0-9]{1,4})/([0-9]{1,4})(/[^\W\d_])?")
_ARTICLE = re.compile(r"([0-9]+[a-z]{0,2})\b")
_PARAGRAPH = re.compile(r"([0-9]{1,3}[a-z]{0,2})\.\s+(?=\S)")
_RECITAL = re.compile(r"\(([0-9]{1,4})\)\s+(?=\S)")
_LABEL = re.compile(r"[IVXLC]+[a-z]?|[0-9]+[A-Za-z]?|[A-Z]")
# A heading that a passage of an annex is named by: "Part A: General", "1. Scope".
_PART = re.compile(r"([^\W\d_]{3,12} (?:[A-Z]|[IVX]+|[0-9]+))(?:[.:]|$)")
# Letters; what is shorter and in capitals may stand in a recital.
_SHORT = 12
_POINT = re.compile(r"([0-9]{1,3})\.\s")
_NO = frozenset({"br", "n", "no", "nr", "n°", "nº", "č", "št"})
_DAY = re.compile(r"(?<![0-9])([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})(?![0-9])")
_ARROW = re.compile(r"[►▼]\s*[A-Z][0-9]*\s*|\s*◄(?:\s+(?=[,.;:)]))?|(?<=‘)\s+")


@dataclass(frozen=True, slots=True)
class Head:
    """What a layout says of the act before its text: CELEX number, "" if it does not, language, dates, status."""

    celex: str = ""
    language: str = "und"
    published: date | None = None
    effective: date | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """The number in the title of an act: type of its CELEX number, year, number, and as printed ("1275/2008")."""

    letter: str
    year: int
    number: int
    printed: str

    @property
    def celex(self) -> str:
        """CELEX number of sector 3, "32023R1542"."""
        return f"3{self.year}{self.letter}{self.number:04}"


@cache
def _words() -> tuple[frozenset[str], tuple[tuple[str, str], ...], dict[str, str]]:
    data = tomllib.loads(files("landscape.formats.eu_acts").joinpath("words.toml").read_text(encoding="utf-8"))
    types = tuple((_plain(word), letter) for letter, words in data["types"].items() for word in words)
    return frozenset(map(_plain, data["annex"])), types, data["names"]


def _plain(text: str) -> str:
    """Without accents and regard to case."""
    return "".join(each for each in unicodedata.normalize("NFD", text) if not unicodedata.combining(each)).casefold()


def number_of(title: str) -> Number | None:
    """The number of an act by its title, None if it has none or is of no known type.

    >>> number_of("REGULATION (EU) 2023/1542 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL").celex
    '32023R1542'
    >>> number_of("Directive 2006/66/EC").celex, number_of("Verordnung (EG) Nr. 1907/2006").celex
    ('32006L0066', '32006R1907')
    """
    plain = _plain(title)
    found = min(((at, letter) for word, letter in _words()[1] if (at := plain.find(word)) >= 0), default=None)
    match = _NUMBERED.search(title)
    if found is None or match is None:
        return None
    first, second = int(match[2]), int(match[3])
    year_first = bool(match[4]) or (len(match[2]) == 4 and 2015 <= first < 2100 and not _is_no(match[1]))
    year, number = (first, second) if year_first else (second, first)
    year += 1900 if year < 100 else 0
    return Number(found[1], year, number, f"{match[2]}/{match[3]}") if 1950 <= year < 2100 and number < 10_000 else None


def _is_no(before: str | None) -> bool:
    """Whether "No" stands before a number, in any language (nº, Nr., č., αριθ.)."""
    return before is not None and before.strip().casefold().rstrip(".") in {
        "no",
        "nr",
        "n°",
        "nº",
        "č",
        "št",
        "br",
        "n",
    }


def day(spelled: str) -> date | None:
    """The first date like 28.7.2023 in a text, None if there is none."""
    for found in _DAY.finditer(spelled):
        try:
            return date(int(found[3]), int(found[2]), int(found[1]))
        except ValueError:
            continue
    return None


def document(found: Iterable[Line], head: Head, reading: Reading) -> Document | None:
    """The act; None without a single article, annex or recital."""
    title: list[str] = []
    texts: dict[str, list[str]] = {}
    for place, line in _placed(found):
        (texts.setdefault(place, []) if place else title).append(line)
    if not texts:
        return None
    named = " ".join(title)
    address = _IN_ADDRESS.search(reading.provenance.url)
    stated = _CELEX.fullmatch(address[1].replace("%28", "(").replace("%29", ")")) if address else None
    number = number_of(named)
    celex = head.celex or (stated[1] if stated else "") or (number.celex if number else "")
    own = f"CELEX:{celex}" if celex else reading.provenance.url
    return Document(
        id=own,
        title=named or own,
        provenance=reading.licensed(licences.EU),
        issuer="European Union",
        country="EU",
        type=_words()[2][number.letter] if number else None,
        number=number.printed if number else None,
        published=head.published,
        effective=head.effective,
        status=head.status,
        language=head.language,
        passages=tuple(Passage(place, "\n".join(lines), head.language) for place, lines in texts.items()),
    )


def _placed(found: Iterable[Line]) -> Iterator[tuple[str, str]]:
    """Each line with the place it belongs to, "" for the title; what has no place in the act is left out."""
    where = _Where()
    for role, raw in found:
        line = _ARROW.sub("", raw).strip()
        placed = where.of(role, line) if line else None
        if placed:
            yield placed


class _Where:
    """Where in an act its lines stand: before its articles, in an article, in an annex, or behind all that counts."""

    def __init__(self) -> None:
        self.place, self.article, self.annex, self.part = "", "", "", ""

    def of(self, role: str, line: str) -> tuple[str, str] | None:
        """The place of the next line, and the line without what the place says already."""
        if role in ("title", "annex") and (label := _annex(line)) is not None:
            self.place = self.annex = f"Annex {label}".strip()
            self.part = ""
        elif role == "article":
            match = _ARTICLE.search(line)
            self.place = self.article = f"Article {match[1] if match else 1}"
            self.annex = ""
        elif role == "end":
            self.place = self.annex = ""
        elif self.annex:
            return self._in_annex(role, line)
        elif self.article:
            return self._in_article(role, line)
        else:
            return self._before(role, line)
        return None

    def _before(self, role: str, line: str) -> tuple[str, str] | None:
        if role == "title":
            return None if line.startswith("(") else ("", line)
        if role == "division":
            return None
        if match := _RECITAL.match(line):
            self.place = f"Recital {match[1]}"
            return self.place, line[match.end() :]
        if line.isupper() and len(line) > _SHORT:
            self.place = ""  # "HAVE ADOPTED THIS REGULATION:"
        return (self.place, line) if self.place else None

    def _in_article(self, role: str, line: str) -> tuple[str, str] | None:
        if not self.place or role in ("title", "division"):
            return None
        if role == "text" and (match := _PARAGRAPH.match(line)):
            self.place = f"{self.article}({match[1]})"
            return self.place, line[match.end() :]
        return self.place, line

    def _in_annex(self, role: str, line: str) -> tuple[str, str]:
        if role == "section":
            if match := _PART.match(line):
                self.place = self.part = f"{self.annex}, {match[1]}"
            elif match := _POINT.match(line):
                self.place = f"{self.part or self.annex}, {match[1]}"
            else:
                self.place = self.part or self.annex
        return self.place, line


def is_annex(line: str) -> bool:
    """Whether a line names an annex and nothing else."""
    return _annex(line) is not None


def _annex(line: str) -> str | None:
    """The label of an annex by its title, "" for the only one; None for another line."""
    word, _, label = line.partition(" ")
    if _plain(word) not in _words()[0] or (label and not _LABEL.fullmatch(label.strip())):
        return None
    return label.strip()
