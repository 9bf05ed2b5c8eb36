from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import Qt, QTextDocument
from PySide6.QtWidgets import QPushButton

from ui.plain import label, read_aloud, tip

TEXT = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=300)
HOSTILE = st.sampled_from(["<b>", "<img src='file:///etc/passwd'>", "&lt;", "</p><script>", "&"])


def letters(text):
    return "".join(text.split())


@given(st.lists(st.one_of(TEXT, HOSTILE)).map("".join))
def test_a_tip_shows_every_letter_and_obeys_none(qapp, text):
    shown = tip(text)
    if Qt.mightBeRichText(shown):
        document = QTextDocument()
        document.setHtml(shown)
        assert letters(document.toPlainText()) == letters(text)
    else:
        assert shown == text


def test_a_long_tip_is_broken_into_lines():
    assert Qt.mightBeRichText(tip("kata " * 60))


def test_a_button_shows_its_ampersands(qtbot):
    button = QPushButton(label("Simpan & cetak"))
    qtbot.addWidget(button)
    assert button.shortcut().isEmpty()
    assert read_aloud(button.text()) == "Simpan & cetak"


@given(TEXT)
def test_a_voice_says_a_label_as_it_was_meant(text):
    assert read_aloud(label(text)) == text


def test_a_voice_does_not_say_the_mark_of_a_key():
    assert read_aloud("&Nama") == "Nama"
