"""What Product Ops chose for insights, all at once: a pure function of what it shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, SectionBlock

from bot.blockkit import mrkdwn
from bot.delivery.reach import Problem
from bot.i18n import Translator
from bot.mrkdwn import escape
from bot.replies import Message, message
from handlers.insights import ids, views
from workflows.insights.area_changes import Area
from workflows.insights.form import LONGEST_CHOICE
from workflows.insights.routes import Route
from workflows.insights.settings import Chosen

# Of areas and of tags.
_LISTED = 40


@dataclass(frozen=True)
class Arranged:
    """What was chosen.

    Attributes:
        problems: why the bot can't write in some of its channels, by Slack's ids.
    """

    chosen: Chosen
    areas: Sequence[Area] = ()
    routes: Sequence[Route] = ()
    problems: Mapping[str, Problem] = field(default_factory=dict)


def summary(t: Translator, arranged: Arranged) -> Message:
    """Everything that is chosen, with what changes it."""
    areas = arranged.areas
    parts = (
        (told(t, arranged), (_button(t("Change"), ids.SETTINGS_CHANGE),)),
        (
            _areas(t, areas),
            (
                _button(t("Add a product area"), ids.AREA_ADD),
                *((_button(t("Change one"), ids.AREA_CHANGE),) if areas else ()),
            ),
        ),
        (_routes(t, arranged), (_button(t("Say where a tag goes"), ids.ROUTE),)),
        (
            t("*Customers*: what they are called, their segment, what they are worth a year."),
            (_button(t("Change a customer"), ids.CUSTOMER_CHANGE),),
        ),
    )
    blocks: list[Block] = []
    for text, buttons in parts:
        blocks += views.blocks([text], [])
        blocks.append(ActionsBlock(elements=list(buttons)))
    return message("\n".join(text for text, _ in parts), *blocks)


def at_home(t: Translator, arranged: Arranged) -> Sequence[Block]:
    """The same, as far as it stands on the App Home of Product Ops."""
    more = t("`/insight settings` has product areas, tags and customers, too.")
    change = ButtonElement(text=t("Change"), action_id=ids.SETTINGS_AT_HOME, value="home")
    text = "\n".join((told(t, arranged), more))
    return [SectionBlock(text=mrkdwn(text), accessory=change)]


def told(t: Translator, arranged: Arranged) -> str:
    """The emoji, the digest's channel, and how long insights are kept."""
    chosen = arranged.chosen
    emoji = (
        t("{emoji} on a message keeps it.", emoji=f":{chosen.emoji}:")
        if chosen.emoji
        else t("No emoji keeps a message.")
    )
    digest = (
        t("Everyone's weekly digest goes to {channel}.", channel=f"<#{chosen.digest_channel}>")
        if chosen.digest_channel
        else t("Everyone's weekly digest goes nowhere yet.")
    )
    digest += _problem(t, arranged, chosen.digest_channel)
    months = chosen.retention_months
    kept = (
        t.n("Insights are kept for {n} month.", "Insights are kept for {n} months.", months)
        if months
        else t("Insights are kept for good.")
    )
    return "\n".join((t("*Insights*"), emoji, digest, kept))


def _areas(t: Translator, areas: Sequence[Area]) -> str:
    head = t("*Product areas*: who answers for one is asked about what waits for a week.")
    nobody = t("nobody yet")
    lines = [f"{escape(each.content.name)} · {_owner(each) or nobody}" for each in areas[:_LISTED]]
    return "\n".join([head, *lines, *_more(t, areas)])


def _owner(area: Area) -> str:
    if area.owner is None:
        return ""
    return views.fitted(area.owner.name, LONGEST_CHOICE) or f"<@{area.owner.slack_id}>"


def _problem(t: Translator, arranged: Arranged, channel: str) -> str:
    found = arranged.problems.get(channel)
    return f"\n⚠️ {t.words(found.words)}" if found else ""


def _routes(t: Translator, arranged: Arranged) -> str:
    routes = arranged.routes
    head = t("*Tags*: the team hears in its channel of new insights that bear one.")
    lines = [_route(t, each) + _problem(t, arranged, each.channel) for each in routes[:_LISTED]]
    return "\n".join([head, *lines, *_more(t, routes)])


def _route(t: Translator, route: Route) -> str:
    said = f"#{escape(route.tag)} → {escape(route.team)}"
    if route.closed:
        return t("{route} ⚠️ closed: nobody hears of it", route=said)
    if not route.channel:
        return t("{route} ⚠️ has no channel: nobody hears of it", route=said)
    return f"{said} · <#{route.channel}>"


def _more(t: Translator, listed: Sequence[object]) -> list[str]:
    more = len(listed) - _LISTED
    return [t.n("And {n} more.", "And {n} more.", more)] if more > 0 else []


def _button(text: str, action: str) -> ButtonElement:
    return ButtonElement(text=text, action_id=action, value="settings")
