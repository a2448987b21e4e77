"""A quarter of six teams on a turned clock: who is there, what they do, what they read."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from sqlalchemy import text

from bot import calendar, clock, i18n
from bot.i18n import Translator
from bot.playground import Actor, Message
from bot.store import calendars, people, teams, workspaces
from bot.store.teams import Content
from bot.store.workspaces import Workspace
from bot.zones import zone
from handlers.dependencies import wording
from tests.turned import TurnedOffice, at, turned_office
from workflows.dependencies import asking, dependency, moving, tying
from workflows.dependencies.asking import Wanted
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.moving import Wish
from workflows.dependencies.rules import Move, Side

# A Monday. In France, 6 April and 1, 8, 14 and 25 May are holidays, as 6 April, 4 and 25 May are
# in Britain.
BEGINS = datetime(2026, 3, 30, 8, 0, tzinfo=UTC)
# Who leads them, their channel, who else is in them. Design has no channel.
TEAMS = {
    "Billing": ("hugo", "billing", ("lea",)),
    "Payments": ("marc", "payments", ("camille",)),
    "Platform": ("kenji", "platform", ("yuki",)),
    "Mobile": ("sam", "mobile", ("dan",)),
    "Growth": ("nora", "growth", ()),
    "Design": ("ines", "", ()),
}
NAMES = ("hugo", "lea", "marc", "camille", "kenji", "yuki", "sam", "dan", "nora", "ines")
ZONES = {
    **dict.fromkeys(NAMES, "Europe/Paris"),
    **dict.fromkeys(("kenji", "yuki"), "Asia/Tokyo"),
    **dict.fromkeys(("sam", "dan"), "Europe/London"),
    "nora": "America/New_York",
}
_FRENCH = ("hugo", "marc", "ines", "camille")
_TOLD = text("SELECT count(*) FROM asks WHERE kind LIKE 'dependencies.%' AND state = 'open'")

_SENT = text("""
    SELECT one.id, one.target, one.kind, one.body::jsonb AS body, one.done_at,
        coalesce(parent.kind = 'post' AND one.kind = 'post', false) AS in_thread
    FROM deliveries one LEFT JOIN deliveries parent ON parent.id = one.parent_id
    WHERE one.target = ANY(:who) AND one.kind IN ('post', 'edit') AND one.state = 'sent'
    AND NOT one.id = ANY(:noted) AND one.key NOT LIKE 'dependencies.card:%'
    ORDER BY one.done_at, one.id
""")


@dataclass
class Quarter:
    """Six teams: Paris, Tokyo, London and New York.

    Attributes:
        language: the workspace's.
        ids: of the teams, by name.
        noted: the deliveries that were listened to.
        heard: what people were told, by name: as it was said, and as it was edited.
        posts: how often they were told it, by name and words.
    """

    office: TurnedOffice
    language: str
    workspace: Workspace
    ids: dict[str, int] = field(default_factory=dict)
    noted: set[int] = field(default_factory=set)
    heard: dict[str, list[str]] = field(default_factory=dict)
    posts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def as_(self, name: str) -> Actor:
        """Somebody."""
        return self.office.as_(name)

    def turns_to(self, day: int, month: int, hour: int, minute: int = 0) -> None:
        """It becomes later, in UTC."""
        self.office.turns_to(datetime(2026, month, day, hour, minute, tzinfo=UTC))
        self._listen()

    def words(self, name: str = "") -> Translator:
        """The language of somebody; without a name, that of the channels."""
        french = self.language == "fr" if not name else name in _FRENCH
        return i18n.load()("fr" if french else "en")

    def presses(self, name: str, move: Move, side: Side = Side.PROVIDER) -> None:
        """Somebody presses the newest button of a move among what was said to them."""
        self.as_(name).clicks(wording.move(self.words(name), move, side))

    def asks_in_form(self, name: str, needs: str, team: str, day: str, told: str = "") -> None:
        """Somebody asks another team with `/dependency`, and reads what they are told then."""
        actor = self.as_(name)
        actor.types(f"/dependency {needs}")
        actor.chooses("dependencies.provider", team)
        actor.chooses("dependencies.needed_by", day)
        assert actor.submits() is None
        actor.sees_in_modal(told)
        actor.closes(everything=True)

    def fills_in(self, name: str, day: str = "", words: str = "") -> None:
        """Somebody fills in the form of a move, and sends it."""
        actor = self.as_(name)
        actor.waits_for_modal()
        if day:
            actor.chooses("dependencies.day", day)
        if words:
            actor.fills("dependencies.words", words)
        assert actor.submits() is None
        actor.closes(everything=True)

    def asks(self, name: str, pair: tuple[str, str], needs: str, day: date) -> int:
        """Somebody asks another team; returns the number."""
        ids = (self.ids[one] for one in pair)
        with self.office.acting(name) as (session, person):
            wanted = Wanted(needs, day, *ids)
            made = asking.ask(session, self.workspace, person, wanted, clock.now())
        assert isinstance(made, Dependency), made
        return made.number

    def moves(self, name: str, number: int, wish: Wish) -> None:
        """Somebody makes a move."""
        workspace = self.workspace
        with self.office.acting(name) as (session, person):
            found = dependency.numbered(session, workspace, number)
            made = moving.make(session, workspace, person, found.id, wish, clock.now())
            assert isinstance(made, Dependency), made

    def ties(self, name: str, number: int, promise: int, lag: int) -> None:
        """Somebody says which promise of their team waits for what it needs."""
        workspace = self.workspace
        with self.office.acting(name) as (session, person):
            need, other = (
                dependency.numbered(session, workspace, each).id for each in (number, promise)
            )
            made = tying.tie(session, workspace, person, need, [other], lag)
            assert isinstance(made, tying.Tied), made

    def owners_are_sure(self, *but: int) -> None:
        """Whoever is asked whether a date stands says that it does, but for some."""
        workspace = self.workspace
        with self.office.bot.store.begin() as session:
            rows = session.execute(
                text(
                    "SELECT d.number, p.slack_id FROM asks a JOIN dependencies d"
                    " ON d.id = a.subject JOIN people p ON p.id = a.person_id"
                    " WHERE a.kind = 'dependencies.sure' AND a.state = 'open' ORDER BY d.number"
                )
            ).all()
            for number, slack_id in rows:
                person = people.find(session, workspace, slack_id)
                found = dependency.numbered(session, workspace, number)
                if person and number not in but:
                    sure = Wish(Move.SURE, Side.PROVIDER)
                    moving.make(session, workspace, person, found.id, sure, clock.now())

    def states(self) -> dict[int, str]:
        """How far each dependency is, by number."""
        with self.office.bot.store.begin() as session:
            found = dependency.dependencies(session, self.workspace)
        return {one.number: str(one.state) for one in found}

    def still_asked(self) -> int:
        """How many asks are open."""
        with self.office.bot.store.begin() as session:
            return int(session.execute(_TOLD).scalar_one())

    def not_delivered(self) -> list[str]:
        """What failed, or waits."""
        with self.office.bot.store.begin() as session:
            rows = session.execute(
                text(
                    "SELECT key FROM deliveries WHERE state IN ('failed', 'waiting', 'sending')"
                    " AND due <= :now"
                ),
                {"now": clock.now()},
            )
            return [row.key for row in rows]

    def outside_hours(self, name: str) -> list[str]:
        """What was said to somebody when they do not work; nothing, if all is well."""
        with self.office.acting(name) as (session, person):
            when = calendars.of_one(session, self.workspace, person)
        said = self.office.said_to(name)
        return [f"{at} {words}" for at, words in said if not calendar.is_working(when, at)]

    def _listen(self) -> None:
        """Note what was said to people and was not noted yet: its words are not kept for ever."""
        names = {self.as_(name).id: name for name in NAMES}
        with self.office.bot.store.begin() as session:
            rows = session.execute(_SENT, {"noted": list(self.noted), "who": list(names)}).all()
        for row in rows:
            self.noted.add(row.id)
            name = names[row.target]
            moment = f"{row.done_at.astimezone(zone(ZONES[name])):%a %d %b %H:%M}"
            first, *rest = row.body["text"].splitlines()
            sign = {"edit": "✏️ ", "post": ""}[row.kind]
            margin = "    " if row.in_thread else ""
            said = [f"{margin}{moment} {sign}{first}", *(f"{margin}  {line}" for line in rest)]
            self.heard.setdefault(name, []).extend(said)
            if row.kind == "post" and not row.in_thread:
                self.posts[name, row.body["text"]] += 1

    def said_in_full(self) -> Counter[tuple[str, str]]:
        """How often each message began in each place: with people, and in the channels."""
        workspace = self.office.playground.workspace
        posts = Counter(self.posts)
        for channel in workspace.channels.values():
            for one in channel.messages.values():
                if one.from_app and not (channel.is_direct() or one.thread_ts or one.ephemeral_for):
                    posts[channel.name, one.text] += 1
        return posts

    def _cards(self, name: str) -> str:
        """The cards in somebody's direct messages, as they are at the end: edits may be one."""
        workspace = self.office.playground.workspace
        direct = workspace.channels.get(workspace.direct_id(self.as_(name).id, workspace.bot_user))
        own = [one for one in direct.messages.values() if not one.ephemeral_for] if direct else []
        heads = {one.ts for one in own if one.text.startswith("*DEP-")}
        cards = [one for one in own if one.thread_ts in heads or (one.ts in heads and one.replies)]
        return _said(cards, workspace.bot_user, name)

    def transcript(self) -> str:
        """All that was said, place by place, in the time of its readers."""
        workspace = self.office.playground.workspace
        channels = {one.name: one for one in workspace.channels.values()}
        parts = [
            f"== #{channel}\n{_said(channels[channel].messages.values(), workspace.bot_user, lead)}"
            for lead, channel, _ in TEAMS.values()
            if channel
        ]
        product = _said(channels["product"].messages.values(), workspace.bot_user, "hugo")
        parts.append(f"== #product\n{product}")
        parts += [
            "\n".join([f"== {name}", *self.heard.get(name, ()), self._cards(name)])
            for name in NAMES
        ]
        whole = "\n".join(parts)
        for name in (*NAMES, "priya"):
            whole = whole.replace(self.as_(name).id, f"@{name}")
        for channel in channels.values():
            whole = whole.replace(channel.id, f"#{channel.name}")
        return whole


def _said(messages: "Iterator[Message] | object", bot: str, reader: str) -> str:
    """Messages of the bot with their moments, those in threads below their first one."""
    own = [one for one in messages if one.user == bot]  # type: ignore[attr-defined]
    lines: list[str] = []
    for one in own:
        if one.thread_ts is None:
            lines += _lines(one, reader, "")
            threaded = [each for each in own if each.thread_ts == one.ts]
            for each in threaded:
                lines += _lines(each, reader, "    ")
    return "\n".join([*lines, ""])


def _lines(message: Message, reader: str, margin: str) -> list[str]:
    moment = f"{at(message).astimezone(zone(ZONES[reader])):%a %d %b %H:%M}"
    first, *rest = message.text.splitlines()
    return [f"{margin}{moment} {first}", *(f"{margin}  {line}" for line in rest)]


@contextmanager
def quarter(database_url: str, language: str) -> Iterator[Quarter]:
    """The teams, before anything is asked.

    Args:
        language: the workspace's, which its channels read.
    """
    with turned_office(database_url, begin=BEGINS) as office:
        workspace = office.bot.workspace
        for name, channel in (("sam", "mobile"), ("nora", "growth")):
            office.as_(name).creates(channel)
            office.as_(name).invites_the_bot(channel)
        with office.acting("priya") as (session, priya):
            session.execute(
                text("UPDATE workspaces SET country = 'FR', language = :language"),
                {"language": language},
            )
            spoken = workspaces.find(session, workspace.slack_id)
            assert spoken
            found = Quarter(office, language, spoken)
            ids = {office.as_(name).id: name for name in NAMES}
            known = people.known(session, workspace, set(ids))
            who = {ids[slack_id]: one.id for slack_id, one in known.items()}
            channels = {one.name: one.id for one in office.playground.workspace.channels.values()}
            for name, (lead, channel, members) in TEAMS.items():
                where = channels.get(channel, "")
                others = tuple(who[one] for one in members if one in who)
                content = Content(name, where, who[lead], priya.id, "", others)
                found.ids[name] = teams.add(session, workspace, content, clock.now())
        yield found
