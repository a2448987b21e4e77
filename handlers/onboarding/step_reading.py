"""What the form of a step says: pure functions of what Slack sends of it."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot import filled
from bot.forms import Errors
from bot.i18n import LANGUAGES, say
from bot.mrkdwn import clean
from handlers.onboarding import ids, step_lines
from handlers.onboarding.step_form import BUTTON, SOMEBODY
from workflows.onboarding import writing
from workflows.onboarding.changing import Reach
from workflows.onboarding.journey import Audience, DoneWhen, Journey, Kind, Step, Text
from workflows.onboarding.writing import Edit

Json = Mapping[str, Any]

_DAY = re.compile(r"[+-]?[0-9]{1,9}")
_ONE = {
    "day": ids.STEP_DAY,
    "audience": ids.STEP_FOR,
    "kind": ids.STEP_KIND,
    "meets": ids.STEP_MEETS,
    "who": ids.STEP_MEETS_NAME,
    "questions": ids.STEP_QUESTIONS,
    "done": ids.STEP_DONE,
    "channel": ids.STEP_CHANNEL,
    "links": ids.STEP_LINKS,
    "reach": ids.STEP_REACH,
    **{f"title.{each}": ids.in_(ids.STEP_TITLE, each) for each in LANGUAGES},
    **{f"text.{each}": ids.in_(ids.STEP_TEXT, each) for each in LANGUAGES},
}


def edit(view: Json, journey: Journey, before: Step, language: str) -> Edit | Errors:
    """What becomes of a step, or what is wrong with what was typed.

    Args:
        before: as it stood; its key is empty for a new one.
        language: the writer's.
    """
    said = {name: clean(one).strip() for name, one in filled.fields(view, _ONE).items()}
    # How the step stood when the form was opened is in the fields' names.
    seen = next(iter(view["state"]["values"]), "").rpartition(".")[2]
    reach = Reach(said["reach"]) if said["reach"] in tuple(Reach) else Reach.LATER
    chosen = filled.chosen(view)
    if chosen.get(ids.STEP_DROP, {}).get("selected_options"):
        return Edit(None, before.key, seen, reach)
    if not _DAY.fullmatch(said["day"]):
        words = say(
            "“{day}” is no day: write a number, 0 for the first working day.", day=said["day"]
        )
        return Errors({"day": words})
    step = _step(said, before, language)
    needs = chosen.get(ids.STEP_NEEDS, {}).get("selected_options") or ()
    step = replace(step, needs=tuple(str(each["value"]) for each in needs))
    if not before.key:
        taken = [each.key for each in journey.steps]
        key = writing.key_of(step.title.en or step.title.fr, taken)
        return Edit(replace(step, key=key), reach=reach)
    return Edit(step, before.key, seen, reach)


def beside(view: Json, wrong: Errors, language: str) -> Mapping[str, str]:
    """The fields' ids by those of a step's fields that something is wrong with."""
    there = filled.chosen(view)
    first = ids.in_(ids.STEP_TITLE, language)
    named = {
        "title": first,
        "text": ids.in_(ids.STEP_TEXT, language),
        "done_when": ids.STEP_DONE,
        "confirmed_by": ids.STEP_DONE,
        "needs": ids.STEP_NEEDS,
        "drop": ids.STEP_DROP,
        **{name: _ONE[name] for name in ("day", "audience", "kind", "channel", "links")},
        "meets": ids.STEP_MEETS_NAME,
        "questions": ids.STEP_QUESTIONS,
    }
    fields = ((field, named.get(field, first)) for field in wrong.fields)
    return {field: action if action in there else first for field, action in fields}


def _step(said: Mapping[str, str], before: Step, language: str) -> Step:
    done = said["done"] if said["done"] != BUTTON else ""
    happens = done in tuple(DoneWhen)
    meets = said["who"] if said["meets"] == SOMEBODY else said["meets"]
    return replace(
        before,
        title=Text(*(said[f"title.{each}"].replace("\n", " ") for each in LANGUAGES)),
        text=Text(*(said[f"text.{each}"] for each in LANGUAGES)),
        day=int(said["day"]),
        audience=Audience(said["audience"]) if said["audience"] else before.audience,
        kind=Kind(said["kind"]) if said["kind"] else before.kind,
        meets=meets,
        done_when=done if happens else "",
        channel=said["channel"] if done == DoneWhen.CHANNEL_JOINED else "",
        process=before.process if done == DoneWhen.PROCESS_ACKNOWLEDGED else "",
        confirmed_by="" if happens else done,
        links=step_lines.links(said["links"], before.links, language),
        questions=step_lines.questions(said["questions"], before.questions, language),
    )
