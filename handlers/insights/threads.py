"""The thread that an insight comes from: what asks for it, and the job that reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import chat, decoding, roles
from bot.delivery import outbox
from bot.i18n import Translator
from bot.mrkdwn import mentioned
from bot.posts import Post
from bot.replies import Replace
from bot.store import jobs, people
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.insights import conversations, messages, reading
from handlers.insights.messages import UNREADABLE
from workflows.insights import conversation, details, permissions
from workflows.insights.insight import Insight

Json = Mapping[str, Any]

READ = "insights.read_thread"
# https://docs.slack.dev/reference/methods/conversations.replies: "no more than 200 results at a
# time"; a page may hold fewer.
PAGE, PAGES = 200, 5


@dataclass(frozen=True)
class Thread:
    """A thread, as Slack shows it.

    Attributes:
        args: what the job was asked for with.
        said: its first messages.
        whole: whether these are all of them.
        problem: Slack's code of why it could not be read.
    """

    args: Mapping[str, str]
    said: tuple[Json, ...] = ()
    whole: bool = True
    problem: str = ""


def follow(
    session: Session, workspace: Workspace, insight: Insight, view: Json, now: datetime
) -> bool:
    """Have the thread of a new insight read where its form asked for it; whether it did."""
    threaded = bool(insight.channel and insight.thread_ts)
    wanted = threaded and conversations.wanted(view["state"]["values"])
    if wanted:
        _ask(session, workspace, insight, now)
    return wanted


def read_again(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> Replace:
    """The button under a thread that could not be read."""
    found = details.to_change(session, workspace, person, decoding.number(action["value"]))
    _ask(session, workspace, found, now)
    return Replace(conversations.asked(t, found))


def look(client: WebClient, args: Mapping[str, str]) -> Thread:
    """Read the beginning of a thread: one page, more only where Slack makes them short."""
    said: list[Json] = []
    channel, ts, cursor = args["channel"], args["thread_ts"], ""
    try:
        for _ in range(PAGES):
            page = client.conversations_replies(
                channel=channel, ts=ts, cursor=cursor or None, limit=PAGE
            )
            said += page["messages"]
            cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor or len(said) >= conversation.MOST:
                break
    except SlackApiError as refused:
        code = str(refused.response["error"])
        if code in UNREADABLE:
            return Thread(args, problem=code)
        raise
    return Thread(args, tuple(said), whole=not cursor)


def keep(session: Session, workspace: Workspace, thread: Thread, now: datetime) -> None:
    """Keep what was read with its insight, or tell its author why it could not be read."""
    author = people.meet(session, workspace, thread.args["person"])
    if not roles.may(author, permissions.CHANGE):
        return
    spoken = tuple(each for each in thread.said if messages.is_spoken(each, workspace))
    text = conversation.joined(_lines(session, workspace, spoken), thread.whole) if spoken else ""
    insight = int(thread.args["insight"])
    found = conversation.attach(session, workspace, author, insight, text)
    if found and not found.conversation and not found.undone_at:
        code = thread.problem or conversations.GONE
        told = Post(
            author.slack_id,
            lambda t: conversations.unread(t, found, code),
            f"insights.unread_thread:{insight}:{thread.args['at']}",
        )
        outbox.put(session, workspace, [told], now)


def _ask(session: Session, workspace: Workspace, insight: Insight, now: datetime) -> None:
    where = {"channel": insight.channel, "thread_ts": insight.thread_ts}
    about = {"insight": str(insight.id), "person": insight.author, "at": now.isoformat()}
    jobs.defer(session, workspace, READ, 0, **where, **about)


def _lines(session: Session, workspace: Workspace, spoken: tuple[Json, ...]) -> list[str]:
    """What was said in a thread, a line a message, people by their names."""
    texts = [(each, chat.said(each)) for each in spoken]
    ids = [str(each.get("user") or "") for each in spoken]
    ids += [one for _, text in texts for one in mentioned(text)]
    names = messages.met(session, workspace, tuple(dict.fromkeys(ids)))
    return [_line(each, text, names) for each, text in texts]


def _line(message: Json, text: str, names: Mapping[str, str]) -> str:
    # Who has no name yet is named when the line is read.
    name = messages.author_of(message, names) or f"@{message.get('user') or '?'}"
    return f"{name}: {' '.join(reading.readable(text, names).split())}"
