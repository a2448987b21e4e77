"""The doors of sharing an insight, and what follows in the channels where it was shared."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot import decoding
from bot.delivery import outbox, reach
from bot.facts import Fact
from bot.i18n import Translator
from bot.posts import Edit, Post
from bot.replies import Message, OpenForm, PushForm, UpdateForm
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.insights import home, ids, shares
from workflows.insights import share
from workflows.insights.insight import Insight
from workflows.insights.share import Place, Share

Json = Mapping[str, Any]


def ask_where(
    session: Session, workspace: Workspace, person: Person, action: Json, t: Translator
) -> OpenForm:
    """The button that shares an insight."""
    return OpenForm(_asked(session, workspace, person, decoding.number(action["value"]), t))


def ask_where_in_form(
    session: Session, workspace: Workspace, person: Person, action: Json, t: Translator
) -> PushForm:
    """The same button in the receipt that a form becomes."""
    return PushForm(_asked(session, workspace, person, decoding.number(action["value"]), t))


def post(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> UpdateForm:
    """The form that asks where, submitted."""
    wanted = _place(view)
    found, made = share.share(
        session, workspace, person, decoding.number(view["private_metadata"]), wanted, now
    )
    problem = reach.problems(session, workspace, [wanted.channel]).get(wanted.channel)
    told = post_of(found, made)
    return UpdateForm(shares.under_way(t, found, made, problem), tell=(told,))


def follow(session: Session, workspace: Workspace, fact: Fact) -> None:
    """What is said in channels, and on its author's App Home, becomes what the insight says."""
    home.touch(session, workspace, fact)
    found = share.shared(session, workspace, fact.subject)
    assert found, "something just happened to it"
    outbox.put(session, workspace, edits(*found, fact.person.slack_id), fact.now)


def edits(insight: Insight, places: Sequence[Share], asked_by: str = "") -> list[Edit]:
    """What an insight says where it was shared, said anew.

    Args:
        asked_by: Slack's id of who hears if that can't be said.
    """
    # The instant does not name a change: a clock that is turned stands still in between.
    change = secrets.token_hex(8)
    heard = {"asked_by": asked_by, "about": insight.reference}
    return [
        Edit(each.key, _worded(insight, each), f"{each.key}:{change}", **heard) for each in places
    ]


def post_of(insight: Insight, made: Share) -> Post:
    """What a share says in its channel."""
    where, words = made.place.channel, _worded(insight, made)
    return Post(where, words, made.key, asked_by=made.person, about=insight.reference)


def _asked(
    session: Session, workspace: Workspace, person: Person, insight: int, t: Translator
) -> dict[str, Any]:
    found = share.shareable(session, workspace, person, insight)
    last = share.latest(session, workspace, person, insight)
    delivery = outbox.find(session, workspace, last.key) if last else None
    # What was said with it and could not be posted is not lost.
    unsaid = last.place.note if last and delivery and delivery.state == "failed" else ""
    return shares.asked(t, found, unsaid)


def _place(view: Json) -> Place:
    values = view["state"]["values"]
    channel = values[ids.CHANNEL][ids.CHANNEL]["selected_conversation"]
    return Place(channel, values[ids.NOTE][ids.NOTE].get("value") or "")


def _worded(insight: Insight, made: Share) -> Callable[[Translator], Message]:
    return lambda t: shares.shared(t, insight, made)
