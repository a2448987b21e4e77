"""What whoever asked or moved something reads of it: pure functions."""

from bot.delivery.reach import Problem
from bot.i18n import Translator
from bot.mrkdwn import escape
from handlers.dependencies import describing, wording
from workflows.dependencies import awaiting
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.rules import Side

# Slack's codes of a channel that the bot would be let into by an invitation.
_UNINVITED = frozenset({"channel_not_found", "not_in_channel"})


def moved(t: Translator, found: Dependency, side: Side, problem: Problem | None) -> str:
    """What whoever made a move reads.

    Args:
        side: for which they spoke.
        problem: why the other side's channel could not be reached the last time.
    """
    head = f"*{found.reference}* · {escape(found.needs)}\n{wording.standing(t, found)}"
    lines = [head, describing.dates(t, found)[-1]] if found.is_open else [head]
    return "\n".join([*lines, *_hears(t, found, side.other, problem)])


def heard(t: Translator, found: Dependency, side: Side, problem: Problem | None) -> str:
    """The same on the page, which shows the rest: where the other side sees it, who is asked."""
    return "\n".join(_hears(t, found, side.other, problem))


def asked(t: Translator, found: Dependency, problem: Problem | None) -> str:
    """What whoever asks a team for something reads."""
    head = t(
        "*{reference}* is asked of *{team}*: {needs}",
        reference=found.reference,
        team=escape(found.provider.name),
        needs=escape(found.needs),
    )
    day = wording.day(t, found.needed_by)
    lines = [head, t("Needed by: {day}", day=day), *_hears(t, found, Side.PROVIDER, problem)]
    return "\n".join([*lines, t("You hear as soon as they answer.")])


def _hears(t: Translator, found: Dependency, side: Side, problem: Problem | None) -> list[str]:
    """Where the other side sees it, and who is asked."""
    where, team = found.team(side).channel, escape(found.team(side).name)
    said = []
    if problem and problem.reason in _UNINVITED:
        channel = f"<#{where}>"
        said.append(
            t(
                "⚠️ I am not in {channel}: have me invited there with `/invite`, and the card comes"
                " by itself.",
                channel=channel,
            )
        )
    elif problem:
        said.append(
            t(
                "⚠️ I could not post in {channel} the last time. {why}",
                channel=f"<#{where}>",
                why=t.words(problem.words),
            )
        )
    elif where:
        said.append(t("{team} sees it in {channel}.", team=team, channel=f"<#{where}>"))
    whom = found.team(side).lead
    if side is Side.REQUESTER and found.asked_by.own:
        whom = found.asked_by
    if awaiting.KINDS.get(awaiting.turn(found)) is side and whom is not None:
        said.append(t("{who} is asked, in their working hours.", who=wording.who(t, whom)))
    return said
