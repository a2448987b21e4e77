"""People: completed from Slack after the first meeting, kept up to date by its events."""

from datetime import timedelta

from bot.feature import Event, Feature, Job, Tick
from bot.store import answers, drafts, people
from handlers.people import jobs, listeners

FEATURE = Feature(
    name="people",
    listeners=(Event("user_change", listeners.changed),),
    jobs=(Job(people.COMPLETE, jobs.read, jobs.write),),
    ticks=(
        Tick("people.forget_answers", timedelta(minutes=5), answers.forget),
        Tick("people.forget_drafts", timedelta(hours=1), drafts.forget),
    ),
    scopes=("users:read",),
)
