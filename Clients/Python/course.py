"""The course that an officer has to pass before deciding, as the journey plays it."""

import pathlib
from collections.abc import Callable
from typing import Any

import grpc

import contracts
from contracts import training
from office import Caller, Office, details_of, new_key, violations_of
from report import check, refused, same, step

COURSE = "passport-decision"

# What the server of the journey was loaded with; only there do the right answers stand.
REFERENCE = (
    pathlib.Path(__file__).resolve().parents[2] / "Sources/Office/ReferenceData/way-kanan.txt"
)


def right_options(reference: pathlib.Path, course: str) -> dict[str, int]:
    """The right option of each question of a course, from the table [question] of a file."""
    section, columns, right = "", [], {}
    for line in reference.read_text(encoding="utf-8").splitlines():
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("[") and line.endswith("]"):
            section, columns = line[1:-1], []
            continue
        cells = [cell.strip() for cell in line.split("|")]
        if not columns:
            columns = cells
        elif section == "question":
            row = dict(zip(columns, cells))
            if row["course"] == course:
                right[row["key"]] = int(row["right"])
    return right


def answers(quiz: training.Quiz, right: dict[str, int], wrong: int) -> training.SubmitQuizRequest:
    """Answers to a quiz, of which the first `wrong` are not right."""
    request = training.SubmitQuizRequest(course_id=quiz.course_id, attempt=quiz.attempt)
    for index, question in enumerate(quiz.questions):
        option = right[question.question_id]
        if index < wrong:
            option = option % len(question.options) + 1
        request.answers.add(question_id=question.question_id, option=option)
    return request


def competence_missing(error: grpc.RpcError) -> None:
    """A refusal for want of a certificate names the course, for programs and for people."""
    info = contracts.details.ErrorInfo()
    found = [detail for detail in details_of(error).details if detail.Unpack(info)]
    check(bool(found), "the refusal has no ErrorInfo")
    same(info.reason, "COMPETENCE_MISSING", "the reason")
    same(info.metadata["subject"], COURSE, "the subject")
    check(COURSE in (error.details() or ""), "the sentence does not name the course")


def qualify(office: Office, official: Caller, decide: Callable[[], Any]) -> None:
    """The officer is refused, does not pass, is refused again, and passes.

    An officer of an earlier run against the same server has the certificate already; then only the
    list is looked at.
    """
    if _course(office, official).competent:
        print("               officer: has the certificate from an earlier run")
        return
    right = right_options(REFERENCE, COURSE)
    with step("officer: decide without the certificate: PERMISSION_DENIED, naming the course"):
        competence_missing(refused(grpc.StatusCode.PERMISSION_DENIED, decide))
    quiz = _start(office, official)
    with step("officer: answers that cannot be: every fault at once"):
        faulty = answers(quiz, right, 0)
        faulty.answers[0].option = 99
        faulty.answers[1].question_id = "never-drawn"
        error = refused(
            grpc.StatusCode.INVALID_ARGUMENT,
            lambda: office.change(office.training.SubmitQuiz, faulty, official),
        )
        wanted = {"answers[0].option", "answers[1].question_id", "answers"}
        same({violation.path for violation in violations_of(error)}, wanted, "the paths")
    with step("officer: three of five are right: not passed, and still refused"):
        result = _submit(office, official, answers(quiz, right, 2))
        same((result.correct, result.score_percent, result.passed), (3, 60, False), "the result")
        check(not result.HasField("certificate"), "a certificate for a quiz that was not passed")
        competence_missing(refused(grpc.StatusCode.PERMISSION_DENIED, decide))
    quiz = _start(office, official)
    with step("officer: four of five are right: passed, with a certificate"):
        result = _submit(office, official, answers(quiz, right, 1))
        same((result.correct, result.score_percent, result.passed), (4, 80, True), "the result")
        request = training.GetCertificateRequest(certificate_id=result.certificate.certificate_id)
        found = office.read(office.training.GetCertificate, request, official)
        same(found.certificate, result.certificate, "the certificate")
        check(found.valid, "the certificate is not valid on its first day")
    check(_course(office, official).competent, "the list does not know of the certificate")


def _course(office: Office, official: Caller) -> training.Course:
    request = training.ListCoursesRequest()
    courses = office.read(office.training.ListCourses, request, official).courses
    found = [course for course in courses if course.course_id == COURSE]
    same(len(found), 1, f"the number of courses {COURSE}")
    return found[0]


def _start(office: Office, official: Caller) -> training.Quiz:
    with step("officer: start the quiz; it stays the same until it is submitted"):
        request = training.StartQuizRequest(course_id=COURSE)
        quiz = office.change(office.training.StartQuiz, request, official).quiz
        again = office.change(office.training.StartQuiz, request, official).quiz
        same(again, quiz, "the quiz that is open")
        request = training.GetCourseRequest(course_id=COURSE)
        answer = office.read(office.training.GetCourse, request, official)
        same(answer.open_quiz, quiz, "the open quiz of the course")
        check(len(answer.lessons) > 0, "the course teaches nothing")
    return quiz


def _submit(
    office: Office, official: Caller, request: training.SubmitQuizRequest
) -> training.SubmitQuizResponse:
    key = new_key()
    result = office.change(office.training.SubmitQuiz, request, official, key)
    again = office.change(office.training.SubmitQuiz, request, official, key)
    same(again, result, "the answer under the same key")
    refused(
        grpc.StatusCode.FAILED_PRECONDITION,
        lambda: office.change(office.training.SubmitQuiz, request, official),
    )
    return result
