"""Product Ops at the doors of the set-up: payloads in, replies out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import text

from bot.i18n import Translator
from bot.replies import Done, FormErrors, OpenForm, UpdateForm
from bot.store import people, workspaces
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.setup import home, listeners
from tests.forms import submitted
from tests.moment import NOW
from workflows.setup import answers
from workflows.setup.answers import Answers


@dataclass(frozen=True)
class Ops:
    """Someone of Product Ops."""

    session: Session
    workspace: Workspace
    person: Person
    t: Translator

    def opens(self, question: str) -> dict[str, Any]:
        """The form of a question."""
        action = {"value": question}
        reply = listeners.open_form(self.session, self.workspace, self.person, action, self.t)
        assert isinstance(reply, OpenForm)
        return reply.view

    def names(
        self, *slack_ids: str, form: dict[str, Any] | None = None
    ) -> FormErrors | UpdateForm | Done:
        """Who is Product Ops."""
        sent = submitted(form or self.opens("product_ops"), people=list(slack_ids))
        return listeners.name_people(*self._given(), sent, NOW, self.t)

    def confirms(self, asked: UpdateForm) -> Done:
        """The form in which someone who removes themselves is asked once more."""
        return listeners.leave(*self._given(), asked.view, NOW)

    def announces(self, channel: str) -> Done:
        """Where announcements go."""
        sent = submitted(self.opens("announcements"), channel=channel)
        return listeners.choose_channel(*self._given(), sent, NOW)

    def locates(self, country: str, region: str = "") -> FormErrors | Done:
        """Which country's calendar counts."""
        action = {"selected_option": {"value": country}}
        form = listeners.show_regions(action, self.t).view
        sent = submitted(form, country=country, **({"region": region} if region else {}))
        return listeners.choose_country(*self._given(), sent, NOW, self.t)

    def speaks(self, language: str) -> Done:
        """Which language is the default."""
        sent = submitted(self.opens("language"), language=language)
        return listeners.choose_language(*self._given(), sent, NOW)

    def limits(self, number: int) -> Done:
        """How many messages a week there may be."""
        sent = submitted(self.opens("ceiling"), ceiling=str(number))
        return listeners.choose_ceiling(*self._given(), sent, NOW)

    def as_(self, person: Person) -> "Ops":
        """Someone else of Product Ops, as they are by now."""
        found = people.find(self.session, self.workspace, person.slack_id)
        assert found
        return replace(self, person=found)

    @property
    def answers(self) -> Answers:
        """What was answered."""
        return answers.read(self.session, self.workspace, self.person)

    @property
    def by_now(self) -> Workspace:
        """The workspace."""
        found = workspaces.find(self.session, self.workspace.slack_id)
        assert found
        return found

    def page(self, t: Translator | None = None) -> str:
        """What the set-up says on her page."""
        given = (self.session, self.by_now, self.person, NOW, t or self.t)
        blocks = [*home.draw_questions(*given), *home.draw_answers(*given)]
        return "\n".join(str(block.to_dict()) for block in blocks)

    @property
    def trail(self) -> Sequence[tuple[str, Any, Any]]:
        """What the audit trail tells, oldest first."""
        rows = self.session.execute(text("SELECT action, before, after FROM audit ORDER BY id"))
        return [(action, before, after) for action, before, after in rows]

    def _given(self) -> tuple[Session, Workspace, Person]:
        return self.session, self.workspace, self.person
