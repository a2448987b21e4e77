"""The emoji that keeps the message it is put on: the event, and the job that reads the message."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import roles
from bot.delivery import outbox
from bot.forms import Errors
from bot.i18n import Translator
from bot.message import Message
from bot.mrkdwn import excerpt
from bot.posts import Post
from bot.store import jobs, people
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.insights import conversations, likenesses, linking, messages, reactions
from handlers.insights.messages import UNREADABLE, Heard
from handlers.insights.reactions import Put
from workflows.insights import emoji, form, permissions, settings, tags, undo
from workflows.insights.insight import Insight
from workflows.insights.reaction import Reaction, keep_reacted

Json = Mapping[str, Any]

KEEP = "insights.keep_reacted"
# Of a reply, Slack may give what it replies to as well.
FEW = 3


@dataclass(frozen=True)
class Seen:
    """A message that someone put the emoji on, as Slack shows it.

    Attributes:
        args: what the job was asked for with.
        place: its channel.
        message: empty where it could not be read.
        problem: Slack's code of why.
    """

    args: Mapping[str, str]
    place: Json = field(default_factory=dict)
    message: Json = field(default_factory=dict)
    problem: str = ""

    @property
    def put(self) -> Put:
        """What was put where."""
        return Put(self.args["emoji"], self.args["channel"])

    @property
    def channel(self) -> Json:
        """The channel as a shortcut names it."""
        name = "privategroup" if self.place.get("is_private") else self.place.get("name", "")
        return {"id": self.args["channel"], "name": name}


def reacted(session: Session, workspace: Workspace, event: Json, now: datetime) -> None:
    """Someone put an emoji on something: a job reads it if it is the chosen one, on a message."""
    item, person = event.get("item") or {}, event.get("user")
    said = item.get("type") == "message" and event.get("item_user") != workspace.bot_user
    if not said or item["channel"].startswith("D") or not person:
        return
    if emoji.same(settings.chosen(session, workspace).emoji, event["reaction"]):
        where = {"channel": item["channel"], "ts": item["ts"], "emoji": event["reaction"]}
        jobs.defer(session, workspace, KEEP, 0, person=person, at=now.isoformat(), **where)


def look(client: WebClient, args: Mapping[str, str]) -> Seen | None:
    """Read the message; one in direct messages of several people is theirs.

    `ts` may name a reply: https://docs.slack.dev/reference/methods/conversations.replies
    """
    channel, ts = args["channel"], args["ts"]
    try:
        place = client.conversations_info(channel=channel)["channel"]
        if place.get("is_mpim"):
            return None
        page = client.conversations_replies(
            channel=channel, ts=ts, oldest=ts, latest=ts, inclusive=True, limit=FEW
        )
    except SlackApiError as refused:
        code = str(refused.response["error"])
        if code in UNREADABLE:
            return Seen(args, problem=code)
        raise
    found: Json = next((each for each in page["messages"] if each["ts"] == ts), {})
    deleted = not found or found.get("subtype") == "tombstone"
    return Seen(args, place, found, conversations.GONE if deleted else "")


def keep(session: Session, workspace: Workspace, seen: Seen, now: datetime) -> None:
    """Keep what was read, and tell whoever put the emoji there; its author, the first time."""
    person = people.meet(session, workspace, seen.args["person"])
    itself = seen.message.get("user") == workspace.bot_user
    if roles.may(person, permissions.KEEP) and not itself:
        outbox.put(session, workspace, _told(session, workspace, person, seen, now), now)


def _told(
    session: Session, workspace: Workspace, person: Person, seen: Seen, now: datetime
) -> list[Post]:
    if seen.problem:
        return [_to(person, seen, lambda t: reactions.unread(t, seen.put, seen.problem))]
    heard = messages.heard(session, workspace, seen.channel, seen.message)
    checked = _checked(workspace, seen, heard)
    if isinstance(checked, Errors):
        wrong = next(iter(checked.fields.values()))
        return [_to(person, seen, lambda t: reactions.wordless(t, seen.put, wrong))]
    at = datetime.fromisoformat(seen.args["at"])
    wanted = Reaction(checked, heard.carried.origin, at)
    kept = keep_reacted(session, workspace, person, wanted, now)
    if kept is None:
        return []
    insight, mine = kept.insight, kept.insight.author == person.slack_id
    if not kept.fresh:
        return [_to(person, seen, lambda t: reactions.held(t, insight, seen.put, mine))]
    alike = linking.alike(session, workspace, person, insight)
    until = undo.until(insight, now)

    def receipt(t: Translator) -> Message:
        told = reactions.receipt(t, insight, seen.put, until)
        return likenesses.below(told, t, insight, alike)

    return [_to(person, seen, receipt), *_to_author(session, workspace, insight, seen)]


def _to(person: Person, seen: Seen, wording: Callable[[Translator], Message]) -> Post:
    """What whoever put the emoji there is told, once for each time they did."""
    args = seen.args
    key = f"insights.reacted:{args['channel']}:{args['ts']}:{person.id}:{args['at']}"
    return Post(person.slack_id, wording, key)


def _to_author(
    session: Session, workspace: Workspace, insight: Insight, seen: Seen
) -> Iterator[Post]:
    """What the author of the message is told, once and for all: the key has only them in it."""
    author = people.find(session, workspace, insight.source_author)
    # Who is not completed yet may be anybody, of another company too.
    if not author or not author.completed or author.slack_id == insight.author:
        return
    if roles.may(author, permissions.READ):
        yield Post(
            author.slack_id,
            lambda t: reactions.to_author(t, insight, seen.put, author.own),
            f"insights.to_author:{author.id}",
            in_hours=True,
        )


def _checked(workspace: Workspace, seen: Seen, heard: Heard) -> form.Fields | Errors:
    """What the message says, or what is wrong with it; the name of a file alone says nothing."""
    if not messages.is_spoken({**seen.message, "files": ()}, workspace):
        return form.check(form.Typed())
    said_by = excerpt(heard.typed.said_by, form.LONGEST_NAME)
    untagged = frozenset(map(tags.tag, heard.channels))
    return form.check(replace(heard.typed, said_by=said_by), untagged)
