"""How the journey tells what it does: one line a step, with the time it took."""

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import Any

import grpc


class Unexpected(Exception):
    """The server answered otherwise than the contract says."""


def check(holds: bool, sentence: str) -> None:
    """Stops the journey with `sentence`, which tells what was wrong, unless `holds`."""
    if not holds:
        raise Unexpected(sentence)


def same(found: Any, wanted: Any, what: str) -> None:
    """Stops the journey unless `found` is what was `wanted`."""
    check(found == wanted, f"{what}: {found!r} instead of {wanted!r}")


@contextlib.contextmanager
def step(title: str) -> Iterator[None]:
    """Runs the body as one step of the journey and prints how long it took."""
    began = time.monotonic()
    try:
        yield
    except grpc.RpcError as error:
        raise Unexpected(f"{title}: {error.code()}: {error.details()}") from error
    except Unexpected as error:
        raise Unexpected(f"{title}: {error}") from error
    print(f"  {1000 * (time.monotonic() - began):8.1f} ms  {title}", flush=True)


def refused(code: grpc.StatusCode, call: Callable[[], Any]) -> grpc.RpcError:
    """Makes a call that has to fail with `code`, and gives its error."""
    try:
        answer = call()
    except grpc.RpcError as error:
        same(error.code(), code, f"the status of the refusal ({error.details()})")
        return error
    raise Unexpected(f"answered {answer!r} instead of {code}")
