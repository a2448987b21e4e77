"""What those hear who accompany somebody who arrives: one message each, however many arrive."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from bot.posts import Post
from bot.store.people import Person
from handlers.onboarding import enrol_views
from workflows.onboarding.enrolment import Enrolment


@dataclass
class _Part:
    """Whose manager and whose buddy somebody is."""

    who: Person
    as_manager: list[Enrolment] = field(default_factory=list)
    as_buddy: list[Enrolment] = field(default_factory=list)


def news(person: Person, *made: Enrolment) -> tuple[Post, ...]:
    """What managers and buddies hear of journeys that began, unless they began them themselves.

    Args:
        person: who did.
    """
    parts: dict[int, _Part] = {}
    for found in made:
        for who, as_buddy in _around(found):
            part = parts.setdefault(who.id, _Part(who))
            (part.as_buddy if as_buddy else part.as_manager).append(found)
    return tuple(_post(person, part) for part in parts.values() if part.who.id != person.id)


def _around(found: Enrolment) -> Iterator[tuple[Person, bool]]:
    """Who accompanies somebody, each once, and whether as their buddy."""
    if found.manager:
        yield found.manager, False
    if found.buddy and (found.manager is None or found.buddy.id != found.manager.id):
        yield found.buddy, True


def _post(person: Person, part: _Part) -> Post:
    every: Sequence[Enrolment] = (*part.as_manager, *part.as_buddy)
    which = str(every[0].id) if len(every) == 1 else f"{every[0].id}+{len(every) - 1}"
    if len(every) == 1:
        said = partial(enrol_views.accompanies, found=every[0], as_buddy=bool(part.as_buddy))
    else:
        said = partial(
            enrol_views.accompanies_all, as_manager=part.as_manager, as_buddy=part.as_buddy
        )
    return Post(
        part.who.slack_id,
        said,
        f"onboarding.accompanies:{which}:{part.who.id}",
        in_hours=True,
        asked_by=person.slack_id,
    )
