"""Why an archive copy is not signed yet: it is held back, and the next run tries again."""

from enum import StrEnum


class Hold(StrEnum):
    """Stable codes; their sentences stand under ``[held]`` in ``hoso.messages``."""

    TSA_AWAY = "tsa_away"
    TSA_REFUSED = "tsa_refused"
    TOKEN_AWAY = "token_away"  # noqa: S105 - no secret
    KEY_REFUSED = "key_refused"  # wrong password or PIN, no such key
    NOT_VALID_NOW = "not_valid_now"  # the certificate
    FAILED = "failed"


class HeldBack(Exception):  # noqa: N818 - a state, not a fault
    """The copy stays unmade; ``code`` says why."""

    def __init__(self, code: Hold) -> None:
        super().__init__(str(code))
        self.code = code

    def __reduce__(self) -> tuple[type["HeldBack"], tuple[Hold]]:
        return type(self), (self.code,)
