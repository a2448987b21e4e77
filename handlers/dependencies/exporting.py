"""`/dependency export`: what filters leave, as a table in the person's direct messages."""

from collections.abc import Mapping
from datetime import datetime

from slack_sdk.models.blocks import SectionBlock

from bot import i18n
from bot.blockkit import mrkdwn
from bot.delivery import outbox
from bot.i18n import Translator
from bot.mrkdwn import escape, excerpt
from bot.posts import File, Post
from bot.replies import Message, message
from bot.store import people
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.dependencies import list_views, reading, table
from workflows.dependencies import asking, exporting, filters, listing
from workflows.dependencies.exporting import Table
from workflows.dependencies.narrowing import Puzzled
from workflows.okrs import key_result

# Letters of what was typed.
_ROOM = 150


def answer(
    session: Session,
    workspace: Workspace,
    person: Person,
    text: str,
    now: datetime,
    t: Translator,
) -> Message:
    """The command: the table is on its way, or there is nothing to put into it.

    Args:
        text: what stands behind the command, the verb too.
    """
    given, query = (session, workspace, person), reading.asked(text).rest
    if len(query) > listing.LONGEST:
        return list_views.too_long(t, listing.LONGEST)
    asked = filters.parse(query, asking.today(session, workspace, now))
    count = exporting.count(*given, asked, now)
    if isinstance(count, Puzzled):
        return list_views.puzzled(t, count, text.split(maxsplit=1)[0])
    if not count:
        return _sentence(t("There is no such dependency, so nothing to export."))
    exporting.export(*given, query, now)
    return _sentence(
        t.n(
            "{n} dependency is on its way to you as a table: look in your messages from me.",
            "{n} dependencies are on their way to you as a table: look in your messages from me.",
            count,
        )
    )


def write(session: Session, workspace: Workspace, args: Mapping[str, str], now: datetime) -> None:
    """The job: the table, sent to whoever asked."""
    person = people.find(session, workspace, args["person"])
    if person is None or not person.here:
        return
    t, at = i18n.load()(person.language), datetime.fromisoformat(args["at"])
    asked = filters.parse(args["query"], asking.today(session, workspace, at))
    found = exporting.table(session, workspace, person, asked, at)
    # Between the question and the job, what a filter names can only have gone.
    kept = found if isinstance(found, Table) else Table((), {}, False)
    name = f"dependencies-{at:%Y-%m-%d}.csv"
    titles = _titles(session, workspace, kept)
    file = File(name, table.sheet(t, kept, titles).encode(), t("Dependencies, as a table"))
    post = Post(
        person.slack_id,
        _sent(t, kept, args["query"]),
        f"dependencies.export:{person.id}:{args['at']}",
        asked_by=person.slack_id,
        about=name,
        file=file,
    )
    outbox.put(session, workspace, [post], now)


def _titles(session: Session, workspace: Workspace, kept: Table) -> Mapping[int, str]:
    """The titles of the key results that dependencies are for, by their ids."""
    wanted = {each.found.key_result for each in kept.standings if each.found.key_result}
    if not wanted:
        return {}
    found = key_result.key_results(session, workspace)
    return {each.id: each.title for each in found if each.id in wanted}


def _sent(t: Translator, kept: Table, query: str) -> Message:
    said = [
        t.n(
            "Here is the {n} dependency that you asked for, as a table.",
            "Here are the {n} dependencies that you asked for, as a table.",
            len(kept.standings),
        )
    ]
    if query:
        said.append(t("Filters: {query}", query=escape(excerpt(query, _ROOM))))
    if kept.more:
        said.append(
            t(
                "A table holds {count} of them. For the others, export in parts, such as by team.",
                count=t.number(exporting.WHOLE),
            )
        )
    return _sentence("\n".join(said))


def _sentence(text: str) -> Message:
    return message(text, SectionBlock(text=mrkdwn(text)))
