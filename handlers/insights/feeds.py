"""`POST /api/insights`: forms and support tools send what they were told, each note once."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from http import HTTPStatus
from typing import Any

from flask import Request, Response

from bot import i18n
from bot.errors import Refusal
from bot.feature import Route
from bot.forms import Errors
from bot.payload import storable
from bot.problems import Problem
from bot.store import workspaces
from bot.store.engine import Session
from workflows.insights import areas, settings
from workflows.insights import feeds as sending
from workflows.insights.bringing import Source, What, bring, known
from workflows.insights.form import Fields
from workflows.insights.incoming import LONGEST_KEY, Incoming, Known, Sent, identity, read
from workflows.insights.nearness import nearest

# The longest insight, each letter written as JSON may write it, with room for the rest.
LONGEST = 512 * 1024
# What is read of a note, by the name it has there.
NAMES = {
    "text" if one.name == "words" else one.name: one.name
    for one in fields(Sent)
    if one.name not in ("by", "private")
}
_SECRET = {"WWW-Authenticate": "Bearer"}


def take(session: Session, request: Request, now: datetime) -> Response:
    """Keep a note; 201 with what it is called, 200 where it is kept already."""
    token = _token(request)
    workspace = workspaces.find(session, sending.workspace_of(token))
    entered = sending.enter(session, workspace, token, now) if workspace else None
    if workspace is None or entered is None:
        raise Problem(
            HTTPStatus.UNAUTHORIZED,
            "This token is no feed's, or it was revoked: see productops insights feeds.",
            headers=_SECRET,
        )
    if entered.wait:
        raise Problem(
            HTTPStatus.TOO_MANY_REQUESTS,
            f"A feed sends {sending.MOST} notes a minute at most: wait, then send it again. More"
            " at once belongs into a file: see productops insights import.",
            headers={"Retry-After": str(entered.wait)},
        )
    sent, source = _sent(request), Source(entered.id)
    # A retry is answered as the first time was, whatever has become of an area since.
    (brought,) = known(session, workspace, source, [Incoming(Fields(""), *identity(sent))])
    if brought is None:
        months = settings.chosen(session, workspace).retention_months
        found = _checked(sent, Known(areas.names(session, workspace), months=months), now)
        try:
            (brought,) = bring(session, workspace, source, [(entered.owner, found)], now)
        except Refusal as refused:
            why = i18n.load()("en").words(refused.words)
            raise Problem(HTTPStatus.FORBIDDEN, why) from None
    if brought.what is What.CHANGED:
        raise Problem(
            HTTPStatus.CONFLICT,
            f"INS-{brought.number} was kept by this key with other words. Send a new note with a"
            " new key, or change it in Slack.",
        )
    status = HTTPStatus.CREATED if brought.what is What.KEPT else HTTPStatus.OK
    told = {"reference": f"INS-{brought.number}", "new": brought.what is What.KEPT}
    return Response(json.dumps(told) + "\n", status, content_type="application/json")


def _checked(sent: Sent, about: Known, now: datetime) -> Incoming:
    found = read(sent, about, now)
    if isinstance(found, Errors):
        said = i18n.load()("en").words
        raise _unfit({name: said(words) for name, words in found.fields.items()})
    return found


ROUTE = Route("/api/insights", "POST", take, LONGEST)


def _token(request: Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.casefold() != "bearer" or not token.strip():
        raise Problem(
            HTTPStatus.UNAUTHORIZED,
            "Send the feed's token: Authorization: Bearer poi_….",
            headers=_SECRET,
        )
    return token.strip()


def _sent(request: Request) -> Sent:
    """What was sent, its key among it.

    Raises:
        Problem: it is no JSON object of the fields there are, or has no key.
    """
    if request.mimetype != "application/json":
        raise Problem(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "Send JSON, and say so: Content-Type: application/json.",
        )
    # Longer than a door takes, this is refused before it is read.
    body = request.get_data()
    try:
        note = storable(json.loads(body))
    except (ValueError, RecursionError):
        raise Problem(HTTPStatus.BAD_REQUEST, "This is no JSON in UTF-8.") from None
    if not isinstance(note, Mapping):
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, 'Send one object: {"text": "…"}.')
    told, wrong = _told(note)
    # Quoted as the header's draft standard has it, or bare as most send it.
    key = request.headers.get("Idempotency-Key", "").strip().strip('"') or told.get("reference", "")
    if not key.strip():
        wrong["reference"] = (
            "Name the note, here or in the header Idempotency-Key, so that it is kept once however"
            " often you send it."
        )
    elif len(key) > LONGEST_KEY:
        wrong["reference"] = f"{LONGEST_KEY} characters at most fit here."
    if wrong:
        raise _unfit(wrong)
    return Sent(**{**told, "reference": key})


def _told(note: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """The fields of a note, and what is wrong with the others, by their names."""
    told, wrong = {}, {}
    for name, value in note.items():
        field = NAMES.get(name)
        if field is None:
            wrong[name] = _unknown(name)
        elif field == "tags" and _is_list(value):
            told[field] = " ".join(value)
        elif isinstance(value, str):
            told[field] = value
        elif value is not None:
            wrong[name] = f"Text is meant here, not {json.dumps(value)[:50]}."
    return told, wrong


def _unknown(name: str) -> str:
    near = nearest(name, NAMES, 1)
    if near:
        return f"There is no such field. Did you mean {near[0]}?"
    return "There is no such field; there are " + ", ".join(NAMES) + "."


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _unfit(wrong: Mapping[str, str]) -> Problem:
    named = {("text" if name == "words" else name): why for name, why in wrong.items()}
    return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "Nothing was kept: see errors.", named)
