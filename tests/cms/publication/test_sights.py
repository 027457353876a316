"""Looks at private data are kept, and nobody changes what is kept."""

import pytest

from cms.publication.append_only import AppendOnly
from cms.publication.models import Sight
from cms.rights.models import Scope
from tests import factories

pytestmark = pytest.mark.django_db
CASES = "/admin/snippets/cases/case/"


@pytest.mark.parametrize("view", ["edit", "inspect", "history"])
def test_each_page_of_a_case_is_kept_with_who_saw_it(admin_client, view):
    case = factories.case()

    assert admin_client.get(f"{CASES}{view}/{case.pk}/").status_code == 200

    sight = Sight.objects.get()
    assert (sight.by, sight.view, sight.key) == ("admin", view, case.number)


def test_an_old_revision_counts_although_no_view_is_named_for_it(admin_client):
    case = factories.case()
    revision = case.get_latest_revision()

    admin_client.get(f"{CASES}history/{case.pk}/revisions/{revision.pk}/view/")

    assert Sight.objects.get().view == "other"


def test_an_export_is_one_row_with_the_number_of_cases(admin_client):
    for _ in range(3):
        factories.case()

    admin_client.get(f"{CASES}?export=xlsx").close()

    assert list(Sight.objects.values_list("view", "count")) == [("export", 3)]


def test_pages_without_private_data_and_refused_ones_are_not_kept(admin_client, client):
    case = factories.case()
    admin_client.get(CASES)
    client.logout()
    client.get(f"{CASES}edit/{case.pk}/")

    assert not Sight.objects.exists()


def test_what_is_kept_is_not_changed(admin_client):
    admin_client.get(f"{CASES}edit/{factories.case().pk}/")
    sight = Sight.objects.get()
    for attempt in (sight.save, sight.delete, Sight.objects.all().delete, Sight.objects.update):
        with pytest.raises(AppendOnly):
            attempt()


def test_administrators_read_the_list_and_others_do_not(admin_client, client, django_user_model):
    case = factories.case()
    admin_client.get(f"{CASES}edit/{case.pk}/")

    page = admin_client.get(f"/admin/reports/sights/?q={case.number}").content.decode()

    assert case.number in page
    other = django_user_model.objects.create_user("x", password="x")
    Scope.objects.create(user=other, whole_office=True)
    client.force_login(other)
    assert client.get("/admin/reports/sights/").status_code == 302
