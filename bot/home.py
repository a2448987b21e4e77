"""A person's App Home, put together from the features' sections; one that breaks takes no other."""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

import structlog
from slack_sdk.models.blocks import (
    Block,
    ContextBlock,
    HeaderBlock,
    SectionBlock,
)
from sqlalchemy.orm import Session

from bot import blockkit
from bot.blockkit import mrkdwn
from bot.delivery.limits import HOME_BLOCKS, HOME_BYTES
from bot.feature import Feature, HomePlace, HomeSection
from bot.i18n import Translator, Words, say
from bot.message import Json
from bot.mrkdwn import escape
from bot.store.people import Person
from bot.store.workspaces import Workspace

# In a session's `info`: the features' sections, from top to bottom.
SECTIONS = "home_sections"
HEADINGS: Mapping[HomePlace, Words] = {
    HomePlace.QUESTIONS: say("Set-up"),
    HomePlace.OWED: say("Waiting for you"),
    HomePlace.YOURS: say("What is yours"),
    HomePlace.SORTING: say("To look at"),
    HomePlace.SETTINGS: say("Your settings"),
    HomePlace.SETUP: say("Set-up"),
    HomePlace.CHANGES: say("What changed"),
    HomePlace.HEALTH: say("Health"),
}

log = structlog.get_logger()


@dataclass(frozen=True)
class _Part:
    """A section as it was drawn."""

    section: HomeSection
    blocks: Sequence[Json]

    def fitted(self, share: int, t: Translator) -> Sequence[Json]:
        """As much of it as a share of the page holds, and where the rest is."""
        if len(self.blocks) <= share:
            return self.blocks
        return [*self.blocks[: share - 1], _written(_small(t.words(self.section.rest)))]


def in_order(features: Sequence[Feature]) -> tuple[HomeSection, ...]:
    """The features' sections, from top to bottom."""
    sections = [section for feature in features for section in feature.home]
    return tuple(sorted(sections, key=lambda section: section.place))


def page(
    session: Session, workspace: Workspace, person: Person, now: datetime, t: Translator
) -> Json:
    """The App Home of a person, as Slack takes it."""
    sections: Sequence[HomeSection] = session.info.get(SECTIONS, ())
    parts = []
    for section in sections:
        blocks = _drawn(section, session, workspace, person, now, t)
        if blocks:
            parts.append(_Part(section, blocks))
    share = HOME_BLOCKS
    while True:
        blocks = [_written(_greeting(person, t)), *_fitted(parts, share, t)]
        view: Json = {"type": "home", "blocks": blocks}
        fits = len(blocks) <= HOME_BLOCKS and len(json.dumps(view).encode()) <= HOME_BYTES
        if fits or share == 1:
            return view
        share -= 1


def _fitted(parts: Sequence[_Part], share: int, t: Translator) -> list[Json]:
    """The parts under their headings, none of them with more blocks than its share."""
    blocks: list[Json] = []
    for place, there in groupby(parts, lambda part: part.section.place):
        blocks.append(_written(HeaderBlock(text=t.words(HEADINGS[place]))))
        for part in there:
            blocks += part.fitted(share, t)
    return blocks


def _drawn(
    section: HomeSection,
    session: Session,
    workspace: Workspace,
    person: Person,
    now: datetime,
    t: Translator,
) -> Sequence[Json]:
    try:
        # What a section leaves broken in the transaction is gone with it.
        with session.begin_nested():
            return [_written(block) for block in section.draw(session, workspace, person, now, t)]
    except Exception:
        reference = secrets.token_hex(4)
        log.exception("part of a home not drawn", place=section.place.name, reference=reference)
        words = t(
            "This part can't be shown just now (reference {reference}). It is tried again each time"
            " this page is drawn.",
            reference=reference,
        )
        return [_written(_small(words))]


def _greeting(person: Person, t: Translator) -> Block:
    name = escape(person.name)
    return SectionBlock(text=mrkdwn(t("*Hello {name}!*", name=name) if name else t("*Hello!*")))


def _small(words: str) -> Block:
    return ContextBlock(elements=[mrkdwn(words)])


def _written(block: Block) -> Json:
    return blockkit.written(block)
