"""What a person chose, on their App Home."""

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import Block, ButtonElement, SectionBlock

from bot import places
from bot.blockkit import mrkdwn
from bot.i18n import Translator, language_name
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.settings import ids, wording
from workflows.settings import own
from workflows.settings.own import Settings


def draw(
    session: Session, workspace: Workspace, person: Person, now: datetime, t: Translator
) -> Sequence[Block]:
    """The summary, and the button that changes it."""
    return summary(t, workspace, person, own.read(session, workspace, person))


def summary(
    t: Translator, workspace: Workspace, person: Person, settings: Settings
) -> Sequence[Block]:
    """What a person chose, a line each."""
    lines = [
        _language(t, person, settings),
        t(
            "*Working hours:* {days}, {start} to {end} ({timezone})",
            days=wording.weekdays(t, settings.weekdays),
            start=wording.hour(t, settings.start),
            end=wording.hour(t, settings.end),
            timezone=wording.zone(t, person.timezone),
        ),
        _holidays(t, workspace, settings),
        _ceiling(t, workspace, settings),
        t("*Absence:* your Slack status tells me when you are away")
        if settings.follows_status
        else t("*Absence:* only what you tell me; your Slack status is not read"),
    ]
    button = ButtonElement(text=t("Change"), action_id=ids.CHANGE)
    text = mrkdwn("\n".join(lines))
    return [SectionBlock(text=text, accessory=button)]


def _language(t: Translator, person: Person, settings: Settings) -> str:
    name = language_name(person.language)
    if settings.language:
        return t("*Language:* {language}", language=name)
    return t("*Language:* {language}, as in Slack", language=name)


def _holidays(t: Translator, workspace: Workspace, settings: Settings) -> str:
    if settings.country is None:
        where = places.described(t, workspace.country, workspace.region)
        return t("*Public holidays:* {where}, as the workspace", where=where)
    where = places.described(t, settings.country, settings.region)
    return t("*Public holidays:* {where}", where=where)


def _ceiling(t: Translator, workspace: Workspace, settings: Settings) -> str:
    usual = workspace.weekly_ceiling
    most = usual if settings.ceiling is None else min(settings.ceiling, usual)
    return t.n(
        "*Reminders:* at most {n} message a week",
        "*Reminders:* at most {n} messages a week",
        most,
    )
