"""The numbers of the office, as its head reads them: how long cases took, and what is open."""

import time
from collections.abc import Iterator

import grpc

from contracts import analytics
from office import Caller, Office, violations_of
from report import check, refused, same, step


def play(office: Office, office_code: str, head: tuple[str, str], others: list[Caller]) -> None:
    """Reads the numbers as `head` (name and secret), and as `others`, who may not."""
    with step("head of office: sign in"):
        caller = office.sign_in(*head)
    with step("turnaround: the parts of the way add up, and all that was decided is counted"):
        turnaround(office, office_code, caller)
    with step("backlog: the states add up"):
        backlog(office, office_code, caller)
    with step("the numbers are not for everybody; an unknown office is named as a violation"):
        for method, request in requests(office, office_code):
            for other in others:
                refused(
                    grpc.StatusCode.PERMISSION_DENIED,
                    lambda: office.read(method, request, other),
                )
            refused(
                grpc.StatusCode.UNAUTHENTICATED, lambda: office.read(method, request, Caller())
            )
            request.office_code = "99.99"
            error = refused(
                grpc.StatusCode.INVALID_ARGUMENT, lambda: office.read(method, request, caller)
            )
            same([violation.path for violation in violations_of(error)], ["office_code"], "paths")


def requests(office: Office, office_code: str) -> Iterator[tuple]:
    """Both methods, each with a good request."""
    yield office.analytics.GetTurnaround, analytics.GetTurnaroundRequest(office_code=office_code)
    yield office.analytics.GetBacklog, analytics.GetBacklogRequest(office_code=office_code)


def turnaround(office: Office, office_code: str, caller: Caller) -> None:
    """The numbers follow the changes: asks until all are counted, then checks the sums."""
    request = analytics.GetTurnaroundRequest(office_code=office_code)
    for _ in range(200):
        answer = office.read(office.analytics.GetTurnaround, request, caller)
        if answer.pending == 0:
            break
        time.sleep(0.05)
    same(answer.pending, 0, "the changes that are not counted")
    same(len(answer.turnarounds), 1, "the number of offices")
    found = answer.turnarounds[0]
    same(found.service, analytics.COUNTED_SERVICE_PASSPORT, "the service")
    same([part.step for part in found.steps], [1, 2, 3, 4], "the steps")
    check(found.decided >= 2, f"{found.decided} cases are decided, at least 2 were")
    same(found.decided_in_time, found.decided, "the cases decided in time")
    same(found.in_time_basis_points, 10_000, "the share decided in time")
    *parts, total = found.steps
    same(total.cases, found.decided, "the cases of the total")
    for part in found.steps:
        check(part.p50.ToNanoseconds() <= part.p90.ToNanoseconds(), "p50 is over p90")
        check(part.p90.ToNanoseconds() <= part.longest.ToNanoseconds(), "p90 is over the longest")
        same(sum(bar.cases for bar in part.bars), part.cases, f"the bars of step {part.step}")
    if all(part.cases == total.cases for part in parts):
        whole = sum(part.mean.ToMilliseconds() for part in parts)
        # Each duration and each mean is rounded down to the millisecond.
        check(abs(whole - total.mean.ToMilliseconds()) <= 6, "the parts do not add up")


def backlog(office: Office, office_code: str, caller: Caller) -> None:
    """Sums of states and ages."""
    request = analytics.GetBacklogRequest(office_code=office_code)
    answer = office.read(office.analytics.GetBacklog, request, caller)
    same(len(answer.backlogs), 1, "the number of offices")
    found = answer.backlogs[0]
    same(sum(state.cases for state in found.states), found.cases, "the cases by state")
    for state in found.states:
        same(sum(age.cases for age in state.ages), state.cases, "the cases by age")
    same(found.overdue, 0, "the cases past their day")
