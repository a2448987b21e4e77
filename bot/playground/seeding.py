"""Turns a made-up company into a workspace."""

from bot import clock
from bot.playground import unread
from bot.playground.company import ChannelSeed, Company
from bot.playground.records import Channel, Group, Message, Person, identity
from bot.playground.state import SLACKBOT, Workspace


def settle(workspace: Workspace, company: Company) -> None:
    """Fills an empty workspace; the same company always gets the same ids."""
    workspace.team_id = identity("T", company.name)
    workspace.team_name = company.name
    workspace.domain = company.domain
    workspace.app_id = identity("A", company.name)
    workspace.bot_id = identity("B", company.name)
    workspace.bot_user = identity("U", company.name, "bot")
    _people(workspace, company)
    for seed in company.channels:
        _channel(workspace, seed)
    ids = {person.name: person.id for person in workspace.people.values()}
    for handle, members in company.groups:
        group = Group(
            id=identity("S", company.name, handle),
            handle=handle,
            name=handle.replace("-", " ").capitalize(),
            users=[ids[member] for member in members],
        )
        workspace.groups[group.id] = group
    unread.read_everything(workspace)


def _people(workspace: Workspace, company: Company) -> None:
    for index, seed in enumerate(company.people):
        person = Person(
            id=identity("U", company.name, seed.name),
            name=seed.name,
            real_name=seed.real_name,
            display_name=seed.real_name,
            title=seed.title,
            locale=seed.locale,
            tz=seed.tz,
            is_admin=seed.admin,
            is_owner=seed.admin and index == 0,
            is_restricted=seed.restricted,
            email=f"{seed.name}@{company.domain}.example",
        )
        workspace.people[person.id] = person
    bot_name = workspace.manifest.bot_name
    workspace.people[workspace.bot_user] = Person(
        id=workspace.bot_user,
        name=bot_name.lower().replace(" ", ""),
        real_name=bot_name,
        is_bot=True,
    )
    workspace.people[SLACKBOT] = Person(
        id=SLACKBOT, name="slackbot", real_name="Slackbot", is_bot=False
    )


def _channel(workspace: Workspace, seed: ChannelSeed) -> None:
    members = [workspace.person(name).id for name in seed.members]
    if seed.bot:
        members.append(workspace.bot_user)
    channel = Channel(
        id=identity("C", workspace.team_name, seed.name),
        name=seed.name,
        kind="private" if seed.private else "public",
        members=members,
        creator=members[0],
        created=int(clock.now().timestamp()),
        topic=seed.topic,
    )
    workspace.channels[channel.id] = channel
    for who, text in seed.said:
        ts = workspace.next_ts()
        said = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        author = workspace.person(who).id
        channel.messages[ts] = Message(channel.id, ts, author, said)
