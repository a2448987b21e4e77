"""App Home: one page for a person, drawn when they open it and after what changes on it."""

from bot.feature import Event, Feature, Job
from bot.store import homes
from handlers.home import jobs, listeners

FEATURE = Feature(
    name="home",
    listeners=(Event("app_home_opened", listeners.opened),),
    jobs=(Job(homes.DRAW, None, jobs.draw),),
)
