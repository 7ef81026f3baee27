"""Staff make their account safe: passkey, code app, sessions, leaving; in a real browser."""

import base64
import hmac
import struct
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, check_page
from tests.journeys.test_staff import person, sign_in
from vlaggenlijn.home.demo import PASSWORD

Visit = Callable[..., Page]
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_authenticator(page: Page) -> tuple[Any, str]:
    """Give the browser a device that makes and uses passkeys by itself."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return session, made["authenticatorId"]


def confirm(page: Page) -> None:
    """Show that it is still you, when the page asks for it."""
    if "/opnieuw/" in page.url:
        check_page(page)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main form button").first.click()
        page.wait_for_load_state()


def code_now(secret: str) -> str:
    """The code of RFC 6238, worked out here on our own."""
    key, counter = base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(key, counter, "sha1").digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def wait_for_mail(page: Page, words: str) -> None:
    """Wait until the worker has sent a mail with these words."""
    mails = page.context.new_page()
    for _ in range(40):
        mails.goto("/demo/post/")
        if any(words in letter for letter in mails.locator(".letter").all_inner_texts()):
            mails.close()
            return
        mails.wait_for_timeout(500)
    pytest.fail(f"no mail with {words}")


def test_passkey_is_added_signs_in_and_is_removed(visit: Visit) -> None:
    page = sign_in(visit, person("reader"))
    session, device = with_authenticator(page)
    page.goto("/account/veiligheid/")
    check_page(page)
    page.goto("/account/veiligheid/sleutel/")
    confirm(page)
    check_page(page)
    page.locator("[name=name]").fill("Mijn toestel")
    page.locator("[data-passkey-button]").click()
    page.wait_for_url("**/account/veiligheid/reservecodes/")
    check_page(page)
    made = session.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]
    assert [(one["rpId"], one["isResidentCredential"]) for one in made] == [("localhost", True)]
    wait_for_mail(page, "/account/veiligheid/")
    page.goto("/account/veiligheid/")
    expect(page.get_by_text("Mijn toestel").first).to_be_visible()
    page.locator(".sign-out").click()
    page.goto("/account/login/?next=/account/veiligheid/")
    check_page(page)
    page.locator("[data-passkey-button]").click()
    page.wait_for_url("**/account/veiligheid/")
    page.locator("a[href$='/weg/']").first.click()
    check_page(page)
    page.locator("main form button").first.click()
    page.wait_for_url("**/account/veiligheid/")
    expect(page.get_by_text("Mijn toestel")).to_have_count(0)


def test_code_app_is_added_and_asked_for(visit: Visit) -> None:
    email = person("professional")
    page = sign_in(visit, email, javascript=False)
    page.goto("/account/veiligheid/app/")
    confirm(page)
    check_qr(page)
    secret = page.locator(".secret").inner_text()
    page.locator("main [name=code]").fill("000000")
    page.locator("main form button").first.click()
    expect(page.locator(".error-summary")).to_be_visible()
    page.locator("main [name=code]").fill(code_now(secret))
    page.locator("main form button").first.click()
    page.wait_for_url("**/account/veiligheid/reservecodes/")
    recovery = page.locator(".codes code").first.inner_text()
    other = visit("/account/login/")
    other.locator("[name=login]").fill(email)
    other.locator("[name=password]").fill(PASSWORD)
    other.locator("form:has([name=password]) button").first.click()
    other.wait_for_url("**/account/extra/")
    check_page(other)
    other.goto("/werk/")
    assert "/account/login/" in other.url
    other.goto("/account/extra/")
    other.locator("main [name=code]").fill(recovery)
    other.locator("main form button").first.click()
    other.wait_for_url("**/werk/")
    other.goto("/account/veiligheid/app/weg/")
    check_page(other)
    other.locator("main form button").first.click()
    other.wait_for_url("**/account/veiligheid/")


def check_qr(page: Page) -> None:
    picture = page.locator(".qr")
    expect(picture).to_be_visible()
    assert str(picture.get_attribute("src")).startswith("data:image/svg+xml;base64,")


def test_other_device_is_signed_out_and_the_rest_of_the_pages_hold(visit: Visit) -> None:
    email = person("facilitator")
    page, other = sign_in(visit, email, viewport=DESKTOP), sign_in(visit, email)
    page.goto("/account/veiligheid/")
    check_page(page)
    page.locator("form[action$='/stop/'] button").first.click()
    page.wait_for_load_state()
    other.goto("/werk/")
    assert "/account/login/" in other.url
    with page.expect_download() as download:
        page.locator("a[href$='/gegevens/']").click()
    assert email in download.value.path().read_text()
    page.goto("/account/veiligheid/verwijderen/")
    confirm(page)
    check_page(page)
    page.locator("main [name=email]").fill("iemand@anders.example")
    page.locator("main form button").first.click()
    expect(page.locator(".error-summary")).to_be_visible()
    check_page(page)


def test_sign_in_pages_show_helplines(visit: Visit) -> None:
    for path in ("/account/login/", "/account/code/", "/account/wachtwoord/vergeten/"):
        page = visit(path)
        expect(page.locator("footer a[href='tel:112']").first).to_be_visible()
        check_page(page)
