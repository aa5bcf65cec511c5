"""The sample as files, with its truth beside it."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from landscape.fetchers.sample import timing
from landscape.fetchers.sample.applicants import Applicant
from landscape.fetchers.sample.families import Family, families
from landscape.fetchers.sample.offices import offices
from landscape.fetchers.sample.policy import documents, links
from landscape.fetchers.sample.publications import LICENCE
from landscape.fetchers.sample.topics import topics
from landscape.formats.json_lines import line
from landscape.progress import Progress, silent
from landscape.records import Provenance

_FAMILY_COLUMNS = (
    "family",
    "topic",
    "topic_secondary",
    "generic",
    "priority_date",
    "applicants",
    "standard",
    "publications",
)
_README = """\
INVENTED DATA

Every record in this folder is made up: publications, applicants, inventors, offices, policy documents and standards.
Nothing here is a fact, and nobody named here exists.  Offices XA to XH carry codes that WIPO ST.3 leaves to individual
use; no real document bears them.

Made with families={families} and seed={seed}, as of {today}.  Licence: {licence}.

publications.jsonl     one publication a line, as `landscape` reads and writes them
documents.jsonl        policy documents and standards, one a line
truth/families.csv     family, topic, second topic of a border case, whether its claims avoid the words of the topic,
                       priority date, applicants, standard named in a claim, publications; no topic means off topic
truth/topics.csv       topic, its name in two languages, its field
truth/applicants.csv   each spelling of an applicant's name: whose it is, its group, its kind
truth/links.csv        passages of documents: the topics they concern, standards named, aspect and stage
truth/years.csv        families per priority year: in the files, and in all, with those not yet published

Offices:
{offices}
"""


def write_sample(folder: Path | str, count: int, seed: int, progress: Progress | None = None) -> Iterator[Path]:
    """Write a sample of so many families as a stream; yields the path of each file when it is complete.

    Memory grows with the number of different applicant names alone (about 100 MB for a million families).
    Raises OSError where the folder cannot be written.
    """
    folder = Path(folder)
    truth = folder / "truth"
    truth.mkdir(parents=True, exist_ok=True)
    origin = Provenance("sample", f"sample:families={count},seed={seed}", licence=LICENCE)
    spellings: dict[tuple[str, str], Applicant] = {}
    published: dict[int, int] = {}
    publications_path, families_path = folder / "publications.jsonl", truth / "families.csv"
    with ExitStack() as files:
        publications = files.enter_context(publications_path.open("wb"))
        table = csv.writer(files.enter_context(families_path.open("w", encoding="utf-8", newline="")))
        table.writerow(_FAMILY_COLUMNS)
        for done, family in enumerate(families(count, seed)):
            publications.writelines(line(publication).encode() for publication in family.publications)
            table.writerow(_family_row(family))
            spellings.update(((name, one.id), one) for name, one in family.spellings.items())
            published[family.priority.year] = published.get(family.priority.year, 0) + 1
            if done % 1000 == 0:
                (progress or silent)("writing the sample", done, count)
    yield publications_path
    yield families_path
    with (folder / "documents.jsonl").open("wb") as stream:
        stream.writelines(line(document).encode() for document in documents(origin))
    yield folder / "documents.jsonl"
    yield _write(truth / "applicants.csv", ("spelling", "entity", "group", "kind", "country"), _names(spellings))
    yield _write(truth / "topics.csv", ("topic", "name", "name_zh", "field"), _topics())
    link_rows = [(each.document, each.passage, each.topic, each.standard, each.aspect, each.stage) for each in links()]
    yield _write(truth / "links.csv", ("document", "passage", "topic", "standards", "aspect", "stage"), link_rows)
    yield _write(
        truth / "years.csv", ("priority_year", "families", "families_with_unpublished"), _years(count, published)
    )
    (folder / "README.txt").write_text(_readme(count, seed), encoding="utf-8")
    yield folder / "README.txt"


def _family_row(family: Family) -> list[str]:
    return [
        family.id,
        family.topic,
        family.second,
        "1" if family.generic else "0",
        family.priority.isoformat(),
        "; ".join(applicant.id for applicant in family.applicants),
        family.standard,
        "; ".join(str(publication.number) for publication in family.publications),
    ]


def _names(spellings: dict[tuple[str, str], Applicant]) -> list[tuple[str, ...]]:
    return sorted((name, one.id, one.group, one.kind, one.country) for (name, _), one in spellings.items())


def _topics() -> list[tuple[str, ...]]:
    return [(topic.id, *topic.name, topic.field) for topic in topics()]


def _years(count: int, published: dict[int, int]) -> list[tuple[str, ...]]:
    filed = timing.filed_by_year(count)
    return [(str(year), str(published.get(year, 0)), f"{number:.1f}") for year, number in sorted(filed.items())]


def _write(path: Path, header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        table: Any = csv.writer(stream)
        table.writerow(header)
        table.writerows(rows)
    return path


def _readme(count: int, seed: int) -> str:
    listed = "\n".join(f"{code}  {office.name}" for code, office in sorted(offices().items()))
    return _README.format(families=count, seed=seed, today=timing.TODAY, licence=LICENCE, offices=listed)
