"""What a part of a page is given, whichever page it is: the visit, and the model with its store."""

from typing import Any, Protocol

from convoca.app.frame import Visit
from convoca.domain.language import Language


class AnyDesk(Protocol):
    """The desk of any page; ``model`` has an ``office``."""

    @property
    def visit(self) -> Visit: ...

    @property
    def model(self) -> Any: ...

    @property
    def language(self) -> Language: ...
