"""The catalogues stand beside the package, where translators find them, and each goes along with it, in its folder.

A table of files in pyproject.toml would need two lines for each language. All else stands there.
"""

from pathlib import Path

from setuptools import setup

CATALOGUES = ("*/language.toml", "*/LC_MESSAGES/jobstjernen.po")

setup(
    data_files=[
        (f"share/jobstjernen/{path.parent.as_posix()}", [path.as_posix()])
        for pattern in CATALOGUES
        for path in sorted(Path("locales").glob(pattern))
    ]
)
