"""Policy documents and standards: what they concern, at which stage it is, and which clusters of claims they meet.

link(documents, clusters, families)            everything, as rows
read_passage(document, passage, glossary)      aspects of a passage, each with its stage
load_glossary("batteries")                     aspects and the words for them
stage_changes(rows)                            how the stage of an aspect changed over the years
"""

from __future__ import annotations

from landscape.policy.aspects import Reading, read_passage
from landscape.policy.glossary import Glossary, glossaries, load_glossary
from landscape.policy.linking import link
from landscape.policy.rows import (
    ClaimText,
    ClusterName,
    DocumentRow,
    FamilyClaims,
    MatrixCell,
    PolicyLink,
    PolicyResult,
    StageChange,
    StageRow,
    StandardRow,
    TimelineRow,
    Vectors,
)
from landscape.policy.timeline import stage_changes, stage_rows

__all__ = [
    "ClaimText",
    "ClusterName",
    "DocumentRow",
    "FamilyClaims",
    "Glossary",
    "MatrixCell",
    "PolicyLink",
    "PolicyResult",
    "Reading",
    "StageChange",
    "StageRow",
    "StandardRow",
    "TimelineRow",
    "Vectors",
    "glossaries",
    "link",
    "load_glossary",
    "read_passage",
    "stage_changes",
    "stage_rows",
]
