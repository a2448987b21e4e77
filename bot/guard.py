"""Owns a door's transaction: runs the listener, commits, and only then lets the reply be said."""

import inspect
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

import structlog
from slack_bolt import Ack
from slack_sdk import WebClient
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session

from bot import clock, payload, replies, roles, voice
from bot.callers import Caller, Callers
from bot.delivery import outbox
from bot.errors import Refusal
from bot.feature import Command, Listener, Run
from bot.i18n import Languages, Translator, say
from bot.mrkdwn import escape, mentioned, plain, unescape
from bot.payload import Request
from bot.replies import FormErrors, OpenForm, PushForm, Reply
from bot.store import answers, drafts, people, refusals
from bot.store.drafts import Draft
from bot.store.engine import Store

log = structlog.get_logger()

ARGUMENTS: Mapping[str, Callable[[Request], Any]] = {
    "body": lambda request: request.body,
    "command": lambda request: request.payload,
    "shortcut": lambda request: request.payload,
    "event": lambda request: request.payload,
    "action": lambda request: request.payload,
    "view": lambda request: request.view,
}
KNOWN = {"session", "workspace", "person", "now", "t", *ARGUMENTS}


class _AnsweredAlready(Exception):
    """Slack asked twice: what this run wrote is rolled back, the first answer is said again."""


@cache
def wanted(run: Run) -> frozenset[str]:
    """What a listener asks for, by name."""
    return frozenset(inspect.signature(run).parameters)


class Guard:
    """Wraps every listener.

    Args:
        store: the database, opened with a listener's patience.
        callers: finds out who is asking.
        languages: finds a person's translator.
    """

    def __init__(self, store: Store, callers: Callers, languages: Languages) -> None:
        self._store = store
        self._callers = callers
        self._languages = languages

    def door(self, listener: Listener) -> Callable[[Ack, Mapping[str, Any], WebClient], None]:
        """What Bolt calls for this listener."""
        asked = wanted(listener.run)

        def enter(ack: Ack, body: Mapping[str, Any], client: WebClient) -> None:
            request = payload.read(listener, payload.storable(body), "person" in asked)
            reply, t = self._decide(request, asked)
            voice.speak(reply, request, ack, client, t)

        return enter

    def _decide(self, request: Request, wanted: frozenset[str]) -> tuple[Reply | None, Translator]:
        now = clock.now()
        try:
            try:
                return self._run(request, wanted, now)
            except DBAPIError as error:
                if not error.connection_invalidated:
                    raise
                # The connection had died: once more on a new one. If the commit had gone
                # through, the key makes this run give the first answer.
                return self._run(request, wanted, now)
        except Refusal as refusal:
            return self._refused(request, refusal, now)
        except Exception:
            return self._failed(request, now)

    def _run(
        self, request: Request, wanted: frozenset[str], now: datetime
    ) -> tuple[Reply | None, Translator]:
        try:
            with self._store.begin() as session:
                caller = self._callers.find(session, request)
                roles.admit(caller.person)
                t = self._languages(caller.person.language)
                given = self._arguments(request, caller, t, now) | {"session": session}
                run = request.listener.run
                reply = run(**{name: value for name, value in given.items() if name in wanted})
                if reply is not None and reply.tell:
                    outbox.put(session, caller.workspace, reply.tell, now)
                self._remember(session, request, caller, reply, now)
        except _AnsweredAlready:
            return self._again(request, now)
        self._callers.met(caller)
        return reply, t

    @staticmethod
    def _arguments(
        request: Request, caller: Caller, t: Translator, now: datetime
    ) -> dict[str, Any]:
        given: dict[str, Any] = {name: read(request) for name, read in ARGUMENTS.items()}
        given.update(workspace=caller.workspace, person=caller.person, t=t, now=now)
        return given

    @staticmethod
    def _remember(
        session: Session, request: Request, caller: Caller, reply: Reply | None, now: datetime
    ) -> None:
        form = request.listener.draft
        if isinstance(reply, FormErrors):
            # The form stays open, and its next submission bears the same key.
            Guard._draft(session, request, caller, now)
            return
        if form and request.draft_key.startswith("view:"):
            drafts.settle(session, caller.workspace, caller.person, key=request.draft_key)
        kept = replies.dump(reply)
        if request.key and not answers.keep(session, caller.workspace, request.key, kept, now):
            raise _AnsweredAlready

    def _again(self, request: Request, now: datetime) -> tuple[Reply | None, Translator]:
        with self._store.begin() as session:
            caller = self._callers.find(session, request)
            kept = answers.find(session, caller.workspace, request.key)
        reply = replies.load(kept or {})
        # The first time already used the trigger: the form is open.
        said = None if isinstance(reply, OpenForm | PushForm) else reply
        return said, self._languages(caller.person.language)

    def _refused(
        self, request: Request, refusal: Refusal, now: datetime
    ) -> tuple[Reply | None, Translator]:
        try:
            with self._store.begin() as session:
                caller = self._callers.find(session, request)
                kept = answers.find(session, caller.workspace, request.key)
                saved = kept is None and self._draft(session, request, caller, now)
                if kept is None and isinstance(request.listener, Command):
                    sentence = refusal.words.one
                    refusals.count(session, caller.workspace, request.listener.id, sentence, now)
                t = self._languages(caller.person.language)
                words = t.words(refusal.words)
                if voice.field(request):
                    words = plain(words, people.names(session, caller.workspace, mentioned(words)))
        except SQLAlchemyError:
            return self._failed(request, now)
        if kept is not None:
            return replies.load(kept), t
        if saved and isinstance(request.listener, Command):
            words += " " + t(
                "Your words are safe: type `{command}` alone to take them up again.",
                command=request.listener.id,
            )
        return voice.notice(words, request, t), t

    def _failed(self, request: Request, now: datetime) -> tuple[Reply | None, Translator]:
        reference = secrets.token_hex(4)
        log.exception("listener failed", listener=request.listener.id, reference=reference)
        t = self._languages(self._callers.language(request))
        try:
            with self._store.begin() as session:
                caller = self._callers.find(session, request)
                t = self._languages(caller.person.language)
                self._draft(session, request, caller, now)
        except Exception:
            log.exception("draft not saved", reference=reference)
        words = t.words(
            say(
                "Something went wrong on our side (reference {reference}). Please try again.",
                reference=reference,
            )
        )
        if "text" in request.typed:
            typed = escape(unescape(request.typed["text"]))
            words += "\n" + t("Here is what you typed, so that nothing is lost:") + f"\n{typed}"
        return voice.notice(words, request, t), t

    @staticmethod
    def _draft(session: Session, request: Request, caller: Caller, now: datetime) -> bool:
        listener = request.listener
        if (
            not caller.person.active
            or not listener.draft
            or not request.typed
            or not listener.keeps(request.typed)
        ):
            return False
        draft = Draft(listener.draft, request.draft_key, dict(request.typed))
        drafts.save(session, caller.workspace, caller.person, draft, now)
        return True
