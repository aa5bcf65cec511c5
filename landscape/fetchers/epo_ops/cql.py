"""The strands of a query in the language of OPS (CQL).

OPS searches titles and abstracts in English, names in Latin letters, and symbols; it takes ten terms for each of
these and twenty in all, so that a strand with more becomes several questions whose hits are joined.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from landscape.fetchers.names import known_forms
from landscape.query import Period, Strand

# Terms of one index, by how many indexes a question has; together with two for dates not more than twenty.
_TERMS = {0: 10, 1: 10, 2: 9, 3: 6}
_CHINESE = re.compile("[\u3400-\u9fff]")
_WORDS = re.compile(r"[a-z0-9]+\*?")
# Chinese publications come first with Chinese names only, for up to three months; asked for over so many months.
_WITHOUT_LATIN_NAMES = 6


@dataclass(frozen=True, slots=True)
class Question:
    """A question without its dates, and the period of publication it is for."""

    cql: str
    period: Period

    def within(self, period: Period) -> str:
        """The question for a part of its period.

        >>> Question("cpc=H01M10/0562", Period()).within(Period(date(2015, 1, 1), None))
        'cpc=H01M10/0562 and pd>=20150101'
        """
        since, until = (day and f"{day:%Y%m%d}" for day in (period.since, period.until))
        if since and until:
            dates = f'pd within "{since} {until}"'
        else:
            dates = f"pd>={since}" if since else f"pd<={until}" if until else ""
        return " and ".join(filter(None, (self.cql, dates)))


def questions(strand: Strand, today: date) -> list[Question]:
    """What to ask for a strand; nothing where OPS has no index for what it asks.

    For applicants that have a Chinese name also the newest Chinese publications by classification alone,
    among which their names will be found.
    """
    symbols = [f"cpc={_symbol(symbol)}" for symbol in strand.cpc]
    forms = known_forms(strand.applicants)
    names, phrases = _phrases(forms), _phrases(strand.text)
    asked: list[Question] = []
    if not (strand.applicants and not names) and not (strand.text and not phrases):
        joined = _joined(symbols, _terms("pa", names), _terms("ta", phrases))
        asked = [Question(cql, strand.published) for cql in joined]
    if symbols and any(map(_CHINESE.search, forms)):
        newest = _newest(strand.published, today)
        asked += [Question(f"{cql} and pn=CN", newest) for cql in _joined(symbols) if newest]
    return asked


def _newest(period: Period, today: date) -> Period | None:
    """The part of a period that lies in the last months, from the first of a month; None if there is none."""
    months = today.year * 12 + today.month - 1 - _WITHOUT_LATIN_NAMES
    since = max(date(months // 12, months % 12 + 1, 1), period.since or date.min)
    return Period(since, period.until) if period.until is None or since <= period.until else None


def _symbol(symbol: str) -> str:
    """A subgroup as it is, all above it with what lies below."""
    return symbol if "/" in symbol and not symbol.endswith("/00") else f"/low {symbol.removesuffix('/00')}"


def _phrases(spelled: Sequence[str]) -> list[tuple[str, ...]]:
    """Phrases in Latin letters, as words; without those that a shorter one finds too."""
    found: dict[tuple[str, ...], None] = {}
    for phrase in spelled:
        plain = "".join(c for c in unicodedata.normalize("NFKD", phrase.casefold()) if not unicodedata.combining(c))
        if plain.isascii() and (words := tuple(_WORDS.findall(plain))):
            found[words] = None
    return [words for words in found if not any(_within(other, words) for other in found if other != words)]


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    return any(long[start : start + len(short)] == short for start in range(len(long) - len(short) + 1))


def _terms(index: str, phrases: Sequence[tuple[str, ...]]) -> list[str]:
    return [f'{index}="{" ".join(words)}"' if len(words) > 1 else f"{index}={words[0]}" for words in phrases]


def _joined(*conditions: Sequence[str]) -> list[str]:
    """One of each condition's terms, in as many questions as the limits make of it."""
    given = [condition for condition in conditions if condition]
    parts = [list(_parts(condition, _TERMS[len(given)])) for condition in given]
    return [" and ".join(clauses) for clauses in product(*parts)]


def _parts(terms: Sequence[str], most: int) -> Iterator[str]:
    """Alternatives, at most so many words in each part."""
    part: list[str] = []
    words = 0
    for term in terms:
        count = len(term.removeprefix("cpc=/low ").split())
        if part and words + count > most:
            yield _any(part)
            part, words = [], 0
        part.append(term)
        words += count
    if part:
        yield _any(part)


def _any(terms: Sequence[str]) -> str:
    return terms[0] if len(terms) == 1 else f"({' or '.join(terms)})"
