"""Signing in: passwords cannot be tried for ever, and a second factor holds."""

import re

import pytest
from django.contrib.auth.models import Permission
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from cms.accounts import first_password
from cms.accounts.models import FirstPassword

pytestmark = pytest.mark.django_db
LOGIN, PAGE = "/admin/login/", "/admin/second-factor/"
FIRST = "/admin/first-password/"


@pytest.fixture
def user(django_user_model):
    made = django_user_model.objects.create_user("editor", password="right horse")
    made.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return made


def enter(client, password="right horse", code=""):
    data = {"username": "editor", "password": password, "otp_token": code}
    return client.post(LOGIN, data)


def code_of(user) -> str:
    device = TOTPDevice.objects.get(user=user)
    TOTPDevice.objects.filter(pk=device.pk).update(last_t=-1, throttling_failure_count=0)
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    return f"{totp.token():06d}"


def test_eight_wrong_passwords_pause_signing_in_even_with_the_right_one(client, user):
    for _ in range(8):
        enter(client, "wrong")

    answer = enter(client)

    assert answer.status_code == 429
    assert "已暂停登录" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_another_address_is_not_locked_out(client, user):
    for _ in range(8):
        enter(client, "wrong")

    client.defaults["REMOTE_ADDR"] = "10.0.0.9"
    enter(client)

    assert "_auth_user_id" in client.session


def test_a_user_switches_the_second_factor_on_and_needs_a_code_from_then_on(client, user):
    client.force_login(user)
    page = client.get(PAGE).content.decode()
    key = re.search(r"<code>([A-Z2-7=]+)</code>", page)
    assert key and "<svg" in page
    client.post(PAGE, {"code": "000000"})
    assert not TOTPDevice.objects.get(user=user).confirmed
    client.post(PAGE, {"code": code_of(user)})
    assert TOTPDevice.objects.get(user=user).confirmed
    assert key[1] not in client.get(PAGE).content.decode()

    client.logout()
    assert "验证码" in enter(client).content.decode()
    enter(client, code="000000")
    assert "_auth_user_id" not in client.session
    enter(client, code=code_of(user))
    assert client.session["_auth_user_id"] == str(user.pk)


def test_switching_it_off_takes_a_code(client, user):
    client.force_login(user)
    client.get(PAGE)
    client.post(PAGE, {"code": code_of(user)})
    client.post(PAGE, {"code": "000000"})
    assert TOTPDevice.objects.filter(user=user, confirmed=True).exists()

    client.post(PAGE, {"code": code_of(user)})

    assert not TOTPDevice.objects.filter(user=user).exists()


def test_where_it_is_required_nothing_else_opens_before(client, user, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    client.force_login(user)
    assert client.get("/admin/").url == PAGE
    client.get(PAGE)

    client.post(PAGE, {"code": code_of(user)})

    assert client.get("/admin/").status_code == 200


def test_the_admin_says_where_its_scripts_may_come_from(client):
    policy = client.get(LOGIN).headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy


def test_a_password_that_somebody_gave_is_changed_first(client, admin_client, admin_user, user):
    scope = {"groups": [], "username": "editor", "email": "e@example.org"}
    names = {"first_name": "编", "last_name": "辑"}
    given = {"password1": "given horse 17", "password2": "given horse 17"}
    edit = f"/admin/users/edit/{user.pk}/"
    admin_client.post(edit, {**scope, **names, "is_active": "on"})
    assert not FirstPassword.objects.exists()
    admin_client.post(edit, {**scope, **names, "is_active": "on", **given})
    assert FirstPassword.objects.get().user == user
    own = f"/admin/users/edit/{admin_user.pk}/"
    more = {"username": "admin", "is_active": "on", "is_superuser": "on"}
    admin_client.post(own, {**scope, **names, **more, **given})
    assert not FirstPassword.objects.filter(user=admin_user).exists()

    enter(client, "given horse 17")
    assert client.get("/admin/").url == FIRST == client.get("/admin/account/").url
    assert "自己的密码" in client.get(FIRST).content.decode()
    for wrong, says in (("given horse 17", "另选"), ("123", "密码")):
        both = {"new_password1": wrong, "new_password2": wrong}
        assert says in client.post(FIRST, both).content.decode()
    both = {"new_password1": "own horse 4711", "new_password2": "own horse 4711"}
    assert client.post(FIRST, both).url == "/admin/"
    assert client.get("/admin/").status_code == 200
    client.logout()
    enter(client, "own horse 4711")
    assert client.get(FIRST).url == "/admin/"


def test_first_a_password_then_the_second_factor(client, user, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    first_password.given(user)
    client.force_login(user)
    assert client.get(PAGE).url == FIRST
    assert client.get(FIRST).status_code == 200
    both = {"new_password1": "own horse 4711", "new_password2": "own horse 4711"}
    client.post(FIRST, both)
    assert client.get("/admin/").url == PAGE


def test_a_name_in_one_piece_is_enough_for_an_account(
    client, admin_client, user, django_user_model
):
    told = {"username": "laoli", "first_name": "李某", "email": ""}
    passwords = {"password1": "long enough 回音", "password2": "long enough 回音"}
    page = admin_client.get("/admin/users/new/").content.decode()
    assert "姓名" in page
    assert 'name="last_name"' not in page
    admin_client.post("/admin/users/new/", told | passwords)
    made = django_user_model.objects.get(username="laoli")
    changed = told | {"first_name": "李某某", "is_active": "on"}
    admin_client.post(f"/admin/users/edit/{made.pk}/", changed)
    made.refresh_from_db()
    assert (made.first_name, made.email) == ("李某某", "")

    client.force_login(user)
    page = client.get("/admin/account/").content.decode()
    assert 'name="name_email-last_name"' not in page
    account = {
        "name_email-first_name": "王某",
        "name_email-email": "",
        "locale-preferred_language": "zh-hans",
        "locale-current_time_zone": "Asia/Shanghai",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
        "theme-keyboard_shortcuts": "on",
    }
    client.post("/admin/account/", account)
    user.refresh_from_db()
    assert user.first_name == "王某"
