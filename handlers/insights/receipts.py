"""Whoever told us something hears what becomes of it, in a message that is edited from then on."""

import secrets
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from slack_sdk import WebClient

from bot.delivery import looking, outbox
from bot.facts import Fact
from bot.i18n import Translator
from bot.message import Message
from bot.posts import Edit, Post
from bot.store import jobs
from bot.store.engine import Session
from bot.store.workspaces import Workspace
from handlers.insights import fates
from workflows.insights import receipts
from workflows.insights.insight import Insight
from workflows.insights.receipt import Receipt
from workflows.insights.theme import Theme

# The jobs that tell of many insights, and that ask Slack whether the bot may answer in a thread.
MANY, THREAD = "insights.receipts", "insights.thread"
# So many insights are told of at once, so many by one job.
_FEW, _PAGE = 10, 100
# What is said of an insight in the first minutes is said together.
_SOON = timedelta(minutes=10)


@dataclass(frozen=True)
class News:
    """What happened: to an `insight` or a `theme`, by its id; by whom, by their id; and when."""

    which: Mapping[str, int]
    by: int
    at: datetime

    def dumps(self) -> dict[str, str]:
        """As a job's arguments."""
        ((what, subject),) = self.which.items()
        return {what: str(subject), "by": str(self.by), "at": self.at.isoformat()}

    @classmethod
    def loads(cls, args: Mapping[str, str]) -> "News":
        """What `dumps` wrote."""
        which = {what: int(args[what]) for what in ("insight", "theme") if what in args}
        return cls(which, int(args["by"]), datetime.fromisoformat(args["at"]))


def follow_insight(session: Session, workspace: Workspace, fact: Fact) -> None:
    """Somebody said what becomes of an insight, and of those that say the same."""
    news = News({"insight": fact.subject}, fact.person.id, fact.now)
    public = receipts.in_public(session, workspace, fact.subject)
    if public:
        jobs.defer(session, workspace, THREAD, 0, channel=public.channel, **news.dumps())
    else:
        _begin(session, workspace, news)


def follow_theme(session: Session, workspace: Workspace, fact: Fact) -> None:
    """A theme moved, or is called otherwise."""
    _begin(session, workspace, News({"theme": fact.subject}, fact.person.id, fact.now))


def reworded(session: Session, workspace: Workspace, keys: Collection[str]) -> list[Edit]:
    """What messages say once insights they told of, or words of them, are erased.

    Args:
        keys: what they are called in the outbox.
    """
    return [_edit(session, workspace, Receipt(key)) for key in keys]


def look(client: WebClient, args: Mapping[str, str]) -> Mapping[str, str]:
    """Ask Slack whether the bot is in the channel of a thread."""
    info, problem = looking.ask(client, args["channel"])
    # What becomes of it does not leave the company.
    outside = any(info.get(name) for name in ("is_ext_shared", "is_pending_ext_shared"))
    there = info.get("is_member") and not problem and not outside
    return {**args, "there": "yes" if there else ""}


def answer(session: Session, workspace: Workspace, args: Mapping[str, str], now: datetime) -> None:
    """Tell of an insight in its thread, where the bot is there."""
    news = News.loads(args)
    threads = (news.which["insight"],) if args["there"] else ()
    _begin(session, workspace, news, threads)


def tell_many(
    session: Session, workspace: Workspace, args: Mapping[str, str], now: datetime
) -> None:
    """Tell of the next of many insights."""
    news, threads = News.loads(args), tuple(map(int, args["threads"].split()))
    page = receipts.concerned(session, workspace, news.which, int(args["after"]), _PAGE)
    _told(session, workspace, news, page, threads)
    if len(page) == _PAGE:
        _go_on(session, workspace, news, page[-1], threads)


def _begin(
    session: Session, workspace: Workspace, news: News, threads: Collection[int] = ()
) -> None:
    """Tell at once of a few; of more, behind the scenes."""
    few = receipts.concerned(session, workspace, news.which, 0, _FEW + 1)
    if len(few) > _FEW:
        _go_on(session, workspace, news, 0, threads)
    else:
        _told(session, workspace, news, few, threads)


def _go_on(
    session: Session, workspace: Workspace, news: News, after: int, threads: Collection[int]
) -> None:
    args = {"after": str(after), "threads": " ".join(map(str, threads)), **news.dumps()}
    jobs.defer(session, workspace, MANY, 0, **args)


def _told(
    session: Session,
    workspace: Workspace,
    news: News,
    insights: tuple[int, ...],
    threads: Collection[int] = (),
) -> None:
    found = receipts.assign(session, workspace, insights, news.by, news.at, threads=threads)
    put = [_put(session, workspace, each, news.at) for each in found]
    outbox.put(session, workspace, [*put, *_shipped(session, workspace, news, insights)], news.at)


def _put(session: Session, workspace: Workspace, receipt: Receipt, at: datetime) -> Post | Edit:
    if not receipt.new:
        return _edit(session, workspace, receipt)
    return Post(
        receipt.to,
        _wording(session, workspace, receipt),
        receipt.key,
        due=at + _SOON,
        thread_ts=receipt.thread_ts,
        in_hours=not receipt.thread_ts,
    )


def _edit(session: Session, workspace: Workspace, receipt: Receipt) -> Edit:
    wording = _wording(session, workspace, receipt)
    return Edit(receipt.key, wording, f"{receipt.key}:{secrets.token_hex(8)}")


def _wording(
    session: Session, workspace: Workspace, receipt: Receipt
) -> Callable[[Translator], Message]:
    said = receipts.told(session, workspace, receipt)
    if not said:
        return fates.erased
    if receipt.of_one:
        return lambda t: fates.in_thread(t, said[0])
    return lambda t: fates.receipt(t, said)


def _shipped(
    session: Session, workspace: Workspace, news: News, insights: tuple[int, ...]
) -> list[Post]:
    """Whoever told it hears once that it shipped, however often it does."""
    if "theme" not in news.which:
        return []
    theme = receipts.shipped(session, workspace, news.which["theme"])
    if theme is None:
        return []
    told = receipts.authors_of(session, workspace, theme.id, insights, news.by)
    return [
        Post(
            author,
            _worded(theme, theirs),
            f"insights.shipped:{theme.id}:{author}",
            due=news.at + _SOON,
            in_hours=True,
        )
        for author, theirs in told.items()
    ]


def _worded(theme: Theme, insights: tuple[Insight, ...]) -> Callable[[Translator], Message]:
    return lambda t: fates.shipped(t, theme, insights)
