"""The doors of triage: one insight after another, one click each."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot import decoding
from bot.i18n import Translator
from bot.replies import Json, OpenForm, UpdateForm
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.insights import desk, likenesses, reading
from handlers.insights.desk import Desk, Done, Skipped
from workflows.insights import decision, evidence, likeness, linking, overview, themes, triage
from workflows.insights.decision import Decided, Decision
from workflows.insights.fate import root_of
from workflows.insights.insight import Insight
from workflows.insights.likeness import Alike
from workflows.insights.theme import SHIPPED, Theme, find_theme

Body = Mapping[str, Any]

# So many likely duplicates are asked about and so many themes offered; those of so many insights
# that are like it come first.
_ALIKE, _THEMES, _LIKE = 2, 4, 8
# The ids that a form's 3,000 characters hold.
_SKIPPED = 150


@dataclass(frozen=True)
class Sorter:
    """Who sorts, where, when and in which language."""

    session: Session
    workspace: Workspace
    person: Person
    now: datetime
    t: Translator

    def form(self, skipped: Skipped, done: Done | None = None) -> Json:
        """The form with the first that nobody looked at, those skipped left out."""
        given = (self.session, self.workspace, self.person)
        found = triage.next_one(*given, skipped.queue)
        return self._desk(found.insight, found.left, skipped, done)

    def with_insight(self, insight: Insight, view: Json, done: Done | None = None) -> UpdateForm:
        """The form with an insight of one's choice."""
        skipped = _skipped(view)
        left = triage.left(self.session, self.workspace, self.person, skipped.queue)
        return UpdateForm(self._desk(insight, left, skipped, done))

    def on(self, view: Json, done: Done | None = None, skip: int = 0) -> UpdateForm:
        """The form with the next one.

        Args:
            view: the form it replaces.
            skip: the id of an insight to leave for later.
        """
        skipped = _skipped(view)
        if skip:
            skipped = replace(skipped, ids=(*skipped.ids, skip)[-_SKIPPED:])
        return UpdateForm(self.form(skipped, done))

    def _desk(
        self, insight: Insight | None, left: int, skipped: Skipped, done: Done | None
    ) -> Json:
        if insight is None:
            return desk.desk(self.t, Desk(None, left, skipped), done)
        given = (self.session, self.workspace, self.person)
        like = likeness.similar_to(*given, insight, _LIKE)
        weight = evidence.of_insight(*given, root_of(insight), self.now)
        shown = Desk(insight, left, skipped, like[:_ALIKE], self._themes(insight, like), weight)
        return desk.desk(self.t, shown, done)

    def _themes(self, insight: Insight, alikes: tuple[Alike, ...]) -> tuple[Theme, ...]:
        """Those of what is like it or bears its tags, then those that were made or moved last."""
        given = (self.session, self.workspace, self.person)
        likely = [alike.insight.theme_id for alike in alikes]
        likely += overview.themes_of_tags(*given, insight, _THEMES)
        found = [find_theme(*given, theme) for theme in dict.fromkeys(likely) if theme]
        found = [theme for theme in found if theme.state != SHIPPED]
        known = {theme.id for theme in found}
        more = (each for each in themes.latest(*given, _THEMES) if each.id not in known)
        return (*found, *more)[:_THEMES]


def start(
    session: Session, workspace: Workspace, person: Person, now: datetime, t: Translator
) -> OpenForm:
    """`/insight triage`, and the buttons that open it."""
    return OpenForm(Sorter(session, workspace, person, now, t).form(Skipped()))


def start_owned(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Body,
    now: datetime,
    t: Translator,
) -> OpenForm:
    """The button that opens it with what waits in the product areas that somebody answers for."""
    owned = Skipped(owner=decoding.number(action["value"]))
    return OpenForm(Sorter(session, workspace, person, now, t).form(owned))


def choose_theme(
    session: Session, workspace: Workspace, person: Person, body: Body, now: datetime, t: Translator
) -> UpdateForm:
    """The menu that puts an insight into a theme, known or new."""
    action, sorter = body["actions"][0], Sorter(session, workspace, person, now, t)
    theme, name = reading.theme(action["selected_option"]["value"])
    wanted = Decision(reading.of_block(action), theme, name)
    decided = decision.decide(session, workspace, person, wanted, now)
    return sorter.on(body["view"], _decided(t, decided))


def take_suggested(
    session: Session, workspace: Workspace, person: Person, body: Body, now: datetime, t: Translator
) -> UpdateForm:
    """A button that puts an insight into a theme."""
    insight, theme = reading.part(body["actions"][0]["value"])
    decided = decision.decide(session, workspace, person, Decision(insight, theme), now)
    return Sorter(session, workspace, person, now, t).on(body["view"], _decided(t, decided))


def close(
    session: Session, workspace: Workspace, person: Person, body: Body, now: datetime, t: Translator
) -> UpdateForm:
    """The button that thanks the author and leaves it at that."""
    insight = decoding.number(body["actions"][0]["value"])
    decided = decision.decide(session, workspace, person, Decision(insight), now)
    return Sorter(session, workspace, person, now, t).on(body["view"], _decided(t, decided))


def skip(
    session: Session, workspace: Workspace, person: Person, body: Body, now: datetime, t: Translator
) -> UpdateForm:
    """The button that leaves an insight for later."""
    insight = decoding.number(body["actions"][0]["value"])
    return Sorter(session, workspace, person, now, t).on(body["view"], skip=insight)


def again(
    session: Session, workspace: Workspace, person: Person, body: Body, now: datetime, t: Translator
) -> UpdateForm:
    """The button that shows what was left for later."""
    every = replace(_skipped(body["view"]), ids=())
    return UpdateForm(Sorter(session, workspace, person, now, t).form(every))


def choose_area(
    session: Session, workspace: Workspace, person: Person, body: Body, now: datetime, t: Translator
) -> UpdateForm:
    """The menu that says which product area an insight is about; it stays to be looked at."""
    action, sorter = body["actions"][0], Sorter(session, workspace, person, now, t)
    area = action["selected_option"]["value"]
    insight = reading.of_block(action)
    found = triage.put_in_area(session, workspace, person, insight, area, now)
    return sorter.with_insight(found, body["view"], desk.in_area(t, found))


def same(
    session: Session, workspace: Workspace, person: Person, body: Body, now: datetime, t: Translator
) -> UpdateForm:
    """The button that links an insight to a likely duplicate."""
    pair = reading.part(body["actions"][0]["value"])
    one, other = linking.link(session, workspace, person, *pair, now)
    done = desk.same(t, one, other)
    return Sorter(session, workspace, person, now, t).on(body["view"], done)


def not_same(
    session: Session, workspace: Workspace, person: Person, body: Body, now: datetime, t: Translator
) -> UpdateForm:
    """The button that tells an insight apart from one that only looks like it."""
    pair, sorter = (
        reading.part(body["actions"][0]["value"]),
        Sorter(session, workspace, person, now, t),
    )
    one, other = linking.distinguish(session, workspace, person, *pair, now)
    return sorter.with_insight(one, body["view"], Done(likenesses.not_same(t, one, other)))


def reopen(
    session: Session, workspace: Workspace, person: Person, body: Body, now: datetime, t: Translator
) -> UpdateForm:
    """The button that takes a theme or a thank-you back."""
    insight = decoding.number(body["actions"][0]["value"])
    found = triage.reopen(session, workspace, person, insight, now)
    return Sorter(session, workspace, person, now, t).with_insight(found, body["view"])


def part(
    session: Session, workspace: Workspace, person: Person, body: Body, now: datetime, t: Translator
) -> UpdateForm:
    """The button that takes back that two insights are the same."""
    insight = decoding.number(body["actions"][0]["value"])
    found = decision.part(session, workspace, person, insight, now)
    return Sorter(session, workspace, person, now, t).with_insight(found, body["view"])


def _decided(t: Translator, decided: Decided) -> Done:
    if decided.sooner:
        return desk.sooner(t, decided.insight, decided.sooner)
    if decided.insight.theme_id:
        return desk.themed(t, decided.insight)
    return desk.closed(t, decided.insight)


def _skipped(view: Json) -> Skipped:
    return decoding.read(_carried, view["private_metadata"])


def _carried(text: str) -> Skipped:
    carried = Skipped.loads(text)
    return Skipped(tuple(map(int, carried.ids)), int(carried.owner))
