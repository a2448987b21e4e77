"""What Product Ops have sent: the picture of a journey, in their language, and to nobody else."""

import json

import pytest
from sqlalchemy import text

from bot.delivery.limits import ALT
from bot.i18n import LANGUAGES, Languages, Translator
from handlers.onboarding import overseeing, step_picture
from tests.okrs.test_doors import Visitor
from tests.onboarding.conftest import Arrival
from tests.onboarding.crowd import Crowd
from tests.onboarding.test_overview import READ, SHORT, everything
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


def test_a_picture_is_described_within_slacks_limit(languages: Languages) -> None:
    for t in (languages(language) for language in LANGUAGES):
        steps = [StepFigures(one, 9, 9, 9, 0.5) for one in everything(1).steps]
        said = step_picture.alt(t, steps)
        assert len(said) <= ALT
        assert said.endswith(t.n("and {n} more", "and {n} more", 30 - said.count("; ")))
        assert len(step_picture.chart(t, Text("A"), steps).rows) == 30
