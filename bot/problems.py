"""What other machines are told when something can't be done: problem details.

Source: RFC 9457, "Problem Details for HTTP APIs".
"""

import json
import secrets
from collections.abc import Mapping
from http import HTTPStatus

import structlog
from flask import Response
from werkzeug.exceptions import HTTPException, InternalServerError

log = structlog.get_logger()


class Problem(Exception):
    """A request that is refused; what its transaction wrote is rolled back.

    Args:
        status: of HTTP.
        detail: what to do about it, in a sentence.
        errors: what is wrong with each field, by its name.
        headers: of the answer.
    """

    def __init__(
        self,
        status: HTTPStatus,
        detail: str,
        errors: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.errors = errors or {}
        self.headers = headers or {}


def answer(problem: Problem) -> Response:
    """The answer that tells of a problem."""
    said = {
        "type": "about:blank",
        "title": problem.status.phrase,
        "status": problem.status.value,
        "detail": problem.detail,
        "errors": [{"field": name, "detail": why} for name, why in problem.errors.items()],
    }
    told = {name: value for name, value in said.items() if value}
    return Response(
        json.dumps(told, ensure_ascii=False) + "\n",
        problem.status,
        {**problem.headers, "Content-Type": "application/problem+json"},
    )


def answer_to(error: HTTPException) -> Response:
    """The answer where a request reached no door, or a wrong one."""
    if isinstance(error, InternalServerError):
        return answer(_broken(error))
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    told = error.get_response().headers
    kept: dict[str, str] = {name: told[name] for name in ("Allow", "Retry-After") if name in told}
    return answer(Problem(status, error.description or status.phrase, headers=kept))


def _broken(error: InternalServerError) -> Problem:
    reference = secrets.token_hex(4)
    log.error("a door broke", reference=reference, exc_info=error.original_exception)
    why = f"Something went wrong on our side (reference {reference}). Please send it again."
    return Problem(HTTPStatus.INTERNAL_SERVER_ERROR, why)
