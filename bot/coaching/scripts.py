"""Letters beyond those of Danish and English, as they are compared: by sound, not by keyboard."""

from __future__ import annotations

ARABIC = {
    **dict.fromkeys("أإآٱ", "ا"),
    **dict.fromkeys("ىیېۍئ", "ي"),
    **dict.fromkeys("ةۀەہھۂۃ", "ه"),
    **dict.fromkeys("کڪ", "ك"),
    "ؤ": "و",
    **dict.fromkeys("ءـ", ""),
}
"""One alef, one ya, one ha and one kaf for Arabic and Persian; no hamza, and no bar that only makes a word longer."""
CYRILLIC = {**dict.fromkeys("іїй", "и"), **dict.fromkeys("єёэ", "е"), "ґ": "г", **dict.fromkeys("ьъ", "")}
"""Ukrainian, and Russian as Ukrainians mix it in; the signs that soften are often left out."""
LATIN = {"ı": "i", "ł": "l"}
ORDERS = 7
"""A letter of the Ethiopic script has so many forms, one a vowel, that follow each other."""
ETHIOPIC_ROWS = {"ሐ": "ሀ", "ኀ": "ሀ", "ሠ": "ሰ", "ዐ": "አ", "ፀ": "ጸ", "ኸ": "ከ", "ቐ": "ቀ"}
"""Rows of letters that writers of Tigrinya mix, with the row they are read as."""
ETHIOPIC = {
    chr(ord(row) + order): chr(ord(same) + order)
    for row, same in ETHIOPIC_ROWS.items()
    for order in range(ORDERS)
}
ETHIOPIC |= dict.fromkeys("ሀሐኀ", "ሃ") | dict.fromkeys("አዐ", "ኣ")
"""After a throat sound the first vowel and the fourth are written for each other."""
DIGITS = {chr(zero + digit): str(digit) for zero in (0x660, 0x6F0) for digit in range(10)}
"""The digits of Arabic and of Persian."""
SAME = ARABIC | CYRILLIC | LATIN | ETHIOPIC | DIGITS
