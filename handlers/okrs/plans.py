"""The forms of the plan: what each is about, how it is checked and kept."""

from datetime import time
from decimal import Decimal

from bot import decoding
from bot.forms import Errors
from bot.i18n import say
from bot.overtaking import Edit, Outdated
from bot.store.people import Person
from handlers.okrs import handing, ids, plan_forms, sayings
from handlers.okrs.fields import NONE, Carried, Filled
from handlers.okrs.planner import Form, Json, Planner
from workflows.okrs import (
    cadences,
    cycles,
    key_result,
    key_result_form,
    kpi,
    kpis,
    numbers,
    objective,
    objectives,
    settings,
    shaping,
)
from workflows.okrs.key_result import KeyResult
from workflows.okrs.kpi import Kpi

_SOON = "10:00"


def _draw_objective(planner: Planner, filled: Filled) -> Json:
    given = (planner.session, planner.workspace)
    carried = filled.carried
    below = objective.below(*given, carried.id) if carried.id else frozenset[int]()
    every = objective.in_cycle(*given, carried.cycle)
    parents = [each for each in every if each.id not in below]
    return plan_forms.objective_form(planner.t, filled, parents)


def _standing_objective(planner: Planner, carried: Carried) -> tuple[str, ...]:
    if not carried.id:
        return ("", NONE)
    found = objective.find(planner.session, planner.workspace, carried.id)
    return (found.title, str(found.parent or NONE))


def _check_objective(
    planner: Planner, carried: Carried, said: dict[str, str]
) -> objectives.Typed | Errors:
    parent = decoding.number(said["parent"] or NONE)
    return objectives.check(objectives.Typed(said["title"], carried.team, parent))


def _keep_objective(planner: Planner, carried: Carried, wanted: objectives.Typed) -> str | Errors:
    if carried.id:
        kept = objectives.change(*planner.given, carried.id, wanted, planner.now)
    else:
        kept = objectives.make(*planner.given, carried.cycle, wanted, planner.now)
    return kept if isinstance(kept, Errors) else kept.title


def _drop_objective(planner: Planner, carried: Carried) -> str:
    return sayings.titled(objectives.drop(*planner.given, carried.id, planner.now).title)


def _standing_key_result(planner: Planner, carried: Carried) -> tuple[str, ...]:
    if not carried.id:
        return ("",) * len(KEY_RESULT.fields)
    found = key_result.find(planner.session, planner.workspace, carried.id)
    start, target = _figures(planner, found)
    owner = found.kept_by.slack_id if found.kept_by else ""
    direction = str(found.aim.direction) if found.aim.holds else ""
    zones = "\n".join(found.zones)
    return (found.title, found.unit, start, target, direction, zones, owner, found.source)


def _figures(planner: Planner, found: KeyResult) -> tuple[str, str]:
    if found.zones:
        return "", ""
    language = planner.t.language
    start = numbers.write(found.aim.start, found.unit, language)
    return start, numbers.write(found.aim.target, found.unit, language)


def _check_key_result(
    planner: Planner, carried: Carried, said: dict[str, str]
) -> key_result_form.Fields | Errors:
    return key_result_form.check(key_result_form.Typed(**said), planner.t.language)


def _keep_key_result(
    planner: Planner, carried: Carried, wanted: key_result_form.Fields
) -> str | Errors:
    before = None
    if carried.id:
        before = key_result.find(planner.session, planner.workspace, carried.id).owner
        kept = shaping.change(*planner.given, carried.id, wanted, planner.now)
    else:
        kept = shaping.make(*planner.given, carried.objective, wanted, planner.now)
    if isinstance(kept, Errors):
        return kept
    _tell_owner(planner, kept, before)
    return kept.title


def _tell_owner(planner: Planner, kept: KeyResult, before: Person | None) -> None:
    """Who answers for it from now on hears of it at once, where the cycle has begun."""
    owner = kept.kept_by
    today = cycles.today(planner.session, planner.workspace, planner.now)
    if owner and owner not in (before, planner.person) and kept.starts <= today:
        planner.tell.append(handing.news(planner.person, owner.slack_id, [kept], planner.now))


def _drop_key_result(planner: Planner, carried: Carried) -> str:
    return sayings.titled(shaping.drop(*planner.given, carried.id, planner.now).title)


def _standing_kpi(planner: Planner, carried: Carried) -> tuple[str, ...]:
    if not carried.id:
        return ("",) * len(KPI.fields)
    found = kpi.find(planner.session, planner.workspace, carried.id)
    owner = found.owner.slack_id if found.owner and found.owner.here else ""
    bounds = (_bound(planner, found, one) for one in (found.floor, found.ceiling))
    return (found.title, found.unit, *bounds, owner, found.source)


def _bound(planner: Planner, found: Kpi, bound: Decimal | None) -> str:
    return "" if bound is None else numbers.write(bound, found.unit, planner.t.language)


def _check_kpi(planner: Planner, carried: Carried, said: dict[str, str]) -> kpis.Fields | Errors:
    return kpis.check(kpis.Typed(**said), planner.t.language)


def _keep_kpi(planner: Planner, carried: Carried, wanted: kpis.Fields) -> str | Errors:
    if carried.id:
        kept = kpis.change(*planner.given, carried.id, wanted, planner.now)
    else:
        kept = kpis.make(*planner.given, carried.team or None, wanted, planner.now)
    return kept if isinstance(kept, Errors) else kept.title


def _drop_kpi(planner: Planner, carried: Carried) -> str:
    return sayings.titled(kpis.close(*planner.given, carried.id, planner.now).title)


def _standing_cadence(planner: Planner, carried: Carried) -> tuple[str, ...]:
    found = cadences.of(planner.session, planner.workspace, carried.team or None)
    wanted = found.wanted if found else cadences.Wanted()
    hour = wanted.hour.isoformat("minutes")
    return (wanted.every, str(wanted.weekday), hour, str(wanted.fresh_days))


def _check_cadence(
    planner: Planner, carried: Carried, said: dict[str, str]
) -> cadences.Wanted | Errors:
    fresh = said["fresh"].strip()
    if not (fresh.isascii() and fresh.isdigit() and len(fresh) < 4):
        most = cadences.MOST_FRESH
        return Errors({"fresh": say("Give a number of days from 0 to {most}.", most=most)})
    weekday = decoding.number(said["weekday"])
    hour = decoding.read(time.fromisoformat, said["hour"] or _SOON)
    found = cadences.check(cadences.Wanted(said["every"], weekday, hour, int(fresh)))
    if isinstance(found, Errors) and "fresh_days" in found.fields:
        return Errors({"fresh": found.fields["fresh_days"]})
    return found


def _keep_cadence(planner: Planner, carried: Carried, wanted: cadences.Wanted) -> str:
    cadences.choose(*planner.given, carried.team or None, wanted, planner.now)
    return planner.t("Check-ins")


def _standing_cycle(planner: Planner, carried: Carried) -> tuple[str, ...]:
    given = (planner.session, planner.workspace)
    which = carried.id
    found = cycles.find(*given, which) if which else cycles.proposed(*given, planner.now)
    return (found.name, found.starts.isoformat(), found.ends.isoformat())


def _check_cycle(planner: Planner, carried: Carried, said: dict[str, str]) -> cycles.Span | Errors:
    starts, ends = (decoding.read(plan_forms.day_of, said[name]) for name in ("starts", "ends"))
    if starts is None or ends is None:
        name = "starts" if starts is None else "ends"
        return Errors({name: say("Choose a day.")})
    return cycles.check(cycles.Span(said["name"], starts, ends))


def _keep_cycle(planner: Planner, carried: Carried, wanted: cycles.Span) -> str | Errors:
    if carried.id:
        kept = cycles.change(*planner.given, carried.id, wanted, planner.now)
    else:
        kept = cycles.make(*planner.given, wanted, planner.now)
    return kept if isinstance(kept, Errors) else kept.name


def _standing_settings(planner: Planner, carried: Carried) -> tuple[str, ...]:
    return (settings.chosen(planner.session, planner.workspace).channel,)


def _check_settings(
    planner: Planner, carried: Carried, said: dict[str, str]
) -> Edit[settings.Chosen]:
    seen = carried.seen[0] if carried.seen else ""
    return Edit(settings.Chosen(said["channel"]), settings.Chosen(seen))


def _keep_settings(
    planner: Planner, carried: Carried, wanted: Edit[settings.Chosen]
) -> str | Errors:
    kept = settings.choose(*planner.given, wanted, planner.now)
    if isinstance(kept, Outdated):
        words = say("Somebody else chose another channel meanwhile. Close this and look again.")
        return Errors({"channel": words})
    return planner.t("Who hears of all teams")


OBJECTIVE = Form(
    ids.OBJECTIVE_FORM,
    {"title": ids.OBJECTIVE_TITLE, "parent": ids.OBJECTIVE_PARENT},
    _draw_objective,
    _check_objective,
    _standing_objective,
    _keep_objective,
    _drop_objective,
)
KEY_RESULT = Form(
    ids.KEY_RESULT_FORM,
    {
        "title": ids.TITLE,
        "unit": ids.UNIT,
        "start": ids.START,
        "target": ids.TARGET,
        "direction": ids.DIRECTION,
        "zones": ids.ZONES,
        "owner": ids.OWNER,
        "source": ids.SOURCE,
    },
    lambda planner, filled: plan_forms.key_result_form(planner.t, filled),
    _check_key_result,
    _standing_key_result,
    _keep_key_result,
    _drop_key_result,
)
KPI = Form(
    ids.KPI_FORM,
    {
        "title": ids.TITLE,
        "unit": ids.UNIT,
        "floor": ids.FLOOR,
        "ceiling": ids.CEILING,
        "owner": ids.OWNER,
        "source": ids.SOURCE,
    },
    lambda planner, filled: plan_forms.kpi_form(planner.t, filled),
    _check_kpi,
    _standing_kpi,
    _keep_kpi,
    _drop_kpi,
)
CADENCE = Form(
    ids.CADENCE_FORM,
    {"every": ids.EVERY, "weekday": ids.WEEKDAY, "hour": ids.HOUR, "fresh": ids.FRESH},
    lambda planner, filled: plan_forms.cadence_form(planner.t, filled),
    _check_cadence,
    _standing_cadence,
    _keep_cadence,
)
CYCLE = Form(
    ids.CYCLE_FORM,
    {"name": ids.CYCLE_NAME, "starts": ids.STARTS, "ends": ids.ENDS},
    lambda planner, filled: plan_forms.cycle_form(planner.t, filled),
    _check_cycle,
    _standing_cycle,
    _keep_cycle,
)
SETTINGS = Form(
    ids.SETTINGS_FORM,
    {"channel": ids.CHANNEL},
    lambda planner, filled: plan_forms.settings_form(planner.t, filled),
    _check_settings,
    _standing_settings,
    _keep_settings,
)
