"""Lines of a text as passages that can be cited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from landscape.formats.languages import languages
from landscape.records import Passage

# A line below this many characters that does not end a sentence is a heading and goes with what follows it; an
# ideograph counts as three, since a word of English has about so many letters for one of Chinese.
_HEADING = 60
_SENTENCE_END = re.compile(r"[.!?。！？;；:：][\"'”’）)\]]*$")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# Characters; a longer paragraph would blur what it says, and is cut between lines or sentences.
_LONGEST = 4000
_SENTENCE = re.compile(r"(?<=[.!?。！？])\s*")


def paragraphs(lines: Iterable[str], language: str = "und", within: str = "") -> Iterator[Passage]:
    """One passage a paragraph, numbered from 1; headings stand in front of the paragraph they head.

    within: what the paragraphs are counted in, "page 12", as part of their place.
    """
    place = f"{within}, paragraph" if within else "paragraph"
    for number, text in enumerate(_paragraphs(lines), 1):
        yield Passage(f"{place} {number}", text, language)


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    heading: list[str] = []
    for line in lines:
        for part in _parts(line):
            if _is_heading(part) and len(heading) < 5:
                heading.append(part)
            else:
                yield "\n".join([*heading, part])
                heading = []
    if heading:
        yield "\n".join(heading)


def _is_heading(line: str) -> bool:
    return len(line) + 2 * len(_WIDE.findall(line[:_HEADING])) < _HEADING and not _SENTENCE_END.search(line)


def _parts(line: str) -> Iterator[str]:
    """A line, cut between sentences where it is too long."""
    if len(line) <= _LONGEST:
        yield line
        return
    part = ""
    for sentence in _SENTENCE.split(line):
        if part and len(part) + len(sentence) > _LONGEST:
            yield part
            part = ""
        part = f"{part} {sentence}".strip()
    yield part


def told_language(texts: Iterable[str], country: str = "") -> str:
    """ISO 639-1 code of the language of texts, by the first 2,000 characters of each of the first twenty."""
    sample = " ".join(text[:2000] for _, text in zip(range(20), texts, strict=False))
    return languages([sample], country)[0]
