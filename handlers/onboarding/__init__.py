"""Onboarding: journeys of those who arrive, from files."""

from bot.feature import Feature
from handlers.onboarding import verb

FEATURE = Feature(name="onboarding", cli=verb.cli)
