"""Due days by month, and on a grid of weeks."""

import datetime as dt

import pytest
from django.urls import reverse

from pobratym.routes.queries.due import due_days, months_of
from pobratym.routes.queries.lanes import lanes_of
from tests.factories import officer_of
from tests.routes.walks import again, agreed, city_of, press, walking

pytestmark = pytest.mark.django_db


def sent():
    """Give an agreement whose Ukrainian letter went out on 2 March 2026."""
    agreement = agreed()
    walk = walking(agreement, "UA")
    for act, code in (("finish", "UA02"), ("finish", "UA03"), ("send", "UA04")):
        press(walk, act, code)
    return again(agreement)


def months(agreement):
    return months_of(due_days(lanes_of(agreement, agreement.text_version)))


def test_weeks_begin_on_monday_and_hold_only_their_month():
    for month in months(sent()):
        boxes = [day for week in month.weeks for day, _dues in week]
        assert all(len(week) == 7 for week in month.weeks)
        assert {day.month for day in boxes if day} == {month.first.month}
        assert all(day.weekday() == place % 7 for place, day in enumerate(boxes) if day)


def test_every_due_day_stands_once_in_its_box():
    found = months(sent())

    assert dt.date(2026, 4, 1) in {one.on for month in found for one in month.days}
    for month in found:
        boxed = [(day, one) for week in month.weeks for day, dues in week for one in dues]
        assert sorted(one.step.code for _day, one in boxed) == sorted(
            one.step.code for one in month.days
        )
        assert all(day == one.on for day, one in boxed)


def test_the_grid_names_city_and_step(client):
    agreement = sent()
    city = city_of(agreement, "PL")
    client.force_login(officer_of(city))
    page = reverse("routes:lanes", kwargs={"public_id": agreement.public_id})

    shown = client.get(page).content.decode()

    grid = shown.split('<table class="due__grid">')[1].split("</table>")[0]
    assert "<caption" in grid
    assert grid.count('<th scope="col">') == 7
    assert "Monday" in grid
    assert shown.count('class="due__box"') >= 1
