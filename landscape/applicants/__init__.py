"""Applicants: one id for every spelling of one applicant, with the reason for each merge.

The ladder, each rung kept: name as filed, cleaned, applicant, group.  `harmonize` works from names alone; `resolve`
also uses what the records say (`Mention`).  Merges can be undone or made by the query file:

    [analysis.aliases]
    "Idemitsu Fine Composites" = "idemitsu-kosan"     # an id of the list, with or without "app:"
    "Foo Battery" = "Foo Energy Storage"              # another spelling, or a new name: the two become one
    "Apex KK" = ""                                    # kept apart: an applicant of its own, whatever the rules say
    "Apex KK" = "Apex KK"                             # the same

A line speaks of that spelling alone (but for case, width and blanks), and goes above every rule and list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from landscape.applicants.entities import (
    ApplicantId,
    Doubt,
    Judgement,
    Mention,
    Merge,
    RankingEffect,
    Resolution,
    Rule,
    Rungs,
    ranking_effect,
)
from landscape.applicants.kinds import Kind

__all__ = [
    "ApplicantId",
    "Doubt",
    "Judgement",
    "Kind",
    "Mention",
    "Merge",
    "RankingEffect",
    "Resolution",
    "Rule",
    "Rungs",
    "harmonize",
    "ranking_effect",
    "resolve",
]


def harmonize(names: Iterable[str]) -> dict[str, ApplicantId]:
    """Every spelling's applicant, from the names alone.

    names: spellings as filed; one that comes several times counts as so many mentions.  The order has no meaning.

    >>> ids = harmonize(["Toyota Jidosha K.K.", "トヨタ自動車株式会社", "TOYOTA MOTOR CORP", "Toyota Industries Corp"])
    >>> sorted(set(ids.values()))
    ['app:toyota-industries', 'app:toyota-motor']
    """
    return dict(resolve(Mention(name) for name in names).spellings)


def resolve(
    mentions: Iterable[Mention],
    aliases: Mapping[str, str] | None = None,
    *,
    inventors: Mapping[str, Collection[str]] | None = None,
    rules: Collection[Rule] = tuple(Rule),
) -> Resolution:
    """Every spelling's applicant, from names and records, with all merges and doubts.

    mentions: each applicant name on each publication, in any order; aliases: the query's overrides, see above;
    inventors: family id -> names of its inventors, as evidence for names that are nearly the same; rules: the rules
    to use, all by default (fewer show what each contributes).

    >>> found = resolve([Mention("Acme Cells GmbH"), Mention("ACME CELLS"), Mention("Apex Ltd")], {"ACME CELLS": ""})
    >>> len(found.applicants), found.merges
    (3, ())
    """
    from landscape.applicants.resolution import resolve_mentions  # loads the word lists

    return resolve_mentions(mentions, aliases or {}, inventors or {}, rules)
