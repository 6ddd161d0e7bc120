"""The page holds its own against hostile words, whatever the server lets through."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.phone.page.bot_side import BotSide
from tests.phone.page.conftest import PhoneProcess
from tests.phone.page.test_conversation import bubble, choose_option, write

STATIC = Path(__file__).parents[3] / "bot" / "phone" / "static"
SINKS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|createContextual"
)


@pytest.fixture
def bare_page(browser: Browser, phone: PhoneProcess) -> Iterator[Page]:
    """The page without the watch that fails a test on a refusal by the content policy: here it is wanted."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(phone.url)
    yield page
    context.close()


@pytest.mark.parametrize("module", sorted(STATIC.glob("*.js")), ids=lambda path: path.name)
def test_no_module_can_turn_text_into_markup_or_code(module: Path) -> None:
    assert not SINKS.findall(module.read_text())


def test_every_address_in_the_page_is_its_own() -> None:
    """No third party is asked for anything; the name of the SVG format is no address."""
    found = {
        (path.name, address)
        for path in STATIC.iterdir()
        for address in re.findall(r"https?://[^\s\"')]+", path.read_text())
        if address != "http://www.w3.org/2000/svg"
    }
    assert not found


def test_both_languages_have_every_word_and_no_other() -> None:
    dictionary = (STATIC / "words.js").read_text()
    english, danish = (
        set(re.findall(r"^    (\w+): ", body, re.MULTILINE)) for body in dictionary.split("  da: {")
    )
    assert english == danish
    modules = "".join(path.read_text() for path in STATIC.glob("*.js") if path.name != "words.js")
    unused = {key for key in english if f'"{key}"' not in modules and not key.startswith("role_")}
    assert not unused


@pytest.mark.browser
def test_hostile_html_loses_everything_but_its_words(bare_page: Page) -> None:
    shown = bare_page.evaluate(
        """async () => {
            const { richText } = await import("/static/richtext.js");
            const box = document.createElement("div");
            box.append(richText(
                '<b onclick="x()">bold</b><img src=x onerror="x()"><script>x()</scr' + 'ipt>'
                + '<a href="javascript:x()">run</a><svg><a href="javascript:x()">svg</a></svg>'
                + '<a href="https://example.org/" onmouseover="x()" style="color:red">go</a>'
                + '<iframe srcdoc="<p>in</p>"></iframe><p style="position:fixed" id="tabs">over</p>'));
            return {
                tags: [...new Set([...box.querySelectorAll("*")].map((element) => element.localName))].sort(),
                attributes: [...new Set([...box.querySelectorAll("*")].flatMap((e) => e.getAttributeNames()))].sort(),
                addresses: [...box.querySelectorAll("a")].map((link) => link.href),
            };
        }"""
    )
    assert shown == {
        "tags": ["a", "b", "span"],
        "attributes": ["href", "rel", "target"],
        "addresses": ["https://example.org/"],
    }


@pytest.mark.browser
def test_injected_scripts_do_not_run(browser: Browser, phone: PhoneProcess, bot: BotSide) -> None:
    """The last line of defence: even markup that got in could run nothing and load nothing from elsewhere."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(phone.url)
    with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
        page.evaluate('document.body.innerHTML = \'<img src="x" onerror="window.ran = true">\'')
    assert page.evaluate("window.ran") is None
    context.close()


@pytest.mark.browser
def test_what_the_server_refuses_is_said_and_nothing_written_is_lost(page: Page, bot: BotSide) -> None:
    write(page, "Short")
    bot.next_update()
    choose_option(page, "Short", "Edit")
    too_long = "long " * 1000
    write(page, too_long)
    expect(page.get_by_role("status").filter(has_text="That did not work")).to_be_visible()
    field = page.get_by_role("textbox", name="Write a message")
    expect(field).to_have_value(too_long)
    expect(page.get_by_text("Editing your message")).to_be_visible()
    field.press("Escape")
    expect(field).to_have_value("")
    expect(bubble(page, "Short")).to_be_visible()
