"""What a server must refuse, and how: wrong callers, wrong bytes, deadlines and cancellation."""

import concurrent.futures
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import grpc

from contracts import applicant, identity, officer, passport
from office import Caller, Office, new_key, violations_of
from people import Person, first_passport
from report import check, refused, same, step

# A megabyte more than a server takes in one message.
_TOO_LARGE = 5 * 1024 * 1024


@dataclass(frozen=True)
class Case:
    """What the journey left behind, for calls that have to fail."""

    person: Person
    citizen: Caller
    official: Caller
    other_citizen: Caller
    application_id: str
    office_code: str


def play(office: Office, case: Case) -> None:
    """Every refusal; after each of them the connection still serves."""
    who_may_call(office, case)
    what_is_hidden(office, case)
    accounts(office, case)
    one_effect(office, case)
    keys_and_deadlines(office, case)
    bytes_and_methods(office)
    time_and_cancellation(office, case)
    with step("the connection still serves: 200 calls at once"):
        with concurrent.futures.ThreadPoolExecutor(32) as threads:
            list(threads.map(lambda _: _quote(office), range(200)))


def _quote(office: Office) -> applicant.QuoteFeeResponse:
    request = applicant.QuoteFeeRequest(
        kind=passport.PASSPORT_KIND_ORDINARY,
        validity=passport.PASSPORT_VALIDITY_FIVE_YEARS,
        reason=passport.APPLICATION_REASON_FIRST,
    )
    answer = office.read(office.applicant.QuoteFee, request, Caller())
    same(answer.fee.total_rupiah, 350_000, "ordinary passport of five years")
    return answer


def who_may_call(office: Office, case: Case) -> None:
    """Tokens and roles."""
    mine = applicant.ListApplicationsRequest()
    next_case = officer.ClaimNextCaseRequest()
    form = first_passport(case.person, case.office_code)
    with step("no token: UNAUTHENTICATED"):
        refused(
            grpc.StatusCode.UNAUTHENTICATED,
            lambda: office.read(office.applicant.ListApplications, mine, Caller()),
        )
    with step("wrong token: UNAUTHENTICATED"):
        refused(
            grpc.StatusCode.UNAUTHENTICATED,
            lambda: office.read(office.applicant.ListApplications, mine, Caller("A" * 43)),
        )
    with step("no token, on a stream: UNAUTHENTICATED"):
        request = applicant.WatchApplicationsRequest()
        refused(
            grpc.StatusCode.UNAUTHENTICATED,
            lambda: next(office.applicant.WatchApplications(request, timeout=office.deadline)),
        )
    with step("a citizen claims a case: PERMISSION_DENIED"):
        refused(
            grpc.StatusCode.PERMISSION_DENIED,
            lambda: office.change(office.officer.ClaimNextCase, next_case, case.citizen),
        )
    with step("an officer submits an application: PERMISSION_DENIED"):
        submit = applicant.SubmitApplicationRequest(form=form)
        refused(
            grpc.StatusCode.PERMISSION_DENIED,
            lambda: office.change(office.applicant.SubmitApplication, submit, case.official),
        )


def what_is_hidden(office: Office, case: Case) -> None:
    """Other people's files, unknown files, and steps that do not fit the state."""
    with step("another citizen's application: NOT_FOUND"):
        request = applicant.GetApplicationRequest(application_id=case.application_id)
        refused(
            grpc.StatusCode.NOT_FOUND,
            lambda: office.read(office.applicant.GetApplication, request, case.other_citizen),
        )
    with step("an identifier with a typing error: INVALID_ARGUMENT"):
        last = case.application_id[-1]
        mistyped = case.application_id[:-1] + ("0" if last != "0" else "1")
        request = applicant.GetApplicationRequest(application_id=mistyped)
        error = refused(
            grpc.StatusCode.INVALID_ARGUMENT,
            lambda: office.read(office.applicant.GetApplication, request, case.citizen),
        )
        same([found.path for found in violations_of(error)], ["application_id"], "the paths")
    with step("a decided case decided again: FAILED_PRECONDITION"):
        decide = officer.DecideCaseRequest(
            application_id=case.application_id,
            outcome=passport.OUTCOME_APPROVE,
            reason=passport.DECISION_REASON_REQUIREMENTS_MET,
        )
        refused(
            grpc.StatusCode.FAILED_PRECONDITION,
            lambda: office.change(office.officer.DecideCase, decide, case.official),
        )


def accounts(office: Office, case: Case) -> None:
    """Accounts that exist, and secrets that are wrong."""
    with step("the same NIK registered again: ALREADY_EXISTS"):
        request = identity.RegisterRequest(
            nik=case.person.nik,
            full_name=case.person.full_name,
            phone=case.person.phone,
            secret="another-secret",
        )
        refused(
            grpc.StatusCode.ALREADY_EXISTS,
            lambda: office.change(office.identity.Register, request, Caller()),
        )
    with step("wrong secret and unknown name: the same UNAUTHENTICATED"):
        answers = []
        for name in (case.person.nik, "nobody-of-this-name"):
            error = refused(
                grpc.StatusCode.UNAUTHENTICATED,
                lambda name=name: office.sign_in(name, "not-the-secret"),
            )
            answers.append(error.details())
        same(answers[0], answers[1], "the sentences")


def one_effect(office: Office, case: Case) -> None:
    """Many at once under one key."""
    form = first_passport(case.person, case.office_code)
    request = applicant.SubmitApplicationRequest(form=form)
    key = new_key()

    def send(_: int) -> str:
        submit, caller = office.applicant.SubmitApplication, case.other_citizen
        answer = _until_done(lambda: office.change(submit, request, caller, key))
        return answer.application.application_id

    with step("one key at once from 50 threads: one effect, one answer"):
        with concurrent.futures.ThreadPoolExecutor(50) as threads:
            answers = set(threads.map(send, range(50)))
        same(len(answers), 1, "the number of different answers")
        same(_count(office, case.other_citizen), 2, "applications, with the first one")


def keys_and_deadlines(office: Office, case: Case) -> None:
    """Changes without a key, and changes whose deadline passes at any moment."""
    form = first_passport(case.person, case.office_code)
    request = applicant.SubmitApplicationRequest(form=form)
    submit = office.applicant.SubmitApplication
    with step("a change without idempotency key, or with a wrong one: INVALID_ARGUMENT"):
        for fields in ([], [("idempotency-key", "not-128-bits")]):
            fields = case.citizen.fields() + fields
            error = refused(
                grpc.StatusCode.INVALID_ARGUMENT,
                lambda fields=fields: submit(request, metadata=fields, timeout=office.deadline),
            )
            paths = [found.path for found in violations_of(error)]
            same(paths, ["idempotency-key"], "the paths")
    before = _count(office, case.citizen)
    attempts = 40
    with step(f"{attempts} changes with deadlines of 0 to 20 ms, repeated: nothing half-written"):
        late = 0
        for attempt in range(attempts):
            key = new_key()
            try:
                fields = case.citizen.fields(key)
                submit(request, metadata=fields, timeout=0.020 * attempt / attempts)
            except grpc.RpcError as error:
                same(error.code(), grpc.StatusCode.DEADLINE_EXCEEDED, "the status")
                late += 1
            _until_done(lambda key=key: office.change(submit, request, case.citizen, key))
        check(late > 0, "no deadline passed")
        same(_count(office, case.citizen), before + attempts, "the number of applications")


def _count(office: Office, citizen: Caller) -> int:
    """How many applications a citizen has, 100 at most."""
    request = applicant.ListApplicationsRequest(page_size=100)
    return len(office.read(office.applicant.ListApplications, request, citizen).applications)


def _until_done(change: Callable[[], Any]) -> Any:
    """Makes a change; ABORTED says that another call with its key is at work, so try again."""
    while True:
        try:
            return change()
        except grpc.RpcError as error:
            if error.code() is not grpc.StatusCode.ABORTED:
                raise
            time.sleep(0.05)


def bytes_and_methods(office: Office) -> None:
    """Methods that are not there and bytes that are no message."""

    def raw(path: str, request: bytes) -> bytes:
        return office.channel.unary_unary(path)(request, timeout=office.deadline)

    quote = "/lintas.v1.ApplicantService/QuoteFee"
    with step("unknown method, unknown service: UNIMPLEMENTED"):
        for path in ("/lintas.v1.ApplicantService/Fly", "/lintas.v1.NoService/QuoteFee", "/x"):
            refused(grpc.StatusCode.UNIMPLEMENTED, lambda path=path: raw(path, b""))
    with step("bytes that are no message: INTERNAL"):
        for wrong in (b"\xff\xff\xff\xff", b"\x08", b"\x0a\xff\xff\xff\xff\x0f", b"\x0b\x0b"):
            refused(grpc.StatusCode.INTERNAL, lambda wrong=wrong: raw(quote, wrong))
    with step("a message over the limit: RESOURCE_EXHAUSTED"):
        refused(
            grpc.StatusCode.RESOURCE_EXHAUSTED, lambda: raw(quote, b"\x00" * _TOO_LARGE)
        )


def time_and_cancellation(office: Office, case: Case) -> None:
    """A deadline ends a call, and so does its caller."""
    request = applicant.WatchApplicationsRequest()
    with step("a stream past its deadline: DEADLINE_EXCEEDED"):
        stream = office.applicant.WatchApplications(
            request, metadata=case.other_citizen.fields(), timeout=0.5
        )
        refused(grpc.StatusCode.DEADLINE_EXCEEDED, lambda: list(stream))
    with step("a stream cancelled by its caller: CANCELLED"):
        stream = office.applicant.WatchApplications(request, metadata=case.citizen.fields())
        check(next(stream).initial, "the stream does not begin with the present state")
        stream.cancel()
        refused(grpc.StatusCode.CANCELLED, lambda: next(stream))
    with step("a hundred streams opened and cancelled at once"):
        streams = [
            office.applicant.WatchApplications(request, metadata=case.citizen.fields())
            for _ in range(100)
        ]
        for stream in streams:
            next(stream)
        for stream in streams:
            stream.cancel()
