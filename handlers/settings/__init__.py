"""Settings: what a person chose for themselves, on App Home and in a form."""

from bot.feature import (
    Feature,
    FormClick,
    HomeClick,
    HomePlace,
    HomeSection,
    OptionsRequest,
    Submission,
)
from handlers.settings import home, ids, listeners, seeding
from workflows.settings import permissions

FEATURE = Feature(
    name="settings",
    listeners=(
        HomeClick(ids.CHANGE, listeners.open_form),
        FormClick(ids.COUNTRY, listeners.choose_country),
        OptionsRequest(ids.COUNTRY, listeners.countries),
        OptionsRequest(ids.REGION, listeners.regions),
        Submission(ids.FORM, listeners.save),
    ),
    home=(HomeSection(HomePlace.SETTINGS, home.draw),),
    permissions=permissions.ALL,
    seed=seeding.seed,
)
