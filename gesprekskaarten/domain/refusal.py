"""A wish that cannot be granted, as a value."""

from dataclasses import dataclass

from gesprekskaarten.domain.words import clean


@dataclass(frozen=True)
class Refusal:
    """Why something cannot be done now, in a Dutch sentence that says what can."""

    reason: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "reason", clean(self.reason))
