"""Dependencies: what teams need from each other, as a handshake and one living card."""

from bot.feature import Feature
from workflows.dependencies import permissions
from workflows.dependencies.personal import PERSONAL

FEATURE = Feature(name="dependencies", permissions=permissions.ALL, personal=PERSONAL)
