"""Documents without a date, which can be put in no order: said once, with what helps."""

from __future__ import annotations

from extract.cli import log


def say(undated: int, documents: int) -> None:
    """Say how many of so many have none, where there is one."""
    if undated:
        log.info(
            f"{undated} of {documents} documents have no date and stand in no order of time; give it by --published,"
            " or in a column `published` of a table, and run again with --refresh",
            undated=undated,
        )
