"""Turns a made-up company into a workspace."""

from datetime import datetime, timedelta

from bot import clock
from bot.past import moment
from bot.playground import unread
from bot.playground.beginning import beginning
from bot.playground.company import ChannelSeed, Company, Said
from bot.playground.records import Channel, Group, Message, Person, identity
from bot.playground.state import SLACKBOT, Workspace
from bot.playground.writing import message_text


def settle(workspace: Workspace, company: Company) -> None:
    """Fills an empty workspace; the same company always gets the same ids."""
    workspace.team_id = identity("T", company.name)
    workspace.team_name = company.name
    workspace.domain = company.domain
    workspace.app_id = identity("A", company.name)
    workspace.bot_id = identity("B", company.name)
    workspace.bot_user = identity("U", company.name, "bot")
    workspace.bare = workspace.begun = company.bare
    _people(workspace, company)
    ids = {person.name: person.id for person in workspace.people.values()}
    for handle, members in company.groups:
        group = Group(
            id=identity("S", company.name, handle),
            handle=handle,
            name=handle.replace("-", " ").capitalize(),
            users=[ids[member] for member in members],
        )
        workspace.groups[group.id] = group
    for seed in company.channels:
        _channel(workspace, company, seed)
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


def _channel(workspace: Workspace, company: Company, seed: ChannelSeed) -> None:
    begins = company.begins or beginning(clock.now() - timedelta(days=1))
    members = [workspace.person(name).id for name in seed.members]
    if seed.bot:
        members.append(workspace.bot_user)
    channel = Channel(
        id=identity("C", workspace.team_name, seed.name),
        name=seed.name,
        kind="private" if seed.private else "public",
        members=members,
        creator=members[0],
        created=int(begins.timestamp()),
        topic=seed.topic,
    )
    workspace.channels[channel.id] = channel
    for said in seed.said:
        _say(workspace, channel, said, begins)


def answer(workspace: Workspace, company: Company, begins: datetime) -> None:
    """What was said in threads under what the bot had said; not where there is a thread already.

    Whatever was said before the beginning was read before it too.
    """
    for one in company.answered:
        channel = workspace.channel(one.channel)
        found = (each for each in channel.messages.values() if one.words in each.text)
        under = next((each for each in found if each.from_app and not each.replies), None)
        for said in one.replies if under else ():
            _say(workspace, channel, said, begins, under)
    unread.read_everything(workspace)


def _say(
    workspace: Workspace,
    channel: Channel,
    said: Said,
    begins: datetime,
    under: Message | None = None,
) -> None:
    """Puts a message of the past where it was said; no event tells of it."""
    author = workspace.person(said.who)
    at = moment(begins, said.days, said.at, author.tz).timestamp()
    message = Message(
        channel=channel.id,
        # Nobody says two things in a second, and no two messages have one name.
        ts=f"{int(at)}.{len(channel.messages):06d}",
        user=author.id,
        text=message_text(workspace, said.text),
        thread_ts=under.ts if under else None,
        reactions={
            name: [workspace.person(each).id for each in whose] for name, whose in said.reactions
        },
    )
    workspace.post(message)
    for reply in said.replies:
        _say(workspace, channel, reply, begins, message)
