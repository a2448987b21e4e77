"""Everything the outside world triggers: one folder per feature, and the one list of them."""

from bot.feature import Feature
from handlers.absence import FEATURE as ABSENCE
from handlers.asks import FEATURE as ASKS
from handlers.channels import FEATURE as CHANNELS
from handlers.delivery import FEATURE as DELIVERY
from handlers.groups import FEATURE as GROUPS
from handlers.insights import FEATURE as INSIGHTS
from handlers.people import FEATURE as PEOPLE
from handlers.teams import FEATURE as TEAMS

# They react to a fact in this order: what a team asked of someone who left is not passed on.
FEATURES: tuple[Feature, ...] = (
    *(PEOPLE, GROUPS, CHANNELS, DELIVERY),
    *(TEAMS, ASKS, ABSENCE, INSIGHTS),
)
