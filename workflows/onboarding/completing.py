"""How a step is completed, and what belongs to its kind: whether it is said, and said once."""

import re
from collections.abc import Collection, Iterator

from bot.folding import near
from bot.i18n import Words, say
from workflows.onboarding.journey import CONFIRMING, DoneWhen, Kind, Role, Step
from workflows.onboarding.limits import Wrong

_PERSON = re.compile(r"@[^\s@]+( [^\s@]+)*|[^\s@]+@[^\s@]+\.[^\s@]+")
_CHANNEL = re.compile(r"#[^\s#@,.A-Z]{1,80}")


def of_step(step: Step) -> Iterator[Wrong]:
    """What is wrong with how a step is completed, and with what its kind needs."""
    yield from _kind(step)
    yield from _done_when(step)
    yield from _confirmed_by(step)
    if step.done_when and step.confirmed_by:
        yield (
            "confirmed_by",
            say("`done_when` or `confirmed_by`, not both: a step is completed in one way."),
        )
    for field in ("done_when", "confirmed_by"):
        if getattr(step, field) and step.kind is Kind.ANSWER:
            yield field, say("It is done when it is answered: leave out `{field}`.", field=field)


def _kind(step: Step) -> Iterator[Wrong]:
    if step.kind is Kind.MEET and not step.meets:
        yield (
            "kind",
            say(
                "Say whom to meet: `{example}`, an e-mail address or a @handle.",
                example="meets: buddy",
            ),
        )
    elif step.kind is not Kind.MEET and step.meets:
        yield "meets", _belongs("meets", "kind: meet")
    elif step.meets and step.meets not in tuple(Role) and not _PERSON.fullmatch(step.meets):
        yield (
            "meets",
            say(
                "“{value}” is nobody to meet: write {names}, an e-mail address or a @handle.",
                value=step.meets,
                names=", ".join(Role),
            ),
        )
    if step.kind is Kind.ANSWER and not step.questions:
        yield "kind", say("Write what to ask below `questions`.")
    elif step.kind is not Kind.ANSWER and step.questions:
        yield "questions", _belongs("questions", "kind: answer")


def _done_when(step: Step) -> Iterator[Wrong]:
    yield from _one_of("done_when", step.done_when, tuple(DoneWhen))
    joins = step.done_when == DoneWhen.CHANNEL_JOINED
    if joins and not step.channel:
        example = 'channel: "#product"'
        yield "done_when", say("Say which channel: `{example}`, in quotes.", example=example)
    elif step.channel and not joins:
        yield "channel", _belongs("channel", "done_when: channel_joined")
    elif step.channel and not _CHANNEL.fullmatch(step.channel):
        yield (
            "channel",
            say(
                '“{channel}” is no channel: write its name in quotes, such as "#product".',
                channel=step.channel,
            ),
        )
    if step.process and step.done_when != DoneWhen.PROCESS_ACKNOWLEDGED:
        yield "process", _belongs("process", "done_when: process_acknowledged")


def _confirmed_by(step: Step) -> Iterator[Wrong]:
    yield from _one_of("confirmed_by", step.confirmed_by, CONFIRMING)
    if step.confirmed_by == step.audience and step.audience in CONFIRMING:
        yield "confirmed_by", say("Nobody confirms what they did themselves: leave it out.")


def _one_of(field: str, value: str, known: Collection[str]) -> Iterator[Wrong]:
    if value and value not in known:
        yield field, no_such(value, known)


def no_such(value: str, known: Collection[str]) -> Words:
    """That a word is none of those that may stand there, with the one most likely meant."""
    meant = near(value, known)
    if meant:
        return say("“{value}” can't stand here. Did you mean {near}?", value=value, near=meant)
    return say(
        "“{value}” can't stand here: there are {names}.", value=value, names=", ".join(known)
    )


def _belongs(field: str, beside: str) -> Words:
    return say("`{field}` goes with `{beside}` alone.", field=field, beside=beside)
