"""A week's digest: the job that posts it with its picture, and `/insight digest`."""

from collections.abc import Mapping
from datetime import date, datetime

from bot import calendar, i18n, pictures
from bot.delivery import outbox
from bot.i18n import Translator
from bot.posts import File, Post
from bot.replies import Answer
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.insights import digest_views
from workflows.insights import weekly, weeks
from workflows.insights.digest import current, digest


def answer(
    session: Session, workspace: Workspace, person: Person, now: datetime, t: Translator
) -> Answer:
    """`/insight digest`: everyone's last one, without its picture."""
    return Answer(digest_views.told(t, current(session, workspace, person, now)))


def post(session: Session, workspace: Workspace, args: Mapping[str, str], now: datetime) -> None:
    """The job: one channel's digest, unless nothing happened; once a week and channel."""
    reader = weekly.reader(session, workspace, args["channel"])
    if reader is None:
        return
    week = weeks.starting(session, workspace, date.fromisoformat(args["week"]))
    found = digest(session, workspace, week, reader.teams)
    if found.empty:
        return
    t = i18n.load()(workspace.language)
    chart = digest_views.chart(t, found)
    file = None
    if chart:
        name = t("insights-of-the-week")
        name += f"-{week.monday}.png"
        file = File(name, pictures.draw(chart), digest_views.alt(t, chart))
    post = Post(
        reader.channel,
        digest_views.told(t, found, reader.names),
        f"insights.digest:{week.monday}:{reader.channel}",
        due=calendar.next_moment(week.calendar, now),
        file=file,
    )
    outbox.put(session, workspace, [post], now)
