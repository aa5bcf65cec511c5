"""Find references in text: candidates by what designations begin with, then the longest match at each place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import chain

from landscape.standards.adoption import with_adoptions
from landscape.standards.chinese_documents import document_numbers
from landscape.standards.families import families
from landscape.standards.keys import adopting
from landscape.standards.legal_acts import acts
from landscape.standards.reference import StandardReference, folded

Grammar = Callable[[str, int], list[StandardReference]]


def find_references(text: str) -> list[StandardReference]:
    """The standards and legal acts that a text names, in order of place.

    Parameters
    ----------
    text : in any language; designations may stand beside CJK characters, in full-width characters, with any dash.

    Returns
    -------
    list of StandardReference : not overlapping, but that a range ("-1 to -3") gives what it spans at its end.  At each
    place the longest match counts, and what begins first goes before.  Memory sizes, film speeds and numbers of
    dangerous goods are no references.

    Notes
    -----
    Time is linear in the length of the text.  A designation without year and part is found only where its family
    leaves no doubt (four digits for ISO, say); small letters count in the commonest bodies alone ("gb/t", "iso").

    >>> [reference.designation for reference in find_references("按GB/T 31485—2015和ISO12405-3试验，16 GB 2400 MHz")]
    ['GB/T 31485-2015', 'ISO 12405-3']
    """
    plain = folded(text)
    found: list[StandardReference] = []
    end = 0
    for start, grammars in _candidates(plain):
        if start < end:
            continue
        matches = [references for grammar in grammars if (references := grammar(plain, start))]
        if matches:
            best = max(matches, key=lambda references: references[0].end)
            found += best
            end = best[-1].end
    return with_adoptions(plain, found)


def key(designation: str) -> str | None:
    """What all designations of a standard or legal act have in common, or None if this is not one designation.

    Year, amendments, revisions and draft stages are left off; national adoptions and equivalents are traced back to
    what they adopt.

    >>> key("DIN EN IEC 62619:2022") == key("IEC 62619") == key("JIS C 8715-2:2019")
    True
    >>> key("GB/T 31467.3-2015"), key("battery")
    ('ISO 12405-3', None)
    """
    references = find_references(designation)
    if len(references) != 1 or references[0].end - references[0].start < len(designation.strip()):
        return None
    return references[0].key


def equivalents(designation: str) -> tuple[str, ...]:
    """Other designations in the table that have the same key, sorted; empty where there are none.

    >>> equivalents("IEC 60529")
    ('GB/T 4208', 'JIS C 0920')
    """
    own = key(designation)
    if own is None:
        return ()
    return tuple(sorted({own, *adopting(own)} - {find_references(designation)[0].undated}))


def _candidates(text: str) -> Iterator[tuple[int, list[Grammar]]]:
    """Places where a designation may begin, in order, with the grammars to try there."""
    words, grammars = _beginnings()
    places: dict[int, list[Grammar]] = defaultdict(list)
    for found in words.finditer(text):
        places[found.start()] += grammars[found[0]]
    for reference in chain(acts(text), document_numbers(text)):
        places[reference.start].append(partial(_found, reference))
    yield from sorted(places.items())


def _found(reference: StandardReference, _text: str, _start: int) -> list[StandardReference]:
    """What was found already, as a grammar."""
    return [reference]


@cache
def _beginnings() -> tuple[re.Pattern[str], dict[str, list[Grammar]]]:
    """What designations begin with, as one pattern, and the grammars of those that begin so."""
    starts = sorted({start for family in families() for start in family.starts}, key=lambda start: (-len(start), start))
    grammars: dict[str, list[Grammar]] = {
        start: [family.match for family in families() if start.startswith(family.starts)] for start in starts
    }
    return re.compile("|".join(map(re.escape, starts))), grammars
