from PySide6.QtWidgets import QLabel

from ui.look import em
from ui.widgets.stack import Stack


def test_widgets_lie_below_one_another_and_the_one_with_a_share_takes_the_room(stage):
    head, rest = QLabel("head"), QLabel("rest")
    stack = Stack().add(head).add(rest, 1)
    stage.layout().addWidget(stack)
    stack.show()
    stack.layout().activate()
    assert head.y() == 0
    assert rest.y() == head.height() + em(stack, 0.75)
    assert rest.geometry().bottom() == stack.rect().bottom()
    assert rest.height() > head.height() * 3
