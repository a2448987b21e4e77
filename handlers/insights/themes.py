"""Themes as they are shown: the list, and one with what speaks for it: pure functions."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    ExternalDataSelectElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    SectionBlock,
    StaticSelectElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot import carried
from bot.blockkit import mrkdwn
from bot.i18n import Translator
from bot.mrkdwn import escape
from bot.replies import Json, form
from handlers.insights import ids, sayings, views, weights
from workflows.insights.form import LONGEST_CHOICE
from workflows.insights.insight import Insight
from workflows.insights.overview import Weighed
from workflows.insights.theme import STATES, Theme
from workflows.insights.theme_form import LONGEST_REASON

# A form holds 100 blocks; so many themes stand in it, and so much of each quote.
_LISTED, _QUOTE = 40, 300


@dataclass(frozen=True)
class Carried(carried.Carried):
    """What a theme's form carries unseen: its id, and what its fields said when it opened."""

    theme: int = 0
    name: str = ""
    owner: str = ""
    state: str = ""
    reason: str = ""


def listed(t: Translator, themes: Sequence[Weighed]) -> Json:
    """All themes, those under way first."""
    head = t(
        "A theme gathers what several insights say. Each measure stands apart: ten notes of one"
        " customer are one customer."
    )
    blocks = views.blocks([head], [])
    if not themes:
        none = t("There is no theme yet. `/insight triage` puts insights into one.")
        blocks += views.blocks([none], [])
    if len(themes) > _LISTED:
        find = ExternalDataSelectElement(
            action_id=ids.THEME_FOUND, placeholder=t("Find a theme"), min_query_length=0
        )
        blocks.append(ActionsBlock(elements=[find]))
    blocks += [_entry(t, each) for each in themes[:_LISTED]]
    return form(View(type="modal", title=t("Themes"), close=t("Close"), blocks=blocks))


def page(t: Translator, weighed: Weighed, movable: bool, head: str = "") -> Json:
    """A theme: what speaks for it, and what becomes of it.

    Args:
        movable: whether its reader may say so.
        head: a line above it.
    """
    theme = weighed.theme
    blocks: list[Block] = views.blocks([head], []) if head else []
    blocks.append(SectionBlock(text=mrkdwn("\n".join(_lines(t, weighed)))))
    blocks += [_quote(t, insight) for insight in weighed.quotes]
    if movable:
        blocks += _fields(t, theme)
    else:
        owner = t(
            "Its owner, {owner}, and Product Ops say what becomes of it.", owner=_owner(theme)
        )
        blocks.append(ContextBlock(elements=[mrkdwn(owner)]))
    shown = Carried(theme.id, theme.name, theme.owner, theme.state, theme.reason)
    return form(
        View(
            type="modal",
            callback_id=ids.THEME_FORM,
            title=t("Theme"),
            submit=t("Save") if movable else None,
            close=t("Close"),
            private_metadata=shown.dumps(),
            blocks=blocks,
        )
    )


def saved(t: Translator, theme: Theme) -> str:
    """The line that says that a theme is as its form said."""
    return t("*{theme}* is up to date.", theme=escape(theme.name))


def standing(t: Translator, theme: Theme) -> str:
    """A theme's name, its state, and why where that is said."""
    said = f"*{escape(theme.name)}* · {sayings.state(t, theme.state)}"
    reason = views.fitted(theme.reason, _QUOTE)
    return t("{theme}: {reason}", theme=said, reason=reason) if reason else said


def _entry(t: Translator, weighed: Weighed) -> SectionBlock:
    button = ButtonElement(text=t("Open"), action_id=ids.THEME, value=str(weighed.theme.id))
    return SectionBlock(text=mrkdwn("\n".join(_lines(t, weighed))), accessory=button)


def _lines(t: Translator, weighed: Weighed) -> list[str]:
    lines = [standing(t, weighed.theme), weights.line(t, weighed.evidence)]
    if warning := weights.warning(t, weighed.evidence):
        lines.append(warning)
    if weighed.evidence.newest:
        lines.append(t("The last one came {when}", when=t.moment(weighed.evidence.newest)))
    return lines


def _quote(t: Translator, insight: Insight) -> Block:
    about = [f"*{insight.reference}*", t.moment(insight.kept_at)]
    if insight.customer:
        about.append(views.fitted(insight.customer, LONGEST_CHOICE))
    return ContextBlock(
        elements=[mrkdwn(f"“{views.fitted(insight.words, _QUOTE)}”\n" + " · ".join(about))]
    )


def _owner(theme: Theme) -> str:
    return views.fitted(theme.owner_name, LONGEST_CHOICE) or f"<@{theme.owner}>"


def _fields(t: Translator, theme: Theme) -> list[Block]:
    # Slack keeps what stands in a field whose block has the same id in the form that replaces it.
    own = f".{theme.state}.{int(theme.state_at.timestamp())}"
    options = {name: Option(text=sayings.state(t, name), value=name) for name in STATES}
    return [
        InputBlock(
            block_id=ids.THEME_STATE + own,
            label=t("What becomes of it"),
            element=StaticSelectElement(
                action_id=ids.THEME_STATE,
                options=list(options.values()),
                initial_option=options[theme.state],
            ),
        ),
        InputBlock(
            block_id=ids.THEME_REASON + own,
            label=t("Why"),
            hint=t("Those who told it to us read this. Not now needs a reason."),
            optional=True,
            element=PlainTextInputElement(
                action_id=ids.THEME_REASON,
                max_length=LONGEST_REASON,
                initial_value=theme.reason or None,
            ),
        ),
        InputBlock(
            block_id=ids.THEME_OWNER + own,
            label=t("Owner"),
            element=UserSelectElement(action_id=ids.THEME_OWNER, initial_user=theme.owner or None),
        ),
        InputBlock(
            block_id=ids.THEME_NAME + own,
            label=t("Name"),
            element=PlainTextInputElement(
                action_id=ids.THEME_NAME, max_length=LONGEST_CHOICE, initial_value=theme.name
            ),
        ),
    ]
