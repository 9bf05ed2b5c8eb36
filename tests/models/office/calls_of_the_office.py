"""How each operation beside the desk is called in the office of ``operations_world``."""

from dataclasses import replace
from datetime import date, timedelta

from models.cards.blocks import BlockDraft
from models.cards.tables import CardKind
from models.designs.keeping import find_design
from models.designs.reading import ReadDesign
from models.events.budget import CostDraft
from models.events.drafts import OutcomeDraft, TaskDraft
from models.events.moving import Move
from models.events.packing import PackingDraft
from models.events.tables import EventKind, Stage
from models.events.templates import Template
from models.letters.making import prepare, prepare_anew
from models.letters.tables import LetterKind
from models.letters.texts import LetterText
from models.office.absences import AbsenceDraft
from models.office.closed_days import ClosedDayDraft
from models.office.drafts import OfficerDraft
from models.office.equipment import EquipmentDraft
from models.office.letterhead import LetterheadDraft
from models.office.money import MoneyDraft
from models.office.queries import office_draft, officer_draft
from models.office.rights import Right
from models.office.targets import Amount
from models.partners.drafts import AgreementDraft, NoteDraft, PartnerDraft
from models.people.bulk import BulkDraft, BulkField
from models.people.group_proposals import GroupProposal
from models.people.groups import GroupDraft
from models.people.listing import Listing
from models.people.tables import GroupKind
from models.printing.profiles import ProfileDraft
from models.printing.sheets import SheetDraft
from models.printing.transform import PrintError
from models.privacy.breaches import BreachDraft
from models.privacy.consent_wordings import WordingDraft
from models.privacy.retention import RuleDraft
from models.privacy.tables import ErasureCause, RetentionSubject
from models.reporting.drafts import SummaryDraft
from models.reporting.finals import basis
from models.reporting.layouts import LayoutColumn, LayoutDraft
from models.reporting.press import PressTexts
from models.supplies.drafts import SupplyDraft
from tests import factories as a
from tests.models.office.calls_of_the_desk import renamed
from tests.models.office.operations_world import DAY
from tests.models.printing.distorting import read

PLAN, ADMINISTER = Right.PLAN, Right.ADMINISTER
DAYS = timedelta(days=3)
SPAN = {"first_day": date(2022, 7, 4), "last_day": date(2022, 7, 4)}


def pdf(_paper):
    return b"%PDF-1.7"


def _proposal(w):
    return GroupProposal("Keluarga", GroupKind.FARMERS, tuple(w.people[:2]))


CALLS = {
    "cards.blocks.add_block": (
        ADMINISTER,
        lambda f, s, w: f(s, BlockDraft("00160000001", "00160000010", DAY, "Surat 2")),
    ),
    "cards.blocks.change_block": (
        ADMINISTER,
        lambda f, s, w: f(s, w.block, BlockDraft("00150000001", "00150000020", DAY, "Surat 1")),
    ),
    "cards.blocks.close_block": (ADMINISTER, lambda f, s, w: f(s, w.block)),
    "designs.looks.keep_colours": (ADMINISTER, lambda f, s, w: f(s, "#112233", "#445566")),
    "designs.keeping.choose_design": (
        ADMINISTER,
        lambda f, s, w: f(s, CardKind.PROOF, "Kami"),
    ),
    "events.budget.add_cost": (PLAN, lambda f, s, w: f(s, w.event, CostDraft("Bensin", 50_000))),
    "events.checklist.add_task": (PLAN, lambda f, s, w: f(s, w.event, TaskDraft("Bawa meja"))),
    "events.making.plan_like": (PLAN, lambda f, s, w: f(s, a.event_draft(), w.event)),
    "events.making.plan_repeat": (PLAN, lambda f, s, w: f(s, a.event_draft(), w.event)),
    "events.moving.move_event": (PLAN, lambda f, s, w: f(s, w.planned, date(2022, 7, 1))),
    "events.moving.move_event_to": (
        PLAN,
        lambda f, s, w: f(s, w.planned, a.START + timedelta(days=3)),
    ),
    "events.operations.plan_event": (PLAN, lambda f, s, w: f(s, a.event_draft())),
    "events.operations.change_event": (PLAN, lambda f, s, w: f(s, w.event, a.event_draft())),
    "events.operations.archive_event": (PLAN, lambda f, s, w: f(s, w.event)),
    "events.operations.bring_back_event": (PLAN, lambda f, s, w: f(s, w.archived)),
    "events.operations.set_stage": (PLAN, lambda f, s, w: f(s, w.event, Stage.DONE)),
    "events.operations.record_outcome": (
        PLAN,
        lambda f, s, w: f(s, w.event, OutcomeDraft("Hujan")),
    ),
    "events.packing.add_packing": (PLAN, lambda f, s, w: f(s, w.event, PackingDraft("Kabel", 2))),
    "events.series.plan_series": (PLAN, lambda f, s, w: f(s, [a.event_draft()])),
    "events.templates.save_template": (
        PLAN,
        lambda f, s, w: f(s, EventKind.TALK, Template(target_present=40)),
    ),
    "letters.making.make_letters": (
        PLAN,
        lambda f, s, w: f(s, w.planned, prepare(s, w.planned, LetterKind.ASSIGNMENT, "id"), pdf),
    ),
    "letters.making.make_anew": (
        PLAN,
        lambda f, s, w: f(
            s, w.letter, replace(prepare_anew(s, w.letter), partner_ids=(w.partner,)), pdf
        ),
    ),
    "letters.making.mark_sent": (PLAN, lambda f, s, w: f(s, w.letter, "Kurir")),
    "letters.making.mark_all_sent": (PLAN, lambda f, s, w: f(s, [w.letter], "Kurir")),
    "letters.making.take_back_sent": (PLAN, lambda f, s, w: f(s, w.sent_letter)),
    "letters.making.void_letter": (PLAN, lambda f, s, w: f(s, w.letter, "Salah")),
    "letters.texts.save_text": (
        ADMINISTER,
        lambda f, s, w: f(s, LetterKind.THANKS, "id", LetterText("Terima kasih", "Isi")),
    ),
    "office.absences.add_absence": (
        PLAN,
        lambda f, s, w: f(s, AbsenceDraft(officer_id=w.officer, **SPAN)),
    ),
    "office.absences.change_absence": (
        PLAN,
        lambda f, s, w: f(s, w.absence, AbsenceDraft(officer_id=w.officer, **SPAN)),
    ),
    "office.absences.remove_absence": (PLAN, lambda f, s, w: f(s, w.absence)),
    "office.closed_days.add_closed_days": (
        PLAN,
        lambda f, s, w: f(s, ClosedDayDraft("Rapat", **SPAN)),
    ),
    "office.closed_days.change_closed_days": (
        PLAN,
        lambda f, s, w: f(s, w.closed, ClosedDayDraft("Rapat", **SPAN)),
    ),
    "office.closed_days.remove_closed_days": (PLAN, lambda f, s, w: f(s, w.closed)),
    "office.equipment.add_equipment": (PLAN, lambda f, s, w: f(s, EquipmentDraft("Printer 2"))),
    "office.equipment.change_equipment": (
        PLAN,
        lambda f, s, w: f(s, w.equipment, EquipmentDraft("Printer 3")),
    ),
    "office.equipment.retire_equipment": (PLAN, lambda f, s, w: f(s, w.equipment)),
    "office.letterhead.change_letterhead": (
        ADMINISTER,
        lambda f, s, w: f(s, LetterheadDraft(paper="F4")),
    ),
    "office.money.change_money": (ADMINISTER, lambda f, s, w: f(s, MoneyDraft(takes_cash=False))),
    "office.operations.change_office": (
        ADMINISTER,
        lambda f, s, w: f(s, renamed(office_draft(s))),
    ),
    "office.operations.add_officer": (ADMINISTER, lambda f, s, w: f(s, OfficerDraft("Baru"))),
    "office.operations.change_officer": (
        ADMINISTER,
        lambda f, s, w: f(s, w.officer, renamed(officer_draft(s, w.officer))),
    ),
    "office.targets.save_targets": (PLAN, lambda f, s, w: f(s, 2022, {6: Amount(10, 1_000_000)})),
    "partners.merging.merge_partners": (PLAN, lambda f, s, w: f(s, w.partner, w.third_partner)),
    "partners.operations.add_partner": (PLAN, lambda f, s, w: f(s, PartnerDraft("Koperasi"))),
    "partners.operations.change_partner": (
        PLAN,
        lambda f, s, w: f(s, w.partner, PartnerDraft("Koperasi")),
    ),
    "partners.operations.archive_partner": (PLAN, lambda f, s, w: f(s, w.partner)),
    "partners.operations.add_agreement": (
        PLAN,
        lambda f, s, w: f(s, w.partner, AgreementDraft("2/2022", "MoU", DAY, DAY)),
    ),
    "partners.operations.change_agreement": (
        PLAN,
        lambda f, s, w: f(s, w.agreement, AgreementDraft("2/2022", "MoU", DAY, DAY)),
    ),
    "partners.operations.remove_agreement": (PLAN, lambda f, s, w: f(s, w.agreement)),
    "partners.operations.add_note": (
        PLAN,
        lambda f, s, w: f(s, w.partner, NoteDraft(held_on=DAY, text="Rapat")),
    ),
    "partners.operations.change_note": (
        PLAN,
        lambda f, s, w: f(s, w.note, NoteDraft(held_on=DAY, text="Rapat")),
    ),
    "partners.operations.remove_note": (PLAN, lambda f, s, w: f(s, w.note)),
    "partners.operations.finish_follow_up": (PLAN, lambda f, s, w: f(s, w.note)),
    "people.apart.keep_apart": (PLAN, lambda f, s, w: f(s, w.people[2], w.people[3])),
    "people.bin.bring_back_people": (PLAN, lambda f, s, w: f(s, [w.binned])),
    "people.bulk.change_people": (
        PLAN,
        lambda f, s, w: f(s, w.people[:2], BulkDraft((BulkField.FLAG,), flag="Lengkapi")),
    ),
    "people.group_proposals.make_groups": (
        PLAN,
        lambda f, s, w: f(s, [_proposal(w)]),
    ),
    "people.groups.add_group": (PLAN, lambda f, s, w: f(s, GroupDraft("Nelayan"))),
    "people.groups.change_group": (PLAN, lambda f, s, w: f(s, w.group, GroupDraft("Nelayan"))),
    "people.groups.dissolve_group": (PLAN, lambda f, s, w: f(s, w.group)),
    "people.groups.add_members": (PLAN, lambda f, s, w: f(s, w.group, w.people[4:])),
    "people.groups.remove_members": (PLAN, lambda f, s, w: f(s, w.group, w.people[:1])),
    "people.groups.change_role": (PLAN, lambda f, s, w: f(s, w.group, w.people[0], "Ketua")),
    "people.merging.merge_people": (PLAN, lambda f, s, w: f(s, w.people[4], w.people[5])),
    "people.views.save_view": (PLAN, lambda f, s, w: f(s, "Lain", Listing())),
    "people.views.rename_view": (PLAN, lambda f, s, w: f(s, w.view, "Lain")),
    "people.views.remove_view": (PLAN, lambda f, s, w: f(s, w.view)),
    "printing.sheets.add_sheet": (PLAN, lambda f, s, w: f(s, SheetDraft("Lembar lain"))),
    "printing.sheets.change_sheet": (
        PLAN,
        lambda f, s, w: f(s, w.sheet, SheetDraft("Lembar lain")),
    ),
    "printing.sheets.retire_sheet": (PLAN, lambda f, s, w: f(s, w.sheet)),
    "privacy.breaches.note_breach": (
        PLAN,
        lambda f, s, w: f(s, BreachDraft(found_at=a.START, what="Tas hilang")),
    ),
    "privacy.breaches.change_breach": (
        PLAN,
        lambda f, s, w: f(s, w.breach, BreachDraft(found_at=a.START, what="Tas hilang")),
    ),
    "privacy.breaches.tell_breach": (PLAN, lambda f, s, w: f(s, w.breach)),
    "privacy.breaches.remove_breach": (PLAN, lambda f, s, w: f(s, w.breach)),
    "privacy.consent_wordings.add_wording": (
        ADMINISTER,
        lambda f, s, w: f(s, WordingDraft("Setuju", "Agreed", date(2030, 1, 1)), DAY),
    ),
    "privacy.limits.lift_limit": (PLAN, lambda f, s, w: f(s, w.limited)),
    "privacy.keeping.keep_longer": (
        Right.ERASE,
        lambda f, s, w: f(s, w.people[:2], date(2060, 1, 1), "Perkara berjalan"),
    ),
    "privacy.keeping.end_keeping": (Right.ERASE, lambda f, s, w: f(s, [w.limited])),
    "privacy.retention.keep_rule": (
        ADMINISTER,
        lambda f, s, w: f(s, RuleDraft(RetentionSubject.REJECTED, 12, "SOP 3", True)),
    ),
    "reporting.drafts.keep_draft": (PLAN, lambda f, s, w: f(s, w.event, SummaryDraft())),
    "reporting.press.keep_press_texts": (
        PLAN,
        lambda f, s, w: f(s, w.event, "id", PressTexts()),
    ),
    "reporting.layouts.add_layout": (
        PLAN,
        lambda f, s, w: f(s, LayoutDraft("Lain", columns=(LayoutColumn("Nama", "name"),))),
    ),
    "reporting.layouts.change_layout": (
        PLAN,
        lambda f, s, w: f(
            s, w.layout, LayoutDraft("Lain", columns=(LayoutColumn("Nama", "name"),))
        ),
    ),
    "reporting.layouts.retire_layout": (PLAN, lambda f, s, w: f(s, w.layout)),
    "supplies.operations.add_supply": (PLAN, lambda f, s, w: f(s, SupplyDraft("Tali"))),
    "supplies.operations.change_supply": (
        PLAN,
        lambda f, s, w: f(s, w.supply, SupplyDraft("Tali")),
    ),
    "supplies.operations.retire_supply": (PLAN, lambda f, s, w: f(s, w.supply)),
    "designs.keeping.keep_design": (
        ADMINISTER,
        lambda f, s, w: f(s, renamed(find_design(s, "Kami"))),
    ),
    "designs.keeping.retire_design": (ADMINISTER, lambda f, s, w: f(s, w.design)),
    "designs.keeping.take_in": (
        ADMINISTER,
        lambda f, s, w: f(s, ReadDesign(find_design(s, "Kami"), {})),
    ),
    "events.moving.make_moves": (
        PLAN,
        lambda f, s, w: f(
            s,
            [Move(w.planned, "", a.START, a.END, a.START + DAYS, a.END + DAYS)],
            "kalender.ics",
        ),
    ),
    "events.templates.restore_template": (PLAN, lambda f, s, w: f(s, EventKind.TALK)),
    "letters.texts.restore_text": (
        ADMINISTER,
        lambda f, s, w: f(s, LetterKind.ASSIGNMENT, "id"),
    ),
    "office.operations.retire_officer": (
        ADMINISTER,
        lambda f, s, w: f(s, w.officer, w.sees_removing),
    ),
    "partners.operations.bring_back_partner": (PLAN, lambda f, s, w: f(s, w.other_partner)),
    "partners.operations.reopen_follow_up": (PLAN, lambda f, s, w: f(s, w.note)),
    "people.apart.bring_together": (PLAN, lambda f, s, w: f(s, w.people[0], w.people[1])),
    "people.groups.make_head": (PLAN, lambda f, s, w: f(s, w.group, w.people[1])),
    "printing.profiles.keep_profile": (
        PLAN,
        lambda f, s, w: f(s, ProfileDraft("meja", read(PrintError(), "a4"))),
    ),
    "printing.profiles.reset_profile": (PLAN, lambda f, s, w: f(s, w.profile)),
    "privacy.consent_wordings.change_wording": (
        ADMINISTER,
        lambda f, s, w: f(s, w.wording, WordingDraft("Mau", "Yes", date(2041, 1, 1)), DAY),
    ),
    "privacy.consent_wordings.remove_wording": (
        ADMINISTER,
        lambda f, s, w: f(s, w.wording),
    ),
    "privacy.erasing.erase_person": (
        Right.ERASE,
        lambda f, s, w: f(s, w.people[4], ErasureCause.REQUEST, w.sees_erasing),
    ),
    "reporting.finals.make_final": (
        PLAN,
        lambda f, s, w: f(s, basis(s, w.planned), SummaryDraft(), b"%PDF-1.7"),
    ),
}
"""The right that each needs, and how it is done where it can be."""
