"""`wenmai serve`."""

import socket
import sys
import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.core.corpus import find_project
from pipeline.core.errors import InputError

if TYPE_CHECKING:
    from pipeline.explore.wording import Language

LOOPBACK_ADDRESSES = ("127.0.0.1", "localhost", "::1")


@click.command()
@click.option("--corpus", "corpus_name", metavar="NAME", help="Corpus to show (default: the first of configs/corpora.yaml).")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535), help="Port; 0: any free one.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on. Another one lets other machines read the texts."
)
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language of the first page.")
@click.option("--no-browser", is_flag=True, help="Do not open the browser.")
def serve(corpus_name: str | None, port: int, host: str, lang: "Language", *, no_browser: bool) -> None:
    """Show the corpus as pages on this machine: search, timelines, topics, works, each number down to its PDF page.

    Pages show the last complete run, also while `wenmai run` works on a new one, and change over when it is complete. Programs find the same
    as JSON under /api/. Ctrl-C stops it.
    """
    import uvicorn

    from pipeline.explore.web.application import create_application
    from pipeline.explore.web.guard import LOOPBACK
    from pipeline.explore.web.snapshot import SnapshotKeeper

    project = find_project(Path.cwd())
    keeper = SnapshotKeeper(project, project.corpus(corpus_name).name)
    listening = listen(host, port)
    keeper.refresh()
    address = f"http://{host_in_address(host)}:{listening.getsockname()[1]}/"
    hosts = LOOPBACK if host in LOOPBACK_ADDRESSES else (*LOOPBACK, host_in_address(host), socket.gethostname().lower())
    if host not in LOOPBACK_ADDRESSES:
        click.echo(f"WARNING: listening on {host}: every machine that reaches this one can read the corpus, its texts included", err=True)
    if keeper.fault:
        click.echo(f"not complete yet: {keeper.fault}; run `wenmai run`; the pages appear when it is done", err=True)
    click.echo(address)
    click.echo("Ctrl-C stops the server", err=True)
    if not no_browser:
        threading.Timer(0.5, webbrowser.open, [address]).start()
    config = uvicorn.Config(
        create_application(keeper, lang, hosts),
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=60,
        timeout_graceful_shutdown=3,
    )
    # A search holds the interpreter for 5 ms at a time; kept pages of other readers, which take 1, would wait for it.
    sys.setswitchinterval(0.001)
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        sys.exit(0)


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Raises:
        InputError: the port is taken, or this machine has no such address.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise InputError(
            f"{host}:{port}: {error.strerror or error}\nname another port, such as `wenmai serve --port {(port + 1) % 65536}`"
        ) from None
    return listening


def host_in_address(host: str) -> str:
    """Return a host as it stands in a URL: IPv6 in brackets, and this machine's own name for all addresses."""
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
        return "localhost"
    return f"[{host}]" if ":" in host else host.lower()
