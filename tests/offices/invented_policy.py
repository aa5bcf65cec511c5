"""Policy documents and standards invented for the offices: a handful for each source, about batteries and cheese."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from tests.offices.base import Office
from tests.offices.cellar import Act, Cellar, act_xhtml
from tests.offices.etsi import Etsi
from tests.offices.federal_register import FederalRegister, Notice
from tests.offices.gov_cn import ChineseNotice, GovCn, Miit
from tests.offices.standards import IsoOpenData, Samr, deliverable, industry, national
from tests.offices.us_archives import GovInfo, RegulationsGov, Web

KEYS = {"API_DATA_GOV_KEY": GovInfo.KEY}

_TITLE = "REGULATION (EU) 2031/42 OF THE INVENTORS on invented traction battery cells"
# The first stands under the number that a query of the project names; all of it but its number is invented.
_ACTS = [
    Act("32023R1542", _TITLE, "2023-07-12", "2023-08-17", texts={"eng": act_xhtml(_TITLE, 3, 2)}),
    Act("32030D0007", "DECISION (EU) 2030/7 on traction battery labels", "2030-05-05", force="0",
        parts=[act_xhtml("DECISION (EU) 2030/7 on traction battery labels", 2), act_xhtml("", 0, 1)]),
    Act("32029L0001", "DIRECTIVE (EU) 2029/1 on invented cheese", texts={"eng": act_xhtml("DIRECTIVE (EU) 2029/1", 1)}),
]  # fmt: skip
_NOTICES = [
    Notice(
        "2025-00001", date(2025, 3, 4), "Traction Battery Recycling", "Each invented traction battery is collected."
    ),
    Notice("2024-00002", date(2024, 3, 4), "Labels", "Labels of each traction battery.", "office-of-labels"),
    Notice("2023-00003", date(2023, 3, 4), "Cheese", "Nothing to do with it."),
]
_CHINESE = [
    ChineseNotice(
        "/a/1.htm", "关于动力电池标准化的通知", "发明部函〔2025〕7号", body="<p>一、加快全固态电池标准研制。</p>"
    ),
    ChineseNotice(
        "/a/2.htm", "动力电池解读", day="2024-06-21", body="<p>开展固态电池标准预研。</p>", category="otherfile"
    ),
    ChineseNotice("/a/3.htm", "奶酪通知", body="<p>无关。</p>"),
]
_NATIONALS = [
    national("GB 38031-2025", "电动汽车用动力电池安全"),
    national("GB 99031-2020", "电动汽车用动力电池安全", "2020-05-12"),
    national("GB/T 99000-2025", "奶酪"),
]
_INDUSTRIES = [industry("QC/T 9743-2006", "动力电池"), industry("SJ/T 9-2001", "奶酪")]
_DELIVERABLES = [
    deliverable("ISO 99001:2024", "Invented vehicles", "It tells of the traction battery."),
    deliverable("ISO 99003:2024", "Milk"),
]
_DOCKETS = {
    "INV-2025-1-1": {"title": "Traction battery rule", "docketId": "INV-2025-1", "postedDate": "2025-03-04T05:00:00Z"},
    "INV-2025-2-1": {"title": "Cheese rule", "docketId": "INV-2025-2", "postedDate": "2025-03-04T05:00:00Z"},
}
_PAGES = {
    "/plan.html": ("text/html", b"<!DOCTYPE html><html><body><p>A plan for traction batteries.</p></body></html>")
}


def offices(clock: Any = None) -> Iterator[Office]:
    """One office for each source of policy documents and standards."""
    yield Cellar(_ACTS, clock)
    yield FederalRegister(_NOTICES, clock)
    yield GovCn(_CHINESE, clock)
    yield Miit(_CHINESE, clock)
    yield Samr(_NATIONALS, _INDUSTRIES, (), clock)
    yield IsoOpenData(_DELIVERABLES, clock)
    yield Etsi(clock)
    yield GovInfo(_NOTICES, clock)
    yield RegulationsGov(_DOCKETS, clock)
    yield Web(_PAGES, clock)
