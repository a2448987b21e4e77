"""Who sees what was kept in private is said where it is kept, and read again later."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.errors import Refusal
from bot.i18n import Languages
from bot.replies import UpdateForm
from bot.store import channels
from bot.store.people import Kind
from handlers.insights import listeners
from tests.insights.doors import Visitor, notes, said

HERE = {"channel_id": "C9", "channel_name": "privategroup"}
SEEN = {
    "en": ("only you and the members of <#C9> see it", "only you see it. Invite me to <#C9>"),
    "fr": ("par toi et les membres de <#C9> seulement", "par toi seulement. Invite-moi dans <#C9>"),
}


def words(view: Mapping[str, Any]) -> str:
    """All that stands in a form."""
    return json.dumps(view, ensure_ascii=False)


@pytest.mark.parametrize("language", SEEN)
@pytest.mark.parametrize("there", [True, False])
def test_it_is_said_whether_a_private_channels_members_see_it(
    lea_at: Visitor, languages: Languages, language: str, there: bool
) -> None:
    lea_at.given["t"] = languages(language)
    lea_at.place = HERE
    given = lea_at.given
    if there:
        channels.set_members(given["session"], given["workspace"], "C9", ("U0LEA", "U0BOT"))
    sentence, other = SEEN[language] if there else reversed(SEEN[language])
    form = lea_at.opens()
    receipt = lea_at.submits(form, words="by form")
    assert isinstance(receipt, UpdateForm)
    told = [
        *(notes(form), words(receipt.view), said(lea_at.types("by command"))),
        said(lea_at.types("INS-1")),
        notes(lea_at.keeps({"text": "by shortcut"}, id="C9", name="privategroup")),
        notes(lea_at.clicks(listeners.add_details, lea_at.insights[0].id).view),
    ]
    for each in told:
        assert sentence in each
        assert other not in each


def test_a_guest_of_the_workspace_keeps_insights_and_finds_their_own_and_their_channels(
    lea_at: Visitor, marc_at: Visitor
) -> None:
    marc_at.given["person"] = replace(marc_at.given["person"], kind=Kind.GUEST)
    lea_at.types("Acme waits for everyone to see")
    lea_at.place = HERE
    lea_at.types("Acme waits in the guest's channel")
    marc_at.types("Acme waits, says the guest")
    given = lea_at.given
    channels.set_members(given["session"], given["workspace"], "C9", ("U0LEA", "U0MARC"))
    found = said(marc_at.types("search Acme"))
    assert "says the guest" in found
    assert "in the guest's channel" in found
    assert "for everyone to see" not in found
    with pytest.raises(Refusal):
        marc_at.types("INS-1")
    assert said(lea_at.types("search Acme")).count("Acme waits") == 3
