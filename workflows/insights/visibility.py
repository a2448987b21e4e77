"""Who may see an insight: the one condition that every read of insights bears."""

from sqlalchemy import ColumnElement, exists, or_

from bot.store.channels import ChannelMemberRow
from bot.store.people import Person
from workflows.insights.tables import InsightRow


def visible_to(person: Person) -> ColumnElement[bool]:
    """Whether this person may see an insight.

    A private one is for its author and, if it was kept in a private channel the bot is in, for
    that channel's members; Product Ops is no exception. To a guest of the workspace, all are: Slack
    shows them no channel that they were not invited to.
    """
    in_channel = exists().where(
        InsightRow.channel != "",
        ChannelMemberRow.workspace_id == InsightRow.workspace_id,
        ChannelMemberRow.channel == InsightRow.channel,
        ChannelMemberRow.person == person.slack_id,
    )
    shown = or_(InsightRow.author_id == person.id, in_channel)
    return or_(~InsightRow.private, shown) if person.own else shown
