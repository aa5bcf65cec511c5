"""What names say of themselves: an acronym in brackets, two scripts in one name, a name that breaks off."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from landscape.applicants import wordlists
from landscape.applicants.cleaning import Cleaned
from landscape.applicants.scripts import Script, normal, raw_words, script_of
from landscape.applicants.wordlists import squeeze

_BRACKETS = re.compile(r"[(<\[«]([^()<>\[\]«»]{2,15})[)>\]»]")
_CJK_RUN = re.compile(r"[㐀-鿿ァ-ヺー가-힣々]+(?:[\s・]*[㐀-鿿ァ-ヺー가-힣々]+)*")
_SHORTEST_ACRONYM = 3


@lru_cache(maxsize=100_000)
def stated_acronym(name: str) -> tuple[str, str] | None:
    """(name without its acronym, acronym), where a name gives one that its own initials bear out; else None.

    >>> stated_acronym("Institut National de la Recherche Agronomique (INRA)")
    ('Institut National de la Recherche Agronomique', 'inra')
    >>> stated_acronym("Qingtao (Kunshan) Energy") is None
    True
    """
    text = normal(name)
    for match in _BRACKETS.finditer(text):
        acronym = "".join(raw_words(match[1]))
        rest = " ".join((text[: match.start()] + " " + text[match.end() :]).split())
        if _bears_out(rest, acronym):
            return rest, acronym
    words = text.replace("-", " ").split()
    if len(words) > _SHORTEST_ACRONYM:
        acronym, rest = "".join(raw_words(words[-1])), " ".join(words[:-1])
        if words[-1].isupper() and len(acronym) > _SHORTEST_ACRONYM and _bears_out(rest, acronym):
            return rest, acronym
    return None


def _bears_out(name: str, acronym: str) -> bool:
    """Whether an acronym is the initials of a name, in order, with or without small words."""
    if len(acronym) < _SHORTEST_ACRONYM or not acronym.isalpha():
        return False
    words, stops = raw_words(name), wordlists.stop_words()
    for initials in ("".join(w[0] for w in words), "".join(w[0] for w in words if squeeze(w) not in stops)):
        if (
            initials.startswith(acronym)
            or initials.endswith(acronym)
            or (len(acronym) > 3 and _within(acronym, initials))
        ):
            return True
    return False


def _within(acronym: str, initials: str) -> bool:
    """Whether the letters stand in order among the initials, the first at the start and most of them used."""
    letters = iter(initials)
    return (
        acronym[0] == initials[:1]
        and len(initials) <= len(acronym) + 2
        and all(letter in letters for letter in acronym)
    )


def both_scripts(name: str) -> tuple[str, str] | None:
    """(original, Latin) of a name filed in two scripts at once; None where the Latin part is no name of its own.

    >>> both_scripts("三星電子株式会社Ｓａｍｓｕｎｇ Ｅｌｅｃｔｒｏｎｉｃｓ Ｃｏ．，Ｌｔｄ．")
    ('三星電子株式会社', 'Samsung Electronics Co.,Ltd.')
    """
    if script_of(name) not in (Script.HAN, Script.KANA, Script.HANGUL):
        return None
    text = normal(name)
    runs = _CJK_RUN.findall(text)
    if len(runs) != 1 or len(runs[0]) < 4:
        return None
    latin = text.replace(runs[0], " ").strip(" ()<>")
    return (runs[0], latin) if len(raw_words(latin)) >= 2 and sum(map(str.isalpha, latin)) >= 8 else None


def truncations(names: Mapping[str, Cleaned], endings: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """(key of a name that breaks off, keys of the names that go on from it, evidence).

    A name breaks off if it ends with a preposition or article ("Max-Planck-Gesellschaft zur"); endings: key -> that
    last word.  It may be taken for a longer name only if all that go on are one applicant: the caller's to see.
    """
    starts: dict[tuple[str, ...], set[str]] = defaultdict(set)
    read = {key: tuple(map(squeeze, name.words)) for key, name in names.items()}
    wanted = {read[key]: key for key in sorted(endings) if key in read and len(read[key]) > 1}
    for key, words in sorted(read.items()):
        for size in range(2, len(words)):
            if words[:size] in wanted:
                starts[words[:size]].add(key)
    for words, key in sorted(wanted.items()):
        if found := starts.get(words):
            yield key, tuple(sorted(found)), f"ends with “{endings[key]}”, and one applicant's names alone go on"
