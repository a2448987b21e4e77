"""The doors of sharing an insight, and what follows in the channels where it was shared."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.delivery import outbox, reach
from bot.facts import Fact
from bot.i18n import Translator
from bot.posts import Edit, Post
from bot.replies import Message, OpenForm, PushForm, UpdateForm
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.insights import ids, shares
from workflows.insights import share
from workflows.insights.insight import Insight
from workflows.insights.share import Place, Share

Json = Mapping[str, Any]


def ask_where(
    session: Session, workspace: Workspace, person: Person, action: Json, t: Translator
) -> OpenForm:
    """The button that shares an insight."""
    found = share.shareable(session, workspace, person, int(action["value"]))
    return OpenForm(shares.asked(t, found))


def ask_where_in_form(
    session: Session, workspace: Workspace, person: Person, action: Json, t: Translator
) -> PushForm:
    """The same button in the receipt that a form becomes."""
    found = share.shareable(session, workspace, person, int(action["value"]))
    return PushForm(shares.asked(t, found))


def post(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> UpdateForm:
    """The form that asks where, submitted."""
    wanted = _place(view)
    found, made = share.share(
        session, workspace, person, int(view["private_metadata"]), wanted, now
    )
    problem = reach.problems(session, workspace, [wanted.channel]).get(wanted.channel)
    told = Post(wanted.channel, _worded(found, made), made.key, asked_by=made.person)
    return UpdateForm(shares.under_way(t, found, made, problem), tell=(told,))


def follow(session: Session, workspace: Workspace, fact: Fact) -> None:
    """What is said in channels becomes what the insight says now."""
    found = share.shared(session, workspace, fact.subject)
    assert found, "something just happened to it"
    insight, places = found
    edits = [
        Edit(each.key, _worded(insight, each), f"{each.key}:{fact.now.isoformat()}")
        for each in places
    ]
    outbox.put(session, workspace, edits, fact.now)


def _place(view: Json) -> Place:
    values = view["state"]["values"]
    channel = values[ids.CHANNEL][ids.CHANNEL]["selected_conversation"]
    return Place(channel, values[ids.NOTE][ids.NOTE].get("value") or "")


def _worded(insight: Insight, made: Share) -> Callable[[Translator], Message]:
    return lambda t: shares.shared(t, insight, made)
