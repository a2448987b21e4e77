"""One ask as its reader sees it, in a message or on App Home: pure functions."""

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    Option,
    OverflowMenuElement,
    SectionBlock,
)

from bot import calendar
from bot.asks.ask import Ask
from bot.asks.finding import Line
from bot.asks.kinds import AskKind, Kinds, Place
from bot.asks.turns import Part
from bot.blockkit import mrkdwn
from bot.calendar import Calendar
from bot.i18n import Translator
from bot.mrkdwn import quote
from bot.store.people import Person
from handlers.asks import ids
from handlers.asks.choices import Choice

_MENUS = {Place.MESSAGE: ids.MENU, Place.HOME: ids.MENU_ON_HOME}
_ACCEPT = {Place.MESSAGE: ids.ACCEPT, Place.HOME: ids.ACCEPT_ON_HOME}
_DECLINE = {Place.MESSAGE: ids.DECLINE, Place.HOME: ids.DECLINE_ON_HOME}


def blocks(
    t: Translator, kinds: Kinds, line: Line, reader: Person, place: Place, now: datetime
) -> list[Block]:
    """An ask with what its reader can do about it."""
    ask, kind = line.ask, kinds[line.ask.kind]
    words = mrkdwn(text(t, kinds, line, reader, now))
    if ask.is_open and ask.person.id == reader.id:
        menu = _menu(t, kind, ask, place)
        buttons = list(kind.buttons(t, ask, place))
        shown: list[Block] = [SectionBlock(text=words, accessory=menu)]
        return shown + ([ActionsBlock(elements=buttons)] if buttons else [])
    if ask.is_open and ask.offered_to is not None and ask.offered_to.id == reader.id:
        return [SectionBlock(text=words), ActionsBlock(elements=_answers(t, ask, place))]
    return [SectionBlock(text=words)]


def text(t: Translator, kinds: Kinds, line: Line, reader: Person, now: datetime) -> str:
    """The same in words."""
    ask, kind = line.ask, kinds[line.ask.kind]
    about = kind.about(t, ask)
    if ask.state == "done":
        return t("✅ Done: {about}", about=about)
    if not ask.is_open:
        return t("☑️ No longer needed: {about}", about=about)
    if ask.person.id == reader.id:
        return "\n".join([kind.line(t, ask), *_standing(t, ask, reader, now)])
    if ask.offered_to is not None and ask.offered_to.id == reader.id:
        return _offer(t, ask, about, reader, now)
    who = _mention(ask.person)
    if line.part is Part.ESCALATED:
        return _escalation(t, ask, about, reader)
    return t("🤝 {who} takes care of it: {about}", who=who, about=about)


def _standing(t: Translator, ask: Ask, reader: Person, now: datetime) -> list[str]:
    """What there is to know beside what is asked."""
    said = [_until(t, ask.due, reader, now)] if ask.due else []
    if ask.offered_to is not None and ask.offered_by is None:
        who = _mention(ask.offered_to)
        said.append(t("{who}, who stands in for you, is asked to take it over.", who=who))
    elif ask.offered_to is not None:
        said.append(t("{who} is asked to take it over.", who=_mention(ask.offered_to)))
    elif ask.declined_by is not None:
        said.append(t("{who} can't take it over.", who=_mention(ask.declined_by)))
    if ask.snoozed_until is not None:
        day = t.date(ask.snoozed_until)
        if ask.snoozed_until > calendar.local_day(Calendar(reader.timezone), now):
            said.append(t("⏰ I remind you on {day}.", day=day))
    if ask.escalated_to is not None and ask.escalated_at is not None:
        day = t.day(ask.escalated_at, reader.timezone)
        said.append(
            t(
                "I told {who} on {day} that it is open, so that you get a hand.",
                who=_mention(ask.escalated_to),
                day=day,
            )
        )
    return [f"_{one}_" for one in said]


def _offer(t: Translator, ask: Ask, about: str, reader: Person, now: datetime) -> str:
    who = _mention(ask.person)
    if ask.offered_by is None:
        head = t(
            "*{who} is away and you stand in.* Can you take this over: {about}?",
            who=who,
            about=about,
        )
    else:
        head = t("*{who} asks whether you can take this over:* {about}", who=who, about=about)
    said = [head]
    if ask.offer_note:
        said.append(quote(ask.offer_note))
    if ask.due:
        said.append(f"_{_until(t, ask.due, reader, now)}_")
    return "\n".join(said)


def _escalation(t: Translator, ask: Ask, about: str, reader: Person) -> str:
    who = _mention(ask.person)
    day = t.day(ask.opened_at, reader.timezone)
    return t(
        "*{who} may need a hand with this:* {about}. Asked on {day} and still open; {who} knows"
        " that I tell you.",
        who=who,
        about=about,
        day=day,
    )


def _until(t: Translator, due: datetime, reader: Person, now: datetime) -> str:
    day = t.day(due, reader.timezone)
    return t("Wanted by {day}", day=day) if due >= now else t("It was wanted by {day}", day=day)


def _mention(person: Person) -> str:
    return f"<@{person.slack_id}>"


def _answers(t: Translator, ask: Ask, place: Place) -> list[ButtonElement]:
    value = str(ask.id)
    return [
        ButtonElement(
            text=t("I take it over"), action_id=_ACCEPT[place], value=value, style="primary"
        ),
        ButtonElement(text=t("I can't"), action_id=_DECLINE[place], value=value),
    ]


def _menu(t: Translator, kind: AskKind, ask: Ask, place: Place) -> OverflowMenuElement:
    entries: Sequence[tuple[str, Choice]] = [
        (t("Remind me tomorrow"), Choice.TOMORROW),
        (t("Remind me next week"), Choice.NEXT_WEEK),
        (t("Remind me on a day…"), Choice.DAY),
        *([(t("Not mine…"), Choice.NOT_MINE)] if kind.movable else []),
        (t("Why am I asked?"), Choice.WHY),
    ]
    options = [Option(text=words, value=choice.of(ask.id)) for words, choice in entries]
    return OverflowMenuElement(options=options, action_id=_MENUS[place])
