"""People: all learnt from Slack at start, then from its events; strangers when they are met."""

from datetime import timedelta

from bot.feature import Event, Feature, Job, Tick
from bot.i18n import say
from bot.store import answers, drafts, people
from bot.store.moments import never
from handlers.people import jobs, listeners

FEATURE = Feature(
    name="people",
    listeners=(
        Event("team_join", listeners.joined),
        Event("user_change", listeners.changed),
    ),
    jobs=(
        Job(people.LEARN, jobs.read_page, jobs.write_page),
        Job(people.COMPLETE, jobs.read_one, jobs.write_one),
    ),
    ticks=(
        Tick(
            "people.relearn",
            timedelta(minutes=1),
            people.relearn,
            say("Learning who is here"),
            never,
        ),
        Tick(
            "people.forget_answers",
            timedelta(minutes=5),
            answers.forget,
            say("Forgetting what was answered an hour ago"),
            answers.next_forgotten,
            notice=answers.KEPT,
        ),
        Tick(
            "people.forget_drafts",
            timedelta(hours=1),
            drafts.forget,
            say("Forgetting drafts that are a month old"),
            drafts.next_forgotten,
            notice=drafts.KEPT,
        ),
    ),
    scopes=("users:read",),
)
