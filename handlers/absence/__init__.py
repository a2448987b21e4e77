"""Absences in Slack: `/absence`, its form, who stands in, and the part of App Home about them."""

from datetime import timedelta

from bot.feature import (
    Click,
    Command,
    Feature,
    FormClick,
    HomeClick,
    HomePlace,
    HomeSection,
    Submission,
    Tick,
)
from bot.store import absences
from handlers.absence import following, home, ids, listeners, seeding, telling
from workflows.absence import permissions

FEATURE = Feature(
    name="absence",
    listeners=(
        Command(
            ids.COMMAND,
            listeners.absence,
            about="Say when you are away, and who stands in for you",
            hint="until friday | 12 dec to 2 jan | back | help",
            mentions=True,
        ),
        Submission(ids.FORM, listeners.save, draft=ids.FORM),
        FormClick(ids.START_AFRESH, listeners.start_afresh),
        FormClick(ids.BACK_IN_FORM, listeners.come_back_in_form),
        Click(ids.EARLIER, listeners.come_back_earlier),
        Click(ids.CHANGE, listeners.change),
        Click(ids.BACK, listeners.come_back),
        HomeClick(ids.HOME_FORM, listeners.open_from_home),
        HomeClick(ids.HOME_BACK, listeners.come_back_at_home),
    ),
    reacts={
        "person.left": telling.left,
        "settings.status_changed": following.status_chosen,
    },
    ticks=(
        Tick(
            "absence.forget",
            timedelta(hours=1),
            absences.forget,
            upcoming=absences.next_forgotten,
            notice=absences.KEPT,
        ),
    ),
    home=(HomeSection(HomePlace.SETTINGS, home.section),),
    permissions=permissions.ALL,
    seed=seeding.seed,
)
