"""Inventors of each family: people told apart by the words of their names alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from landscape.analysis.material import Material
from landscape.analysis.parties import name_words


@dataclass(frozen=True, slots=True)
class Inventors:
    """Inventors of a corpus.

    of_family: family id -> ids of its inventors ("inv:doe jane"), sorted; labels: id -> most frequent spelling, ties
    by the first.  Order, case, commas and full stops of a name do not matter; people of one name are one, and one
    person in two scripts is two.
    """

    of_family: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, str]


def inventors(material: Material) -> Inventors:
    """The inventors named on the publications of each family, in the form of names that is counted."""
    spellings: dict[str, Counter[str]] = {}
    of_family = {}
    for family in material.families.families:
        found = set()
        for number in family.members:
            for named in material.inventors.get(number, ()):
                words = name_words(named.name)
                if named.counted and words:
                    inventor = f"inv:{' '.join(sorted(words))}"
                    found.add(inventor)
                    spellings.setdefault(inventor, Counter())[named.name] += 1
        of_family[family.id] = tuple(sorted(found))
    labels = {who: min(names, key=lambda name: (-names[name], name)) for who, names in spellings.items()}
    return Inventors(of_family, labels)
