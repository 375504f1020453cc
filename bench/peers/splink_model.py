"""What a Splink model is made of here."""

from dataclasses import dataclass, field

@dataclass(frozen=True)
class Model:
    """One model: `columns` is the select list of DuckDB over the raw text columns, absent values already null.

    It must keep `unique_id` (whole numbers, quicker to join than text) and `origin`, the source.
    """

    columns: str
    comparisons: list
    blocking_rules: list
    deterministic_rules: list
    recall: float
    """Recall of the deterministic rules, a guess as Splink's tutorial asks for."""
    em_rules: list
    u_pairs: float = 1e7
    seed: int = 1
    em_without_term_frequencies: bool = True
    em_max_pairs: float | None = None
    threshold: float = 0.95
    prior: float | None = None
    """Given where it is known; else estimated from the deterministic rules."""
    link_type: str = "dedupe_only"
    notes: str = ""
    extra: dict = field(default_factory=dict)
