"""What the codes of journeys are called."""

from bot.i18n import Translator
from bot.mrkdwn import escape
from workflows.onboarding.journey import Audience, DoneWhen, Kind, Role, Step


def audience(t: Translator, code: str) -> str:
    """Whom a step is for, or who confirms it; a code that is none stays as it is."""
    called: dict[str, str] = {
        Audience.NEW_HIRE: t("new hire"),
        Audience.MANAGER: t("manager"),
        Audience.BUDDY: t("buddy"),
        Audience.PRODUCT_OPS: t("Product Ops"),
    }
    return called.get(code, code)


def kind(t: Translator, step: Step) -> str:
    """What a step asks for."""
    if step.kind is Kind.MEET:
        return t("meet {who}", who=met(t, step.meets))
    return kinds(t)[step.kind]


def kinds(t: Translator) -> dict[Kind, str]:
    """What steps ask for."""
    return {
        Kind.READ: t("read"),
        Kind.DO: t("do"),
        Kind.MEET: t("meet"),
        Kind.ANSWER: t("answer"),
        Kind.ACKNOWLEDGE: t("acknowledge"),
    }


def met(t: Translator, code: str) -> str:
    """Whom one meets: a role, or the person as they are written."""
    roles: dict[str, str] = {
        Role.MANAGER: t("the manager"),
        Role.BUDDY: t("the buddy"),
        Role.TEAM_LEAD: t("the team lead"),
        Role.PRODUCT_OPS: t("Product Ops"),
    }
    return roles.get(code, code)


def ticks(t: Translator, step: Step) -> str:
    """What ticks a step by itself, in a sentence."""
    return {
        DoneWhen.INSIGHT_KEPT: t("It ticks itself with the first insight kept."),
        DoneWhen.CHECK_IN_DONE: t("It ticks itself with the first check-in."),
        DoneWhen.PROCESS_ACKNOWLEDGED: t("It ticks itself once the process is acknowledged."),
        DoneWhen.DEPENDENCY_ANSWERED: t("It ticks itself once a dependency is answered."),
        DoneWhen.CHANNEL_JOINED: t(
            "It ticks itself on joining {channel}.", channel=escape(step.channel)
        ),
    }[DoneWhen(step.done_when)]


def completed(t: Translator, step: Step) -> str:
    """How a step is completed."""
    if step.done_when == DoneWhen.CHANNEL_JOINED and step.channel:
        return t("by itself: joins {channel}", channel=step.channel)
    if step.done_when:
        return happening(t, step.done_when)
    if step.confirmed_by:
        return t("confirmed by: {who}", who=audience(t, step.confirmed_by))
    if step.kind is Kind.ANSWER:
        return t("with the answers")
    return t("button")


def happening(t: Translator, code: str) -> str:
    """What ticks a step by itself, in a few words; a code that is none stays as it is."""
    called: dict[str, str] = {
        DoneWhen.INSIGHT_KEPT: t("by itself: a first insight"),
        DoneWhen.CHECK_IN_DONE: t("by itself: a first check-in"),
        DoneWhen.PROCESS_ACKNOWLEDGED: t("by itself: a process acknowledged"),
        DoneWhen.DEPENDENCY_ANSWERED: t("by itself: a dependency answered"),
        DoneWhen.CHANNEL_JOINED: t("by itself: a channel joined"),
    }
    return called.get(code, code)
