from ui.look import Role, color
from ui.widgets.sign_view import SignView


def test_a_sign_has_words_an_icon_and_the_ink_of_its_role(stage):
    view = SignView(large=True)
    stage.layout().addWidget(view)
    view.show()
    view.show_sign("Here since 09:12", Role.INFO, "user-check", "at Meja 1")
    assert view.words.palette().windowText().color() == color(Role.INFO).ink
    assert view.accessibleName() == "Here since 09:12, at Meja 1"
    assert view.detail.isVisible()


def test_what_icon_it_has_can_be_told_apart_without_colour(stage):
    view = SignView()
    stage.layout().addWidget(view)
    view.show_sign("Invited", Role.NEUTRAL, "clock")
    view.show()
    before = view.grab().toImage()
    view.show_sign("Invited", Role.NEUTRAL, "badge-check")
    assert view.grab().toImage() != before
    assert view.detail.isHidden()


def test_markup_in_a_sign_is_shown_as_letters(stage):
    view = SignView()
    stage.layout().addWidget(view)
    view.show_sign("<b>x</b>", Role.WARNING, "info")
    plain = view.words.sizeHint().width()
    view.show_sign("x", Role.WARNING, "info")
    assert view.words.sizeHint().width() < plain
