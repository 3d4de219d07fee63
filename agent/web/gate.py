"""The gate: what every request passes before anything else looks at it, and what every answer carries when it leaves.

    Host -> method -> Origin -> content type -> size -> known caller -> signature -> time -> nonce -> the route
    421     405       403       415             413     401             401          401     409

The files of the agent's own pages are the only open GETs. `hello`, `window/open`, `unlock` and the two calls of an extension
that wants to be paired need no signature, and everything else of the above. An answer to a known caller carries a proof,
refusals included: a wrong clock must not look like a stranger on our port. There are no cookies; they ignore ports, so another
user's port on a shared computer would receive them.
"""

from __future__ import annotations

from flask import Flask, Request, Response, g, make_response, request
from flask_cors import cross_origin

from agent.vault import signatures
from agent.vault.signatures import Clock, Nonces
from agent.web import errors
from agent.web.callers import Callers
from agent.web.origins import may_pair
from agent.web.windows import Client, own_origin

CLIENT, TIME, NONCE = "X-Tenth-Client", "X-Tenth-Time", "X-Tenth-Nonce"
SIGNATURE, PROOF = "X-Tenth-Signature", "X-Tenth-Proof"

HELLO, WINDOW_OPEN, TAKE_IN = "/v1/hello", "/v1/window/open", "/v1/sources/take-in"
BEGIN, PIECE = TAKE_IN + "/begin", TAKE_IN + "/piece"
PAIR_OPEN, PAIR_CLOSE = "/v1/pair/open", "/v1/pair/close"
PAIR_START, PAIR_FINISH = "/v1/pair/start", "/v1/pair/finish"
PAIRING = frozenset({PAIR_START, PAIR_FINISH})
UNLOCK = "/v1/unlock"
CONNECT_START, CONNECT_PASTE, DISCONNECT = "/v1/connect/start", "/v1/connect/paste", "/v1/connect/disconnect"
SPEECH_ON, SPEECH_OFF = "/v1/speech-server/on", "/v1/speech-server/off"
MODELS = "/v1/models/"
MODEL_DEEDS = tuple(MODELS + deed for deed in ("download", "import", "measure", "stop", "use", "remove"))
UNSIGNED = frozenset({HELLO, WINDOW_OPEN, UNLOCK}) | PAIRING
OWN_PAGE_ONLY = frozenset(
    {
        WINDOW_OPEN, PAIR_OPEN, PAIR_CLOSE, CONNECT_START, CONNECT_PASTE, DISCONNECT, SPEECH_ON, SPEECH_OFF, *MODEL_DEEDS,
    }
)  # fmt: skip
"""A paired browser can list and forget browsers; only the agent's own window lets another one in, connects to a Clio, fetches,
chooses or removes a speech model, or says where speech goes."""
OPEN_FOLDERS = ("/panel/", "/vendor/", "/window/")

LARGEST_BODY = 1_000_000
LARGEST_TAKE_IN = 36_000_000  # the largest document of workflow/taking_in.py, in base64
LARGEST_PIECE = 6_000_000  # 4 MB of a longer file, in base64
LARGEST = {TAKE_IN: LARGEST_TAKE_IN, BEGIN: LARGEST_PIECE, PIECE: LARGEST_PIECE}

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "media-src blob:",
        "font-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": CONTENT_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def caller() -> Client | None:
    """Return the known client that the request at hand names, from its own origin. Only signed paths have checked more."""
    client: Client | None = g.get("client")
    return client


def asking_origin() -> str:
    """Return the origin of the page behind the request at hand, which the gate has let in."""
    origin: str = g.origin
    return origin


class Gate:
    """Decides about every request by what is known of callers."""

    def __init__(self, callers: Callers, *, port: int, clock: Clock) -> None:
        self._callers = callers
        self._host = f"127.0.0.1:{port}"
        self._own_origin = own_origin(port)
        self._clock = clock
        self._nonces = Nonces(clock=clock)
        self._began = clock()

    def guard(self, app: Flask) -> None:
        """Stand before every route of `app`, and behind every answer."""
        app.before_request(self.decide)
        app.after_request(self.seal)

    def decide(self) -> Response | None:
        """Raise DoorError, answer a preflight, or let the request through."""
        # Compared whole and as sent: a rebound name, "localhost" or a missing port is somebody else's address.
        if request.headers.get("Host") != self._host:
            raise errors.WrongHost("the request is addressed to another host")
        origin = request.headers.get("Origin")
        if request.method == "GET" and request.path.startswith(OPEN_FOLDERS):
            self._check_open_get(origin)
            return None
        if request.method not in ("POST", "OPTIONS"):
            raise errors.PostOnly("only POST is answered here")
        self._check_origin(request, origin)
        if request.method == "OPTIONS":
            return make_response("", 204)  # flask-cors adds to it what the browser wants to know
        self._recognise(request)
        self._check_body(request)
        if request.path in OWN_PAGE_ONLY and asking_origin() != self._own_origin:
            raise errors.OriginRefused("only Tenth's own window may ask this")
        if request.path not in UNSIGNED:
            self._check_signature(request)
        return None

    def seal(self, response: Response) -> Response:
        """Add the proof for a known caller, CORS for an origin the gate let in, and the headers that all answers carry."""
        client, nonce = caller(), request.headers.get(NONCE, "")
        # An unsigned answer under a nonce of anybody's choosing could be passed off as the answer to that nonce's request.
        if client is not None and request.path not in UNSIGNED and signatures.NONCE.fullmatch(nonce):
            response.headers[PROOF] = signatures.answer_proof(
                client.key,
                at=self._own_origin,
                nonce=nonce,
                status=response.status_code,
                body=response.get_data(),
            )
        if origin := g.get("origin"):
            response = _with_cors(response, origin)
        response.headers.update(HEADERS)
        return response

    def _check_open_get(self, origin: str | None) -> None:
        # The panel's own requests for its files name no origin, or ours.
        if origin not in (None, self._own_origin):
            raise errors.OriginRefused("the page that asks is not Tenth's")

    def _check_origin(self, request: Request, origin: str | None) -> None:
        """Let in the agent's own pages and paired extensions, and one of ours that is not paired where it asks to be."""
        if origin is None:
            raise errors.OriginRefused("the page that asks does not say whose it is")
        if request.path in PAIRING:
            # A preflight comes before anything is known of the caller: it hears yes while a person has opened pairing.
            allowed = may_pair(origin) and (request.method == "POST" or self._callers.is_pairing())
        else:
            allowed = origin == self._own_origin or origin in self._callers.origins()
        if not allowed and request.method == "POST" and may_pair(origin):
            raise errors.Unpaired("this browser is not paired")
        if not allowed:
            raise errors.OriginRefused("the page that asks is not Tenth's")
        g.origin = origin

    def _recognise(self, request: Request) -> None:
        """Note who calls. A key is good for one origin: from another one its holder is a stranger."""
        client = self._callers.client(request.headers.get(CLIENT, ""))
        if client is not None and client.origin != g.origin:
            raise errors.OriginRefused("this key was given to another page")
        g.client = client

    def _check_body(self, request: Request) -> None:
        if request.query_string:  # it would be outside the signature
            raise errors.NoSuchPath("addresses here have no query")
        if request.mimetype != "application/json":
            raise errors.NotJson("only application/json is taken here")
        limit = LARGEST.get(request.path, LARGEST_BODY)
        if request.content_length is None or request.content_length > limit:
            raise errors.TooLarge(f"a request here is at most {limit // 1_000_000} MB")

    def _check_signature(self, request: Request) -> None:
        client = caller()
        if client is None:
            raise self._callers.stranger()
        time, nonce = request.headers.get(TIME, ""), request.headers.get(NONCE, "")
        ours = signatures.request_signature(
            client.key,
            at=self._own_origin,
            path=request.path,
            time=time,
            nonce=nonce,
            body=request.get_data(),
        )
        if not signatures.same(ours, request.headers.get(SIGNATURE, "")):
            raise errors.BadSignature("the signature does not fit the request")
        if not signatures.NONCE.fullmatch(nonce) or not signatures.is_timely(time, self._clock()):
            raise errors.WrongTime("the request is dated more than a minute from now")
        if self._is_of_before(time):
            raise errors.Replayed(
                "the request was made before Tenth was started",
                hint="Look again; it may have been done then.",
            )
        try:
            if not self._nonces.is_new(client.id, nonce):
                raise errors.Replayed("this request was seen before")
        except OverflowError as error:
            raise errors.TooMany("too many requests in two minutes") from error
        self._callers.called(client)

    def _is_of_before(self, time: str) -> bool:
        """Whether a request was made for the agent that listened before this one, whose nonces nobody remembers."""
        now = self._clock()
        if now < self._began:  # this computer's clock was put back
            self._began = now - signatures.TIME_WINDOW
        return int(time) < signatures.milliseconds(self._began)


def _with_cors(response: Response, origin: str) -> Response:
    """Let flask-cors answer for exactly the one origin that the gate has already let in."""
    allow = cross_origin(
        origins=[origin],
        methods=["POST"],
        allow_headers=["Content-Type", CLIENT, TIME, NONCE, SIGNATURE],
        expose_headers=[PROOF],
        automatic_options=False,
        max_age=600,
    )
    answer: Response = allow(lambda: response)()
    return answer
