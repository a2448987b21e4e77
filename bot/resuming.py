"""A form about to be shown, with what was typed into one like it before and not kept."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from bot import filled
from bot.i18n import Translator
from bot.replies import Json
from bot.store import drafts
from bot.store.people import Person
from bot.store.workspaces import Workspace

# How what stands in a field is named where a form opens, by how it is named where it comes back.
_INITIAL = {
    "value": "initial_value",
    "selected_user": "initial_user",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_conversation": "initial_conversation",
}


def resumed(
    session: Session, workspace: Workspace, person: Person, view: Json, t: Translator
) -> Json:
    """The form, filled with what this person typed into it before, and a line that says so.

    Args:
        view: as it opens otherwise; what it carries unseen says what it is about.
    """
    about = str(view.get("private_metadata", ""))
    draft = drafts.about(session, workspace, person, view["callback_id"], about)
    if draft is None or draft.at is None:
        return view
    typed = filled.chosen({"state": {"values": draft.typed.get("values", {})}})
    said = t("You typed this {when}; it was not kept yet.", when=t.moment(draft.at))
    note = {"type": "context", "elements": [{"type": "mrkdwn", "text": said}]}
    return {**view, "blocks": [note, *(_refilled(block, typed) for block in view["blocks"])]}


def settle(session: Session, workspace: Workspace, person: Person, view: Mapping[str, Any]) -> None:
    """It was kept: nothing of it is offered again.

    Args:
        view: the form, as it was submitted.
    """
    about = str(view.get("private_metadata", ""))
    drafts.settle_like(session, workspace, person, view["callback_id"], about.__eq__)


def _refilled(block: Json, typed: Mapping[str, Mapping[str, Any]]) -> Json:
    element = block.get("element") or {}
    said = typed.get(element.get("action_id", ""))
    if said is None:
        return block
    bare = {name: one for name, one in element.items() if not name.startswith("initial_")}
    named = {_INITIAL[name]: one for name, one in said.items() if name in _INITIAL and one}
    chosen = (said.get("selected_option") or {}).get("value")
    options = [one for one in element.get("options", ()) if one["value"] == chosen]
    if options:
        named["initial_option"] = options[0]
    several = {one["value"] for one in said.get("selected_options") or ()}
    many = [one for one in element.get("options", ()) if one["value"] in several]
    if many:
        named["initial_options"] = many
    return {**block, "element": {**bare, **named}}
