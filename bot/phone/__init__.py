"""The practice phone: a stand-in for the public Bot API over real HTTP, with phones in a browser page.

It is as strict as Telegram, and differs on purpose in these points only:

- A parameter of the wrong type is refused, where Telegram quietly takes the default: it is a mistake in the bot.
- Lengths are counted in UTF-16 code units, the strictest of the counts that Telegram's servers and apps use.
- Of the parse modes there is only HTML; Telegram finds more kinds of entity in plain text than this does.
- A webhook may be plain http on any port, as with a Bot API server in local mode; files by web address are not
  fetched, because a practice phone talks to nobody else.
- getUpdates does not slow down a bot that polls without pause. Sending is limited only where `--limits` or a test
  asks for it, and a fault limits any call; nobody knows Telegram's exact numbers, see `limits`.
- An inline button has exactly one kind, where Telegram takes the first of several. The kinds of payments, games,
  logins and chosen chats are refused; web apps and inline queries in other chats are accepted, but do not open.
- A malformed token gets 404, as from api.telegram.org; the published server itself would say 401.
- A tap can be answered once, within a minute.
"""
