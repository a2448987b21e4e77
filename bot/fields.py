"""The fields of forms that all features use: a line of text, a person, a menu."""

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    Option,
    PlainTextInputElement,
    StaticMultiSelectElement,
    StaticSelectElement,
    UserSelectElement,
)

from bot.mrkdwn import excerpt

# What a menu of Slack's holds of a choice, and how many of them.
LONGEST_CHOICE, MOST_CHOICES = 75, 100


def line(
    action: str, said: str, longest: int | None = None, lines: bool = False
) -> PlainTextInputElement:
    """A field that takes text.

    Args:
        said: what stands in it; empty for nothing.
        longest: in characters.
        lines: whether it takes several.
    """
    return PlainTextInputElement(
        action_id=action, initial_value=said or None, max_length=longest, multiline=lines or None
    )


def person(action: str, said: str) -> UserSelectElement:
    """A field that takes a person.

    Args:
        said: Slack's id of whom it names; empty for nobody.
    """
    return UserSelectElement(action_id=action, initial_user=said or None)


def option(value: str, text: str) -> Option:
    """A choice of a menu, cut to what Slack holds."""
    return Option(text=excerpt(text, LONGEST_CHOICE), value=str(value))


def choice(action: str, options: Sequence[tuple[str | int, str]], said: str) -> StaticSelectElement:
    """A menu.

    Args:
        options: (value, text) pairs; those beyond Slack's limit are left out.
        said: the value that is chosen; one that is none of them for nothing.
    """
    made = {str(value): option(str(value), text) for value, text in options[:MOST_CHOICES]}
    return StaticSelectElement(
        action_id=action, options=list(made.values()), initial_option=made.get(str(said))
    )


def choices(
    action: str, options: Sequence[tuple[str | int, str]], said: Sequence[str]
) -> StaticMultiSelectElement:
    """A menu of which several are chosen.

    Args:
        options: as for `choice`.
        said: the values that are chosen; those that are none of them are left out.
    """
    made = {str(value): option(str(value), text) for value, text in options[:MOST_CHOICES]}
    chosen = [made[each] for each in said if each in made]
    return StaticMultiSelectElement(
        action_id=action, options=list(made.values()), initial_options=chosen or None
    )
