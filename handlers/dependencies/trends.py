"""`/dependency trends`: how promises between teams went over three quarters."""

from collections.abc import Mapping
from datetime import datetime

from bot import i18n
from bot.delivery import outbox
from bot.i18n import Translator
from bot.posts import File, Post
from bot.replies import Answer
from bot.store import jobs, people
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.dependencies import trend_views
from workflows.dependencies import trends

# The job that sends the table.
TABLE = "dependencies.trends"


def answer(
    session: Session, workspace: Workspace, person: Person, now: datetime, t: Translator
) -> Answer:
    """The verb of the command."""
    found = trends.trends(session, workspace, person, now)
    return Answer(trend_views.told(t, found))


def send(
    session: Session, workspace: Workspace, person: Person, now: datetime, t: Translator
) -> Answer:
    """The button that has the table sent, in direct messages."""
    at = now.isoformat()
    jobs.defer(session, workspace, TABLE, person=person.slack_id, at=at)
    return Answer(trend_views.on_its_way(t))


def write(session: Session, workspace: Workspace, args: Mapping[str, str], now: datetime) -> None:
    """The job: the table, sent to whoever asked."""
    person = people.find(session, workspace, args["person"])
    if person is None or not person.own:
        return
    t = i18n.load()(person.language)
    at = datetime.fromisoformat(args["at"])
    found = trends.trends(session, workspace, person, at)
    name = f"dependencies-{at:%Y-%m-%d}.csv"
    file = File(name, trend_views.sheet(t, found).encode(), t("How promises went, as a table"))
    post = Post(
        person.slack_id,
        trend_views.sent(t),
        f"dependencies.trends:{person.id}:{args['at']}",
        asked_by=person.slack_id,
        about=name,
        file=file,
    )
    outbox.put(session, workspace, [post], now)
