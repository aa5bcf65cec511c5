"""Publication and application numbers, as DOCDB writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

from landscape.errors import IdentifierError
from landscape.identifiers.application_rules import (
    APPLICATION_RULES,
    international,
    international_number,
    without_check_digit,
)
from landscape.identifiers.publication_rules import PUBLICATION_RULES, Rule, general, year_and_serial
from landscape.identifiers.spelling import clean, offices, split_office, tokens

_PRINTED = re.compile(
    r"([A-Z]{2})-([A-Z]{0,4}[0-9]{1,16}(?:[A-Z]{1,4}[0-9]{1,16})?(?:D(?=-A))?)(?:-([A-Z][0-9]?))?", re.ASCII
)
_JOINED = re.compile(r"(?!PCT|ZL)([A-Z]{2})([A-Z]{0,4}[0-9]{1,16}(?:D(?=A))?)([A-Z][0-9]?)?", re.ASCII)
_KIND = re.compile(r"[A-Z][0-9]?")
_LEADING_KIND = re.compile(r"[ABCUY][0-9]?")
_NUMBER_AND_KIND = re.compile(r"([A-Z0-9]*[0-9]D?)([A-Z][0-9]?)")
# EPODOC writes the letter of the kind behind the number, but not for A of these offices, nor A, B and C of others.
_EPODOC_LETTER_UNLESS_A = frozenset(
    {"AT", "AU", "BA", "BG", "CN", "DK", "FI", "IS", "JP", "KR", "NL", "NO", "PL", "SK", "UY", "TW", "YU"}
)


def _known(office: str) -> str:
    if office not in offices():
        raise ValueError(f"{office!r} is no code of an office (WIPO ST.3)")
    return office


def _given_kind(kind: str) -> str:
    """The kind in upper case; "" also for "00", with which US grants mark what has none."""
    kind = kind.strip().upper()
    if kind in ("", "00"):
        return ""
    if not _KIND.fullmatch(kind):
        raise ValueError(f"{kind!r} is no kind code, which is a letter and at most one digit")
    return kind


def _split_kind(parts: list[str]) -> tuple[list[str], str]:
    """The tokens of a number, and its kind: behind them, before them ("EP-A-0071119") or joined to the last."""
    if len(parts) > 2 and _KIND.fullmatch(parts[-2]) and len(parts[-1]) == 8 and parts[-1].isdigit():
        parts = parts[:-1]  # the date that OPS appends
    if len(parts) > 1 and _KIND.fullmatch(parts[-1]):
        return parts[:-1], parts[-1]
    if len(parts) > 1 and _LEADING_KIND.fullmatch(parts[0]):
        return parts[1:], parts[0]
    joined = _NUMBER_AND_KIND.fullmatch(parts[-1]) if parts else None
    return ([*parts[:-1], joined[1]], joined[2]) if joined else (parts, "")


@dataclass(frozen=True, order=True, slots=True)
class _Number:
    """Office (ST.3), number as DOCDB writes it, kind ("" if unknown)."""

    country: str
    number: str
    kind: str = ""

    _WHAT: ClassVar[str] = ""
    _RULES: ClassVar[Mapping[str, Rule]] = {}

    def __str__(self) -> str:
        """The one printed form, "CN-120149317-A"; without a kind "US-11646472"."""
        return f"{self.country}-{self.number}-{self.kind}" if self.kind else f"{self.country}-{self.number}"

    @property
    def docdb(self) -> str:
        """The form of DOCDB and OPS, "CN.120149317.A"."""
        return str(self).replace("-", ".")

    @property
    def without_kind(self) -> Self:
        """The same number with its kind left open."""
        return type(self)(self.country, self.number)

    @classmethod
    def parse(cls, spelling: str) -> Self:
        """Read any spelling that names its office; IdentifierError with the reason if it breaks the grammar."""
        try:
            simple = _PRINTED.fullmatch(spelling) or _JOINED.fullmatch(spelling)
            if simple:
                return cls._of_tokens(simple[1], [simple[2]], simple[3] or "")
            return cls._of_text(clean(spelling))
        except ValueError as error:
            raise IdentifierError(cls._WHAT, spelling, str(error)) from None

    @classmethod
    def of_parts(cls, country: str, number: str, kind: str = "") -> Self:
        """Read a number whose parts the source gives apart; with country "" the number leads with it (EPODOC)."""
        try:
            given, office = _given_kind(kind), country.strip().upper()
            if office:
                return cls._of_number(_known(office), clean(number), given)
            parsed = cls._of_text(clean(number))
            kept = parsed.kind.startswith("W") or not given  # a PCT number is one whatever its field says
            return parsed if kept else cls._of_tokens(parsed.country, [parsed.number], given)
        except ValueError as error:
            raise IdentifierError(cls._WHAT, " ".join((country, number, kind)).strip(), str(error)) from None

    @classmethod
    def _of_text(cls, text: str) -> Self:
        """Read a cleaned spelling that names its office."""
        office, parts = split_office(tokens(text))
        return cls._of_tokens(office, *_split_kind(parts))

    @classmethod
    def _of_number(cls, office: str, text: str, kind: str) -> Self:
        """Read a cleaned number without its office, which it may repeat ("WO", "WO 98/28811")."""
        parts = tokens(text)
        if parts and parts[0].startswith(office) and (parts[0] == office or parts[0][2].isdigit()):
            parts = split_office(parts)[1]
        return cls._of_tokens(office, *((parts, kind) if kind else _split_kind(parts)))

    @classmethod
    def _of_tokens(cls, office: str, parts: list[str], kind: str) -> Self:
        return cls(_known(office), cls._RULES.get(office, general)(parts, kind), kind)


class PublicationNumber(_Number):
    """A published document: office, DOCDB number, kind ("" if unknown; an unknown kind equals no known one).

    >>> str(PublicationNumber.parse("US 2021/0210819 A1"))
    'US-2021210819-A1'
    >>> PublicationNumber.parse("JPS60-12345A") == PublicationNumber.of_parts("JP", "S6012345", "A")
    True
    >>> PublicationNumber.parse("WO 01/93983 A1").google
    'WO2001093983A1'
    """

    __slots__ = ()
    _WHAT = "publication number"
    _RULES = PUBLICATION_RULES

    @property
    def epodoc(self) -> str:
        """The form of EPODOC, "CN101911042B": the letter of the kind only where that office's rule asks for it."""
        plain = "A" if self.country in _EPODOC_LETTER_UNLESS_A else "ABC"
        letter = self.kind[:1]
        return f"{self.country}{self.number}{'' if letter in plain else letter}"

    @property
    def google(self) -> str:
        """The form of Google Patents, "US20210210819A1": US and WO with year and serial in full."""
        number = self.number
        if self.country == "US" and len(number) == 10 and number.isdigit():
            number = f"{number[:4]}0{number[4:]}"
        elif self.country == "WO":
            year, serial = year_and_serial([number], self._WHAT)
            number = f"{year}{serial:06}"
        return f"{self.country}{number}{self.kind}"

    @classmethod
    def _of_text(cls, text: str) -> Self:
        if text.startswith("PCT") or international(text):
            raise ValueError("names an international application, not a publication")
        return super()._of_text(text)

    @classmethod
    def _of_number(cls, office: str, text: str, kind: str) -> Self:
        if text.startswith("PCT"):
            raise ValueError("names an international application, not a publication")
        return super()._of_number(office, text, kind)


class ApplicationNumber(_Number):
    """An application: office, DOCDB number, kind ("" if unknown); PCT ones by receiving office, with kind W.

    >>> str(ApplicationNumber.parse("CN202311707711.8"))
    'CN-202311707711'
    >>> str(ApplicationNumber.parse("PCT/CN2024/012345"))
    'CN-2024012345-W'
    """

    __slots__ = ()
    _WHAT = "application number"
    _RULES = APPLICATION_RULES

    @classmethod
    def _of_text(cls, text: str) -> Self:
        pct = international(text)
        if pct:
            return cls._of_tokens(pct[0], [pct[1]], "W")
        text = without_check_digit(text.replace("(", "").replace(")", ""))
        return super()._of_text("CN" + text[2:] if text.startswith("ZL") else text)

    @classmethod
    def _of_number(cls, office: str, text: str, kind: str) -> Self:
        pct = international(text)
        if pct:
            return cls._of_tokens(pct[0], [pct[1]], "W")
        if text.startswith(office):
            text = text[len(office) :].lstrip()
        return super()._of_number(office, without_check_digit(office + text)[len(office) :], kind)

    @classmethod
    def _of_tokens(cls, office: str, parts: list[str], kind: str) -> Self:
        if kind.startswith("W"):
            if office == "WO":
                raise ValueError("an international application is named by its receiving office: PCT/CN2024/012345")
            return cls(_known(office), international_number(parts, kind), kind)
        if office == "CN" and kind == "X":
            parts, kind = ["".join(parts) + kind], ""  # no kind, but the check digit of a number without its dot
        return super()._of_tokens(office, parts, kind)
