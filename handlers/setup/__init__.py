"""Set-up: the four questions that Product Ops answer on App Home, and what they answered."""

from bot.delivery import looking
from bot.feature import (
    Feature,
    FormClick,
    HomeClick,
    HomePlace,
    HomeSection,
    Job,
    OptionsRequest,
    Submission,
)
from bot.i18n import say
from handlers.setup import home, ids, jobs, listeners, seeding
from workflows.setup import choosing, permissions

FEATURE = Feature(
    name="setup",
    listeners=(
        HomeClick(ids.ANSWER, listeners.open_form),
        Submission(ids.PEOPLE_FORM, listeners.name_people),
        Submission(ids.LEAVE_FORM, listeners.leave),
        Submission(ids.CHANNEL_FORM, listeners.choose_channel),
        FormClick(ids.COUNTRY, listeners.show_regions),
        OptionsRequest(ids.COUNTRY, listeners.countries),
        OptionsRequest(ids.REGION, listeners.regions),
        Submission(ids.COUNTRY_FORM, listeners.choose_country),
        Submission(ids.LANGUAGE_FORM, listeners.choose_language),
        Submission(ids.CEILING_FORM, listeners.choose_ceiling),
    ),
    jobs=(
        Job(choosing.LOOK, looking.look, looking.note),
        Job(choosing.RECKON, None, jobs.reckon),
    ),
    home=(
        HomeSection(HomePlace.QUESTIONS, home.draw_questions),
        HomeSection(HomePlace.SETUP, home.draw_answers),
    ),
    changes={
        "product_ops.first": say("First Product Ops, as an admin of Slack"),
        "product_ops.named": say("Who is Product Ops"),
        "announcements.changed": say("Where announcements go"),
        "country.changed": say("Which country's calendar counts"),
        "language.changed": say("Default language"),
        "ceiling.changed": say("Messages a week"),
        "product_ops": say("Product Ops"),
        "channel": say("Channel"),
        "country": say("Country"),
        "region": say("Region"),
        "language": say("Language"),
        "weekly_ceiling": say("Messages a week"),
    },
    permissions=permissions.ALL,
    seed=seeding.seed,
    scopes=("channels:read", "groups:read"),
)
