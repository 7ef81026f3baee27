"""The next edition as it is made: what comes, what never comes, once, and to be undone."""

import json
import re
import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories
from tests.factories import a_member, a_municipality, a_network, a_registration
from tests.partnership.rows import a_partner_of, saved
from tests.week.past import a_past_campaign, a_past_entry, told
from tests.week.rows import a_campaign, a_proposed, a_step, some_bunting
from vlaggenlijn.accounts.actions.undo import undo
from vlaggenlijn.accounts.models import Change, ChangeSet, Conflict, LocalNetwork, recorded
from vlaggenlijn.agenda.actions import set_state
from vlaggenlijn.agenda.models import Activity, ActivityConcept, Occurrence, Registration
from vlaggenlijn.partnership.actions.records import relink
from vlaggenlijn.partnership.models import Task, Undertaking
from vlaggenlijn.week import actions
from vlaggenlijn.week.carry_over import Edition
from vlaggenlijn.week.models import (
    Ballot,
    BuntingMetres,
    Campaign,
    CampaignActivity,
    Evaluation,
    EvaluationRequest,
    TimelineStep,
)
from vlaggenlijn.week.next_edition import next_of

pytestmark = pytest.mark.django_db
NEXT = {
    "name": "Week van de Opvoeding", "begins_on": date(2028, 5, 16), "ends_on": date(2028, 5, 23),
}  # fmt: skip


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


def carried(campaign: Campaign, **options: Any) -> Campaign:
    """The next edition with everything that can come."""
    values = options.pop("values", NEXT)
    options.setdefault("activities", {one.pk for one in campaign.activities.all()})
    return actions.carry_over(by=None, campaign=campaign, values=values, **options)


def test_campaign_follows_the_one_before(network: LocalNetwork) -> None:
    old = a_campaign(
        network, theme="Samen", state="over", publisher_name="Huis", publisher_address="Markt 1",
        vote_closes_on=date(2027, 2, 1),
    )  # fmt: skip
    made = carried(old)
    assert (made.previous, made.edition, made.state, made.theme) == (old, 2028, "preparing", "")
    assert (made.publisher_name, made.publisher_address) == ("Huis", "Markt 1")
    assert made.vote_closes_on is None
    assert (made.undertaking.starts_on, made.undertaking.state) == (made.begins_on, "planned")
    assert made.undertaking != old.undertaking


def test_steps_come_with_their_lesson_and_whose_they_are(network: LocalNetwork) -> None:
    old = a_campaign(network)
    here, left = a_partner_of(network, "Bib"), a_partner_of(network, "School")
    member, gone = a_member("coordinator", network), a_member("reader", a_network("Elders"))
    learned = a_step(old, "Zaal boeken voor 16 mei 2027", partner=here)
    actions.keep_lesson(by=None, step=learned, lesson="In 2027 te laat: begin vroeger")
    a_step(old, "Affiche", -20, partner=left)
    a_step(old, "Drukker", 3, person=member)
    a_step(old, "Pers", 4, person=gone)
    dropped = a_step(old, "Vervalt", 5)
    learned.task.state, dropped.task.state = Task.State.DONE, Task.State.DROPPED
    left.left_on = date(2027, 6, 1)
    for record in (learned.task, dropped.task, left):
        saved(network, record)
    made = carried(old)
    assert [
        (one.task.what, one.task.due_on, one.task.owner, one.task.state, one.learned, one.lesson)
        for one in made.steps.with_tasks()
    ] == [
        ("Zaal boeken voor …", date(2028, 4, 16), "Bib", "open", "In … te laat: begin vroeger", ""),
        ("Affiche", date(2028, 4, 26), "", "open", "", ""),
        ("Drukker", date(2028, 5, 19), str(member), "open", "", ""),
        ("Pers", date(2028, 5, 20), "", "open", "", ""),
    ]
    after = {"begins_on": date(2029, 5, 16), "ends_on": date(2029, 5, 23)}
    again = carried(made, values=NEXT | after)
    assert again.steps.with_tasks()[0].learned == "In … te laat: begin vroeger"


def test_activities_come_as_proposals_and_registrations_do_not(network: LocalNetwork) -> None:
    old = a_campaign(network, state="open")
    chair = a_partner_of(network, "Bib")
    first = a_proposed(
        old, "Voorlezen op 16 mei 2027", partner=chair, registration_url="https://bib.example/27",
        website="https://bib.example/2027", online_url="https://bib.example/",
        also_on=["2027-05-17"],
    )  # fmt: skip
    with recorded(by=None, network=network, deed="test"):
        theme = factories.a_concept("themes", "sleep")
        ActivityConcept(activity=first.activity, concept=theme).save()
    a_proposed(old, "Zonder vinkje")
    actions.review(by=None, proposed=first, is_approved=True)
    a_registration(first.activity.occurrences.first())
    made = carried(old, activities={first.pk})
    (proposed,) = made.activities.with_activities()
    activity = proposed.activity
    assert (proposed.state, proposed.partner, proposed.agreed) == ("proposed", chair, {})
    assert (activity.state, activity.title) == ("draft", "Voorlezen op …")
    assert (activity.first_on, activity.also_on) == (date(2028, 5, 21), ["2028-05-22"])
    assert (activity.registration_url, activity.website) == ("", "")
    assert activity.online_url == "https://bib.example/"
    times = [one.day for one in Occurrence.objects.of(activity).order_by("day")]
    assert times == [date(2028, 5, 21), date(2028, 5, 22)]
    assert [one.concept.slug for one in activity.activity_concepts.all()] == ["sleep"]
    assert Registration.objects.filter(occurrence__activity=activity).count() == 0
    assert Registration.objects.count() == 1


def test_each_that_stays_behind_says_why(network: LocalNetwork) -> None:
    old = a_campaign(network)
    chair = a_partner_of(network, "Bib")
    withdrawn, sent_back, off = (a_proposed(old, title) for title in ("Weg", "Terug", "Afgelast"))
    a_proposed(old, "Vertrokken", partner=chair)
    a_proposed(old, "Loopt", repeats="weekly", weekdays=[1])
    a_proposed(old, "Komt")
    actions.withdraw(by=None, proposed=withdrawn)
    actions.review(by=None, proposed=sent_back, is_approved=False, remark="Waar?")
    set_state(by=None, activity=off.activity, state="cancelled")
    chair.left_on = date(2027, 6, 1)
    saved(network, chair)
    coming = next_of(old, Edition(NEXT["begins_on"], NEXT["ends_on"]))
    assert {str(one.proposed): one.behind for one in coming.behind} == {
        "Weg": "withdrawn", "Terug": "sent_back", "Afgelast": "off", "Vertrokken": "left",
        "Loopt": "goes_on",
    }  # fmt: skip
    assert [str(one.activity) for one in carried(old).activities.with_activities()] == ["Komt"]


def test_shortlist_comes_without_votes_and_counts_never_come(network: LocalNetwork) -> None:
    old = a_campaign(network, vote_closes_on=timezone.localdate() + timedelta(days=9))
    rest, play = (
        actions.add_emphasis(by=None, campaign=old, title=one) for one in ("Rust", "Spel")
    )
    actions.vote(by=None, emphasis=rest, partner=a_partner_of(network, "Bib"))
    actions.close_vote(by=None, emphasis=play)
    some_bunting(old, a_municipality())
    with recorded(by=None, network=network, deed="test"):
        relink(old, "topics", [factories.a_concept("themes", "sleep")])
    made = carried(Campaign.objects.get(pk=old.pk))
    assert [(one.title, one.is_chosen) for one in made.emphases.all()] == [("Rust", False)]
    assert [one.slug for one in made.topics.all()] == ["sleep"]
    assert (made.ballots.count(), made.bunting.count(), made.theme) == (0, 0, "")
    assert (Ballot.objects.count(), BuntingMetres.objects.count()) == (1, 1)


def test_it_is_made_once(network: LocalNetwork) -> None:
    old, key = a_campaign(network), uuid.uuid4()
    made = carried(old, idempotency_key=key)
    assert carried(old, idempotency_key=key) == made
    with pytest.raises(Conflict):
        carried(old, idempotency_key=key, values=NEXT | {"name": "Anders"})
    with pytest.raises(actions.NextEditionThere) as there:
        carried(old, values=NEXT | {"name": "Nog een"})
    assert there.value.args == (made,)
    assert Campaign.objects.count() == Undertaking.objects.count() == 2
    deeds = ChangeSet.objects.filter(deed__in=("campaign.carry_over", "activity.add"))
    assert [one.deed for one in deeds] == ["campaign.carry_over"]


def test_name_and_year_that_are_taken_make_nothing(network: LocalNetwork) -> None:
    old = a_campaign(network)
    a_campaign(network, edition=2028)
    with pytest.raises(actions.EditionTaken):
        carried(old)
    assert (Campaign.objects.count(), Undertaking.objects.count()) == (2, 2)


def test_it_can_be_undone_as_one_deed(network: LocalNetwork) -> None:
    coordinator = a_member("coordinator", network)
    old = a_campaign(network)
    a_step(old)
    a_proposed(old)
    before = (Activity.objects.count(), Task.objects.count(), Undertaking.objects.count())
    carried(old)
    deed = ChangeSet.objects.get(deed="campaign.carry_over")
    assert undo(by=coordinator, change_set=deed, key=uuid.uuid4()) is not None
    assert Campaign.objects.get() == old
    after = (Activity.objects.count(), Task.objects.count(), Undertaking.objects.count())
    assert (after, TimelineStep.objects.count()) == (before, 1)
    assert carried(old).previous == old


def test_hundreds_take_a_bounded_number_of_questions(
    network: LocalNetwork, django_assert_max_num_queries: Any
) -> None:
    old = a_campaign(network)
    proposed = a_proposed(old)
    with recorded(by=None, network=network, deed="test") as recorder:
        values = {name: getattr(proposed.activity, name) for name in factories.activity_values()}
        many = [Activity(network=network, **values) for _ in range(300)]
        recorder.add_all(many)
        now = timezone.now()
        recorder.add_all(
            CampaignActivity(campaign=old, activity=one, proposed_at=now) for one in many
        )
    # SQLite takes some twenty activities a statement.
    with django_assert_max_num_queries(50):
        made = carried(old)
    assert made.activities.count() == 301


ISO_DAY = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b")
WHEN_WRITTEN = ("created_at", "proposed_at", "changed_at")


def days_written(deed: str) -> set[str]:
    """Every day that stands anywhere in what a deed made; not when it was written."""
    rows = Change.objects.filter(change_set__deed=deed).values_list("after", flat=True)
    told = [
        {name: value for name, value in row.items() if name not in WHEN_WRITTEN} for row in rows
    ]
    return set(ISO_DAY.findall(json.dumps(told)))


@settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    start=st.dates(date(2031, 1, 1), date(2060, 12, 31)),
    length=st.integers(0, 13),
    later=st.integers(330, 400),
    inside=st.lists(st.integers(0, 13), min_size=1, max_size=3),
    steps=st.lists(st.integers(-150, 60), max_size=3),
    series=st.booleans(),
)
def test_no_date_of_the_old_year_survives_in_what_was_made(
    network: LocalNetwork, start: date, length: int, later: int, inside: list[int],
    steps: list[int], series: bool,
) -> None:  # fmt: skip
    end = start + timedelta(days=length)
    old = a_campaign(
        network, name=f"Feest {uuid.uuid4()}", edition=start.year, begins_on=start, ends_on=end
    )
    for days in steps:
        step = a_step(old, f"Klaar tegen {start:%d/%m/%Y}", days)
        actions.keep_lesson(by=None, step=step, lesson=f"Op {start.isoformat()} te laat")
    thanked = Campaign.objects.get(pk=old.pk)
    thanked.thanked_at = moment(start)
    saved(network, thanked)
    day, *others = (min(start + timedelta(days=days), end) for days in inside)
    pattern = {"repeats": "weekly", "until": end} if series else {}
    named = [one.isoformat() for one in others]
    _told_of(_an_activity(old, start, day, named, pattern), start)
    first = start + timedelta(days=later)
    last = first + timedelta(days=length)
    Change.objects.filter(change_set__deed="campaign.carry_over").delete()
    made = carried(
        old, values={"name": f"Next {uuid.uuid4()}", "begins_on": first, "ends_on": last}
    )
    latest_old = max([end, *(start + timedelta(days=days) for days in steps)])
    earliest = first + timedelta(days=min([0, *steps]))
    written = {date.fromisoformat(one) for one in days_written("campaign.carry_over")}
    assert {made.begins_on, made.ends_on} <= written
    assert all(one >= earliest for one in written)
    assert not {one for one in written if start <= one <= max(end, latest_old)}
    assert (Evaluation.objects.of_campaign(made).count(), made.thanked_at) == (0, None)
    assert not EvaluationRequest.objects.of_network(network).filter(entry__campaign=made).exists()
    assert written_of("campaign.carry_over", *EVALUATED) == []
    texts = [one.task.what + one.learned for one in made.steps.with_tasks()]
    texts += [one.activity.title + one.activity.description for one in made.activities.all()]
    assert not [one for one in texts if str(start.year) in one]


def _an_activity(
    old: Campaign, start: date, day: date, named: list[str], pattern: dict[str, Any]
) -> CampaignActivity:
    return actions.propose_activity(
        by=None,
        campaign=old,
        values=factories.activity_values(
            title=f"Feest {start.year}", first_on=day, starts_at=time(14), ends_at=time(16),
            description=f"Kom op {day.day} mei {start.year} of {day.isoformat()}",
            also_on=named, skipped=named, **pattern,
        ),
        idempotency_key=uuid.uuid4(),
    )  # fmt: skip


def moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))


EVALUATED = ("Alleen van toen:", "evaluation")


def _told_of(entry: CampaignActivity, start: date) -> None:
    """What an organiser answered, and that it was asked: of that year alone."""
    sentence = f"{EVALUATED[0]} op {start.isoformat()} kwam bijna niemand"
    told(entry, worked=sentence, better=sentence)
    request = EvaluationRequest(entry=entry, asked_at=moment(start), reminded_at=moment(start))
    saved(entry.campaign.network, request)


def written_of(deed: str, *words: str) -> list[str]:
    """Return the kinds of records that a deed wrote and that have one of these words in them."""
    rows = Change.objects.filter(change_set__deed=deed)
    texts = ((one.model, f"{one.model} {json.dumps(one.after)}") for one in rows)
    return [model for model, text in texts if any(word in text for word in words)]


def test_answers_stay_and_the_lesson_out_of_one_comes_to_its_step(network: LocalNetwork) -> None:
    old = a_past_campaign(network)
    step, entry = a_step(old), a_past_entry(old)
    told(entry, better="Begin vroeger")
    actions.learn(by=None, step=step, lesson="Begin vroeger")
    begins_on = old.begins_on + timedelta(days=364)
    made = carried(old, values={
        "name": "Week", "begins_on": begins_on, "ends_on": begins_on + timedelta(days=7),
    })  # fmt: skip
    (coming,) = made.activities.all()
    assert Evaluation.objects.of(coming) is None
    assert EvaluationRequest.objects.of(coming) is None
    assert [(one.learned, one.lesson) for one in made.steps.all()] == [("Begin vroeger", "")]
    assert Evaluation.objects.of(entry) is not None
