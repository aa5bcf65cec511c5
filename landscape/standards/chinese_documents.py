"""Chinese documents by number (工信部联科〔2024〕155号), orders (令) and announcements (公告) by issuer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from landscape.standards.reference import StandardReference

_FAMILY = "CN document"
# Words that stand before an issuer without a blank; in numbers also conjunctions, which names of ministries hold.
_LEADING = "根据|按照|依据|依照|遵照|参见|参照|发布|公布|修改|见|以"
_BEFORE_NUMBER = f"{_LEADING}|关于|印发|转发|通知|文号|文件|办法|意见|规划|方案|和|与|及|由|在|从|的|号"
_NUMBER = re.compile(
    rf"(?:[一-鿿]{{0,12}}(?:{_BEFORE_NUMBER}))?(?P<issuer>[一-鿿]{{2,10}}) ?"
    r"[\[(](?P<year>(?:19|20)\d\d)[\])] ?第? ?(?P<number>\d{1,5}) ?号"
)
_ORDER = re.compile(
    rf"(?:[一-鿿]{{0,12}}(?:{_LEADING}))?(?P<issuer>[一-鿿]{{1,24}}?(?:部|委|局|署|院|会|国)) ?"
    r"(?P<number>令 ?第 ?\d{1,4} ?号|公告 ?(?P<year>(?:19|20)\d\d) ?年 ?第 ?\d{1,4} ?号)"
)
# The run of characters before a number, read once.
_RUNS = re.compile(
    r"[一-鿿]{2,24} ?[\[(](?:19|20)\d\d[\])] ?第? ?\d|[一-鿿]{2,36} ?(?:令 ?第 ?\d|公告 ?(?:19|20)\d\d ?年 ?第)"
)


def document_numbers(text: str) -> Iterator[StandardReference]:
    """The Chinese documents that a folded text names, in order."""
    for run in _RUNS.finditer(text) if "号" in text else ():
        if found := _NUMBER.match(text, run.start()):
            number = f"{found['issuer']}〔{found['year']}〕{int(found['number'])}号"
        elif found := _ORDER.match(text, run.start()):
            number = f"{found['issuer']}{found['number']}".replace(" ", "")
        else:
            continue
        year = int(found["year"]) if found["year"] else None
        yield StandardReference(number, found.start("issuer"), found.end(), _FAMILY, number, year)
