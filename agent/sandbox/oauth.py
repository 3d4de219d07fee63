"""Signing in: the consent page, the exchange of codes and refresh tokens, and taking consent back.

The redirect address must be the registered one, though it may carry extra query parameters. Refreshing gives a new
access token and no new refresh token.
"""

from __future__ import annotations

import secrets
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, Response, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from agent.sandbox.grants import TOKEN_LIFE
from agent.sandbox.office import Office
from agent.sandbox.problems import OAuthProblem, invalid_token

APPROVAL_PATH = "/oauth/approval"
CARRIED = ("response_type", "client_id", "redirect_uri", "state", "redirect_on_decline")


def routes(office: Office) -> Blueprint:
    """All addresses under /oauth."""
    blueprint = Blueprint("oauth", __name__, url_prefix="/oauth")
    _add_consent(blueprint, office)
    _add_tokens(blueprint, office)
    return blueprint


def _add_consent(blueprint: Blueprint, office: Office) -> None:
    """The part a person sees."""

    @blueprint.get("/authorize")
    def consent() -> ResponseReturnValue:
        """Ask who signs in and whether the app may."""
        if problem := _request_problem(office, request.args):
            return render_template(
                "stopped.html", heading="This request cannot be allowed", text=problem
            ), 400
        users = [user for user in office.firm.all("users") if user["enabled"]]
        carried = {name: request.args[name] for name in CARRIED if name in request.args}
        permissions = sorted(office.behaviour.permissions.items())
        return render_template("consent.html", users=users, carried=carried, permissions=permissions)

    @blueprint.post("/authorize")
    def decide() -> ResponseReturnValue:
        """Send the browser back with a code, or with the refusal."""
        form = request.form
        if problem := _request_problem(office, form):
            return render_template(
                "stopped.html", heading="This request cannot be allowed", text=problem
            ), 400
        if form.get("decision") == "allow":
            user = office.firm.find("users", form.get("user_id", type=int))
            if user is None or not user["enabled"]:
                return render_template(
                    "stopped.html", heading="Nobody signed in", text="Choose a person."
                ), 400
            return _back(form, code=office.grants.allow(user["id"], form["redirect_uri"]))
        if form.get("redirect_on_decline") == "true":
            return _back(form, error="access_denied")
        return render_template(
            "stopped.html", heading="Declined", text="Nothing was shared. Close this page."
        )

    @blueprint.get("/approval")
    def approval() -> ResponseReturnValue:
        """Show the code for copying, where a browser cannot reach the app."""
        return render_template("approval.html", code=request.args.get("code", ""))


def _add_tokens(blueprint: Blueprint, office: Office) -> None:
    """The part the app talks to."""

    @blueprint.post("/token")
    def token() -> ResponseReturnValue:
        """Exchange a code, or refresh."""
        form = request.form
        if not _is_app(office, form):
            raise OAuthProblem(401, "invalid_client", "Client authentication failed.")
        if form.get("grant_type") == "authorization_code":
            pair = office.grants.exchange(form.get("code", ""), form.get("redirect_uri", ""))
            if pair is None:
                raise _invalid_grant()
            return _tokens(access_token=pair[0], refresh_token=pair[1])
        if form.get("grant_type") == "refresh_token":
            access = office.grants.refresh(form.get("refresh_token", ""))
            if access is None:
                raise _invalid_grant()
            return _tokens(access_token=access)
        raise OAuthProblem(400, "unsupported_grant_type", "The authorization grant type is not supported.")

    @blueprint.post("/deauthorize")
    def deauthorize() -> ResponseReturnValue:
        """Take the consent back, for access and refresh tokens alike."""
        bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if bearer != request.form.get("token") or not office.grants.deauthorize(bearer):
            raise invalid_token()
        return Response(status=200)


def _request_problem(office: Office, asked: MultiDict[str, str]) -> str | None:
    if asked.get("client_id") != office.client_id:
        return "The app is not known here."
    if not _is_registered(office, asked.get("redirect_uri", "")):
        return "The redirect address is not one the app has registered."
    return None if asked.get("response_type") == "code" else "The response type is not supported."


def _is_registered(office: Office, redirect_uri: str) -> bool:
    """Exactly a registered address; a query may be added to it."""
    registered = (office.behaviour.redirect_uri, request.host_url.rstrip("/") + APPROVAL_PATH)
    return redirect_uri.partition("?")[0] in registered and not urlsplit(redirect_uri).fragment


def _is_app(office: Office, form: MultiDict[str, str]) -> bool:
    same_id = secrets.compare_digest(form.get("client_id", "").encode(), office.client_id.encode())
    same_secret = secrets.compare_digest(
        form.get("client_secret", "").encode(), office.client_secret.encode()
    )
    return same_id and same_secret


def _back(form: MultiDict[str, str], **values: str) -> ResponseReturnValue:
    if "state" in form:
        values["state"] = form["state"]
    address = form["redirect_uri"]
    return redirect(f"{address}{'&' if '?' in address else '?'}{urlencode(values)}")


def _tokens(**tokens: str) -> Response:
    kind, lifetime = "bearer", int(TOKEN_LIFE.total_seconds())
    response = jsonify(token_type=kind, expires_in=lifetime, **tokens)
    response.headers["Cache-Control"] = "no-store"
    return response


def _invalid_grant() -> OAuthProblem:
    return OAuthProblem(
        400,
        "invalid_grant",
        "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in "
        "the authorization request, or was issued to another client.",
    )
