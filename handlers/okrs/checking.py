"""The doors of the check-in: one form, one click, and the question whether it still matters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot import decoding
from bot.errors import Refusal
from bot.i18n import Translator, say
from bot.mrkdwn import escape
from bot.replies import Answer, FormErrors, Message, OpenForm, UpdateForm, message
from bot.store import drafts, people
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.okrs import check_form, check_reading, ids, receipts, sayings, waits
from handlers.okrs.check_form import PART, Shown
from handlers.okrs.check_reading import Carried
from workflows.okrs import check_in_form, check_ins, cycles, doubts, kpi, kpis, living, shaping
from workflows.okrs.key_result import KeyResult
from workflows.okrs.kpi import Kpi

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Teller:
    """Who checks in, for whom, when and in which language."""

    session: Session
    workspace: Workspace
    person: Person
    now: datetime
    t: Translator
    owner: int

    def asked(self) -> tuple[tuple[KeyResult, ...], tuple[Kpi, ...]]:
        """All that is to be told of: key results under way, and KPIs."""
        given = (self.session, self.workspace)
        mine = check_ins.mine(*given, self.person, self.owner, self.now)
        return mine, kpi.owned(*given, [self.owner])

    def part(self, number: int) -> tuple[tuple[KeyResult, ...], tuple[Kpi, ...], int]:
        """What stands in a part of the form, and how many parts there are."""
        mine, figures = self.asked()
        every: tuple[KeyResult | Kpi, ...] = (*mine, *figures)
        some = every[number * PART : (number + 1) * PART]
        shown = tuple(each for each in some if isinstance(each, KeyResult))
        others = tuple(each for each in some if isinstance(each, Kpi))
        return shown, others, max(1, -(-len(every) // PART))

    def form(self, carried: Carried, resumes: bool = True) -> dict[str, Any]:
        """A part of the form, with what was typed into it before and not kept, if anything."""
        mine, figures, parts = self.part(carried.part)
        if not mine and not figures:
            raise Refusal(
                say("Nothing is left to update here: these key results are not theirs any more.")
            )
        day = cycles.today(self.session, self.workspace, self.now)
        carried = replace(carried, seen=check_reading.seen(self.t, mine))
        where = self.person.timezone
        shown = Shown(mine, figures, day, where, carried, self._others(), parts=parts)
        draft = drafts.newest(self.session, self.workspace, self.person, ids.CHECK_IN_FORM)
        if draft is None or not resumes:
            return check_form.check_in_form(self.t, shown)
        if not carried.is_like(draft.typed.get("metadata", "")):
            return check_form.check_in_form(self.t, shown)
        view = check_reading.drafted(draft.typed)
        shown = replace(
            shown,
            carried=replace(carried, draft=draft.id),
            typed=check_reading.read(view, mine),
            values=check_reading.read_values(view, figures),
            since=draft.at,
        )
        return check_form.check_in_form(self.t, shown)

    def _others(self) -> str:
        if self.owner == self.person.id:
            return ""
        found = people.by_ids(self.session, self.workspace, [self.owner]).get(self.owner)
        return (escape(found.name) or f"<@{found.slack_id}>") if found else ""


def start(
    session: Session, workspace: Workspace, person: Person, now: datetime, t: Translator
) -> Answer | OpenForm:
    """`/okr update`."""
    teller = Teller(session, workspace, person, now, t, person.id)
    if not any(teller.asked()):
        return Answer(nothing(t))
    return OpenForm(teller.form(Carried(person.id)))


def open_form(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> OpenForm:
    """The button *Update*, of one's own or of whom one stands in for."""
    owner = decoding.number(action["value"])
    teller = Teller(session, workspace, person, now, t, owner)
    return OpenForm(teller.form(Carried(owner)))


def start_empty(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> UpdateForm:
    """The button that lets a draft go."""
    carried = decoding.read(Carried.loads, action["value"])
    drafts.settle(session, workspace, person, draft=carried.draft)
    teller = Teller(session, workspace, person, now, t, carried.owner)
    return UpdateForm(teller.form(replace(carried, draft=0), resumes=False))


def save(
    session: Session, workspace: Workspace, person: Person, view: Json, now: datetime, t: Translator
) -> FormErrors | UpdateForm:
    """The form, submitted: what was told is kept, and the next part follows if there is one."""
    carried = decoding.read(Carried.loads, view["private_metadata"])
    teller = Teller(session, workspace, person, now, t, carried.owner)
    mine, figures, parts = teller.part(carried.part)
    check_reading.require_all(view, mine, figures)
    typed = check_reading.read(view, mine), check_reading.read_values(view, figures)
    checked = check_in_form.check(*typed, (mine, figures), t.language)
    if not isinstance(checked, check_in_form.Checked):
        return FormErrors(check_reading.beside(t, view, checked))
    checked = _settled(t, carried, (typed[0], mine), checked)
    last = carried.part + 1 >= parts
    told = _keep(teller, checked, carried.owner if last else 0)
    drafts.settle_like(session, workspace, person, ids.CHECK_IN_FORM, carried.is_like)
    if not last:
        following = Carried(carried.owner, carried.part + 1)
        return UpdateForm(teller.form(following, resumes=False))
    return UpdateForm(receipts.in_form(t, told))


def no_change(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> Answer:
    """The button *No change* in a message: all of it, with one click."""
    owner = decoding.number(action["value"])
    return Answer(receipts.in_message(t, _unchanged(session, workspace, person, owner, now)))


def no_change_at_home(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> OpenForm:
    """The same on App Home."""
    owner = decoding.number(action["value"])
    return OpenForm(receipts.in_form(t, _unchanged(session, workspace, person, owner, now)))


def keep_alive(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> Answer:
    """The button that says that a key result still matters."""
    found = living.keep_alive(session, workspace, person, decoding.number(action["value"]), now)
    return Answer(message(stays(t, found)))


def keep_alive_in_form(
    session: Session,
    workspace: Workspace,
    person: Person,
    body: Json,
    now: datetime,
    t: Translator,
) -> UpdateForm:
    """The same in what a form became."""
    which = decoding.number(body["actions"][0]["value"])
    found = living.keep_alive(session, workspace, person, which, now)
    return UpdateForm(receipts.answered(body["view"], which, stays(t, found)))


def drop(
    session: Session,
    workspace: Workspace,
    person: Person,
    action: Json,
    now: datetime,
    t: Translator,
) -> Answer:
    """The button that drops a key result that matters no more."""
    found = shaping.drop(session, workspace, person, decoding.number(action["value"]), now)
    return Answer(message(dropped(t, found)))


def drop_in_form(
    session: Session,
    workspace: Workspace,
    person: Person,
    body: Json,
    now: datetime,
    t: Translator,
) -> UpdateForm:
    """The same in what a form became."""
    which = decoding.number(body["actions"][0]["value"])
    found = shaping.drop(session, workspace, person, which, now)
    return UpdateForm(receipts.answered(body["view"], which, dropped(t, found)))


def nothing(t: Translator) -> Message:
    """What somebody reads who has no key result."""
    return message(
        t(
            "No key result of the cycle under way is yours. `/okr report` shows those of the teams;"
            " who leads a team adds some with `/okr plan`."
        )
    )


def stays(t: Translator, found: KeyResult) -> str:
    """What is said of one that still matters."""
    return t("*{title}* stays. What would move it?", title=sayings.titled(found.title))


def dropped(t: Translator, found: KeyResult) -> str:
    """What is said of one that does not."""
    return t("*{title}* is dropped; its history stays.", title=sayings.titled(found.title))


def _settled(
    t: Translator,
    carried: Carried,
    form: tuple[Mapping[int, check_in_form.Typed], Sequence[KeyResult]],
    checked: check_in_form.Checked,
) -> check_in_form.Checked:
    """What is told of what nobody touched: no change, or nothing where somebody told meanwhile."""
    typed, mine = form
    same = {each.id: each for each in check_reading.untouched(carried, typed, mine)}
    told = []
    for each in checked.told:
        found = same.get(each.key_result)
        if found is None or found.value is None:
            told.append(each)
        elif check_reading.seen(t, [found])[0] in carried.seen:
            told.append(replace(each, because=found.because, unchanged=True))
    return replace(checked, told=tuple(told))


def _keep(teller: Teller, checked: check_in_form.Checked, answers: int) -> receipts.Told:
    given = (teller.session, teller.workspace, teller.person)
    for which, value in checked.readings.items():
        kpis.tell(*given, which, (value, teller.now), teller.now)
    before = {each.id: each.value for each in teller.asked()[0]}
    told = check_ins.tell(*given, checked.told, teller.now, answers)
    figures = tuple(kpi.find(*given[:2], which) for which in checked.readings)
    speaking = doubts.doubts(*given[:2], told, teller.now)
    stuck = living.unchanged(*given[:2], told)
    far = tuple((each, was) for each in told if (was := before.get(each.id)) and each.is_far(was))
    held = waits.doubts(*given, told, teller.now)
    return receipts.Told(told, figures, doubts=speaking, held=held, far=far, stuck=stuck)


def _unchanged(
    session: Session, workspace: Workspace, person: Person, owner: int, now: datetime
) -> receipts.Told:
    # Who stands in may look only while they are asked.
    every = check_ins.mine(session, workspace, person, owner, now)
    told = check_ins.no_change(session, workspace, person, owner, now)
    return receipts.Told(
        told,
        unchanged=True,
        doubts=doubts.doubts(session, workspace, told, now),
        held=waits.doubts(session, workspace, person, told, now),
        stuck=living.unchanged(session, workspace, told),
        untold=tuple(each for each in every if each.value is None),
    )
