"""Every form of an applicant's name that the reviewed list knows, so that a query need give one of them alone.

A name in a query stands for all applicants in whose names it is found ("Huawei" for Huawei Technologies, Huawei
Digital Power…).  Their other forms, in whatever script, join it, as far as they bring no other applicant in: "华为"
and "华为数字能源" do not, but "丰田" would bring Toyota Industries to who asks for "Toyota Motor" alone.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from landscape.applicants.known import known_applicants
from landscape.fetchers.phrases import compared, pattern

# A name found in those of more applicants than this is no name but a word ("Institute", "Motor").
_MOST = 12
# Letters of the shortest form that is asked for; Chinese names have two.
_SHORTEST, _SHORTEST_ELSEWHERE = 4, 2


@lru_cache(1024)
def known_forms(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names as given, and after them, sorted, what else the applicants that they stand for are called.

    >>> "小米" in known_forms(("Xiaomi",))
    True
    """
    meant = {id_ for name in names if _letters(name) > 1 for id_ in _few(_found(pattern((name,))))}
    given = pattern(names)
    forms: dict[str, None] = {}
    for form in sorted({form for id_ in meant for form in known_applicants()[id_].names}, key=lambda n: (len(n), n)):
        shorter = given.search(compared(form)) or any(pattern((other,)).search(compared(form)) for other in forms)
        if shorter or _letters(form) < (_SHORTEST if form.isascii() else _SHORTEST_ELSEWHERE):
            continue
        if _found(pattern((form,))) <= meant:
            forms[form] = None
    return (*names, *sorted(forms))


def _few(found: frozenset[str]) -> frozenset[str]:
    return found if len(found) <= _MOST else frozenset()


def _letters(name: str) -> int:
    return sum(character.isalnum() for character in name)


@cache
def _listed() -> tuple[tuple[str, str], ...]:
    """All names of the list as they are compared, each with its applicant."""
    return tuple((id_, compared(name)) for id_, known in known_applicants().items() for name in known.names)


def _found(wanted: re.Pattern[str]) -> frozenset[str]:
    """The applicants in whose names a pattern is found."""
    return frozenset(id_ for id_, name in _listed() if wanted.search(name))
