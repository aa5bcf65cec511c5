"""CELLAR, the repository of the EU's Publications Office: acts by words of their titles, whole, in each language.

EUR-Lex shows the same texts to people; it answers programs with an empty page, and is never asked.

A text that is not ready answers 202, or 200 with nothing in it, and is there when asked again.  One that consists of
several files answers 300 with a list of them.  The language is in a header; it is among the parameters as well, since
a recorded answer is found by these.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from landscape.errors import FormatError
from landscape.fetchers.documents import Asking, is_json, named, nothing_to_ask, phrases, wanted, with_text
from landscape.formats import licences
from landscape.formats.eu_acts.act import number_of
from landscape.records import Document, Passage, Provenance
from landscape.session import TAKE, Answer, Judgement, Manners, Request, Spacing, Verdict

if TYPE_CHECKING:
    from landscape.fetchers import Context, Fetch
    from landscape.formats import Parsed
    from landscape.query import PolicyScope, Query

NAME = "cellar"
_BASE = "https://publications.europa.eu"
_FRESH = timedelta(hours=20)
# Acts a search may find; one that finds more is too broad to be of use, and is said to be.
_MOST = 1000
_NO_END = 9999
_LANGUAGES = {
    "bg": "BUL", "cs": "CES", "da": "DAN", "de": "DEU", "el": "ELL", "en": "ENG", "es": "SPA", "et": "EST",
    "fi": "FIN", "fr": "FRA", "ga": "GLE", "hr": "HRV", "hu": "HUN", "it": "ITA", "lt": "LIT", "lv": "LAV",
    "mt": "MLT", "nl": "NLD", "pl": "POL", "pt": "POR", "ro": "RON", "sk": "SLK", "sl": "SLV", "sv": "SWE",
}  # fmt: skip
_LIMIT = re.compile(r"\bLIMIT\s+([0-9]+)\s*$", re.IGNORECASE)
_STREAM = re.compile(rb'href="(?:https?://[^/"]+)?(/resource/cellar/[A-Za-z0-9.-]+/DOC_[0-9]{1,3})"')
# {where}: conditions on ?title and ?celex.  Broad texts are not ordered here: that takes the service too long.
_SPARQL = """PREFIX cdm: <http://publications.europa.eu/ontology/cdm#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT DISTINCT ?celex ?title ?date ?entry ?force WHERE {{
  ?work cdm:work_has_resource-type ?type . BIND(REPLACE(STR(?type), "^.*/", "") AS ?kind)
  ?work cdm:resource_legal_id_celex ?celex .
  ?expression cdm:expression_belongs_to_work ?work ;
    cdm:expression_uses_language <http://publications.europa.eu/resource/authority/language/{language}> ;
    cdm:expression_title ?title .
  OPTIONAL {{ ?work cdm:work_date_document ?date }}
  OPTIONAL {{ ?work cdm:resource_legal_date_entry-into-force ?entry }}
  OPTIONAL {{ ?work cdm:resource_legal_in-force ?force }}
  {where}
}} LIMIT {limit}"""
_KINDS = ("REG", "REG_IMPL", "REG_DEL", "DIR", "DIR_IMPL", "DIR_DEL", "DEC", "DEC_IMPL", "DEC_DEL", "RECO")


@dataclass(frozen=True, slots=True)
class _Act:
    """What the search tells of an act."""

    celex: str
    title: str = ""
    adopted: date | None = None
    effective: date | None = None
    status: str | None = None


def fetch(query: Query, context: Context) -> Fetch:
    """Acts that the query names by CELEX number, and those whose titles hold one of its phrases, newest first.

    Of these the texts are fetched up to max_documents, in each of the query's languages.  `[cellar] query` is taken
    as SPARQL instead of the one made of the phrases; it has to give ?celex, and may give the other names of that.
    """
    scope = wanted(query, NAME)
    celex_numbers = list(filter(None, map(_celex, named(scope, NAME))))
    searched = query.native.get(NAME) or _search(scope)
    if not celex_numbers and not searched:
        raise nothing_to_ask(NAME, "text in Latin script, and no document such as CELEX:32023R1542")
    native = "; ".join(filter(None, (", ".join(f"CELEX:{celex}" for celex in celex_numbers), searched)))
    asking = Asking(NAME, native, _BASE, Manners(NAME, Spacing(1.0), _judge, timeouts=(10, 120)), context, licences.EU)
    return asking.fetched(_records(scope, celex_numbers, searched, asking))


def _records(scope: PolicyScope, celex_numbers: list[str], searched: str, asking: Asking) -> Iterator[Parsed]:
    acts: dict[str, _Act] = {}
    if celex_numbers:
        listed = ", ".join(f'"{celex}"' for celex in celex_numbers)
        told = _acts(_sparql(scope, f"FILTER(STR(?celex) IN ({listed}))", 100 * len(celex_numbers)), asking)
        acts = {celex: told.get(celex, _Act(celex)) for celex in celex_numbers}
    if searched:
        found = _acts(searched, asking)
        if len(found) >= _MOST:
            asking.tell(f"the search finds {_MOST:,} acts or more, of which so many are taken; name the phrases closer")
        newest = sorted(found.values(), key=lambda act: (act.adopted or date.min, act.celex), reverse=True)
        acts |= {act.celex: act for act in newest if act.celex not in acts}
    languages = [code for code in scope.languages if code in _LANGUAGES] or ["en"]
    asking.promise(len(acts) * len(languages))
    for number, act in enumerate(acts.values()):
        for language in languages:
            if number < max(scope.max_documents, len(celex_numbers)):
                yield from _act(act, language, asking)
            else:
                yield _document(act, language)
    if len(acts) > max(scope.max_documents, len(celex_numbers)):
        asking.tell(f"texts of {scope.max_documents:,} acts are fetched, of the others titles alone (max_documents)")


def _celex(entry: re.Match[str]) -> str:
    """The CELEX number of a document that the query names by it, or as "Regulation (EU) 2023/1542"."""
    number = number_of(entry[0])
    return entry[1] or (number.celex if number else "")


def _search(scope: PolicyScope) -> str:
    """The acts that the scope's phrases find by their titles, in SPARQL; "" without a phrase."""
    texts = [_quoted(phrase.lower()) for phrase in phrases(scope, "latin")]
    if not texts:
        return ""
    titles = " || ".join(f"CONTAINS(LCASE(STR(?title)), {text})" for text in texts)
    kinds = ", ".join(f'"{kind}"' for kind in _KINDS)
    filters = [f"FILTER({titles})", f"FILTER(?kind IN ({kinds}))"]
    for sign, day in ((">=", scope.published.since), ("<=", scope.published.until)):
        if day is not None:
            filters.append(f'FILTER(?date {sign} "{day}"^^xsd:date)')
    return _sparql(scope, "\n  ".join(filters), 3 * _MOST)


def _sparql(scope: PolicyScope, where: str, limit: int) -> str:
    language = next((_LANGUAGES[code] for code in scope.languages if code in _LANGUAGES), "ENG")
    return _SPARQL.format(language=language, where=where, limit=limit)


def _quoted(text: str) -> str:
    r"""A string of SPARQL.

    >>> print(_quoted('a "b" \\ c'))
    "a \"b\" \\ c"
    """
    return json.dumps(text, ensure_ascii=False)


def _acts(sparql: str, asking: Asking) -> dict[str, _Act]:
    """The acts that a question finds, each once; rows repeat an act for each of its dates."""
    answer = asking.ask(
        Request(
            f"{asking.base}/webapi/rdf/sparql",
            method="POST",
            body=sparql.encode(),
            headers={"Content-Type": "application/sparql-query", "Accept": "application/sparql-results+json"},
            expects="json",
            fresh=_FRESH,
        )
    )
    try:
        rows: list[dict[str, Any]] = json.loads(answer.content)["results"]["bindings"]
        told = [{name: str(cell["value"]) for name, cell in row.items()} for row in rows]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise FormatError(answer.url, "its answer holds no results of SPARQL") from None
    if (limit := _LIMIT.search(sparql)) and len(told) >= int(limit[1]):
        asking.tell(f"its answer ends at {len(told):,} rows; there may be more acts")
    acts: dict[str, _Act] = {}
    for row in sorted(told, key=lambda row: sorted(row.items())):
        celex = row.get("celex", "")
        if celex and len(acts) < _MOST:
            acts.setdefault(celex, _told(celex, row))
    return acts


def _told(celex: str, row: dict[str, str]) -> _Act:
    force = {"1": "in force", "true": "in force", "0": "not in force", "false": "not in force"}
    return _Act(
        celex,
        " ".join(row.get("title", "").split()),
        _day(row.get("date", "")),
        _day(row.get("entry", "")),
        force.get(row.get("force", "")),
    )


def _day(spelled: str) -> date | None:
    """A date; 9999-12-31 stands for none."""
    try:
        day = date.fromisoformat(spelled[:10])
    except ValueError:
        return None
    return None if day.year == _NO_END else day


def _document(act: _Act, language: str) -> Document:
    """What the search tells, as a document without text."""
    number = number_of(act.title)
    return Document(
        id=f"CELEX:{act.celex}",
        title=act.title or act.celex,
        provenance=Provenance(NAME, _address(act.celex), licence=licences.EU),
        issuer="European Union",
        country="EU",
        number=number.printed if number else None,
        published=act.adopted,
        effective=act.effective,
        status=act.status,
        language=language,
    )


def _address(celex: str) -> str:
    return f"{_BASE}/resource/celex/{celex}"


def _act(act: _Act, language: str, asking: Asking) -> Iterator[Parsed]:
    """An act with its text in a language; without one it is missing, whatever the search tells of it."""
    request = Request(
        f"{asking.base}/resource/celex/{act.celex}",
        (("language", _LANGUAGES[language].lower()),),
        headers={"Accept": "application/xhtml+xml, text/html;q=0.9", "Accept-Language": _LANGUAGES[language].lower()},
        none=frozenset({300, 404, 406}),
    )
    try:
        answer = asking.attempt(request, url=_address(act.celex))
    except FormatError as error:
        yield error
        return
    if answer is None:
        return
    if answer.status in (404, 406):
        asking.missing[f"have no text in {language!r}"] += 1
        return
    read = _streams(answer, request, asking) if answer.status == 300 else asking.read(answer, url=_address(act.celex))
    found = _joined([item for item in read if isinstance(item, Document)])
    errors = [item for item in read if not isinstance(item, Document)]
    if found is None:
        yield from errors
        return
    meta = _document(act, language)
    whole, _ = with_text(replace(meta, type=found.type, number=found.number or meta.number), [found])
    yield replace(
        whole,
        title=act.title or found.title,
        passages=tuple(replace(passage, language=language) for passage in whole.passages),
        published=found.published or act.adopted,
        effective=found.effective or act.effective,
        status=found.status or act.status,
    )
    yield from errors


def _streams(listed: Answer, request: Request, asking: Asking) -> list[Parsed]:
    """The parts of a text that consists of several files, in order."""
    found: list[Parsed] = []
    paths = sorted(dict.fromkeys(_STREAM.findall(listed.content)), key=lambda path: int(path.rpartition(b"_")[2]))
    if not paths:
        return [FormatError(listed.url, "names no part of the text")]
    for path in paths:
        part = replace(request, url=f"{asking.base}{path.decode()}", none=frozenset({404}))
        found += asking.texts(
            part, url=f"{_address(request.url.rpartition('/')[2])}#{path.decode().rpartition('/')[2]}"
        )
    return found


def _joined(parts: list[Document]) -> Document | None:
    """One document of the parts; a place that an earlier part has already gets the later text behind it."""
    if not parts:
        return None
    texts: dict[str, Passage] = {}
    for passage in (passage for part in parts for passage in part.passages):
        earlier = texts.get(passage.place)
        texts[passage.place] = replace(earlier, text=f"{earlier.text}\n{passage.text}") if earlier else passage
    first = next((part for part in parts if part.type), parts[0])
    return replace(first, passages=tuple(texts.values()))


def _judge(request: Request, answer: Answer) -> Judgement:
    """By status; a text that is not ready yet, which answers 202 or with nothing."""
    if answer.status == 202 or (answer.status == 200 and not answer.content.strip()):
        return Judgement(Verdict.RETRY, "has the text not ready yet")
    judged = is_json(request, answer)
    if judged is TAKE and request.expects != "json" and answer.status == 200:
        return TAKE
    return judged
