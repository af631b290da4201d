"""What the screens begin with."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from gesprekskaarten.conduct.prepare import Preparation


@dataclass(frozen=True)
class Opening:
    """The start screen, a new session with what was chosen for it, or the session in `folder` (its name)."""

    kind: Literal["start", "new", "resume"]
    preparation: "Preparation | None" = None
    folder: str | None = None
