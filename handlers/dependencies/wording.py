"""What the codes of dependencies are called."""

from datetime import date

from bot.i18n import Translator
from bot.mrkdwn import escape
from bot.store.people import Person
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.rules import Move, Risk, Side, State

_SIGNS = {
    State.ASKED: "🕓",
    State.AGREED: "🤝",
    State.UNDER_WAY: "🛠️",
    State.DELIVERED: "📦",
    State.CONFIRMED: "✅",
    State.DECLINED: "✋",
    State.WITHDRAWN: "☑️",
}
_RISK_SIGNS = {Risk.NONE: "", Risk.AT_RISK: "⚠️", Risk.BLOCKED: "⛔"}


def sign(state: State, risk: Risk = Risk.NONE) -> str:
    """A state in one sign; what stands in its way comes first."""
    return _RISK_SIGNS[risk] or _SIGNS[state]


def state(t: Translator, which: State) -> str:
    """What a state is called, of a dependency."""
    return {
        State.ASKED: t("asked"),
        State.AGREED: t("agreed"),
        State.UNDER_WAY: t("under way"),
        State.DELIVERED: t("delivered"),
        State.CONFIRMED: t("delivered and confirmed"),
        State.DECLINED: t("declined"),
        State.WITHDRAWN: t("withdrawn"),
    }[which]


def risk(t: Translator, which: Risk) -> str:
    """What stands in the way of a dependency; empty for nothing."""
    called = {Risk.AT_RISK: t("at risk"), Risk.BLOCKED: t("blocked")}
    return called.get(which, "")


def standing(t: Translator, found: Dependency) -> str:
    """How far a dependency is, with a sign, in a few words."""
    words = state(t, found.state)
    if found.state is State.ASKED and found.proposed_by:
        words = t("another date is proposed")
    elif found.is_promised and found.taken_at is None:
        words = t("{state}, with a new date", state=words)
    risky = risk(t, found.risk)
    said = t("{state}, {risk}", state=words, risk=risky) if risky else words
    return f"{sign(found.state, found.risk)} {said[0].upper()}{said[1:]}"


def move(t: Translator, which: Move, side: Side = Side.PROVIDER) -> str:
    """What the button of a move says."""
    if which is Move.ACCEPT and side is Side.REQUESTER:
        return t("Accept this date")
    return {
        Move.ASK: t("Ask"),
        Move.ACCEPT: t("Accept"),
        Move.PROPOSE: t("Another date"),
        Move.DECLINE: t("Decline"),
        Move.REDIRECT: t("Not us"),
        Move.ASK_AGAIN: t("Ask again"),
        Move.START: t("Started"),
        Move.SLIP: t("New date"),
        Move.RISK: t("At risk"),
        Move.BLOCK: t("Blocked"),
        Move.CLEAR: t("All clear"),
        Move.SURE: t("The date stands"),
        Move.DELIVER: t("Delivered"),
        Move.CONFIRM: t("It is what we needed"),
        Move.REOPEN: t("Not there yet"),
        Move.TAKE: t("Accept the new date"),
        Move.OPTIONS: t("Ask for options"),
        Move.OTHER_WAY: t("Find another way"),
        Move.WITHDRAW: t("Withdraw"),
    }[which]


def day(t: Translator, which: date, near: date | None = None) -> str:
    """A date with its day of the week; its year too, unless it is that of a date near by."""
    return t.weekday(which, year=near is None or near.year != which.year)


def who(t: Translator, person: Person | None) -> str:
    """Somebody by their name, so that nobody is pinged. Safe to show."""
    return escape(person.name) if person and person.name else t("somebody")
