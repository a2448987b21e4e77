"""Channels: who is in the private ones, so that what was said there stays there."""

from datetime import timedelta

from bot.feature import Event, Feature, Job, Tick
from bot.i18n import say
from bot.store import channels
from bot.store.moments import never
from handlers.channels import jobs, listeners

FEATURE = Feature(
    name="channels",
    listeners=(
        Event("member_joined_channel", listeners.joined),
        Event("member_left_channel", listeners.left),
        Event("channel_left", listeners.bot_left),
        Event("group_left", listeners.bot_left),
    ),
    jobs=(Job(channels.READ, jobs.read, jobs.write),),
    ticks=(
        Tick(
            "channels.reread",
            timedelta(minutes=1),
            channels.reread,
            say("Reading again who is in private channels"),
            never,
        ),
    ),
    scopes=("channels:read", "groups:read"),
)
