"""Ways from a routing service: what is asked, what is believed, what stays in the house."""

import json
import threading
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from pobratym.core.errors import DomainError
from pobratym.directory.mapping.points import Point
from pobratym.languages.machine.client import MachineError, service_at
from pobratym.visits.models.sites import Way
from pobratym.visits.router import ask
from pobratym.visits.services import routing
from pobratym.visits.services.routing import fetch_ways, refuse_unasked
from pobratym.visits.services.ways import BY_HAND
from tests.factories import MunicipalityFactory, officer_of
from tests.visiting import FIRST_DAY, SiteFactory, VisitFactory, WishFactory

pytestmark = pytest.mark.django_db

HERE, THERE = Point(53.0842, 21.5749), Point(53.0932, 21.5749)


class _Router(BaseHTTPRequestHandler):
    """Answers as both services do, with the seconds in ``rows``."""

    seen: list[tuple[str, object]] = []
    rows: object = [[0, 400], [500.5, 0]]
    raw: bytes | None = None

    def do_GET(self):
        self.seen.append((self.path, None))
        self._say({"code": "Ok", "durations": self.rows})

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.seen.append((self.path, asked))
        cells = [[{"time": cell, "distance": 1} for cell in row] for row in self.rows]
        self._say({"sources_to_targets": cells})

    def _say(self, answer):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.raw if self.raw is not None else json.dumps(answer).encode())

    def log_message(self, *_args):
        pass


@pytest.fixture
def router(settings):
    handler = type("Handler", (_Router,), {"seen": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    handler.address = f"http://127.0.0.1:{server.server_port}"
    settings.ROUTER, settings.ROUTER_ADDRESS = "osrm", handler.address
    yield handler
    server.shutdown()
    server.server_close()
    thread.join()


def a_site(visit, place=HERE, **facts):
    site = SiteFactory(
        city=visit.host,
        latitude=Decimal(str(place.lat)),
        longitude=Decimal(str(place.lon)),
        **facts,
    )
    WishFactory(visit=visit, site=site)
    return site


def test_osrm_is_asked_in_its_own_way(router):
    assert ask("osrm", service_at(router.address), [HERE, THERE]) == [[0, 7], [9, 0]]
    assert router.seen == [
        ("/table/v1/driving/21.57490,53.08420;21.57490,53.09320?annotations=duration", None)
    ]


def test_valhalla_is_asked_in_its_own_way(router):
    assert ask("valhalla", service_at(router.address), [HERE, THERE]) == [[0, 7], [9, 0]]
    [(path, asked)] = router.seen
    assert path == "/sources_to_targets"
    assert asked["sources"] == [{"lat": one.lat, "lon": one.lon} for one in (HERE, THERE)]


def test_a_way_that_the_service_does_not_know_is_none(router):
    router.rows = [[0, None], [300, 0]]

    assert ask("osrm", service_at(router.address), [HERE, THERE]) == [[0, None], [5, 0]]


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"[]", b"null", b'{"code":"InvalidQuery"}', b'{"code":"Ok","durations":[[0,1]]}',
        b'{"code":"Ok","durations":[[0],[0]]}', b'{"code":"Ok","durations":[[0,-1],[1,0]]}',
        b'{"code":"Ok","durations":[[0,NaN],[1,0]]}', b'{"code":"Ok","durations":[[0,"1"],[1,0]]}',
        b'{"code":"Ok","durations":[[0,true],[1,0]]}',
    ],
)  # fmt: skip
def test_an_answer_that_makes_no_sense_is_not_believed(router, raw):
    router.raw = raw

    with pytest.raises(MachineError):
        ask("osrm", service_at(router.address), [HERE, THERE])


@pytest.mark.usefixtures("router")
def test_what_the_service_says_is_stored_with_its_source():
    visit = VisitFactory()
    a, b = a_site(visit), a_site(visit, THERE)

    assert fetch_ways(visit, by=officer_of(visit.host)) == 2

    assert list(
        Way.objects.order_by("pk").values_list("origin", "target", "minutes", "source")
    ) == [
        (a.pk, b.pk, 7, "osrm"),
        (b.pk, a.pk, 9, "osrm"),
    ]


@pytest.mark.usefixtures("router")
def test_what_the_city_wrote_into_a_table_stays():
    visit = VisitFactory()
    a, b = a_site(visit), a_site(visit, THERE)
    Way.objects.create(origin=a, target=b, minutes=3, source=BY_HAND, known_on=FIRST_DAY)

    fetch_ways(visit, by=officer_of(visit.host))

    assert Way.objects.get(origin=a).minutes == 3


def test_critical_places_are_not_told_to_others(router, settings, monkeypatch):
    visit = VisitFactory()
    for place in (HERE, THERE):
        a_site(visit, place)
    a_site(visit, Point(53.1, 21.6), is_critical=True)
    officer = officer_of(visit.host)
    fetch = router.seen.append  # what is sent to another computer is only noted here
    settings.ROUTER_ADDRESS = "https://router.example.org"

    def noted(_kind, service, places):
        fetch((service.host, list(places)))
        return [[None, None], [None, None]]

    monkeypatch.setattr(routing, "ask", noted)
    fetch_ways(visit, by=officer)

    assert router.seen == [("router.example.org", [HERE, THERE])]


@pytest.mark.parametrize(
    ("address", "kind"), [("", "osrm"), ("http://router.example.org", "osrm"), ("x", "")]
)
def test_without_a_service_nothing_is_asked(settings, address, kind):
    settings.ROUTER, settings.ROUTER_ADDRESS = kind, address
    visit = VisitFactory()

    with pytest.raises(DomainError) as refusal:
        refuse_unasked(visit, by=officer_of(visit.host))

    assert refusal.value.code == "no_router"


def test_too_few_places_and_strangers_are_refused(router):
    visit = VisitFactory()
    a_site(visit)
    for person, code in (
        (officer_of(visit.host), "too_few"),
        (officer_of(MunicipalityFactory()), "not_your_city"),
    ):
        with pytest.raises(DomainError) as refusal:
            fetch_ways(visit, by=person)
        assert refusal.value.code == code
    assert router.seen == []
