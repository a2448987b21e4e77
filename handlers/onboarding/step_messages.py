"""What is said of a step that was done, confirmed, or not understood: pure functions."""

from bot.i18n import Translator
from bot.mrkdwn import escape, quote
from bot.replies import Message, message
from bot.store.people import Person
from handlers.onboarding import enrol_views, step_views
from workflows.onboarding.enrolment import Enrolment, State, Taken
from workflows.onboarding.hearing import Heard, Unclear


def done(t: Translator, found: Enrolment, taken: Taken) -> str:
    """What whoever ticks a step reads."""
    name = step_views.title(t, taken)
    if taken.state is State.CLAIMED:
        return t("🕓 {step}: I have asked for it to be confirmed.", step=name)
    if found.ended_why == "done":
        return t("🎉 {step}: done, and it was the last step. Well done!", step=name)
    return t("✅ {step}: done.", step=name)


def confirmed(t: Translator, taken: Taken) -> str:
    """What whoever confirms a step reads, or says that it is not done yet."""
    who = enrol_views.who(taken.person)
    if taken.state is State.DONE:
        return t(
            "✅ “{step}” is done, and {who} sees it.", step=step_views.title(t, taken), who=who
        )
    return t("{who} has it back. A word from you on what is missing helps.", who=who)


def returned(t: Translator, person: Person, taken: Taken) -> Message:
    """What whoever has a step reads, where somebody says that it is not done yet."""
    name = step_views.title(t, taken)
    who = f"<@{person.slack_id}>"
    return message(
        t("{who} thinks “{step}” is not done yet: ask what is missing.", who=who, step=name)
    )


def question(t: Translator, person: Person, kept: Unclear) -> Message:
    """What a journey's owner reads that is unclear in it to somebody."""
    head = t(
        "{who} finds “{step}” unclear:",
        who=f"<@{person.slack_id}>",
        step=step_views.title(t, kept.taken),
    )
    return message(f"{head}\n{quote(kept.words)}")


def heard(t: Translator, kept: Unclear) -> str:
    """What whoever asked reads."""
    return t("Thank you: {who} will read it.", who=f"<@{kept.hears.slack_id}>")


def answers(t: Translator, person: Person, heard: Heard) -> Message:
    """What a journey's owner reads that somebody answered in their own words."""
    head = t(
        "{who} answers “{step}”:",
        who=f"<@{person.slack_id}>",
        step=step_views.title(t, heard.taken),
    )
    lines = [head]
    for question in heard.taken.step.questions:
        if question.key in heard.words:
            asked, _ = question.text.in_(t.language)
            lines += [f"*{escape(asked)}*", quote(heard.words[question.key])]
    return message("\n".join(lines))


def answered(t: Translator) -> str:
    """What whoever answered a step's questions reads."""
    return t("Thank you. What you say decides what gets better first.")
