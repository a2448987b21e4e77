"""`productops`: the composition root; it alone reads the settings and imports the features."""

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Annotated

import typer

from bot import logs, processes
from bot import manifest as manifests
from bot import settings as environment
from bot.assembly import CONCURRENCY, Bot, Plan, introduce, told_to_sessions
from bot.settings import Settings, SettingsError
from bot.slack import Clients
from bot.store.engine import Session, Store, normal, open_store
from bot.terminal import console, fail, in_words
from handlers import FEATURES

DEMO_PORT = 8765

cli = typer.Typer(
    name="productops",
    help="The Product Ops bot for Slack.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@cli.command()
@in_words
def demo(
    port: Annotated[int, typer.Option(help="Where the page is served, on 127.0.0.1.")] = DEMO_PORT,
    empty: Annotated[bool, typer.Option("--empty", help="Begin without a past.")] = False,
    reset: Annotated[bool, typer.Option("--reset", help="Delete the demo, begin again.")] = False,
) -> None:
    """Try it: a Slack workspace in your browser, with the real bot in it."""
    from bot.cli import demonstration
    from bot.cli.starting import Wish

    settings = environment.load(_env_file=None)
    _log(settings)
    processes.end_in_order()
    with ExitStack() as stack:
        playground = demonstration.start(settings, Wish(port, empty, reset), stack)
        console().print(f"\n  Open [bold]{playground.url}[/bold] and type [bold]/insight[/bold].")
        console().print("  Ctrl-C stops everything; what you kept is still there next time.\n")
        processes.wait()


@cli.command()
@in_words
def run() -> None:
    """Everything in one process: HTTP on PORT, Socket Mode with SLACK_APP_TOKEN, jobs, ticks."""
    from bot.store import embedded, migrate

    settings = environment.load()
    _log(settings)
    environment.require(settings, "SLACK_BOT_TOKEN")
    environment.require_door(settings)
    processes.end_in_order()
    with ExitStack() as stack:
        if settings.database_url is None:
            server = stack.enter_context(embedded.serve(settings.data_dir))
            url = normal(server.url)
        else:
            url = settings.database_url.get_secret_value()
        migrate.upgrade(url)
        token = settings.slack_app_token
        processes.everything(
            _plan(settings, url), stack, settings.port, token.get_secret_value() if token else ""
        )
        how = "Socket Mode and HTTP" if token else "HTTP"
        console().print(f"The bot listens ({how}, port {settings.port}). Ctrl-C stops it.")
        processes.wait()


@cli.command()
@in_words
def web() -> None:
    """HTTP only, under gunicorn: /slack/events, /healthz and /readyz on PORT."""
    settings = _served("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "DATABASE_URL")
    plan = _plan(settings, _url(settings))
    found = introduce(plan.clients, plan.language)
    processes.find_free(settings.port)
    processes.WebProcess(plan, found, settings.port).run()


@cli.command()
@in_words
def worker(
    concurrency: Annotated[int, typer.Option(min=1, help="Workspaces at once.")] = CONCURRENCY,
) -> None:
    """Deliveries and jobs behind the scenes; run as many as you like."""
    with _one_bot("SLACK_BOT_TOKEN", "DATABASE_URL") as (bot, stack):
        jobs = bot.worker(concurrency)
        jobs.start()
        stack.callback(jobs.stop)
        console().print("The worker takes jobs. Ctrl-C stops it.")
        jobs.wait()


@cli.command()
@in_words
def clock() -> None:
    """Ticks: what is due, on time; run as many as you like."""
    with _one_bot("SLACK_BOT_TOKEN", "DATABASE_URL") as (bot, stack):
        ticks = bot.clock()
        ticks.start()
        stack.callback(ticks.shutdown)
        console().print("The clock ticks. Ctrl-C stops it.")
        processes.wait()


@cli.command(name="migrate")
@in_words
def migrate_command() -> None:
    """Bring the database's schema up to date."""
    from bot.store import migrate

    settings = _served("DATABASE_URL")
    migrate.upgrade(_url(settings))
    console().print(f"The schema is up to date ({migrate.newest()}).")


@cli.command()
@in_words
def doctor() -> None:
    """Check settings, database, token, scopes and clock: what is right, and what to do."""
    from bot.cli import examining

    findings = list(examining.examine(environment.load()))
    for finding in findings:
        mark = "[green]✓[/green]" if finding.right else "[red]✗[/red]"
        console().print(f"{mark} [bold]{finding.what}[/bold]", end="  ")
        console().print(finding.says, markup=False)
    if not all(finding.right for finding in findings):
        raise typer.Exit(1)


@cli.command()
@in_words
def outbox(
    workspace: Annotated[str, typer.Option(help="Only this one, by Slack's id T….")] = "",
    resend: Annotated[str, typer.Option(metavar="KEY", help="Send this one again.")] = "",
    resend_reason: Annotated[
        str,
        typer.Option(metavar="CODE", help="Send all that failed for this reason again."),
    ] = "",
    follow: Annotated[bool, typer.Option("--follow", help="Watch until nothing waits.")] = False,
) -> None:
    """What waits to be delivered, what failed and why; send it again.

    What may have arrived (unknown_outcome) is looked for first, and sent where it is missing. Where
    I can't look, it fails as before, and sending it again sends it unseen.
    """
    from bot.delivery.window import Window

    if resend and resend_reason:
        raise fail("Give --resend or --resend-reason, not both.")
    with _looked_at() as store:
        if follow:
            processes.end_in_order()
        Window(store, console(), workspace).act(resend, resend_reason, follow)


@cli.command()
@in_words
def manifest(
    url: Annotated[str, typer.Option(help="Where Slack reaches the bot over HTTP.")] = "",
) -> None:
    """Print the Slack app manifest; with --url for HTTP instead of Socket Mode."""
    if url and not re.fullmatch(r"https://[^\s/]+(/\S*)?", url):
        raise fail("--url must be where Slack reaches the bot, such as https://bot.example.com.")
    typer.echo(json.dumps(manifests.build(FEATURES, url), indent=2, ensure_ascii=False))


@contextmanager
def _one_bot(*needed: str) -> Iterator[tuple[Bot, ExitStack]]:
    settings = _served(*needed)
    processes.end_in_order()
    with ExitStack() as stack:
        yield processes.joined(_plan(settings, _url(settings)), stack), stack


def _served(*needed: str) -> Settings:
    """The settings of a process that shares its database with others."""
    settings = environment.load()
    _log(settings)
    environment.require(settings, *needed)
    return settings


@contextmanager
def _looked_at() -> Iterator[Store]:
    """The database that a look is taken at."""
    from bot.store import migrate

    with ExitStack() as stack:
        url = _database(environment.load(), stack)
        store = open_store(url, info=told_to_sessions(FEATURES), pool=1)
        stack.callback(store.close)
        migrate.require(store.engine)
        yield store


class _Database:
    """What a feature's verbs look into, opened once in a command; `stack` closes it."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._store: Store | None = None

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A transaction."""
        if self._store is None:
            self._store = self._stack.enter_context(_looked_at())
        with self._store.begin() as session:
            yield session


def _database(settings: Settings, stack: ExitStack) -> str:
    """Where it is: at the given address, or embedded."""
    from bot.store import embedded

    if settings.database_url is not None:
        return settings.database_url.get_secret_value()
    found = embedded.running(settings.data_dir)
    if found is None and not embedded.exists(settings.data_dir):
        raise SettingsError(
            f"There is no database in {settings.data_dir} yet: productops run makes one, or set"
            " DATABASE_URL."
        )
    return normal(found or stack.enter_context(embedded.serve(settings.data_dir)).url)


def _url(settings: Settings) -> str:
    assert settings.database_url, "required before"
    return settings.database_url.get_secret_value()


def _plan(settings: Settings, url: str) -> Plan:
    assert settings.slack_bot_token, "required before"
    secret = settings.slack_signing_secret
    return Plan(
        features=FEATURES,
        database_url=url,
        clients=Clients(settings.slack_bot_token.get_secret_value(), settings.slack_api_url),
        signing_secret=secret.get_secret_value() if secret else "",
        language=settings.default_language,
        admins=settings.admins,
    )


def _log(settings: Settings) -> None:
    secrets = (settings.slack_bot_token, settings.slack_signing_secret, settings.slack_app_token)
    logs.configure(settings.log_format, [secret.get_secret_value() for secret in secrets if secret])


def main() -> None:
    """The console script."""
    with ExitStack() as stack:
        opened = _Database(stack).session
        for feature in FEATURES:
            if feature.cli is not None:
                cli.add_typer(feature.cli, name=feature.name, context_settings={"obj": opened})
        cli()
