"""Everything the outside world triggers: one folder per feature, and the one list of them."""

from bot.feature import Feature
from handlers.absence import FEATURE as ABSENCE
from handlers.asks import FEATURE as ASKS
from handlers.audit import FEATURE as AUDIT
from handlers.channels import FEATURE as CHANNELS
from handlers.delivery import FEATURE as DELIVERY
from handlers.dependencies import FEATURE as DEPENDENCIES
from handlers.groups import FEATURE as GROUPS
from handlers.health import FEATURE as HEALTH
from handlers.home import FEATURE as HOME
from handlers.insights import FEATURE as INSIGHTS
from handlers.okrs import FEATURE as OKRS
from handlers.onboarding import FEATURE as ONBOARDING
from handlers.people import FEATURE as PEOPLE
from handlers.privacy import FEATURE as PRIVACY
from handlers.settings import FEATURE as SETTINGS
from handlers.setup import FEATURE as SETUP
from handlers.teams import FEATURE as TEAMS

# They react to a fact in this order: what a team asked of someone who left is not passed on. On
# App Home, what stands in one place stands in this order.
FEATURES: tuple[Feature, ...] = (
    *(PEOPLE, GROUPS, CHANNELS, DELIVERY, HOME, SETUP),
    *(
        TEAMS,
        OKRS,
        DEPENDENCIES,
        ONBOARDING,
        ASKS,
        INSIGHTS,
        SETTINGS,
        ABSENCE,
        AUDIT,
        PRIVACY,
        HEALTH,
    ),
)
