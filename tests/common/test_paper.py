"""PDF and QR: tagged, in one piece, from nowhere else; and a clear sentence without Pango."""

import os
import re
import urllib.parse
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import segno
from django.utils import translation

from vlaggenlijn.common import paper
from vlaggenlijn.common.paper import PACKAGES, NoPango, pdf_of, qr_address, why_no_pdf

PAGE = (
    '<!doctype html><html lang="tr"><head><title>Başlık</title></head>'
    "<body><main><h1>Merhaba</h1>{more}</main></body></html>"
)


def needs_pango() -> None:
    """Only on a machine of one's own; where the whole run happens, a PDF is always drawn."""
    if os.environ.get("CI") != "true" and why_no_pdf():
        pytest.skip(why_no_pdf())


@pytest.fixture
def style(tmp_path: Path) -> Path:
    path = tmp_path / "style.css"
    path.write_text("@page { size: A4; margin: 10mm }", encoding="utf-8")
    return path


@pytest.fixture
def no_pango(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def fails(name: str) -> None:
        raise OSError(f"cannot load library for {name}")

    monkeypatch.setattr(paper, "import_module", fails)
    paper._weasyprint.cache_clear()
    yield
    paper._weasyprint.cache_clear()


def readable(pdf: bytes) -> bytes:
    """Return a PDF with its compressed parts unpacked behind it."""
    unpacked = []
    for found in re.finditer(rb"stream\r?\n", pdf):
        try:
            unpacked.append(zlib.decompressobj().decompress(pdf[found.end() :]))
        except zlib.error:
            continue
    return pdf + b"\n".join(unpacked)


def test_pdf_is_tagged_named_and_in_its_language(style: Path) -> None:
    needs_pango()
    text = readable(pdf_of(PAGE.format(more=""), stylesheet=style))
    assert text.startswith(b"%PDF-1.7")
    assert b"pdfuaid:part" in text
    assert b"/StructTreeRoot" in text
    assert b"/Lang (tr)" in text
    assert b"/H1" in text


def test_pdf_fetches_nothing(style: Path, tmp_path: Path) -> None:
    needs_pango()
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    plain = readable(pdf_of(PAGE.format(more=""), stylesheet=style))
    for address in (secret.as_uri(), "http://127.0.0.1:9/x.png", "ftp://127.0.0.1/x.png"):
        more = f'<img src="{address}" alt="">'
        made = readable(pdf_of(PAGE.format(more=more), stylesheet=style))
        assert made.count(b"/XObject") == plain.count(b"/XObject")


def test_smaller_letters_before_a_second_sheet(style: Path) -> None:
    needs_pango()
    long = PAGE.format(more="<p>een regel tekst</p>" * 30)

    def sheets(*sizes: str) -> int:
        made = readable(pdf_of(long, stylesheet=style, sizes=sizes))
        return len(re.findall(rb"/Type\s*/Page\b", made))

    assert sheets("20pt") > 1
    assert sheets("20pt", "8pt") == 1
    assert sheets("20pt", "19pt") > 1


@pytest.mark.usefixtures("no_pango")
def test_without_pango_it_says_what_is_missing(style: Path) -> None:
    with translation.override("nl"):
        assert why_no_pdf() == (
            f"Deze server kan geen pdf maken: Pango ontbreekt (op Debian: {PACKAGES}). "
            "De beheerder kan het toevoegen. Druk intussen de pagina af; het is hetzelfde blad."
        )
    with pytest.raises(NoPango, match="Pango"):
        pdf_of(PAGE, stylesheet=style)


def test_with_pango_there_is_nothing_to_say() -> None:
    needs_pango()
    assert why_no_pdf() == ""


def test_qr_code_is_a_picture_of_the_address() -> None:
    address = "https://example.org/aanbod/7/?taal=ar"
    picture = qr_address(address)
    assert picture.startswith("data:image/svg+xml")
    svg = urllib.parse.unquote(picture.partition(",")[2])
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(scale=4, border=4, dark="#000", light="#fff", omitsize=True)
    paths = r"""\bd=["']([^"']+)["']"""
    assert re.findall(paths, svg) == re.findall(paths, drawn) != []
    assert "style=" not in svg
    assert qr_address(address + "x") != picture
