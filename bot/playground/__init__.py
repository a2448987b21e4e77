"""A Slack workspace on this machine: Web API, Socket Mode, signed HTTP, a page to click in."""

from bot.playground.actor import Actor
from bot.playground.beginning import beginning
from bot.playground.company import ChannelSeed, Company, PersonSeed, Said, small
from bot.playground.delivery import Delivered, Outcome, Parcel
from bot.playground.faults import Fault
from bot.playground.limits import Rates
from bot.playground.lumen import lumen
from bot.playground.records import Channel, Message, Person
from bot.playground.refusals import PlaygroundError
from bot.playground.server import Playground
from bot.playground.tools import Tools

__all__ = [
    "Actor",
    "Channel",
    "ChannelSeed",
    "Company",
    "Delivered",
    "Fault",
    "Message",
    "Outcome",
    "Parcel",
    "Person",
    "PersonSeed",
    "Playground",
    "PlaygroundError",
    "Rates",
    "Said",
    "Tools",
    "beginning",
    "lumen",
    "small",
]
