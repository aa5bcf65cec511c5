"""The language of claims: phrases per language, compiled once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import cast

LANGUAGES = ("en", "zh", "ja", "ko", "de", "fr")
_NEVER = re.compile(r"(?!)")
_NUMBER = r"(?P<number>[0-9lio|]{1,4})(?![0-9a-z%°]|\.[0-9])"
_HAN_NUMBER = "(?<![之任])(?P<han>[一二三四五六七八九十]{1,3})(?=[項项所至到或和及与與又またのに記乃~-])"
_JOINED_NUMBER = r"(?P<joined>[0-9]{1,4})(?=(?:to|and|or|bis|und|oder|wherein)(?![a-z]))"
_KANA = re.compile("[\u3041-\u30fa\u30fd-\u30ff\uff66-\uff9d]")
_HANGUL = re.compile("[\uac00-\ud7af]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_GERMAN = re.compile(
    r"(?<![a-z])(?:(?:patent|schutz)?anspr(?:(?:u|ü|ue)ch(?:e[ns]?|s)?|\.)|gekennzeichnet|umfassend|wobei"
    r"|verfahren zu[rm]?)(?![a-zäöü])",
    re.I,
)
_FRENCH = re.compile(r"(?<![a-z])(?:revendications?|caractérisée?s?|comprenant|selon|dans lequel)(?![a-z])", re.I)
_ENGLISH = re.compile(r"(?<![a-z])(?:claims?|comprising|wherein|of|the)(?![a-z])", re.I)
_PHRASES = (
    *("anchor", "preceding", "any", "after", "referring", "closing"),
    *("marked", "lead", "transition", "weak", "leading", "skip", "ends", "direct"),
)
_NOUNS = ("process", "use", "composition", "neutral")
_SAMPLE = 4_000  # characters that tell a language


@dataclass(frozen=True, slots=True)
class Grammar:
    """The phrases of one language, as compiled patterns; see phrases.toml for their meaning."""

    anchor: re.Pattern[str]
    tokens: re.Pattern[str]
    plural: re.Pattern[str] | None
    preceding: re.Pattern[str]
    any: re.Pattern[str]
    after: re.Pattern[str]
    referring: re.Pattern[str]
    closing: re.Pattern[str]
    marked: re.Pattern[str]
    lead: re.Pattern[str]
    transition: re.Pattern[str]
    weak: re.Pattern[str]
    leading: re.Pattern[str]
    skip: re.Pattern[str]
    ends: re.Pattern[str]
    direct: re.Pattern[str]
    process: re.Pattern[str]
    use: re.Pattern[str]
    composition: re.Pattern[str]
    neutral: re.Pattern[str]
    head: str
    subject_last: bool


@cache
def phrases() -> Mapping[str, Mapping[str, object]]:
    """The data file as it is."""
    text = resources.files("landscape.claims").joinpath("phrases.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def grammar(language: str) -> Grammar:
    """The grammar of a language; English for one that is not known."""
    data = phrases()[language if language in LANGUAGES else "en"]

    def compiled(name: str) -> re.Pattern[str]:
        if name not in data:
            return _NEVER
        return re.compile(rf"(?:{data[name]}\s+)+$" if name == "lead" else str(data[name]))

    groups = {name: data[name] for name in ("to", "and", "between")}
    named = "|".join([_NUMBER, _HAN_NUMBER, _JOINED_NUMBER, *(f"(?P<{name}>{text})" for name, text in groups.items())])
    before = "" if data["head"] == "end" else "^(?:.*-)?"
    return Grammar(
        tokens=re.compile(rf"\s*(?:{named}|(?P<comma>[,/]))"),
        plural=compiled("plural") if "plural" in data else None,
        head=cast(str, data["head"]),
        subject_last=bool(data.get("subject_last", False)),
        **{name: compiled(name) for name in _PHRASES},
        **{name: re.compile(rf"{before}(?:{data[name]})$") for name in _NOUNS},
    )


def language_of(text: str, language: str) -> str:
    """The language to read a text by: as given if it is one of LANGUAGES, unless the text is plainly in another.

    Kana is Japanese, Hangul Korean, other Han Chinese; in Latin script the words of German and French claims decide
    against English.  A language that is given is overruled by a text in another script, and by one that has words of
    German or French claims and none of English ones.

    >>> language_of("請求項1に記載の電池", "und"), language_of("根据权利要求1所述的电池", "und")
    ('ja', 'zh')
    """
    code = language.lower()[:2]
    sample = text[:_SAMPLE]
    if code in ("zh", "ja", "ko"):
        return code
    if code in LANGUAGES and not _contradicts(sample, code):
        return code
    for found, pattern in (("ja", _KANA), ("ko", _HANGUL), ("zh", _HAN), ("de", _GERMAN), ("fr", _FRENCH)):
        if pattern.search(sample):
            return found
    return "en"


def _contradicts(sample: str, code: str) -> bool:
    """Whether a text cannot be in this language, which is written in Latin script."""
    if not sample.isascii():
        foreign = sum(len(pattern.findall(sample)) for pattern in (_KANA, _HANGUL, _HAN))
        if foreign and 2 * foreign > sum(map(str.isalpha, sample)):
            return True
    own = {"en": _ENGLISH, "de": _GERMAN, "fr": _FRENCH}[code]
    return not own.search(sample) and any(each.search(sample) for each in (_GERMAN, _FRENCH))
