"""Every call there is, in one table. `gate` has decided before any of them runs."""

from __future__ import annotations

from agent.web import (
    routes_browsers,
    routes_clock,
    routes_door,
    routes_entries,
    routes_exports,
    routes_sources,
    routes_state,
)
from agent.web.door import Route
from agent.web.gate import (
    HELLO,
    PAIR_CLOSE,
    PAIR_FINISH,
    PAIR_OPEN,
    PAIR_START,
    TAKE_IN,
    WINDOW_OPEN,
)

ROUTES = (
    Route(HELLO, routes_door.hello),
    Route(WINDOW_OPEN, routes_door.open_window),
    Route(PAIR_OPEN, routes_browsers.open_pairing),
    Route(PAIR_CLOSE, routes_browsers.close_pairing),
    Route(PAIR_START, routes_browsers.start),
    Route(PAIR_FINISH, routes_browsers.finish),
    Route("/v1/browsers/list", routes_browsers.list_browsers),
    Route("/v1/browsers/forget", routes_browsers.forget),
    Route("/v1/openapi", routes_door.openapi),
    Route("/v1/state", routes_state.state),
    Route("/v1/matters/search", routes_state.search_matters),
    Route("/v1/categories/list", routes_state.list_categories),
    Route("/v1/sync", routes_state.sync),
    Route("/v1/push", routes_state.push),
    Route("/v1/reconcile", routes_state.reconcile),
    Route("/v1/sources/get", routes_sources.get),
    Route(TAKE_IN, routes_sources.take_in),
    Route("/v1/sources/paste", routes_sources.paste),
    Route("/v1/sources/clip", routes_sources.clip),
    Route("/v1/sources/again", routes_sources.again),
    Route("/v1/sources/discard", routes_sources.discard),
    Route("/v1/entries/list", routes_entries.list_entries),
    Route("/v1/entries/revise", routes_entries.revise),
    Route("/v1/entries/confirm", routes_entries.confirm),
    Route("/v1/entries/reopen", routes_entries.reopen),
    Route("/v1/entries/discard", routes_entries.discard),
    Route("/v1/entries/restore", routes_entries.restore),
    Route("/v1/entries/split", routes_entries.split),
    Route("/v1/entries/merge", routes_entries.merge),
    Route("/v1/entries/assign", routes_entries.assign),
    Route("/v1/entries/batch", routes_entries.batch),
    Route("/v1/entries/find", routes_entries.find),
    Route("/v1/entries/undo", routes_entries.undo),
    Route("/v1/clock/start", routes_clock.start),
    Route("/v1/clock/stop", routes_clock.stop),
    Route("/v1/notes/add", routes_clock.add_note),
    Route("/v1/exports/targets", routes_exports.targets),
    Route("/v1/exports/write", routes_exports.write),
)
