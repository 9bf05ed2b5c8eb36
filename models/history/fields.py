"""Says in words what the fields of every record that has a history are called."""

from collections.abc import Mapping
from functools import cache

from models.words import _, spoken

UNSAID: Mapping[str, frozenset[str]] = {
    "attachment": frozenset({"digest"}),
    "breach": frozenset({"scope"}),
    "card_design": frozenset({"content"}),
    "day_close": frozenset({"figures", "counted", "seal", "sealed_action_id"}),
    "cash_box": frozenset({"notes"}),
    "enrolment": frozenset({"pricing"}),
    "desk_packet": frozenset({"stamp", "known", "content", "public"}),
    "erasure": frozenset({"covers"}),
    "event": frozenset({"region_code"}),
    "event_report": frozenset({"texts", "figures"}),
    "event_template": frozenset({"content"}),
    "import_mapping": frozenset({"shape", "columns"}),
    "letter": frozenset({"digest"}),
    "merge_conflict": frozenset({"record_table", "record_id", "field", "sides"}),
    "office_key": frozenset({"mark", "public", "revoked"}),
    "packet_return": frozenset({"chain_key", "first_id", "last_id", "merge_id", "digest"}),
    "part_sheet": frozenset({"used"}),
    "partner": frozenset({"region_code"}),
    "people_group": frozenset({"region_code"}),
    "person": frozenset({"region_code"}),
    "printer_profile": frozenset({"content"}),
    "receipt": frozenset({"content"}),
    "saved_view": frozenset({"page", "content"}),
    "sheet_format": frozenset({"content"}),
    "upload_layout": frozenset({"columns"}),
}
"""Fields nobody reads as a whole: fingerprints, codes said beside them in words, drawings and
figures. What changed inside some is said by ``history.inside``. The id of a record is not said
either."""


def field_word(table: str, field: str) -> str:
    """Say what a field of a table is called; nothing where nobody need know."""
    if field in UNSAID.get(table, ()):
        return ""
    own, shared = _words(spoken().language)
    return own.get(table, {}).get(field) or shared.get(field, "")


def key_word(table: str, key: str) -> str:
    """Say what a key inside a field of a table is called; nothing where no field is called so."""
    own, shared = _words(spoken().language)
    return own.get(table, {}).get(key) or shared.get(key, "")


@cache
def _words(_language: str) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """Return the words of single tables, and those of all others, in the language spoken."""
    own = _of_office() | _of_events() | _of_enrolments() | _of_cards() | _of_money() | _of_privacy()
    own |= _of_packets()
    own["person"] = _of_person()
    return own, _named() | _moments() | _persons() | _things()


def _named() -> dict[str, str]:
    return {
        "name": _("Name"),
        "title": _("Title"),
        "text": _("Text"),
        "kind": _("Kind"),
        "note": _("Note"),
        "number": _("Number"),
        "serial": _("Serial number"),
        "position": _("Place in the list"),
        "address": _("Address"),
        "phone": _("Phone"),
        "email": _("E-mail"),
        "language": _("Language"),
        "venue": _("Place"),
        "region_line": _("Village"),
        "state": _("State"),
        "reason": _("Reason"),
        "role": _("Role"),
        "active": _("In use"),
        "count": _("Number of pieces"),
        "amount": _("Amount"),
        "revision": _("Version"),
        "paper": _("Paper"),
        "subject": _("Subject"),
        "body": _("Text"),
        "sheet": _("Sheet"),
        "basis": _("Legal basis"),
        "people": _("Number of people"),
        "text_version": _("Version of the text"),
        "version": _("Version of the text"),
        "void_reason": _("Why it is void"),
        "months": _("Months"),
        "way": _("Way"),
        "stage_reason": _("Reason of the stage"),
        "printer": _("Printer"),
        "design": _("Design"),
        "spoilt": _("Spoilt"),
    }


def _moments() -> dict[str, str]:
    return {
        "day": _("Day"),
        "month": _("Month"),
        "first_day": _("First day"),
        "last_day": _("Last day"),
        "begins_on": _("Begins"),
        "ends_on": _("Ends"),
        "starts_at": _("Begins"),
        "ends_at": _("Ends"),
        "added_at": _("Added"),
        "archived_at": _("Archived"),
        "voided_at": _("Void since"),
        "printed_at": _("Printed"),
        "handed_at": _("Handed over"),
        "closed_at": _("Closed"),
        "opened_at": _("Opened"),
        "done_at": _("Done"),
        "sent_at": _("Sent"),
        "made_at": _("Made"),
        "asked_at": _("Asked"),
        "asked_on": _("Asked"),
        "answered_on": _("Answered"),
        "due_at": _("Due"),
        "due_on": _("Due"),
        "given_at": _("Given"),
        "withdrawn_at": _("Withdrawn"),
        "present_at": _("Present"),
        "used_at": _("Last used"),
        "begun_at": _("Begun"),
        "at": _("When"),
        "finished_at": _("Finished"),
    }


def _persons() -> dict[str, str]:
    return {
        "person_id": _("Person"),
        "partner_id": _("Partner"),
        "officer_id": _("Officer"),
        "contact_id": _("Contact"),
        "witness_id": _("Second person"),
        "done_by_id": _("Done by"),
        "owner_id": _("Who does it"),
        "group_id": _("Group"),
        "head_id": _("Head"),
        "opened_by_id": _("Opened by"),
        "closed_by_id": _("Closed by"),
        "handed_by_id": _("Handed over by"),
        "packed_by_id": _("Packed by"),
    }


def _things() -> dict[str, str]:
    return {
        "event_id": _("Event"),
        "session_id": _("Session of the event"),
        "desk_id": _("Desk"),
        "agreement_id": _("Agreement"),
        "enrolment_id": _("Enrolment"),
        "card_id": _("Card"),
        "batch_id": _("Batch of cards"),
        "cash_box_id": _("Cash box"),
        "receipt_id": _("Receipt"),
        "request_id": _("Request about data"),
        "supply_id": _("Supply"),
        "equipment_id": _("Equipment"),
        "replaces_id": _("In the place of"),
    }


def _of_person() -> dict[str, str]:
    return {
        "nik": _("NIK"),
        "nik_reason": _("Why NIK and KTP differ"),
        "birth_date": _("Birth date"),
        "birth_place": _("Birth place"),
        "sex": _("Sex"),
        "kk_number": _("Family card number (KK)"),
        "rt": _("RT"),
        "postal_code": _("Postal code"),
        "occupation_id": _("Occupation"),
        "second_occupation_id": _("Second occupation"),
        "workplace": _("Place of work"),
        "work_hours": _("Hours of work"),
        "group_name": _("Group"),
        "income": _("Monthly income"),
        "heir_note": _("Note on heirs"),
        "member_number": _("Membership number"),
        "flag": _("To be looked at"),
        "photo": _("Photo"),
        "merged_into_id": _("Merged into"),
        "limited_at": _("Use of the data limited"),
        "erased_at": _("Erased"),
    }


def _of_office() -> dict[str, dict[str, str]]:
    return {
        "office": {
            "place": _("Town"),
            "head_name": _("Name of the head"),
            "head_position": _("Position of the head"),
            "head_number": _("Staff number of the head"),
            "time_zone": _("Time zone"),
            "logo": _("Logo"),
            "letter_pattern": _("Pattern of letter numbers"),
            "takes_cash": _("Takes cash"),
            "receipt_paper": _("Paper of receipts"),
            "main_colour": _("Main colour"),
            "second_colour": _("Second colour"),
            "member_design": _("Design of member cards"),
            "proof_design": _("Design of proofs of registration"),
        },
        "office_key": {
            "office": _("Office"),
            "own": _("The key of this office"),
            "since": _("Since"),
            "revoked_at": _("List of revoked cards made"),
        },
        "officer": {"staff_number": _("Staff number"), "position": _("Position")},
        "contact": {"position": _("Position")},
        "occupation": {"sector": _("Sector")},
        "month_target": {"enrolled": _("Enrolments"), "rupiah": _("Contributions")},
        "number_block": {
            "first": _("First number"),
            "last": _("Last number"),
            "received_on": _("Received"),
            "source": _("Where from"),
        },
        "supply": {"cards_each": _("Cards on each")},
        "partner_note": {"held_on": _("Held on"), "done_at": _("Followed up")},
        "printer_profile": {
            "queue": _("Printer"),
            "medium": _("What is printed on"),
            "measured_at": _("Measured"),
        },
    }


def _of_events() -> dict[str, dict[str, str]]:
    return {
        "event": {
            "stage": _("Stage"),
            "target_present": _("Target of people present"),
            "target_enrolled": _("Target of enrolments"),
            "target_rupiah": _("Target of contributions"),
            "potential_workers": _("Workers who could be enrolled"),
            "repeats_id": _("Repeats"),
            "series_id": _("Series begins with"),
            "problems_met": _("Problems met"),
            "follow_up": _("What is to follow"),
            "follow_up_people": _("People to be followed up"),
        },
        "event_partner": {"answer": _("Answer")},
        "event_staff": {"duty": _("Duty")},
        "event_task": {"due_days": _("Days until it is due")},
        "event_report": {"document": _("Paper that was saved")},
        "attendance": {"invited": _("Invited"), "walk_in": _("Came without an invitation")},
        "budget_line": {"planned": _("Planned"), "actual": _("Spent")},
        "packing_line": {"packed_at": _("Packed")},
        "attachment": {
            "caption": _("What the file shows"),
            "media_type": _("Kind of file"),
            "size": _("Size in bytes"),
        },
        "letter": {
            "year": _("Year"),
            "dated_on": _("Date of the letter"),
            "recipient": _("Recipient"),
            "sent_how": _("How it was sent"),
        },
    }


def _of_enrolments() -> dict[str, dict[str, str]]:
    return {
        "enrolment": {
            "programmes": _("Programmes"),
            "occupation": _("Occupation"),
            "sector": _("Sector"),
            "reported_income": _("Monthly income told"),
            "base_income": _("Income the contribution is of"),
            "base_reason": _("Why of another income"),
            "first_month": _("First month"),
            "payer": _("Who pays"),
            "total": _("Contribution"),
            "age_reason": _("Why at this age"),
            "declared_at": _("Declared to be true"),
            "status": _("Status"),
            "reject_reason": _("Reason of the rejection"),
            "billing_code": _("Billing code"),
            "enrolled_at": _("Enrolled"),
        },
        "consent": {"proof": _("Signature or photo")},
        "group_member": {"role": _("Part in the group")},
        "paper_form": {"written_at": _("Filled in"), "typed_at": _("Typed in")},
        "person_apart": {"first_id": _("Person"), "other_id": _("Other person")},
    }


def _of_cards() -> dict[str, dict[str, str]]:
    return {
        "card": {"state": _("Card"), "number": _("Card number"), "prints": _("Printed how often")},
        "card_batch": {"drawn_at": _("Drawn"), "told_at": _("Outcome told")},
        "card_copy": {
            "place": _("Place on the sheet"),
            "issued_on": _("Issued"),
            "hand_way": _("How handing over was noted"),
            "signature": _("Signature"),
            "ended_at": _("Ended"),
        },
    }


def _of_money() -> dict[str, dict[str, str]]:
    return {
        "payment": {"paid_at": _("Paid on"), "reference": _("Reference")},
        "receipt": {"issued_at": _("Given")},
        "cash_box": {
            "opening": _("Cash at the beginning"),
            "expected": _("Cash there should be"),
            "counted": _("Cash counted"),
            "difference_reason": _("Why they differ"),
        },
        "cash_move": {"moved_at": _("When")},
    }


def _of_privacy() -> dict[str, dict[str, str]]:
    return {
        "breach": {
            "found_at": _("Found"),
            "happened": _("When it happened"),
            "what": _("What got out"),
            "how": _("How it happened"),
            "measures": _("What is done about it"),
            "told_at": _("Reported"),
        },
        "consent_text": {"in_force_from": _("In force from")},
        "data_request": {"how": _("How it was asked"), "refused": _("Refused")},
        "day_close": {
            "sequence": _("Which closing of the day"),
            "explanation": _("Explanation of differences"),
        },
        "disclosure": {"full_niks": _("With NIKs in full")},
        "erasure": {
            "erased_at": _("Erased"),
            "cause": _("Cause"),
            "entries": _("Entries of the history emptied"),
        },
        "retention_rule": {"subject": _("Whose data")},
    }


def _of_packets() -> dict[str, dict[str, str]]:
    return {
        "desk_packet": {
            "made_at": _("Made"),
            "first_number": _("First number"),
            "last_number": _("Last number"),
            "close_reason": _("Reason it was closed"),
        },
        "packet_return": {
            "packet_id": _("Packet of the desk"),
            "returned_at": _("Came home"),
            "actions": _("Actions"),
            "ahead": _("Seconds the clock was ahead"),
        },
        "retention_keep": {"until": _("Kept until"), "kept_at": _("Decided")},
        "merge_conflict": {
            "found_at": _("Found"),
            "decided_at": _("Decided"),
            "choice": _("Decision"),
        },
    }
