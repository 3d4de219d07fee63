"""The Flask application: API, sign-in, web pages and the tests' back door, with Clio's error shapes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from flask import Blueprint, Flask, Response, request
from flask.json.provider import DefaultJSONProvider
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from agent.sandbox import activity_writes, communication_writes, control, gate, oauth, pages, reads
from agent.sandbox.faults import Faults
from agent.sandbox.office import Office
from agent.sandbox.problems import OAuthProblem, Problem, not_found

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    from agent.sandbox.wire import Wire

LOCAL_HOSTS = ("127.0.0.1", "localhost")


class _InOrder(DefaultJSONProvider):
    """Answers fields in the order they were asked for, as Clio does."""

    sort_keys = False


def build(office: Office, faults: Faults, wire: Callable[[], Wire]) -> WSGIApplication:
    """The application for one office."""
    app = Flask(__name__, static_folder=None)
    app.json = _InOrder(app)
    api = Blueprint("api", __name__, url_prefix="/api/v4")
    gate.guard(api, office)
    for part in (reads, activity_writes, communication_writes):
        part.routes(api, office)
    _add_unknown(api)
    for blueprint in (api, oauth.routes(office), pages.routes(office), control.routes(office, faults, wire)):
        app.register_blueprint(blueprint)
    _add_refusals(app)
    return _without_json_suffix(app.wsgi_app)


def _add_unknown(api: Blueprint) -> None:
    @api.route("/<path:anything>", methods=["GET", "POST", "PATCH", "PUT", "DELETE"])
    def unknown(anything: str) -> ResponseReturnValue:
        """An address that this practice Clio does not have; the gate has been passed."""
        raise not_found()


def _add_refusals(app: Flask) -> None:
    @app.before_request
    def only_from_here() -> ResponseReturnValue | None:
        """A page elsewhere that rebinds its name to this machine gets nothing."""
        return None if request.host.partition(":")[0] in LOCAL_HOSTS else Response(status=400)

    @app.errorhandler(Problem)
    def api_refusal(problem: Problem) -> Response:
        return problem.response()

    @app.errorhandler(OAuthProblem)
    def oauth_refusal(problem: OAuthProblem) -> Response:
        return problem.response()

    @app.errorhandler(HTTPException)
    def http_refusal(problem: HTTPException) -> ResponseReturnValue:
        if request.path.startswith("/api/"):
            return Problem(problem.code or 500, "ArgumentError", problem.name).response()
        return problem.get_response()


def _without_json_suffix(application: WSGIApplication) -> WSGIApplication:
    """Clio answers `/matters.json` and `/matters` alike; the routes know the short form only."""

    def call(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path.startswith("/api/"):
            environ = {**environ, "PATH_INFO": path.removesuffix(".json"), "sandbox.path": path}
        return application(environ, start_response)

    return call
