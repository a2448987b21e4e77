"""The demo's guided tour: the features' steps in order, in each language."""

from collections.abc import Iterable

from bot import i18n
from bot.feature import Feature, TourStep
from bot.i18n import LANGUAGES, Translator
from bot.playground.records import Json


def steps(features: Iterable[Feature]) -> dict[str, list[Json]]:
    """What the page shows, by language; steps of one place stand in the features' order."""
    every = [step for feature in features for step in feature.tour]
    ordered = sorted(every, key=lambda step: step.at)
    translators = [i18n.load()(language) for language in LANGUAGES]
    return {t.language: [_said(t, step) for step in ordered] for t in translators}


def _said(t: Translator, step: TourStep) -> Json:
    return {
        "title": t.words(step.title),
        "text": t.words(step.text),
        "person": step.person,
        "place": step.place,
        "types": t.words(step.types) if step.types else "",
        "turns": step.turns,
    }
