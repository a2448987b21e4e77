"""Everything the outside world triggers: one folder per feature, and the one list of them."""

from bot.feature import Feature
from handlers.absence import FEATURE as ABSENCE
from handlers.asks import FEATURE as ASKS
from handlers.channels import FEATURE as CHANNELS
from handlers.delivery import FEATURE as DELIVERY
from handlers.insights import FEATURE as INSIGHTS
from handlers.people import FEATURE as PEOPLE

FEATURES: tuple[Feature, ...] = (PEOPLE, CHANNELS, DELIVERY, ASKS, ABSENCE, INSIGHTS)
