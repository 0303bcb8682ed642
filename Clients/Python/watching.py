"""A citizen's open stream, read in a thread of its own as an app would."""

import queue
import threading
from collections.abc import Callable

import grpc

from contracts import applicant
from office import Caller, Office
from report import Unexpected, check

Event = applicant.WatchApplicationsResponse


class Watch:
    """`WatchApplications` of one citizen. Use it in a `with`; leaving it cancels the stream."""

    def __init__(self, office: Office, caller: Caller, resume_after: int = 0):
        request = applicant.WatchApplicationsRequest(resume_after=resume_after)
        self._call = office.applicant.WatchApplications(request, metadata=caller.fields())
        self._events: queue.Queue[Event | grpc.RpcError | None] = queue.Queue()
        self._thread = threading.Thread(target=self._read, daemon=True)

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._call.cancel()
        self._thread.join(timeout=10)

    def _read(self) -> None:
        try:
            for event in self._call:
                self._events.put(event)
            self._events.put(None)
        except grpc.RpcError as error:
            self._events.put(error)

    def next(self, within: float = 10.0) -> Event:
        """The next event; a stream that ends or stays silent is an error."""
        try:
            event = self._events.get(timeout=within)
        except queue.Empty:
            raise Unexpected(f"the stream told nothing within {within} s") from None
        if event is None:
            raise Unexpected("the server ended the stream")
        if isinstance(event, grpc.RpcError):
            raise Unexpected(f"the stream ended with {event.code()}: {event.details()}")
        return event

    def until(self, wanted: Callable[[Event], bool], within: float = 10.0) -> Event:
        """The first event for which `wanted` holds; the ones before it are passed over."""
        while True:
            event = self.next(within)
            if wanted(event):
                return event

    def silent(self, seconds: float) -> None:
        """Nothing may come for `seconds`."""
        try:
            event = self._events.get(timeout=seconds)
        except queue.Empty:
            return
        check(False, f"the stream told {event!r} where nothing had happened")
