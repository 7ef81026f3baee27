from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from tests import factories
from vlaggenlijn.accounts.models import User
from vlaggenlijn.common.middleware import (
    WriteOnSafeMethod,
    refuse_trace,
    safe_methods_do_not_write,
)
from vlaggenlijn.common.models import OutboxMail

OTHER_METHODS = ("TRACE", "PUT", "PATCH", "DELETE", "CONNECT", "PROPFIND", "NONSENSE")
Deed = Callable[[], object]


def answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse("answered")


@pytest.mark.parametrize("method", OTHER_METHODS)
def test_method_that_no_page_uses_is_refused(method: str) -> None:
    response = refuse_trace(answer)(RequestFactory().generic(method, "/"))
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS, POST")


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST"])
def test_method_that_pages_use_is_answered(method: str) -> None:
    assert refuse_trace(answer)(RequestFactory().generic(method, "/")).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("method", OTHER_METHODS)
def test_whole_site_refuses_other_methods_before_anything_else(method: str) -> None:
    response = Client().generic(method, "/nowhere/", headers={"cookie": "sessionid=x"})
    assert response.status_code == 405
    assert "sessionid" not in response.cookies


def a_mail() -> OutboxMail:
    return OutboxMail.objects.create(to="a@example.org", subject="s", body="b")


def update_mail() -> None:
    OutboxMail.objects.update(subject="changed")


def delete_mail() -> None:
    OutboxMail.objects.all().delete()


def insert_many() -> None:
    OutboxMail.objects.bulk_create([OutboxMail(to="a"), OutboxMail(to="b")])


def insert_or_ignore() -> None:
    rows = [OutboxMail(pk=7, to="a")]
    OutboxMail.objects.bulk_create(rows, ignore_conflicts=True)


def delete_by_hand() -> None:
    with connection.cursor() as cursor:
        cursor.execute("  delete from common_outboxmail")


def visited(deed: Deed, method: str = "GET") -> HttpResponse:
    def view(request: HttpRequest) -> HttpResponse:
        with transaction.atomic():
            deed()
        return HttpResponse("done")

    return safe_methods_do_not_write(view)(RequestFactory().generic(method, "/"))


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
@pytest.mark.parametrize(
    "deed", [a_mail, update_mail, delete_mail, insert_many, insert_or_ignore, delete_by_hand]
)
def test_opening_an_address_that_would_write_fails_and_writes_nothing(
    deed: Deed, method: str
) -> None:
    kept = a_mail()
    with pytest.raises(WriteOnSafeMethod):
        visited(deed, method)
    assert list(OutboxMail.objects.values_list("pk", "subject")) == [(kept.pk, "s")]


@pytest.mark.django_db
@pytest.mark.parametrize("deed", [a_mail, update_mail, delete_mail])
def test_sending_a_form_may_write(deed: Deed) -> None:
    assert visited(deed, "POST").content == b"done"


@pytest.mark.django_db
def test_reading_is_free() -> None:
    assert visited(lambda: list(OutboxMail.objects.select_for_update())).content == b"done"


@pytest.mark.django_db
def test_wall_ends_with_the_request() -> None:
    with pytest.raises(WriteOnSafeMethod):
        visited(a_mail)
    assert a_mail().pk


@pytest.mark.django_db
def test_session_may_be_kept_renewed_and_dropped() -> None:
    def deed() -> None:
        session = Session.objects.create(session_key="k", expire_date=timezone.now())
        session.session_data = "x"
        session.save()
        session.delete()

    assert visited(deed).content == b"done"


@pytest.mark.django_db
def test_table_that_only_begins_like_the_session_is_no_session() -> None:
    def deed() -> None:
        with connection.cursor() as cursor:
            cursor.execute('UPDATE "django_session_more" SET x = 1')

    with pytest.raises(WriteOnSafeMethod, match="django_session_more"):
        visited(deed)


def test_person_stays_when_a_mail_scanner_opens_every_address_of_the_desk(db: None) -> None:
    person = factories.a_user()
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    assert client.get("/account/logout/").status_code == 200
    assert client.get("/werk/").status_code == 200
    assert User.objects.get().pk == person.pk
