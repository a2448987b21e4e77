"""Journeys that tests begin with: one that nothing is wrong with, as it is built and as a file."""

from dataclasses import replace
from typing import Any

from workflows.onboarding.journey import Audience, Journey, Kind, Step, Text

# Every line of it counts: tests name them.
FILE = """\
key: product-manager
name: {en: Product manager, fr: Product manager}
about: {en: The first days., fr: Les premiers jours.}
role: product manager
steps:
  - key: get-ready
    for: buddy
    day: -2
    kind: do
    title: {en: Get ready, fr: Prépare-toi}
  - key: meet-buddy
    day: 0
    kind: meet
    meets: buddy
    needs: get-ready
    title:
      en: Meet your buddy
      fr: Rencontre ton binôme
    text:
      en: |
        Ask anything.
        Nothing is too small.
      fr: Demande tout.
    links:
      - title: {en: About buddies, fr: Sur les binômes}
        url: https://example.com/buddies
  - key: first-insight
    day: 6
    kind: do
    needs: [meet-buddy]
    title: {en: Keep an insight, fr: Enregistre un insight}
    done_when: insight_kept
  - key: first-week
    day: 5
    kind: answer
    title: {en: Your week, fr: Ta semaine}
    questions:
      - {key: clear, text: {en: "Is it clear?", fr: "Est-ce clair ?"}, scale: yes}
      - {key: missing, text: {en: "What was missing?", fr: "Que manquait-il ?"}}
"""


def both(text: str) -> Text:
    """A text in both languages."""
    return Text(text, f"{text} (fr)")


def step(key: str, **given: Any) -> Step:
    """A step that nothing is wrong with, but for what is given."""
    plain = Step(key, both(key), both("Do it."), 0, Audience.NEW_HIRE, Kind.DO)
    return replace(plain, **given)


def journey(*steps: Step, **given: Any) -> Journey:
    """A journey of these steps."""
    plain = Journey("product-manager", both("Product manager"), both("Days."), "PM", steps)
    return replace(plain, **given)
