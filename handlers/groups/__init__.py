"""User groups: all read from Slack at start and every day, and followed by its events."""

from datetime import timedelta

from bot.feature import Event, Feature, Job, Tick
from bot.store import groups
from bot.store.moments import never
from handlers.groups import jobs, listeners

FEATURE = Feature(
    name="groups",
    listeners=(
        Event("subteam_created", listeners.told),
        Event("subteam_updated", listeners.told),
        Event("subteam_members_changed", listeners.moved),
    ),
    jobs=(Job(groups.READ, jobs.read, jobs.write),),
    ticks=(Tick("groups.reread", timedelta(minutes=1), groups.reread, upcoming=never),),
    scopes=("usergroups:read",),
)
