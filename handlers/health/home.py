"""How the bot does, on the App Home of Product Ops: pure words, a figure for nobody alone."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from string import Formatter

from babel.dates import format_timedelta
from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    ConfirmObject,
    SectionBlock,
)

from bot.blockkit import mrkdwn
from bot.delivery import reasons
from bot.feature import TICKS, Tick
from bot.i18n import Translator, Words
from bot.posts import is_person
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.health import ids
from workflows.health.look import Health, Late, Unreachable, look

# What waits for less than this is under way, and nobody need look.
SOON = timedelta(minutes=1)


def draw(
    session: Session, workspace: Workspace, person: Person, now: datetime, t: Translator
) -> Sequence[Block]:
    """What needs attention, and that nothing does where that is so."""
    if not person.product_ops:
        return []
    ticks: Sequence[Tick] = session.info.get(TICKS, ())
    every = {tick.name: tick.every for tick in ticks}
    found = look(session, workspace, person, every, now)
    return told(t, found, {tick.name: tick.about for tick in ticks}, now)


def told(t: Translator, found: Health, about: Mapping[str, Words], now: datetime) -> list[Block]:
    """How the bot does.

    Args:
        about: what each tick does.
    """
    blocks = [
        *_failed(t, found),
        *_waiting(t, found, now),
        *_late(t, found, about),
        *_unreachable(t, found),
        *_refused(t, found),
    ]
    return blocks or [_section(t("✅ All is well: nothing needs your attention."))]


def _failed(t: Translator, found: Health) -> Iterator[Block]:
    for reason, count in found.standing.failed.items():
        many = t.n(
            "*{n} message could not be delivered.*", "*{n} messages could not be delivered.*", count
        )
        yield _section(
            f"{many} {t.words(reasons.words(reason))}",
            ButtonElement(
                text=t("Resend"),
                action_id=ids.RESEND,
                value=reason,
                confirm=_sure(t, count),
            ),
        )


def _sure(t: Translator, count: int) -> ConfirmObject:
    return ConfirmObject(
        title=t("Send again?"),
        text=t.n(
            "{n} message goes once more. If the reason still stands, it comes back here.",
            "{n} messages go once more. If the reason still stands, they come back here.",
            count,
        ),
        confirm=t("Resend"),
        deny=t("Cancel"),
    )


def _waiting(t: Translator, found: Health, now: datetime) -> Iterator[Block]:
    standing = found.standing
    if standing.paused_since is not None:
        yield _section(
            t(
                "*Slack refuses my token ({code})* since {when}. Nothing is lost, and I try again"
                " every minute: whoever looks after the bot sees what to do with"
                " `productops doctor`.",
                code=standing.refused,
                when=t.moment(standing.paused_since),
            )
        )
    oldest = standing.oldest
    if standing.to_go and oldest is not None and oldest > SOON:
        since = t.moment(now - oldest)
        yield _section(
            t.n(
                "*{n} message waits*, since {when}. It goes as fast as Slack allows.",
                "*{n} messages wait*, the first since {when}. They go as fast as Slack allows.",
                standing.to_go,
                when=since,
            )
        )


def _late(t: Translator, found: Health, about: Mapping[str, Words]) -> Iterator[Block]:
    if found.stopped:
        since = max((each.since for each in found.late if each.since), default=None)
        stands = (
            t("*My clock stands still* since {when}.", when=t.moment(since))
            if since
            else t("*My clock has not run yet.*")
        )
        advice = t(
            "Reminders and all that is due at a time wait. Whoever looks after the bot starts it"
            " with `productops clock`, or `productops run`."
        )
        yield _section(f"{stands} {advice}")
        return
    for each in found.late:
        yield _section(_lateness(t, each, about))


def _lateness(t: Translator, late: Late, about: Mapping[str, Words]) -> str:
    often = format_timedelta(late.every, locale=t.language)
    what = t.words(about[late.name])
    if late.since is None:
        return t("*{what}*: not done yet; usual interval: {often}.", what=what, often=often)
    return t(
        "*{what}*: last done {when}; usual interval: {often}. If this stays, whoever looks after"
        " the bot finds the reason in its log, under `{name}`.",
        what=what,
        when=t.moment(late.since),
        often=often,
        name=late.name,
    )


def _unreachable(t: Translator, found: Health) -> Iterator[Block]:
    for each in found.unreachable:
        yield _section(
            t(
                "*I can't reach {whom}.* {why}",
                whom=_named(t, each),
                why=t.words(reasons.words(each.reason)),
            )
        )


def _named(t: Translator, found: Unreachable) -> str:
    names = [f"<@{one}>" if is_person(one) else f"<#{one}>" for one in found.targets]
    more = found.count - len(names)
    if more:
        names.append(t.n("and {n} more", "and {n} more", more))
    return ", ".join(names)


def _refused(t: Translator, found: Health) -> Iterator[Block]:
    if not found.refused:
        return
    lines = [t("*What commands refused in the last seven days*")]
    for each in found.refused:
        times = t.n("{n} time", "{n} times", each.count)
        sentence = _sentence(t, each.sentence)
        lines.append(
            t(
                "• `{command}`, {times}: {sentence}",
                command=each.command,
                times=times,
                sentence=sentence,
            )
        )
    yield _section("\n".join(lines))


def _sentence(t: Translator, sentence: str) -> str:
    """A sentence of ours without the words that stood in it."""
    names = {name for _, name, _, _ in Formatter().parse(sentence) if name}
    return t(sentence, **dict.fromkeys(names, "…"))


def _section(words: str, button: ButtonElement | None = None) -> Block:
    return SectionBlock(text=mrkdwn(words), accessory=button)
