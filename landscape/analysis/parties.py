"""Who stands behind each family: names as filed resolved to applicants, one form of names counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from landscape.analysis.material import Material
from landscape.applicants import ApplicantId, Mention, Resolution, resolve

PERSON = "person"


@dataclass(frozen=True, slots=True)
class Parties:
    """Applicants of a corpus.

    of_family: family id -> its applicants, sorted; spellings: applicant -> spellings with the number of publications
    that carry each; families_by_name: spelling -> families, each counted under the leading spelling of an applicant.
    """

    of_family: Mapping[str, tuple[ApplicantId, ...]]
    spellings: Mapping[ApplicantId, Counter[str]]
    families_by_name: Mapping[str, int]
    resolution: Resolution


def resolve_parties(material: Material, aliases: Mapping[str, str]) -> Parties:
    """Resolve every name of the corpus; aliases: the query's own, spelling -> applicant.

    A family has the applicants of all its publications.  People who are also its inventors are left out where a firm
    or an institute stands beside them: before 2012 the law of the United States made inventors applicants.
    """
    inventors = {
        family.id: sorted({named.name for number in family.members for named in material.inventors.get(number, ())})
        for family in material.families.families
    }
    resolution = resolve(_mentions(material), aliases, inventors=inventors)
    of_family: dict[str, tuple[ApplicantId, ...]] = {}
    spellings: dict[ApplicantId, Counter[str]] = {}
    leading: Counter[str] = Counter()
    for family in material.families.families:
        found: dict[ApplicantId, Counter[str]] = {}
        for number in family.members:
            for named in material.applicants.get(number, ()):
                applicant = resolution.entity_of(named.name)
                spellings.setdefault(applicant, Counter())[named.name] += 1
                if named.counted:
                    found.setdefault(applicant, Counter())[named.name] += 1
        kept = _without_inventors(set(found), _inventors(material, family.members))
        of_family[family.id] = tuple(sorted(kept))
        leading.update(min(names, key=lambda name: (-names[name], name)) for names in (found[who] for who in kept))
    counted = {applicant for found in of_family.values() for applicant in found}
    return Parties(of_family, {applicant: spellings[applicant] for applicant in sorted(counted)}, leading, resolution)


def _without_inventors(found: set[ApplicantId], inventors: set[frozenset[str]]) -> set[ApplicantId]:
    people = {who for who in found if who.kind == PERSON and name_words(who.name) in inventors}
    return found - people or found


def _inventors(material: Material, members: Sequence[str]) -> set[frozenset[str]]:
    return {name_words(named.name) for number in members for named in material.inventors.get(number, ())}


def name_words(name: str) -> frozenset[str]:
    """The words of a person's name, whatever their order and case.

    >>> name_words("DOE, Jane") == name_words("Jane Doe")
    True
    """
    return frozenset(name.casefold().replace(",", " ").replace(".", " ").split())


def _mentions(material: Material) -> Iterator[Mention]:
    """Every name of every publication with the family it stands in, which is evidence of who is who."""
    for number, names in material.applicants.items():
        family = material.families.of[number]
        for named in names:
            yield Mention(named.name, named.country, family, number, named.form, named.address)
