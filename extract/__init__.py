"""jiyao (纪要): read research-call summaries into companies, chips, people, figures, times and sentiment.

    >>> import extract
    >>> documents = extract.extract("台积电预计三季度收入 310 亿美元,毛利率 57%左右", published="2025-05-18")
    >>> [(m.name, m.label) for m in documents[0].mentions]
    [('台积电', 'COMPANY')]

`load()` gives the same as a spaCy `Language`, `read(path)` the texts of a file, `Store(path)` what `jiyao run` has
filled, as tables; `parse_figures` and `parse_times` work alone. Offsets are Unicode code points into the text, end
exclusive.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extract.api import Documents, Reader, extract, load, parse_figures, parse_times, read
    from extract.store.frames import Store

__all__ = ["Documents", "Reader", "Store", "__version__", "extract", "load", "parse_figures", "parse_times", "read"]


def __getattr__(name: str) -> Any:
    """The public names, imported when first asked for: spaCy takes a second that `jiyao --help` need not."""
    if name == "__version__":
        from importlib.metadata import version

        return version("jiyao")
    if name == "Store":
        from extract.store.frames import Store

        return Store
    if name in __all__:
        from extract import api

        return getattr(api, name)
    raise AttributeError(f"module 'extract' has no attribute {name!r}")
