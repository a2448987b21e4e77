"""Dependencies: what teams need from each other, as a handshake and one living card."""

from bot.feature import Click, Feature, HomePlace, HomeSection, Job
from bot.i18n import say
from handlers.dependencies import exporting, home, ids, kinds, lists, reacting
from workflows.dependencies import permissions
from workflows.dependencies.exporting import EXPORT
from workflows.dependencies.personal import PERSONAL

FEATURE = Feature(
    name="dependencies",
    listeners=(*(Click(each, lists.turn) for each in ids.LISTS),),
    jobs=(Job(EXPORT, None, exporting.write),),
    asks=kinds.KINDS,
    changes={"dependencies.exported": say("Dependencies exported")},
    home=(HomeSection(HomePlace.YOURS, home.draw, say("`/dependency list` shows all of it.")),),
    reacts={
        "dependency.moved": reacting.moved,
        "team.changed": reacting.team_changed,
        "person.left": reacting.person_changed,
        "person.returned": reacting.person_changed,
    },
    permissions=permissions.ALL,
    personal=PERSONAL,
)
