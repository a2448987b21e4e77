"""Two bare Bolt apps to compare with: one only acks, one commits a single INSERT before it acks.

They import nothing of the bot, so that their start and their memory are Bolt's and Flask's own.
"""

import os
import threading
from collections.abc import Callable
from typing import Any

import psycopg
from flask import Flask, Response, request
from slack_bolt import Ack, App
from slack_bolt.adapter.flask import SlackRequestHandler
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

TABLE = """
    CREATE TABLE insights (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        team text NOT NULL,
        author text NOT NULL,
        words text NOT NULL,
        kept_at timestamptz NOT NULL DEFAULT now()
    )
"""
INSERT = "INSERT INTO insights (team, author, words) VALUES (%s, %s, %s)"


def acks() -> Flask:
    """The WSGI app that promises nothing."""

    def listener(ack: Ack) -> None:
        ack()

    return _serving(listener)


def inserts() -> Flask:
    """The WSGI app that keeps its promise with the least: one row, committed, then the ack.

    Each thread has its own connection, in autocommit: one round trip, and nobody waits for a pool.
    """
    url = os.environ["DATABASE_URL"]
    mine = threading.local()

    def connection() -> psycopg.Connection:
        if not hasattr(mine, "connection"):
            mine.connection = psycopg.connect(url, autocommit=True)
        found: psycopg.Connection = mine.connection
        return found

    def listener(ack: Ack, command: dict[str, str]) -> None:
        values = (command["team_id"], command["user_id"], command["text"])
        connection().execute(INSERT, values)
        ack()

    return _serving(listener)


def _serving(listener: Callable[..., None]) -> Flask:
    # The options are those of bot/slack.py.
    team, token = os.environ["SLACK_TEAM"], os.environ["SLACK_BOT_TOKEN"]

    def authorize(team_id: str) -> AuthorizeResult | None:
        if team_id != team:
            return None
        return AuthorizeResult(enterprise_id=None, team_id=team_id, bot_token=token)

    refusing: Callable[..., Any] = authorize
    app = App(
        signing_secret=os.environ["SLACK_SIGNING_SECRET"],
        client=WebClient(base_url=os.environ["SLACK_API_URL"], timeout=2, retry_handlers=[]),
        authorize=refusing,
        process_before_response=True,
        raise_error_for_unhandled_request=True,
        attaching_function_token_enabled=False,
    )
    app.command("/insight")(listener)
    handler = SlackRequestHandler(app)
    web = Flask("bare")

    @web.post("/slack/events")
    def answer() -> Response:
        return handler.handle(request)

    return web
