"""Why a line of a file is not kept, in words."""

from bot.i18n import Words, say
from workflows.okrs.figures import Aim
from workflows.okrs.key_result import KeyResult
from workflows.okrs.key_result_form import Fields
from workflows.okrs.objective import Objective


def is_over(cycle: str) -> Words:
    """That nobody says any more what a cycle aims at."""
    return say("*{cycle}* is over: what it aimed at stays as it is.", cycle=cycle)


def no_parent(typed: str, meant: str) -> Words:
    """That there is no such objective; `meant` are those that may be, empty for none."""
    if meant:
        return say(
            "There is no objective “{name}” in this cycle. Did you mean {near}?",
            name=typed,
            near=meant,
        )
    return say(
        "There is no objective “{name}” in this cycle, nor in this file.",
        name=typed,
    )


def held_up(parent: str) -> Words:
    """That two objectives, or more, are aligned to each other."""
    return say(
        "“{parent}” is aligned to this objective already: the two would hold each other up. Choose"
        " another one.",
        parent=parent,
    )


def not_kept(parent: str) -> Words:
    """That the objective above was refused itself."""
    return say("“{parent}” was not kept, so nothing can be aligned to it.", parent=parent)


def aligned_otherwise(there: Objective) -> Words:
    """That an objective is there, and aligned to something else."""
    if there.parent_title:
        return say(
            "“{objective}” is there, aligned to “{parent}”: change it in Slack.",
            objective=there.title,
            parent=there.parent_title,
        )
    return say(
        "“{objective}” is there, aligned to nothing: change it in Slack.", objective=there.title
    )


def differing(there: KeyResult, fields: Fields) -> dict[str, Words]:
    """In what a key result that is there differs from what a file says of it, by field."""
    aim = Aim(fields.start, fields.target, fields.direction)
    wrong: dict[str, Words] = {}
    if (there.unit, there.aim, there.zones) != (fields.unit, aim, fields.zones):
        wrong["key_result"] = say(
            "“{key_result}” is there with other figures: change it in Slack.",
            key_result=there.title,
        )
    owner = there.owner.slack_id if there.owner else ""
    if fields.owner and owner != fields.owner:
        wrong["owner"] = say(
            "“{key_result}” is there with another owner: change it in Slack.",
            key_result=there.title,
        )
    if fields.source and there.source != fields.source:
        wrong["source"] = say(
            "“{key_result}” is there with another source: change it in Slack.",
            key_result=there.title,
        )
    return wrong
