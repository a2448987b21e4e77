"""Which steps come before which: whether those that are needed are there, and in an order."""

from collections.abc import Iterator, Mapping

from bot.folding import near
from bot.i18n import Words, say
from workflows.onboarding.journey import Journey, Step
from workflows.onboarding.limits import Wrong


def of_step(step: Step, steps: Mapping[str, Step]) -> Iterator[Wrong]:
    """What is wrong with the steps that one needs, each for itself.

    Args:
        steps: those of the journey, by their keys.
    """
    for key in dict.fromkeys(step.needs):
        needed = steps.get(key)
        if needed is None:
            yield "needs", _unknown(key, steps)
        elif needed.day > step.day:
            yield (
                "needs",
                say(
                    "It is due on day {day} and needs “{key}”, due on day {later}: put it later, or"
                    " “{key}” earlier.",
                    day=step.day,
                    key=key,
                    later=needed.day,
                ),
            )


def circles(journey: Journey) -> Iterator[tuple[str, ...]]:
    """Steps that wait for each other: their keys, the first one again at the end."""
    needs = {step.key: tuple(dict.fromkeys(step.needs)) for step in journey.steps}
    over: set[str] = set()
    for first, needed in needs.items():
        # The way to where we stand, and what is still to be looked at from each of its steps.
        way, open_ends = [first], [iter(needed)]
        while way:
            ahead = next((key for key in open_ends[-1] if key in needs and key not in over), None)
            if ahead is None:
                over.add(way.pop())
                open_ends.pop()
            elif ahead in way:
                yield (*way[way.index(ahead) :], ahead)
            else:
                way.append(ahead)
                open_ends.append(iter(needs[ahead]))


def told(circle: tuple[str, ...]) -> Words:
    """That steps wait for each other."""
    if len(circle) == 2:
        return say("It needs itself: leave that out.")
    return say(
        "These wait for each other for ever: {chain}. Take one of the needs away.",
        chain=" → ".join(circle),
    )


def _unknown(key: str, steps: Mapping[str, Step]) -> Words:
    meant = near(key, steps)
    if meant:
        return say("No step is called “{key}”. Did you mean {near}?", key=key, near=meant)
    return say("No step is called “{key}”: `needs` are keys of this journey's steps.", key=key)
