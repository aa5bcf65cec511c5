"""What Chinese sources of policy and standards have in common: words of state and kind, dates, marks of a search."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from landscape.formats.reading import Reading
from landscape.formats.xml import clean

# States as SAMR's pages and services name them.
STATES = {
    "现行": "in force",
    "即将实施": "to come into force",
    "废止": "withdrawn",
    "被代替": "replaced",
    "作废": "withdrawn",
}
NATURES = {
    "强制性": "mandatory national standard",
    "强标": "mandatory national standard",
    "推荐性": "recommended national standard",
    "推标": "recommended national standard",
    "指导性": "national guidance document",
    "指导性技术文件": "national guidance document",
}
# 工信部联科〔2024〕155号, 国办发〔2020〕39号
_DOCUMENT_NUMBER = re.compile(
    r"([\u4e00-\u9fff]{2,15})\s?[〔［【\[（(]((?:19|20)[0-9]{2})[〕］】\]）)]\s?第?\s?0*([0-9]{1,5})\s?号"
)
_MARK = re.compile(r"</?(?:em|sacinfo)>")
_BEIJING = timedelta(hours=8)


def unmarked(text: str) -> str:
    """A title without the marks of the words searched for."""
    return clean(_MARK.sub("", text))


def document_number(text: str) -> str:
    """A document number in its own brackets, whatever brackets it is written with; "" for another text.

    >>> document_number("工信部联科[2024] 155号")
    '工信部联科〔2024〕155号'
    """
    found = _DOCUMENT_NUMBER.fullmatch(text.strip())
    return f"{found[1]}〔{found[2]}〕{found[3]}号" if found else ""


def designation(code: str) -> str:
    """The designation of a standard, a dash as a hyphen, without the mark 采 of one that adopts an international one.

    >>> designation("GB/T  1.1—2000 采")
    'GB/T 1.1-2000'
    """
    return re.sub(r"\s*[—–－]\s*", "-", clean(code.removesuffix("采")))


def moment(value: object, reading: Reading) -> date | None:
    """A day in Beijing: milliseconds since 1970, "2018-10-01", "2018.10.01" or with a time behind it; None for none."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _since_1970(int(value))
    if not isinstance(value, str) or not value.strip():
        return None
    spelled = value.strip()
    if spelled.isdecimal() and len(spelled) in (12, 13):
        return _since_1970(int(spelled))
    return reading.date(spelled[:10].replace(".", "-").replace("/", "-"))


def _since_1970(milliseconds: int) -> date | None:
    """Seconds of four thousand years at most; what lies outside is no date of a standard."""
    if not 0 < milliseconds < 64_000_000_000_000:
        return None
    return (datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=milliseconds) + _BEIJING).date()
