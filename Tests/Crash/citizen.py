"""One citizen of the crash test: what was sent, what was acknowledged, what the server has."""

import pathlib
import sys
import threading
from dataclasses import dataclass, field

import grpc

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Clients" / "Python"))

from contracts import applicant, identity  # noqa: E402
from office import Caller, Office, new_key  # noqa: E402
from people import Crowd, Person, first_passport  # noqa: E402

_OFFICE_CODE = "18.08"


@dataclass
class Submission:
    """One application: recorded before it is sent, its answer recorded when it has come."""

    key: str
    name: str
    request: applicant.SubmitApplicationRequest
    answer: bytes | None = None

    @property
    def application_id(self) -> str:
        """Identifier in the answer; empty while there is none."""
        response = applicant.SubmitApplicationResponse.FromString(self.answer or b"")
        return response.application.application_id


@dataclass
class Citizen:
    """An account that submits applications for holders whose names are used only once."""

    number: int
    crowd: Crowd
    caller: Caller = field(default_factory=Caller)
    submissions: list[Submission] = field(default_factory=list)
    checked: int = 0

    def __post_init__(self) -> None:
        self._person = self.crowd.adult()

    def register(self, office: Office) -> None:
        """Opens the account."""
        person = self._person
        request = identity.RegisterRequest(
            nik=person.nik, full_name=person.full_name, phone=person.phone, secret=person.secret
        )
        office.change(office.identity.Register, request, Caller())

    def sign_in(self, office: Office) -> None:
        """Opens the session, which has to outlive every kill."""
        self.caller = office.sign_in(self._person.nik, self._person.secret)

    def submit_until(
        self, office: Office, stop: threading.Event, answered: threading.Event
    ) -> None:
        """Submits one application after the other until `stop`, or until the server is gone.

        Sets `answered` at each answer. Every refusal but the broken line is raised: nothing in
        these forms is wrong.
        """
        while not stop.is_set():
            submission = self._next()
            self.submissions.append(submission)
            try:
                submission.answer = self._send(office, submission)
                answered.set()
            except grpc.RpcError as error:
                if error.code() is grpc.StatusCode.UNAVAILABLE:
                    return
                raise

    def check(self, office: Office) -> list[str]:
        """Compares what the server has with what was sent; gives a sentence for each fault.

        First what is there is read, then every submission since the last check is sent once more
        under its key: an acknowledged one has to give the same answer, an unknown one gets its
        first.
        """
        faults = self._compare(office, "after the restart")
        for submission in self.submissions[self.checked :]:
            answer = self._send(office, submission)
            if submission.answer is not None and submission.answer != answer:
                faults.append(f"{submission.name}: the same key gave another answer")
            submission.answer = answer
        self.checked = len(self.submissions)
        return faults + self._compare(office, "after sending again")

    def acknowledged(self) -> int:
        """How many submissions have an answer."""
        return sum(1 for submission in self.submissions if submission.answer is not None)

    def unknown(self) -> int:
        """How many submissions have none: the line broke first."""
        return len(self.submissions) - self.acknowledged()

    def _next(self) -> Submission:
        holder: Person = self.crowd.adult()
        form = first_passport(holder, _OFFICE_CODE)
        name = f"Uji {_letters(self.number)} {_letters(len(self.submissions))}"
        form.person.full_name = name
        return Submission(new_key(), name, applicant.SubmitApplicationRequest(form=form))

    def _send(self, office: Office, submission: Submission) -> bytes:
        response = office.change(
            office.applicant.SubmitApplication, submission.request, self.caller, submission.key
        )
        return response.SerializeToString(deterministic=True)

    def _compare(self, office: Office, when: str) -> list[str]:
        stored = self._stored(office)
        faults = []
        for submission in self.submissions:
            found = stored.pop(submission.name, [])
            if len(found) > 1:
                faults.append(f"{submission.name}: there {len(found)} times {when}")
            elif submission.answer is not None and not found:
                faults.append(f"{submission.name}: acknowledged, and lost {when}")
            elif submission.answer is not None and found != [submission.application_id]:
                faults.append(f"{submission.name}: has another identifier {when}")
        return faults + [f"{name}: never sent, and there {when}" for name in stored]

    def _stored(self, office: Office) -> dict[str, list[str]]:
        """The identifiers of everything that the server has of this citizen, by holder's name."""
        stored: dict[str, list[str]] = {}
        request = applicant.ListApplicationsRequest(page_size=100)
        while True:
            page = office.read(office.applicant.ListApplications, request, self.caller)
            for summary in page.applications:
                stored.setdefault(summary.full_name, []).append(summary.application_id)
            if not page.next_page_token:
                return stored
            request.page_token = page.next_page_token


def _letters(number: int) -> str:
    """A number as three letters or more, since names hold no digits."""
    text = ""
    while number or len(text) < 3:
        number, digit = divmod(number, 26)
        text = chr(ord("a") + digit) + text
    return text.capitalize()
