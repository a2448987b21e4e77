"""Checks an installation: each finding says what is right, or what to do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot import clock, manifest
from bot.feature import Feature
from bot.slack import Clients, reason
from bot.store import migrate
from bot.store.engine import open_store

# Slack refuses what is older than five minutes; half of it is time to act.
SKEW = 150


@dataclass(frozen=True)
class Finding:
    """What was looked at, whether it is right, and a sentence."""

    what: str
    right: bool
    says: str


def database(url: str) -> Iterator[Finding]:
    """Look at a database: does it answer, is its schema the one this code needs.

    Args:
        url: `postgresql+psycopg://…`.
    """
    store = open_store(url, pool=1)
    try:
        with store.begin() as session:
            version = session.execute(text("SHOW server_version")).scalar_one()
        yield Finding("database", True, f"PostgreSQL {version} answers.")
        found, needed = migrate.current(store.engine), migrate.newest()
        if found == needed:
            yield Finding("schema", True, f"is up to date ({needed}).")
        else:
            says = f"is at {found or 'nothing'}, this code needs {needed}: run productops migrate."
            yield Finding("schema", False, says)
    except SQLAlchemyError as error:
        why = str(error).splitlines()[0]
        yield Finding("database", False, f"does not answer ({why}): check DATABASE_URL.")
    finally:
        store.close()


def slack(clients: Clients, features: Sequence[Feature]) -> Iterator[Finding]:
    """Ask Slack about a token: whose it is, its scopes, and the time."""
    try:
        told = clients.new(clients.token).auth_test()
    except SlackApiError as refused:
        why = refused.response["error"]
        yield Finding("token", False, f"Slack refuses it ({why}): copy SLACK_BOT_TOKEN again.")
        return
    except (SlackClientError, OSError) as error:
        says = f"{clients.base_url} does not answer ({error}): check the network, SLACK_API_URL."
        yield Finding("Slack", False, says)
        return
    yield Finding("token", True, f"is {told['user']}'s in {told['team']}.")
    yield _scopes(told, features)
    yield _skew(told)


def socket_mode(clients: Clients, app_token: str) -> Finding:
    """Ask Slack whether an app-level token, `xapp-…`, opens Socket Mode."""
    try:
        clients.new().apps_connections_open(app_token=app_token)
    except (SlackClientError, OSError) as error:
        says = (
            f"does not open Socket Mode ({reason(error)}): make one with the scope"
            " connections:write, and switch Socket Mode on in the app's settings."
        )
        return Finding("SLACK_APP_TOKEN", False, says)
    return Finding("SLACK_APP_TOKEN", True, "opens Socket Mode.")


def _scopes(told: SlackResponse, features: Sequence[Feature]) -> Finding:
    granted = {scope.strip() for scope in _header(told, "x-oauth-scopes").split(",")}
    missing = [scope for scope in manifest.scopes(features) if scope not in granted]
    if missing:
        says = f"{', '.join(missing)} missing: add to the app, then reinstall it."
        return Finding("scopes", False, says)
    return Finding("scopes", True, "are those of the manifest.")


def _skew(told: SlackResponse) -> Finding:
    date = _header(told, "date")
    if not date:
        return Finding("clock", True, "could not be compared: Slack told no date.")
    skew = round(clock.wall() - parsedate_to_datetime(date).timestamp())
    if abs(skew) > SKEW:
        says = f"is {skew} s off Slack's: set it right, or Slack's requests are refused as too old."
        return Finding("clock", False, says)
    return Finding("clock", True, "agrees with Slack's.")


def _header(told: SlackResponse, name: str) -> str:
    values = {key.lower(): value for key, value in told.headers.items()}
    found = values.get(name, "")
    return found[0] if isinstance(found, list) else str(found)
