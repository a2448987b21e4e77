"""What stands in the fields of a check-in, when it is opened and when it comes back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot import carried, filled
from bot.errors import Refusal
from bot.forms import Errors
from bot.i18n import Translator, say
from bot.replies import Json
from handlers.okrs import ids
from workflows.okrs import numbers
from workflows.okrs.check_in_form import Typed
from workflows.okrs.key_result import CONFIDENCES, KeyResult
from workflows.okrs.kpi import Kpi

View = Mapping[str, Any]


@dataclass(frozen=True)
class Carried(carried.Carried):
    """What the form carries unseen: whose check-in, which part of it, and its draft if any.

    `seen` is what its fields said when it was opened, each with the id of its key result.
    """

    owner: int = 0
    part: int = 0
    draft: int = 0
    seen: tuple[str, ...] = ()

    def is_like(self, before: str) -> bool:
        """Whether what another form carries says that it is the same part of the same check-in."""
        kept = Carried.loads(before)
        return (kept.owner, kept.part) == (self.owner, self.part)


def last_told(t: Translator, found: KeyResult) -> Typed:
    """What stands in a key result's fields unless somebody typed: what was told last."""
    if found.value is None:
        return Typed()
    value = (
        str(int(found.value)) if found.zones else numbers.write(found.value, found.unit, t.language)
    )
    return Typed(value, found.confidence)


def seen(t: Translator, key_results: Sequence[KeyResult]) -> tuple[str, ...]:
    """What the fields of key results say that nobody touched, to be carried."""
    return tuple(_seen(each.id, last_told(t, each)) for each in key_results)


def untouched(
    carried: Carried, typed: Mapping[int, Typed], key_results: Sequence[KeyResult]
) -> tuple[KeyResult, ...]:
    """The key results whose fields say what they said when the form was opened."""
    return tuple(
        each
        for each in key_results
        if not typed[each.id].because.strip() and _seen(each.id, typed[each.id]) in carried.seen
    )


def read(view: View, key_results: Sequence[KeyResult]) -> dict[int, Typed]:
    """What was typed of these key results, by their ids."""
    return {each.id: _typed(view, each.id) for each in key_results}


def read_values(view: View, kpis: Sequence[Kpi]) -> dict[int, str]:
    """What was typed of these KPIs, by their ids."""
    wanted = {str(each.id): ids.of(ids.KPI_VALUE, each.id) for each in kpis}
    return {int(which): said for which, said in filled.fields(view, wanted).items()}


def require_all(view: View, key_results: Sequence[KeyResult], kpis: Sequence[Kpi]) -> None:
    """Let pass a form in which nothing stands that is not theirs to tell any more.

    Raises:
        Refusal: something was dropped or handed over meanwhile; the form is kept as a draft.
    """
    known = {ids.of(ids.VALUE, each.id) for each in key_results}
    known |= {ids.of(ids.KPI_VALUE, each.id) for each in kpis}
    begins = (f"{ids.VALUE}.", f"{ids.KPI_VALUE}.")
    if any(action.startswith(begins) and action not in known for action in filled.chosen(view)):
        raise Refusal(
            say(
                "Something in this form was dropped or handed over meanwhile. Close it and open it"
                " again: the rest of what you typed is there."
            )
        )


def beside(t: Translator, view: View, wrong: Errors) -> dict[str, str]:
    """The sentences beside wrong fields, by the ids of their blocks."""
    names = {"value": ids.VALUE, "because": ids.BECAUSE, "kpi": ids.KPI_VALUE}
    named = {}
    for field in wrong.fields:
        name, _, which = field.partition(".")
        named[field] = f"{names[name]}.{which}"
    return filled.beside(t, view, wrong, named)


def _seen(which: int, typed: Typed) -> str:
    sure = typed.confidence if typed.confidence in CONFIDENCES else CONFIDENCES[0]
    return f"{which} {sure} {typed.value}"


def _typed(view: View, which: int) -> Typed:
    wanted = {
        "value": ids.of(ids.VALUE, which),
        "confidence": ids.of(ids.CONFIDENCE, which),
        "because": ids.of(ids.BECAUSE, which),
    }
    return Typed(**filled.fields(view, wanted))


def drafted(kept: Mapping[str, Any]) -> Json:
    """What a draft holds, as a view that was submitted."""
    return {"state": {"values": kept.get("values", {})}}
