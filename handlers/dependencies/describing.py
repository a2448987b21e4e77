"""What is to be known of a dependency, line by line, on its card and its page: pure functions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.i18n import Translator
from bot.mrkdwn import escape, excerpt
from handlers.dependencies import lines, wording
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.rules import Side, State
from workflows.dependencies.trust import Shown

# Of a key result or of what waits for it.
_TITLE = 120
# So many are named of those that wait.
_NAMED = 3
# Of its date, where nobody looked.
_NOTHING = Shown()
_LINK = re.compile(r"https?://[^\s<>|]+[^\s<>|.,;:!?)]")


@dataclass(frozen=True)
class Links:
    """What a dependency is for, in plain words, and what was noticed of its date.

    Attributes:
        key_result: the title of the key result, empty for none.
        serves: the dependencies that wait for it, e.g. `DEP-3: A webhook`.
        needs: those that it waits for itself.
        may_wait: whether the team that needs it has promised anything that could wait for it.
    """

    key_result: str = ""
    serves: Sequence[str] = ()
    needs: Sequence[str] = ()
    date: Shown = field(default_factory=Shown)
    may_wait: bool = False


def head(t: Translator, found: Dependency) -> str:
    """What it is and how far, in two lines."""
    return f"*{found.reference}* · {escape(found.needs)}\n*{wording.standing(t, found)}*"


def facts(t: Translator, found: Dependency, links: Links) -> list[str]:
    """Who needs it from whom, what stands in its way, its dates, its owner, what it is for."""
    said = [
        t(
            "*{requester}* needs it from *{provider}*.",
            requester=escape(found.requester.name),
            provider=escape(found.provider.name),
        )
    ]
    if found.risk and found.risk_why:
        said.append(lines.quoted(found.risk_why))
    said += dates(t, found, links.date)
    if found.owner and found.state is not State.ASKED:
        said.append(t("Owner: {who}", who=wording.who(t, found.owner)))
    if links.key_result:
        said.append(t("For the key result: {title}", title=_short(links.key_result)))
    if links.needs:
        said.append(t("It waits for: {what}", what=_named(t, links.needs)))
    if links.serves:
        said.append(t("Waits for it: {what}", what=_named(t, links.serves)))
    return said


def why(found: Dependency, whole: bool = False) -> str:
    """Why it matters, as it was typed; addresses of the web can be followed. Safe to show."""
    short = found.why if whole else excerpt(found.why, lines.EXCERPT)
    return _LINK.sub(lambda address: f"<{address[0]}>", escape(short))


def dates(t: Translator, found: Dependency, noticed: Shown = _NOTHING) -> list[str]:
    """The dates that were named, the agreed one last."""
    near = found.asked_at.date()
    wanted = wording.day(t, found.needed_by, near)
    said = [t("Needed by: {day}", day=wanted)]
    if found.proposed and found.proposed_by:
        team = found.team(found.proposed_by).name
        day = wording.day(t, found.proposed, near)
        said.append(t("Proposed by {team}: {day}", team=escape(team), day=day))
    if found.promised:
        said.append(_promised(t, found, noticed))
    return said


def _promised(t: Translator, found: Dependency, noticed: Shown) -> str:
    """The date that was agreed, and whether both stand by it."""
    assert found.promised, "it was agreed"
    day = wording.day(t, found.promised, found.asked_at.date())
    if noticed.late:
        return t("⏰ Agreed date: {day}, and not there yet", day=day)
    if noticed.since:
        since = wording.day(t, noticed.since, found.promised)
        return t("Agreed date: {day}, not confirmed since {since}", day=day, since=since)
    if found.taken_at is None and found.is_promised:
        team = escape(found.team(Side.REQUESTER).name)
        return t("New date: {day}, not accepted by {team} yet", day=day, team=team)
    if found.is_promised and found.sure_at and found.sure_at != found.agreed_at:
        sure = wording.day(t, found.sure_at.date(), found.promised)
        return t("Agreed date: {day}, confirmed on {sure}", day=day, sure=sure)
    return t("Agreed date: {day}", day=day)


def _named(t: Translator, several: Sequence[str]) -> str:
    """Some dependencies, as many as a card has room for."""
    more = len(several) - _NAMED
    last = [t.n("and {n} more", "and {n} more", more)] if more > 0 else []
    return ", ".join([*map(_short, several[:_NAMED]), *last])


def _short(title: str) -> str:
    return escape(excerpt(title, _TITLE))
