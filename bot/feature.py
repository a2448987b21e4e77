"""The plain tables a feature hands to the bot: its doors, ticks, jobs, reactions, permissions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any, ClassVar

from flask import Request, Response
from slack_sdk import WebClient
from slack_sdk.models.blocks import Block
from sqlalchemy.orm import Session
from typer import Typer

from bot.asks.kinds import AskKind
from bot.facts import Reaction
from bot.i18n import Translator, Words, say
from bot.personal import Plan
from bot.replies import (
    Answer,
    Delete,
    Done,
    FormErrors,
    OpenForm,
    Options,
    PublishHome,
    PushForm,
    Replace,
    Reply,
    UpdateForm,
)
from bot.roles import Permission
from bot.store.people import Person
from bot.store.workspaces import Workspace

Run = Callable[..., Reply | None]

# In a session's `info`: the features' ticks, and what their changes are called.
TICKS, CHANGES = "ticks", "changes"


@dataclass(frozen=True)
class Listener:
    """A door Slack knocks at: the id it names, and the function that answers.

    Args:
        id: what Slack calls it: `/command`, action id, callback id, event type.
        run: takes any of `session, workspace, person, now, t` by name, and what Slack sent: `body`
            whole, or its `command`, `shortcut`, `action`, `view`, `event`; its return annotation
            names the replies it may give.
        draft: the form in which what was typed here is offered again when it could not be kept.
        keeps: whether what was typed is to be offered again; always by default.
        title: what a shortcut is called in Slack's menus, 24 characters at most.
        about: what a command or shortcut does, in Slack's menus.
        hint: what to type behind a command.
        mentions: whether whom a command names comes as a mention, `<@U…|name>`.
    """

    id: str
    run: Run
    draft: str = ""
    keeps: Callable[[Mapping[str, Any]], bool] = bool
    title: str = ""
    about: str = ""
    hint: str = ""
    mentions: bool = False

    says: ClassVar[frozenset[type[Any]]] = frozenset()


class Command(Listener):
    """A slash command."""

    says = frozenset({Answer, OpenForm})


class Click(Listener):
    """A button or menu in a message."""

    says = frozenset({Answer, Replace, Delete, OpenForm})


class FormClick(Listener):
    """A button or menu in a form."""

    says = frozenset({UpdateForm, PushForm})


class HomeClick(Listener):
    """A button or menu on App Home."""

    says = frozenset({PublishHome, OpenForm})


class Submission(Listener):
    """A form that was submitted."""

    says = frozenset({FormErrors, UpdateForm, PushForm, Done})


class OptionsRequest(Listener):
    """A menu that asks for its choices."""

    says = frozenset({Options})


class MessageShortcut(Listener):
    """An entry in a message's menu."""

    says = frozenset({OpenForm, Answer})


class GlobalShortcut(Listener):
    """An entry in the workspace's shortcuts."""

    says = frozenset({OpenForm})


class Event(Listener):
    """Something happened in Slack; nobody is answered."""

    says = frozenset()


@dataclass(frozen=True)
class Job:
    """Work behind the scenes that reads Slack and then writes, never both at once.

    Args:
        name: `feature.verb`.
        read: takes the workspace's client and the job's arguments; returns what `write` needs, or
            None when there is nothing to write. None where Slack is not asked: `write` then gets
            the arguments.
        write: takes `(session, workspace, found, now)`, in a transaction; may run twice.
    """

    name: str
    read: Callable[[WebClient, Mapping[str, str]], Any] | None
    write: Callable[[Session, Workspace, Any, datetime], None]


# What a tick is called that does not say what it does.
REGULAR = say("One of my regular tasks")


@dataclass(frozen=True)
class Tick:
    """Asks the store what is due, at an interval; may run late, twice, or on many machines.

    Args:
        name: `feature.verb`.
        every: how often.
        due: handles up to `limit` rows of a workspace in one transaction and returns how many;
            it is called again while it returns `limit`.
        about: what it does, as Product Ops read it when it is late, e.g. `Reminders`.
        upcoming: the first moment after another at which it has something to do, None for never: a
            clock that is turned goes there at once, and has all tick when it has come to rest, so
            that what is only read from Slack again is read then. Without it, the tick has something
            to do each time.
        notice: nothing falls due sooner than so long after it came to be, so that `upcoming` need
            not be asked again before.
    """

    name: str
    every: timedelta
    due: Callable[[Session, Workspace, datetime, int], int]
    about: Words = REGULAR
    upcoming: Callable[[Session, Workspace, datetime], datetime | None] | None = None
    notice: timedelta = timedelta()


# What a section says that is cut, and does not say where the rest is.
REST = say("There is more of this than the page has room for.")


class HomePlace(IntEnum):
    """Where a section stands on App Home, from top to bottom, each under a heading of its own.

    `QUESTIONS` are those of the set-up that wait for an answer, `SETUP` what was answered.
    """

    QUESTIONS = 0
    OWED = 10
    YOURS = 20
    SORTING = 25
    SETTINGS = 30
    SETUP = 40
    CHANGES = 50
    HEALTH = 60


@dataclass(frozen=True)
class HomeSection:
    """A part of App Home.

    Args:
        place: where it stands; sections of one place stand in the features' order.
        draw: its blocks for a person at a time, without the heading of its place; none where there
            is nothing to show them.
        rest: where to find what the page has no room for.
    """

    place: HomePlace
    draw: Callable[[Session, Workspace, Person, datetime, Translator], Sequence[Block]]
    rest: Words = REST


class TourPlace(IntEnum):
    """Where a step stands in the demo's tour."""

    INSIGHT = 10
    CHECK_IN = 20
    ONBOARDING = 30
    DEPENDENCY = 40
    CHANGE = 50
    RESULT = 60
    END = 70


@dataclass(frozen=True)
class TourStep:
    """A step of the demo's tour: whom to be, where to look, what to do.

    Args:
        at: where it stands among the steps.
        title: in a few words.
        text: what to do and what comes of it, two sentences at most.
        person: the handle of who does it.
        place: where: a channel's name, `home` or `messages`, the app's.
        types: what is put into the message box for them.
        turns: how far the clock is turned for them: `hour`, `morning`, `monday`, `week` or `month`.
    """

    at: TourPlace
    title: Words
    text: Words
    person: str
    place: str
    types: Words | None = None
    turns: str = ""


@dataclass(frozen=True)
class Route:
    """A door for other machines, over HTTP.

    Attributes:
        path: such as `/api/insights`.
        method: of HTTP.
        run: what to answer, in one transaction; raises `bot.problems.Problem` to refuse.
        longest: of a request's body, in bytes; a longer one is not read.
    """

    path: str
    method: str
    run: Callable[[Session, Request, datetime], Response]
    longest: int


@dataclass(frozen=True)
class Feature:
    """All that a feature is to the bot.

    Attributes:
        asks: the kinds of what it asks of people.
        changes: what its changes for others are called in the audit trail, by action, and what
            differs in them, by field.
        reacts: what it does when something happened, by kind of fact.
        home: its parts of App Home.
        scopes: the bot scopes that its doors need.
        routes: its doors for other machines.
        cli: its verbs; `obj` of their context opens a session (`bot.store.engine.Opened`).
        seed: fills the demo's workspace as if the bot had been there for a quarter: called when the
            demo begins, in a transaction whose session's `info` has the `CAST`, after everyone was
            learnt. Called again it adds nothing. What it tells is delivered at its time, which is
            before the beginning.
        tour: its steps of the demo's tour.
        personal: what its tables hold of people, so that it can be given to them and erased.
    """

    name: str
    listeners: tuple[Listener, ...] = ()
    ticks: tuple[Tick, ...] = ()
    jobs: tuple[Job, ...] = ()
    asks: Mapping[str, AskKind] = field(default_factory=dict)
    reacts: Mapping[str, Reaction] = field(default_factory=dict)
    home: tuple[HomeSection, ...] = ()
    changes: Mapping[str, Words] = field(default_factory=dict)
    routes: tuple[Route, ...] = ()
    cli: Typer | None = None
    permissions: tuple[Permission, ...] = ()
    scopes: tuple[str, ...] = ()
    seed: Callable[[Session, Workspace, datetime], None] | None = None
    tour: tuple[TourStep, ...] = ()
    personal: Plan = field(default_factory=dict)
