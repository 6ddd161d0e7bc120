"""Everything one practice phone holds, put together: it stands where Telegram's own servers stand."""

import asyncio
from typing import Any

from bot.phone.calls import Calls
from bot.phone.chats import Chat, Chats
from bot.phone.checks import Params
from bot.phone.errors import BLOCKED, ApiError, bad_request
from bot.phone.events import Events
from bot.phone.faults import Faults, KillSwitch
from bot.phone.files import Files
from bot.phone.limits import Limits, Numbers
from bot.phone.messages import Messages
from bot.phone.profile import Profile
from bot.phone.settings import Settings
from bot.phone.storage import Storage
from bot.phone.updates import Updates
from bot.phone.webhook import Webhook

Json = dict[str, Any]

TYPING_SECONDS = 5
MAX_ID_DIGITS = 18


def chat_number(raw: str) -> int | None:
    """The chat id in a parameter, None when it is none: longer ones than Telegram's are none either."""
    return int(raw) if len(raw) < MAX_ID_DIGITS and raw.removeprefix("-").isdecimal() else None


class Exchange:
    """The state behind both sides. Only typing, faults, limits, kill switch and call log end with the process."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.clock = settings.clock
        self.storage = Storage(settings.data)
        self.chats = Chats(self.storage)
        self.messages = Messages(self.storage)
        self.updates = Updates(self.storage, self.clock)
        self.files = Files(self.storage)
        self.profile = Profile(self.storage)
        self.events = Events(settings.away)
        self.faults = Faults()
        self.kill = KillSwitch()
        self.limits = Limits(self._first_numbers())
        self.calls = Calls()
        self.webhook = Webhook(self.storage, self.updates, self.clock, self.kill)
        self.closing = asyncio.Event()
        self._typing: dict[int, float] = {}
        self._add_everybody()

    def now(self) -> int:
        """Telegram's dates are whole seconds."""
        return int(self.clock.now())

    def bot(self) -> Json:
        """Telegram's `User` of the bot."""
        name = self.profile.text("name", "", self.settings.bot_name)
        return {
            "id": self.settings.bot_id,
            "is_bot": True,
            "first_name": name,
            "username": self.settings.bot_username,
        }

    def chat_of(self, params: Params) -> Chat:
        """The chat a call is about; 400 when the bot cannot know it, 403 when the person blocked the bot."""
        raw = params.raw("chat_id")
        if not raw:
            raise bad_request("chat_id is empty")
        chat_id = chat_number(raw)
        chat = None if chat_id is None else self.chats.get(chat_id)
        if chat is None or not chat.started:
            raise bad_request("chat not found")
        if chat.blocked:
            raise ApiError(403, BLOCKED)
        return chat

    def show_typing(self, chat_id: int) -> None:
        self._typing[chat_id] = self.clock.now() + TYPING_SECONDS
        self.events.publish("typing", chat_id, seconds=TYPING_SECONDS)

    def stop_typing(self, chat_id: int) -> None:
        self._typing.pop(chat_id, None)

    def is_typing(self, chat_id: int) -> bool:
        return self._typing.get(chat_id, 0) > self.clock.now()

    def set_reply_keyboard(self, chat_id: int, keyboard: Json | None) -> None:
        self.chats.set_reply_keyboard(chat_id, keyboard)
        self.events.publish("keyboard", chat_id, reply_keyboard=keyboard)

    def reset(self) -> None:
        """Forget everything and begin as on the first day."""
        self.storage.clear()
        self.webhook.configure(None)
        self.faults.clear()
        self.updates.disorder.switch({})
        self.kill.disarm()
        self.limits.switch(self._first_numbers())
        self.calls.clear()
        self._typing.clear()
        self._add_everybody()
        self.events.publish("reset", 0)

    def let_go(self) -> None:
        """Answer everybody who waits, so that the server can stop."""
        self.closing.set()
        self.updates.end_poll()
        self.events.close()

    def _add_everybody(self) -> None:
        with self.storage.transaction():
            self.chats.add_people(self.settings.people)
            self.chats.add_away(self.settings.away)

    def _first_numbers(self) -> Numbers | None:
        return Numbers() if self.settings.limits else None
