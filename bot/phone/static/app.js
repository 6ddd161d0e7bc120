/** The page: a phone for each that the server lists, tabs where only one fits, and the live stream. */

import { follow } from "./api.js";
import { el, icon } from "./dom.js";
import { takeStart } from "./links.js";
import { afterEvent } from "./model.js";
import { Phone } from "./phone.js";
import { isDark, toggleTheme } from "./theme.js";
import { language, t } from "./words.js";

const TYPING_MS = 5000;
const views = new Map();
const timers = new Map();

function byId(id) {
  return document.getElementById(id);
}

function drawTheme() {
  const button = byId("theme-button");
  const label = t(isDark() ? "light" : "dark");
  button.replaceChildren(icon(isDark() ? "sun" : "moon"));
  button.setAttribute("aria-label", label);
  button.title = label;
}

function drawPage() {
  document.documentElement.lang = language;
  document.title = t("title");
  byId("page-title").textContent = t("title");
  byId("page-lead").textContent = t("lead");
  byId("tabs").setAttribute("aria-label", t("phones"));
  byId("theme-button").addEventListener("click", toggleTheme);
  document.addEventListener("themechange", drawTheme);
  drawTheme();
}

/** On a narrow screen one phone shows at a time; its tab is the current one. */
function select(id) {
  for (const [each, { view, tab }] of views) {
    view.element.classList.toggle("selected", each === id);
    if (each === id) {
      tab.setAttribute("aria-current", "true");
      tab.classList.remove("unread");
      tab.removeAttribute("aria-description");
      view.chat.toEnd();
    } else tab.removeAttribute("aria-current");
  }
}

function markUnread({ view, tab }) {
  if (view.element.checkVisibility()) return;
  tab.classList.add("unread");
  tab.setAttribute("aria-description", t("newMessages"));
}

function addPhone(bot, phone) {
  const view = new Phone(bot, phone);
  const { id, first_name: name } = phone.user;
  const tab = el("button", { type: "button", class: "tab", dir: "auto", onclick: () => select(id) }, name);
  views.set(id, { view, tab });
  byId("phones").append(view.element);
  byId("tabs").append(tab);
  byId("tabs").hidden = views.size < 2;
}

function dropPhone(id) {
  const { view, tab } = views.get(id);
  view.element.remove();
  tab.remove();
  views.delete(id);
}

function onState({ bot, phones }) {
  byId("connection").textContent = "";
  document.title = `${bot.first_name} · ${t("title")}`;
  const listed = new Set(phones.map(({ user }) => user.id));
  for (const [id, { view }] of views) {
    if (!listed.has(id) || view.bot.first_name !== bot.first_name) dropPhone(id);
  }
  for (const phone of phones) {
    if (!views.has(phone.user.id)) addPhone(bot, phone);
    show(phone);
  }
  const selected = [...views].find(([, { tab }]) => tab.getAttribute("aria-current"));
  if (!selected && phones.length) select(phones[0].user.id);
  const payload = takeStart();
  if (payload !== null) views.get(phones[0]?.user.id)?.view.start(payload);
}

function show(phone) {
  const { id } = phone.user;
  views.get(id).view.update(phone);
  clearTimeout(timers.get(id));
  if (phone.typing) timers.set(id, setTimeout(() => stopTyping(id), TYPING_MS));
}

function stopTyping(id) {
  const entry = views.get(id);
  if (entry) show({ ...entry.view.phone, typing: false });
}

/** Shows what an event changed; returns false where only the whole state can tell. */
function onEvent(event) {
  const entry = views.get(event.user);
  if (!entry) return false;
  if (event.type === "message") markUnread(entry);
  if (event.type === "toast") {
    entry.view.answer(event);
    return true;
  }
  const next = afterEvent(entry.view.phone, event);
  if (next) show(next);
  return Boolean(next);
}

drawPage();
follow({
  onState,
  onEvent,
  onLost: () => {
    byId("connection").textContent = t("reconnecting");
  },
});
