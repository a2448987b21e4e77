"""Calls Slack for the postman, in threads of its own: one delivery at a time, and no database."""

import json
import threading
import urllib.request
from collections.abc import Callable
from datetime import timedelta

from bot.delivery import outcome, rules
from bot.delivery.fence import FencedClient
from bot.delivery.load import Content, Load
from bot.delivery.outcome import (
    ERRORS,
    Absent,
    Outcome,
    Pending,
    Published,
    Refused,
    Sent,
    Unknown,
    Unreached,
    Uploaded,
)
from bot.delivery.reasons import UNKNOWN
from bot.message import Json

EVENT = "productops_delivery"
# Slack's clock and ours may differ by this much.
SKEW = timedelta(minutes=5)
PAGE = 200
# Only a member may read; a public channel can be joined.
OUTSIDE = "not_in_channel"
# Slack does not keep for ever what is uploaded and not shared; nobody saw it, so it is uploaded
# anew, in so many attempts at the most.
GONE, UPLOADS = Refused("file_not_found"), 10
# Slack shows a file a moment after it took it: so many looks, so many seconds apart.
LOOKS, APART = 4, 0.3


class _Stop(Exception):
    """A call did not do what the delivery needs; `outcome` says what that means for it."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        self.outcome = outcome


class Carrier:
    """Carries deliveries into one workspace.

    Args:
        client: with the rules' time-out and without retries.
        lease: seconds after its claim within which a call may begin.
        elapsed: machine time in seconds.
        stopping: once set, no further call begins.
    """

    def __init__(
        self,
        client: FencedClient,
        lease: float,
        elapsed: Callable[[], float],
        stopping: threading.Event,
    ) -> None:
        self._client = client
        self._lease = lease
        self._elapsed = elapsed
        self._stopping = stopping

    def carry(self, load: Load) -> Outcome:
        """Post, edit, share or publish, once."""
        try:
            if load.kind == "edit":
                return self._edit(load)
            if load.kind == "home":
                return self._publish(load)
            return self._post(load) if load.file is None else self._share(load, load.file)
        except _Stop as stopped:
            return stopped.outcome

    def find(self, load: Load) -> Outcome:
        """Look whether an earlier attempt arrived.

        Returns:
            Sent, Pending or Absent; Refused when nobody can ever look; anything else: look later.
        """
        try:
            if load.kind in ("edit", "home"):
                # Edited twice is edited once, and so is what was published.
                return Absent()
            if load.file is not None:
                return self._shared(load, load.file)
            return self._posted(load)
        except _Stop as stopped:
            return Refused(UNKNOWN) if isinstance(stopped.outcome, Refused) else stopped.outcome

    def _post(self, load: Load) -> Outcome:
        where = {"channel": load.target, "thread_ts": load.thread_ts or None}
        metadata = {"event_type": EVENT, "event_payload": {"id": load.mark}}
        call = {**where, **load.body, "metadata": metadata, "unfurl_links": False}
        answer = self._say(load, rules.POST, call)
        return answer if not isinstance(answer, dict) else Sent(answer["channel"], answer["ts"])

    def _edit(self, load: Load) -> Outcome:
        # Text alone leaves the blocks of before, so their absence is said.
        call = {"channel": load.conversation, "ts": load.ts, "blocks": [], **load.body}
        answer = self._try_in_time(load, rules.EDIT, call)
        if isinstance(answer, Unknown):
            return Unreached()
        return answer if not isinstance(answer, dict) else Sent(answer["channel"], answer["ts"])

    def _publish(self, load: Load) -> Outcome:
        answer = self._try_in_time(load, rules.PUBLISH, {"user_id": load.target, "view": load.body})
        if isinstance(answer, Unknown):
            return Unreached()
        return answer if not isinstance(answer, dict) else Published()

    def _share(self, load: Load, file: Content) -> Outcome:
        if not file.slack_id:
            return self._upload(file)
        said = load.body
        with_words = (
            {"blocks": json.dumps(said["blocks"])}
            if "blocks" in said
            else {"initial_comment": said["text"]}
        )
        call = {
            "files": [{"id": file.slack_id, "title": file.name}],
            "channel_id": self._conversation(load),
            "thread_ts": load.thread_ts or None,
            **with_words,
        }
        answer = self._say(load, rules.COMPLETE, call)
        if answer == GONE and load.attempts < UPLOADS:
            return self._upload(file)
        return answer if not isinstance(answer, dict) else self._shown(load, file)

    def _upload(self, file: Content) -> Outcome:
        about = {"filename": file.name, "length": len(file.content), "alt_txt": file.alt}
        place = self._call(rules.UPLOAD, about)
        request = urllib.request.Request(place["upload_url"], data=file.content, method="POST")  # noqa: S310
        request.add_header("Content-Type", "application/octet-stream")
        try:
            with urllib.request.urlopen(request, timeout=self._client.timeout) as answer:  # noqa: S310
                answer.read()
        except ERRORS:
            return Unreached()
        return Uploaded(place["file_id"])

    def _shown(self, load: Load, file: Content) -> Outcome:
        """Where Slack shows a file that it just took; Pending where it does not say so yet."""
        for _ in range(LOOKS):
            try:
                found = self._shared(load, file)
            except _Stop:
                break
            if isinstance(found, Sent):
                return found
            self._stopping.wait(APART)
        return Pending()

    def _posted(self, load: Load) -> Outcome:
        oldest = f"{(load.sought_from - SKEW).timestamp():.6f}"
        where: Json = {"channel": self._conversation(load), "limit": PAGE}
        where |= {"include_all_metadata": True, "oldest": oldest}
        method = rules.HISTORY
        if load.thread_ts:
            method, where["ts"] = rules.REPLIES, load.thread_ts
        while True:
            answer = self._read(load, method, where)
            for message in answer["messages"]:
                payload = (message.get("metadata") or {}).get("event_payload") or {}
                if payload.get("id") == load.mark:
                    return Sent(where["channel"], message["ts"])
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return Absent()
            where["cursor"] = cursor

    def _shared(self, load: Load, file: Content) -> Outcome:
        if not file.slack_id:
            return Absent()
        answer = self._try(rules.FILE, {"file": file.slack_id})
        if answer == GONE:
            # It was uploaded, and the call that shares it did not come through.
            return Absent()
        if not isinstance(answer, dict):
            raise _Stop(_later(answer))
        conversation = self._conversation(load)
        for places in (answer["file"].get("shares") or {}).values():
            for share in places.get(conversation, ()):
                return Sent(conversation, share["ts"])
        return Pending()

    def _conversation(self, load: Load) -> str:
        if load.conversation or not load.person:
            return load.conversation or load.target
        opened: str = self._call(rules.OPEN, {"users": load.target})["channel"]["id"]
        return opened

    def _join(self, load: Load) -> None:
        """Join a public channel; a private one needs an invitation."""
        answer = self._try(rules.JOIN, {"channel": load.target})
        if isinstance(answer, Refused) and answer.code != "is_archived":
            raise _Stop(Refused(OUTSIDE))
        if not isinstance(answer, dict):
            raise _Stop(_later(answer))

    def _say(self, load: Load, method: str, call: Json) -> Json | Outcome:
        """Say something in time, in a channel that only members write in after joining it."""
        answer = self._try_in_time(load, method, call)
        if answer == Refused(OUTSIDE) and not load.person:
            self._join(load)
            answer = self._try_in_time(load, method, call)
        return answer

    def _read(self, load: Load, method: str, call: Json) -> Json:
        answer = self._try(method, call)
        if answer == Refused(OUTSIDE) and not load.person:
            self._join(load)
            answer = self._try(method, call)
        if not isinstance(answer, dict):
            raise _Stop(_later(answer))
        return answer

    def _try_in_time(self, load: Load, method: str, call: Json) -> Json | Outcome:
        self._in_time(load)
        with self._client.guarded(lambda: self._in_time(load)):
            return self._try(method, call)

    def _in_time(self, load: Load) -> None:
        # A process that was paused may wake when another has long carried this.
        if self._elapsed() - load.claimed > self._lease:
            raise _Stop(Unreached())

    def _call(self, method: str, arguments: Json) -> Json:
        """The answer of a method that says nothing in Slack, so that it may be called again."""
        answer = self._try(method, arguments)
        if not isinstance(answer, dict):
            raise _Stop(_later(answer))
        return answer

    def _try(self, method: str, arguments: Json) -> Json | Outcome:
        if self._stopping.is_set():
            raise _Stop(Unreached())
        # slack_sdk's own methods know which of them Slack reads from a form and which from JSON.
        call = getattr(self._client, method.replace(".", "_"))
        given = {name: value for name, value in arguments.items() if value is not None}
        try:
            answer: Json = call(**given).data
        except ERRORS as error:
            return outcome.of_error(error, method)
        return answer


def _later(answer: Outcome) -> Outcome:
    """A doubt about a call that said nothing is no doubt about the delivery."""
    return Unreached() if isinstance(answer, Unknown) else answer
