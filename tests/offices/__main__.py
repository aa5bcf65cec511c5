"""Start the offices and print the settings under which the tool asks them: python -m tests.offices

--families N          of the invented sample, beside which stand invented publications of real offices (100)
--fault SOURCE:NAME   let all requests to an office meet a fault: epo-ops:status:503, surechembl:cut, …
"""

from __future__ import annotations

import argparse
import threading
from contextlib import ExitStack
from dataclasses import replace
from itertools import chain

from landscape.fetchers.sample import generate
from landscape.identifiers import PublicationNumber
from landscape.session import Clock
from tests.offices import epo_ops, faults, invented, invented_policy, lens, uspto
from tests.offices.base import Fault, Office
from tests.offices.epo_ops import EpoOps
from tests.offices.epo_publication_server import EpoPublicationServer
from tests.offices.google_patents import GooglePatents
from tests.offices.lens import Lens
from tests.offices.surechembl import SureChembl
from tests.offices.uspto import Uspto

# Each is made with publications and a clock; a key that an office wants is printed with its address.
OFFICES: tuple[type[EpoOps | SureChembl | GooglePatents | EpoPublicationServer | Uspto | Lens], ...] = (
    EpoOps,
    SureChembl,
    GooglePatents,
    EpoPublicationServer,
    Uspto,
    Lens,
)
KEYS = {
    "EPO_OPS_KEY": epo_ops.KEY,
    "EPO_OPS_SECRET": epo_ops.SECRET,
    "USPTO_ODP_API_KEY": uspto.KEY,
    "LENS_API_TOKEN": lens.TOKEN,
    **invented_policy.KEYS,
}
# The publication that a query of the project names; all of it but its number is invented.
NAMED = PublicationNumber("CN", "120149317", "A")


def main() -> None:
    """Answer until interrupted."""
    options = argparse.ArgumentParser(prog="python -m tests.offices", description=__doc__)
    options.add_argument("--families", type=int, default=100)
    options.add_argument("--fault", action="append", default=[], metavar="SOURCE:NAME")
    chosen = options.parse_args()
    named = replace(invented.publication(0), number=NAMED)
    publications = list(chain(generate(chosen.families), invented.publications(chosen.families), [named]))
    with ExitStack() as stack:
        patents: list[Office] = [kind(publications, Clock()) for kind in OFFICES]
        for office in chain(patents, invented_policy.offices(Clock())):
            stack.enter_context(office)
            for fault in chosen.fault:
                plan(office, fault)
            print(f"export {office.variable}={office.url}", flush=True)
        for name, value in KEYS.items():
            print(f"export {name}={value}", flush=True)
        print(
            f"# {len(publications):,} invented publications, and documents of policy; Ctrl-C ends the offices",
            flush=True,
        )
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("# closed")


def plan(office: Office, spelled: str) -> None:
    """Let an office fail as "epo-ops:status:503" says, if it is the one meant."""
    source, name, *parameters = spelled.split(":")
    if source == office.SOURCE:
        fault: Fault = faults.status(*map(int, parameters)) if name == "status" else getattr(faults, name)
        office.fail(fault, times=None)


if __name__ == "__main__":
    main()
