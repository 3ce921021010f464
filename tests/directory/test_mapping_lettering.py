from pobratym.directory.mapping.lettering import Box, around, best, label, shorten

SHEET = Box(0, 0, 640, 432)


def test_boxes_that_only_touch_do_not_meet():
    box = Box(0, 0, 10, 10)

    assert not box.meets(Box(10, 0, 20, 10))
    assert box.meets(Box(9, 9, 20, 20))
    assert box.overlap(Box(9, 9, 20, 20)) == 1


def test_a_word_hangs_on_its_anchor():
    start, middle, end = (label("Вараш", "city", 100, 50, a) for a in ("start", "middle", "end"))

    assert start.box.left == end.box.right == 100
    assert middle.box.left + middle.box.right == 200


def test_the_first_free_place_is_taken():
    choices = around("Lviv", "town", (300, 200), 8)

    assert best(choices, [], SHEET) == choices[0]
    assert best(choices, [choices[0].box], SHEET) == choices[1]


def test_a_word_points_away_from_the_other_city():
    choices = around("Lviv", "city", (300, 200), 14)

    assert best(choices, [], SHEET, away=(600, 200)).anchor == "end"
    assert best(choices, [], SHEET, away=(10, 200)).anchor == "start"


def test_where_there_is_no_room_nothing_is_written():
    assert best(around("Lviv", "city", (300, 200), 14), [SHEET], SHEET) is None


def test_a_long_name_ends_in_an_ellipsis():
    assert shorten("Вараш", "city", 300) == "Вараш"
    assert shorten("В" * 60, "city", 300).endswith("В…")
