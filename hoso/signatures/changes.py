"""What happened to a PDF after one of its signatures was made.

In: a signature as pyHanko reads it. Out: ``None`` (nothing, or only signatures, time stamps and
what proves them), or a reason: ``hole``, ``not_covered``, ``changed_after`` speak against it;
``form_filled_after`` and ``signed_past_permission`` do not. Every later revision is looked at.
"""

import os
from collections.abc import Iterable
from typing import Any

from pyhanko.pdf_utils.reader import HistoricalResolver
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    DiffResult,
    ModificationLevel,
    StandardDiffPolicy,
    SuspiciousModification,
)
from pyhanko.sign.fields import FieldMDPSpec, MDPPerm
from pyhanko.sign.validation import EmbeddedPdfSignature, SignatureCoverageLevel

from hoso.signatures.finding import FORM_FILLED, PAST_PERMISSION


class _Policy(StandardDiffPolicy):
    """pyHanko's own, but a writer may mark numbers as free that no earlier revision used.

    Some Vietnamese signing programs mark their own cross-reference stream so.
    """

    def apply(
        self,
        old: HistoricalResolver,
        new: HistoricalResolver,
        field_mdp_spec: FieldMDPSpec | None = None,
        doc_mdp: MDPPerm | None = None,
    ) -> DiffResult:
        freed = {ref.idnum for ref in new.refs_freed_in_revision()}  # type: ignore[no-untyped-call]
        if freed:
            xrefs = old.reader.xrefs
            used = {
                ref.idnum
                for revision in range(old.revision + 1)
                for ref in xrefs.explicit_refs_in_revision(revision)
            }
            if freed & used:
                raise SuspiciousModification("objects were taken away")
        return super().apply(old, new, field_mdp_spec, doc_mdp)


POLICY = _Policy(
    global_rules=DEFAULT_DIFF_POLICY.global_rules,
    form_rule=DEFAULT_DIFF_POLICY.form_rule,
    reject_object_freeing=False,
)


def fault_of(signature: EmbeddedPdfSignature, signed_fields: Iterable[str]) -> str | None:
    """The reason; ``signed_fields`` are the fields that bear a signature."""
    if not _has_only_its_own_hole(signature):
        return "hole"
    coverage: Any = signature.coverage  # None until pyHanko has looked
    if coverage is None or coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return "not_covered"
    result: Any = signature.diff_result
    changed, past_permission = _changed_fields(result), False
    permission = signature.docmdp_level
    if changed is None and permission is not None and permission > MDPPerm.NO_CHANGES:
        # Offices certify first and have others sign in new fields, which ISO 32000-1 §12.8.2.2
        # does not provide for. If that is all, nobody changed what the first one signed.
        changed, past_permission = _changed_fields(_ignoring_permission(signature)), True
    if changed is None:
        return "changed_after"
    if not changed <= set(signed_fields):
        return "changed_after" if past_permission else FORM_FILLED
    return PAST_PERMISSION if past_permission else None


def _changed_fields(result: DiffResult | SuspiciousModification | None) -> set[str] | None:
    """Form fields that were filled or signed; ``None`` where anything else was changed."""
    if not isinstance(result, DiffResult):
        return None
    if result.modification_level > ModificationLevel.FORM_FILLING:
        return None
    return result.changed_form_fields


def _ignoring_permission(signature: EmbeddedPdfSignature) -> DiffResult | SuspiciousModification:
    return POLICY.review_file(
        signature.reader, signature.signed_revision, field_mdp_spec=signature.fieldmdp
    )


def _has_only_its_own_hole(signature: EmbeddedPdfSignature) -> bool:
    """Do the bytes left out hold the signature, and nothing else?"""
    if len(signature.byte_range) != 4:
        return False
    start, length, second, rest = (int(number) for number in signature.byte_range)
    stream = signature.reader.stream
    size = stream.seek(0, os.SEEK_END)
    if start != 0 or min(length, rest) < 0 or not length < second <= second + rest <= size:
        return False
    if second - length != 2 * len(signature.pkcs7_content) + 2:
        return False
    stream.seek(length)
    hole = stream.read(second - length)
    return bool(
        hole[:1] == b"<"
        and hole[-1:] == b">"
        and hole[1:-1].lower() == signature.pkcs7_content.hex().encode("ascii")
    )
