"""The bot with one command more: `/tell` keeps an insight as `/insight` does, and posts it."""

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import Flask

from bot.assembly import Bot, Plan
from bot.feature import Command, Feature
from bot.i18n import Translator
from bot.message import Message
from bot.posts import Post
from bot.replies import Answer, OpenForm
from bot.slack import Clients
from bot.store.engine import Session, normal
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers import FEATURES
from handlers.insights.listeners import insight

COMMAND = "/tell"


def tell(
    session: Session,
    workspace: Workspace,
    person: Person,
    command: Mapping[str, Any],
    now: datetime,
    t: Translator,
) -> Answer | OpenForm:
    """What `/insight` does, and what it kept posted in the channel."""
    reply = insight(session, workspace, person, command, now, t)
    words = Message(f"<@{person.slack_id}> kept: {command['text']}")
    post = Post(command["channel_id"], words, f"bench.told:{command['trigger_id']}")
    return replace(reply, tell=(post,))


def app() -> Flask:
    """The WSGI app."""
    env = os.environ
    clients = Clients(env["SLACK_BOT_TOKEN"], env["SLACK_API_URL"])
    features = (*FEATURES, Feature("bench", listeners=(Command(COMMAND, tell),)))
    plan = Plan(features, normal(env["DATABASE_URL"]), clients, env["SLACK_SIGNING_SECRET"])
    return Bot(plan).http()
