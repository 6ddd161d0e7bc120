"""The bot's half of a conversation, played by a test through the public Bot API."""

from typing import Any

from playwright.sync_api import APIRequestContext, FilePayload

Json = dict[str, Any]
Form = dict[str, str | float | bool | bytes | FilePayload]


class BotSide:
    """Calls methods and takes updates one by one; every call that is refused fails the test."""

    def __init__(self, http: APIRequestContext, token: str, chat_id: int) -> None:
        self._http = http
        self._path = f"/bot{token}"
        self.chat_id = chat_id
        self._offset = 0
        self._waiting: list[Json] = []

    def call(self, method: str, **params: Any) -> Any:
        """Call `method` with JSON; returns `result`."""
        return self._result(self._http.post(f"{self._path}/{method}", data=params).json())

    def say(self, text: str, **params: Any) -> int:
        """Send a text to the person; returns the message id."""
        sent: Json = self.call("sendMessage", chat_id=self.chat_id, text=text, **params)
        return int(sent["message_id"])

    def send_file(self, method: str, field: str, file: FilePayload, **params: str) -> Json:
        """Upload `file` as `field` of `method`; returns the message."""
        form: Form = {"chat_id": str(self.chat_id), field: file, **params}
        answer: Json = self._result(self._http.post(f"{self._path}/{method}", multipart=form).json())
        return answer

    def next_update(self, kind: str = "message") -> Json:
        """Wait for the next update and return its `kind`; an update of another kind fails the test."""
        if not self._waiting:
            self._waiting = self.call("getUpdates", offset=self._offset, timeout=10)
        assert self._waiting, "no update came within 10 seconds"
        update = self._waiting.pop(0)
        self._offset = update["update_id"] + 1
        assert kind in update, f"expected an update of kind {kind}, got {sorted(update)}"
        found: Json = update[kind]
        return found

    @staticmethod
    def _result(answer: Json) -> Any:
        assert answer["ok"], answer
        return answer["result"]
