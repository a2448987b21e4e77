"""As what a step is asked for: the kinds of asks, and what their titles stand for."""

from dataclasses import dataclass

from bot.mrkdwn import excerpt
from workflows.onboarding.enrolment import Enrolment, Taken
from workflows.onboarding.journey import Audience, Kind

# The asks about a step; their subject is its id. What ticks itself has no button that says it is
# done, and what holds somebody up says whom.
STEP, WATCHED, SURVEY = "onboarding.step", "onboarding.watched", "onboarding.survey"
HELP, HOLDING = "onboarding.help", "onboarding.holding"
# Whether somebody's step is done as they say; its subject is the step's id too.
CONFIRM = "onboarding.confirm"
KINDS = (STEP, WATCHED, SURVEY, HELP, HOLDING, CONFIRM)

_FOR = " ← "
# Of a step's title, and of a name.
_TITLE, _NAME = 90, 40


@dataclass(frozen=True)
class About:
    """What an ask about a step is about: the step's title, and whose journey it is part of."""

    step: str
    whose: str = ""

    @property
    def title(self) -> str:
        """What the ask is called: the same in every language."""
        step = excerpt(self.step.replace(_FOR, " "), _TITLE)
        return f"{step}{_FOR}{excerpt(self.whose, _NAME)}" if self.whose else step


def titled(title: str) -> About:
    """What the title of an ask stands for."""
    step, arrow, whose = title.partition(_FOR)
    return About(step, whose) if arrow else About(title)


def kind_of(found: Enrolment, taken: Taken) -> str:
    """As what a step is asked for."""
    step = taken.step
    if step.audience is not Audience.NEW_HIRE:
        others = (each.step.audience is not step.audience for each in found.held_up(step.key))
        return HOLDING if any(others) else HELP
    if step.kind is Kind.ANSWER:
        return SURVEY
    return WATCHED if step.ticks_itself else STEP


def about(found: Enrolment, taken: Taken, reader: str) -> About:
    """What a step's ask is about.

    Args:
        reader: the language of who is asked.
    """
    title, _ = taken.step.title.in_(reader)
    own = taken.step.audience is Audience.NEW_HIRE and taken.person.id == found.person.id
    return About(title, "" if own else found.person.name or found.person.slack_id)
