"""Dependencies: what teams need from each other, as a handshake and one living card."""

from datetime import timedelta

from bot.delivery import looking
from bot.feature import Click, Feature, Job, Submission, Tick
from bot.i18n import say
from handlers.dependencies import (
    digests,
    ids,
    kinds,
    kinds_time,
    reacting,
    settings,
    timing,
    trends,
)
from workflows.dependencies import due, permissions, weekly
from workflows.dependencies import settings as arranging
from workflows.dependencies.personal import PERSONAL

FEATURE = Feature(
    name="dependencies",
    listeners=(
        Submission(ids.SETTINGS_FORM, settings.save, draft=ids.SETTINGS_FORM),
        Click(ids.TRENDS_TABLE, trends.send),
    ),
    ticks=(
        Tick(
            "dependencies.due",
            timedelta(minutes=1),
            due.due,
            say("Asking whether dates between teams stand"),
            due.upcoming,
        ),
        Tick(
            "dependencies.weekly",
            timedelta(minutes=1),
            weekly.due,
            say("Telling all teams what they need from each other"),
            weekly.upcoming,
        ),
    ),
    jobs=(
        Job(weekly.DIGEST, None, digests.post),
        Job(trends.TABLE, None, trends.write),
        Job(arranging.LOOK, looking.look, looking.note),
    ),
    asks={**kinds.KINDS, **kinds_time.KINDS},
    changes={"dependencies.settings": say("What Product Ops chose for dependencies")},
    reacts={
        "dependency.moved": reacting.moved,
        "team.changed": reacting.team_changed,
        "person.left": reacting.person_changed,
        "person.returned": reacting.person_changed,
        "calendar.changed": reacting.calendar_changed,
        "dependency.due_soon": timing.due_soon,
        "dependency.aged": timing.aged,
        "dependency.overdue": timing.overdue,
        "dependency.unanswered": timing.unanswered,
    },
    permissions=permissions.ALL,
    personal=PERSONAL,
)
