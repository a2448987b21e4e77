"""Asks: what people owe, said once in their working time, and on their App Home."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from slack_sdk.models.blocks import Block

from bot.asks import finding, forgetting, leaving, permissions, readers
from bot.asks.kinds import kinds_of
from bot.feature import Click, Feature, HomeClick, HomePlace, HomeSection, Submission, Tick
from bot.i18n import Translator, say
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.asks import ids, kinds, listeners, telling, tour, views


def _owed(
    session: Session, workspace: Workspace, person: Person, now: datetime, t: Translator
) -> Sequence[Block]:
    owed = finding.owed(session, workspace, person, now)
    return views.on_home(t, kinds_of(session.info), owed, person, now)


FEATURE = Feature(
    name="asks",
    listeners=(
        Click(ids.MENU, listeners.choose),
        Click(ids.ACCEPT, listeners.accept),
        Click(ids.DECLINE, listeners.decline),
        Click(ids.PASS_ON, listeners.ask_who),
        HomeClick(ids.MENU_ON_HOME, listeners.choose_on_home),
        HomeClick(ids.ACCEPT_ON_HOME, listeners.accept),
        HomeClick(ids.DECLINE_ON_HOME, listeners.decline),
        HomeClick(ids.PASS_ON_ON_HOME, listeners.ask_who),
        Submission(ids.SNOOZE_FORM, listeners.put_off),
        Submission(ids.HAND_OVER_FORM, listeners.hand_over),
        Submission(ids.PASS_ON_FORM, listeners.pass_on),
    ),
    ticks=(
        Tick(
            "asks.tell",
            timedelta(seconds=15),
            telling.tell,
            say("Asking for what people owe"),
            readers.next_turn,
        ),
        Tick(
            "asks.forget",
            timedelta(hours=1),
            forgetting.forget,
            say("Forgetting what was settled over a year ago"),
            forgetting.next_forgotten,
            notice=forgetting.MESSAGES,
        ),
    ),
    asks={leaving.LEFT: kinds.LEFT},
    reacts={
        "ask.opened": telling.opened,
        **{f"ask.{what}": telling.redraw for what in ("changed", "snoozed", "offered", "declined")},
        **{f"ask.{what}": telling.ended for what in ("settled", "withdrawn", "handed_over")},
        "ask.escalated": telling.escalated,
        "calendar.changed": telling.look_again,
        "settings.changed": telling.look_again,
        "person.left": telling.left,
        "person.erased": telling.erased,
        "person.role_changed": telling.role_changed,
        "person.returned": telling.back,
    },
    changes={
        "ask.passed_on": say("Passed on from someone who left"),
        "who": say("Who"),
    },
    home=(HomeSection(HomePlace.OWED, _owed),),
    permissions=permissions.ALL,
    tour=tour.STEPS,
)
