"""What whoever asked or moved something reads of it: pure functions."""

from bot.delivery.reach import Problem
from bot.i18n import Translator
from bot.mrkdwn import escape
from bot.posts import is_person
from handlers.dependencies import cards, wording
from workflows.dependencies import awaiting
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.rules import Side


def place(found: Dependency, side: Side) -> str:
    """Slack's id of the channel where a side reads of it; empty where it has none."""
    return found.team(side).channel


def moved(t: Translator, found: Dependency, side: Side, problem: Problem | None) -> str:
    """What whoever made a move reads.

    Args:
        side: for which they spoke.
        problem: why the other side's channel could not be reached the last time.
    """
    head = f"*{found.reference}* · {escape(found.needs)}\n{wording.standing(t, found)}"
    return "\n".join([head, *_hears(t, found, side.other), *_problem(t, problem)])


def asked(t: Translator, found: Dependency, problem: Problem | None) -> str:
    """What whoever asks a team for something reads."""
    head = t(
        "*{reference}* is asked of *{team}*: {needs}",
        reference=found.reference,
        team=escape(found.provider.name),
        needs=escape(found.needs),
    )
    day = wording.day(t, found.needed_by)
    lines = [head, t("Needed by: {day}", day=day), *_hears(t, found, Side.PROVIDER)]
    return "\n".join([*lines, *_problem(t, problem), t("You hear as soon as they answer.")])


def _hears(t: Translator, found: Dependency, side: Side) -> list[str]:
    """Where the other side sees it, and who is asked."""
    said = []
    where = cards.place(found, side)
    team = escape(found.team(side).name)
    asked = awaiting.KINDS.get(awaiting.turn(found)) is side
    if where and not is_person(where):
        said.append(t("{team} sees it in {channel}.", team=team, channel=f"<#{where}>"))
    lead = found.team(side).lead
    if side is Side.REQUESTER and found.asked_by.own:
        lead = found.asked_by
    if asked and lead is not None:
        who = wording.who(t, lead)
        said.append(t("{who} is asked, in their working hours.", who=who))
    return said


def _problem(t: Translator, problem: Problem | None) -> list[str]:
    if problem is None:
        return []
    said = t("⚠️ The last time I could not post there. {why}", why=t.words(problem.words))
    return [said, t("Once I can, its card comes by itself.")]
