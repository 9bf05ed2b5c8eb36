from ui.forms.letter_partners import MANY, PartnerBoxes, Recipient
from ui.widgets.scrolling import Scrolling


def test_partners_take_as_many_lines_as_there_are_up_to_a_few(stage):
    boxes, heights = PartnerBoxes(), {}
    stage.layout().addWidget(boxes)
    for count in (1, 2, MANY, MANY + 3):
        boxes.offer([Recipient(n, f"Dinas {n}", "Menunggu") for n in range(count)])
        heights[count] = boxes.findChild(Scrolling).height()
    assert heights[1] < heights[2] < heights[MANY] == heights[MANY + 3]
