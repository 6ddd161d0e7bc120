"""Voice, photos and documents: from the browser, from the bot, by id, and back as bytes."""

import io
import json

import av
import pytest

from tests.phone.recordings import picture, sound
from tests.phone.support import SARA, Phone

METTE = SARA + 1
PDF = b"%PDF-1.7 a folder"
BOLD = [{"type": "bold", "offset": 0, "length": 3}]


def form(data: bytes) -> tuple[str, str, float]:
    """Container, codec and true seconds of a sound."""
    with av.open(io.BytesIO(data), "r") as source:
        stream = source.streams.audio[0]
        seconds = sum(frame.samples / frame.sample_rate for frame in source.decode(stream))
        return source.format.name, stream.codec_context.name, seconds


async def download(phone: Phone, file_id: str) -> bytes:
    file = await phone.ok("getFile", file_id=file_id)
    async with phone.session.get(f"{phone.files}/{file['file_path']}") as response:
        assert response.status == 200
        data = await response.read()
    assert len(data) == file["file_size"]
    return data


@pytest.mark.parametrize(
    ("container", "codec", "content_type"),
    [
        ("webm", "libopus", "audio/webm;codecs=opus"),
        ("webm", "libopus", "video/webm"),
        ("mp4", "aac", "audio/mp4"),
        ("ogg", "libopus", "audio/ogg"),
    ],
)
async def test_a_recording_of_any_browser_becomes_a_voice_message(
    phone: Phone, container: str, codec: str, content_type: str
) -> None:
    sent = await phone.send_raw("voice", sound(container, codec, 3.0), content_type)
    assert sent["duration"] == 3
    (update,) = await phone.ok("getUpdates")
    voice = update["message"]["voice"]
    assert (voice["duration"], voice["mime_type"]) == (3, "audio/ogg")
    data = await download(phone, voice["file_id"])
    name, kind, seconds = form(data)
    assert (name, kind) == ("ogg", "opus")
    assert seconds == pytest.approx(3.0, abs=0.1)
    shown = (await phone.messages())[-1]
    assert shown["voice"] == {"file_id": voice["file_id"], "duration": 3}
    async with phone.session.get(f"{phone.base}/phone/file/{voice['file_id']}") as response:
        assert response.content_type == "audio/ogg"
        assert await response.read() == data


NO_SOUND = [b"", b"no sound at all", picture("png", 8, 8), sound("webm", "libopus", 0)]


@pytest.mark.parametrize("data", NO_SOUND, ids=["empty", "text", "picture", "nothing recorded"])
async def test_what_is_no_sound_is_refused(phone: Phone, data: bytes) -> None:
    assert "sound" in (await phone.send_raw("voice", data, "audio/webm", status=400))["error"]
    assert await phone.ok("getUpdates") == []


async def test_a_broken_recording_is_refused_or_kept_in_part(phone: Phone) -> None:
    """A recording that was cut off still holds its beginning."""
    whole = sound("webm", "libopus", 4.0)
    sent = await phone.send_raw("voice", whole[: len(whole) // 2], "audio/webm")
    assert 1 <= sent["duration"] < 4


@pytest.mark.parametrize(("codec", "mime_type"), [("mjpeg", "image/jpeg"), ("png", "image/png")])
async def test_a_picture_of_the_person(phone: Phone, codec: str, mime_type: str) -> None:
    data = picture(codec, 64, 48)
    await phone.send_raw("photo", data, mime_type)
    (update,) = await phone.ok("getUpdates")
    photo = update["message"]["photo"][-1]
    assert (photo["width"], photo["height"], photo["file_size"]) == (64, 48, len(data))
    assert await download(phone, photo["file_id"]) == data


async def test_what_is_no_picture_is_refused(phone: Phone) -> None:
    assert (await phone.send_raw("photo", b"<svg/>", "image/svg+xml", status=400))["error"]
    assert (await phone.send_raw("photo", b"{}", "application/json", status=415))["error"]


async def test_the_bot_uploads_a_photo_and_sends_it_again_by_id(phone: Phone) -> None:
    data = picture("png", 20, 10)
    caption = {"caption": "<b>Star</b>", "parse_mode": "HTML"}
    sent = (await phone.upload("sendPhoto", "photo", data, "star.png", chat_id=SARA, **caption))["result"]
    assert sent["caption"] == "Star"
    assert sent["caption_entities"] == [{"type": "bold", "offset": 0, "length": 4}]
    file_id = sent["photo"][-1]["file_id"]
    again = await phone.ok("sendPhoto", chat_id=SARA, photo=file_id)
    assert again["photo"] == sent["photo"]
    shown = (await phone.messages())[-2]
    assert shown["photo"] == {"file_id": file_id, "width": 20, "height": 10}
    assert shown["caption_html"] == "<b>Star</b>"
    assert await download(phone, file_id) == data


async def test_the_bot_uploads_a_voice_message(phone: Phone) -> None:
    data = sound("ogg", "libopus", 2.0)
    answer = await phone.upload("sendVoice", "voice", data, "read.ogg", chat_id=SARA)
    voice = answer["result"]["voice"]
    assert (voice["duration"], voice["file_size"]) == (2, len(data))
    wrong = await phone.call("sendPhoto", chat_id=SARA, photo=voice["file_id"])
    assert wrong["description"] == "Bad Request: can't use file of type Voice as Photo"


async def test_a_recording_of_one_person_is_sent_to_another_by_its_id(phone: Phone) -> None:
    """As Telegram does for files that a bot has been sent: nothing is uploaded again."""
    await phone.send_raw("voice", sound("ogg", "libopus", 3.0), "audio/ogg")
    (update,) = await phone.ok("getUpdates")
    voice = update["message"]["voice"]
    await phone.post(f"{METTE}/start")
    sent = await phone.ok("sendVoice", chat_id=METTE, voice=voice["file_id"], caption="Who you are")
    assert (sent["chat"]["id"], sent["voice"], sent["caption"]) == (METTE, voice, "Who you are")


async def test_sound_of_another_kind_is_sent_as_a_document(phone: Phone) -> None:
    data = sound("mp4", "aac", 1.0)
    sent = await phone.upload("sendVoice", "voice", data, "read.m4a", chat_id=SARA)
    assert "voice" not in sent["result"]
    assert sent["result"]["document"]["file_name"] == "read.m4a"


async def test_the_bot_uploads_a_document_which_the_page_saves(phone: Phone) -> None:
    attached = {"chat_id": SARA, "document": "attach://paper"}
    sent = (await phone.upload("sendDocument", "paper", b"<script>", "me.html", **attached))["result"]
    document = sent["document"]
    assert (document["file_name"], document["mime_type"]) == ("me.html", "text/html")
    assert (await phone.messages())[-1]["document"]["file_name"] == "me.html"
    async with phone.session.get(f"{phone.base}/phone/file/{document['file_id']}") as response:
        assert response.content_type == "application/octet-stream"
        assert response.headers["Content-Disposition"] == "attachment"
        assert await response.read() == b"<script>"


async def test_a_document_keeps_its_name_and_is_sent_again_by_id_with_words_and_buttons(phone: Phone) -> None:
    keyboard = json.dumps({"inline_keyboard": [[{"text": "Tak", "callback_data": "tak"}]]})
    words = {"caption": "Her er din mappe", "caption_entities": json.dumps(BOLD), "reply_markup": keyboard}
    answer = await phone.upload(
        "sendDocument", "document", PDF, "Min jobmappe æøå.pdf", chat_id=SARA, **words
    )
    sent = answer["result"]
    document = sent["document"]
    assert document["file_name"] == "Min jobmappe æøå.pdf"
    assert (document["mime_type"], document["file_size"]) == ("application/pdf", len(PDF))
    assert (sent["caption"], sent["caption_entities"]) == ("Her er din mappe", BOLD)
    assert sent["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "tak"
    again = await phone.ok("sendDocument", chat_id=SARA, document=document["file_id"], caption="Igen")
    assert (again["document"], again["caption"]) == (document, "Igen")
    shown = (await phone.messages())[-2]["document"]
    assert shown == {key: document[key] for key in ("file_id", "file_name", "mime_type", "file_size")}
    assert await download(phone, document["file_id"]) == PDF


async def test_a_document_is_no_photo(phone: Phone) -> None:
    sent = (await phone.upload("sendDocument", "document", PDF, "a.pdf", chat_id=SARA))["result"]
    wrong = await phone.call("sendPhoto", chat_id=SARA, photo=sent["document"]["file_id"])
    assert wrong["description"] == "Bad Request: can't use file of type Document as Photo"


async def test_bad_uploads_are_refused_and_not_kept(phone: Phone) -> None:
    empty = await phone.upload("sendDocument", "document", b"", "a.txt", chat_id=SARA)
    assert empty["description"] == "Bad Request: file must be non-empty"
    broken = await phone.upload("sendPhoto", "photo", b"no picture", "a.png", chat_id=SARA)
    assert broken["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
    nobody = await phone.upload("sendDocument", "document", b"x", "a.txt", chat_id=5)
    assert nobody["description"] == "Bad Request: chat not found"
    large = await phone.upload("sendPhoto", "photo", b"x" * (10 * 1024 * 1024 + 1), "a.png", chat_id=SARA)
    assert large["description"] == "Bad Request: file is too big"
    huge = await phone.upload("sendDocument", "document", b"x" * (52 * 1024 * 1024), "a", chat_id=SARA)
    assert huge == {"ok": False, "error_code": 413, "description": "Request Entity Too Large"}
    assert len(await phone.messages()) == 1


async def test_a_file_over_20_megabytes_cannot_be_fetched(phone: Phone) -> None:
    data = b"x" * (20 * 1024 * 1024 + 1)
    sent = (await phone.upload("sendDocument", "document", data, "a.bin", chat_id=SARA))["result"]
    refused = await phone.call("getFile", file_id=sent["document"]["file_id"])
    assert refused["description"] == "Bad Request: file is too big"


async def test_an_unknown_path_is_not_found(phone: Phone) -> None:
    async with phone.session.get(f"{phone.files}/voice/../phone.sqlite3") as response:
        assert response.status == 404
    async with phone.session.get(f"{phone.files}/voice/file_99.oga") as response:
        assert await response.json() == {"ok": False, "error_code": 404, "description": "Not Found"}
