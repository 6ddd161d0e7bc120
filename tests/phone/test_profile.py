"""What the bot tells about itself: commands by scope and language, names, menu button."""

from tests.phone.support import SARA, Phone

MENU = [{"command": "menu", "description": "Menu"}]


async def seen(phone: Phone) -> list[str]:
    return [command["description"] for command in (await phone.phone())["commands"]]


async def test_a_person_sees_the_narrowest_scope_in_their_language(phone: Phone) -> None:
    def commands(description: str) -> list[dict[str, str]]:
        return [{"command": "/menu", "description": description}]

    private = {"type": "all_private_chats"}
    await phone.ok("setMyCommands", commands=commands("default"))
    assert await seen(phone) == ["default"]
    await phone.ok("setMyCommands", commands=commands("forvalg"), language_code="da")
    assert await seen(phone) == ["forvalg"]
    await phone.ok("setMyCommands", commands=commands("private"), scope=private)
    assert await seen(phone) == ["private"]
    await phone.ok("setMyCommands", commands=commands("privat"), scope=private, language_code="da")
    await phone.ok("setMyCommands", commands=commands("private"), scope=private, language_code="en")
    assert await seen(phone) == ["privat"]
    own = {"type": "chat", "chat_id": SARA}
    await phone.ok("setMyCommands", commands=commands("kun dig"), scope=own)
    assert await seen(phone) == ["kun dig"]
    await phone.ok("deleteMyCommands", scope=own)
    assert await seen(phone) == ["privat"]
    assert await phone.ok("getMyCommands", scope=own) == []
    assert await phone.ok("getMyCommands") == [{"command": "menu", "description": "default"}]


async def test_the_page_hears_of_new_commands(phone: Phone) -> None:
    async with phone.events() as events:
        await phone.ok("setMyCommands", commands=MENU)
        assert await anext(events) == {"type": "commands", "user": SARA, "commands": MENU}


async def test_name_and_descriptions_per_language(phone: Phone) -> None:
    await phone.ok("setMyName", name="Stjernen")
    await phone.ok("setMyDescription", description="Øv dig her", language_code="da")
    await phone.ok("setMyShortDescription", short_description="Øv dig")
    assert (await phone.ok("getMe"))["first_name"] == "Stjernen"
    assert (await phone.get("state"))["bot"]["first_name"] == "Stjernen"
    assert await phone.ok("getMyName", language_code="en") == {"name": "Stjernen"}
    assert await phone.ok("getMyDescription", language_code="da") == {"description": "Øv dig her"}
    assert await phone.ok("getMyDescription") == {"description": ""}
    assert await phone.ok("getMyShortDescription") == {"short_description": "Øv dig"}
    await phone.ok("setMyName", name="")
    assert await phone.ok("getMyName") == {"name": "Practice bot"}


async def test_a_person_sees_the_description_in_their_language(phone: Phone) -> None:
    assert (await phone.phone())["description"] == ""
    await phone.ok("setMyDescription", description="Practise here")
    assert (await phone.phone())["description"] == "Practise here"
    await phone.ok("setMyDescription", description="Øv dig her", language_code="da")
    await phone.ok("setMyDescription", description="Übe hier", language_code="de")
    assert (await phone.phone())["description"] == "Øv dig her"
    await phone.ok("setMyDescription", description="", language_code="da")
    assert (await phone.phone())["description"] == "Practise here"


async def test_the_page_hears_of_a_new_description(phone: Phone) -> None:
    async with phone.events() as events:
        await phone.ok("setMyShortDescription", short_description="Short")
        await phone.ok("setMyDescription", description="Long")
        assert await anext(events) == {"type": "description", "user": SARA, "description": "Long"}


async def test_the_menu_button_of_one_chat_or_of_all(phone: Phone) -> None:
    assert await phone.ok("getChatMenuButton", chat_id=SARA) == {"type": "default"}
    await phone.ok("setChatMenuButton", menu_button={"type": "commands"})
    assert await phone.ok("getChatMenuButton", chat_id=SARA) == {"type": "commands"}
    await phone.ok("setChatMenuButton", chat_id=SARA, menu_button={"type": "default"})
    assert await phone.ok("getChatMenuButton", chat_id=SARA) == {"type": "default"}
    assert await phone.ok("getChatMenuButton") == {"type": "commands"}
