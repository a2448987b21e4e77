"""A receipt asks about likely duplicates; what is answered is linked, told apart, taken back."""

import re
from datetime import timedelta
from itertools import chain
from typing import Any

import pytest

from bot.errors import Refusal
from bot.i18n import Translator
from bot.replies import Replace, UpdateForm
from handlers.insights import asking, likenesses, linking
from tests.insights.doors import Visitor, said
from tests.office import Office
from workflows.insights.likeness import Alike

FIRST, SECOND, THIRD = (
    "Acme cannot export all invoices in one file",
    "Globex wants every invoice of the month exported in one single file",
    "Télécharger les factures en un seul fichier",
)


def offered(reply: Any) -> dict[str, str]:
    """The buttons of an answer or a form: what they are called, and what they carry."""
    blocks = reply.view["blocks"] if isinstance(reply, UpdateForm) else reply.message.blocks
    rows = [block["elements"] for block in blocks if block["type"] == "actions"]
    own = [block["accessory"] for block in blocks if block.get("accessory")]
    return {each["text"]["text"]: each["value"] for each in [*chain(*rows), *own]}


def test_a_receipt_asks_about_two_at_most_and_links_what_is_the_same(
    lea_at: Visitor, marc_at: Visitor
) -> None:
    lea_at.types(FIRST)
    receipt = marc_at.types(SECOND)
    assert "Looks like *INS-1*: “Acme cannot export all invoices in one file”" in said(receipt)
    assert re.search("both say: .*one single file|both say: .*invoice", said(receipt))
    pair = offered(receipt)["Same as INS-1"]
    done = marc_at.clicks(linking.same, pair)
    assert isinstance(done, Replace)
    assert said(done).startswith("*INS-2* is linked to *INS-1*")
    shown = lea_at.types("INS-1")
    assert "Same as *INS-2*: “Globex wants" in said(shown)
    assert "Same as *INS-1*: “Acme cannot" in said(marc_at.types("INS-2"))
    again = lea_at.clicks(linking.unlink, offered(shown)["Unlink"])
    assert said(again).startswith("*INS-2* stands on its own again.")
    assert "Same as" not in said(again)
    lea_at.types(THIRD)
    fourth = said(lea_at.types("One file with all invoices to download, export please"))
    assert fourth.count("Looks like") == likenesses.OFFERED


def test_what_is_not_the_same_is_not_asked_again_until_that_is_taken_back(
    lea_at: Visitor, marc_at: Visitor
) -> None:
    lea_at.types(FIRST)
    lea_at.types(THIRD)
    receipt = marc_at.types(SECOND)
    assert said(receipt).count("Looks like") == 2
    done = marc_at.clicks(linking.not_same, offered(receipt)["Same as INS-1"])
    assert said(done).startswith("Noted: *INS-3* and *INS-1* are not the same.")
    assert "Looks like *INS-2*" in said(done)
    assert "Looks like *INS-1*" not in said(done)
    back = marc_at.clicks(linking.compare_again, offered(done)["Compare them again"])
    assert "Looks like *INS-1*" in said(back)
    with pytest.raises(Refusal):
        marc_at.clicks(linking.same, "1:x")


def test_the_receipt_of_a_form_asks_too(lea_at: Visitor) -> None:
    lea_at.types(FIRST)
    receipt = lea_at.submits(lea_at.opens(), words=SECOND)
    assert isinstance(receipt, UpdateForm)
    pair = offered(receipt)["Same as INS-1"]
    told = lea_at.clicks(linking.not_same_in_form, pair)
    assert "Noted: *INS-2*" in str(told.view)
    done = lea_at.clicks(linking.same_in_form, pair)
    assert "*INS-2* is linked to *INS-1*" in str(done.view)


def test_a_group_too_long_to_quote_is_listed(
    lea_at: Visitor, t: Translator, fr: Translator
) -> None:
    for number in range(likenesses.UNLINKED + 2):
        lea_at.types(f"{number} exports")
        lea_at.now += timedelta(minutes=1)
    one, *others = reversed(lea_at.insights)
    shown = asking.shown(lea_at.given["person"], one, lea_at.now, t)
    linked = likenesses.with_links(shown, t, one, others)
    assert linked.text.endswith("Same as: *INS-7*")
    alike = Alike(others[0], 0.5, ("exports/<!channel>", "facture"))
    (line,) = likenesses.lines(fr, [alike])
    assert line == (
        "Ressemble à *INS-2*\u00a0: «\u00a01 exports\u00a0»"
        " · en commun\u00a0: exports/&lt;!channel&gt;, facture"
    )


def test_a_duplicate_is_linked_and_unlinked_in_slack(office: Office) -> None:
    office.introduce("lea", "camille")
    lea, camille = office.as_("lea"), office.as_("camille")
    lea.types(f"/insight {FIRST}")
    lea.sees("*INS-1* is kept.")
    camille.types(f"/insight {THIRD}")
    camille.sees("Ressemble à *INS-1*")
    camille.clicks("Même chose que INS-1")
    camille.sees("*INS-2* est relié à *INS-1*")
    camille.clicks("Détacher")
    camille.sees("*INS-2* n’est plus relié à aucun autre.")
