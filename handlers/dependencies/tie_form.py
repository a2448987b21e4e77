"""The fields and the form that say which promises wait for what a team needs: pure functions."""

from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import Block, InputBlock, SectionBlock
from slack_sdk.models.views import View

from bot import fields as menus
from bot.blockkit import mrkdwn
from bot.i18n import Translator
from bot.mrkdwn import escape
from bot.replies import Json, form
from handlers.dependencies import ids
from workflows.dependencies.dependency import Dependency

FIELDS = {"serves": ids.SERVES, "lag": ids.LAG}


def fields(
    t: Translator, promises: Mapping[int, str], chosen: Sequence[str], lag: str, mark: str = ""
) -> list[Block]:
    """Which promises wait for something, and how long they take from then on.

    Args:
        promises: those of the team, by their ids.
        chosen: the ids of those that wait for it.
        lag: in working days, as typed.
        mark: the end of the fields' ids: what was chosen for one team is none of another's.
    """
    menu = menus.choices(ids.SERVES, tuple(promises.items()), chosen)
    return [
        InputBlock(
            block_id=ids.SERVES + mark,
            label=t("Which of your promises wait for it"),
            element=menu,
            optional=True,
        ),
        InputBlock(
            block_id=ids.LAG + mark,
            label=t("Working days you need after it"),
            hint=t("So that a new date here tells what becomes of those promises."),
            element=menus.line(ids.LAG, lag),
            optional=True,
        ),
    ]


def of(t: Translator, found: Dependency, promises: Mapping[int, str]) -> Json:
    """The form, for what was asked before."""
    head = f"*{found.reference}* · {escape(found.needs)}"
    chosen = [str(each) for each in found.serves]
    lag = str(found.lag) if found.lag else ""
    return form(
        View(
            type="modal",
            callback_id=ids.TIE_FORM,
            title=t("What waits for it"),
            submit=t("Save"),
            close=t("Cancel"),
            private_metadata=str(found.id),
            blocks=[SectionBlock(text=mrkdwn(head)), *fields(t, promises, chosen, lag)],
        )
    )
