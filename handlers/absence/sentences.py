"""What is said of absences, in a line: pure functions of what they show."""

from datetime import date

from bot.i18n import Translator
from bot.store.absences import Away
from workflows.absence.state import Shown, State

# As many absences as a section has room for.
LISTED = 10


def day(t: Translator, of: date, today: date) -> str:
    """A date with its day of the week, and its year where that is another one."""
    return t.weekday(of, year=of.year != today.year)


def days(t: Translator, away: Away, today: date) -> str:
    """The days of an absence, as part of a sentence."""
    first = f"*{day(t, away.first, today)}*"
    if away.last is None and away.status:
        return t("away from {first} on, until your Slack status changes", first=first)
    if away.last is None:
        return t("away from {first} on, until you say that you are back", first=first)
    if away.last == away.first:
        return t("away on {day}", day=first)
    last = f"*{day(t, away.last, today)}*"
    return t("away from {first} to {last}, both included", first=first, last=last)


def their_days(t: Translator, away: Away, today: date) -> str:
    """The days of someone else's absence, as part of a sentence."""
    if away.last is None:
        first = f"*{day(t, away.first, today)}*"
        return t("away from {first} on, with no end yet", first=first)
    return days(t, away, today)


def back(t: Translator, shown: Shown) -> str:
    """When the person is back."""
    if shown.away.last is None:
        return t("Type `/absence back` on the day you are back.")
    if shown.back is None:
        return t("Another absence follows, and I don't know yet when it ends.")
    return t("Your first working day back is *{day}*.", day=day(t, shown.back, shown.today))


def meanwhile(t: Translator) -> str:
    """What an absence does."""
    return t("Meanwhile I won't ask you anything, and nothing counts as late.")


def follows(t: Translator, follows: bool) -> str:
    """Whether a person's Slack status counts from now on."""
    if follows:
        return t(
            "From now on your Slack status says when you are away: 🌴, ⛔, 🤒, ✈️ and the like"
            " count until they go."
        )
    return t("Your Slack status no longer says when you are away, and what it said is forgotten.")


def listed(t: Translator, state: State) -> list[str]:
    """A line for each of a person's absences that are not over, or the one that there is none."""
    lines = []
    for shown in state.absences[:LISTED]:
        line = days(t, shown.away, shown.today)
        if shown.back:
            line = t("{days}; back on *{day}*", days=line, day=day(t, shown.back, shown.today))
        if shown.away.delegate:
            line = t(
                "{days}; {delegate} stands in", days=line, delegate=f"<@{shown.away.delegate}>"
            )
        if shown.from_status and shown.away.last:
            line = t("{days}, by your Slack status", days=line)
        lines.append(f"• {line[0].upper()}{line[1:]}")
    more = len(state.absences) - LISTED
    if more > 0:
        lines.append(t.n("… and {n} more", "… and {n} more", more))
    return lines or [t("You are not away, and no absence is planned.")]
