"""The audit trail: *What changed* on App Home, its search, and `productops audit`."""

from bot.feature import Feature, FormClick, HomeClick, HomePlace, HomeSection, Job, Submission
from handlers.audit import home, ids, jobs, listeners, verb
from workflows.audit import permissions, trail

FEATURE = Feature(
    name="audit",
    listeners=(
        HomeClick(ids.OPEN, listeners.open_trail),
        Submission(ids.FORM, listeners.search),
        FormClick(ids.PREVIOUS, listeners.turn),
        FormClick(ids.NEXT, listeners.turn),
        FormClick(ids.EXPORT, listeners.export),
    ),
    jobs=(Job(trail.EXPORT, None, jobs.export),),
    home=(HomeSection(HomePlace.CHANGES, home.draw),),
    cli=verb.cli,
    permissions=permissions.ALL,
    scopes=("files:write",),
)
