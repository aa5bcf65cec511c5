"""Reports: one landscape, as terminal text, tables, JSON and network files.  A renderer never computes."""

from __future__ import annotations

from pathlib import Path

from landscape.analysis.result import Landscape


def write_reports(result: Landscape, folder: str | Path) -> list[Path]:
    """Write landscape.json, report.txt, tables/ and networks/ into `folder`; returns the files written.

    Each file is replaced whole.  The same landscape gives the same bytes.
    """
    from landscape.report.files import replacing
    from landscape.report.graph_files import write_networks
    from landscape.report.landscape_json import write_json
    from landscape.report.tables import write_tables
    from landscape.report.terminal import write_text

    target = Path(folder)
    write_json(result, target / "landscape.json")
    with replacing(target / "report.txt") as file:
        write_text(result, file)
    tables = write_tables(result, target / "tables")
    networks = write_networks(result, target / "networks")
    return [target / "landscape.json", target / "report.txt", *tables, *networks]
