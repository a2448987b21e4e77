"""The doors of handing over: who answers from now on for what somebody else did."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, ButtonElement, InputBlock, UserSelectElement
from slack_sdk.models.views import View

from bot import decoding, filled, resuming
from bot.errors import Refusal
from bot.i18n import Translator
from bot.mrkdwn import escape
from bot.posts import Post
from bot.replies import (
    FormErrors,
    Message,
    OpenForm,
    UpdateForm,
    form,
    message,
    notice,
)
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.okrs import ids, report_views, sayings
from workflows.okrs import handing
from workflows.okrs.key_result import KeyResult

Json = Mapping[str, Any]


def open_form(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> OpenForm:
    """The button that chooses who takes over."""
    owner = decoding.number(action["value"])
    before, theirs = handing.asked(session, workspace, person, owner, now)
    who = escape(before.name) or f"<@{before.slack_id}>"
    head = t("Who answers from now on for what was {who}'s?", who=who)
    lines = [head, *(f"• {sayings.titled(each.title)}" for each in theirs)]
    taker = InputBlock(
        block_id=ids.TAKER,
        label=t("Who takes over"),
        element=UserSelectElement(action_id=ids.TAKER),
    )
    view = form(
        View(
            type="modal",
            callback_id=ids.HAND_OVER_FORM,
            title=t("Hand over"),
            submit=t("Hand over"),
            close=t("Cancel"),
            private_metadata=str(owner),
            blocks=[*report_views.sections(["\n".join(lines)]), taker],
        )
    )
    return OpenForm(resuming.resumed(session, workspace, person, view, t))


def save(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> FormErrors | UpdateForm:
    """That form, submitted: who takes over hears of it."""
    owner = decoding.number(view["private_metadata"])
    before, _ = handing.asked(session, workspace, person, owner, now)
    to = filled.fields(view, {"to": ids.TAKER})["to"]
    try:
        given = handing.give(session, workspace, person, owner, to, now)
    except Refusal as refused:
        return FormErrors({ids.TAKER: t.words(refused.words)})
    resuming.settle(session, workspace, person, view)
    text = t.n("{n} key result is theirs now.", "{n} key results are theirs now.", len(given))
    tell = () if to == person.slack_id else (news(person, to, given, now),)
    if before.here and before.id != person.id:
        tell = (*tell, taken(before.slack_id, to, given, now))
    return UpdateForm(notice(t, t("Hand over"), text), tell=tell)


def leave(
    session: Session, workspace: Workspace, person: Person, action: Json, now: datetime
) -> None:
    """The button that leaves them with their owner; what shows the ask follows."""
    handing.leave(session, workspace, person, decoding.number(action["value"]), now)


def leave_at_home(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> OpenForm:
    """The same on App Home."""
    handing.leave(session, workspace, person, decoding.number(action["value"]), now)
    return OpenForm(notice(t, t("Hand over"), t("They stay with their owner.")))


def news(person: Person, to: str, given: Sequence[KeyResult], now: datetime) -> Post:
    """What somebody hears who answers for key results from now on.

    Args:
        person: who gave them.
        to: Slack's id of who hears it.
    """

    def said(t: Translator) -> Message:
        who = f"<@{person.slack_id}>"
        head = t.n(
            "{who} gave you {n} key result to answer for:",
            "{who} gave you {n} key results to answer for:",
            len(given),
            who=who,
        )
        text = "\n".join([head, *(f"• {sayings.titled(each.title)}" for each in given)])
        which = str(given[0].owner.id) if given[0].owner else ""
        update = ButtonElement(text=t("Update"), action_id=ids.CHECK_IN, value=which)
        return message(text, *report_views.sections([text]), ActionsBlock(elements=[update]))

    key = f"okrs.given:{given[0].id}:{to}:{now.isoformat()}"
    return Post(to, said, key, in_hours=True, asked_by=person.slack_id)


def taken(owner: str, to: str, given: Sequence[KeyResult], now: datetime) -> Post:
    """What who answered for them until now hears, once they work again."""

    def said(t: Translator) -> Message:
        head = t.n(
            "{who} answers from now on for {n} key result of yours:",
            "{who} answers from now on for {n} key results of yours:",
            len(given),
            who=f"<@{to}>",
        )
        text = "\n".join([head, *(f"• {sayings.titled(each.title)}" for each in given)])
        return message(text, *report_views.sections([text]))

    return Post(owner, said, f"okrs.taken:{given[0].id}:{to}:{now.isoformat()}", in_hours=True)
