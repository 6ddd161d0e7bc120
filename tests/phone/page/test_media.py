"""Voice, pictures and files, from the person and from the bot."""

import json
import re
import struct
import zlib

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from tests.browser import NARROW, ColorScheme, assert_accessible, assert_no_sideways_scrolling, opened
from tests.phone.page.bot_side import BotSide
from tests.phone.page.conftest import PhoneProcess

pytestmark = pytest.mark.browser


def png(side: int = 8) -> bytes:
    """A square picture of one colour."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    pixels = zlib.compress((b"\0" + b"\x1d\x5c\x63" * side) * side)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def microphone(page: Page) -> Locator:
    return page.get_by_role("button", name="Record a voice message")


def centre(button: Locator) -> tuple[float, float]:
    """Where a finger presses it."""
    box = button.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


class Finger:
    """What the glass of a phone tells the browser; Playwright itself knows only taps."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)

    def press(self, button: Locator) -> None:
        x, y = centre(button)
        self._tell("touchStart", [{"x": x, "y": y}])

    def lift(self) -> None:
        self._tell("touchEnd", [])

    def is_taken_away(self) -> None:
        """As by a call that comes in."""
        self._tell("touchCancel", [])

    def _tell(self, kind: str, points: list[dict[str, float]]) -> None:
        self._session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def goes_on_until_sent(page: Page, bot: BotSide) -> None:
    """The recording goes on without a finger, and the buttons say what can be done."""
    expect(page.get_by_role("status").filter(has_text=re.compile("^Recording$"))).to_be_visible()
    expect(page.get_by_role("button", name="Discard recording")).to_be_visible()
    expect(page.get_by_role("timer")).to_have_text("0:02")
    page.get_by_role("button", name="Send recording").click()
    assert bot.next_update()["voice"]["duration"] >= 1
    expect(microphone(page)).to_be_focused()


def test_recording_and_playing_a_voice_message(page: Page, bot: BotSide) -> None:
    microphone(page).press("Enter")
    expect(page.get_by_role("timer")).to_have_text("0:02")
    page.get_by_role("button", name="Send recording").click()
    voice = bot.next_update()["voice"]
    assert 1 <= voice["duration"] <= 4
    assert voice["mime_type"] == "audio/ogg"
    player = page.get_by_role("group", name=re.compile("^Voice message, 0:0"))
    player.get_by_role("button", name="Play").click()
    expect(player.get_by_role("button", name="Pause")).to_be_visible()
    expect(player).to_contain_text(re.compile(r"0:0\d / 0:0\d"))


def test_a_discarded_recording_is_not_sent(page: Page, bot: BotSide) -> None:
    microphone(page).press("Space")
    expect(page.get_by_role("button", name="Send recording")).to_be_focused()
    page.keyboard.press("Escape")
    expect(microphone(page)).to_be_focused()
    only_a_text_comes(page, bot)


def only_a_text_comes(page: Page, bot: BotSide) -> None:
    page.get_by_role("textbox", name="Write a message").fill("only this")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Send", exact=True).click()
    assert bot.next_update()["text"] == "only this"


def test_holding_the_microphone_records_and_letting_go_sends(page: Page, bot: BotSide) -> None:
    page.mouse.move(*centre(microphone(page)))
    page.mouse.down()
    expect(page.get_by_role("status").filter(has_text="Recording. Let go to send.")).to_be_visible()
    assert_accessible(page)
    expect(page.get_by_role("timer")).to_have_text("0:02")
    page.mouse.move(200, 200)
    page.mouse.up()
    assert bot.next_update()["voice"]["duration"] >= 1
    expect(microphone(page)).to_be_focused()


def test_a_finger_that_holds_the_microphone_sends_by_letting_go(
    browser: Browser, phone: PhoneProcess, page: Page, bot: BotSide
) -> None:
    with opened(browser, phone.url, viewport=NARROW, has_touch=True, is_mobile=True) as glass:
        finger = Finger(glass)
        finger.press(microphone(glass))
        expect(glass.get_by_role("timer")).to_have_text("0:02")
        finger.lift()
        assert bot.next_update()["voice"]["duration"] >= 1
        expect(microphone(glass)).to_be_visible()


def test_a_press_that_is_taken_away_loses_nothing(
    browser: Browser, phone: PhoneProcess, page: Page, bot: BotSide
) -> None:
    with opened(browser, phone.url, viewport=NARROW, has_touch=True, is_mobile=True) as glass:
        finger = Finger(glass)
        finger.press(microphone(glass))
        expect(glass.get_by_role("timer")).to_have_text("0:01")
        finger.is_taken_away()
        goes_on_until_sent(glass, bot)


def test_another_window_that_takes_the_press_away_loses_nothing(page: Page, bot: BotSide) -> None:
    page.mouse.move(*centre(microphone(page)))
    page.mouse.down()
    expect(page.get_by_role("timer")).to_have_text("0:01")
    page.evaluate("dispatchEvent(new Event('blur'))")
    page.mouse.up()
    goes_on_until_sent(page, bot)


def test_letting_go_over_the_cross_discards(page: Page, bot: BotSide) -> None:
    page.mouse.move(*centre(microphone(page)))
    page.mouse.down()
    expect(page.get_by_role("timer")).to_have_text("0:01")
    page.mouse.move(*centre(page.get_by_role("button", name="Discard recording")))
    page.mouse.up()
    expect(microphone(page)).to_be_focused()
    only_a_text_comes(page, bot)


@pytest.mark.parametrize("way", ["click", "tap"])
def test_a_short_press_records_without_a_finger_until_it_is_sent(
    browser: Browser, phone: PhoneProcess, page: Page, bot: BotSide, way: str
) -> None:
    """The page's clock stands still until the finger is gone: it is short however slow the machine is."""
    with opened(browser, phone.url, has_touch=True) as glass:
        glass.clock.install()
        glass.reload()
        expect(microphone(glass)).to_be_visible()
        glass.clock.pause_at("2035-01-01")
        getattr(microphone(glass), way)()
        expect(glass.get_by_role("timer")).to_have_text("0:00")
        glass.clock.resume()
        goes_on_until_sent(glass, bot)


def test_sending_a_photo(page: Page, bot: BotSide) -> None:
    page.get_by_role("button", name="Attach").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("menuitem", name="Photo").click()
    chooser.value.set_files({"name": "me.png", "mimeType": "image/png", "buffer": png()})
    assert bot.next_update()["photo"][-1]["width"] == 8
    picture = page.get_by_role("img", name="Photo")
    expect(picture).to_have_js_property("naturalWidth", 8)


def test_the_bots_picture_and_file(page: Page, bot: BotSide) -> None:
    bot.send_file(
        "sendPhoto",
        "photo",
        {"name": "star.png", "mimeType": "image/png", "buffer": png(16)},
        caption="Your star",
    )
    expect(page.get_by_role("img", name="Your star")).to_have_js_property("naturalWidth", 16)
    report = b"%PDF-1.4 a report"
    bot.send_file(
        "sendDocument", "document", {"name": "report.pdf", "mimeType": "application/pdf", "buffer": report}
    )
    with page.expect_download() as download:
        page.get_by_role("link", name="Download report.pdf, 17 byte").click()
    assert download.value.suggested_filename == "report.pdf"
    assert download.value.path().read_bytes() == report


FOLDER: FilePayload = {
    "name": "Min jobmappe æøå.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.7 " + b"x" * 48_300,
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_document_tells_its_name_and_size_and_stands_with_its_words_and_buttons(
    page: Page, bot: BotSide, scheme: ColorScheme
) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Thanks", "callback_data": "thanks"}]]}
    bot.send_file(
        "sendDocument", "document", FOLDER, caption="Here it is.", reply_markup=json.dumps(keyboard)
    )
    long: FilePayload = {**FOLDER, "name": "a" * 120 + ".pdf", "buffer": b"x" * 2_345_678}
    bot.send_file("sendDocument", "document", long)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(NARROW)
    bubble = page.get_by_role("article").filter(has_text="Here it is.")
    expect(bubble.get_by_role("link", name="Download Min jobmappe æøå.pdf, 48 kB")).to_be_visible()
    expect(bubble.locator(".file-name")).to_have_text("Min jobmappe æøå.pdf")
    expect(bubble.locator(".file-size")).to_have_text("48 kB")
    expect(page.locator(".file-size").last).to_have_text("2.3 MB")
    assert_no_sideways_scrolling(page)
    assert_accessible(page)
    bubble.get_by_role("button", name="Thanks").click()
    assert bot.next_update("callback_query")["data"] == "thanks"


def test_a_danish_page_has_danish_words_for_a_file(
    browser: Browser, phone: PhoneProcess, page: Page, bot: BotSide
) -> None:
    bot.send_file("sendDocument", "document", {**FOLDER, "buffer": b"x" * 2_345_678})
    with opened(browser, phone.url, locale="da-DK") as danish:
        expect(danish.get_by_role("link", name="Hent Min jobmappe æøå.pdf, 2,3 MB")).to_be_visible()
