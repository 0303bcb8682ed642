"""What the public says back, as a partner's program plays it: survey, index, complaint, report."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import grpc

from contracts import feedback, options, satisfaction
from office import Caller, Office, new_key, violations_of
from report import check, refused, same, step


@dataclass(frozen=True)
class Case:
    """What the journey left behind: a decided application, and sessions of those who play."""

    citizen: Caller
    official: Caller
    other_citizen: Caller
    application_id: str
    office_code: str


def play(office: Office, case: Case) -> None:
    """All of it."""
    survey(office, case)
    index(office, case)
    refused_reports(office, case)
    complaint(office, case)
    anonymous(office, case)


def _answers(application_id: str, scores: dict[int, int]) -> satisfaction.SubmitSurveyRequest:
    answers = [
        satisfaction.SurveyAnswer(element=element, score=score) for element, score in scores.items()
    ]
    return satisfaction.SubmitSurveyRequest(application_id=application_id, answers=answers)


def _paths(call: Callable[[], Any]) -> set[str]:
    error = refused(grpc.StatusCode.INVALID_ARGUMENT, call)
    return {violation.path for violation in violations_of(error)}


def survey(office: Office, case: Case) -> None:
    """Nine answers about an own decided case, once."""
    request = _answers(case.application_id, {element: 4 for element in range(1, 10)})
    key = new_key()

    def send(caller: Caller, key: str | None = None) -> Any:
        return office.change(office.feedback.SubmitSurvey, request, caller, key)

    with step("survey: about somebody else's case NOT_FOUND, by an officer PERMISSION_DENIED"):
        refused(grpc.StatusCode.NOT_FOUND, lambda: send(case.other_citizen))
        refused(grpc.StatusCode.PERMISSION_DENIED, lambda: send(case.official))
    with step("survey: an element twice, and a score of 5"):
        twice = satisfaction.SubmitSurveyRequest()
        twice.CopyFrom(request)
        twice.answers[1].element = twice.answers[0].element
        twice.answers[2].score = 5
        paths = _paths(
            lambda: office.change(office.feedback.SubmitSurvey, twice, case.citizen)
        )
        same(paths, {"answers[1].element", "answers[2].score"}, "the paths")
    with step("survey: all fours, and the same again under the same key"):
        send(case.citizen, key)
        send(case.citizen, key)
    with step("survey: a second one is refused"):
        refused(grpc.StatusCode.ALREADY_EXISTS, lambda: send(case.citizen))


def index(office: Office, case: Case) -> None:
    """The index over that survey, and no index where there are no answers."""

    def ask(caller: Caller, **fields: str) -> satisfaction.GetSatisfactionIndexResponse:
        request = satisfaction.GetSatisfactionIndexRequest(**fields)
        return office.read(office.feedback.GetSatisfactionIndex, request, caller)

    with step("index: from integers, with grade and every element"):
        answer = ask(case.official, office_code=case.office_code)
        same(len(answer.elements), 9, "the elements")
        same(list(answer.unanswered), [], "the elements without answers")
        total = sum(element.score_total for element in answer.elements)
        count = answer.elements[0].answer_count
        check(count > 0, "no answers")
        same({element.answer_count for element in answer.elements}, {count}, "the counts")
        wanted = (2 * 2500 * total + 9 * count) // (2 * 9 * count)
        same(answer.index_hundredths, wanted, "the index")
        same(answer.index, f"{wanted // 100}.{wanted % 100:02}", "the index in words")
        check(answer.grade != satisfaction.SATISFACTION_GRADE_UNSPECIFIED, "no grade")
    with step("index: over no answers, of no office, over no period, for no citizen"):
        refused(
            grpc.StatusCode.FAILED_PRECONDITION,
            lambda: ask(case.official, until_date="2000-01-01"),
        )
        paths = _paths(
            lambda: ask(
                case.official,
                office_code="99.99",
                from_date="2026-01-02",
                until_date="2026-01-01",
            )
        )
        same(paths, {"office_code", "until_date"}, "the paths")
        refused(grpc.StatusCode.PERMISSION_DENIED, lambda: ask(case.citizen))


def _report(case: Case, kind: int, **fields: Any) -> feedback.SubmitFeedbackRequest:
    return feedback.SubmitFeedbackRequest(
        office_code=case.office_code,
        feedback_class=kind,
        text="The counter closed at noon while people were waiting.",
        **fields,
    )


def refused_reports(office: Office, case: Case) -> None:
    """An unknown office and other faults, all at once; somebody else's application."""
    mine = {"application_id": case.application_id}

    def send(request: feedback.SubmitFeedbackRequest, caller: Caller) -> Any:
        return office.change(office.feedback.SubmitFeedback, request, caller)

    with step("report: every fault at once"):
        wrong = _report(case, 99, anonymous=True, **mine)
        wrong.office_code, wrong.text = "99.99", "Slow."
        wanted = {"office_code", "feedback_class", "text", "application_id"}
        same(_paths(lambda: send(wrong, case.citizen)), wanted, "the paths")
    with step("report: about an application, without account or about somebody else's"):
        delay = _report(case, feedback.FEEDBACK_CLASS_DELAY, **mine)
        same(_paths(lambda: send(delay, Caller())), {"application_id"}, "the paths")
        refused(grpc.StatusCode.NOT_FOUND, lambda: send(delay, case.other_citizen))


def _reply(
    office: Office, caller: Caller, text: str, closes: bool = False, **thread: str
) -> feedback.Feedback:
    request = feedback.ReplyToFeedbackRequest(text=text, closes=closes, **thread)
    return office.change(office.feedback.ReplyToFeedback, request, caller).feedback


def complaint(office: Office, case: Case) -> None:
    """A complaint with account, from both sides, to its end."""
    with step("complaint: with account, about the own application"):
        request = _report(
            case, feedback.FEEDBACK_CLASS_SERVICE, application_id=case.application_id
        )
        answer = office.change(office.feedback.SubmitFeedback, request, case.citizen)
        same(answer.tracking_number, "", "the tracking number of a known reporter")
        opened = answer.feedback
        same(opened.first_reply.allowed_days, 5, "working days to the first reply")
        same(opened.resolution.left_days, 14, "working days left to the end")
        check(opened.first_reply.due_date < opened.resolution.due_date, "the due days")
    thread = {"feedback_id": opened.feedback_id}
    get = feedback.GetFeedbackRequest(**thread)
    with step("complaint: its number alone opens nothing"):
        for nobody in (Caller(), case.other_citizen):
            refused(
                grpc.StatusCode.NOT_FOUND,
                lambda caller=nobody: office.read(office.feedback.GetFeedback, get, caller),
            )
    with step("complaint: officer and citizen write in turn, the officer closes"):
        found = office.read(office.feedback.GetFeedback, get, case.official).feedback
        same(found, opened, "the thread")
        found = _reply(office, case.official, "We are sorry.", **thread)
        same(found.state, feedback.FEEDBACK_STATE_ANSWERED, "the state")
        check(found.first_reply.stopped_date != "", "the first clock runs on")
        found = _reply(office, case.citizen, "And from now on?", **thread)
        same(found.state, feedback.FEEDBACK_STATE_OPEN, "the state")
        found = _reply(office, case.official, "Open until three.", closes=True, **thread)
        same(found.state, feedback.FEEDBACK_STATE_CLOSED, "the state")
        wanted = [options.ROLE_CITIZEN, options.ROLE_OFFICER] * 2
        same([message.role for message in found.messages], wanted, "who wrote")
    with step("complaint: a reply to a closed thread is FAILED_PRECONDITION"):
        refused(
            grpc.StatusCode.FAILED_PRECONDITION,
            lambda: _reply(office, case.citizen, "Wait.", **thread),
        )
    with step("complaint: in the lists of both"):
        for caller in (case.citizen, case.official):
            listed = office.read(
                office.feedback.ListFeedback, feedback.ListFeedbackRequest(), caller
            )
            ids = [item.feedback_id for item in listed.feedback]
            check(opened.feedback_id in ids, f"{opened.feedback_id} is not among {ids}")


def anonymous(office: Office, case: Case) -> None:
    """An anonymous report: its tracking number opens it, and officers do not see corruption."""
    with step("report: anonymous, of corruption"):
        request = _report(case, feedback.FEEDBACK_CLASS_CORRUPTION)
        answer = office.change(office.feedback.SubmitFeedback, request, Caller())
        number, opened = answer.tracking_number, answer.feedback
        same(len(number), 19, "the length of the tracking number")
        check(number != opened.feedback_id, "the tracking number is the thread's identifier")
    with step("report: the tracking number opens it, the identifier does not"):
        get = feedback.GetFeedbackRequest(tracking_number=number)
        same(office.read(office.feedback.GetFeedback, get, Caller()).feedback, opened, "it")
        get = feedback.GetFeedbackRequest(feedback_id=opened.feedback_id)
        for caller in (Caller(), case.citizen, case.official):
            refused(
                grpc.StatusCode.NOT_FOUND,
                lambda caller=caller: office.read(office.feedback.GetFeedback, get, caller),
            )
    with step("report: its reporter writes on, and closes it"):
        found = _reply(office, Caller(), "Never mind.", closes=True, tracking_number=number)
        same({message.role for message in found.messages}, {options.ROLE_ANYBODY}, "who wrote")
        same(found.state, feedback.FEEDBACK_STATE_CLOSED, "the state")
