/** The two keyboards a bot can show: buttons under one message, and suggested answers at the text field. */

import { el } from "./dom.js";
import { t } from "./words.js";

/** What a press does, by the kind of button. A practice phone has no web apps, and no other chats to write in. */
const PRESSES = {
  callback_data: (data, { tap }) => tap(data),
  copy_text: ({ text }, { copy }) => copy(text),
  switch_inline_query_current_chat: (query, { mention }) => mention(query),
  switch_inline_query: (_, { say }) => say(t("noOtherChats")),
  web_app: (_, { say }) => say(t("noWebApps")),
};

/** Buttons under a message. `tap(data)` sends a callback; `openLink(url, anchor)` tells whether it took a link itself. */
export function inlineKeyboard(rows, actions) {
  const keyboard = el("div", { class: "inline-keyboard", role: "group", "aria-label": t("choices") });
  for (const row of rows) {
    keyboard.append(el("div", { class: "key-row" }, ...row.map((key) => inlineKey(key, actions))));
  }
  return keyboard;
}

function inlineKey({ text, url, ...kind }, actions) {
  if (url) {
    const onclick = (event) => actions.openLink(url, event.currentTarget) && event.preventDefault();
    return el("a", { class: "key", dir: "auto", href: url, target: "_blank", rel: "noopener noreferrer", onclick }, text);
  }
  const [[name, value]] = Object.entries(kind);
  const button = el("button", { type: "button", class: "key", dir: "auto" }, text);
  button.addEventListener("click", async () => {
    button.setAttribute("aria-busy", "true");
    await PRESSES[name](value, actions);
    button.removeAttribute("aria-busy");
  });
  return button;
}

/** Suggested answers; `press(key)` is called with the pressed one. */
export function replyKeyboard(rows, press) {
  const keyboard = el("div", { class: "reply-keyboard", role: "group", "aria-label": t("suggestions") });
  for (const row of rows) {
    const keys = row.map((key) =>
      el("button", { type: "button", class: "key", dir: "auto", onclick: () => press(key) }, key.text));
    keyboard.append(el("div", { class: "key-row" }, ...keys));
  }
  return keyboard;
}
