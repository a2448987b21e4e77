"""What a week's digest says, in words and as a picture: pure functions of what it tells."""

from slack_sdk.models.blocks import Block, ContextBlock, SectionBlock

from bot.blockkit import mrkdwn
from bot.delivery.limits import ALT
from bot.i18n import Translator
from bot.mrkdwn import excerpt
from bot.pictures import Bar, Bars
from bot.replies import Message, message
from handlers.insights import ids
from handlers.insights.views import fitted
from workflows.insights.digest import Digest, Shipped
from workflows.insights.insight import Insight
from workflows.insights.rising import About, Subject

_NAME, _QUOTE = 80, 300


def told(t: Translator, digest: Digest, teams: tuple[str, ...] = ()) -> Message:
    """A digest.

    Args:
        teams: the names of those it is for; none for everyone.
    """
    title = t("Insights of the week from {day}", day=t.day(digest.week.begins, _zone(digest)))
    if digest.empty:
        nothing = t(
            "Nothing was kept for everyone to see in the week from {day}. Keep what you learn with"
            " `/insight` and a few words.",
            day=t.day(digest.week.begins, _zone(digest)),
        )
        return message(nothing, SectionBlock(text=mrkdwn(nothing)))
    parts = [part for part in _parts(t, digest) if part]
    end = t("Only insights that everyone may see are counted.")
    if teams:
        names = ", ".join(fitted(name, _NAME) for name in teams)
        end = t(
            "For {teams}: what its people kept, and what has its tags. Only insights that everyone"
            " may see are counted.",
            teams=names,
        )
    since = t("since:2w")
    end += " " + t("`{command}` finds them.", command=f"{ids.COMMAND} search {since}")
    parts.insert(0, f"*{title}*")
    blocks: list[Block] = [SectionBlock(text=mrkdwn(part)) for part in parts]
    blocks.append(ContextBlock(elements=[mrkdwn(end)]))
    return message("\n".join([*parts, end]), *blocks)


def chart(t: Translator, digest: Digest) -> Bars | None:
    """What the week was about, beside a usual one; None where nothing was named twice."""
    if not _often(digest):
        return None
    bars = [
        Bar(
            name(t, each),
            each.count,
            each.before,
            t.number(each.count),
            _usual(t, each) if digest.known else "",
        )
        for each in _often(digest)
    ]
    return Bars(
        t("What insights were about"),
        t("Week from {day}", day=t.day(digest.week.begins, _zone(digest))),
        t("that week"),
        t("a usual week of the four before") if digest.known else "",
        bars,
    )


def alt(t: Translator, chart: Bars) -> str:
    """The picture's figures in words."""
    each = (
        f"{bar.name} {bar.said_now}" + (f" ({bar.said_before})" if bar.said_before else "")
        for bar in chart.bars
    )
    said = {"title": chart.title, "week": chart.subtitle, "figures": "; ".join(each)}
    if not chart.before:
        return excerpt(t("{title}. {week}: {figures}.", **said), ALT)
    beside = t("{title}. {week}, in brackets {usual}: {figures}.", usual=chart.before, **said)
    return excerpt(beside, ALT)


def name(t: Translator, subject: Subject) -> str:
    """What a subject is called."""
    return f"#{subject.name}" if subject.about is About.TAG else subject.name


def _often(digest: Digest) -> tuple[Subject, ...]:
    """What more than one insight is about."""
    return tuple(each for each in digest.subjects if each.count > 1)


def _zone(digest: Digest) -> str:
    return digest.week.calendar.timezone


def _parts(t: Translator, digest: Digest) -> list[str]:
    return [
        _count(t, digest),
        _rose(t, digest),
        _listed(t("*New themes*"), [fitted(each, _NAME) for each in digest.themes]),
        _listed(t("*Shipped*"), [_shipped(t, each) for each in digest.shipped]),
        "\n\n".join([t("*In their words*"), *(_quote(t, each) for each in digest.quotes)])
        if digest.quotes
        else "",
    ]


def _count(t: Translator, digest: Digest) -> str:
    kept = t.n("{n} insight was kept.", "{n} insights were kept.", digest.insights)
    if not digest.customers:
        return kept
    return t.n(
        "{insights}, from {n} customer.",
        "{insights}, from {n} customers.",
        digest.customers,
        insights=kept.removesuffix("."),
    )


def _rose(t: Translator, digest: Digest) -> str:
    if digest.risen:
        return _listed(t("*Rose*"), [_beside(t, each) for each in digest.risen])
    often = _often(digest)[:3]
    if not often:
        return ""
    said = ", ".join(f"{_shown(t, each)} ({t.number(each.count)})" for each in often)
    if digest.known:
        return t("*Nothing rose* against the four weeks before. Most often: {said}.", said=said)
    return t("*Most often:* {said}.", said=said)


def _beside(t: Translator, subject: Subject) -> str:
    return t(
        "{name}: {count}, against {usual} in a usual week of the four before",
        name=_shown(t, subject),
        count=t.number(subject.count),
        usual=_usual(t, subject),
    )


def _usual(t: Translator, subject: Subject) -> str:
    return t.number(round(subject.before, 1))


def _shown(t: Translator, subject: Subject) -> str:
    kind = {About.THEME: t("theme"), About.AREA: t("area")}.get(subject.about, "")
    shown = fitted(name(t, subject), _NAME)
    return f"{shown} ({kind})" if kind else shown


def _shipped(t: Translator, shipped: Shipped) -> str:
    theme = fitted(shipped.theme, _NAME)
    if not shipped.customers:
        return theme
    names = ", ".join(fitted(each, _NAME) for each in shipped.customers)
    if shipped.others:
        return t.n(
            "{theme}, for {names} and {n} other",
            "{theme}, for {names} and {n} others",
            shipped.others,
            theme=theme,
            names=names,
        )
    return t("{theme}, for {names}", theme=theme, names=names)


def _quote(t: Translator, insight: Insight) -> str:
    by = fitted(insight.customer, _NAME)
    about = f"{by} · {insight.reference}" if by else insight.reference
    return f"> {fitted(insight.words, _QUOTE)}\n> _{about}_"


def _listed(head: str, lines: list[str]) -> str:
    return "\n".join([head, *(f"• {line}" for line in lines)]) if lines else ""
