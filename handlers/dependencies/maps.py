"""`/dependency map`: who waits for whom, as a picture; the job that sends it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot import i18n, pictures, roles
from bot.delivery import outbox
from bot.delivery.limits import ALT
from bot.i18n import Translator
from bot.pictures import Waiting, Waits
from bot.posts import File, Post
from bot.replies import Answer, message
from bot.store import jobs, people
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.dependencies import asking, mapping, permissions
from workflows.dependencies.mapping import Pair

# The job that sends the picture.
MAP = "dependencies.map"
# Teams in a column, at the most: more rows are too small to read.
_TEAMS = 40
_LONGEST_ALT, _BETWEEN = ALT - 60, "; "


def ask(
    session: Session, workspace: Workspace, person: Person, now: datetime, t: Translator
) -> Answer:
    """The command: the picture comes in direct messages."""
    roles.require(person, permissions.ASK)
    if not mapping.pairs(session, workspace, asking.today(session, workspace, now)):
        return Answer(message(t("No team waits for another one: there is nothing to draw.")))
    jobs.defer(session, workspace, MAP, 0, person=person.slack_id, at=now.isoformat())
    return Answer(message(t("It is on its way: look at the messages of this app.")))


def send(session: Session, workspace: Workspace, args: Mapping[str, str], now: datetime) -> None:
    """The job: who waits for whom, for who asked for it."""
    person = people.find(session, workspace, args["person"])
    if person is None or not roles.may(person, permissions.ASK):
        return
    today = asking.today(session, workspace, now)
    found = shown(mapping.pairs(session, workspace, today))
    if not found:
        return
    t = i18n.load()(person.language)
    title = t("Who waits for whom")
    subtitle = " · ".join((_count(t, found), t.weekday(today, year=True)))
    file = File("dependencies.png", pictures.draw(chart(t, title, subtitle, found)), alt(t, found))
    key = f"dependencies.map:{person.id}:{args['at']}"
    words = message(f"*{title}*\n{subtitle}")
    outbox.put(session, workspace, [Post(person.slack_id, words, key, file=file)], now)


def shown(pairs: Sequence[Pair]) -> Sequence[Pair]:
    """The pairs there is room for: late ones first, then those that wait for most."""
    who: set[str] = set()
    whom: set[str] = set()
    found = []
    for each in sorted(pairs, key=lambda one: (-one.late, -one.risky, -one.count, one.who)):
        fits = all(
            name in there or len(there) < _TEAMS
            for name, there in ((each.who, who), (each.whom, whom))
        )
        if fits:
            who.add(each.who)
            whom.add(each.whom)
            found.append(each)
    return found


def chart(t: Translator, title: str, subtitle: str, pairs: Sequence[Pair]) -> Waits:
    """The picture."""
    late: Counter[str] = Counter()
    risky: Counter[str] = Counter()
    for each in pairs:
        late[each.whom] += each.late
        risky[each.whom] += each.risky
    return Waits(
        title,
        subtitle,
        t("Who needs it"),
        t("From whom"),
        [Waiting(each.who, each.whom, each.count, _how(each)) for each in pairs],
        {name: t.n("{n} late", "{n} late", count) for name, count in late.items() if count},
        {name: t.n("{n} at risk", "{n} at risk", n) for name, n in risky.items() if n},
        {"well": t("in time"), "risk": t("at risk"), "late": t("late")},
    )


def alt(t: Translator, pairs: Sequence[Pair]) -> str:
    """What the picture shows, in words."""
    said: list[str] = []
    for each in pairs:
        line = t("{who} waits for {whom}", who=each.who, whom=each.whom)
        facts = [str(each.count)] if each.count > 1 else []
        facts += [t.n("{n} late", "{n} late", each.late)] if each.late else []
        facts += [t.n("{n} at risk", "{n} at risk", each.risky)] if each.risky else []
        said.append(f"{line} ({', '.join(facts)})" if facts else line)
    fitting, length = [], 0
    for line in said:
        length += len(line) + len(_BETWEEN)
        if length > _LONGEST_ALT:
            break
        fitting.append(line)
    more = len(said) - len(fitting)
    rest = [t.n("and {n} more", "and {n} more", more)] if more else []
    return _BETWEEN.join([*fitting, *rest])


def _how(pair: Pair) -> str:
    return "late" if pair.late else "risk" if pair.risky else "well"


def _count(t: Translator, pairs: Sequence[Pair]) -> str:
    return t.n("{n} open dependency", "{n} open dependencies", sum(each.count for each in pairs))
