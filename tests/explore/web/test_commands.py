import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from pipeline.cli import main
from pipeline.core.errors import InputError
from pipeline.explore.web.commands import host_in_address, listen


@contextlib.contextmanager
def served(corpus, cache, *options):
    """Yield the process of `wenmai serve` and the address that it prints."""
    command = [sys.executable, "-m", "pipeline", "serve", "--no-browser", "--port", "0", *options]
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "PYTHONPATH": os.pathsep.join(sys.path)}
    root = corpus.root.parent.parent
    with subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as process:
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT for another process")
def test_server_prints_its_address_answers_and_ends_by_ctrl_c(finished, tmp_path):
    with served(finished, tmp_path, "--lang", "en") as (process, address):
        with urllib.request.urlopen(address) as answer:  # noqa: S310 - our own address
            assert answer.url == f"{address}en/"
            assert "试验文献库" in answer.read().decode("utf-8")
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        assert "Traceback" not in process.stderr.read()


def test_taken_port_is_one_clear_line(finished, monkeypatch, capsys):
    monkeypatch.chdir(finished.root.parent.parent)
    with contextlib.closing(listen("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--no-browser", "--port", str(port)]) == 1
    assert f"--port {port + 1}" in capsys.readouterr().err


def test_other_host_is_warned_about(finished, tmp_path):
    with served(finished, tmp_path, "--host", "0.0.0.0") as (process, address):  # noqa: S104 - that is the case
        assert address.startswith("http://localhost:")
        process.send_signal(signal.SIGTERM)
        process.wait(30)
        assert "WARNING: listening on 0.0.0.0" in process.stderr.read()


def test_unknown_corpus_is_named(finished, monkeypatch, capsys):
    monkeypatch.chdir(finished.root.parent.parent)
    assert main(["serve", "--corpus", "别的"]) == 1
    assert "别的" in capsys.readouterr().err


def test_address_that_this_machine_lacks_is_an_error_in_words():
    with pytest.raises(InputError, match=r"192\.0\.2\.1"):
        listen("192.0.2.1", 0)


@pytest.mark.parametrize(
    ("host", "shown"),
    [("127.0.0.1", "127.0.0.1"), ("::1", "[::1]"), ("0.0.0.0", "localhost"), ("Rechner", "rechner")],  # noqa: S104 - no binding
)
def test_host_stands_in_the_address_as_browsers_read_it(host, shown):
    assert host_in_address(host) == shown


def test_new_run_is_shown_without_a_restart(own, tmp_path, monkeypatch):
    from starlette.testclient import TestClient

    from pipeline.core.tables import read_table, write_table
    from pipeline.explore.web import application
    from tests.explore.web.conftest import ADDRESS, keeper_of, write_run

    monkeypatch.setattr(application, "SECONDS_BETWEEN_LOOKS", 0.05)
    with TestClient(application.create_application(keeper_of(own, tmp_path / "cache")), base_url=ADDRESS) as client:
        assert len(client.get("/api/topics").json()["topics"]) == 2
        write_table(own.tables("topics"), "topic_summary", read_table(own.tables("topics"), "topic_summary")[:1])
        write_run(own)
        deadline = time.monotonic() + 60
        while len(client.get("/api/topics").json()["topics"]) == 2 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert len(client.get("/api/topics").json()["topics"]) == 1


def test_free_port_is_listened_on():
    with contextlib.closing(listen("127.0.0.1", 0)) as listening:
        assert isinstance(listening, socket.socket)
        assert listening.getsockname()[1] > 0
