"""What changed inside a field that holds many values is told value by value."""

import pytest

from models.base import Base
from models.history.browsing import HistoryFilter, history_ids
from models.history.detail import history_detail
from models.history.fields import UNSAID
from models.history.inside import LONGEST, MOST, _titles, inside_told
from models.history.saying import MASK
from models.office.rights import ALL, Right, lend
from models.reporting.tables import UploadLayout


def told(table, field, before, after, *, sees=True):
    return list(inside_told(table, field, before, after, sees=sees))


def test_each_such_field_is_there_and_not_said_as_a_whole_too():
    for table, field in _titles("en"):
        assert field in Base.metadata.tables[table].columns
        assert field in UNSAID[table]


def test_only_what_differs_is_told_with_its_path_old_and_new():
    before = {"begins": "09:00", "days": 1, "tasks": [{"text": "Undangan", "due_days": -7}]}
    after = {"begins": "09:00", "days": 2, "tasks": [{"text": "Undangan", "due_days": -14}]}
    assert told("event_template", "content", before, after) == [
        ("Template › days", "1", "2"),
        ("Template › tasks › 1 › Days until it is due", "-7", "-14"),
    ]


def test_lines_with_names_of_their_own_are_not_mixed_up_when_one_comes_between():
    def line(heading, field):
        return {"heading": heading, "field": field}

    before = [line("NIK", "nik"), line("Nama", "name")]
    after = [line("No", ""), line("NIK", "nik"), line("Nama", "nama_ibu")]
    assert told("upload_layout", "columns", before, after) == [
        ("Columns › Nama › field", "name", "nama_ibu"),
        ("Columns › No › Heading", "nothing", "No"),
    ]


def test_what_is_long_deep_or_much_is_cut_and_text_stays_text():
    deep = "x"
    for _level in range(60):
        deep = [deep]
    hostile = "<b>a</b>\n" + "y" * 900
    [(path, old, new)] = told(
        "card_design", "content", {"<i>k</i>\n": "x"}, {"<i>k</i>\n": hostile}
    )
    assert (path, old) == ("Design › <i>k</i>", "x")
    assert new.startswith("<b>a</b> yy")
    assert len(new) == LONGEST
    [(_path, _old, new)] = told("card_design", "content", None, {"a": deep})
    assert len(new) <= LONGEST
    many = told("card_design", "content", {}, {f"k{n}": n for n in range(MOST + 7)})
    assert len(many) == MOST + 1
    assert many[-1] == ("Design", "", "and 7 more")
    assert told("card_design", "content", {"a": 1}, "no such thing") == [
        ("Design", '{"a": 1}', "no such thing")
    ]


@pytest.mark.parametrize(("sees", "said"), [(True, "3,500,000"), (False, MASK)])
def test_an_income_is_told_only_to_who_may_see_it(sees, said):
    after = [{"base": 3_500_000, "month_total": 52_000}]
    lines = told("enrolment", "pricing", None, after, sees=sees)
    assert {path.rpartition(" › ")[2]: new for path, _old, new in lines} == {
        "Income the contribution is of": said,
        "month_total": "52,000",
    }


def test_the_history_tells_it_of_a_record_changed(store):
    with store.writing("Make") as session:
        layout = UploadLayout(name="Unggahan", kind="enrolled", columns=[{"heading": "Nama"}])
        session.add(layout)
    with store.writing("Alter") as session:
        session.get_one(UploadLayout, layout.id).columns = [{"heading": "Nama", "text": "-"}]
    with store.reading() as session:
        lend(session, ALL - {Right.SEE_NIK})
        made, altered = (
            history_detail(session, history_ids(session, HistoryFilter(name=name))[0])[0].fields
            for name in ("Make", "Alter")
        )
    assert [(one.field, one.before, one.after) for one in altered] == [
        ("Columns › Nama › Text", "nothing", "-")
    ]
    assert ("Columns › Nama › Heading", "", "Nama") in [
        (one.field, one.before, one.after) for one in made
    ]
