"""Offices in a box: loopback servers that answer as the sources do, from invented records, with faults on request.

    with EpoOps(publications) as office:
        office.fail(faults.status(503), times=1)
        … LANDSCAPE_EPO_OPS_URL = office.url …
        office.requests     # what was asked, in order, each with the time on the office's clock

`python -m tests.offices` starts all of them and prints the settings under which the tool asks them.
"""
