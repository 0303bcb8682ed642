"""The office as a partner's program reaches it: one channel, the stubs, the fields of a call."""

import pathlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import grpc
from grpc_health.v1 import health_pb2_grpc

import contracts
from contracts import (
    analytics_service,
    applicant_service,
    feedback_service,
    identity,
    identity_service,
    officer_service,
    training_service,
)

Fields = list[tuple[str, str]]


@dataclass(frozen=True)
class Caller:
    """Who calls, and in which language answers are wanted: the metadata of every call."""

    token: str | None = None
    language: str = "en"

    def fields(self, key: str | None = None) -> Fields:
        """The metadata of a call; `key` is the idempotency key of a change."""
        fields = [("accept-language", self.language)]
        if self.token is not None:
            fields.append(("authorization", f"Bearer {self.token}"))
        if key is not None:
            fields.append(("idempotency-key", key))
        return fields

    def speaking(self, language: str) -> "Caller":
        """The same caller in another language."""
        return replace(self, language=language)


def new_key() -> str:
    """A fresh idempotency key: 128 random bits."""
    return uuid.uuid4().hex


class Office:
    """A connection to one server. Close it, or use it in a `with`."""

    def __init__(self, server: str, ca: pathlib.Path, deadline: float = 60.0):
        """Connects when first used to `server` (host:port), trusting only the authority in `ca`.

        `deadline` is what unary calls get, in seconds, if they say nothing else.
        """
        self.deadline = deadline
        credentials = grpc.ssl_channel_credentials(root_certificates=ca.read_bytes())
        # Each Office has its own connection: grpcio would share one among equal channels.
        options = [("grpc.use_local_subchannel_pool", 1)]
        self.channel = grpc.secure_channel(server, credentials, options=options)
        self.identity = identity_service.IdentityServiceStub(self.channel)
        self.applicant = applicant_service.ApplicantServiceStub(self.channel)
        self.officer = officer_service.OfficerServiceStub(self.channel)
        self.training = training_service.TrainingServiceStub(self.channel)
        self.feedback = feedback_service.FeedbackServiceStub(self.channel)
        self.analytics = analytics_service.AnalyticsServiceStub(self.channel)
        self.health = health_pb2_grpc.HealthStub(self.channel)

    def __enter__(self) -> "Office":
        return self

    def __exit__(self, *_: object) -> None:
        self.channel.close()

    def read(self, method: Callable[..., Any], request: Any, caller: Caller) -> Any:
        """Calls a unary method that changes nothing."""
        return method(request, metadata=caller.fields(), timeout=self.deadline)

    def change(
        self, method: Callable[..., Any], request: Any, caller: Caller, key: str | None = None
    ) -> Any:
        """Calls a unary method that changes state, under a fresh idempotency key or a given one."""
        fields = caller.fields(key or new_key())
        return method(request, metadata=fields, timeout=self.deadline)

    def sign_in(self, name: str, secret: str, language: str = "en") -> Caller:
        """Opens a session and gives the caller that goes with it."""
        answer = self.identity.SignIn(
            identity.SignInRequest(name=name, secret=secret),
            metadata=Caller(language=language).fields(),
            timeout=self.deadline,
        )
        return Caller(token=answer.session_token, language=language)


@dataclass(frozen=True)
class Violation:
    """One wrong field: its path in the request, why, and the sentence in the caller's language."""

    path: str
    reason: str
    description: str
    locale: str
    text: str


def details_of(error: grpc.RpcError) -> contracts.status.Status:
    """The rich status of a failed call, from the trailer `grpc-status-details-bin`."""
    for name, value in error.trailing_metadata() or ():
        if name == "grpc-status-details-bin":
            return contracts.status.Status.FromString(value)
    return contracts.status.Status()


def violations_of(error: grpc.RpcError) -> list[Violation]:
    """Every violation that a refused call names."""
    found = []
    for detail in details_of(error).details:
        bad_request = contracts.details.BadRequest()
        if detail.Unpack(bad_request):
            for field in bad_request.field_violations:
                localized = field.localized_message
                found.append(
                    Violation(
                        path=field.field,
                        reason=field.reason,
                        description=field.description,
                        locale=localized.locale,
                        text=localized.message,
                    )
                )
    return found
