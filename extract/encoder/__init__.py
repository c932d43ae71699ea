"""The learned encoder: windows of units (`windows`), the session that runs a model (`runtime`), the stage (`stage`)."""

from extract.encoder.runtime import shipped
from extract.encoder.stage import Reader

__all__ = ["Reader", "shipped"]
