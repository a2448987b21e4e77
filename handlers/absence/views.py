"""What is said about a person's own absences: pure functions of what they show."""

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    SectionBlock,
)

from bot.blockkit import mrkdwn
from bot.i18n import Translator
from bot.replies import Message, message
from handlers.absence import ids, sentences
from workflows.absence.back import Ended
from workflows.absence.leave import Left
from workflows.absence.standing_in import Event, News
from workflows.absence.state import Shown, State


def left(t: Translator, left: Left, *, until: bool = False) -> Message:
    """A person is away, or will be.

    Args:
        until: whether they named only its end, and so may have meant the day before.
    """
    shown = left.shown
    last = shown.away.last
    row = []
    if until and last and last > max(shown.away.first, shown.today):
        value = f"{shown.away.id}:{last.isoformat()}"
        row.append(_button(t("Back a day earlier"), ids.EARLIER, value))
    return _card(noted(t, left), [*row, *_buttons(t, shown)])


def noted(t: Translator, left: Left) -> list[str]:
    """The lines that say so."""
    days = sentences.days(t, left.shown.away, left.shown.today)
    head = (
        t("I have that already: {days}.", days=days)
        if left.known
        else t("Noted: {days}.", days=days)
    )
    lines = [head, sentences.back(t, left.shown), sentences.meanwhile(t)]
    return [*lines, *_standing_in(t, left)]


def ended(t: Translator, ended: Ended) -> Message:
    """A person is back, or won't be away after all."""
    following = ended.left.current or ended.left.coming
    return _card(over(t, ended), _buttons(t, following) if following else [])


def over(t: Translator, ended: Ended) -> list[str]:
    """The lines that say so."""
    today, following = ended.left.today, ended.left.current or ended.left.coming
    if not ended.ended:
        lines = [t("As far as I know you are not away: there is nothing to end.")]
    elif ended.were_away:
        lines = [t("Welcome back! I may ask you things again, in your working hours.")]
    else:
        days = sentences.days(t, ended.ended[0], today)
        lines = [t("Cancelled: {days}.", days=days)]
    if ended.status_stands:
        lines.append(
            t(
                "Your Slack status still says that you are away: clear it, so that your colleagues"
                " know too."
            )
        )
    lines += [_released(t, news) for news in ended.news]
    if following is None:
        return [*lines, t("No other absence is planned.")]
    days = sentences.days(t, following.away, today)
    if following.under_way:
        return [*lines, t("As I have it: {days}.", days=days)]
    return [*lines, t("Next: {days}.", days=days)]


def standing(t: Translator, state: State) -> Message:
    """A person's absences as they are now."""
    shown = state.current or state.coming
    return _card(sentences.listed(t, state), _buttons(t, shown) if shown else [])


def explained(t: Translator) -> Message:
    """What `/absence` does."""
    return _card(
        [
            t("*Say when you are away, and I leave you in peace.*"),
            t("• `/absence until friday`, Friday included, or `/absence tomorrow`"),
            t("• `/absence 12 dec to 2 jan`, or `/absence from monday` with no end yet"),
            t("• `/absence until friday @hugo` names who stands in for you; they hear it from me"),
            t("• `/absence back` when you are back"),
            t("• `/absence` alone opens a form, where your Slack status can say it too"),
            t(
                "English or French, as you like. Only you, and who stands in for you, see when you"
                " are away."
            ),
        ],
        [],
    )


def ending(t: Translator, shown: Shown, action: str) -> ButtonElement:
    """The button that ends an absence, or cancels one that is still to come."""
    text = t("I'm back") if shown.under_way else t("Cancel this absence")
    return _button(text, action, str(shown.away.id))


def _buttons(t: Translator, shown: Shown) -> list[ButtonElement]:
    if shown.from_status:
        return [ending(t, shown, ids.BACK)]
    return [
        _button(t("Change"), ids.CHANGE, str(shown.away.id)),
        ending(t, shown, ids.BACK),
    ]


def _standing_in(t: Translator, left: Left) -> list[str]:
    away = left.shown.away
    lines = []
    if away.delegate:
        delegate = f"<@{away.delegate}>"
        news = next((each for each in left.news if each.to == away.delegate), None)
        if news is None:
            lines.append(t("{delegate} stands in for you.", delegate=delegate))
        elif news.due:
            lines.append(
                t(
                    "{delegate} stands in for you, and hears it from me in their working hours.",
                    delegate=delegate,
                )
            )
        else:
            lines.append(
                t(
                    "{delegate} stands in for you, but does not work before you are back, so I"
                    " don't tell them.",
                    delegate=delegate,
                )
            )
    return lines + [_released(t, each) for each in left.news if each.event is Event.RELEASED]


def _released(t: Translator, news: News) -> str:
    return t("{delegate} no longer stands in for you.", delegate=f"<@{news.to}>")


def _card(lines: list[str], row: list[ButtonElement]) -> Message:
    text = "\n".join(lines)
    blocks: list[Block] = [SectionBlock(text=mrkdwn(text))]
    return message(text, *blocks, *([ActionsBlock(elements=row)] if row else []))


def _button(text: str, action: str, value: str) -> ButtonElement:
    return ButtonElement(text=text, action_id=action, value=value)
