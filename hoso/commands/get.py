"""``hoso get``: the current records of a citizen."""

from hoso.commands.edge import OK, USAGE, complain, number_given, open_the_store, print_json
from hoso.messages import Texts
from hoso.settings import Settings


def get_records(
    number: str, kind: str, url: str, settings: Settings, texts: Texts, *, as_json: bool
) -> int:
    checked = number_given(number)
    if checked is None:
        complain(texts("get.bad_number"))
        return USAGE
    store = open_the_store(url, settings, create=False)
    records = [r for r in store.records_of(checked) if kind in {"", r.document["type"]}]
    if as_json:
        for record in records:
            own = {
                "record_id": record.record_id,
                "version": record.version,
                "state": str(record.state),
                "approved_by": record.approved_by,
                "approved_at": record.approved_at,
            }
            print_json(own | record.document)
    else:
        from hoso.show import show_records

        show_records(records, texts)
    return OK
