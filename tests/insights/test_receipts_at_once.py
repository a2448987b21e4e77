"""What authors are told when two decide at once, when one is erased, and of what others may see."""

from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread

import pytest
from sqlalchemy import select

from bot.delivery.tables import DeliveryRow
from bot.overtaking import Edit
from bot.store import people
from bot.store.engine import Session, Store
from bot.store.people import Person, Profile
from bot.store.workspaces import Workspace
from handlers.insights import erasing, receipts
from tests.moment import NOW
from tests.waiting import SOON
from workflows.insights import capture, customer_changes, customers, linking, settings, triage
from workflows.insights.form import Fields
from workflows.insights.insight import Origin
from workflows.privacy.erase import erase
from workflows.privacy.whose import Whose

Decide = Callable[..., object]


@pytest.fixture
def folks(store: Store, workspace: Workspace, lea: Person) -> tuple[Person, Person, Person]:
    """Camille, who tells things, and two of Product Ops."""
    found = []
    with store.begin() as session:
        for slack_id, name in (("U0CAM", "Camille Roy"), ("U0OPS", "Op Er"), ("U0OP2", "Op Two")):
            people.meet(session, workspace, slack_id)
            profile = Profile(name, "Europe/Paris", True, "en", updated=5)
            people.complete(session, workspace, slack_id, profile, NOW)
        people.name_product_ops(session, workspace, ("U0OPS", "U0OP2"))
        found = [people.find(session, workspace, each) for each in ("U0CAM", "U0OPS", "U0OP2")]
    first, second, third = found
    assert first
    assert second
    assert third
    return first, second, third


def keeps(store: Store, workspace: Workspace, person: Person, words: str, **where: object) -> int:
    """The id of an insight."""
    with store.begin() as session:
        origin = Origin(**where)  # type: ignore[arg-type]
        return capture.keep(session, workspace, person, Fields(words), origin, NOW).id


def at_once(store: Store, first: Callable[[Session], object], second: Decide) -> None:
    """Two transactions: the second begins before the first is committed."""
    begun, waits = Event(), Event()

    def one() -> None:
        with store.begin() as session:
            first(session)
            begun.set()
            waits.wait(0.3)

    def other() -> None:
        assert begun.wait(SOON)
        with store.begin() as session:
            second(session)

    threads = [Thread(target=each) for each in (one, other)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()


def newest(store: Store) -> str:
    """What the latest message of receipts says."""
    with store.begin() as session:
        rows = session.scalars(select(DeliveryRow).order_by(DeliveryRow.id)).all()
        return [row.body["text"] for row in rows if row.key.startswith("insights.receipt")][-1]


def test_what_two_decide_at_once_stands_in_one_message(
    store: Store, workspace: Workspace, folks: tuple[Person, Person, Person]
) -> None:
    camille, ops, other = folks
    one, two = (keeps(store, workspace, camille, words) for words in ("Acme waits", "Dark mode"))
    for decide in (triage.close, triage.reopen):
        at_once(
            store,
            lambda session, decide=decide: decide(session, workspace, ops, one, NOW),
            lambda session, decide=decide: decide(session, workspace, other, two, NOW),
        )
        said = newest(store)
        assert "Acme waits" in said
        assert "Dark mode" in said
        again = said.count("Somebody takes another look at it.")
        assert again == (2 if decide is triage.reopen else 0)


def test_an_erased_author_holds_up_no_retention(
    store: Store, workspace: Workspace, folks: tuple[Person, Person, Person]
) -> None:
    camille, ops, _ = folks
    one = keeps(store, workspace, camille, "Acme cannot export")
    with store.begin() as session:
        triage.close(session, workspace, ops, one, NOW)
        session.flush()
        erase(session, workspace, Whose(camille), NOW)
        settings.keep_for(session, workspace, 1, NOW)
        assert erasing.forget(session, workspace, NOW + timedelta(days=60), 100) == 1


def test_a_thread_counts_only_what_all_who_read_there_may_see(
    store: Store, workspace: Workspace, folks: tuple[Person, Person, Person]
) -> None:
    camille, ops, _ = folks
    shown = keeps(store, workspace, camille, "Acme cannot export", channel="C7", thread_ts="1.5")
    secret = keeps(store, workspace, camille, "A merger", private=True)
    with store.begin() as session:
        linking.link(session, workspace, camille, secret, shown, NOW)
        triage.close(session, workspace, ops, shown, NOW)
        news = {"insight": str(shown), "by": str(ops.id), "at": NOW.isoformat()}
        receipts.answer(session, workspace, {**news, "there": "yes"}, NOW)
    with store.begin() as session:
        key = f"insights.receipt:{shown}"
        body = session.scalars(select(DeliveryRow.body).where(DeliveryRow.key == key)).one()
    assert body["text"].startswith("This was kept as *INS-1*.")
    assert "notes say this" not in body["text"]


def test_a_customer_known_to_few_stays_so_once_they_are_described(
    store: Store, workspace: Workspace, folks: tuple[Person, Person, Person]
) -> None:
    camille, ops, other = folks
    fields = Fields("A merger", customer="Hush Corp")
    with store.begin() as session:
        capture.keep(session, workspace, ops, fields, Origin(private=True), NOW)
        found = customer_changes.named(session, workspace, ops, "Hush Corp")
        edit = Edit(customer_changes.Content("Hush Corp", "Enterprise"), found.content)
        customer_changes.change(session, workspace, ops, found.id, edit, NOW)
        for person, names in ((ops, ["Hush Corp"]), (other, []), (camille, [])):
            assert customers.offered(session, workspace, person, "hush") == names
