"""Start the offices and print the settings under which the tool asks them: python -m tests.offices

--families N          of the invented sample, beside which stand invented publications of real offices (100)
--fault SOURCE:FAULT  let all requests to an office meet a fault, or with :once behind it the first alone:
                      status:CODE, slow, cut, wrong_type, html, html_in_disguise, invalid, entity_bomb, huge, redirect
                      (epo-ops:status:503, surechembl:cut:once); of OPS also quota:hour, quota:week, expired:400,
                      expired:401; of SureChEMBL shift and short (pages that shift, or lack hits)
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
PLAIN = ("slow", "cut", "wrong_type", "html", "html_in_disguise", "invalid", "entity_bomb", "huge")
QUOTAS = {"hour": "IndividualQuotaPerHour", "week": "RegisteredQuotaPerWeek"}
# The publication that a query of the project names; all of it but its number is invented.
NAMED = PublicationNumber("CN", "120149317", "A")


def main() -> None:
    """Answer until interrupted."""
    options = argparse.ArgumentParser(
        prog="python -m tests.offices", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--families", type=int, default=100)
    options.add_argument("--fault", action="append", default=[], metavar="SOURCE:FAULT")
    chosen = options.parse_args()
    named = replace(invented.publication(0), number=NAMED)
    publications = list(chain(generate(chosen.families), invented.publications(chosen.families), [named]))
    patents: list[Office] = [kind(publications, Clock()) for kind in OFFICES]
    offices = [*patents, *invented_policy.offices(Clock())]
    known = {office.SOURCE for office in offices}
    for spelled in chosen.fault:
        if spelled.partition(":")[0] not in known:
            options.error(f"--fault {spelled}: one of {', '.join(sorted(known))} is wanted before the colon")
    with ExitStack() as stack:
        for office in offices:
            stack.enter_context(office)
            for spelled in chosen.fault:
                source, _, fault = spelled.partition(":")
                try:
                    plan(office, fault if source == office.SOURCE else "")
                except ValueError as error:
                    options.error(f"--fault {spelled}: {error}")
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
    """Let an office fail as "status:503:once" says, "" for not at all.  ValueError for what it cannot."""
    name, *parameters = spelled.split(":")
    times = 1 if parameters[-1:] == ["once"] else None
    told = next(iter(parameters), "")
    if isinstance(office, SureChembl) and name in ("shift", "short"):
        setattr(office, name, 1)
    elif name:
        # Tokens are given whatever happens, so that there is something that can go wrong.
        office.fail(_fault(office, name, told), times=times, when=lambda asked: asked.path != epo_ops.TOKEN)


def _fault(office: Office, name: str, told: str) -> Fault:
    if name == "status" and told.isdigit():
        return faults.status(int(told))
    if name == "redirect":  # the same office under another name, which is another host to who asks
        return faults.redirect(office.url.replace("127.0.0.1", "localhost") + "/elsewhere")
    if name == "quota" and isinstance(office, EpoOps) and told in QUOTAS:
        return epo_ops.quota(QUOTAS[told])
    if name == "expired" and isinstance(office, EpoOps) and told in ("400", "401"):
        return epo_ops.expired(int(told))
    if name not in PLAIN:
        raise ValueError("no such fault; see --help")
    fault: Fault = getattr(faults, name)
    return fault


if __name__ == "__main__":
    main()
