# ruff: noqa: E501 - rows of a table
"""ETSI's export of declarations: one archive with one table."""

from __future__ import annotations

import io
import zipfile

from tests.offices.base import Asked, Office, Reply

HEADER = (
    "IPRD_ID;IPRD_REFERENCE;IPRD_SIGNATURE_DATE;Reflected_Date;COMP_LEGAL_NAME;Standard;WOIT_ETSI_DELIVERABLE_NUMBER;"
    "3GPP_Type;TGPP_NUMBER;TGPV_VERSION;Patent_Type;PATT_APPLICATION_NUMBER;PUBL_NUMBER;PBPA_TITLEEN;DIPG_PATF_ID"
)
ROWS = [
    "1;ISLD-203101-001;2031-01-02 00:00:00;;Invented Radio AB;LTE;;TS;99.331;1.0;Basis Patent;1;EP999 A1 | EP999 B1;Paging;7",
    "1;ISLD-203101-001;2031-01-02 00:00:00;;Invented Radio AB;LTE;;TS;99.331;2.0;Basis Patent;1;EP999 A1 | EP999 B1;Paging;7",
    "1;ISLD-203101-001;2031-01-02 00:00:00;;Invented Radio AB;LTE;;TS;99.331;1.0;Family Member;2;US999 B2;Paging;7",
    "1;ISLD-203101-001;2031-01-02 00:00:00;;Invented Radio AB;NR;TS 199 001;;;1.0;Basis Patent;PENDING;;Handover;",
    '2;ISLD-203102-001;1900-01-01 00:00:00;;"Other; Radio";NR;;TS;99.413;1.0;Basis Patent;3;CN1 A;Battery saving;8',
]
EXPORT = "\r\n".join([HEADER, *ROWS]) + "\r\n"


class Etsi(Office):
    """One file."""

    SOURCE = "etsi"
    BASE = "/IPR/Open"
    PATH = "/ISLD-export.zip"

    def reply(self, asked: Asked) -> Reply:
        if asked.path != self.PATH:
            return Reply(404, b"<html>not found</html>", "text/html")
        return Reply(200, packed(EXPORT), "application/x-zip-compressed")


def packed(content: str) -> bytes:
    """The table in an archive, as ETSI gives it out."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ISLD-export.csv", content)
    return out.getvalue()
