"""`wenmai store`: how much the result store holds, and making it smaller."""

import click


@click.group()
def store() -> None:
    """Look at the result store, or make it smaller.

    The store remembers what was computed for each document, for all your projects; without it everything is computed again, nothing is lost.
    """


@store.command()
def info() -> None:
    """Print where the store is and how much it holds."""
    from pipeline.core.store import DEFAULT_MAX_BYTES, VARIABLE, open_store, store_folder

    size = open_store().size()
    click.echo(f"place    {store_folder()}")
    click.echo(f"entries  {size.entries}")
    click.echo(f"size     {_readable(size.n_bytes)}")
    click.echo(
        f"to move it, set the environment variable {VARIABLE}; `wenmai store gc` keeps the newest {_readable(DEFAULT_MAX_BYTES)}", err=True
    )


@store.command()
@click.option("--keep", default=20.0, show_default=True, type=click.FloatRange(0), metavar="GB", help="Size that may stay.")
def gc(keep: float) -> None:
    """Drop the results that were not used for longest."""
    from pipeline.core.store import open_store

    dropped = open_store().collect(int(keep * 2**30))
    click.echo(f"dropped {dropped.entries} entries, {_readable(dropped.n_bytes)}")


def _readable(n_bytes: int) -> str:
    size = float(n_bytes)
    for unit in ("bytes", "KB", "MB"):
        if size < 1024:  # noqa: PLR2004 - the step from unit to unit
            return f"{size:.0f} {unit}"
        size /= 1024
    return f"{size:.1f} GB"
