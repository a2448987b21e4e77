"""A feature for trying what a reply tells others: what it does depends on what is typed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.delivery import outbox
from bot.errors import Refusal
from bot.feature import Command, Event, Feature
from bot.i18n import Translator, say
from bot.message import Message
from bot.posts import Post
from bot.replies import Answer
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace


def greeting(t: Translator) -> Message:
    """Words that both languages have."""
    return Message(t("Close"))


def tell(
    session: Session,
    workspace: Workspace,
    person: Person,
    command: Mapping[str, Any],
    now: datetime,
) -> Answer:
    """Tell the channel; `refuse` and `break` put it in the outbox and then fail."""
    typed = command["text"]
    words = Message("x" * 40_001) if typed == "long" else Message(f"told {typed}")
    told = Post(command["channel_id"], words, f"trial.told:{typed}", asked_by=person.slack_id)
    if typed in ("refuse", "break"):
        outbox.put(session, workspace, [told], now)
        raise Refusal(say("Close")) if typed == "refuse" else ValueError("broken on purpose")
    return Answer(Message(f"kept {typed}"), tell=(told,))


def greet(session: Session, workspace: Workspace, event: Mapping[str, Any], now: datetime) -> None:
    """Greet who joined a channel, each in their language."""
    post = Post(event["user"], greeting, f"trial.greeting:{event['user']}")
    outbox.put(session, workspace, [post], now)


FEATURE = Feature(
    "trial",
    listeners=(
        Command("/tell", tell, about="Tell others"),
        Event("member_joined_channel", greet),
    ),
    scopes=("channels:read", "groups:read"),
)
