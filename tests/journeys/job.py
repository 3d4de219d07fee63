"""The whole job in one process, as often as it takes: whatever a kill left undone is carried on by the next start.

python -m tests.journeys.job HOME CLIO_URL CLIENT_ID CLIENT_SECRET FOLDER_OF_TRANSCRIPTS
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from agent import wiring
from agent.cli.practice_clio import allow_without_browser
from agent.domain.entry import EntryStatus
from agent.domain.source import Context, Person
from agent.paths import open_home


def main(home_folder: str, clio: str, client_id: str, client_secret: str, calls: str) -> None:
    """Connect if needed, settle what is open, sync, take in, suggest, confirm all that is ready, push."""
    home = open_home(Path(home_folder), practice=True)
    connecting = wiring.connecting(home)
    if connecting.host() is None:
        with connecting.trip(
            connecting.app(clio=clio, client_id=client_id, client_secret=client_secret)
        ) as trip:
            threading.Thread(target=allow_without_browser, args=(trip.authorise_url, "Ruth Calder")).start()
            trip.finished(60)
    services = wiring.build(home)
    services.mirror.sync()
    services.push.reconcile()
    context = Context(timekeeper="Ruth Calder", participants=(Person("Ruth Calder"), Person("Marcus Hale")))
    for call in sorted(Path(calls).glob("*.vtt")):
        services.take_in.file(call, context)
        services.process.all()
    for entry in services.review.entries(EntryStatus.DRAFT):
        if entry.is_ready:
            services.review.confirm(entry.id, entry.version)
    services.push.push()
    services.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
