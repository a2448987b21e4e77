"""Onboarding: `/onboard`, the steps of who arrives, and those of the people around them."""

from datetime import timedelta

from bot.feature import (
    Click,
    Command,
    Feature,
    FormClick,
    HomeClick,
    HomePlace,
    HomeSection,
    Job,
    Submission,
    Tick,
)
from bot.i18n import say
from handlers.onboarding import (
    arrivals,
    home,
    ids,
    kinds,
    listeners,
    overseeing,
    reacting,
    seeding,
    settings,
    stepping,
    tour,
    verb,
    writing,
)
from workflows.onboarding import arriving, doing, opening, permissions
from workflows.onboarding import overseeing as overseen
from workflows.onboarding.personal import PERSONAL

FEATURE = Feature(
    name="onboarding",
    listeners=(
        Command(
            ids.COMMAND,
            listeners.onboard,
            about="Somebody's first weeks, and where they are",
            hint="[@name | status | overview | journeys | settings | help]",
            mentions=True,
        ),
        # A step.
        Click(ids.OPEN, stepping.open_step),
        HomeClick(ids.OPEN_AT_HOME, stepping.open_step),
        Click(ids.DONE, stepping.do),
        HomeClick(ids.DONE_AT_HOME, stepping.do_at_home),
        FormClick(ids.DONE_IN_FORM, stepping.do_in_form),
        Click(ids.CONFIRM, stepping.confirm),
        HomeClick(ids.CONFIRM_AT_HOME, stepping.confirm_at_home),
        Click(ids.NOT_YET, stepping.not_yet),
        HomeClick(ids.NOT_YET_AT_HOME, stepping.not_yet_at_home),
        FormClick(ids.SKIP, stepping.skip),
        FormClick(ids.UNCLEAR, stepping.open_unclear),
        Submission(ids.UNCLEAR_FORM, stepping.save_unclear, draft=ids.UNCLEAR_FORM),
        Submission(ids.SURVEY_FORM, stepping.save_survey, draft=ids.SURVEY_FORM),
        # Who has joined.
        Click(ids.BEGIN, arrivals.begin),
        HomeClick(ids.BEGIN_AT_HOME, arrivals.begin_at_home),
        Click(ids.CHOOSE, arrivals.choose),
        HomeClick(ids.CHOOSE_AT_HOME, arrivals.choose),
        Click(ids.NO_JOURNEY, arrivals.no_journey),
        HomeClick(ids.NO_JOURNEY_AT_HOME, arrivals.no_journey_at_home),
        Submission(ids.SETTINGS_FORM, settings.save, draft=ids.SETTINGS_FORM),
        # Journeys, as they are written.
        FormClick(ids.JOURNEYS, writing.all_),
        FormClick(ids.JOURNEY_OPEN, writing.show),
        FormClick(ids.JOURNEY_NEW, writing.begin),
        FormClick(ids.JOURNEY_DETAILS, writing.open_details),
        Submission(ids.JOURNEY_FORM, writing.save_details, draft=ids.JOURNEY_FORM),
        FormClick(ids.STEP_CHANGE, writing.change_step),
        FormClick(ids.STEP_ADD, writing.add_step),
        Submission(ids.STEP_FORM, writing.save_step, draft=ids.STEP_FORM),
        # Who arrives.
        Click(ids.ENROL, listeners.open_form),
        Submission(ids.ENROL_FORM, listeners.save_form, draft=ids.ENROL_FORM),
        Click(ids.SHOW, listeners.show),
        FormClick(ids.STEER, listeners.steer),
        FormClick(ids.STOP, listeners.stop),
        HomeClick(ids.STEER_AT_HOME, listeners.steer_at_home),
        FormClick(ids.MOVE, listeners.open_move),
        Submission(ids.MOVE_FORM, listeners.save_move, draft=ids.MOVE_FORM),
        # All journeys at once.
        Click(ids.OVERVIEW, overseeing.open_form),
        FormClick(ids.OVERVIEW_JOURNEY, overseeing.choose),
        FormClick(ids.PICTURE, overseeing.ask_picture),
        FormClick(ids.TABLE, overseeing.ask_tables),
    ),
    ticks=(
        Tick(
            "onboarding.open",
            timedelta(seconds=30),
            opening.due,
            say("The next steps of who arrives"),
            opening.upcoming,
        ),
    ),
    jobs=(
        Job(doing.JOINED, arrivals.read, arrivals.write),
        Job(overseeing.PICTURE, None, overseeing.send_picture),
        Job(overseen.TABLES, None, overseeing.send_tables),
    ),
    asks={**kinds.KINDS, arriving.KIND: arrivals.ARRIVE},
    changes={
        "journey.begun": say("A journey begun"),
        "journey.moved": say("A journey's first day moved"),
        "journey.stopped": say("A journey stopped"),
        "journey.written": say("A journey written"),
        "step": say("Step"),
        "onboarding.exported": say("Journeys exported as tables"),
        "onboarding.settings": say("What Product Ops chose for first weeks"),
        "joins": say("Asked about when they join"),
        "journey": say("Journey"),
        "starts": say("First day"),
    },
    reacts={
        "journey.begun": reacting.begun,
        "journey.changed": home.changed,
        "journey.ended": reacting.ended,
        "step.done": home.step_changed,
        "step.claimed": home.step_changed,
        "step.unconfirmed": home.step_changed,
        "insight.kept": reacting.insight_kept,
        "key_result.checked": reacting.checked_in,
        "person.joined": arrivals.met,
        "person.left": reacting.left,
        "person.erased": reacting.erased,
    },
    personal=PERSONAL,
    home=(HomeSection(HomePlace.YOURS, home.draw, say("`/onboard` shows all of it.")),),
    cli=verb.cli,
    seed=seeding.seed,
    tour=tour.STEPS,
    permissions=permissions.ALL,
)
