"""The form in which someone passes on what a colleague left behind."""

import json

from bot.i18n import Translator
from bot.store.people import Person
from handlers.asks import forms


def test_a_name_that_looks_like_a_mention_is_none(t: Translator) -> None:
    shown = json.dumps(forms.pass_on(t, {}, Person(7, "U7", "<!channel> & *Co*", "en"), ()))
    assert "&lt;!channel&gt; &amp; *Co*" in shown
    assert "<!channel>" not in shown


def test_someone_whose_name_is_not_known_is_mentioned(t: Translator) -> None:
    assert "*<@U7>* has left" in json.dumps(forms.pass_on(t, {}, Person(7, "U7", "", "en"), ()))
