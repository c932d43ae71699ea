"""The store as one page: an HTML file that needs nothing but a browser and can be mailed.

`data` reads the store into compact arrays, `render` puts them, the script and the styles into the template.
What the page does stands in ``page/``: plain JavaScript and CSS, put together in the order of `render`.
"""

from __future__ import annotations

from extract.report.data import Chosen, read
from extract.report.render import write

__all__ = ["Chosen", "read", "write"]
