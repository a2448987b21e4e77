"""The page of a key result: where it stands, its history, and the correction of what one told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot import decoding, resuming
from bot.blockkit import mrkdwn
from bot.forms import Errors
from bot.i18n import Translator
from bot.mrkdwn import escape
from bot.replies import (
    FormErrors,
    OpenForm,
    PushForm,
    UpdateForm,
    form,
    notice,
)
from bot.store import jobs
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.okrs import check_form, check_reading, ids, pictures, sayings, waits
from workflows.dependencies.holding import Held
from workflows.okrs import check_in, check_in_form, correcting, cycles, key_result, numbers, report
from workflows.okrs.check_in import CheckIn
from workflows.okrs.check_in_form import Typed
from workflows.okrs.key_result import KeyResult

Json = Mapping[str, Any]

# Of a history, so many entries stand on the page.
_LISTED = 20
# So many of what it waits for.
_HELD = 5


@dataclass(frozen=True)
class Page:
    """What the page of a key result shows.

    Attributes:
        day: on which it is looked at.
        reader: who looks at it.
        held: what it waits for from other teams, where something is the matter with it.
    """

    found: KeyResult
    history: Sequence[CheckIn]
    day: date
    reader: Person
    held: Sequence[Held] = ()


def open_page(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> OpenForm:
    """The button in a message that opens a key result."""
    which = decoding.number(_value(action))
    return OpenForm(_page(t, _read(session, workspace, person, which, now)))


def push_page(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> PushForm:
    """The same in a form."""
    which = decoding.number(_value(action))
    return PushForm(_page(t, _read(session, workspace, person, which, now)))


def open_correction(
    session: Session, workspace: Workspace, person: Person, action: Json, t: Translator
) -> UpdateForm:
    """The button that corrects what one told."""
    told = correcting.own(session, workspace, person, decoding.number(action["value"]))
    found = key_result.find(session, workspace, told.key_result)
    value = (
        str(int(told.value)) if found.zones else numbers.write(told.value, found.unit, t.language)
    )
    typed = Typed(value, told.confidence, told.because)
    view = check_form.correct_form(t, found, told.id, typed)
    return UpdateForm(resuming.resumed(session, workspace, person, view, t))


def save_correction(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> FormErrors | UpdateForm:
    """That form, submitted."""
    told = correcting.own(session, workspace, person, decoding.number(view["private_metadata"]))
    found = key_result.find(session, workspace, told.key_result)
    checked = check_in_form.check(check_reading.read(view, [found]), {}, ([found], []), t.language)
    if isinstance(checked, Errors):
        return FormErrors(check_reading.beside(t, view, checked))
    for each in checked.told:
        correcting.correct(session, workspace, person, told.id, each, now)
    resuming.settle(session, workspace, person, view)
    return UpdateForm(_page(t, _read(session, workspace, person, found.id, now)))


def send_picture(
    session: Session, workspace: Workspace, person: Person, action: Json, t: Translator
) -> UpdateForm:
    """The button that has its picture sent, in direct messages."""
    which = decoding.number(action["value"])
    report.require_key_result(session, workspace, person, which)
    jobs.defer(session, workspace, pictures.HISTORY, key_result=str(which), person=person.slack_id)
    said = t("It is on its way: look at the messages of this app.")
    return UpdateForm(notice(t, t("Picture"), said))


def _read(
    session: Session, workspace: Workspace, person: Person, which: int, now: datetime
) -> Page:
    found = report.require_key_result(session, workspace, person, which)
    history = check_in.history(session, workspace, which)
    held = waits.of(session, workspace, person, which, now)
    return Page(found, history, cycles.today(session, workspace, now), person, held)


def _page(t: Translator, page: Page) -> dict[str, Any]:
    found = page.found
    blocks: list[Block] = [SectionBlock(text=mrkdwn(_head(t, page)))]
    if found.source:
        blocks.append(
            ContextBlock(elements=[mrkdwn(t("From: {source}", source=escape(found.source)))])
        )
    blocks += [SectionBlock(text=mrkdwn(waits.fact(t, each))) for each in page.held[:_HELD]]
    entries = list(reversed(page.history))[:_LISTED]
    blocks += [_entry(t, page, each) for each in entries]
    if not entries:
        blocks.append(SectionBlock(text=mrkdwn(t("No update yet."))))
    else:
        send = ButtonElement(
            text=t("Send me its picture"), action_id=ids.PICTURE, value=str(found.id)
        )
        blocks.append(ActionsBlock(elements=[send]))
    view = View(type="modal", title=t("Key result"), close=t("Close"), blocks=blocks)
    return form(view)


def _head(t: Translator, page: Page) -> str:
    found = page.found
    owner = f"<@{found.kept_by.slack_id}>" if found.kept_by else t("nobody answers for it yet")
    where = found.team_name or t("the whole company")
    lines = [
        f"*{sayings.titled(found.title)}*",
        f"{sayings.titled(found.objective_title)} · {escape(where)} · {owner}",
        f"{sayings.value(t, found, found.value)} · {sayings.aim(t, found)}"
        f" · {sayings.confidence(t, found.confidence)}",
    ]
    if not found.aim.holds and found.value is not None:
        lines.append(
            t(
                "{progress} of the way, {expected} expected by now",
                progress=sayings.percent(t, found.progress),
                expected=sayings.percent(t, found.expected(page.day)),
            )
        )
    return "\n".join(lines)


def _entry(t: Translator, page: Page, told: CheckIn) -> SectionBlock:
    value = sayings.said_value(t, told.value, told.unit, told.zones)
    parts = [
        t.day(told.at, page.reader.timezone),
        " ".join((f"~{value}~", t("corrected"))) if told.corrected else f"*{value}*",
        sayings.confidence(t, told.confidence),
    ]
    if told.person:
        parts.append(escape(told.person.name) or f"<@{told.person.slack_id}>")
    if told.corrects:
        parts.append(t("a correction"))
    if told.unchanged:
        parts.append(t("no change"))
    text = " · ".join(parts)
    if told.because and not told.unchanged:
        text += f"\n{sayings.because(told.because)}"
    mine = told.person is not None and told.person.id == page.reader.id and not told.corrected
    mine = mine and told.is_comparable(page.found)
    button = ButtonElement(text=t("Correct"), action_id=ids.CORRECT, value=str(told.id))
    return SectionBlock(text=mrkdwn(text), accessory=button if mine else None)


def _value(action: Json) -> str:
    return str(action.get("value") or action["selected_option"]["value"])
