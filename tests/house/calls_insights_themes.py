"""How themes and triage are called on the walk."""

from dataclasses import replace

from tests.house.calls_insights_alike import whole
from tests.house.sides import Side
from tests.house.walk import Call
from tests.moment import NOW
from workflows.insights.decision import Decision
from workflows.insights.insight import Insight
from workflows.insights.theme_form import Move, Wanted
from workflows.insights.triage import Queue


def insight(side: Side) -> int:
    """The id of Lea's insight."""
    return side.insight


def twin(side: Side) -> int:
    """The id of one that says much the same."""
    return side.twin


def theme(side: Side) -> int:
    """The id of a theme."""
    return side.theme


def both(side: Side) -> tuple[int, ...]:
    """The id of a theme, among others."""
    return (side.theme,)


def into_theme(side: Side) -> Decision:
    """Lea's insight goes into the theme."""
    return Decision(side.insight, side.theme)


def into_new(side: Side) -> Decision:
    """One goes into a theme that is made for it."""
    return Decision(side.twin, new_theme="Invoices")


def tagged(side: Side) -> Insight:
    """Her insight, with a tag that others bear."""
    return replace(whole(side), tags=("billing",))


_INSIGHT, _THEME, _TWIN = {"insight": insight}, {"theme": theme}, {"insight": twin}

CALLS: dict[str, tuple[Call, ...]] = {
    "workflows.insights.decision.decide": (
        Call({"decision": into_theme}),
        Call({"decision": into_new}, fresh=True),
    ),
    "workflows.insights.decision.part": (Call(_TWIN),),
    "workflows.insights.evidence.of_insight": (Call({"root": insight}), Call({"root": twin})),
    "workflows.insights.evidence.of_themes": (Call({"themes": both}),),
    "workflows.insights.fate.share_fate": (Call({"root": insight, "other": twin}),),
    "workflows.insights.fate.write_fate": (Call({"root": insight, "closed_at": NOW}),),
    "workflows.insights.overview.overview": (Call({}),),
    "workflows.insights.overview.weighed": (Call({**_THEME, "quotes": lambda side: 3}),),
    "workflows.insights.theme.find_theme": (Call(_THEME),),
    "workflows.insights.theme.themes": (Call({}),),
    "workflows.insights.themes.change": (
        Call({**_THEME, "wanted": Wanted("All exports", "U0MARC", Move("planned", "Asked for"))}),
        Call({**_THEME, "wanted": Wanted("Exports")}),
    ),
    "workflows.insights.themes.latest": (Call({"limit": 3}),),
    "workflows.insights.themes.make": (Call({"name": "exports"}), Call({"name": "X"}, fresh=True)),
    "workflows.insights.themes.move": (Call({**_THEME, "to": Move("planned", "Asked for")}),),
    "workflows.insights.themes.offered": (Call({"typed": ""}),),
    "workflows.insights.themes.to_move": (Call(_THEME),),
    "workflows.insights.triage.close": (Call(_INSIGHT), Call(_TWIN)),
    "workflows.insights.triage.held": (Call(_INSIGHT),),
    "workflows.insights.triage.left": (Call({}),),
    "workflows.insights.triage.first": (
        Call({"limit": 5}),
        Call({"limit": 5, "queue": lambda side: Queue(owner=side.person.id)}),
    ),
    "workflows.insights.triage.next_one": (Call({}),),
    "workflows.insights.triage.put_in_area": (Call({**_INSIGHT, "area": "Checkout"}),),
    "workflows.insights.triage.put_in_theme": (Call({**_INSIGHT, **_THEME}),),
    "workflows.insights.triage.reopen": (Call(_INSIGHT),),
    "workflows.insights.overview.themes_of_tags": (Call({"insight": tagged, "limit": 3}),),
    "workflows.insights.triage.take_out": (Call(_INSIGHT),),
}
