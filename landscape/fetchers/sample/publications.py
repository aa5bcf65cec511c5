"""The publications of one invented family: applications and grants, by office, with all they carry."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from landscape.fetchers.sample.applicants import Applicant, inventors, parties
from landscape.fetchers.sample.citations import Citable, Library
from landscape.fetchers.sample.offices import Filing, Registers, legal_events
from landscape.fetchers.sample.phrases import Drafter
from landscape.fetchers.sample.texts import Texts
from landscape.fetchers.sample.timing import TODAY
from landscape.fetchers.sample.topics import NOISE, Topic
from landscape.identifiers import PublicationNumber
from landscape.records import Citation, Classification, Priority, Provenance, Publication

LICENCE = "CC0-1.0 (invented data)"
_WITHOUT_ID = 0.08  # share of families whose id the source does not give
_TWO_PRIORITIES = 0.06  # share of families that also claim their applicant's last priority, if that is a year old
_PRIORITY_YEAR = timedelta(364)


@dataclass(frozen=True, slots=True)
class Invention:
    """A family before it is published; filings: the first filing first."""

    position: int
    topic: Topic
    second: Topic | None
    priority: date
    applicants: tuple[Applicant, ...]
    filings: tuple[Filing, ...]
    texts: Texts


def family_id(position: int) -> str:
    """The id of the family at a position in the corpus."""
    return str(80_000_001 + position)


@dataclass(slots=True)
class Press:
    """Publishes families one after another; remembers numbers given, what can be cited, and last priorities."""

    url: str
    drafter: Drafter
    registers: Registers = field(default_factory=Registers)
    library: Library = field(default_factory=Library)
    _last_priority: dict[str, tuple[date, Priority]] = field(default_factory=dict)

    def publish(self, invention: Invention) -> tuple[Publication, ...]:
        """Every publication of the family up to TODAY: by office, applications before grants."""
        drafter, position = self.drafter, invention.position
        numbered = self._numbered(invention)
        priorities = self._priorities(invention)
        # A first filing claims nothing; many sources name it as its own priority all the same.
        unclaimed = len(priorities) == 1 and drafter.chance(0.3)
        given_id = None if drafter.chance(_WITHOUT_ID) else family_id(position)
        members = tuple(sorted(number for _, number, _ in numbered)) if given_id and drafter.chance(0.5) else ()
        symbols = _classifications(drafter, invention.topic, invention.second)
        staff = [drafter.count(0, 11) for _ in range(drafter.count(1, 3))]
        provenance = Provenance("sample", self.url, f"family {family_id(position)}", licence=LICENCE)
        made: list[Publication] = []
        for filing, number, published in numbered:
            office, granted = filing.office, number.kind == "B1"
            made.append(
                Publication(
                    number=number,
                    provenance=provenance,
                    publication_date=published,
                    application=filing.application,
                    filing_date=filing.filed,
                    priority_date=min(earliest for earliest, _ in priorities),
                    priorities=() if unclaimed and filing is invention.filings[0] else tuple(p for _, p in priorities),
                    family_id=given_id,
                    family_members=members,
                    titles=invention.texts.titles(office),
                    abstracts=invention.texts.abstracts(office),
                    claims=invention.texts.claims(office, granted),
                    applicants=parties(invention.applicants, office.language, drafter),
                    inventors=inventors(invention.applicants, office.language, staff),
                    classifications=symbols,
                    citations=self._citations(invention, filing, granted, published),
                    events=made[-1].events if granted else legal_events(filing, drafter.random),
                )
            )
        _, first, published = numbered[0]
        self.library.add(invention.topic.id, invention.applicants[0].id, Citable(first, published, position))
        return tuple(made)

    def _numbered(self, invention: Invention) -> list[tuple[Filing, PublicationNumber, date]]:
        numbered: list[tuple[Filing, PublicationNumber, date]] = []
        for filing in invention.filings:
            number = self.registers.publication(filing.office.code, filing.published)
            numbered.append((filing, number, filing.published))
            if filing.granted and filing.granted <= TODAY:
                numbered.append((filing, self.registers.grant(filing.office, number), filing.granted))
        return numbered

    def _priorities(self, invention: Invention) -> list[tuple[date, Priority]]:
        """The first filing, before it in some families the last one of the same applicant."""
        applicant, number = invention.applicants[0].id, invention.filings[0].application
        own = invention.priority, Priority(f"{number.country}{number.number}", invention.priority, number)
        if applicant.startswith("tail-"):
            return [own]
        last = self._last_priority.get(applicant)
        self._last_priority[applicant] = own
        if last and invention.priority - last[0] < _PRIORITY_YEAR and self.drafter.chance(_TWO_PRIORITIES):
            return [last, own]
        return [own]

    def _citations(self, invention: Invention, filing: Filing, granted: bool, published: date) -> tuple[Citation, ...]:
        """Search reports cite with grants, and with applications where the office publishes them together."""
        drafter, code = self.drafter, filing.office.code
        if granted:
            count = drafter.count(5, 14) if code == "XA" else drafter.count(3, 8)
        elif code in ("XB", "XF"):
            count = drafter.count(3, 7)
        else:
            count = drafter.count(1, 4) if drafter.chance(0.25) else 0
        return tuple(
            self.library.cite(
                invention.topic,
                invention.applicants[0].id,
                published,
                invention.priority,
                invention.position,
                count,
                drafter,
            )
        )


def _classifications(drafter: Drafter, topic: Topic, second: Topic | None) -> tuple[Classification, ...]:
    """CPC symbols of the topic, its main one first, and the IPC symbol of that; no two alike."""
    if topic.id == NOISE:
        symbols = drafter.several(topic.cpc, 1)
    else:
        symbols = [topic.cpc[0], *drafter.several(topic.cpc[1:], drafter.count(1, 3))]
        symbols += [second.cpc[0]] if second else []
        symbols += ["H01M10/0525"] if drafter.chance(0.5) else []
        symbols += ["Y02E60/10"] if drafter.chance(0.4) else []
    distinct = list(dict.fromkeys(symbols))
    cpc = [
        Classification("CPC", symbol, inventive=symbol[0] != "Y" and "M2300" not in symbol, first=place == 0)
        for place, symbol in enumerate(distinct)
    ]
    return (Classification("IPC", distinct[0], inventive=True, first=True), *cpc)
