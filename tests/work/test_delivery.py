import datetime as dt
import email
import email.policy

import pytest
from django.conf import settings as installed
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from pobratym.work import wanted
from pobratym.work.backing_off import LETTER_WAITS_SECONDS, wait_after
from pobratym.work.checks import letters_can_be_sent
from pobratym.work.envelopes import UnfitAddressError, message_for, one_line
from pobratym.work.models import Letter
from pobratym.work.post import recipient_of
from pobratym.work.services.delivery import WIPED, deliver_due
from pobratym.work.transports import FileTransport, SmtpTransport, UnreachableError, transport
from tests.factories import UserFactory
from tests.work.letters import letter

pytestmark = pytest.mark.django_db
State = Letter.State


@pytest.fixture
def box(tmp_path):
    """Give a folder into which letters are written."""
    return FileTransport(tmp_path / "mail")


def read(path):
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


def told(one):
    """Give what is left of a letter's address and words."""
    return {name: getattr(one, name) for name in WIPED}


def test_a_letter_becomes_a_file_and_its_words_are_wiped(box):
    one = letter(unsubscribe=f"{installed.SITE_ADDRESS}/en/stop/x/")

    assert deliver_due(box) == 1

    [path] = box.folder.iterdir()
    sent = read(path)
    assert (sent["To"], sent["Subject"], sent["Message-ID"]) == (
        one.to,
        one.subject,
        one.message_id,
    )
    assert sent.get_body(("plain",)).get_content().split() == ["Treść"]
    assert sent.get_body(("html",)).get_content().split() == ["<p>Treść</p>"]
    assert sent["Auto-Submitted"] == "auto-generated"
    assert sent["Content-Language"] == one.language
    assert sent["List-Unsubscribe"] == f"<{one.unsubscribe}>"
    assert oct(path.stat().st_mode)[-3:] == "600"
    one.refresh_from_db()
    assert (one.state, told(one)) == (State.SENT, WIPED)
    assert one.sent_at is not None


def test_a_repeat_is_the_same_bytes_and_the_same_file(box):
    one = letter()
    box.send(message_for(one))

    deliver_due(box)

    assert len(list(box.folder.iterdir())) == 1
    assert message_for(one).as_bytes() == message_for(one).as_bytes()


def test_a_mail_server_gets_the_letter(mail):
    one = letter()

    deliver_due(SmtpTransport(mail.address))

    assert Letter.objects.get().state == State.SENT
    [taken] = mail.taken
    assert email.message_from_bytes(taken)["Message-ID"] == one.message_id
    assert [line for line in mail.heard if line.upper().startswith("RCPT")] == [
        "rcpt TO:<anna@example.org>"
    ]
    assert taken.isascii()


@pytest.mark.parametrize(
    ("answers", "state", "fault"),
    [
        ({"RCPT": "550 5.1.1 anna@example.org unknown"}, State.FAILED, "refused 550 5.1.1"),
        ({"DATA": "554 5.7.1 no"}, State.FAILED, "refused 554 5.7.1"),
        ({".": "552 5.2.2 full"}, State.FAILED, "refused 552 5.2.2"),
        ({"RCPT": "451 4.7.1 later"}, State.WAITING, "postponed 451 4.7.1"),
        ({"MAIL": "530 sign in first"}, State.WAITING, "unreachable 530"),
    ],
)
def test_what_a_mail_server_says_decides(mail, answers, state, fault):
    letter()
    mail.answers.update(answers)

    deliver_due(SmtpTransport(mail.address))

    one = Letter.objects.get()
    assert (one.state, one.fault, one.attempts) == (state, fault, 1)
    assert (one.to, one.text) == ("anna@example.org", "Treść\n")
    assert (one.next_at > timezone.now()) or state == State.FAILED
    assert mail.taken == []


def test_without_a_mail_server_letters_wait_and_the_others_are_not_tried():
    letter("a@example.org"), letter("b@example.org")

    assert deliver_due(SmtpTransport("smtp://127.0.0.1:1?tls=none")) == 0

    one, other = Letter.objects.order_by("pk")
    assert (one.attempts, one.fault) == (1, "unreachable ConnectionRefusedError")
    assert (one.state, other.attempts) == (State.WAITING, 0)


def test_a_letter_is_given_up_after_about_three_days(mail):
    letter(attempts=len(LETTER_WAITS_SECONDS))
    mail.answers["RCPT"] = "451 later"

    deliver_due(SmtpTransport(mail.address))

    assert Letter.objects.get().state == State.FAILED
    assert 2.2 < sum(LETTER_WAITS_SECONDS) / 86_400 < 3.5


def test_waits_differ_by_chance_and_end():
    waits = {wait_after(1, (100,)) for _ in range(20)}

    assert len(waits) > 1
    assert all(dt.timedelta(seconds=75) <= wait <= dt.timedelta(seconds=125) for wait in waits)
    assert wait_after(2, (100,)) is None


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": "new@example.org"}])
def test_a_letter_of_an_account_that_closed_or_moved_is_stopped(box, change):
    user = UserFactory(email="anna@example.org")
    one = letter(user=user, follows_account=True)
    for name, value in change.items():
        setattr(user, name, value)
    user.save()

    deliver_due(box)

    one.refresh_from_db()
    assert (one.state, told(one)) == (State.STOPPED, WIPED)
    assert not box.folder.exists()


def test_a_letter_to_a_new_address_does_not_follow_the_account(box):
    letter("new@example.org", user=UserFactory(email="anna@example.org"))

    deliver_due(box)

    assert Letter.objects.get().state == State.SENT


def test_more_than_the_hour_allows_waits_and_urgent_ones_do_not(box, settings):
    settings.MAIL_PER_HOUR, settings.MAIL_PER_PERSON = 3, 2
    letter("b@example.org", state=State.SENT, sent_at=timezone.now())
    for number in range(3):
        letter(f"{number}@example.org")
    letter("urgent@example.org", is_urgent=True)

    while deliver_due(box):
        """There may be more."""

    states = list(Letter.objects.order_by("pk").values_list("state", flat=True))
    assert states.count(State.WAITING) == 1
    assert states[-1] == State.SENT
    assert not Letter.objects.filter(state=State.WAITING, next_at__lte=timezone.now()).exists()


def test_more_than_a_person_shall_get_in_an_hour_waits(box, settings):
    settings.MAIL_PER_PERSON = 2
    for _ in range(3):
        letter("Anna@example.org")

    deliver_due(box)

    states = list(Letter.objects.order_by("pk").values_list("state", "attempts"))
    assert states == [(State.SENT, 1), (State.SENT, 1), (State.WAITING, 0)]
    assert recipient_of("ANNA@example.org") == recipient_of("anna@example.org")


def test_a_letter_that_another_worker_took_meanwhile_is_left_to_it(box):
    one = letter()

    class Meanwhile(FileTransport):
        def send(self, message):
            assert deliver_due(box) == 0
            super().send(message)

    assert deliver_due(Meanwhile(box.folder)) == 1
    assert Letter.objects.get(pk=one.pk).attempts == 1


@pytest.mark.parametrize(
    "subject",
    [
        "Місто-партнер надсилає проєкт угоди",
        "Propozycja potwierdzona i wprowadzona: Ostrołęka – Wąrąsz, część dwudziesta trzecia",
        "Уточнення " * 20,
    ],
)
def test_a_long_subject_keeps_every_space(subject):
    one = letter(subject=subject)

    data = message_for(one).as_bytes()

    assert email.message_from_bytes(data, policy=email.policy.default)["Subject"] == subject.strip()
    assert data.isascii()
    assert all(len(line) <= 78 for line in data.split(b"\r\n\r\n")[0].splitlines())


def test_names_and_subjects_cannot_add_headers():
    one = letter()
    one.subject = "Hello\r\nBcc: all@example.org\u202e\0" + "x" * 400

    sent = email.message_from_bytes(message_for(one).as_bytes(), policy=email.policy.default)

    assert sent["Bcc"] is None
    assert sent["Subject"].startswith("Hello Bcc: all@example.org xxx")
    assert len(sent["Subject"]) <= 300
    assert all(len(line) < 998 for line in message_for(one).as_bytes().splitlines())
    assert one_line("\ta\u2028b\u200f ") == "a b"


def test_an_international_domain_is_written_as_servers_know_it():
    assert message_for(letter("anna@вараш.укр"))["To"] == "anna@xn--80aae1dyb.xn--j1amh"


@pytest.mark.parametrize("to", ["anna", "анна@example.org", "a b@example.org", "a@", "a@b..c"])
def test_an_address_that_no_server_knows_fails_for_good(box, to):
    letter(to)

    deliver_due(box)

    assert (Letter.objects.get().state, Letter.objects.get().fault) == (State.FAILED, "address")
    with pytest.raises(UnfitAddressError):
        message_for(Letter.objects.get())


def test_an_address_elsewhere_is_no_place_to_unsubscribe():
    assert message_for(letter(unsubscribe="https://elsewhere.test/x"))["List-Unsubscribe"] is None


def test_a_folder_that_cannot_be_written_makes_letters_wait(tmp_path):
    (tmp_path / "mail").write_text("a file")
    letter()

    deliver_due(FileTransport(tmp_path / "mail"))

    assert Letter.objects.get().state == State.WAITING
    with pytest.raises(UnreachableError):
        FileTransport(tmp_path / "mail").send(message_for(letter()))


def test_the_console_shows_the_letter(settings, capsys):
    settings.MAIL = "console"
    letter()

    deliver_due(transport())

    assert capsys.readouterr().out == (
        "\nTo: anna@example.org\nSubject: Dzień dobry, Вараш\n\nTreść\n"
    )


def test_the_setting_names_the_server():
    found = SmtpTransport("smtps://post:p%40ss@mail.example.org")
    assert (found.host, found.port, found.user, found.password) == (
        "mail.example.org",
        465,
        "post",
        "p@ss",
    )
    assert (found.wraps, found.starts) == (True, False)
    assert SmtpTransport("smtp://mail.example.org").starts


@pytest.mark.parametrize(
    "address",
    [
        "carrier pigeon",
        "smtp://",
        "smtp://host:99999",
        "smtp://host?tls=maybe",
        "smtp://a:b@mail.example.org?tls=none",
    ],
)
def test_a_setting_that_means_nothing_is_refused_at_the_start(settings, address):
    settings.MAIL = address
    settings.MAIL_FROM = "nobody"

    assert [one.id for one in letters_can_be_sent(None)] == ["work.E001", "work.E002"]
    with pytest.raises(ImproperlyConfigured):
        transport()


def test_the_default_is_in_order():
    assert letters_can_be_sent(None) == []


def test_a_letter_to_somebody_without_an_account_is_asked_about_too(box, monkeypatch):
    """An invitation may be withdrawn while the mail server is away."""
    monkeypatch.setattr(wanted, "_asked", {})
    one = letter()
    wanted.ask_before_sending(one.kind, lambda _letter: False)

    deliver_due(box)

    one.refresh_from_db()
    assert (one.user, one.state, told(one)) == (None, State.STOPPED, WIPED)
    assert not box.folder.exists() or not list(box.folder.iterdir())
