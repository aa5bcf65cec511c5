"""Which text of a family is compared: claims, else the abstract, else the title, in each language it has.

In each language the fullest text wins; of equally full ones the office's own before a machine translation, then the
earliest published, then the lowest number.  A title stands in only for a family that has nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from landscape.analysis.result import TextBasis
from landscape.families import Family
from landscape.records import TextOrigin

FULLNESS = {TextBasis.CLAIMS: 3, TextBasis.ABSTRACT: 2, TextBasis.TITLE: 1, TextBasis.NONE: 0}
_TRUST = {TextOrigin.OFFICE: 0, TextOrigin.UNKNOWN: 1, TextOrigin.MACHINE_TRANSLATION: 2}


@dataclass(frozen=True, slots=True)
class Available:
    """A text that a publication has."""

    number: str
    basis: TextBasis
    language: str
    origin: TextOrigin


@dataclass(frozen=True, slots=True)
class Choice:
    """The texts compared for a family: language -> where it is taken from; basis: that of its fullest text."""

    basis: TextBasis
    texts: Mapping[str, Available]


def choose(
    families: Iterable[Family], available: Mapping[str, Sequence[Available]], published: Mapping[str, date | None]
) -> dict[str, Choice]:
    """Family id -> the texts to compare.

    Parameters
    ----------
    available : publication number -> its texts.
    published : publication number -> date of publication.
    """
    return {family.id: _choice(family, available, published) for family in families}


def _choice(
    family: Family, available: Mapping[str, Sequence[Available]], published: Mapping[str, date | None]
) -> Choice:
    best: dict[str, Available] = {}
    found = [text for number in family.members for text in available.get(number, ())]
    found.sort(key=lambda text: (
        -FULLNESS[text.basis], _TRUST[text.origin], published.get(text.number) or date.max, text.number,
    ))  # fmt: skip
    for text in found:
        best.setdefault(text.language, text)
    basis = found[0].basis if found else TextBasis.NONE
    if basis is not TextBasis.TITLE:
        best = {language: text for language, text in best.items() if text.basis is not TextBasis.TITLE}
    return Choice(basis, dict(sorted(best.items())))
