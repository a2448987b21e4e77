"""Everything the outside world triggers: one folder per feature, and the one list of them."""

from bot.feature import Feature
from handlers.asks import FEATURE as ASKS
from handlers.audit import FEATURE as AUDIT
from handlers.channels import FEATURE as CHANNELS
from handlers.delivery import FEATURE as DELIVERY
from handlers.health import FEATURE as HEALTH
from handlers.home import FEATURE as HOME
from handlers.insights import FEATURE as INSIGHTS
from handlers.people import FEATURE as PEOPLE
from handlers.settings import FEATURE as SETTINGS
from handlers.setup import FEATURE as SETUP

FEATURES: tuple[Feature, ...] = (
    *(PEOPLE, CHANNELS, DELIVERY, ASKS, HOME, SETUP, SETTINGS, AUDIT, HEALTH),
    INSIGHTS,
)
