"""What analysis needs of a corpus, read in a total order; of texts and claims only those that are compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from landscape.analysis.result import TextBasis
from landscape.analysis.texts import FULLNESS, Available, Choice, choose
from landscape.claims import comparable_text, scope
from landscape.families import Families, Member, extended_families, simple_families
from landscape.records import Claim, ClaimCategory, ClaimSet, PartyForm, TextOrigin

if TYPE_CHECKING:
    from landscape.store import Corpus

# Names of one form are counted: the office's standard ones if there are any, else those not told, else as filed.
_FORMS = (PartyForm.STANDARDISED, PartyForm.UNKNOWN, PartyForm.AS_FILED)


@dataclass(frozen=True, slots=True)
class Named:
    """A name on a publication, as its source spells it; counted: whether it is of the form that is counted."""

    name: str
    country: str | None
    form: PartyForm
    counted: bool
    address: str = ""


@dataclass(frozen=True, slots=True)
class CitationPair:
    """A patent citation between two publications."""

    citing: str
    cited: str
    category: str | None
    date: date | None


@dataclass(frozen=True, slots=True)
class ClaimScope:
    """Breadth of a family's claims: number of independent claims and words of the shortest (fewer is broader)."""

    independent: int
    shortest: int


@dataclass(frozen=True, slots=True)
class Material:
    """A corpus ready for analysis; all mappings in order of their keys.

    published, filed: publication number -> date; urls: publication number -> where a source shows it; families with
    choices: family id -> texts to compare; texts: family id -> language -> text; extended: family id -> extended
    family; citing: publications that cite anything; priority_dated: those with a priority date.
    """

    published: Mapping[str, date | None]
    filed: Mapping[str, date | None]
    urls: Mapping[str, str]
    kinds: Mapping[str, str]
    available: Mapping[str, Sequence[Available]]
    families: Families
    extended: Mapping[str, str]
    choices: Mapping[str, Choice]
    texts: Mapping[str, Mapping[str, str]]
    scopes: Mapping[str, ClaimScope]
    titles: Mapping[str, str]
    applicants: Mapping[str, Sequence[Named]]
    inventors: Mapping[str, Sequence[Named]]
    symbols: Mapping[str, Sequence[str]]
    citations: Sequence[CitationPair]
    citing: int
    priority_dated: int
    documents: int
    strands: Mapping[str, Sequence[str]]

    def main_groups(self) -> dict[str, tuple[str, ...]]:
        """Family id -> classification main groups of its publications, without what is only a subclass."""
        return {
            family.id: tuple(sorted({
                f"{symbol.split('/')[0]}/00" for number in family.members for symbol in self.symbols.get(number, ())
                if "/" in symbol
            }))
            for family in self.families.families
        }  # fmt: skip


def read(corpus: Corpus) -> Material:
    """Read a corpus; one pass over each table, texts and claims only of the publications chosen."""
    available = _available(corpus)
    members = _members(corpus, available)
    published = {member.number: member.published for member in members}
    families = simple_families(members)
    choices = choose(families.families, available, published)
    texts, scopes = _compared(corpus, choices)
    strands = _grouped(corpus, "strands", "strand")
    return Material(
        published=published,
        filed={member.number: member.filed for member in members},
        urls=_urls(corpus),
        kinds=dict(_rows(corpus, "publications", "publication", "kind")),
        available=available,
        families=families,
        extended=_extended(members, families),
        choices=choices,
        texts=texts,
        scopes=scopes,
        titles=_titles(corpus),
        applicants=_parties(corpus, "applicants"),
        inventors=_parties(corpus, "inventors"),
        symbols=_symbols(corpus),
        citations=_citations(corpus),
        citing=len(
            {
                number
                for number, direction in _rows(corpus, "citations", "publication", "direction")
                if direction == "backward"
            }
        ),
        priority_dated=sum(1 for member in members if member.priority_date),
        documents=corpus.manifest.rows["documents"],
        strands={number: [name for (name,) in found if name] for number, found in strands.items()},
    )


def _extended(members: Sequence[Member], families: Families) -> dict[str, str]:
    """Family id -> the extended family of its publications."""
    whole = extended_families(members)
    return {family.id: whole[family.members[0]] for family in families.families}


def _members(corpus: Corpus, available: Mapping[str, Sequence[Available]]) -> list[Member]:
    """Each publication with what tells its family."""
    priorities = {
        number: [(_key(application or spelled), day) for application, spelled, day in found]
        for number, found in _grouped(corpus, "priorities", "application", "number", "date").items()
    }
    columns = ("publication", "family_id", "application", "publication_date", "filing_date", "priority_date")
    members = []
    for number, family_id, application, published, filed, priority in _rows(corpus, "publications", *columns):
        claimed = priorities.get(number, [])
        days = [day for _, day in claimed if day] + ([priority] if priority else [])
        texts = available.get(number, ())
        fullest = max((FULLNESS[text.basis] for text in texts), default=0)
        members.append(
            Member(
                number=number,
                family_id=family_id,
                priorities=tuple(sorted({key for key, _ in claimed})),
                application=_key(application) if application else None,
                published=published,
                filed=filed,
                priority_date=min(days, default=None),
                completeness=fullest,
                english=any(text.language == "en" and FULLNESS[text.basis] == fullest for text in texts),
            )
        )
    return members


def _key(application: str) -> str:
    """An application without its kind: sources write the priority CN201810559672 of the application …672A."""
    parts = application.split("-")
    return "-".join(parts[:2]) if len(parts) == 3 else application


def _rows(corpus: Corpus, table: str, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Columns of a table of publications, in order of publication and position."""
    expression = corpus.table(table)
    order = ("publication",) if table == "publications" else ("publication", "position")
    unread = [name for name in order if name not in columns]
    for row in corpus.stream(expression.select(*columns, *unread), order):
        yield row[: len(columns)]


def _grouped(corpus: Corpus, table: str, *columns: str) -> dict[str, list[tuple[Any, ...]]]:
    """Rows of a table by publication, in order."""
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for number, *row in _rows(corpus, table, "publication", *columns):
        found[number].append(tuple(row))
    return dict(found)


def _available(corpus: Corpus) -> dict[str, list[Available]]:
    found: dict[str, dict[Available, None]] = defaultdict(dict)
    for number, language, origin in _rows(corpus, "claims", "publication", "language", "origin"):
        found[number][Available(number, TextBasis.CLAIMS, language, TextOrigin(origin))] = None
    basis = {"abstract": TextBasis.ABSTRACT, "title": TextBasis.TITLE}
    for number, field, language, origin in _rows(corpus, "texts", "publication", "field", "language", "origin"):
        found[number][Available(number, basis[field], language, TextOrigin(origin))] = None
    return {number: list(texts) for number, texts in found.items()}


def _compared(corpus: Corpus, choices: Mapping[str, Choice]) -> tuple[dict[str, dict[str, str]], dict[str, ClaimScope]]:
    """The compared text of each family in each language, and the scope of its claims."""
    wanted: dict[Available, str] = {
        text: family_id for family_id, choice in choices.items() for text in choice.texts.values()
    }
    texts: dict[str, dict[str, str]] = {family_id: {} for family_id in choices}
    scopes: dict[str, ClaimScope] = {}
    names = {"abstract": TextBasis.ABSTRACT, "title": TextBasis.TITLE}
    for number, field, language, origin, text in _rows(
        corpus, "texts", "publication", "field", "language", "origin", "text"
    ):
        key = Available(number, names[field], language, TextOrigin(origin))
        if key in wanted:
            texts[wanted[key]].setdefault(language, text)
    for key, claim_set in claim_sets(corpus):
        if key in wanted:
            family_id = wanted[key]
            texts[family_id].setdefault(key.language, comparable_text(claim_set))
            if family_id not in scopes or key.language == "en":
                found = scope(claim_set)
                scopes[family_id] = ClaimScope(found.n_independent, found.words_shortest_independent)
    return {family_id: dict(sorted(found.items())) for family_id, found in texts.items()}, scopes


def claim_sets(corpus: Corpus) -> Iterator[tuple[Available, ClaimSet]]:
    """Each claim set whole, in the order of the table."""
    key: tuple[str, int, str, str] | None = None
    claims: list[Claim] = []
    for number, claim_set, language, origin, claim, text, depends_on, independent, category in _rows(
        corpus,
        "claims",
        "publication",
        "claim_set",
        "language",
        "origin",
        "number",
        "text",
        "depends_on",
        "independent",
        "category",
    ):
        here = (number, claim_set, language, origin)
        if key is not None and here != key:
            yield _claim_set(key, claims)
            claims = []
        key = here
        kind = ClaimCategory(category) if category else None
        claims.append(Claim(claim, text, tuple(depends_on or ()), independent, kind))
    if key is not None:
        yield _claim_set(key, claims)


def _claim_set(key: tuple[str, int, str, str], claims: Sequence[Claim]) -> tuple[Available, ClaimSet]:
    number, _, language, origin = key
    found = TextOrigin(origin)
    return Available(number, TextBasis.CLAIMS, language, found), ClaimSet(tuple(claims), language, found)


def _titles(corpus: Corpus) -> dict[str, str]:
    """A title for each publication: English before others, then the first."""
    titles: dict[str, tuple[bool, str]] = {}
    for number, field, language, text in _rows(corpus, "texts", "publication", "field", "language", "text"):
        if field == "title":
            english = language == "en"
            if number not in titles or (english and not titles[number][0]):
                titles[number] = (english, text)
    return {number: text for number, (_, text) in titles.items()}


def _urls(corpus: Corpus) -> dict[str, str]:
    """The web address of each publication's first record that has one; a local file has none."""
    records = corpus.table("records")
    chosen = records.filter(records.kind == "publication").select("id", "position", "url")
    urls: dict[str, str] = {}
    for number, _, url in corpus.stream(chosen, ("id", "position")):
        if url and url.startswith(("https://", "http://")):
            urls.setdefault(number, url)
    return urls


def _parties(corpus: Corpus, table: str) -> dict[str, list[Named]]:
    found = {}
    for number, rows in _grouped(corpus, table, "name", "country", "form", "address").items():
        forms = {PartyForm(form) for _, _, form, _ in rows}
        counted = next(form for form in _FORMS if form in forms)
        found[number] = [
            Named(name, country, PartyForm(form), form == counted, address or "")
            for name, country, form, address in rows
        ]
    return found


def _symbols(corpus: Corpus) -> dict[str, list[str]]:
    """Classification of each publication: CPC where it has any, else IPC."""
    found = {}
    for number, rows in _grouped(corpus, "classifications", "scheme", "symbol").items():
        by_scheme = {scheme: [symbol for s, symbol in rows if s == scheme] for scheme in ("CPC", "IPC")}
        found[number] = by_scheme["CPC"] or by_scheme["IPC"]
    return found


def _citations(corpus: Corpus) -> list[CitationPair]:
    """Distinct pairs of publications; what both ends list is one citation."""
    pairs: dict[tuple[str, str], CitationPair] = {}
    for citing, cited, category, day in _rows(corpus, "citations", "citing", "cited", "category", "date"):
        if cited is None:
            continue
        known = pairs.get((citing, cited))
        pairs[citing, cited] = CitationPair(
            citing, cited, category or (known.category if known else None), day or (known.date if known else None)
        )
    return [pair for _, pair in sorted(pairs.items())]
