/** The page: a phone for each that the server lists, tabs where only one fits, and the live stream. */

import { follow, post } from "./api.js";
import { el, icon } from "./dom.js";
import { takeStart } from "./links.js";
import { openMenu } from "./menu.js";
import { afterEvent } from "./model.js";
import { Phone } from "./phone.js";
import { isDark, toggleTheme } from "./theme.js";
import { language, roleName, t } from "./words.js";

const TYPING_MS = 5000;
const views = new Map();
const timers = new Map();
/** Whose phone shall show as soon as it is there. */
let awaited = null;

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

/** On a narrow screen one phone shows at a time; its tab is the current one. On a wide one it comes into sight. */
function select(id) {
  for (const [each, { view, tab }] of views) {
    view.element.classList.toggle("selected", each === id);
    if (each === id) {
      tab.setAttribute("aria-current", "true");
      tab.classList.remove("unread");
      tab.removeAttribute("aria-description");
      view.element.scrollIntoView({ block: "nearest", inline: "nearest" });
      view.chat.toEnd();
    } else tab.removeAttribute("aria-current");
  }
}

function markUnread({ view, tab }) {
  if (view.element.checkVisibility()) return;
  tab.classList.add("unread");
  tab.setAttribute("aria-description", t("newMessages"));
}

/** A link that starts the bot, pressed on the phone `from`, is opened on any phone, as if it had been sent there. */
function openStart(payload, anchor, from) {
  const items = [...views.values()].map(({ view }) => ({
    label: t("openFor", { name: view.phone.user.first_name }),
    hint: roleName(view.phone.role),
    run: () => {
      select(view.id);
      view.start(payload);
    },
  }));
  if (items.length === 1) items[0].run();
  else openMenu(anchor, t("openOn"), [...items, { label: t("openForNew"), run: () => startAnew(payload, from) }]);
}

/** Somebody new gets a phone by using it. */
function startAnew(payload, from) {
  awaited = Math.max(...views.keys()) + 1;
  const wish = { payload, first_name: t("somebodyNew"), language_code: language };
  from.attempt(() => post(`${awaited}/start`, wish));
}

function addPhone(bot, phone) {
  const view = new Phone(bot, phone, openStart);
  const { id, first_name: name } = phone.user;
  const tab = el("button", { type: "button", class: "tab", dir: "auto", onclick: () => select(id) },
    el("bdi", {}, name), el("span", { class: "role" }, roleName(phone.role)));
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

function onState({ bot, phones, forgets }) {
  byId("connection").textContent = "";
  document.title = `${bot.first_name} · ${t("title")}`;
  const listed = new Set(phones.map(({ user }) => user.id));
  for (const [id, { view }] of views) {
    if (!listed.has(id) || view.bot.first_name !== bot.first_name) dropPhone(id);
  }
  for (const phone of phones) {
    if (!views.has(phone.user.id)) addPhone(bot, phone);
    views.get(phone.user.id).view.forgets = forgets;
    show(phone);
  }
  const selected = [...views].find(([, { tab }]) => tab.getAttribute("aria-current"));
  if (views.has(awaited)) {
    select(awaited);
    awaited = null;
  } else if (!selected && phones.length) select(phones[0].user.id);
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
