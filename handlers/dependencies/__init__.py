"""Dependencies: what teams need from each other, as a handshake and one living card."""

from bot.feature import Feature
from handlers.dependencies import kinds, reacting
from workflows.dependencies import permissions
from workflows.dependencies.personal import PERSONAL

FEATURE = Feature(
    name="dependencies",
    asks=kinds.KINDS,
    reacts={
        "dependency.moved": reacting.moved,
        "team.changed": reacting.team_changed,
        "person.left": reacting.person_changed,
        "person.returned": reacting.person_changed,
    },
    permissions=permissions.ALL,
    personal=PERSONAL,
)
