"""Repetitions as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from bot.words import catalogues

TUESDAY = date(2026, 11, 24)

READ = {
    "da": {
        "daily 2026-11-24 10:00": ["hver dag kl. 10", "kl. 10 hver dag", "Dagligt, kl 10", "hver eneste dag kl. 10"],
        "weekdays 2026-11-24 09:00": ["hverdage kl. 9", "på hverdage kl 9", "mandag til fredag kl. 9"],
        "weekly 2026-11-30 09:00": ["hver mandag kl. 9", "om mandagen kl. 9", "alle mandage kl. 9", "hver man. kl. 9"],
        "weekly 2026-11-24 09:00": ["hver tirsdag kl. 9", "hver uge kl. 9"],
        "weekly 2026-11-29 None": ["hver søndag", "hver sondag"],
        "monthly 2026-12-03 09:00": ["den 3. hver måned kl. 9", "hver måned den 3. kl 9"],
        "other 2026-11-24 None": [
            "hver anden mandag", "hver anden mandag kl. 9", "hver mandag og torsdag", "hver 14. dag", "hver sommer",
        ],
        "no_time 2026-11-24 None": ["hver torsdag kl. 25", "hver dag kl. 24.30", "på hverdage 9.75"],
    },
    "en": {
        "daily 2026-11-24 12:00": ["every day at noon", "daily at 12", "each day at 12"],
        "weekdays 2026-11-24 09:00": ["on weekdays at 9", "every weekday at 9", "Monday to Friday at 9"],
        "weekly 2026-11-27 08:30": [
            "each Friday at 8.30", "every Friday 8:30", "on Fridays at 8.30", "every week on Friday at 8.30",
        ],
        "monthly 2026-12-03 09:00": ["every month on the 3rd at 9", "on the 3rd of every month at 9"],
        "no_time 2026-11-24 None": ["every Thursday at 25", "every day at 9:75"],
        "other 2026-11-24 None": [
            "every other Monday", "every two weeks", "every Monday and Friday", "every 3 December",
        ],
    },
}  # fmt: skip
ONCE = {
    "da": [
        "på mandag kl. 9",
        "mandag",
        "i morgen kl. 9",
        "om to uger",
        "den 3. december",
        "kl. 9",
        "tors",
        "",
    ],
    "en": ["on Monday at 9", "thurs at 10", "tomorrow", "in two weeks", "the 3rd", "at 9", "hello there"],
}


@pytest.mark.parametrize(
    ("language", "text", "meaning"),
    [
        (code, text, meaning)
        for code, each in READ.items()
        for meaning, texts in each.items()
        for text in texts
    ],
)
def test_it_is_read_with_its_day_and_time(language: str, text: str, meaning: str) -> None:
    read = catalogues().language(language).repetition(text, TUESDAY)
    assert read is not None
    at = read.at and read.at.isoformat("minutes")
    assert f"{read.kind} {read.day} {at}" == meaning


@pytest.mark.parametrize(
    ("language", "text"), [(code, text) for code, texts in ONCE.items() for text in texts]
)
def test_what_comes_once_is_no_repetition(language: str, text: str) -> None:
    assert catalogues().language(language).repetition(text, TUESDAY) is None
