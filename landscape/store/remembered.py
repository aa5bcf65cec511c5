"""Which family lay in which cluster when a snapshot was analysed: from this, a later analysis keeps ids and labels.

`clusters/<query>/<snapshot>.json` beside the snapshots, one file each, replaced whole.  A snapshot is analysed with
the file of the latest earlier snapshot that has one, so that an analysis run again gives the same.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from landscape.errors import StoreError
from landscape.store.folders import explained, flush_folder

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class RememberedClusters:
    """Clusters of an earlier snapshot.

    snapshot: its name; cluster_of: family id -> cluster id; labels: cluster id -> label; field_of: cluster id ->
    id of its field; retired: cluster ids that are not to be given again.
    """

    snapshot: str
    cluster_of: Mapping[str, str]
    labels: Mapping[str, str]
    field_of: Mapping[str, str] = field(default_factory=dict)
    retired: tuple[str, ...] = ()


def remember(folder: Path, clusters: RememberedClusters) -> None:
    """Write the clusters of a snapshot into the query's folder; raises StoreError where the disk refuses."""
    content = {
        "schema": SCHEMA,
        "cluster_of": dict(clusters.cluster_of),
        "labels": dict(clusters.labels),
        "field_of": dict(clusters.field_of),
        "retired": sorted(clusters.retired),
    }
    path = folder / f"{clusters.snapshot}.json"
    beside = folder / f".{path.name}.{os.getpid()}.part"
    with explained(path, "write to"):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            beside.write_text(json.dumps(content, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
            beside.replace(path)
            flush_folder(folder)
        finally:
            beside.unlink(missing_ok=True)


def recall(folder: Path, earlier: list[str]) -> RememberedClusters | None:
    """The clusters of the last of these snapshots (oldest first) that has any.  StoreError for a damaged file."""
    for snapshot in reversed(earlier):
        path = folder / f"{snapshot}.json"
        if path.exists():
            try:
                content = json.loads(path.read_bytes())
                if content.pop("schema") != SCHEMA:
                    continue
                return RememberedClusters(snapshot, **(content | {"retired": tuple(content["retired"])}))
            except (OSError, ValueError, KeyError, TypeError) as error:
                raise StoreError(
                    f"{path}: damaged ({type(error).__name__}); remove it to let clusters start anew"
                ) from error
    return None
