"""Aspects of policy and the words for them, as a glossary of the field states them."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from pathlib import Path
from typing import Any

from landscape.errors import AnalysisError
from landscape.policy.wordings import Mention, Wordings


@dataclass(frozen=True)
class Glossary:
    """A glossary ready for use.

    name: of the field; aspects: in the order of the file; labels: label of a source, lower case -> aspect;
    aspects_of: concept -> the aspects it stands under; general: concepts that do not make an aspect the chief one;
    listed: wordings that count in lists alone.
    """

    name: str
    aspects: tuple[str, ...]
    labels: Mapping[str, str]
    aspects_of: Mapping[str, tuple[str, ...]]
    general: frozenset[str]
    wordings: Wordings
    listed: Wordings

    @cached_property
    def lists(self) -> frozenset[str]:
        """Aspects with concepts that have wordings in lists."""
        return frozenset(aspect for concept in self.listed.concepts for aspect in self.aspects_of[concept])

    def concepts(self, text: str) -> list[Mention]:
        """Concepts met in a text, in order of place.

        A wording that counts in lists alone does so beside one of another concept, in a text that names its aspect
        otherwise: "solid-state batteries with sulfide, oxide or polymer".
        """
        found = self.wordings.find(text)
        named = {aspect for mention in found for aspect in self.aspects_of[mention.concept]}
        if not named & self.lists:
            return found
        taken = {place for mention in found for place in range(mention.start, mention.end)}
        beside = [
            mention
            for pair in itertools.pairwise(self.listed.find(text))
            if pair[0].concept != pair[1].concept and _LIST.fullmatch(text, pair[0].end, pair[1].start)
            for mention in pair
            if mention.start not in taken and named.intersection(self.aspects_of[mention.concept])
        ]
        return sorted({*found, *beside}, key=lambda mention: (mention.start, mention.end, mention.concept))

    def aspect(self, label: str) -> str | None:
        """The aspect that a source's label means, None if the glossary does not know it."""
        return self.labels.get(label.strip().lower())

    def ranked(self, mentions: Iterable[Mention]) -> list[str]:
        """Aspects of these mentions: of most different concepts first, then named first, then in the order of the file.

        A concept that stands under several aspects counts in part for each, a general one not at all.
        """
        first = {mention.concept: mention.start for mention in sorted(mentions, key=lambda found: -found.start)}
        weight: dict[str, float] = {}
        place: dict[str, int] = {}
        for concept, start in first.items():
            for aspect in self.aspects_of[concept]:
                weight[aspect] = weight.get(aspect, 0.0) + (concept not in self.general) / len(self.aspects_of[concept])
                place[aspect] = min(start, place.get(aspect, start))
        return sorted(weight, key=lambda aspect: (-weight[aspect], place[aspect], self.aspects.index(aspect)))


_LISTED = "listed"
# What stands between the members of a list: "sulfide-based, oxide-based and", "硫化物系・", "황화물계, ".
_LIST = re.compile(
    r"[\s-]*(?:based|type|系|类|類|型|기|계)?\s*"
    r"(?:[,;/、，；・·‧-]|\band\b|\bor\b|\bund\b|\boder\b|[和与及或とや및와과]|または|又は|および|및|또는|\s)+"
)


def load_glossary(name: str | Path) -> Glossary:
    """A glossary that comes with the package, by name ("batteries"), or one of your own, by the path of its file.

    Raises AnalysisError where there is none of that name, or the file does not have the form of a glossary.
    """
    own = Path(name)
    if own.suffix == ".toml":
        try:
            text = own.read_text("utf-8")
        except OSError as error:
            raise AnalysisError(f"glossary {own}: cannot be read: {error.strerror}") from error
        return _glossary(own.stem, str(own), text)
    return _shipped(str(name))


def glossaries() -> tuple[str, ...]:
    """Names of the glossaries that come with the package."""
    files = resources.files("landscape.policy").joinpath("glossaries").iterdir()
    return tuple(sorted(file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml")))


@cache
def _shipped(name: str) -> Glossary:
    if name not in glossaries():
        raise AnalysisError(
            f"no glossary {name!r}; there are: {', '.join(glossaries())}; or give the path of a .toml file"
        )
    source = resources.files("landscape.policy").joinpath("glossaries", f"{name}.toml")
    return _glossary(name, f"{name}.toml", source.read_text("utf-8"))


def _glossary(name: str, file: str, text: str) -> Glossary:
    try:
        aspects = tomllib.loads(text)["aspects"]
    except tomllib.TOMLDecodeError as error:
        raise AnalysisError(f"glossary {file}: {error}") from error
    except KeyError as error:
        raise AnalysisError(f'glossary {file}: no [aspects."name"] in it') from error
    labels: dict[str, str] = {}
    wordings: dict[str, list[str]] = {}
    listed: dict[str, list[str]] = {}
    aspects_of: dict[str, list[str]] = {}
    for aspect, entry in aspects.items():
        terms = _checked(file, aspect, entry)
        for label in (aspect, *entry.get("labels", ())):
            labels.setdefault(label.lower(), aspect)
        for concept, languages in terms.items():
            aspects_of.setdefault(concept, []).append(aspect)
            listed.setdefault(concept, []).extend(languages.get(_LISTED, ()))
            spelled = [word for key, words in languages.items() if key != _LISTED for word in words]
            wordings.setdefault(concept, []).extend(spelled)
    general = frozenset(concept for entry in aspects.values() for concept in entry.get("general", ()))
    own = {concept: tuple(dict.fromkeys(found)) for concept, found in aspects_of.items()}
    return Glossary(name, tuple(aspects), labels, own, general, Wordings(wordings), Wordings(listed))


def _checked(file: str, aspect: str, entry: Any) -> dict[str, dict[str, list[str]]]:
    """The terms of an aspect, or an error that names the place."""
    place = f'glossary {file}: [aspects."{aspect}"]'
    if not isinstance(entry, dict) or not isinstance(entry.get("terms"), dict):
        raise AnalysisError(f"{place}: a table of terms is missing")
    unknown = set(entry) - {"labels", "general", "terms"}
    if unknown:
        raise AnalysisError(f"{place}: unknown key {sorted(unknown)[0]!r}; allowed: labels, general, terms")
    for concept, languages in entry["terms"].items():
        right = isinstance(languages, dict) and all(
            isinstance(words, list) and all(isinstance(word, str) and word.strip() for word in words)
            for words in languages.values()
        )
        if not right:
            raise AnalysisError(f'{place}: "{concept}" wants {{ en = ["wording"], zh = ["..."] }}')
    terms: dict[str, dict[str, list[str]]] = entry["terms"]
    return terms
