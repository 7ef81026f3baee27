"""The permission matrix is worth what it catches: each leak planted here must make it fail."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as of_the_site
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.test_permission_matrix import Town, built_town, test_answer, town
from vlaggenlijn.accounts.models.networks import LocalNetworkQuerySet, MembershipQuerySet
from vlaggenlijn.directory.models.organization import OrganizationQuerySet
from vlaggenlijn.directory.models.service import ServiceQuerySet
from vlaggenlijn.directory.views import organizations_work, services_work

__all__ = ["built_town", "town"]

LOGIN_WALL = "django.contrib.auth.middleware.LoginRequiredMiddleware"
check_row = test_answer
del test_answer  # here it is a tool, and no test of its own


def everything(rows: Any, *args: Any) -> Any:
    return rows.all()


def nothing(*args: Any, **options: Any) -> None:
    return None


def forbidden_not_missing(*args: Any, **options: Any) -> Any:
    """Tell "you may not" where it should say "there is no such thing"."""
    try:
        return services_work_object(*args, **options)
    except Http404 as missing:
        rows = args[0].model.objects.all()
        if rows.filter(**options).exists():
            raise PermissionDenied from missing
        raise


services_work_object = services_work.get_object_or_404
LEAKS: dict[str, tuple[Any, str, Callable[..., Any], str, str]] = {
    "services of every network are seen": (
        ServiceQuerySet, "for_user", everything, "directory:edit_service", "reader",
    ),
    "services of every network are changed": (
        ServiceQuerySet, "editable_by", everything, "directory:archive_service", "coordinator",
    ),
    "organisations of every network are seen": (
        OrganizationQuerySet, "for_user", everything, "directory:organization_history", "partner",
    ),
    "a partner changes what others tend": (
        OrganizationQuerySet, "editable_by", everything, "directory:edit_organization", "reader",
    ),
    "every network is everybody's": (
        LocalNetworkQuerySet, "for_user", everything, "accounts:members", "coordinator",
    ),
    "a role that ended still counts": (
        MembershipQuerySet, "current", everything, "directory:edit_service", "former",
    ),
    "nobody asks whether one may": (
        services_work, "require", nothing, "directory:confirm_service", "professional",
    ),
    "an organisation is archived by anyone": (
        organizations_work, "require", nothing, "directory:archive_organization", "facilitator",
    ),
    "other answers not like missing": (
        services_work, "get_object_or_404", forbidden_not_missing,
        "directory:edit_service", "reader",
    ),
}  # fmt: skip


@pytest.mark.parametrize("leak", LEAKS)
def test_matrix_catches_a_planted_leak(
    town: Town, monkeypatch: pytest.MonkeyPatch, leak: str
) -> None:
    place, name, planted, row, role = LEAKS[leak]
    check_row(town, row, role)
    monkeypatch.setattr(place, name, planted)
    with pytest.raises(AssertionError):
        check_row(town, row, role)


def test_matrix_catches_pages_without_the_sign_in(town: Town, settings: Any) -> None:
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if one != LOGIN_WALL]
    assert LOGIN_WALL not in settings.MIDDLEWARE
    with pytest.raises((AssertionError, AttributeError)):
        check_row(town, "directory:services", "anonymous")


def test_sign_in_stands_before_every_page() -> None:
    assert LOGIN_WALL in of_the_site.MIDDLEWARE
