"""Insights in Slack: `/insight`, its form, its lists, *Keep as insight* on a message, an emoji."""

from datetime import timedelta

from bot.feature import (
    Click,
    Command,
    Event,
    Feature,
    FormClick,
    HomeClick,
    HomePlace,
    HomeSection,
    Job,
    MessageShortcut,
    OptionsRequest,
    Submission,
    Tick,
)
from bot.i18n import say
from handlers.insights import (
    digests,
    erasing,
    exporting,
    home,
    ids,
    linking,
    listeners,
    menus,
    reacting,
    reading,
    receipts,
    seeding,
    sharing,
    theming,
    threads,
    tour,
    triage,
)
from workflows.insights import export, permissions, retention, weekly
from workflows.insights.personal import PERSONAL

FEATURE = Feature(
    name="insights",
    listeners=(
        Command(
            ids.COMMAND,
            listeners.insight,
            draft=ids.FORM,
            keeps=reading.keepable,
            about="Keep what you learnt from a user or the market",
            hint="[what you learnt #tag] | search | export | triage | themes | digest | help",
        ),
        MessageShortcut(
            ids.KEEP_MESSAGE,
            listeners.keep_message,
            title="Keep as insight",
            about="Keep what this message teaches",
        ),
        Submission(ids.FORM, listeners.keep, draft=ids.FORM),
        Submission(ids.DETAILS_FORM, listeners.change, draft=ids.FORM),
        Submission(ids.SHARE_FORM, sharing.post),
        OptionsRequest(ids.CUSTOMER, menus.offer_customers),
        OptionsRequest(ids.AREA, menus.offer_areas),
        FormClick(ids.START_EMPTY, listeners.start_empty),
        FormClick(ids.WIDEN_IN_FORM, listeners.show_to_everyone_in_form),
        FormClick(ids.NARROW_IN_FORM, listeners.make_private_in_form),
        Click(ids.DETAILS, listeners.add_details),
        HomeClick(ids.DETAILS_AT_HOME, listeners.add_details),
        Click(ids.UNDO, listeners.take_back),
        Click(ids.PUT_BACK, listeners.put_back),
        Click(ids.WIDEN, listeners.show_to_everyone),
        Click(ids.NARROW, listeners.make_private),
        Click(ids.SHOW, listeners.show),
        Click(ids.SHARE, sharing.ask_where),
        FormClick(ids.SHARE_IN_FORM, sharing.ask_where_in_form),
        Click(ids.KEEP_LINE, listeners.keep_line),
        Click(ids.PREVIOUS, listeners.turn),
        Click(ids.NEXT, listeners.turn),
        Click(ids.PREVIOUS_PART, listeners.turn_part),
        Click(ids.NEXT_PART, listeners.turn_part),
        # Likely duplicates.
        Click(ids.SAME, linking.same),
        FormClick(ids.SAME_IN_FORM, linking.same_in_form),
        Click(ids.NOT_SAME, linking.not_same),
        FormClick(ids.NOT_SAME_IN_FORM, linking.not_same_in_form),
        Click(ids.COMPARE_AGAIN, linking.compare_again),
        Click(ids.UNLINK, linking.unlink),
        # Searches that were mistyped, and exports.
        Click(ids.SEARCH_AGAIN, listeners.turn),
        Click(ids.EXPORT, exporting.send),
        # The emoji that keeps a message, and the thread of one.
        Event("reaction_added", reacting.reacted),
        Click(ids.READ_THREAD, threads.read_again),
        # Triage and themes.
        Click(ids.TRIAGE, triage.start),
        HomeClick(ids.TRIAGE_AT_HOME, triage.start),
        *(FormClick(each, triage.take_suggested) for each in ids.TRIAGE_SUGGESTED),
        FormClick(ids.TRIAGE_THEME, triage.choose_theme),
        OptionsRequest(ids.TRIAGE_THEME, menus.offer_themes),
        FormClick(ids.TRIAGE_AREA, triage.choose_area),
        OptionsRequest(ids.TRIAGE_AREA, menus.offer_areas),
        FormClick(ids.TRIAGE_CLOSE, triage.close),
        FormClick(ids.TRIAGE_SKIP, triage.skip),
        FormClick(ids.TRIAGE_AGAIN, triage.again),
        FormClick(ids.TRIAGE_SAME, triage.same),
        FormClick(ids.TRIAGE_NOT_SAME, triage.not_same),
        FormClick(ids.TRIAGE_REOPEN, triage.reopen),
        FormClick(ids.TRIAGE_APART, triage.part),
        FormClick(ids.THEME, theming.show),
        FormClick(ids.THEME_FOUND, theming.show),
        OptionsRequest(ids.THEME_FOUND, menus.find_themes),
        Submission(ids.THEME_FORM, theming.save),
    ),
    jobs=(
        Job(export.EXPORT, None, exporting.write),
        Job(weekly.DIGEST, None, digests.post),
        Job(reacting.KEEP, reacting.look, reacting.keep),
        Job(threads.READ, threads.look, threads.keep),
        Job(receipts.MANY, None, receipts.tell_many),
        Job(receipts.THREAD, receipts.look, receipts.answer),
    ),
    ticks=(
        Tick(
            "insights.weekly",
            timedelta(minutes=1),
            weekly.due,
            say("The weekly digests of insights"),
            weekly.upcoming,
        ),
        Tick(
            "insights.forget",
            timedelta(hours=1),
            erasing.forget,
            say("Erasing insights that were kept long enough"),
            retention.next_forgotten,
        ),
    ),
    changes={
        "insights.exported": say("Insights exported"),
        "insights.retention": say("How long insights are kept"),
        "insights.forgotten": say("Old insights erased"),
        "months": say("Months"),
        "insights": say("Insights"),
    },
    reacts={
        "insight.kept": home.touch,
        **dict.fromkeys(
            (f"insight.{what}" for what in ("changed", "widened", "narrowed")),
            sharing.follow,
        ),
        # Privacy.
        "person.words_erased": erasing.empty,
        "person.erased": erasing.detach,
        **dict.fromkeys(
            (
                f"insight.{what}"
                for what in ("themed", "triaged", "closed", "reopened", "linked", "unlinked")
            ),
            receipts.follow_insight,
        ),
        **dict.fromkeys(("insight.undone", "insight.restored"), receipts.follow_undone),
        **dict.fromkeys(("theme.moved", "theme.changed"), receipts.follow_theme),
    },
    personal=PERSONAL,
    home=(
        HomeSection(HomePlace.YOURS, home.draw, say("`/insight list` shows all of yours.")),
        HomeSection(HomePlace.SORTING, home.sorting, say("`/insight triage` shows them.")),
    ),
    permissions=permissions.ALL,
    scopes=("channels:history", "channels:read", "groups:history", "groups:read", "reactions:read"),
    seed=seeding.seed,
    tour=tour.STEPS,
)
