"""English and French say the same things."""

import ast
import re
import unicodedata
from collections.abc import Iterator
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.house.rule import dotted
from tests.house.sources import ROOT, Module, modules

_SAYS = ("t", "t.n", "say", "say_n")
PAGE = "bot/locales/fr/LC_MESSAGES/productops.po"


def _catalogue() -> Catalog:
    with (ROOT / PAGE).open("rb") as source:
        return read_po(source, locale="fr", abort_invalid=True)


def _messages() -> Iterator[tuple[Message, tuple[str, ...], tuple[str, ...]]]:
    """Each message with its English and its French forms."""
    for message in _catalogue():
        if message.id:
            yield message, _forms(message.id), _forms(message.string)


def _forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_there_are_sentences_to_translate() -> None:
    assert list(_messages())


def test_every_sentence_is_translated() -> None:
    offences = [
        f"{PAGE}:{message.lineno}: {english[0]}"
        for message, english, french in _messages()
        if message.fuzzy or not french or not all(form.strip() for form in french)
    ]
    assert not offences, "\n".join(["Translate these (and remove `fuzzy`).", *offences])


def test_both_languages_have_the_same_placeholders() -> None:
    offences = []
    for message, english, french in _messages():
        wanted = [_placeholders(form) for form in english]
        # A singular may spell out its number, so only what every English form has is required.
        allowed, required = set.union(*wanted), set.intersection(*wanted)
        if not all(required <= _placeholders(form) <= allowed for form in french):
            offences.append(f"{PAGE}:{message.lineno}: {english[0]}")
    assert not offences, "\n".join(["The placeholders differ.", *offences])


def test_a_sentence_with_a_count_has_as_many_forms_as_french() -> None:
    forms = _catalogue().num_plurals
    offences = [
        f"{PAGE}:{message.lineno}: {english[0]}"
        for message, english, french in _messages()
        if message.pluralizable and len(french) != forms
    ]
    assert not offences, "\n".join([f"French has {forms} forms.", *offences])


def test_french_punctuation_stands_behind_a_space_that_does_not_break() -> None:
    wrong = re.compile(r"(?<![\xa0\u202f]):(?=\s|$)|(?<!\u202f)[;!?](?=\s|$)|«(?!\xa0)|(?<!\xa0)»")
    offences = [
        f"{PAGE}:{message.lineno}: {form}"
        for message, _, french in _messages()
        for form in french
        if wrong.search(form)
    ]
    assert not offences, "\n".join(
        ["U+00A0 before : and inside « », U+202F before ; ! ?", *offences]
    )


def test_no_translation_has_a_letter_that_nobody_can_read() -> None:
    offences = [
        f"{PAGE}:{message.lineno}: {message.id}"
        for message, _, french in _messages()
        for letter in "".join(french)
        if unicodedata.category(letter) == "Cc" and letter != "\n"
    ]
    assert not offences


def _said(module: Module) -> Iterator[tuple[int, str]]:
    """The sentences that are translated in a module, wherever they stand."""
    for node in module.nodes:
        if not isinstance(node, ast.Call) or not node.args:
            continue
        first = node.args[0]
        name = dotted(node.func)
        says = name in _SAYS or name.endswith((".t", ".t.n"))
        if says and isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield node.lineno, first.value


def test_every_sentence_in_the_code_is_in_the_catalogue() -> None:
    """One in an f-string is not found by who collects them: give it a name first."""
    known = {form for _, english, _ in _messages() for form in english}
    offences = [
        f"{module.path}:{line}: {said}"
        for module in modules()
        if not module.path.startswith("tests/")
        for line, said in _said(module)
        if said and said not in known
    ]
    assert not offences
