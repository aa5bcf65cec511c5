"""Which standards patents and documents name, and who names them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from landscape.policy.profiles import Passages
from landscape.policy.rows import FamilyClaims, StandardRow
from landscape.standards import StandardReference


def standard_rows(
    families: Sequence[FamilyClaims], named: Sequence[Mapping[str, StandardReference]], passages: Passages
) -> list[StandardRow]:
    """One row for each standard, by falling number of families, then of documents, then by key.

    Parameters
    ----------
    named : for each family, the standards its claims name, by key.
    """
    spelled: dict[str, set[str]] = defaultdict(set)
    kind: dict[str, str] = {}
    of_families: dict[str, list[FamilyClaims]] = defaultdict(list)
    of_documents: dict[str, set[str]] = defaultdict(set)
    for family, references in zip(families, named, strict=True):
        for key, reference in references.items():
            of_families[key].append(family)
            spelled[key].add(reference.designation)
            kind.setdefault(key, reference.family)
    for document, references in zip(passages.documents, passages.standards, strict=True):
        for key, reference in references.items():
            of_documents[key].add(document.id)
            spelled[key].add(reference.designation)
            kind.setdefault(key, reference.family)
    rows = [
        _row(key, kind[key], spelled[key], of_families.get(key, []), of_documents.get(key, set())) for key in spelled
    ]
    return sorted(rows, key=lambda row: (-row.families, -len(row.documents), row.standard))


def _row(
    key: str, kind: str, designations: set[str], families: Sequence[FamilyClaims], documents: set[str]
) -> StandardRow:
    years = [family.priority.year for family in families if family.priority]
    applicants = Counter(name for family in families for name in dict.fromkeys(family.applicants))
    clusters = Counter(family.cluster for family in families if family.cluster is not None)
    return StandardRow(
        standard=key,
        family_of_standards=kind,
        designations=tuple(sorted(designations)),
        families=len(families),
        applicants=_ranked(applicants),
        clusters=_ranked(clusters),
        first_year=min(years, default=None),
        documents=tuple(sorted(documents)),
    )


def _ranked(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))
