"""The forms in which it is said what teams aim at, and when they check in: pure functions."""

from collections.abc import Sequence
from datetime import date

from babel import Locale
from slack_sdk.models.blocks import (
    Block,
    ConversationFilter,
    ConversationSelectElement,
    DatePickerElement,
    TimePickerElement,
)

from bot.fields import choice, line, person
from bot.i18n import Translator
from bot.replies import Json
from handlers.okrs import ids, sayings
from handlers.okrs.fields import NONE, Filled, dropping, field, page
from workflows.okrs import cadences, cycles
from workflows.okrs.key_result_form import LONGEST_SOURCE, LONGEST_UNIT
from workflows.okrs.objective import Objective
from workflows.okrs.objectives import LONGEST_TITLE


def objective_form(t: Translator, filled: Filled, parents: Sequence[Objective]) -> Json:
    """An objective: its words, and what it is aligned to."""
    title, parent = filled.fields
    suffix = filled.suffix
    options = [(NONE, t("Nothing"))] + [
        (str(each.id), f"{each.team_name or t('The whole company')} · {each.title}")
        for each in parents
    ]
    fields: list[Block] = [
        field(
            ids.OBJECTIVE_TITLE,
            t("What do you want to reach?"),
            line(ids.OBJECTIVE_TITLE, title, LONGEST_TITLE),
            suffix,
            t("In words that somebody remembers; figures belong in its key results."),
            optional=False,
        ),
        field(
            ids.OBJECTIVE_PARENT,
            t("Aligned to"),
            choice(ids.OBJECTIVE_PARENT, options, parent or NONE),
            suffix,
        ),
    ]
    if filled.carried.id:
        fields.append(dropping(t, t("Drop it with its key results; its history stays"), suffix))
    return page(t, ids.OBJECTIVE_FORM, t("Objective"), filled, fields)


def key_result_form(t: Translator, filled: Filled) -> Json:
    """A key result: a figure that goes from somewhere to somewhere, or steps."""
    title, unit, start, target, direction, zones, owner, source = filled.fields
    suffix = filled.suffix
    fields: list[Block] = [
        field(
            ids.TITLE,
            t("How will you know that it is reached?"),
            line(ids.TITLE, title, LONGEST_TITLE),
            suffix,
            t("For example: New customers finish the set-up on their own"),
            optional=False,
        ),
        field(
            ids.UNIT,
            t("Unit"),
            line(ids.UNIT, unit, LONGEST_UNIT),
            suffix,
            t("For example %, k€ or users"),
        ),
        field(ids.START, t("Start"), line(ids.START, start), suffix),
        field(ids.TARGET, t("Target"), line(ids.TARGET, target), suffix),
        *_shape(t, direction, zones, suffix),
        field(ids.OWNER, t("Who answers for it"), person(ids.OWNER, owner), suffix),
        _source(t, source, suffix),
    ]
    if filled.carried.id:
        fields.append(dropping(t, t("Drop it; its history stays"), suffix))
    return page(t, ids.KEY_RESULT_FORM, t("Key result"), filled, fields)


def _shape(t: Translator, direction: str, zones: str, suffix: str) -> list[Block]:
    """Which way a figure goes where that is not plain, or the steps of a milestone."""
    ways = [("up", t("Up, or not below")), ("down", t("Down, or not above"))]
    return [
        field(
            ids.DIRECTION,
            t("Direction"),
            choice(ids.DIRECTION, ways, direction),
            suffix,
            t("Only where the figure is to hold: start and target are the same then."),
        ),
        field(
            ids.ZONES,
            t("Or steps, a line each"),
            line(ids.ZONES, zones, lines=True),
            suffix,
            t("Instead of figures, for a milestone, such as: designed, built, live"),
        ),
    ]


def kpi_form(t: Translator, filled: Filled) -> Json:
    """A KPI: a figure that stays within its bounds."""
    title, unit, floor, ceiling, owner, source = filled.fields
    suffix = filled.suffix
    fields: list[Block] = [
        field(
            ids.TITLE,
            t("What is followed?"),
            line(ids.TITLE, title, LONGEST_TITLE),
            suffix,
            t("A figure that must stay healthy while you aim at others"),
            optional=False,
        ),
        field(
            ids.UNIT,
            t("Unit"),
            line(ids.UNIT, unit, LONGEST_UNIT),
            suffix,
            t("For example %, k€ or users"),
        ),
        field(
            ids.FLOOR, t("Floor"), line(ids.FLOOR, floor), suffix, t("Below it, something is wrong")
        ),
        field(
            ids.CEILING,
            t("Ceiling"),
            line(ids.CEILING, ceiling),
            suffix,
            t("Above it, something is wrong"),
        ),
        field(ids.OWNER, t("Who brings its values"), person(ids.OWNER, owner), suffix),
        _source(t, source, suffix),
    ]
    if filled.carried.id:
        fields.append(dropping(t, t("Follow it no more; its values stay"), suffix))
    return page(t, ids.KPI_FORM, t("KPI"), filled, fields)


def _source(t: Translator, said: str, suffix: str) -> Block:
    return field(
        ids.SOURCE,
        t("Where the figure comes from"),
        line(ids.SOURCE, said, LONGEST_SOURCE),
        suffix,
        t("A dashboard, a query, a person: so that nobody has to ask"),
    )


def cadence_form(t: Translator, filled: Filled) -> Json:
    """How often a team checks in."""
    every, weekday, hour, fresh = filled.fields
    suffix = filled.suffix
    options = [(code, sayings.every(t, code)) for code in cadences.EVERY]
    fields: list[Block] = [
        field(ids.EVERY, t("How often"), choice(ids.EVERY, options, every), suffix, optional=False),
        field(
            ids.WEEKDAY,
            t("On which day"),
            choice(ids.WEEKDAY, _weekdays(t), weekday),
            suffix,
            t("Every month: the first of these days"),
            optional=False,
        ),
        field(
            ids.HOUR,
            t("From what time"),
            TimePickerElement(action_id=ids.HOUR, initial_time=hour),
            suffix,
            t("Where each of them is; on a day off, when they work next"),
            optional=False,
        ),
        field(
            ids.FRESH,
            t("Not asked when updated within so many days"),
            line(ids.FRESH, fresh),
            suffix,
        ),
    ]
    return page(t, ids.CADENCE_FORM, t("Check-ins"), filled, fields)


def cycle_form(t: Translator, filled: Filled) -> Json:
    """A cycle: its name and its days."""
    name, starts, ends = filled.fields
    suffix = filled.suffix
    fields: list[Block] = [
        field(
            ids.CYCLE_NAME,
            t("Name"),
            line(ids.CYCLE_NAME, name, cycles.LONGEST_NAME),
            suffix,
            optional=False,
        ),
        field(
            ids.STARTS,
            t("First day"),
            DatePickerElement(action_id=ids.STARTS, initial_date=starts or None),
            suffix,
            optional=False,
        ),
        field(
            ids.ENDS,
            t("Last day"),
            DatePickerElement(action_id=ids.ENDS, initial_date=ends or None),
            suffix,
            optional=False,
        ),
    ]
    return page(t, ids.CYCLE_FORM, t("Cycle"), filled, fields)


def settings_form(t: Translator, filled: Filled) -> Json:
    """The channel that hears of all teams."""
    (channel,) = filled.fields
    element = ConversationSelectElement(
        action_id=ids.CHANNEL,
        initial_conversation=channel or None,
        # What teams say of themselves does not leave the company.
        filter=ConversationFilter(
            include=["public", "private"],
            exclude_external_shared_channels=True,
            exclude_bot_users=True,
        ),
    )
    hint = t("Without one, Product Ops and who leads a team get it as a message, once a week.")
    fields = [
        field(ids.CHANNEL, t("Channel that hears of all teams"), element, filled.suffix, hint)
    ]
    return page(t, ids.SETTINGS_FORM, t("OKRs"), filled, fields)


def _weekdays(t: Translator) -> list[tuple[str, str]]:
    names = Locale.parse(t.language).days["stand-alone"]["wide"]
    return [(str(day), names[day - 1].capitalize()) for day in range(1, 8)]


def day_of(text: str) -> date | None:
    """A date as Slack's picker gives it; None for none."""
    return date.fromisoformat(text) if text else None
