"""Names out of one text that joins them by ", ", although names have commas of their own."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from landscape.formats.languages import is_latin
from landscape.records import Party, PartyForm


class _Rules(NamedTuple):
    tails: frozenset[str]
    tail_beginnings: tuple[str, ...]
    within: tuple[tuple[str, str], ...]


@cache
def _rules() -> _Rules:
    data = tomllib.loads(files("landscape.formats").joinpath("name_lists.toml").read_text(encoding="utf-8"))
    return _Rules(
        frozenset(map(_compared, data["tails"])),
        tuple(map(_compared, data["tail_beginnings"])),
        tuple((_compared(end), _compared(beginning)) for end, beginning in data["within"]),
    )


def _compared(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace(".", "").split())


def split_names(listed: str) -> list[str]:
    """Names in a text that joins them by a comma and a blank, each once, in order.

    A piece that is a legal form ("Ltd.", "Inc.", "リミテッド", "인코포레이티드"), a generation ("Jr."), an inverted
    article ("The") or goes on with the name before it ("as represented by …") is joined to it, as are a few
    institutions whose names have a comma (name_lists.toml).  A comma without a blank ("Co.,Ltd.") and a full-width
    one stand within a name.

    >>> split_names("Idemitsu Kosan Co., Ltd., Toyota Jidosha Kabushiki Kaisha")
    ['Idemitsu Kosan Co., Ltd.', 'Toyota Jidosha Kabushiki Kaisha']
    >>> split_names("Acme, Inc.")
    ['Acme, Inc.']
    >>> split_names("三星电子株式会社, 三星Sdi株式会社")
    ['三星电子株式会社', '三星Sdi株式会社']
    """
    names: list[str] = []
    for piece in listed.split(", "):
        name = " ".join(piece.split()).strip("，,、")
        if not name:
            continue
        if names and _goes_on(names[-1], name):
            names[-1] = f"{names[-1]}, {name}"
        else:
            names.append(name)
    return list(dict.fromkeys(names))


def _goes_on(before: str, piece: str) -> bool:
    rules = _rules()
    compared = _compared(piece)
    if compared in rules.tails or compared.startswith(rules.tail_beginnings):
        return True
    end = _compared(before)
    return any(end.endswith(first) and compared.startswith(second) for first, second in rules.within)


def parties(names: Sequence[str], countries: Sequence[str | None] = ()) -> tuple[Party, ...]:
    """Parties in order; where a list has names in Latin and in original script, the first are the office's.

    Offices list a Chinese, Japanese or Korean party as filed and beside it in a standardised Latin form.  So that
    each is counted once, Latin names are marked STANDARDISED and the others AS_FILED, each form with a sequence of
    its own; a list in one script alone is UNKNOWN.

    >>> [(party.name, party.form.value, party.sequence) for party in parties(["HUAWEI TECH", "华为技术有限公司"])]
    [('HUAWEI TECH', 'standardised', 1), ('华为技术有限公司', 'as-filed', 1)]
    """
    latin = [is_latin(name) for name in names]
    if all(latin) or not any(latin):
        return numbered([Party(name, country) for name, country in _with(names, countries)])
    forms = [PartyForm.STANDARDISED if is_standardised else PartyForm.AS_FILED for is_standardised in latin]
    return numbered(
        [Party(name, country, form) for (name, country), form in zip(_with(names, countries), forms, strict=True)]
    )


def _with(names: Sequence[str], countries: Sequence[str | None]) -> list[tuple[str, str | None]]:
    return list(zip(names, countries or [None] * len(names), strict=True))


def numbered(listed: Sequence[Party]) -> tuple[Party, ...]:
    """Parties, each once within its form, with their positions among those of the same form."""
    found: dict[tuple[PartyForm, str], Party] = {}
    counts: dict[PartyForm, int] = {}
    for party in listed:
        if (party.form, party.name) not in found:
            counts[party.form] = counts.get(party.form, 0) + 1
            found[party.form, party.name] = replace(party, sequence=counts[party.form])
    return tuple(found.values())
