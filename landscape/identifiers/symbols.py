"""Symbols of the Cooperative and the International Patent Classification."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import ClassVar, Self

from landscape.errors import IdentifierError

_LONGEST = 100
_SYMBOL = re.compile(
    r"(?P<section>[A-HY])(?:(?P<digits>[0-9]{2})(?:(?P<letter>[A-Z])"
    r"(?:\s{0,6}0{0,3}(?P<group>[1-9][0-9]{0,3})(?:\s?/\s{0,6}(?P<subgroup>[0-9]{2,6}))?)?)?)?"
)
_PADDED = re.compile(r"([A-HY][0-9]{2}[A-Z])([0-9]{4})([0-9]{2,6})")  # ST.8: H01M0010056200
_TAIL = re.compile(r"[\s(][\sA-Z0-9().,/-]*")  # version, level, position, value, date, office


@dataclass(frozen=True, order=True, slots=True)
class _Symbol:
    """A symbol, whole (H01M10/0562) or truncated (H01M10/00, H01M, H01, H); sorts as the scheme does.

    group is 0 and subgroup "" where the symbol ends before them.
    """

    subclass: str  # or what of it is given: "H01M", "H01", "H"
    group: int = 0
    subgroup: str = ""

    _WHAT: ClassVar[str] = ""
    _SECTIONS: ClassVar[str] = ""

    def __str__(self) -> str:
        """The one printed form, "H01M10/0562", without blanks."""
        return f"{self.subclass}{self.group}/{self.subgroup}" if self.group else self.subclass

    @property
    def section(self) -> str:
        """The section, "H"."""
        return self.subclass[0]

    @property
    def class_(self) -> str:
        """The class, "H01"; the section if the symbol ends with it."""
        return self.subclass[:3]

    @property
    def main_group(self) -> str:
        """The main group, "H01M10/00"; the subclass, class or section if the symbol ends with it."""
        return f"{self.subclass}{self.group}/00" if self.group else self.subclass

    def covers(self, other: Self) -> bool:
        """Whether other is this symbol or lies below it, as far as the text of the symbols tells.

        Sections cover classes, those subclasses, those main groups, those subgroups.  Which subgroup lies below
        which is given by dots in the scheme, not by the number (H01M10/0562 lies below H01M10/056, but that is
        not to be seen), so a subgroup covers only itself.
        """
        if not self.group:
            return other.subclass.startswith(self.subclass)
        same_group = (self.subclass, self.group) == (other.subclass, other.group)
        return same_group and self.subgroup in ("00", other.subgroup)

    @classmethod
    def parse(cls, spelling: str) -> Self:
        """Read a symbol with or without blanks, padding, and the marks of IPCR behind it; else IdentifierError.

        A main group without subgroup ("H01M10") is H01M10/00.
        """
        match = _SYMBOL.fullmatch(spelling)
        if match is None:
            match = cls._search(spelling)
        section, digits, letter, group, subgroup = match.groups()
        if section not in cls._SECTIONS:
            raise IdentifierError(cls._WHAT, spelling, f"has no section {section}")
        return cls(
            f"{section}{digits or ''}{letter or ''}",
            int(group) if group else 0,
            (subgroup or "00") if group else "",
        )

    @classmethod
    def _search(cls, spelling: str) -> re.Match[str]:
        """The symbol at the start of a spelling with padding, lower case, full width or IPCR marks behind it."""
        if len(spelling) > _LONGEST:
            raise IdentifierError(cls._WHAT, spelling, f"longer than {_LONGEST} characters")
        text = unicodedata.normalize("NFKC", spelling).upper().strip()
        padded = _PADDED.fullmatch(text)
        if padded:
            subgroup = padded[3].rstrip("0")
            text = f"{padded[1]}{padded[2]}/{subgroup:0<2}"
        match = _SYMBOL.match(text)
        if match is None or (match.end() < len(text) and not _TAIL.fullmatch(text, match.end())):
            raise IdentifierError(cls._WHAT, spelling, "does not read section, class, subclass, group/subgroup")
        return match

    @classmethod
    def of_parts(cls, section: str, class_: str, subclass: str, main_group: str = "", subgroup: str = "") -> Self:
        """Read a symbol whose parts the source gives apart ("H", "01", "M", "10", "0562")."""
        group = f"{main_group.strip()}/{subgroup.strip() or '00'}" if main_group.strip() else ""
        return cls.parse(f"{section.strip()}{class_.strip():0>2}{subclass.strip()}{group}")


class CPC(_Symbol):
    """A symbol of the Cooperative Patent Classification.

    >>> str(CPC.parse("H01M  10/0562"))
    'H01M10/0562'
    >>> CPC.parse("H01M").covers(CPC.parse("H01M2300/0068"))
    True
    """

    __slots__ = ()
    _WHAT = "CPC symbol"
    _SECTIONS = "ABCDEFGHY"


class IPC(_Symbol):
    """A symbol of the International Patent Classification.

    >>> str(IPC.parse("H04W  84/    20            A I                    "))
    'H04W84/20'
    """

    __slots__ = ()
    _WHAT = "IPC symbol"
    _SECTIONS = "ABCDEFGH"
