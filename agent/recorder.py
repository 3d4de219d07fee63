"""The recording program: hears the call that its home says is to be captured, until the home says otherwise.

python -m agent.recorder HOME [--sandbox]          started by `tenth capture start` and by the app; never by hand
"""

from __future__ import annotations

import argparse
import datetime as dt
import uuid
from pathlib import Path

from agent.log import start_logging
from agent.paths import open_home
from agent.store.store import Store
from agent.vault.database_key import database_key
from agent.wiring_capture import microphone_holding, never_offered, secrets_of, sound_card
from agent.workflow.capturing import Capturing
from agent.workflow.clock import Clock
from agent.workflow.desk import Desk
from agent.workflow.home_line import SECONDS_FOR_THE_HOME
from agent.workflow.one_call import OneCall
from agent.workflow.recording import Recorder
from agent.workflow.sound import SoundShelf


def main() -> int:
    """Record to the end."""
    parser = argparse.ArgumentParser(prog="agent.recorder")
    parser.add_argument("home", type=Path)
    parser.add_argument("--sandbox", action="store_true")
    asked = parser.parse_args()
    home = open_home(asked.home, practice=asked.sandbox)
    start_logging(home.log)
    store = Store(
        home.database, database_key(secrets_of(home), home.database), busy_seconds=SECONDS_FOR_THE_HOME
    )
    desk = Desk(
        store, now=lambda: dt.datetime.now(dt.UTC), new_id=lambda: uuid.uuid4().hex[:12], locks=home.run
    )
    shelf, holding = SoundShelf(home.sound), microphone_holding()
    try:
        Recorder(desk, shelf, sound_card, OneCall(desk, holding).is_another).run()
        Capturing(desk, shelf, Clock(desk), lambda: None, never_offered(), holding).settle()
    finally:
        holding.close()
        store.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
