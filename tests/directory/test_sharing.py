import xml.etree.ElementTree as ElementTree
from urllib.parse import unquote

from vlaggenlijn.directory.sharing import LONGEST_IN_CODE, qr_code, share_of

URL = "https://example.org/mijn-lijst/?s=1&s=2"


def test_every_way_to_share_carries_the_whole_address() -> None:
    share = share_of(URL, "Hulp & raad")
    for way in (share.whatsapp_url, share.mail_url, share.sms_url):
        assert unquote(way).endswith(f"Hulp & raad: {URL}")
        assert "Hulp%20%26%20raad" in way
    assert share.whatsapp_url.startswith("https://wa.me/?text=")
    assert share.mail_url.startswith("mailto:?subject=")
    assert share.sms_url.startswith("sms:?&body=")


def test_code_is_an_image_without_style_of_its_own() -> None:
    code = share_of(URL, "x").code
    assert ElementTree.fromstring(code).get("class") == "qr"  # noqa: S314  (we made it)
    assert "style" not in code
    assert code != qr_code(URL + "3")


def test_address_too_long_for_a_code_is_shared_without_one() -> None:
    assert qr_code("https://example.org/" + "x" * LONGEST_IN_CODE) == ""
    assert qr_code("x" * LONGEST_IN_CODE) != ""
