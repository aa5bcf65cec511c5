"""Applicants and groups known by name: the reviewed list beside this module, and the query's own overrides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from landscape.applicants import wordlists
from landscape.applicants.cleaning import Cleaned, clean
from landscape.applicants.kinds import Kind
from landscape.applicants.scripts import Script, raw_words
from landscape.applicants.sounds import sound_key


@dataclass(frozen=True, slots=True)
class Known:
    """One applicant of the list: its id without prefix, and the names it is met under."""

    id: str
    name: str
    country: str
    kind: Kind
    group: str | None
    names: tuple[str, ...]


@cache
def known_applicants() -> dict[str, Known]:
    """The reviewed list, by id."""
    read = {}
    for id_, name, country, kind, group, names in wordlists.lines("aliases.tsv"):
        parts = tuple(part.strip() for part in names.split(" | ") if part.strip())
        read[id_] = Known(id_, name, country, Kind(kind), None if group == "-" else group, (name, *parts))
    return read


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The list turned round: from a cleaned name to the id.

    exact: by all words as filed; in_order: by cleaned words in order and by letters without blanks; any_order: by
    words in any order; sounds: by sound (long names alone).  A key that two applicants share belongs to neither.
    """

    exact: dict[str, str]
    in_order: dict[str, str]
    any_order: dict[str, str]
    sounds: dict[str, str]
    words: frozenset[str]

    def find(self, name: str) -> str | None:
        """The id of a name as filed, None if it is not on the list."""
        return self.exact.get(" ".join(raw_words(name))) or self.find_cleaned(clean(name))

    def find_cleaned(self, name: Cleaned) -> str | None:
        """The id of a cleaned name, None if it is not on the list."""
        found = self.in_order.get(name.text) or self.in_order.get(name.compact)
        return found or self.any_order.get(name.key)

    def institution(self, name: Cleaned) -> str | None:
        """A state body or institute whose full name of three words or more a name begins with: its own name.

        What follows is a department, an address or a remark; a university's campuses are applicants of their own.
        """
        state = name.words[0] in ("usa", "uk")
        for start, size in [(1, len(name.words))] * state + [(0, n) for n in range(len(name.words) - 1, 2, -1)]:
            id_ = self.in_order.get(" ".join(name.words[start:size]))
            if id_ and known_applicants()[id_].kind in (Kind.STATE, Kind.INSTITUTE):
                return known_applicants()[id_].name
        return None

    def twice(self, name: Cleaned) -> str | None:
        """The applicant two of whose names a name consists of ("Yamaha Hatsudoki KK, Yamaha Motor Co.")."""
        for at in range(2, len(name.words) - 1):
            id_ = self.in_order.get(" ".join(name.words[:at]))
            if id_ and id_ == self.in_order.get(" ".join(name.words[at:])):
                return id_
        return None

    def by_acronym(self, name: Cleaned) -> str | None:
        """The applicant whose acronym a name holds beside most of its full name ("… d'Aviation S.N.E.C.M.A.")."""
        for word in name.words:
            id_ = self.in_order.get(word) if _SHORTEST_ACRONYM <= len(word) <= _LONGEST_ACRONYM else None
            for full in known_applicants()[id_].names if id_ else ():
                words = set(clean(full).words)
                both = words & set(name.words)
                if word not in words and len(words) > 2 and len(both) >= max(3, _MOST_WORDS * len(words)):
                    return id_
        return None


_SHORTEST_SOUND = 9
_SHORTEST_ACRONYM, _LONGEST_ACRONYM = 4, 8
_MOST_WORDS = 0.6


@cache
def known_names() -> KnownNames:
    """The index of the reviewed list."""
    exact: dict[str, set[str]] = {}
    in_order: dict[str, set[str]] = {}
    stripped: dict[str, set[str]] = {}
    keys: dict[str, set[str]] = {}
    sounds: dict[str, set[str]] = {}
    words: set[str] = set()
    for known in known_applicants().values():
        for name in known.names:
            cleaned = clean(name)
            exact.setdefault(" ".join(raw_words(name)), set()).add(known.id)
            whole = not cleaned.legal_forms  # "丰田自动车" is a name before it is what "丰田自动车欧洲公司" leaves
            for text in (cleaned.text, cleaned.compact):
                (in_order if whole else stripped).setdefault(text, set()).add(known.id)
            keys.setdefault(cleaned.key, set()).add(known.id)
            if cleaned.script is Script.LATIN:
                words.update(cleaned.words)
            if cleaned.script is not Script.HAN and len(sound := sound_key(cleaned.text)) >= _SHORTEST_SOUND:
                sounds.setdefault(sound, set()).add(known.id)
    return KnownNames(
        _single(exact.items()),
        _single((stripped | in_order).items()),
        _single(keys.items()),
        _single(sounds.items()),
        frozenset(words),
    )


def _single(found: Iterable[tuple[str, set[str]]]) -> dict[str, str]:
    return {key: min(ids) for key, ids in found if len(ids) == 1}


@dataclass(frozen=True, slots=True)
class Group:
    """A group of firms: its id, its name, and the first words of names that no other group uses."""

    id: str
    name: str
    brands: tuple[tuple[str, ...], ...]


@cache
def groups() -> dict[str, Group]:
    """The groups of the data file, by id."""
    read = {}
    for id_, name, brands in wordlists.lines("groups.tsv"):
        words = (clean(brand).words for brand in brands.split(" | ") if brand != "-")
        read[id_] = Group(id_, name, tuple(words))
    return read


@cache
def _brands() -> dict[tuple[str, ...], str]:
    return {brand: group.id for group in groups().values() for brand in group.brands}


def group_of(name: Cleaned) -> str | None:
    """The group whose exclusive brand a firm's name begins with, None if there is none.

    >>> group_of(clean("Samsung Biologics Co., Ltd.")), group_of(clean("Nissan Farms"))
    ('samsung', None)
    """
    brands = _brands()
    if name.script in (Script.HAN, Script.KANA, Script.HANGUL):
        return next((brands[(text,)] for size in range(6, 1, -1) if ((text := name.text[:size]),) in brands), None)
    return next((brands[name.words[:size]] for size in range(3, 0, -1) if name.words[:size] in brands), None)
