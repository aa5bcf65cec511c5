"""The strands of a query in the language of SureChEMBL's index (Solr)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from landscape.fetchers.names import known_forms
from landscape.identifiers import PublicationNumber
from landscape.query import Period, Strand

# Fields that a phrase may stand in; descriptions are left out, since they mention everything.
_FIELDS = ("ttl", "ab", "clm")
_WORD = re.compile(r"\w+\*?")
_NOTHING = "*:*"
# Bytes of a question in an address, of which many servers take 8,192 in all.
_LONGEST = 6000


@dataclass(frozen=True, slots=True)
class Question:
    """A question; broad: the same by subclass, where it asks for symbols whose spelling in the index is not certain."""

    solr: str
    broad: str = ""


def questions(strand: Strand) -> list[Question]:
    """What to ask for a strand: a question, or several where its phrases would make the address of one too long."""
    whole = question(strand)
    if len(strand.text) < 2 or len(quote(whole.solr)) <= _LONGEST:
        return [whole]
    middle = len(strand.text) // 2
    parts = (strand.text[:middle], strand.text[middle:])
    return [each for part in parts for each in questions(replace(strand, text=part))]


def question(strand: Strand) -> Question:
    """What to ask for a strand; phrases in every form that it gives, applicants in every form that is known.

    Symbols go as office files spell them, with and without the blanks that pad them.
    """
    subgroups = [symbol for symbol in strand.cpc if "/" in symbol and not symbol.endswith("/00")]
    subclasses = list(dict.fromkeys(symbol[:4] for symbol in strand.cpc))
    above = [symbol[:4] for symbol in strand.cpc if symbol not in subgroups]
    spelled = [spelling for symbol in subgroups for spelling in (f'"{symbol}"', f'"{_padded(symbol)}"')]
    names = known_forms(strand.applicants)
    others = [_in_fields(_FIELDS, strand.text), _in_fields(("asg",), names), _published(strand.published)]
    exact, broad = (
        " AND ".join(filter(None, (_field("cpc", symbols), *others)))
        for symbols in (list(dict.fromkeys([*above, *spelled])), subclasses)
    )
    return Question(exact or _NOTHING, broad if spelled else "")


def by_number(number: PublicationNumber) -> Question:
    """What to ask for one publication: by all its parts that are known, those of the US in both their spellings."""
    if not number.kind:
        return Question(f"pnctry:{number.country} AND pnnum:{_quoted(number.number)}")
    long = f"{number.country}-{number.google[2 : -len(number.kind)]}-{number.kind}"
    spelled = dict.fromkeys([str(number), long] if number.country == "US" else [str(number)])
    return Question(f"pn:{_any([_quoted(each) for each in spelled])}")


def _padded(symbol: str) -> str:
    """A symbol in the columns of WIPO ST.8: the main group has four, with blanks in front."""
    group, _, subgroup = symbol[4:].partition("/")
    return f"{symbol[:4]}{group:>4}/{subgroup}"


def _published(period: Period) -> str:
    if period.since is None and period.until is None:
        return ""
    since, until = (f"{day:%Y%m%d}" if day else "*" for day in (period.since, period.until))
    return f"pd:[{since} TO {until}]"


def _in_fields(fields: Sequence[str], phrases: Iterable[str]) -> str:
    wanted = list(dict.fromkeys(filter(None, map(_phrase, phrases))))
    return _any([_field(name, wanted) for name in fields]) if wanted else ""


def _field(name: str, values: Sequence[str]) -> str:
    return f"{name}:{_any(values)}" if values else ""


def _any(terms: Sequence[str]) -> str:
    return terms[0] if len(terms) == 1 else f"({' OR '.join(terms)})"


def _phrase(phrase: str) -> str:
    """In quotes, within which no word can go on; a single word that goes on stands without."""
    words: list[str] = _WORD.findall(phrase)
    if len(words) == 1 and words[0].endswith("*"):
        return words[0]
    return _quoted(phrase.replace("*", "")) if words else ""


def _quoted(text: str) -> str:
    """Quotes are a must: without them a hyphen joins words that match nearly everything."""
    escaped = re.sub(r'(["\\])', r"\\\1", text)
    return f'"{escaped}"'
