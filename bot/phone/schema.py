"""The tables in which the practice phone keeps what Telegram's servers would keep."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS chats (
    chat_id INTEGER PRIMARY KEY, kind TEXT NOT NULL, first_name TEXT NOT NULL, language_code TEXT NOT NULL,
    role TEXT NOT NULL, started INTEGER NOT NULL DEFAULT 0, blocked INTEGER NOT NULL DEFAULT 0,
    reply_keyboard TEXT);
CREATE TABLE IF NOT EXISTS messages (
    message_id INTEGER PRIMARY KEY, chat_id INTEGER NOT NULL, sender TEXT NOT NULL,
    fixed INTEGER NOT NULL DEFAULT 0, hidden INTEGER NOT NULL DEFAULT 0, body TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS messages_of_chat ON messages (chat_id, message_id);
CREATE TABLE IF NOT EXISTS updates (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, update_id INTEGER, chat_id INTEGER NOT NULL,
    injected INTEGER NOT NULL DEFAULT 0, handed INTEGER NOT NULL DEFAULT 0, created REAL NOT NULL,
    body TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS updates_by_id ON updates (update_id);
CREATE INDEX IF NOT EXISTS updates_by_age ON updates (created);
CREATE INDEX IF NOT EXISTS updates_of_chat ON updates (chat_id, seq);
CREATE TABLE IF NOT EXISTS callbacks (id TEXT PRIMARY KEY, chat_id INTEGER NOT NULL, created REAL NOT NULL);
CREATE TABLE IF NOT EXISTS files (
    file_id TEXT PRIMARY KEY, unique_id TEXT NOT NULL, kind TEXT NOT NULL, path TEXT NOT NULL,
    size INTEGER NOT NULL, mime_type TEXT NOT NULL, name TEXT NOT NULL, width INTEGER NOT NULL,
    height INTEGER NOT NULL, duration INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS commands (
    scope TEXT NOT NULL, language_code TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (scope, language_code));
"""

TABLES = ("meta", "chats", "messages", "updates", "callbacks", "files", "commands")
