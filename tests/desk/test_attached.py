"""What a file is called: whatever a citizen is called, it is one name in one header."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from bot.desk.attached import attachment, named


@pytest.mark.parametrize(
    ("name", "kept", "plain"),
    [
        ("Sara", "Sara", "Sara"),
        ("Søren Ågård", "Søren Ågård", "Soeren Aagaard"),
        ("José", "José", "Jose"),
        ("سمير", "سمير", ""),
        ("../../etc/passwd", "etc passwd", "etc passwd"),
        ('a"; filename="evil.exe', "a filename= evil.exe", "a filename= evil.exe"),
        ("a\uff02\uff0fb", "a\uff02\uff0fb", "a b"),
        ("a\r\nSet-Cookie: b=c", "a Set-Cookie b=c", "a Set-Cookie b=c"),
        ("a\x00\u202egpj.exe\u2028b", "a gpj.exe b", "a gpj.exe b"),
        ("C:\\con|<x>*?%00", "C con x 00", "C con x 00"),
        ("  ...  ", "", ""),
        ("\ud83d", "", ""),
        ("W" * 300, "W" * 60, "W" * 60),
    ],
    ids=str,
)
def test_whatever_a_citizen_is_called_it_is_one_name_in_one_header(name: str, kept: str, plain: str) -> None:
    whole = named("Rapport", name, "2026-11-27")
    assert whole == " ".join(filter(None, ("Rapport", kept, "2026-11-27")))
    header = attachment(whole, "pdf")
    assert header.isascii()
    assert header.isprintable()
    kind, old, new = header.split("; ")
    assert kind == "attachment"
    assert old == f'filename="{" ".join(filter(None, ("Rapport", plain, "2026-11-27")))}.pdf"'
    assert new.startswith("filename*=UTF-8''")
    assert unquote(new.partition("''")[2]) == f"{whole}.pdf"
