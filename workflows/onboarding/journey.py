"""A journey: the steps of somebody's first weeks, as they are written, for nobody in particular."""

from dataclasses import dataclass
from enum import StrEnum

from bot.i18n import LANGUAGES


class Kind(StrEnum):
    """What a step asks for."""

    READ = "read"
    DO = "do"
    MEET = "meet"
    ANSWER = "answer"
    ACKNOWLEDGE = "acknowledge"


class Audience(StrEnum):
    """Whom a step is for."""

    NEW_HIRE = "new_hire"
    MANAGER = "manager"
    BUDDY = "buddy"
    PRODUCT_OPS = "product_ops"


class DoneWhen(StrEnum):
    """What happens in the bot and ticks a step."""

    INSIGHT_KEPT = "insight_kept"
    CHECK_IN_DONE = "check_in_done"
    PROCESS_ACKNOWLEDGED = "process_acknowledged"
    DEPENDENCY_ANSWERED = "dependency_answered"
    CHANNEL_JOINED = "channel_joined"


# What the bot is told of by now: of the rest, whoever does it says so.
TOLD = (
    DoneWhen.INSIGHT_KEPT,
    DoneWhen.CHECK_IN_DONE,
    DoneWhen.DEPENDENCY_ANSWERED,
    DoneWhen.CHANNEL_JOINED,
)


class Role(StrEnum):
    """Whom one meets, where it is no person by name."""

    MANAGER = "manager"
    BUDDY = "buddy"
    TEAM_LEAD = "team_lead"
    PRODUCT_OPS = "product_ops"


# Who may say of somebody else's step that it is done.
CONFIRMING = (Audience.MANAGER, Audience.BUDDY, Audience.PRODUCT_OPS)


@dataclass(frozen=True)
class Text:
    """A text in each language; empty where it is not written in one."""

    en: str = ""
    fr: str = ""

    def in_(self, language: str) -> tuple[str, bool]:
        """The text for a reader, and whether it is in another language than theirs."""
        written = {"en": self.en, "fr": self.fr}
        if own := written.get(language):
            return own, False
        other = next((text for text in written.values() if text), "")
        return other, bool(other)

    def missing(self) -> tuple[str, ...]:
        """The languages it is not written in, though it is in another; none for no text at all."""
        lacking = tuple(language for language in LANGUAGES if not getattr(self, language))
        return lacking if len(lacking) < len(LANGUAGES) else ()


@dataclass(frozen=True)
class Link:
    """Something to read elsewhere."""

    title: Text
    url: str


@dataclass(frozen=True)
class Question:
    """A question of a step that is answered: on a scale from 1 to 5, or in one's own words."""

    key: str
    text: Text
    scale: bool


@dataclass(frozen=True)
class Step:
    """One thing to read, do, answer or acknowledge, or somebody to meet.

    Attributes:
        key: a short name, once in a journey, which stays when the words change.
        text: Markdown.
        day: in working days from the start: 0 is the first day, -2 the second last before it.
        needs: the keys of the steps that come first.
        meets: a `Role`, an e-mail address or a @handle; for the kind `meet` alone.
        done_when: a `DoneWhen` that ticks it; empty for none.
        channel: `#name`, for `channel_joined` alone.
        confirmed_by: an `Audience` that says it is done; empty where whoever does it says so.
        process: which one `process_acknowledged` is about; empty for any.
        questions: for the kind `answer` alone.
    """

    key: str
    title: Text
    text: Text
    day: int
    audience: Audience
    kind: Kind
    links: tuple[Link, ...] = ()
    needs: tuple[str, ...] = ()
    meets: str = ""
    done_when: str = ""
    channel: str = ""
    confirmed_by: str = ""
    process: str = ""
    questions: tuple[Question, ...] = ()

    @property
    def ticks_itself(self) -> bool:
        """Whether it is ticked once the real thing happens."""
        return self.done_when in TOLD


@dataclass(frozen=True)
class Journey:
    """A journey.

    Attributes:
        key: a short name, which stays when the words change.
        role: whom it is for, in a few words; empty for anybody.
        steps: as they are written; `by_day` puts them in the order of their days.
    """

    key: str
    name: Text
    about: Text
    role: str
    steps: tuple[Step, ...]

    def by_day(self) -> tuple[Step, ...]:
        """Its steps by their days; those of one day as they are written."""
        return tuple(sorted(self.steps, key=lambda step: step.day))
