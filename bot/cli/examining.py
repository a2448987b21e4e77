"""What `productops doctor` looks at, one thing after the other."""

from collections.abc import Iterator

from bot import doctor as checks
from bot import settings as environment
from bot.doctor import Finding
from bot.settings import Settings, SettingsError
from bot.slack import Clients
from handlers import FEATURES


def examine(settings: Settings) -> Iterator[Finding]:
    """What is right with these settings and what they name, and what is not."""
    token, url = settings.slack_bot_token, settings.database_url
    app_token, secret = settings.slack_app_token, settings.slack_signing_secret
    try:
        environment.require(settings, "SLACK_BOT_TOKEN")
        yield Finding("SLACK_BOT_TOKEN", True, "is set.")
    except SettingsError as missing:
        yield Finding("SLACK_BOT_TOKEN", False, str(missing).removeprefix("SLACK_BOT_TOKEN "))
    try:
        environment.require_door(settings)
    except SettingsError as missing:
        yield Finding("SLACK_APP_TOKEN", False, str(missing).removeprefix("SLACK_APP_TOKEN "))
    if secret is not None:
        yield Finding("SLACK_SIGNING_SECRET", True, "is set.")
    admins = ", ".join(settings.admins)
    yield Finding("PRODUCTOPS_ADMINS", True, f"names {admins}." if admins else "names nobody.")
    if url is None:
        says = (
            f"embedded, in {settings.data_dir}, its schema brought up to date at each start; web,"
            " worker and clock need DATABASE_URL."
        )
        yield Finding("database", True, says)
    else:
        yield from checks.database(url.get_secret_value())
    clients = Clients(token.get_secret_value() if token else "", settings.slack_api_url)
    if token is not None:
        yield from checks.slack(clients, FEATURES)
    if app_token is not None:
        yield checks.socket_mode(clients, app_token.get_secret_value())
