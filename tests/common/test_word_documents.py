import io
import subprocess
import sys

from vlaggenlijn.common.word_documents import centimetres, colour, new_document


def test_a_document_keeps_what_is_written_in_it() -> None:
    document = new_document()
    document.add_paragraph("Vlaggen").runs[0].font.color.rgb = colour(150, 25, 15)
    stream = io.BytesIO()
    document.save(stream)
    assert [one.text for one in document.paragraphs] == ["Vlaggen"]
    assert str(document.paragraphs[0].runs[0].font.color.rgb) == "96190F"
    assert stream.getvalue().startswith(b"PK")


def test_a_centimetre_is_one() -> None:
    assert centimetres(2.5).cm == 2.5


def test_a_server_does_not_read_the_library_ahead() -> None:
    code = (
        "import sys, vlaggenlijn.wsgi; "
        "sys.exit(sorted({'docx', 'lxml', 'weasyprint'} & set(sys.modules)) or None)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
