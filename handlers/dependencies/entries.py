"""A dependency in a list, on App Home, in a digest: two lines that say how it stands; pure."""

from bot.i18n import Translator
from bot.mrkdwn import escape, excerpt
from bot.store.team import Team
from handlers.dependencies import wording
from workflows.dependencies.standing import Standing

# Letters of what is needed, and of a team's name: ten entries fit into a message.
_NEEDS, _TEAM = 150, 60


def entry(t: Translator, each: Standing) -> str:
    """What is needed, who needs it from whom, and how it stands. Safe to show."""
    found = each.found
    return f"*{found.reference}* {escape(excerpt(found.needs, _NEEDS))}\n" + " · ".join(
        [between(t, each), *standing(t, each)]
    )


def between(t: Translator, each: Standing) -> str:
    """From whom to whom it goes."""
    found = each.found
    teams = {"provider": _team(found.provider), "requester": _team(found.requester)}
    return t("{provider} for {requester}", **teams)


def standing(t: Translator, each: Standing) -> list[str]:
    """How far it is, its date, and what is to be known of that, part by part."""
    found = each.found
    parts = [wording.standing(t, found)]
    if found.is_open:
        parts.append(wording.day(t, found.expected, each.today))
    if each.late is not None:
        parts.append(lateness(t, each.late))
    if found.is_promised and found.taken_at is None:
        team = _team(found.requester)
        parts.append(t("{team} has not answered the new date", team=team))
    elif each.unsure:
        parts.append(t("date not confirmed lately"))
    return parts


def lateness(t: Translator, days: int) -> str:
    """How late something is, in working days; 0 where none has passed yet."""
    if not days:
        return t("⏰ its date has passed")
    return t.n("⏰ late by {n} working day", "⏰ late by {n} working days", days)


def _team(team: Team) -> str:
    return escape(excerpt(team.name, _TEAM))
