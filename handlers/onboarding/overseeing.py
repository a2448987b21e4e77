"""The doors of the overview: all journeys at once, for Product Ops."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot import decoding, i18n, pictures, roles
from bot.delivery import outbox
from bot.i18n import Translator
from bot.mrkdwn import escape
from bot.posts import File, Post
from bot.replies import OpenForm, PushForm, UpdateForm, message, notice
from bot.store import calendars, jobs, people
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.onboarding import overview_views, step_picture, tables
from workflows.onboarding import figures, overseeing, permissions

Json = Mapping[str, Any]

# The job that sends a journey's picture to who asked for it.
PICTURE = "onboarding.picture"


def open_form(
    session: Session, workspace: Workspace, person: Person, now: datetime, t: Translator
) -> OpenForm:
    """`/onboard overview`, and the button below `/onboard status`: the most used journey first."""
    return OpenForm(overview_views.page(t, overseeing.look(session, workspace, person, 0, now)))


def choose(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> UpdateForm:
    """The menu of journeys on it."""
    which = decoding.number(action["selected_option"]["value"])
    found = overseeing.look(session, workspace, person, which, now)
    return UpdateForm(overview_views.page(t, found))


def ask_picture(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> PushForm:
    """The button that has a journey's picture sent, in direct messages."""
    which = decoding.number(action["value"])
    overseeing.require(person)
    whose = {"journey": str(which), "person": person.slack_id}
    jobs.defer(session, workspace, PICTURE, 0, at=now.isoformat(), **whose)
    said = t("It is on its way: look at the messages of this app.")
    return PushForm(notice(t, t("Picture"), said))


def send_picture(
    session: Session, workspace: Workspace, args: Mapping[str, str], now: datetime
) -> None:
    """The job: where a journey gets people stuck, for who asked for it."""
    person = people.find(session, workspace, args["person"])
    if person is None or not roles.may(person, permissions.OVERSEE):
        return
    found = figures.read(session, workspace, int(args["journey"]))
    steps = found.steps(calendars.of(session, workspace, found.people), now)
    t = i18n.load()(person.language)
    name = found.kept.journey.name
    drawn = pictures.draw(step_picture.chart(t, name, steps))
    file = File(f"onboarding-{found.kept.journey.key}.png", drawn, step_picture.alt(t, steps))
    key = f"onboarding.picture:{args['journey']}:{person.id}:{args['at']}"
    text = t("Where people get stuck: {journey}", journey=escape(name.in_(t.language)[0]))
    outbox.put(session, workspace, [Post(person.slack_id, message(text), key, file=file)], now)


def ask_tables(
    session: Session, workspace: Workspace, person: Person, now: datetime, t: Translator
) -> PushForm:
    """The button that has all journeys sent as tables, in direct messages."""
    overseeing.export(session, workspace, person, now)
    said = t("They are on their way: look at the messages of this app.")
    return PushForm(notice(t, t("As a table"), said))


def send_tables(
    session: Session, workspace: Workspace, args: Mapping[str, str], now: datetime
) -> None:
    """The job: who is on a journey, and how the steps of all do, for who asked for them."""
    person = people.find(session, workspace, args["person"])
    if person is None or not roles.may(person, permissions.OVERSEE):
        return
    t = i18n.load()(person.language)
    given = (session, workspace, person, now)
    both = (
        ("people", t("Who is on a journey"), tables.people(t, overseeing.under_way(*given))),
        ("steps", t("The steps of all journeys"), tables.steps(t, overseeing.measured(*given))),
    )
    posts = [
        _sent(person, f"onboarding-{name}-{args['at'][:10]}.csv", (said, sheet), args["at"])
        for name, said, sheet in both
    ]
    outbox.put(session, workspace, posts, now)


def _sent(person: Person, name: str, told: tuple[str, str], at: str) -> Post:
    said, sheet = told
    return Post(
        person.slack_id,
        message(said),
        f"onboarding.tables:{person.id}:{at}:{name}",
        asked_by=person.slack_id,
        about=name,
        file=File(name, sheet.encode(), said),
    )
