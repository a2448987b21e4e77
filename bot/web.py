"""The Flask app: Slack's endpoint, the features' routes, health."""

from collections.abc import Callable, Sequence
from http import HTTPStatus

import structlog
from flask import Flask, Response, jsonify, request
from slack_bolt import App
from slack_bolt.adapter.flask import SlackRequestHandler
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from werkzeug.exceptions import HTTPException

from bot import clock, problems
from bot.errors import CannotStart
from bot.feature import Feature, Route
from bot.problems import Problem
from bot.store.engine import Store

Answer = tuple[Response, int]

log = structlog.get_logger()

_AWAY = Problem(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "The database does not answer just now: send it again in a while.",
    headers={"Retry-After": "30"},
)


def build(
    features: Sequence[Feature], bolt: App | None, store: Store, join: Callable[[], None]
) -> Flask:
    """The WSGI app.

    `POST /slack/events` takes commands, interactions, events and options; `GET /healthz` says that
    the process lives, `GET /readyz` that it can do its work (200) or why not (503).

    Args:
        bolt: the Bolt app; None where there is no secret to know Slack by, and nobody gets in.
        join: writes the workspace's row where it is not there yet; raises CannotStart where the
            schema has no place for it.
    """
    web = Flask("productops")
    web.post("/slack/events", endpoint="slack")(_slack(bolt, join) if bolt else _unsigned)
    web.get("/healthz", endpoint="healthz")(lambda: (jsonify(ok=True), 200))
    web.get("/readyz", endpoint="readyz")(_ready(store, join))
    web.register_error_handler(HTTPException, problems.answer_to)
    for route in (route for feature in features for route in feature.routes):
        door = _door(route, store)
        web.add_url_rule(route.path, route.path, door, methods=[route.method])
    return web


def _door(route: Route, store: Store) -> Callable[[], Response]:
    def answer() -> Response:
        request.max_content_length = route.longest
        try:
            with store.begin() as session:
                return route.run(session, request, clock.now())
        except Problem as problem:
            return problems.answer(problem)
        except OperationalError as error:
            log.warning("the database did not answer", route=route.path, error=str(error.orig))
            return problems.answer(_AWAY)

    return answer


def _unsigned() -> Answer:
    return jsonify(ok=False, why="Set SLACK_SIGNING_SECRET to be reached over HTTP."), 401


def _slack(bolt: App, join: Callable[[], None]) -> Callable[[], Response]:
    handler = SlackRequestHandler(bolt)

    def answer() -> Response:
        try:
            join()
        except (CannotStart, SQLAlchemyError) as error:
            # The guard finds the same, and has words for the person.
            log.warning("not joined", error=str(error))
        return handler.handle(request)

    return answer


def _ready(store: Store, join: Callable[[], None]) -> Callable[[], Answer]:
    def answer() -> Answer:
        # Alembic is a tenth of this process's start, and only this door needs it.
        from bot.store import migrate

        needed = migrate.newest()
        try:
            found = migrate.current(store.engine)
        except SQLAlchemyError as error:
            log.warning("not ready", error=str(error))
            return jsonify(ok=False, why="The database does not answer."), 503
        if found != needed:
            why = f"The schema is at {found}, this code needs {needed}: run `productops migrate`."
            return jsonify(ok=False, why=why), 503
        join()
        return jsonify(ok=True), 200

    return answer
