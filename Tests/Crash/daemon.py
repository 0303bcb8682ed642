"""One run of lintasd after another on the same data folder."""

import pathlib
import re
import signal
import subprocess
import time

_LISTENING = re.compile(r"lintasd: listening on (\S+:\d+)")


class Daemon:
    """Starts, kills and drains `lintasd serve`; everything it says goes to one log file a run."""

    def __init__(self, command: list[str], logs: pathlib.Path):
        """`command` is the whole command line; the port in it should be 0."""
        self._command = command
        self._logs = logs
        self._process: subprocess.Popen[bytes] | None = None
        self._runs = 0

    def launch(self) -> None:
        """Starts a run without waiting until it listens."""
        self._runs += 1
        with self._log().open("wb") as log:
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
            )

    def start(self, within: float = 30.0) -> str:
        """Starts a run and gives the address on which it listens."""
        self.launch()
        ends = time.monotonic() + within
        while time.monotonic() < ends:
            found = _LISTENING.search(self.said())
            if found:
                return found.group(1)
            if self._process is None or self._process.poll() is not None:
                break
            time.sleep(0.01)
        self.kill()
        raise RuntimeError(f"lintasd does not listen; run {self._runs} said:\n{self.said()}")

    @property
    def pid(self) -> int:
        """The process of the run."""
        assert self._process is not None
        return self._process.pid

    def said(self) -> str:
        """All that the present or last run said."""
        return self._log().read_text(errors="replace")

    def kill(self) -> None:
        """Ends the run by SIGKILL, at once, as a power failure of the process would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(timeout=30)
            self._process = None

    def terminate(self) -> None:
        """Asks the run to drain and to end, without waiting for it."""
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)

    def stop(self, within: float = 30.0) -> int:
        """Asks the run to drain and to end, and gives its exit code."""
        assert self._process is not None
        self.terminate()
        code = self._process.wait(timeout=within)
        self._process = None
        return code

    def _log(self) -> pathlib.Path:
        return self._logs / f"lintasd-{self._runs:04}.log"
