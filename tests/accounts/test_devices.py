import pytest

from vlaggenlijn.accounts.devices import device

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "found"),
    [
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/130.0 Safari/537.36 Edg/130",
         ("Edge", "Windows")),
        (f"Mozilla/5.0 (Linux; Android 14; SM-A) {WEBKIT} Chrome/130.0 Mobile Safari/537.36",
         ("Chrome", "Android")),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1",
         ("Safari", "iPhone")),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0",
         ("Firefox", "Linux")),
        ("curl/8.0", ("", "")),
        ("", ("", "")),
    ],
)  # fmt: skip
def test_device(user_agent: str, found: tuple[str, str]) -> None:
    assert device(user_agent) == found
