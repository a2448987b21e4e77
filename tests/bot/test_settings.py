"""The operator's settings: read, checked, and refused in one sentence each."""

from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot.settings import ADVICE, Settings, SettingsError, load, require

EXAMPLE = Path(__file__).parents[2] / ".env.example"
WRONG = {
    "SLACK_BOT_TOKEN": "xapp-wrong-kind-5937",
    "SLACK_SIGNING_SECRET": "two words 5937",
    "SLACK_APP_TOKEN": "xoxb-wrong-kind-5937",
    "SLACK_API_URL": "ftp://slack.com/5937",
    "DATABASE_URL": "mysql://u:5937@host/db",
    "PORT": "593759",
    "PRODUCTOPS_DEFAULT_LANGUAGE": "de5937",
    "PRODUCTOPS_LOG_FORMAT": "xml5937",
    "PRODUCTOPS_ADMINS": "U012ABC, lea5937",
}


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """None of the settings in the environment, no `.env` in the folder."""
    for name in ADVICE:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def refusal(**overrides: object) -> str:
    with pytest.raises(SettingsError) as refused:
        load(**overrides)
    return str(refused.value)


def test_without_any_setting_the_defaults_stand() -> None:
    settings = load()
    assert settings.slack_bot_token is None
    assert settings.database_url is None
    assert settings.slack_api_url == "https://slack.com/api/"
    assert (settings.port, settings.default_language, settings.log_format) == (
        3000,
        "en",
        "console",
    )
    assert settings.data_dir == Path(".productops")
    assert settings.admins == ()


def test_settings_come_from_the_environment_then_dotenv_and_blanks_count_as_unset(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path(".env").write_text(
        "PORT=4000\nPRODUCTOPS_DEFAULT_LANGUAGE=fr\nSLACK_APP_TOKEN=\nUNKNOWN=1\n"
        "PRODUCTOPS_ADMINS='U1, W2 U1,U3'\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PORT", "5000")
    monkeypatch.setenv("PRODUCTOPS_LOG_FORMAT", "  ")
    monkeypatch.setenv("SLACK_BOT_TOKEN", " xoxb-1-a \n")
    settings = load()
    assert settings.port == 5000
    assert settings.default_language == "fr"
    assert settings.slack_app_token is None
    assert settings.log_format == "console"
    assert settings.admins == ("U1", "W2", "U3")
    assert settings.slack_bot_token
    assert settings.slack_bot_token.get_secret_value() == "xoxb-1-a"


def test_what_is_passed_comes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "5000")
    assert load(port=6000).port == 6000


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_postgresql_address_becomes_psycopgs(scheme: str) -> None:
    url = load(database_url=f"{scheme}://u:p@h:5432/db?sslmode=require").database_url
    assert url
    assert url.get_secret_value() == "postgresql+psycopg://u:p@h:5432/db?sslmode=require"


def test_the_api_url_always_ends_with_a_slash() -> None:
    assert load(slack_api_url="http://127.0.0.1:9/api").slack_api_url == "http://127.0.0.1:9/api/"


@pytest.mark.parametrize(("name", "value"), WRONG.items())
def test_a_wrong_value_is_one_sentence_that_names_the_variable_and_never_the_value(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    assert refusal() == f"{name} {ADVICE[name].right}."
    assert "5937" not in refusal()


@pytest.mark.parametrize("port", ["0", "-1", "65536", "80a", "1.5"])
def test_a_port_outside_1_to_65535_is_refused(port: str) -> None:
    assert refusal(port=port).startswith("PORT must be a whole number from 1 to 65535")


@pytest.mark.parametrize(
    "url", ["postgresql:/host/db", "postgresql://h:99999/db", "postgresql://[::1/db"]
)
def test_an_address_that_cannot_be_read_is_refused(url: str) -> None:
    assert refusal(database_url=url).startswith("DATABASE_URL must be a PostgreSQL address")


def test_several_wrong_values_are_several_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in WRONG.items():
        monkeypatch.setenv(name, value)
    lines = refusal().splitlines()
    assert [line.split()[0] for line in lines] == list(WRONG)


def test_a_dotenv_that_is_not_text_is_refused_in_words() -> None:
    Path(".env").write_bytes(b"PORT=\xff\xfe")
    assert refusal() == "The file .env can't be read: save it as UTF-8 text."


def test_missing_settings_are_named_with_the_place_to_find_them() -> None:
    settings = load(slack_bot_token="xoxb-1-a")
    require(settings, "SLACK_BOT_TOKEN")
    with pytest.raises(SettingsError) as refused:
        require(settings, "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "DATABASE_URL")
    first, second = str(refused.value).splitlines()
    assert first.startswith("SLACK_APP_TOKEN is missing: make one with the scope connections:write")
    assert second.startswith("DATABASE_URL is missing: copy your PostgreSQL's address")


def test_secrets_do_not_show_when_settings_are_printed() -> None:
    settings = load(
        slack_bot_token="xoxb-5937",
        slack_app_token="xapp-5937",
        slack_signing_secret="abc5937",
        database_url="postgres://u:5937@h/db",
    )
    assert "5937" not in f"{settings!r} {settings} {settings.model_dump_json()}"


def test_the_example_file_names_every_setting_explains_it_and_loads() -> None:
    aliases = [str(field.validation_alias) for field in Settings.model_fields.values()]
    assert list(dotenv_values(EXAMPLE)) == aliases == list(ADVICE)
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    for index, line in enumerate(lines):
        if "=" in line and not line.startswith("#"):
            assert lines[index - 1].startswith("# ")
    assert load(_env_file=EXAMPLE) == load()
