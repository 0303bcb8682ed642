#!/usr/bin/env python3
"""A passport application from registration to decision, as a partner's program plays it.

Knows nothing of Lintas but the contracts in Proto/ and uses stock grpcio. It checks every answer
against the contract, prints one line a step with the time it took, and ends with status 0 only if
all was as the contract says. The officer's secret comes by the environment variable
LINTAS_OFFICER_SECRET, that of the head of the office by LINTAS_HEAD_SECRET.

    journey.py --server 127.0.0.1:7443 --ca ca.pem --officer sari --head wayan
"""

import argparse
import os
import pathlib
import random
import sys
from dataclasses import dataclass

import grpc
from grpc_health.v1 import health_pb2

import analytics
import course
import feedback
import refusals
from contracts import applicant, identity, officer, options, passport, values
from office import Caller, Office, new_key, violations_of
from people import Crowd, Person, first_passport
from report import Unexpected, check, refused, same, step
from watching import Watch


@dataclass(frozen=True)
class Setting:
    """Where the journey is played, and by whom."""

    office: Office
    crowd: Crowd
    office_code: str
    officer_name: str
    officer_secret: str
    head: tuple[str, str]


def healthy(office: Office) -> None:
    """The standard health service, by its stock client."""
    with step("health: check and watch say SERVING"):
        request = health_pb2.HealthCheckRequest()
        serving = health_pb2.HealthCheckResponse.SERVING
        same(office.health.Check(request, timeout=office.deadline).status, serving, "check")
        watch = office.health.Watch(request, timeout=office.deadline)
        same(next(watch).status, serving, "the first event of watch")
        watch.cancel()


def inform(setting: Setting, person: Person) -> None:
    """What anybody may ask without an account: papers, validities, offices, fee."""
    office, anybody = setting.office, Caller()
    with step("requirements: papers, validities and offices for a first electronic passport"):
        answer = office.read(
            office.applicant.GetRequirements,
            applicant.GetRequirementsRequest(
                kind=passport.PASSPORT_KIND_ELECTRONIC,
                reason=passport.APPLICATION_REASON_FIRST,
                birth_date=person.birth_date.isoformat(),
                marital_status=values.MARITAL_STATUS_SINGLE,
            ),
            anybody,
        )
        wanted = set(first_passport(person, setting.office_code).documents)
        same({paper.document for paper in answer.documents}, wanted, "the papers")
        for paper in answer.documents:
            texts = (paper.description.indonesian, paper.description.english, paper.legal_basis)
            check(all(texts), f"paper {paper.document} lacks a text or its legal basis")
        both = {passport.PASSPORT_VALIDITY_FIVE_YEARS, passport.PASSPORT_VALIDITY_TEN_YEARS}
        same(set(answer.validities), both, "the validities of an adult")
        codes = [site.code for site in answer.offices]
        check(setting.office_code in codes, f"office {setting.office_code} is not among {codes}")
    with step("fee: item by item, with legal basis"):
        request = applicant.QuoteFeeRequest(
            kind=passport.PASSPORT_KIND_ELECTRONIC,
            validity=passport.PASSPORT_VALIDITY_TEN_YEARS,
            reason=passport.APPLICATION_REASON_FIRST,
        )
        fee = office.read(office.applicant.QuoteFee, request, anybody).fee
        same(fee.total_rupiah, 950_000, "electronic passport of ten years")
        total = sum(item.amount_rupiah for item in fee.items)
        same(total, fee.total_rupiah, "the sum of the items")
        check(all(item.legal_basis for item in fee.items), "an item lacks its legal basis")


def join(setting: Setting, person: Person) -> Caller:
    """Opens an account and a session."""
    office = setting.office
    request = identity.RegisterRequest(
        nik=person.nik, full_name=person.full_name, phone=person.phone, secret=person.secret
    )
    with step("register"):
        account = office.change(office.identity.Register, request, Caller()).account_id
        same(len(account), 19, "the length of the account's identifier")
    with step("sign in, by NIK"):
        caller = office.sign_in(person.nik, person.secret)
    with step("who am I"):
        me = office.read(office.identity.WhoAmI, identity.WhoAmIRequest(), caller)
        same(me.owner.account_id, account, "the account")
        same(list(me.owner.roles), [options.ROLE_CITIZEN], "the roles")
        check(me.expires_at.seconds > 0, "the session does not say when it ends")
    return caller


def three_faults(setting: Setting, person: Person, caller: Caller) -> None:
    """A form with three faults: all three come back at once, in both languages."""
    office = setting.office
    form = first_passport(person, setting.office_code)
    form.kind = 99
    form.person.nik = person.nik[:-4] + "0000"
    form.person.birth_date = "1999-02-30"
    request = applicant.SubmitApplicationRequest(form=form)
    wanted = {"form.kind", "form.person.nik", "form.person.birth_date"}
    texts = {}
    for language in ("id", "en"):
        with step(f"submit with three faults: all three violations at once, in {language}"):
            error = refused(
                grpc.StatusCode.INVALID_ARGUMENT,
                lambda: office.change(
                    office.applicant.SubmitApplication, request, caller.speaking(language)
                ),
            )
            violations = violations_of(error)
            same({violation.path for violation in violations}, wanted, "the paths")
            same(len(violations), 3, "the number of violations")
            for violation in violations:
                check(bool(violation.description), f"{violation.path} lacks its description")
                same(violation.locale, language, f"the language of {violation.path}")
                print(f"               {violation.path}: {violation.text}")
            texts[language] = {violation.path: violation.text for violation in violations}
    for path in wanted:
        check(texts["id"][path] != texts["en"][path], f"{path} has one text for both languages")


def submit(setting: Setting, person: Person, caller: Caller) -> passport.Application:
    """The corrected form; the same key gives the same answer, and never a second application."""
    office = setting.office
    request = applicant.SubmitApplicationRequest(form=first_passport(person, setting.office_code))
    key = new_key()

    def send(changed: applicant.SubmitApplicationRequest) -> applicant.SubmitApplicationResponse:
        return office.change(office.applicant.SubmitApplication, changed, caller, key)

    with step("submit the corrected form"):
        answer = send(request)
        application = answer.application
        same(application.state, passport.APPLICATION_STATE_SUBMITTED, "the state")
        same(application.fee.total_rupiah, 950_000, "the fee")
        same(application.form, request.form, "the form")
        same([entry.number for entry in application.timeline], [1], "the timeline's numbers")
        check(application.due_date != "", "no promised day")
    with step("same key, same request: the same answer again"):
        same(send(request), answer, "the repeated answer")
    with step("same key, other request: ALREADY_EXISTS"):
        other = applicant.SubmitApplicationRequest()
        other.CopyFrom(request)
        other.form.express = True
        refused(grpc.StatusCode.ALREADY_EXISTS, lambda: send(other))
    with step("the list holds it once"):
        mine = office.read(
            office.applicant.ListApplications, applicant.ListApplicationsRequest(), caller
        )
        found = [summary.application_id for summary in mine.applications]
        same(found, [application.application_id], "the citizen's applications")
    return application


def claim(setting: Setting, caller: Caller, application_id: str) -> officer.CaseFile:
    """Claims cases until it is this one: nobody picks, the server hands out by promised day."""
    office = setting.office
    while True:
        answer = office.change(
            office.officer.ClaimNextCase, officer.ClaimNextCaseRequest(), caller
        )
        check(answer.HasField("file"), "the queue is empty and the case was not handed out")
        if answer.file.application.application_id == application_id:
            return answer.file


def examine(setting: Setting, caller: Caller, application_id: str) -> None:
    """The officer claims the case, opens it and records what was found about its papers."""
    office = setting.office
    with step("officer: claim the next case"):
        file = claim(setting, caller, application_id)
        same(file.application.state, passport.APPLICATION_STATE_CLAIMED, "the state")
        check(file.claimed_by_me, "the claimed case does not say that it is mine")
    with step("officer: open the case, for a stated purpose"):
        request = officer.GetCaseRequest(
            application_id=application_id, purpose=officer.PURPOSE_PROCESSING
        )
        file = office.read(office.officer.GetCase, request, caller).file
        same(file.application.application_id, application_id, "the case")
    with step("officer: record the check of each paper"):
        request = officer.RecordDocumentCheckRequest(
            application_id=application_id,
            findings=[
                passport.DocumentFinding(
                    document=document, verdict=passport.DOCUMENT_VERDICT_ACCEPTED
                )
                for document in file.application.form.documents
            ],
        )
        file = office.change(office.officer.RecordDocumentCheck, request, caller).file
        state = file.application.state
        same(state, passport.APPLICATION_STATE_DOCUMENTS_CHECKED, "the state")


def decide(
    setting: Setting,
    caller: Caller,
    application_id: str,
    reason: passport.DecisionReason,
    grounds: str = "",
) -> passport.Decision:
    """The officer decides for good: approval if the reason is that all requirements are met."""
    approve = reason == passport.DECISION_REASON_REQUIREMENTS_MET
    outcome = passport.OUTCOME_APPROVE if approve else passport.OUTCOME_REFUSE
    request = officer.DecideCaseRequest(
        application_id=application_id, outcome=outcome, reason=reason, grounds=grounds
    )
    answer = setting.office.change(setting.office.officer.DecideCase, request, caller)
    return answer.file.application.decision


def follow(watch: Watch, application_id: str, state: passport.ApplicationState) -> int:
    """The next event tells that the application stands at `state`; gives its sequence."""
    event = watch.next()
    name = passport.ApplicationState.Name(state)
    same(event.application.application_id, application_id, "the event's application")
    same(event.application.state, state, f"the event that should tell {name}")
    same(event.entry.state, state, f"the step that should tell {name}")
    check(not event.initial, f"{name} came as an initial event")
    check(bool(event.entry.text.indonesian and event.entry.text.english), f"{name} lacks a text")
    print(f"               stream: {event.entry.text.indonesian} / {event.entry.text.english}")
    return event.sequence


def approved_case(setting: Setting, person: Person, citizen: Caller, official: Caller) -> str:
    """The journey of an approval, seen from the citizen's open stream."""
    office = setting.office
    with Watch(office, citizen) as watch:
        three_faults(setting, person, citizen)
        with step("the refused forms left no event"):
            watch.silent(0.3)
        application_id = submit(setting, person, citizen).application_id
        sequences = [follow(watch, application_id, passport.APPLICATION_STATE_SUBMITTED)]
        examine(setting, official, application_id)
        reason = passport.DECISION_REASON_REQUIREMENTS_MET
        course.qualify(
            office, official, lambda: decide(setting, official, application_id, reason)
        )
        with step("officer: approve"):
            decision = decide(setting, official, application_id, reason)
            check(decision.valid_until != "", "the approval names no last day of validity")
        sequences += [
            follow(watch, application_id, state)
            for state in (
                passport.APPLICATION_STATE_CLAIMED,
                passport.APPLICATION_STATE_DOCUMENTS_CHECKED,
                passport.APPLICATION_STATE_APPROVED,
            )
        ]
        check(
            all(before < after for before, after in zip(sequences, sequences[1:])),
            f"the sequence numbers do not grow: {sequences}",
        )
    with step("a stream resumed after the second step tells the third and the fourth"):
        with Watch(office, citizen, resume_after=sequences[1]) as watch:
            same([watch.next().sequence, watch.next().sequence], sequences[2:], "the sequences")
    with step("a new stream begins with the present state"):
        with Watch(office, citizen) as watch:
            event = watch.next()
            check(event.initial, "the first event is not marked as initial")
            same(event.application.state, passport.APPLICATION_STATE_APPROVED, "its state")
    with step("the application's own timeline tells all four steps"):
        request = applicant.GetApplicationRequest(application_id=application_id)
        found = office.read(office.applicant.GetApplication, request, citizen).application
        same([entry.number for entry in found.timeline], [1, 2, 3, 4], "the steps")
        same(found.decision.outcome, passport.OUTCOME_APPROVE, "the decision")
    return application_id


def refused_case(setting: Setting, person: Person, citizen: Caller, official: Caller) -> None:
    """The journey of a refusal: it needs grounds, which the citizen reads."""
    office = setting.office
    grounds = "The family card names another date of birth than the birth certificate."
    with step("second citizen: submit"):
        form = first_passport(person, setting.office_code)
        request = applicant.SubmitApplicationRequest(form=form)
        answer = office.change(office.applicant.SubmitApplication, request, citizen)
        application_id = answer.application.application_id
    examine(setting, official, application_id)
    reason = passport.DECISION_REASON_IDENTITY_NOT_PROVEN
    with step("officer: a refusal without grounds is refused itself"):
        error = refused(
            grpc.StatusCode.INVALID_ARGUMENT,
            lambda: decide(setting, official, application_id, reason, "No."),
        )
        same([violation.path for violation in violations_of(error)], ["grounds"], "the paths")
    with step("officer: refuse, with reason and grounds"):
        decide(setting, official, application_id, reason, grounds)
    with step("second citizen: reads why"):
        request = applicant.GetApplicationRequest(application_id=application_id)
        found = office.read(office.applicant.GetApplication, request, citizen).application
        same(found.state, passport.APPLICATION_STATE_REFUSED, "the state")
        same(found.decision.grounds, grounds, "the grounds")


def play(setting: Setting) -> None:
    """The whole journey."""
    first, second = setting.crowd.adult(), setting.crowd.adult()
    healthy(setting.office)
    inform(setting, first)
    citizen = join(setting, first)
    with step("officer: sign in"):
        official = setting.office.sign_in(setting.officer_name, setting.officer_secret)
    application_id = approved_case(setting, first, citizen, official)
    other = join(setting, second)
    refused_case(setting, second, other, official)
    said = feedback.Case(citizen, official, other, application_id, setting.office_code)
    feedback.play(setting.office, said)
    case = refusals.Case(first, citizen, official, other, application_id, setting.office_code)
    refusals.play(setting.office, case)
    analytics.play(setting.office, setting.office_code, setting.head, [citizen, official])


def main() -> int:
    """Reads the command line, plays, and says how it went."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--server", required=True, help="host:port of lintasd")
    parser.add_argument("--ca", required=True, type=pathlib.Path, help="authority to trust (PEM)")
    parser.add_argument("--officer", required=True, help="name that the officer signs in with")
    parser.add_argument("--head", required=True, help="name that the head of office signs in with")
    parser.add_argument("--office", default="18.08", help="code of the officer's office")
    parser.add_argument("--seed", type=int, default=random.randrange(2**32), help="of the people")
    options_given = parser.parse_args()
    secret = os.environ.get("LINTAS_OFFICER_SECRET")
    if not secret:
        parser.error("set LINTAS_OFFICER_SECRET to the officer's secret")
    head_secret = os.environ.get("LINTAS_HEAD_SECRET")
    if not head_secret:
        parser.error("set LINTAS_HEAD_SECRET to the secret of the head of office")
    print(f"journey: {options_given.server}, seed {options_given.seed}")
    with Office(options_given.server, options_given.ca) as office:
        crowd = Crowd(options_given.seed)
        try:
            head = (options_given.head, head_secret)
            code, name = options_given.office, options_given.officer
            play(Setting(office, crowd, code, name, secret, head))
        except Unexpected as error:
            print(f"journey: {error}", file=sys.stderr)
            return 1
    print("journey: every answer was as the contracts say")
    return 0


if __name__ == "__main__":
    sys.exit(main())
