"""What the corpus holds and lacks, told before anything is concluded from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from landscape.analysis.material import Material
from landscape.analysis.result import Quality, TextBasis
from landscape.records import TextOrigin

# Kind codes of utility models that are letters of their own; other offices number them as patents.
_UTILITY_MODELS = {"CN": ("U", "Y"), "DE": ("U",), "JP": ("U", "Y"), "KR": ("U", "Y"), "TW": ("U",), "AT": ("U",)}


def quality(material: Material, data_until: date | None) -> Quality:
    """Counts and shares of a corpus."""
    publications = len(material.published)
    families = material.families
    texts = material.available.values()
    return Quality(
        publications=publications,
        families=len(families.families),
        international_families=sum(family.international for family in families.families),
        extended_families=len(set(material.extended.values())),
        offices=len({number[:2] for number in material.published}),
        documents=material.documents,
        with_claims=_share(sum(any(text.basis is TextBasis.CLAIMS for text in found) for found in texts), publications),
        with_abstract=_share(
            sum(any(text.basis is TextBasis.ABSTRACT for text in found) for found in texts), publications
        ),
        with_classification=_share(sum(bool(found) for found in material.symbols.values()), publications),
        with_applicant=_share(len(material.applicants), publications),
        with_citations=_share(material.citing, publications),
        with_priority_date=_share(material.priority_dated, publications),
        text_basis={basis.value: _count(material, basis) for basis in TextBasis if _count(material, basis)},
        languages=_languages(material),
        derived_families=families.derived_share,
        family_conflicts=families.conflicts,
        machine_translated=sum(any(text.origin is TextOrigin.MACHINE_TRANSLATION for text in found) for found in texts),
        utility_models=sum(
            kind.startswith(_UTILITY_MODELS.get(number[:2], ())) for number, kind in material.kinds.items() if kind
        ),
        data_until=data_until,
    )


def data_until(published: Iterable[date | None], snapshot: str) -> date | None:
    """How far the data reach: the latest publication date no later than the snapshot.

    snapshot: its name, 20261123T001705Z.  Records of an export made long ago end where the export does.
    """
    taken = datetime.strptime(snapshot[:8], "%Y%m%d").date()  # noqa: DTZ007 - a day, not a time
    return max((day for day in published if day and day <= taken), default=None)


def _share(count: int, total: int) -> float:
    return round(count / total, 9) if total else 0.0


def _count(material: Material, basis: TextBasis) -> int:
    return sum(choice.basis is basis for choice in material.choices.values())


def _languages(material: Material) -> dict[str, int]:
    """Families by language of the texts compared; a family with two counts for each."""
    counts = Counter(language for choice in material.choices.values() for language in choice.texts)
    return dict(sorted(counts.items()))
