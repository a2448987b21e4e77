"""Product Ops answer four questions, one after the other, and change each answer later."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text, update

from bot.delivery import looking, outbox, reach
from bot.delivery.looking import Found
from bot.errors import Refusal
from bot.facts import REACTIONS
from bot.i18n import Languages, Translator
from bot.replies import Done, FormErrors, UpdateForm
from bot.store import homes, people
from bot.store.engine import Session, Store
from bot.store.people import Person, PersonRow
from bot.store.workspaces import CHANGED, Workspace, WorkspaceRow
from handlers.setup import ids
from tests.forms import shown
from tests.home.test_drawing import asked
from tests.moment import NOW
from tests.setup.doors import Ops
from workflows.setup import choosing
from workflows.setup.answers import hold


def waiting(ops: Ops, job: str) -> list[dict[str, str]]:
    """What the jobs of a name that wait are given."""
    rows = text("SELECT args -> 'args' FROM procrastinate_jobs WHERE task_name = :job ORDER BY id")
    return list(ops.session.scalars(rows, {"job": job}))


def test_one_question_stands_open_at_a_time_till_all_are_answered(ops: Ops, marc: Person) -> None:
    steps = [
        ("Who is Product Ops?", lambda: ops.names(ops.person.slack_id, marc.slack_id)),
        ("Where do announcements go?", lambda: ops.announces("C0NEWS")),
        ("Which country's calendar counts?", lambda: ops.locates("DE", "BY")),
        ("Which language by default?", lambda: ops.speaks("fr")),
    ]
    for number, (question, answers) in enumerate(steps, 1):
        page = ops.page()
        assert f"*{number} of 4 · {question}*" in page
        assert page.count(ids.ANSWER) == 1
        assert isinstance(answers(), Done)
    page = ops.page()
    assert "of 4" not in page
    assert page.count(ids.ANSWER) == 5
    for words in (
        "<@U0LEA>",
        "<@U0MARC>",
        "<#C0NEWS>",
        "Germany (Bayern)",
        "Français",
        "at most 5",
    ):
        assert words in page
    workspace = ops.by_now
    assert (workspace.announcements, workspace.country, workspace.region, workspace.language) == (
        *("C0NEWS", "DE", "BY", "fr"),
    )
    assert [action for action, _, _ in ops.trail] == [
        *("product_ops.named", "announcements.changed", "country.changed", "language.changed"),
    ]
    assert ops.trail[0][1:] == (*({"product_ops": ["Léa"]}, {"product_ops": ["Léa", "Marc"]}),)
    assert ops.trail[2][2] == {"country": "DE", "region": "Bayern"}


def test_an_answer_that_changes_nothing_is_an_answer_and_no_change(ops: Ops) -> None:
    ops.names(ops.person.slack_id)
    ops.speaks("en")
    assert ops.answers.answered == {"product_ops", "language"}
    assert ops.trail == []


def test_nobodys_command_waits_while_the_workspace_is_set_up(
    store: Store, workspace: Workspace, lea: Person
) -> None:
    with store.begin() as first:
        hold(first, workspace)
        with store.begin() as second:
            second.execute(text("SET LOCAL lock_timeout = '1ms'"))
            # A new row of the workspace, such as an insight.
            people.meet(second, workspace, "U0NEW")
            free = select(WorkspaceRow.id).with_for_update(key_share=True, skip_locked=True)
            assert second.scalars(free).all() == [], "another answer does wait"


def test_only_product_ops_see_and_answer_the_questions(
    ops: Ops, marc: Person, workspace: Workspace
) -> None:
    stranger = ops.as_(marc)
    assert stranger.page() == ""
    for refused in (
        lambda: stranger.opens("language"),
        lambda: choosing.speak(ops.session, workspace, marc, "fr", NOW),
        lambda: choosing.limit(ops.session, workspace, marc, 3, NOW),
        lambda: choosing.announce(ops.session, workspace, marc, "C1", NOW),
        lambda: choosing.locate(ops.session, workspace, marc, choosing.Place("FR"), NOW),
    ):
        with pytest.raises(Refusal):
            refused()
    assert ops.by_now.language == "en"


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"kind": "guest"}, "Marc is a guest here"),
        ({"kind": "bot"}, "Marc is an app"),
        ({"kind": "app"}, "Marc is an app"),
        ({"active": False}, "Marc has left"),
        ({"completed_at": None}, "I have not met this person yet"),
    ],
)
def test_who_can_not_be_product_ops_is_refused_in_words(
    ops: Ops, marc: Person, said: dict[str, object], says: str
) -> None:
    ops.session.execute(update(PersonRow).where(PersonRow.id == marc.id).values(**said))
    told = ops.names(ops.person.slack_id, marc.slack_id)
    assert isinstance(told, FormErrors)
    assert says in told.errors[ids.PEOPLE]
    assert [each.name for each in ops.answers.product_ops] == ["Léa"]


def test_someone_nobody_knows_is_asked_for(ops: Ops) -> None:
    told = ops.names(ops.person.slack_id, "U0NEWCOMER")
    assert isinstance(told, FormErrors)
    assert waiting(ops, people.COMPLETE) == [{"person": "U0NEWCOMER"}]


def test_the_last_one_can_not_be_removed(ops: Ops, marc: Person) -> None:
    told = ops.names()
    assert isinstance(told, UpdateForm)
    with pytest.raises(Refusal, match="Somebody must stay"):
        ops.confirms(told)


def test_who_removes_themselves_is_asked_first(ops: Ops, marc: Person) -> None:
    ops.names(ops.person.slack_id, marc.slack_id)
    asked_first = ops.names(marc.slack_id)
    assert isinstance(asked_first, UpdateForm)
    assert "leave Product Ops" in str(asked_first.view)
    assert len(ops.answers.product_ops) == 2
    ops.confirms(asked_first)
    assert [each.name for each in ops.as_(marc).answers.product_ops] == ["Marc"]


def test_two_who_remove_each_other_leave_one(ops: Ops, marc: Person) -> None:
    ops.names(ops.person.slack_id, marc.slack_id)
    other = ops.as_(marc)
    forms = ops.opens("product_ops"), other.opens("product_ops")
    ops.names(ops.person.slack_id, form=forms[0])
    with pytest.raises(Refusal, match="Only Product Ops"):
        other.names(marc.slack_id, form=forms[1])
    assert [each.name for each in ops.answers.product_ops] == ["Léa"]


def test_two_who_add_someone_at_once_add_both(ops: Ops, marc: Person) -> None:
    nora = people.meet(ops.session, ops.workspace, "U0NORA")
    people.complete(
        ops.session, ops.workspace, "U0NORA", people.Profile("Nora", "UTC", True, "en"), NOW
    )
    forms = [ops.opens("product_ops") for _ in range(2)]
    ops.names(ops.person.slack_id, marc.slack_id, form=forms[0])
    ops.names(ops.person.slack_id, nora.slack_id, form=forms[1])
    assert {each.name for each in ops.answers.product_ops} == {"Léa", "Marc", "Nora"}


def test_who_is_made_product_ops_hears_it_in_their_language_and_working_time(
    ops: Ops, marc: Person, languages: Languages
) -> None:
    named = ops.names(ops.person.slack_id, marc.slack_id)
    assert isinstance(named, Done)
    (post,) = named.tell
    assert post.to == marc.slack_id
    outbox.put(ops.session, ops.workspace, named.tell, NOW)
    due = ops.session.scalar(text("SELECT due FROM deliveries WHERE key = :key"), {"key": post.key})
    # It is 4:41 in New York, and he works from 9.
    assert due == datetime(2026, 3, 3, 14, tzinfo=UTC)
    assert "*You are Product Ops now*: Léa added you." in post.message(languages("en")).text
    assert "Product Ops" in post.message(languages("fr")).text


def test_a_channel_that_the_bot_can_not_write_in_is_shown_with_what_to_do(ops: Ops) -> None:
    ops.announces("C0SECRET")
    assert waiting(ops, choosing.LOOK) == [{"channel": "C0SECRET"}]
    looking.note(ops.session, ops.workspace, Found("C0SECRET", "not_in_channel"), NOW)
    assert "type `/invite` there and choose me" in ops.page()
    reach.note(ops.session, ops.workspace, "C0SECRET", "")
    assert "/invite" not in ops.page()


def test_a_region_of_another_country_is_refused_beside_its_field(ops: Ops) -> None:
    told = ops.locates("DE", "75")
    assert isinstance(told, FormErrors)
    assert told.errors.keys() == {"setup.region.DE"}
    with pytest.raises(Refusal):
        choosing.locate(ops.session, ops.workspace, ops.person, choosing.Place("XX"), NOW)


def test_everyone_without_a_country_of_their_own_has_another_calendar_then(
    ops: Ops, marc: Person
) -> None:
    heard: list[int] = []
    ops.session.info[REACTIONS] = {
        "calendar.changed": (lambda session, workspace, fact: heard.append(fact.subject),)
    }
    people.meet_all(ops.session, ops.workspace, tuple(f"U{n}" for n in range(choosing.AT_ONCE)))
    ops.session.execute(update(PersonRow).where(PersonRow.id == marc.id).values(country="US"))
    ops.locates("FR")
    after: list[str] = ["0"]
    while after:
        choosing.reckon(ops.session, ops.workspace, int(after[0]), NOW)
        after = list(
            ops.session.scalars(
                text(
                    "WITH gone AS (DELETE FROM procrastinate_jobs WHERE task_name = 'setup.reckon'"
                    " RETURNING args) SELECT args -> 'args' ->> 'after' FROM gone"
                    " WHERE args -> 'args' ->> 'after' <> '0'"
                )
            )
        )
    everyone = set(ops.session.scalars(text("SELECT id FROM people")))
    assert set(heard) == everyone - {marc.id}
    assert len(heard) == len(set(heard))


def test_a_number_of_messages_that_makes_no_sense_is_refused(ops: Ops) -> None:
    for number in (0, 21):
        with pytest.raises(Refusal, match="Choose a number"):
            choosing.limit(ops.session, ops.workspace, ops.person, number, NOW)
    ops.limits(20)
    assert ops.by_now.weekly_ceiling == 20
    assert ops.trail[-1] == ("ceiling.changed", {"weekly_ceiling": 5}, {"weekly_ceiling": 20})


def test_whoever_remembers_the_workspace_looks_again_and_every_page_is_drawn(
    ops: Ops, marc: Person
) -> None:
    for person in (ops.person, marc):
        homes.opened(ops.session, ops.workspace, person, NOW)
        homes.take(ops.session, ops.workspace, person.id)
    ops.limits(3)
    assert ops.workspace.slack_id in ops.session.info[CHANGED]
    assert {person for person, _ in asked(ops.session)} == {str(ops.person.id), str(marc.id)}
    # Whoever changed it does not wait.
    assert (str(ops.person.id), None) in asked(ops.session)


def test_others_hear_that_the_workspace_was_set_up(ops: Ops) -> None:
    heard: list[int] = []
    ops.session.info[REACTIONS] = {
        "workspace.set_up": (lambda session, workspace, fact: heard.append(fact.subject),)
    }
    ops.speaks("fr")
    assert heard == [ops.workspace.id]


def test_each_form_shows_what_stands_and_speaks_french(ops: Ops, fr: Translator) -> None:
    ops.announces("C0NEWS")
    ops.locates("FR", "57")
    assert shown(ops.opens("product_ops")) == {"people": ["U0LEA"]}
    assert shown(ops.opens("announcements")) == {"channel": "C0NEWS"}
    assert shown(ops.opens("country")) == {"country": "FR", "region": "57"}
    assert shown(ops.opens("language")) == {"language": "en"}
    assert shown(ops.opens("ceiling")) == {"ceiling": "5"}
    assert "1 sur 4" in ops.page(fr)
    assert "Qui fait partie de Product Ops" in ops.page(fr)


def test_many_people_of_product_ops_are_counted(ops: Ops, session: Session) -> None:
    ids_of_many = tuple(f"U0MANY{number:02}" for number in range(30))
    people.name_product_ops(session, ops.workspace, ids_of_many)
    ops.names(*[each.slack_id for each in ops.answers.product_ops])
    assert "and 11 more" in ops.page()
