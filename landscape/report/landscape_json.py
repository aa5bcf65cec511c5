"""landscape.json: query, snapshot, software, counts, clusters, warnings, and every figure with its receipt."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path

from landscape.analysis.result import Landscape
from landscape.report.files import replacing

SCHEMA = 1
# Long tables stand in tables/*.csv and networks/; here they would only be said twice.
_ELSEWHERE = frozenset({"families", "citations", "name_merges", "unsure_names", "rank_moves", "networks", "clustering"})


def write_json(result: Landscape, path: Path) -> None:
    """Write landscape.json: see `dumps`."""
    with replacing(path) as file:
        file.write(dumps(result))


def dumps(result: Landscape) -> str:
    """The landscape as JSON: keys sorted, numbers rounded to nine digits."""
    content = {
        "schema": SCHEMA,
        **{item.name: plain(getattr(result, item.name)) for item in fields(result) if item.name not in _ELSEWHERE},
    }
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n"


def plain(value: object) -> object:
    """A value of dataclasses, mappings, sequences, dates and enums as JSON knows it.

    >>> plain({"day": date(2024, 1, 2), "share": 1 / 3})
    {'day': '2024-01-02', 'share': 0.333333333}
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, tuple | list):
        return [plain(entry) for entry in value]
    if isinstance(value, float):
        return round(value, 9)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value
