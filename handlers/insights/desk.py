"""The form in which insights are sorted, one at a time: pure functions of what it shows."""

from dataclasses import dataclass

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    DividerBlock,
    ExternalDataSelectElement,
    Option,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot import carried
from bot.blockkit import mrkdwn
from bot.i18n import Translator
from bot.mrkdwn import escape, excerpt
from bot.replies import Json, form
from handlers.insights import conversations, ids, likenesses, views, weights
from workflows.insights.evidence import Evidence
from workflows.insights.form import LONGEST_CHOICE
from workflows.insights.insight import Insight
from workflows.insights.likeness import Alike
from workflows.insights.theme import Theme
from workflows.insights.triage import COUNTED, Queue

# Of an insight's words; `/insight INS-12` shows the whole.
_WORDS = 1_500


@dataclass(frozen=True)
class Skipped(carried.Carried):
    """What the form carries unseen: the insights left for later, and whose areas it is about."""

    ids: tuple[int, ...] = ()
    owner: int = 0

    @property
    def queue(self) -> Queue:
        """The insights to be looked at."""
        return Queue(self.ids, self.owner)


@dataclass(frozen=True)
class Done:
    """What was done last, and the button that takes it back.

    Attributes:
        said: a line.
        back: that button's id; empty for none.
        insight: the id of what it brings back.
    """

    said: str
    back: str = ""
    insight: int = 0


@dataclass(frozen=True)
class Desk:
    """What stands on it.

    Attributes:
        insight: what to look at; None when nothing is left.
        left: how many nobody looked at.
        alikes: what is most like it.
        themes: where it may belong, the likeliest first.
        evidence: of it and those that say the same.
    """

    insight: Insight | None
    left: int
    skipped: Skipped = Skipped()
    alikes: tuple[Alike, ...] = ()
    themes: tuple[Theme, ...] = ()
    evidence: Evidence | None = None


def desk(t: Translator, shown: Desk, done: Done | None = None) -> Json:
    """The form with the insight to look at, or with the word that nothing is left."""
    blocks = _done(t, done) if done else []
    insight = shown.insight
    if insight is None:
        blocks += _nothing(t, shown)
    else:
        blocks += _insight(t, shown, insight)
        blocks += _alikes(t, shown, insight)
        blocks += _choices(t, shown, insight)
    return form(
        View(
            type="modal",
            title=t("Triage"),
            close=t("Close"),
            private_metadata=shown.skipped.dumps(),
            blocks=blocks,
        )
    )


def _done(t: Translator, done: Done) -> list[Block]:
    back = ButtonElement(text=t("Take that back"), action_id=done.back, value=str(done.insight))
    line = SectionBlock(text=mrkdwn(done.said), accessory=back if done.back else None)
    return [line, DividerBlock()]


def _nothing(t: Translator, shown: Desk) -> list[Block]:
    if not shown.left and shown.skipped.owner:
        said = t("Nothing of these product areas is left to sort. Thank you.")
        return [SectionBlock(text=mrkdwn(said))]
    if not shown.left:
        said = t("Nothing is left to sort. Everyone who told us something was heard: thank you.")
        return [SectionBlock(text=mrkdwn(said))]
    said = t.n(
        "That was all but {n} that you left for later.",
        "That was all but {n} that you left for later.",
        shown.left,
    )
    again = ButtonElement(text=t("Look at them now"), action_id=ids.TRIAGE_AGAIN, value="again")
    return [SectionBlock(text=mrkdwn(said)), ActionsBlock(elements=[again])]


def _insight(t: Translator, shown: Desk, insight: Insight) -> list[Block]:
    count = t.number(shown.left) + ("+" if shown.left >= COUNTED else "")
    head = t(
        "*{reference}*, kept by {author}, {when}",
        reference=insight.reference,
        author=views.author(insight),
        when=t.moment(insight.kept_at),
    )
    lines = [*views.facts(t, insight, mine=False), *conversations.hint(t, insight)]
    if shown.evidence and shown.evidence.notes > 1:
        lines.append(weights.line(t, shown.evidence))
    left = ContextBlock(elements=[mrkdwn(t("{count} to look at", count=count))])
    return [left, *views.blocks([f"{head}\n{views.quoted(insight.words, _WORDS)}"], lines)]


def _alikes(t: Translator, shown: Desk, insight: Insight) -> list[Block]:
    blocks: list[Block] = []
    for alike, line in zip(shown.alikes, likenesses.lines(t, shown.alikes), strict=True):
        pair = f"{insight.id}:{alike.insight.id}"
        same = t("Same as {reference}", reference=alike.insight.reference)
        blocks.append(SectionBlock(text=mrkdwn(line)))
        blocks.append(
            ActionsBlock(
                elements=[
                    ButtonElement(text=same, action_id=ids.TRIAGE_SAME, value=pair),
                    ButtonElement(
                        text=t("Not the same"), action_id=ids.TRIAGE_NOT_SAME, value=pair
                    ),
                ]
            )
        )
    return blocks


def _choices(t: Translator, shown: Desk, insight: Insight) -> list[Block]:
    """What can be made of it; Slack forgets what a menu held when its block's id is another one."""
    suggested = [
        ButtonElement(
            text=excerpt(theme.name, LONGEST_CHOICE),
            action_id=action,
            value=f"{insight.id}:{theme.id}",
        )
        for action, theme in zip(ids.TRIAGE_SUGGESTED, shown.themes, strict=False)
    ]
    into = ExternalDataSelectElement(
        action_id=ids.TRIAGE_THEME, placeholder=t("Put it into a theme"), min_query_length=0
    )
    area = ExternalDataSelectElement(
        action_id=ids.TRIAGE_AREA,
        placeholder=t("Choose a product area"),
        min_query_length=0,
        initial_option=_option(insight.area) if insight.area else None,
    )
    close = ButtonElement(
        text=t("Thank and close"), action_id=ids.TRIAGE_CLOSE, value=str(insight.id)
    )
    skip = ButtonElement(text=t("Skip"), action_id=ids.TRIAGE_SKIP, value=str(insight.id))
    rows: list[Block] = []
    if suggested:
        rows.append(ActionsBlock(elements=suggested))
    rows.append(
        ActionsBlock(block_id=f"{ids.TRIAGE}.{insight.id}", elements=[into, area, close, skip])
    )
    return rows


def _option(name: str) -> Option:
    shown = excerpt(name, LONGEST_CHOICE)
    return Option(text=shown, value=shown)


def themed(t: Translator, insight: Insight) -> Done:
    """It is in a theme now."""
    said = t(
        "*{reference}* is in *{theme}*.", reference=insight.reference, theme=escape(insight.theme)
    )
    return Done(said, ids.TRIAGE_REOPEN, insight.id)


def closed(t: Translator, insight: Insight) -> Done:
    """Its author is thanked."""
    said = t("*{reference}* is closed, and its author thanked.", reference=insight.reference)
    return Done(said, ids.TRIAGE_REOPEN, insight.id)


def sooner(t: Translator, insight: Insight, who: str) -> Done:
    """Somebody else was quicker."""
    name = views.fitted(who, LONGEST_CHOICE)
    if insight.theme:
        said = t(
            "{name} was quicker: *{reference}* is in *{theme}* already. Nothing was changed.",
            name=name,
            reference=insight.reference,
            theme=escape(insight.theme),
        )
    else:
        said = t(
            "{name} was quicker and looked at *{reference}* already. Nothing was changed.",
            name=name,
            reference=insight.reference,
        )
    return Done(said)


def same(t: Translator, insight: Insight, other: Insight) -> Done:
    """It says the same as another one."""
    return Done(likenesses.same(t, insight, other), ids.TRIAGE_APART, insight.id)


def in_area(t: Translator, insight: Insight) -> Done:
    """It is about a product area now."""
    said = t(
        "*{reference}* is about *{area}*.", reference=insight.reference, area=escape(insight.area)
    )
    return Done(said)
