"""One child process with its wall time, processor time and highest resident set. Only the standard library: a small parent
keeps its own memory out of the child's figure."""

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Measured:
    exit_code: int
    wall_s: float
    cpu_s: float
    """User and system time of the child, all its threads and its own children."""
    peak_mb: float
    load_before: float
    """Load average of the last minute when it started: more than about 0.5 says that others were at work."""


def run(command: list[str], log: Path, environment: dict[str, str], timeout_s: float) -> Measured:
    """Standard output and error go to `log`. A child that outlives `timeout_s` is ended and gets the exit code 124."""
    load = os.getloadavg()[0]
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as stream:
        start = time.monotonic()
        child = subprocess.Popen(command, stdout=stream, stderr=subprocess.STDOUT, env={**os.environ, **environment})
        usage, code = wait(child, start + timeout_s)
        wall = time.monotonic() - start
    return Measured(code, wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, load)


def wait(child: subprocess.Popen, deadline: float):
    """The resource usage of this one child, as wait4 gives it, and its exit code."""
    late = False
    while True:
        pid, status, usage = os.wait4(child.pid, os.WNOHANG)
        if pid:
            child.returncode = os.waitstatus_to_exitcode(status)
            return usage, 124 if late else child.returncode
        if not late and time.monotonic() > deadline:
            child.kill()
            late = True
        time.sleep(0.02)
