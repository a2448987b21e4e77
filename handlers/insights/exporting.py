"""`/insight export`: what a search finds, as a table in the person's direct messages."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, ButtonElement, SectionBlock

from bot import i18n
from bot.blockkit import mrkdwn
from bot.delivery import outbox
from bot.i18n import Translator
from bot.posts import File, Post
from bot.replies import Answer, Message, Replace, message
from bot.store import people
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.insights import ids, lines, puzzles
from handlers.insights.lines import Line
from handlers.insights.table import sheet
from handlers.insights.views import fitted
from workflows.insights import export, filters
from workflows.insights.filters import Asked
from workflows.insights.search import LONGEST, RANKED, Page, Puzzled, search


def answer(
    session: Session,
    workspace: Workspace,
    person: Person,
    line: Line,
    now: datetime,
    t: Translator,
) -> Answer:
    """The command: a file at once; with words among the filters, a question before it.

    Words behind *export* may be an insight: “export fails for Acme”.
    """
    asked = filters.parse(line.query, now, person.timezone)
    if len(line.query) > LONGEST or len(line.dumps()) > lines.LONGEST:
        return Answer(_too_long(t, len(line.query)))
    found = search(session, workspace, person, asked)
    if isinstance(found, Puzzled):
        return Answer(puzzles.puzzled(t, found, line, ids.EXPORT))
    if found.total and not asked.words:
        export.export(session, workspace, person, line.query, now)
        return Answer(_on_its_way(t, found))
    return Answer(_sure(t, asked, found, line))


def send(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Mapping[str, Any],
    now: datetime,
    t: Translator,
) -> Replace:
    """The button that has the file sent."""
    line = lines.loads(action["value"])[0] or Line("export")
    asked = filters.parse(line.query, now, person.timezone)
    found = search(session, workspace, person, asked)
    if isinstance(found, Puzzled):
        return Replace(puzzles.puzzled(t, found, line, ids.EXPORT))
    if not found.total:
        return Replace(_sure(t, asked, found, line))
    export.export(session, workspace, person, line.query, now)
    return Replace(_on_its_way(t, found))


def write(session: Session, workspace: Workspace, args: Mapping[str, str], now: datetime) -> None:
    """The job: the table, sent to whoever asked."""
    person = people.find(session, workspace, args["person"])
    if person is None or not person.here:
        return
    t = i18n.load()(person.language)
    at = datetime.fromisoformat(args["at"])
    found = export.table(
        session, workspace, person, filters.parse(args["query"], at, person.timezone)
    )
    # Between the question and the job, what a filter names can only have gone.
    table = found if isinstance(found, export.Table) else export.Table((), {}, False)
    name = f"insights-{at:%Y-%m-%d}.csv"
    file = File(name, sheet(t, table).encode(), t("Insights, as a table"))
    post = Post(
        person.slack_id,
        _sent(t, table, args["query"]),
        f"insights.export:{person.id}:{args['at']}",
        asked_by=person.slack_id,
        about=name,
        file=file,
    )
    outbox.put(session, workspace, [post], now)


def _on_its_way(t: Translator, found: Page) -> Message:
    return _sentence(
        t.n(
            "{n} insight is on its way to you as a table: look in your messages from me.",
            "{n} insights are on their way to you as a table: look in your messages from me.",
            found.total,
        )
        if not found.crowded
        else t(
            "More than {count} insights are on their way to you as a table: look in your messages"
            " from me in a moment.",
            count=t.number(RANKED),
        )
    )


def _sure(t: Translator, asked: Asked, found: Page, line: Line) -> Message:
    keep = ButtonElement(
        text=t("Keep it as an insight"), action_id=ids.KEEP_LINE, value=line.dumps()
    )
    query = fitted(asked.text, 2 * LONGEST)
    if not found.total:
        if not query:
            return _sentence(t("There is no insight yet that you can see, so nothing to export."))
        nothing = t("No insight you can see matches “{query}”, so nothing to export.", query=query)
        return _sentence(nothing, keep)
    count = t.number(found.total) + ("+" if found.crowded else "")
    question = t(
        "Export the insights about “{query}” as a table? There are {count}. Or did you mean to"
        " keep this as an insight?",
        query=query,
        count=count,
    )
    send = ButtonElement(text=t("Send me the table"), action_id=ids.EXPORT, value=line.dumps())
    return _sentence(question, send, keep)


def _too_long(t: Translator, length: int) -> Message:
    return _sentence(
        t(
            "That search is {length} characters long; the limit is {longest}. A few words"
            " find more.",
            length=t.number(length),
            longest=t.number(LONGEST),
        )
    )


def _sent(t: Translator, table: export.Table, query: str) -> Message:
    count = len(table.insights)
    said = [
        t.n(
            "Here is the {n} insight that you asked for, as a table.",
            "Here are the {n} insights that you asked for, as a table.",
            count,
        )
    ]
    if query:
        said.append(t("Searched for: {query}", query=fitted(query, 2 * LONGEST)))
    if table.more:
        said.append(
            t(
                "A table holds {count} insights, so these are the newest. For the others, export"
                " in parts: by tag, by area or by customer.",
                count=t.number(export.WHOLE),
            )
        )
    return _sentence("\n".join(said))


def _sentence(text: str, *buttons: ButtonElement) -> Message:
    actions = [ActionsBlock(elements=list(buttons))] if buttons else []
    return message(text, SectionBlock(text=mrkdwn(text)), *actions)
