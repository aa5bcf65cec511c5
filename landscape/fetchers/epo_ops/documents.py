"""Getting documents from OPS: bibliographic data and claims in bulk, families and events one at a time."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from landscape.errors import FormatError, RecordError, SourceError
from landscape.fetchers import Fetch
from landscape.fetchers.answers import records
from landscape.fetchers.epo_ops.search import Hit, citing
from landscape.formats import docdb
from landscape.identifiers import PublicationNumber
from landscape.records import Publication
from landscape.session import Answer, Conversation, Request

if TYPE_CHECKING:
    from landscape.formats import Parsed

BULK = 100
LICENCE = "EPO OPS terms and conditions: no republishing as such"
# Bibliographic data change with new classifications and citations, families and events sooner, claims never.
FRESH = {"biblio": timedelta(days=30), "claims": None, "family": timedelta(days=14)}
# Offices whose claims OPS has.
CLAIMS = frozenset(
    {"EP", "WO", "AT", "BE", "BG", "CA", "CH", "CY", "CZ", "DK", "EE", "ES", "FR", "GB", "GR", "HR", "IE", "IT"}
    | {"LT", "LU", "MC", "MD", "ME", "NO", "PL", "PT", "RO", "RS", "SE", "SK"}
)
_SEARCH_REPORT_ALONE = "A3"


def has_claims(hit: Hit) -> bool:
    """Whether OPS may have the claims of this publication."""
    return hit.number.country in CLAIMS and hit.number.kind != _SEARCH_REPORT_ALONE


class Documents:
    """Publications from OPS by their names."""

    def __init__(self, conversation: Conversation, base: str, fetch: Fetch, also: Sequence[str]) -> None:
        """also: "families", "events", "cited-by"."""
        self._conversation, self._base, self._fetch, self._also = conversation, base, fetch, also
        self._asked_for: dict[str, str] = {}  # simple family -> the member it was asked for by
        self._held = {what: conversation.held_in_bulk(self._in_bulk(what)) for what in ("biblio", "claims")}

    def lacks(self, hit: Hit) -> tuple[bool, bool]:
        """Whether its bibliographic data, and its claims if OPS may have them, have to be asked for."""
        return hit.name not in self._held["biblio"], has_claims(hit) and hit.name not in self._held["claims"]

    def get(self, hits: Sequence[Hit]) -> Iterator[Parsed]:
        """These publications, each with all that is wanted of it, and errors; counts those that do not come."""
        found, errors, lost = self._bulk("biblio", hits)
        yield from errors
        self._miss("are not in its answers", lost)
        yield from self._completed(found)

    def by_number(self, numbers: Iterable[PublicationNumber]) -> Iterator[Parsed]:
        """The same for publications of which nobody says that they are there.

        They are asked for one by one, so that what is not there today is asked for again tomorrow; without its kind a
        number in DOCDB form may be ambiguous, in EPODOC form it is not.
        """
        found: dict[Hit, Publication] = {}
        failure: SourceError | None = None
        for number in numbers:
            spelled = f"docdb/{number.docdb}" if number.kind else f"epodoc/{number.epodoc}"
            try:
                answer = self._conversation.ask(self._single(f"published-data/publication/{spelled}/biblio", "biblio"))
            except FormatError as error:
                yield error
                continue
            except SourceError as error:
                failure = error
                break
            came, parts, broken = self._read(answer, {number: str(number)})
            yield from parts + broken
            self._miss("are not there", not came and not broken)
            found |= {Hit(each.number.docdb, each.number): each for each in came.values()}
        yield from self._completed(found)
        if failure:
            raise failure

    def _completed(self, found: Mapping[Hit, Publication]) -> Iterator[Parsed]:
        """With claims and what else is wanted; if the source fails here, then without, before it is told."""
        claims: dict[Hit, Publication] = {}
        failure: SourceError | None = None
        try:
            claims, errors, _ = self._bulk("claims", [hit for hit in found if has_claims(hit)])
            yield from errors
        except SourceError as error:
            failure = error
        for hit, publication in found.items():
            complete = publication
            if hit in claims:
                complete = _joined(complete, claims[hit], claims=claims[hit].claims)
            try:
                complete = complete if failure else (yield from self._with_more(complete))
            except SourceError as error:
                failure = error
            yield complete
        if failure:
            raise failure

    def _miss(self, reason: str, count: int) -> None:
        if self._fetch.missing is not None:
            self._fetch.missing[reason] += count

    def _with_more(self, publication: Publication) -> Generator[Parsed, None, Publication]:
        """With what was asked for beside the usual."""
        if {"families", "events"}.intersection(self._also):
            publication = yield from self._with_family(publication)
        if "cited-by" in self._also:
            publication = yield from self._with_citing(publication)
        return publication

    def _bulk(
        self, what: str, hits: Sequence[Hit]
    ) -> tuple[dict[Hit, Publication], list[RecordError | FormatError], int]:
        """The publications that came, what could not be read, and how many came in neither way."""
        names = {hit.number: hit.name for hit in hits}
        found: dict[str, Publication] = {}
        errors: list[RecordError | FormatError] = []
        lost = len(hits)
        for answer, covered in self._conversation.ask_bulk(self._in_bulk(what), list(names.values()), BULK):
            if isinstance(answer, FormatError):
                errors.append(answer)
                lost -= len(covered) == 1
                continue
            came, parts, broken = self._read(answer, {n: name for n, name in names.items() if name in covered})
            found |= came
            # A recording may be read for a few of its documents only; others' errors are none of this run.
            broken = broken[: len(covered) - len(came)]
            errors += parts + broken
            lost -= len(came) + len(broken)
        return {hit: found[hit.name] for hit in hits if hit.name in found}, errors, lost

    def _read(
        self, answer: Answer, names: Mapping[PublicationNumber, str]
    ) -> tuple[dict[str, Publication], list[RecordError], list[RecordError]]:
        """Name -> publication; errors in parts of these; errors that stand for a whole document."""
        found: dict[str, Publication] = {}
        parts: list[RecordError] = []
        broken: list[RecordError] = []
        if answer.status == 404:
            return found, parts, broken
        places: set[str] = set()
        others: set[str] = set()
        for item in records(answer, docdb, self._fetch, LICENCE):
            if isinstance(item, Publication):
                name = names.get(item.number) or names.get(item.number.without_kind)
                (places if name else others).add(item.provenance.place)
                if name:
                    found.setdefault(name, item)
            elif isinstance(item, RecordError) and item.place not in others:
                (parts if item.place in places else broken).append(item)
        return found, parts, broken

    def _with_family(self, publication: Publication) -> Generator[Parsed, None, Publication]:
        """With the other members of its simple family and its events; a family is asked for by one of its members."""
        asked = publication.number.docdb
        asked = self._asked_for.setdefault(publication.family_id or asked, asked)
        legal = "/legal" if "events" in self._also else ""
        request = self._single(f"family/publication/docdb/{asked}{legal}", "family")
        try:
            answer = self._conversation.ask(request)
            members = () if answer.status == 404 else records(answer, docdb, self._fetch, LICENCE)
            for member in members:
                if isinstance(member, Publication) and member.number == publication.number:
                    events = member.events or publication.events
                    return _joined(publication, member, family_members=member.family_members, events=events)
        except FormatError as error:
            yield error
        return publication

    def _with_citing(self, publication: Publication) -> Generator[Parsed, None, Publication]:
        """With the publications that cite it."""
        try:
            found = citing(self._conversation, self._base, publication.number)
        except FormatError as error:
            yield error
            return publication
        if len(found.hits) < found.total:
            reason = f"{found.total - len(found.hits):,} of {found.total:,} publications that cite it cannot be seen"
            yield RecordError(str(publication.number), "cited by", reason)
        return replace(publication, cited_by=tuple(hit.number for hit in found.hits.values()))

    def _in_bulk(self, what: str) -> Request:
        return Request(
            f"{self._base}/rest-services/published-data/publication/docdb/{what}",
            method="POST",
            headers={"Content-Type": "text/plain", "Accept": "application/xml"},
            expects="xml",
            none=frozenset({404}),
            fresh=FRESH[what],
        )

    def _single(self, path: str, what: str) -> Request:
        return Request(
            f"{self._base}/rest-services/{path}",
            headers={"Accept": "application/xml"},
            expects="xml",
            none=frozenset({404}),
            fresh=FRESH[what],
        )


def _joined(publication: Publication, other: Publication, **fields: object) -> Publication:
    """With fields of another record of it, whose place is noted beside its own."""
    place = f"{publication.provenance.place}, {other.provenance.place}"
    joined: Publication = replace(publication, provenance=replace(publication.provenance, place=place), **fields)  # type: ignore[arg-type]
    return joined
