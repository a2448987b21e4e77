"""What dependencies do as time passes: their ticks and jobs, and the doors of what they tell."""

from datetime import timedelta

from bot.delivery import looking
from bot.feature import Click, Job, Submission, Tick
from bot.i18n import say
from handlers.dependencies import digests, ids, settings, timing, trends
from workflows.dependencies import due, weekly
from workflows.dependencies import settings as arranging

LISTENERS = (
    Submission(ids.SETTINGS_FORM, settings.save, draft=ids.SETTINGS_FORM),
    Click(ids.TRENDS_TABLE, trends.send),
)
TICKS = (
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
)
JOBS = (
    Job(weekly.DIGEST, None, digests.post),
    Job(trends.TABLE, None, trends.write),
    Job(arranging.LOOK, looking.look, looking.note),
)
REACTS = {
    "calendar.changed": timing.calendar_changed,
    "dependency.due_soon": timing.due_soon,
    "dependency.aged": timing.aged,
    "dependency.overdue": timing.overdue,
    "dependency.unanswered": timing.unanswered,
}
CHANGES = {"dependencies.settings": say("What Product Ops chose for dependencies")}
