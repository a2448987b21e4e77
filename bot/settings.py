"""What the operator sets: environment and `.env`, checked once, secrets kept out of sight."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import CannotStart


class SettingsError(CannotStart):
    """A setting is wrong or missing: one sentence a line, each naming its variable."""


@dataclass(frozen=True)
class _Advice:
    """What to do about a variable: how a right value looks, where a missing one is found."""

    right: str
    find: str = ""


ADVICE: Mapping[str, _Advice] = {
    "SLACK_BOT_TOKEN": _Advice(
        "must be a bot token, which starts with xoxb-: copy it from OAuth & Permissions on"
        " your app's page at api.slack.com/apps",
        "copy the Bot User OAuth Token from OAuth & Permissions on your app's page at"
        " api.slack.com/apps",
    ),
    "SLACK_SIGNING_SECRET": _Advice(
        "must be one line of plain characters: copy it again from Basic Information",
        "copy it from Basic Information › App Credentials on your app's page at api.slack.com/apps",
    ),
    "SLACK_APP_TOKEN": _Advice(
        "must be an app-level token, which starts with xapp-: make one under Basic Information"
        " › App-Level Tokens on your app's page at api.slack.com/apps",
        "make one with the scope connections:write under Basic Information › App-Level Tokens on"
        " your app's page at api.slack.com/apps",
    ),
    "SLACK_API_URL": _Advice(
        "must be a web address such as https://slack.com/api/: correct it, or leave it out for"
        " Slack's own"
    ),
    "DATABASE_URL": _Advice(
        "must be a PostgreSQL address such as postgresql://user:password@host:5432/name: copy it"
        " from your database's host",
        "copy your PostgreSQL's address, such as postgresql://user:password@host:5432/name, from"
        " its host",
    ),
    "PORT": _Advice(
        "must be a whole number from 1 to 65535: set another, or leave it out for 3000"
    ),
    "PRODUCTOPS_DEFAULT_LANGUAGE": _Advice("must be en or fr: set one of them"),
    "PRODUCTOPS_DATA_DIR": _Advice("must be a folder's path: correct it, or leave it out"),
    "PRODUCTOPS_LOG_FORMAT": _Advice("must be console or json: set one of them"),
    "PRODUCTOPS_ADMINS": _Advice(
        "must be Slack user ids, which start with U or W, with commas between: copy each with"
        " Copy member ID from the person's profile in Slack"
    ),
}


def _token(prefix: str) -> AfterValidator:
    def check(token: SecretStr) -> SecretStr:
        if not re.fullmatch(rf"{prefix}-[!-~]+", token.get_secret_value()):
            raise ValueError
        return token

    return AfterValidator(check)


def _plain(secret: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[!-~]+", secret.get_secret_value()):
        raise ValueError
    return secret


def _api_url(url: str) -> str:
    parts = urlsplit(url)
    # Reading the port checks it.
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.port == 0:
        raise ValueError
    return url if url.endswith("/") else f"{url}/"


def _database_url(url: SecretStr) -> SecretStr:
    text = url.get_secret_value()
    scheme, found, rest = text.partition("://")
    # Reading the port checks it.
    known = scheme in {"postgres", "postgresql", "postgresql+psycopg"}
    if not known or not found or urlsplit(text).port == 0:
        raise ValueError
    return SecretStr(f"postgresql+psycopg://{rest}")


def _user_ids(ids: object) -> object:
    if not isinstance(ids, str):
        return ids
    return tuple(dict.fromkeys(re.split(r"[,\s]+", ids.strip(", \t\n"))))


UserId = Annotated[str, Field(pattern=r"^[UW][A-Z0-9]+$")]


class Settings(BaseSettings):
    """Every setting; the alias is the environment variable, `.env.example` explains it."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        validate_by_name=True,
        validate_by_alias=True,
        hide_input_in_errors=True,
    )

    slack_bot_token: Annotated[SecretStr, _token("xoxb")] | None = Field(
        default=None, validation_alias="SLACK_BOT_TOKEN"
    )
    slack_signing_secret: Annotated[SecretStr, AfterValidator(_plain)] | None = Field(
        default=None, validation_alias="SLACK_SIGNING_SECRET"
    )
    slack_app_token: Annotated[SecretStr, _token("xapp")] | None = Field(
        default=None, validation_alias="SLACK_APP_TOKEN"
    )
    slack_api_url: Annotated[str, AfterValidator(_api_url)] = Field(
        default="https://slack.com/api/", validation_alias="SLACK_API_URL"
    )
    # Secret because it carries a password.
    database_url: Annotated[SecretStr, AfterValidator(_database_url)] | None = Field(
        default=None, validation_alias="DATABASE_URL"
    )
    port: int = Field(default=3000, ge=1, le=65535, validation_alias="PORT")
    default_language: Literal["en", "fr"] = Field(
        default="en", validation_alias="PRODUCTOPS_DEFAULT_LANGUAGE"
    )
    data_dir: Path = Field(default=Path(".productops"), validation_alias="PRODUCTOPS_DATA_DIR")
    log_format: Literal["console", "json"] = Field(
        default="console", validation_alias="PRODUCTOPS_LOG_FORMAT"
    )
    admins: Annotated[tuple[UserId, ...], NoDecode, BeforeValidator(_user_ids)] = Field(
        default=(), validation_alias="PRODUCTOPS_ADMINS"
    )

    @model_validator(mode="before")
    @classmethod
    def _drop_blanks(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Blank counts as unset; spaces and line ends around a pasted value don't count."""
        stripped = {k: v.strip() if isinstance(v, str) else v for k, v in values.items()}
        return {name: value for name, value in stripped.items() if value != ""}


def load(**overrides: Any) -> Settings:
    """Read the environment, then `.env`; what is passed here comes before both.

    Args:
        overrides: settings by their Python names, or `_env_file` for another file or None.

    Raises:
        SettingsError: a value is wrong; one sentence a line, never the value.
    """
    try:
        return Settings(**overrides)
    except ValidationError as error:
        wrong = dict.fromkeys(_variable(str(found["loc"][0])) for found in error.errors())
    except (OSError, UnicodeDecodeError):
        raise SettingsError("The file .env can't be read: save it as UTF-8 text.") from None
    raise SettingsError("\n".join(f"{name} {ADVICE[name].right}." for name in wrong))


def require(settings: Settings, *names: str) -> None:
    """Refuse to go on without some settings.

    Args:
        settings: what was loaded.
        names: the variables' names, such as `SLACK_BOT_TOKEN`.

    Raises:
        SettingsError: some are missing; one sentence a line, saying where to find the value.
    """
    missing = [name for name in names if getattr(settings, name.lower()) is None]
    if missing:
        sentences = (f"{name} is missing: {ADVICE[name].find}." for name in missing)
        raise SettingsError("\n".join(sentences))


def require_door(settings: Settings) -> None:
    """Refuse to go on where Slack has no way in: no Socket Mode and no HTTP.

    Raises:
        SettingsError: both are missing; the sentence says where to find either.
    """
    if settings.slack_app_token is None and settings.slack_signing_secret is None:
        socket, http = ADVICE["SLACK_APP_TOKEN"].find, ADVICE["SLACK_SIGNING_SECRET"].find
        raise SettingsError(
            f"SLACK_APP_TOKEN is missing: {socket}. Or set SLACK_SIGNING_SECRET to be reached over"
            f" HTTP: {http}."
        )


def _variable(name: str) -> str:
    """A field's environment variable; errors name either of the two."""
    field = Settings.model_fields.get(name)
    return str(field.validation_alias) if field else name
