"""Turns product time through everything that happens on the way; only demos and tests do so."""

from bot.turning.round import Surroundings
from bot.turning.turner import Turner, TurnError, Turning

__all__ = ["Surroundings", "TurnError", "Turner", "Turning"]
