"""What the codes of OKRs are called, and how figures are written."""

from decimal import Decimal

from bot.i18n import Translator
from bot.mrkdwn import escape, excerpt
from workflows.okrs import numbers
from workflows.okrs.figures import Band, Course
from workflows.okrs.key_result import KeyResult
from workflows.okrs.kpi import Kpi

# So much of a title and of a reason stands in a message.
TITLE, BECAUSE = 120, 300
# So much of a milestone's steps.
_STEPS = 200


def confidence(t: Translator, code: str) -> str:
    """How sure somebody is, with its sign; a dash where nothing was told."""
    said = {
        "on_track": t("🟢 on track"),
        "at_risk": t("🟠 at risk"),
        "off_track": t("🔴 off track"),
    }
    return said.get(code, "—")


def confidence_name(t: Translator, code: str) -> str:
    """The same as a choice of a menu."""
    return {
        "on_track": t("🟢 On track"),
        "at_risk": t("🟠 At risk"),
        "off_track": t("🔴 Off track"),
    }[code]


def band(t: Translator, found: Band) -> str:
    """How something stands against its pace."""
    return {
        Band.AHEAD: t("ahead of its pace"),
        Band.ON_PACE: t("on pace"),
        Band.BEHIND: t("behind its pace"),
        Band.FAR_BEHIND: t("far behind its pace"),
    }[found]


def course(t: Translator, found: Course | None) -> str:
    """How a team moves against its own past; empty where there is too little of it."""
    if found is None:
        return ""
    return {
        Course.FASTER: t("faster than it usually moves"),
        Course.AS_USUAL: t("as fast as it usually moves"),
        Course.SLOWER: t("slower than it usually moves"),
    }[found]


def every(t: Translator, code: str) -> str:
    """How often a team checks in."""
    return {
        "weekly": t("Every week"),
        "two_weeks": t("Every two weeks"),
        "monthly": t("Every month"),
    }[code]


def percent(t: Translator, share: float) -> str:
    """A share from 0 to 1, as its readers write it."""
    return numbers.write(Decimal(round(share * 100)), "%", t.language)


def entry(t: Translator, title: str, said: str) -> str:
    """A line of a list: what something is called, and what is said of it.

    Args:
        said: safe to show.
    """
    return t("• {title}: {said}", title=titled(title), said=said)


def value(t: Translator, found: KeyResult, told: Decimal | None) -> str:
    """A value of a key result, as its readers write it; a dash for none. Safe to show."""
    return said_value(t, told, found.unit, found.zones)


def said_value(t: Translator, told: Decimal | None, unit: str, zones: tuple[str, ...]) -> str:
    """The same, of a key result with this unit and these zones."""
    if told is None:
        return "—"
    if zones:
        return escape(zones[min(max(int(told), 0), len(zones) - 1)])
    return escape(numbers.write(told, unit, t.language))


def kpi_value(t: Translator, found: Kpi, told: Decimal | None) -> str:
    """A value of a KPI, as its readers write it; a dash for none. Safe to show."""
    return said_value(t, told, found.unit, ())


def aim(t: Translator, found: KeyResult) -> str:
    """What a key result goes from and to. Safe to show."""
    if found.zones:
        return escape(excerpt(" → ".join(found.zones), _STEPS))
    start, target = value(t, found, found.aim.start), value(t, found, found.aim.target)
    if found.aim.holds:
        at_least = found.aim.direction == "up"
        return (
            t("to hold at {target} or above", target=target)
            if at_least
            else t("to hold at {target} or below", target=target)
        )
    return t("from {start} to {target}", start=start, target=target)


def bounds(t: Translator, found: Kpi) -> str:
    """Within which a KPI is healthy. Safe to show."""
    floor, ceiling = (kpi_value(t, found, one) for one in (found.floor, found.ceiling))
    if found.ceiling is None:
        return t("floor {floor}", floor=floor)
    if found.floor is None:
        return t("ceiling {ceiling}", ceiling=ceiling)
    return t("between {floor} and {ceiling}", floor=floor, ceiling=ceiling)


def titled(title: str) -> str:
    """A title, cut to what a message has room for. Safe to show."""
    # A star of its own would end what stands in bold around it.
    return escape(excerpt(title, TITLE)).replace("*", "∗")


def because(text: str) -> str:
    """A reason in one line, cut to what a message has room for. Safe to show."""
    return escape(excerpt(" ".join(text.split()), BECAUSE))
