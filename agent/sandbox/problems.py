"""Clio's two ways of saying no: `{"error": {"type", "message"}}` from the API, `{"error", "error_description"}` from OAuth."""

from __future__ import annotations

from flask import Response, jsonify


class Problem(Exception):
    """An API refusal. `kind` is Clio's `error.type`; the texts Clio uses for 422 are not published."""

    def __init__(self, status: int, kind: str, message: str) -> None:
        super().__init__(message)
        self.status, self.kind, self.message = status, kind, message

    def response(self) -> Response:
        """The refusal as Clio sends it."""
        answer = jsonify(error={"type": self.kind, "message": self.message})
        answer.status_code = self.status
        return answer


class OAuthProblem(Exception):
    """A refusal in OAuth's own shape; also the 401 of an expired token on the API."""

    def __init__(self, status: int, error: str, description: str) -> None:
        super().__init__(description)
        self.status, self.error, self.description = status, error, description

    def response(self) -> Response:
        """The refusal as Clio sends it."""
        answer = jsonify(error=self.error, error_description=self.description)
        answer.status_code = self.status
        return answer


def bad_argument(detail: str) -> Problem:
    """400: a parameter that cannot be read."""
    return Problem(400, "ArgumentError", f"An invalid argument was supplied: {detail}")


def bad_field(name: str) -> Problem:
    """400: a name in `fields=` that the resource does not have, or one nested too deep."""
    return Problem(400, "InvalidFields", f"{name} is not a valid field")


def not_found() -> Problem:
    """404: no such record, or none that this user may see."""
    return Problem(404, "RecordNotFoundError", "The requested record could not be found")


def forbidden() -> Problem:
    """403: the app or the user lacks the permission."""
    return Problem(403, "ForbiddenError", "User is forbidden from taking that action")


def unprocessable(message: str) -> Problem:
    """422: understood, but not acceptable."""
    return Problem(422, "UnprocessableEntityError", message)


def invalid_token() -> OAuthProblem:
    """401: the text of Clio's support article on expired tokens."""
    return OAuthProblem(
        401,
        "invalid_token",
        "The access token provided is expired, revoked, malformed or invalid for other reasons.",
    )
