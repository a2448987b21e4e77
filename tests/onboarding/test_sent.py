"""What Product Ops have sent: a journey's picture and tables, and nobody else has."""

import csv
import io
import json
from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.delivery.limits import ALT
from bot.errors import Refusal
from bot.i18n import LANGUAGES, Languages, Translator
from handlers.onboarding import overseeing, step_picture
from tests.okrs.test_doors import Visitor
from tests.onboarding.conftest import Arrival
from tests.onboarding.crowd import Crowd
from tests.onboarding.test_overview import READ, SHORT, SURVEY, everything
from workflows.onboarding.figures import StepFigures
from workflows.onboarding.journey import Text

SENT = text(
    "SELECT target, body, name, alt, content FROM deliveries"
    " JOIN delivery_files ON delivery_id = deliveries.id ORDER BY deliveries.id"
)


@pytest.fixture
def crowd(arrival: Arrival) -> Crowd:
    """Nobody yet."""
    return Crowd(arrival)


def test_its_picture_comes_in_direct_messages_with_its_words(crowd: Crowd, fr: Translator) -> None:
    kept = crowd.begins(SHORT, 4)
    crowd.had(kept, READ, 9, 9, 9, None)
    given, priya, now = crowd.arrival.given, crowd.arrival.priya, crowd.arrival.now
    crowd.arrival.session.execute(text("UPDATE people SET language = 'fr'"))
    view = Visitor(*given, priya, fr).clicks(overseeing.ask_picture, kept.id).view
    assert "C’est en route" in json.dumps(view, ensure_ascii=False)
    args = {"journey": str(kept.id), "person": priya.slack_id, "at": now.isoformat()}
    overseeing.send_picture(*given, args, now)
    overseeing.send_picture(*given, args, now)
    (sent,) = crowd.arrival.session.execute(SENT)
    assert sent.target == priya.slack_id
    assert "Là où ça coince\N{NO-BREAK SPACE}: Un court" in sent.body["text"]
    assert sent.alt == (
        "Read (fr)\N{NO-BREAK SPACE}: 7 jours · ouvert depuis longtemps pour 1 personne"
    )


def test_no_picture_goes_to_whoever_is_of_product_ops_no_more(crowd: Crowd) -> None:
    kept = crowd.begins(SHORT, 4)
    marc, now = crowd.arrival.marc, crowd.arrival.now
    args = {"journey": str(kept.id), "person": marc.slack_id, "at": now.isoformat()}
    overseeing.send_picture(*crowd.arrival.given, args, now)
    assert not crowd.arrival.session.execute(SENT).all()


def rows(content: bytes) -> list[dict[str, str]]:
    """The lines of a table, by its head."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_tables_tell_of_people_and_of_steps_and_of_nobodys_answers(
    crowd: Crowd, t: Translator
) -> None:
    crowd.arrival.journey = replace(SHORT, key="other", name=Text("=1+1"))
    crowd.arrival.begins()
    kept = crowd.begins(SHORT, 4)
    crowd.had(kept, READ, 9, 9, 9, None)
    crowd.answered(kept, SURVEY, 5, 4, 4)
    given, priya, now = crowd.arrival.given, crowd.arrival.priya, crowd.arrival.now
    view = Visitor(*given, priya, t).does(overseeing.ask_tables).view
    assert "on their way" in json.dumps(view)
    args = {"person": priya.slack_id, "at": now.isoformat()}
    overseeing.send_tables(*given, args, now)
    people, steps = crowd.arrival.session.execute(SENT)
    assert people.name == "onboarding-people-2026-03-03.csv"
    told = rows(people.content)
    assert len(told) == 5
    (stuck,) = (each for each in told if "“Read” has been" in each["Why"])
    assert (stuck["State"], stuck["Steps done"], stuck["Steps"]) == ("to look at", "0", "2")
    (sam,) = (each for each in told if each["Person"] == "Sam Okafor")
    assert (sam["Journey"], sam["First day"], sam["Day"]) == ("'=1+1", "2026-03-03", "1")
    read, _, survey, *rest = rows(steps.content)
    assert list(read.values()) == [
        *("A short one", "read", "Read", "new hire", "0", "4", "7", "1", "0", "")
    ]
    assert survey["Answers, mean from 1 to 5"] == "Do you feel welcome? 4.3 (3 answers)"
    # Sam alone had something of the other one: nothing is told of it.
    assert {(each["Median working days"], each["Open for long"]) for each in rest} == {("", "")}


def test_no_table_goes_to_anybody_else(crowd: Crowd, t: Translator) -> None:
    crowd.begins(SHORT, 4)
    given, marc, now = crowd.arrival.given, crowd.arrival.marc, crowd.arrival.now
    with pytest.raises(Refusal):
        Visitor(*given, marc, t).does(overseeing.ask_tables)
    overseeing.send_tables(*given, {"person": marc.slack_id, "at": now.isoformat()}, now)
    assert not crowd.arrival.session.execute(SENT).all()


def test_a_picture_is_described_within_slacks_limit(languages: Languages) -> None:
    for t in (languages(language) for language in LANGUAGES):
        steps = [StepFigures(one, 9, 9, 9, 0.5) for one in everything(1).steps]
        said = step_picture.alt(t, steps)
        assert len(said) <= ALT
        assert said.endswith(t.n("and {n} more", "and {n} more", 30 - said.count("; ")))
        assert len(step_picture.chart(t, Text("A"), steps).rows) == 30
