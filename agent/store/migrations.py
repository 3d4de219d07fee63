"""The schema, as numbered steps that only go forward. Step n is one transaction; a released step is never edited.

Bodies are JSON of the frozen values of `domain`; the columns beside them are what queries ask for.
"""

from __future__ import annotations

STEPS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE home(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
        "INSERT INTO home VALUES('revision', '0')",
        """CREATE TABLE source(
            id TEXT PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, stage TEXT NOT NULL, taken_at TEXT NOT NULL,
            body TEXT NOT NULL, failure TEXT, sound_key BLOB, extracted_by TEXT,
            not_billed TEXT NOT NULL DEFAULT '[]') STRICT""",
        """CREATE TABLE suggestion(
            id TEXT PRIMARY KEY, source_id TEXT NOT NULL REFERENCES source(id) ON DELETE CASCADE,
            place INTEGER NOT NULL, body TEXT NOT NULL) STRICT""",
        """CREATE TRIGGER suggestion_never_changes BEFORE UPDATE ON suggestion
            BEGIN SELECT RAISE(ABORT, 'a suggestion never changes'); END""",
        """CREATE TABLE entry(
            id TEXT PRIMARY KEY, source_id TEXT NOT NULL REFERENCES source(id), status TEXT NOT NULL,
            date TEXT NOT NULL, place INTEGER NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL) STRICT""",
        "CREATE INDEX entry_by_source ON entry(source_id, place)",
        "CREATE INDEX entry_by_status ON entry(status)",
        "CREATE TABLE change(id INTEGER PRIMARY KEY, made TEXT NOT NULL, before TEXT NOT NULL) STRICT",
        "CREATE TABLE matter(id INTEGER PRIMARY KEY, status TEXT NOT NULL, body TEXT NOT NULL) STRICT",
        "CREATE TABLE category(id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT",
        """CREATE TABLE push(
            id TEXT PRIMARY KEY, entry_id TEXT NOT NULL REFERENCES entry(id), outcome TEXT, remote_id INTEGER,
            written_at TEXT NOT NULL, body TEXT NOT NULL) STRICT""",
        # At most one push of an entry is open or done: the database itself refuses a second one.
        """CREATE UNIQUE INDEX push_once ON push(entry_id)
            WHERE outcome IS NULL OR outcome IN ('unknown', 'created')""",
        "CREATE UNIQUE INDEX push_by_remote ON push(remote_id) WHERE remote_id IS NOT NULL",
        "CREATE TABLE export(id TEXT PRIMARY KEY, written_at TEXT NOT NULL, body TEXT NOT NULL) STRICT",
    ),
    (
        # At most one clock runs in a home, whichever process started it.
        "CREATE TABLE clock(id INTEGER PRIMARY KEY CHECK (id = 1), body TEXT NOT NULL) STRICT",
    ),
    ("ALTER TABLE source ADD COLUMN promises TEXT NOT NULL DEFAULT '[]'",),
    (
        """CREATE TABLE browser(
            id TEXT PRIMARY KEY, name TEXT NOT NULL, origin TEXT NOT NULL, paired_at TEXT NOT NULL,
            last_used TEXT) STRICT""",
        """CREATE TABLE opening(
            id TEXT PRIMARY KEY, code TEXT NOT NULL, dies_at TEXT NOT NULL, tries_left INTEGER NOT NULL) STRICT""",
    ),
    (
        "CREATE TABLE day_page(day TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT",
        """CREATE TABLE day_mark(
            key TEXT NOT NULL, day TEXT NOT NULL, until TEXT, body TEXT NOT NULL, PRIMARY KEY(key, day)) STRICT""",
        "CREATE INDEX day_mark_until ON day_mark(until)",
    ),
    (
        # One log for each matter of a call, found again at the practice system by its key.
        """CREATE TABLE call_log(
            key TEXT PRIMARY KEY, source_id TEXT NOT NULL REFERENCES source(id), matter_id INTEGER NOT NULL,
            remote_id INTEGER, body TEXT NOT NULL, UNIQUE(source_id, matter_id)) STRICT""",
        # Matters that this sign-in may no longer see.
        "CREATE TABLE locked_matter(id INTEGER PRIMARY KEY, locked_at TEXT NOT NULL) STRICT",
        "CREATE VIEW visible_matter AS SELECT * FROM matter WHERE id NOT IN (SELECT id FROM locked_matter)",
        "DELETE FROM home WHERE key = 'synced_at'",  # the people of a matter gained their ids: read them once more
    ),
    (
        # The firm around the matters, as the practice system tells it.
        "CREATE TABLE member(id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT",
        "CREATE TABLE contact(id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT",
        "CREATE TABLE opened_matter(id INTEGER PRIMARY KEY, opened_at TEXT NOT NULL) STRICT",
        "CREATE TABLE meeting(id TEXT PRIMARY KEY, ends_at TEXT NOT NULL, body TEXT NOT NULL) STRICT",
        # What the lawyer calls a matter; kept over closings and renames.
        """CREATE TABLE alias(
            folded TEXT PRIMARY KEY, matter_id INTEGER NOT NULL, alias TEXT NOT NULL) STRICT""",
        "CREATE INDEX alias_by_matter ON alias(matter_id)",
        # By which change of the mirror a matter was last touched, so that only those are read again.
        "ALTER TABLE matter ADD COLUMN changed INTEGER NOT NULL DEFAULT 0",
        "CREATE INDEX matter_by_change ON matter(changed)",
        "DELETE FROM home WHERE key = 'synced_at'",  # matters and kinds of work gained their rates: read them once more
    ),
    (
        # What the practice system would charge one fee earner's time on one matter.
        """CREATE TABLE quote(
            matter_id INTEGER NOT NULL, user_id INTEGER NOT NULL, read_at TEXT NOT NULL, body TEXT NOT NULL,
            PRIMARY KEY(matter_id, user_id)) STRICT""",
        # How an entry is charged was yes or no; what was "no" keeps meaning that, and nothing older can be taken back.
        """UPDATE entry SET body = json_set(body, '$.charge', 'not_billable')
            WHERE json_extract(body, '$.billable') = 0""",
        "DELETE FROM change",
    ),
    (
        # Where our entries stand in the practice system, as last read; and what was done to them there.
        "CREATE TABLE standing(remote_id INTEGER PRIMARY KEY, seen_at TEXT NOT NULL, body TEXT NOT NULL) STRICT",
        """CREATE TABLE correction(
            id TEXT PRIMARY KEY, entry_id TEXT NOT NULL REFERENCES entry(id), ending TEXT, body TEXT NOT NULL) STRICT""",
        # At most one correction of an entry is open: the database itself refuses a second one.
        """CREATE UNIQUE INDEX correction_once ON correction(entry_id)
            WHERE ending IS NULL OR ending = 'unknown'""",
        """CREATE TABLE expense(
            id TEXT PRIMARY KEY, status TEXT NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL) STRICT""",
        """CREATE TABLE expense_push(
            id TEXT PRIMARY KEY, expense_id TEXT NOT NULL REFERENCES expense(id), outcome TEXT, remote_id INTEGER,
            body TEXT NOT NULL) STRICT""",
        """CREATE UNIQUE INDEX expense_push_once ON expense_push(expense_id)
            WHERE outcome IS NULL OR outcome IN ('unknown', 'created')""",
        "CREATE UNIQUE INDEX expense_push_by_remote ON expense_push(remote_id) WHERE remote_id IS NOT NULL",
        "CREATE TABLE expense_category(id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT",
    ),
    (
        # At most one call is captured. The verbs write `body`, the recording program `report`: neither undoes the other.
        """CREATE TABLE capture(
            only INTEGER PRIMARY KEY CHECK (only = 1), id TEXT NOT NULL, body TEXT NOT NULL, sound_key BLOB NOT NULL,
            report TEXT NOT NULL) STRICT""",
        "ALTER TABLE source ADD COLUMN recording TEXT",
        "CREATE TABLE standing_consent(who TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT",
        # Since when everything made of a call's sound is done with: the sound goes a day later.
        "CREATE TABLE sound_done(source_id TEXT PRIMARY KEY REFERENCES source(id), since TEXT NOT NULL) STRICT",
    ),
    (
        # What the lawyer said after a call and waits for its words.
        """CREATE TABLE dictation(
            id TEXT PRIMARY KEY, source_id TEXT NOT NULL REFERENCES source(id), said_at TEXT NOT NULL,
            sound_key BLOB NOT NULL) STRICT""",
    ),
    (
        # The words of a call as they come, a row for each window, and how far each track is; gone once the source has them.
        "CREATE TABLE heard(id INTEGER PRIMARY KEY, source_id TEXT NOT NULL, body TEXT NOT NULL) STRICT",
        "CREATE INDEX heard_by_source ON heard(source_id)",
        """CREATE TABLE heard_place(
            source_id TEXT NOT NULL, track TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY(source_id, track)) STRICT""",
    ),
    (
        # What was done to expenses in the practice system, and where they stand there: as for entries.
        "CREATE TABLE expense_standing(remote_id INTEGER PRIMARY KEY, seen_at TEXT NOT NULL, body TEXT NOT NULL) STRICT",
        """CREATE TABLE expense_correction(
            id TEXT PRIMARY KEY, entry_id TEXT NOT NULL REFERENCES expense(id), ending TEXT, body TEXT NOT NULL) STRICT""",
        """CREATE UNIQUE INDEX expense_correction_once ON expense_correction(entry_id)
            WHERE ending IS NULL OR ending = 'unknown'""",
    ),
    # Work that somebody in a room says they did or will do: whose is to be asked.
    ("ALTER TABLE source ADD COLUMN claims TEXT NOT NULL DEFAULT '[]'",),
    (
        # What a larger model heard of a call, apart from its words.
        """CREATE TABLE second_hearing(
            source_id TEXT PRIMARY KEY REFERENCES source(id), model TEXT NOT NULL, heard_at TEXT NOT NULL, body TEXT,
            failure TEXT) STRICT""",
    ),
    (
        # Where the words of a call are made while they come ("" is this computer), and who gave those that are there.
        """CREATE TABLE heard_from(
            source_id TEXT PRIMARY KEY, now TEXT NOT NULL, gave TEXT NOT NULL DEFAULT '[]') STRICT""",
        "ALTER TABLE source ADD COLUMN words_by TEXT NOT NULL DEFAULT '[]'",
        # Every door but Clio's through which something left, and how often.
        """CREATE TABLE door(
            host TEXT NOT NULL, what TEXT NOT NULL, first_at TEXT NOT NULL, last_at TEXT NOT NULL, count INTEGER NOT NULL,
            PRIMARY KEY(host, what)) STRICT""",
    ),
    (
        # How far a second hearing is, as for the first one; `now` is its model.
        "CREATE TABLE second_heard(id INTEGER PRIMARY KEY, source_id TEXT NOT NULL, body TEXT NOT NULL) STRICT",
        "CREATE INDEX second_heard_by_source ON second_heard(source_id)",
        """CREATE TABLE second_heard_place(
            source_id TEXT NOT NULL, track TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY(source_id, track)) STRICT""",
        """CREATE TABLE second_heard_from(
            source_id TEXT PRIMARY KEY, now TEXT NOT NULL, gave TEXT NOT NULL DEFAULT '[]', waits TEXT) STRICT""",
        # Why the words of the call that goes on wait, for every window and the terminal.
        "ALTER TABLE heard_from ADD COLUMN waits TEXT",
    ),
)
