"""The sample: an invented corpus on solid-state batteries that shows everything and can be checked.

Its truth is known: which topic each family belongs to, who stands behind each spelling of a name, which passages of
policy documents concern which topics.  Twelve topics share much of their wording, as real ones do; some families
border on two, some avoid the words of their topic, some belong to none.  Offices carry the codes XA to XH, which WIPO
ST.3 leaves to individual use, so that nobody can take a number for a real one.

The same count and seed give the same corpus, on every machine; nothing depends on the clock: the sample was taken on
`TODAY`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from landscape.fetchers import Context, Fetch
from landscape.fetchers.sample import policy
from landscape.fetchers.sample.families import Family, families
from landscape.fetchers.sample.policy import Link, links
from landscape.fetchers.sample.publications import LICENCE
from landscape.fetchers.sample.timing import TODAY
from landscape.fetchers.sample.topics import Topic, topics
from landscape.fetchers.sample.truth import write_sample
from landscape.records import Document, Provenance, Publication

if TYPE_CHECKING:
    from landscape.query import Query

__all__ = [
    "TODAY",
    "Family",
    "Link",
    "Topic",
    "documents",
    "families",
    "fetch",
    "generate",
    "links",
    "topics",
    "write_sample",
]

_PROGRESS_EVERY = 200  # families


def fetch(query: Query, context: Context) -> Fetch:
    """The sample that the query asks for: its publications, then its documents."""
    count, seed = query.sample.families, query.sample.seed
    publications = _counted(count, seed, context)
    return Fetch("sample", f"families={count}, seed={seed}", None, chain(publications, documents(seed, count)))


def generate(count: int, seed: int = 0) -> Iterator[Publication]:
    """Publications of so many families, by priority date; the same for the same count and seed.

    >>> next(generate(600, seed=1)).provenance.url
    'sample:families=600,seed=1'
    """
    return (publication for family in families(count, seed) for publication in family.publications)


def documents(seed: int = 0, count: int = 0) -> Iterator[Document]:
    """The invented policy documents and standards; count and seed only name the corpus they come with."""
    return policy.documents(Provenance("sample", f"sample:families={count},seed={seed}", "documents", licence=LICENCE))


def _counted(count: int, seed: int, context: Context) -> Iterator[Publication]:
    for done, family in enumerate(families(count, seed), 1):
        yield from family.publications
        if done % _PROGRESS_EVERY == 0 or done == count:
            context.progress("fetching sample", done, count)
