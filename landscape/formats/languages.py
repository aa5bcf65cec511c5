"""The language of a text whose source does not name it: by script, and for Latin script by office and short words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

_KANA = re.compile(r"[\u3041-\u30fa\u30fd-\u30ff\uff66-\uff9d]")
_HANGUL = re.compile(r"[\u1100-\u11ff\uac00-\ud7af]")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff\uff21-\uff5a]")
_ACCENTED = re.compile(r"[\u00c0-\u024f\u1e00-\u1eff]")
_OTHERS = (
    ("ru", re.compile(r"[\u0400-\u052f]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff\u0750-\u077f]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)
_CYRILLIC = {"BG": "bg", "UA": "uk", "RS": "sr", "MK": "mk"}
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _data() -> tuple[dict[str, list[str]], dict[str, frozenset[str]]]:
    data = tomllib.loads(files("landscape.formats").joinpath("languages.toml").read_text(encoding="utf-8"))
    return data["offices"], {language: frozenset(words) for language, words in data["words"].items()}


def is_latin(text: str) -> bool:
    """Whether a text has Latin letters and none of the scripts East Asian and other original names come in.

    >>> is_latin("TOYOTA MOTOR CORP"), is_latin("トヨタ自動車株式会社"), is_latin("三星SDI株式会社")
    (True, False, False)
    """
    if text.isascii():
        return any(map(str.isalpha, text))
    scripts = (_HAN, _KANA, _HANGUL, *(pattern for _, pattern in _OTHERS))
    return bool(_LATIN.search(text)) and not any(pattern.search(text) for pattern in scripts)


def languages(texts: Sequence[str], office: str, filed_in: str = "", beside: Sequence[str] = ()) -> list[str]:
    """ISO 639-1 code of each of a publication's titles, or abstracts; "und" without letters of a known script.

    office: where it was published; filed_in: the office of the application, for WO; beside: its other texts.

    Kana is Japanese, Hangul Korean; Han is Japanese where an office is or a text has kana, else Chinese; a few Latin
    letters among these change nothing.  In Latin script the choice is between English and the languages the office
    publishes in, by their short words and accents; English where nothing tells, because offices translate into it,
    unless another text of the list is English with more certainty.

    >>> languages(["LOW CARBON FUEL", "PROCÉDÉ ET DISPOSITIF", "固体電解質"], "WO", beside=["固体電解質の製造方法"])
    ['en', 'fr', 'ja']
    """
    japanese = "JP" in (office, filed_in) or any(_KANA.search(text) for text in (*texts, *beside))
    found = [_by_script(text, office, japanese=japanese) for text in texts]
    latin = {at: _scores(texts[at], office) for at, code in enumerate(found) if code == "latin"}
    for at, scores in latin.items():
        found[at] = max(scores, key=scores.__getitem__)
    english = [at for at in latin if found[at] == "en"]
    if len(english) > 1:
        sure = max(english, key=lambda at: _margin(latin[at]))
        for at in english:
            others = {code: score for code, score in latin[at].items() if code not in found}
            if _margin(latin[at]) < _margin(latin[sure]) and others:
                found[at] = max(others, key=others.__getitem__)
    return found


def _by_script(text: str, office: str, *, japanese: bool) -> str:
    """The language, "latin" where the script leaves it open, "und"."""
    if text.isascii():
        return "latin" if any(map(str.isalpha, text)) else "und"
    latin, han = len(_LATIN.findall(text)), len(_HAN.findall(text))
    kana, hangul = len(_KANA.findall(text)), len(_HANGUL.findall(text))
    # One syllable or Han character says about as much as three Latin letters.
    if 3 * (han + kana + hangul) > latin:
        if hangul > han + kana:
            return "ko"
        return "ja" if japanese else "zh"
    for code, pattern in _OTHERS:
        if len(pattern.findall(text)) > latin:
            return _CYRILLIC.get(office, code) if code == "ru" else code
    return "latin" if latin else "und"


def _scores(text: str, office: str) -> dict[str, int]:
    """Evidence for each language that may be; of equals the first is meant, so English is first."""
    offices, words = _data()
    candidates = ("en", *offices.get(office, words))
    if len(candidates) == 1:
        return {"en": 0}
    found = _WORD.findall(text.casefold())
    accents = bool(_ACCENTED.search(text))
    return {code: sum(word in words[code] for word in found) + (accents and code != "en") for code in candidates}


def _margin(scores: dict[str, int]) -> int:
    """How much more speaks for English than for the next."""
    return scores["en"] - max((score for code, score in scores.items() if code != "en"), default=0)
