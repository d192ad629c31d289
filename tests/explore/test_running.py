import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.explore.running import run_to_its_end

# A command that, when it is stopped, takes a moment to tidy up and then says so; it stops its own parent as a terminal would.
SLOW_TO_STOP = """
import os, signal, sys, time
try:
    os.kill(os.getppid(), signal.SIGINT)
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(30)
except KeyboardInterrupt:
    time.sleep(1)
    open(sys.argv[1], "w").close()
"""


def test_the_exit_code_is_the_commands(tmp_path: Path) -> None:
    assert run_to_its_end([sys.executable, "-c", "raise SystemExit(3)"], tmp_path, dict(os.environ)) == 3


@pytest.fixture
def heeds_ctrl_c() -> Iterator[None]:
    """A shell's background jobs ignore Ctrl-C, and so would a test run among them."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
@pytest.mark.usefixtures("heeds_ctrl_c")
def test_a_stopped_command_may_tidy_up(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        run_to_its_end([sys.executable, "-c", SLOW_TO_STOP, str(tmp_path / "tidy")], tmp_path, dict(os.environ))
    assert (tmp_path / "tidy").is_file()
