"""The forms of who arrives, and what those around them read: pure functions."""

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import (
    Block,
    DatePickerElement,
    InputBlock,
    SectionBlock,
    StaticSelectElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot import fields
from bot.blockkit import mrkdwn
from bot.i18n import Translator
from bot.mrkdwn import escape
from bot.replies import Json, Message, form, message
from bot.store.people import Person
from bot.store.team import Team
from handlers.onboarding import ids
from handlers.onboarding.around import Around
from workflows.onboarding.enrolment import Enrolment
from workflows.onboarding.journey import Journey

# So many teams of somebody's are named, and people of Product Ops.
_TEAMS, _OPS = 2, 3
# So many who arrive are named to one who accompanies them.
_ARRIVING = 30


def enrol_form(t: Translator, journeys: Sequence[Journey], person: str, day: date) -> Json:
    """Who arrives, on which journey, from when, and who accompanies them.

    Args:
        person: Slack's id of who arrives; empty to choose.
        day: on which it opens.
    """
    blocks: list[Block] = [
        _field(
            ids.PERSON,
            t("Who arrives"),
            fields.person(ids.PERSON, person),
        ),
        _field(ids.JOURNEY, t("Journey"), _menu(t, journeys)),
        _field(
            ids.STARTS,
            t("First day"),
            DatePickerElement(action_id=ids.STARTS, initial_date=day.isoformat()),
            t("It can be moved later. If it is past, what was missed comes a few things a day."),
        ),
        _field(ids.MANAGER, t("Manager"), fields.person(ids.MANAGER, ""), optional=True),
        _field(
            ids.BUDDY,
            t("Buddy"),
            fields.person(ids.BUDDY, ""),
            t("Without one, the manager takes the buddy's part."),
            optional=True,
        ),
    ]
    return form(
        View(
            type="modal",
            callback_id=ids.ENROL_FORM,
            title=t("Somebody arrives"),
            submit=t("Begin"),
            close=t("Cancel"),
            blocks=blocks,
        )
    )


def move_form(t: Translator, found: Enrolment) -> Json:
    """Another first day."""
    picker = DatePickerElement(action_id=ids.STARTS, initial_date=found.starts.isoformat())
    hint = t("What was done stays done; the rest follows the new day.")
    return form(
        View(
            type="modal",
            callback_id=ids.MOVE_FORM,
            title=t("First day"),
            submit=t("Save"),
            close=t("Cancel"),
            private_metadata=str(found.id),
            blocks=[
                SectionBlock(text=mrkdwn(f"*{who(found.person)}*")),
                _field(ids.STARTS, t("First day"), picker, hint),
            ],
        )
    )


def begun(t: Translator, found: Enrolment) -> str:
    """What who enrolled somebody reads."""
    name = escape(found.name.in_(t.language)[0])
    lines = [
        t(
            "✅ {who} is on “{journey}”. First day: {day}.",
            who=who(found.person),
            journey=name,
            day=t.weekday(found.starts, year=True),
        )
    ]
    ahead = [one for one in found.steps if one.step.day < 0]
    if ahead:
        lines.append(
            t.n(
                "{n} step comes before that, for whoever accompanies them.",
                "{n} steps come before that, for those who accompany them.",
                len(ahead),
            )
        )
    return "\n".join(lines)


def welcome(t: Translator, found: Enrolment, around: Around) -> Message:
    """What who arrives reads on their first morning."""
    lines = [
        t("👋 *Welcome, {who}!* I walk with you through your first weeks.", who=who(found.person)),
        t(
            "At most three new things a day, in your working hours; on your days off I keep quiet."
            " *Home* shows where you are, and there you go slower, faster, or pause."
        ),
        *surroundings(t, found, around),
    ]
    return message("\n".join(lines))


def whos_who(t: Translator, found: Enrolment) -> list[str]:
    """Who is who for somebody who arrives."""
    lines = []
    if found.manager:
        lines.append(t("Manager: {who}", who=f"<@{found.manager.slack_id}>"))
    if found.buddy:
        lines.append(t("Buddy: {who}", who=f"<@{found.buddy.slack_id}>"))
    lines.append(t("Prepared by: {who}", who=f"<@{found.made_by.slack_id}>"))
    return lines


def surroundings(t: Translator, found: Enrolment, around: Around) -> list[str]:
    """The same for themselves: their team and Product Ops too."""
    *accompany, prepared = whos_who(t, found)
    ops = [each for each in around.product_ops if each.id != found.person.id][:_OPS]
    lines = [*accompany, *(_team(t, each, found.person) for each in around.teams[:_TEAMS])]
    if ops:
        names = ", ".join(f"<@{each.slack_id}>" for each in ops)
        lines.append(t("Product Ops: {people}", people=names))
    # Who prepared it stands among Product Ops already, in most journeys.
    named = {each.id for each in ops}
    return lines if found.made_by.id in named else [*lines, prepared]


def _team(t: Translator, team: Team, reader: Person) -> str:
    more = []
    if team.lead and team.lead.id != reader.id:
        more.append(t("lead: {who}", who=f"<@{team.lead.slack_id}>"))
    if team.channel:
        more.append(f"<#{team.channel}>")
    name = escape(team.name)
    return t("Team: {team}", team=f"{name} ({', '.join(more)})" if more else name)


def accompanies(t: Translator, found: Enrolment, as_buddy: bool) -> Message:
    """What a manager or a buddy reads once somebody's journey is begun."""
    values = {"who": who(found.person), "day": t.weekday(found.starts)}
    if as_buddy:
        said = t("*{who}* arrives, with you as their buddy. First day: {day}.", **values)
    else:
        said = t("*{who}* arrives, with you as their manager. First day: {day}.", **values)
    return message(f"{said}\n{_your_part(t)}")


def accompanies_all(
    t: Translator, as_manager: Sequence[Enrolment], as_buddy: Sequence[Enrolment]
) -> Message:
    """The same where several arrive with one person.

    Args:
        as_manager: those whose manager they are.
        as_buddy: those whose buddy they are.
    """
    lines = []
    if as_manager:
        lines.append(
            t.n(
                "*{n} person arrives, with you as their manager*:",
                "*{n} people arrive, with you as their manager*:",
                len(as_manager),
            )
        )
        lines += _arriving(t, as_manager)
    if as_buddy:
        lines.append(
            t.n(
                "*{n} person arrives, with you as their buddy*:",
                "*{n} people arrive, with you as their buddy*:",
                len(as_buddy),
            )
        )
        lines += _arriving(t, as_buddy)
    return message("\n".join((*lines, _your_part(t))))


def ended(t: Translator, found: Enrolment) -> Message:
    """What who arrived reads at the end."""
    done = len([one for one in found.own if one.done_at])
    said = t.n(
        "🎉 *You have arrived*: {n} step done. Whoever comes next can ask you.",
        "🎉 *You have arrived*: {n} steps done. Whoever comes next can ask you.",
        done,
    )
    return message(said)


def who(person: Person) -> str:
    """Somebody by their name. Safe to show."""
    return escape(person.name) or f"<@{person.slack_id}>"


def _arriving(t: Translator, found: Sequence[Enrolment]) -> list[str]:
    """Those who arrive, and when, those who come first before the others."""
    soonest = sorted(found, key=lambda one: one.starts)[:_ARRIVING]
    lines = [
        t("• {who}, from {day} on", who=who(one.person), day=t.weekday(one.starts))
        for one in soonest
    ]
    more = len(found) - len(lines)
    return [*lines, t.n("and {n} more", "and {n} more", more)] if more else lines


def _your_part(t: Translator) -> str:
    return t("I tell you when something is your part. `/onboard status` shows where they are.")


def _menu(t: Translator, journeys: Sequence[Journey]) -> StaticSelectElement:
    options = [(each.key, each.name.in_(t.language)[0]) for each in journeys]
    return fields.choice(ids.JOURNEY, options, journeys[0].key)


def _field(
    action: str,
    label: str,
    element: UserSelectElement | StaticSelectElement | DatePickerElement,
    hint: str = "",
    optional: bool = False,
) -> InputBlock:
    return InputBlock(
        block_id=action, label=label, element=element, hint=hint or None, optional=optional
    )
