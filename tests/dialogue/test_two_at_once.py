"""Two people at the same finding, each with a connection of their own."""

import pytest

from tests.conftest import load_reference_data
from tests.dialogue.made import a_series
from tests.directory.test_two_writers import at_once
from tests.factories import a_user
from vlaggenlijn.accounts.models import ChangeSet
from vlaggenlijn.dialogue.actions.findings import add_finding, adopt
from vlaggenlijn.dialogue.models import Finding
from vlaggenlijn.needs.models import Need, Trace


@pytest.mark.django_db(transaction=True)
def test_finding_that_two_adopt_at_once_becomes_one_need() -> None:
    load_reference_data()
    series = a_series()
    finding = add_finding(by=None, series=series, sentence="Ouders vinden de weg niet")
    people = [a_user() for _ in range(4)]
    needs = at_once(*(
        lambda by=by: adopt(by=by, finding=finding, network=series.network) for by in people
    ))  # fmt: skip
    only = Need.objects.get()
    assert [one.pk for one in needs] == [only.pk] * 4
    assert Finding.objects.get().need_id == only.pk
    assert (Trace.objects.count(), ChangeSet.objects.filter(deed="need.add").count()) == (1, 1)


@pytest.mark.django_db
def test_finding_that_is_adopted_again_keeps_its_need(reference_data: None) -> None:
    series = a_series()
    finding = add_finding(by=None, series=series, sentence="Ouders vinden de weg niet")
    first = adopt(by=a_user(), finding=finding, network=series.network)
    deeds = ChangeSet.objects.with_changes().count()
    assert adopt(by=a_user(), finding=finding, network=series.network) == first
    assert ChangeSet.objects.with_changes().count() == deeds
