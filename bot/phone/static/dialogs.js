/** What interrupts: a question to confirm, and the bot's own alert; the browser keeps the focus inside. */

import { el } from "./dom.js";
import { t } from "./words.js";

/** Shows a dialog and resolves to the value of the pressed button, or "" when it was dismissed. */
function ask(text, buttons) {
  const words = el("p", { id: "dialog-text", dir: "auto" }, text);
  const dialog = el("dialog", { class: "dialog", "aria-labelledby": "dialog-text" }, words);
  const row = el("div", { class: "dialog-buttons" });
  for (const { label, value, style } of buttons) {
    row.append(el("button", { type: "button", class: style, onclick: () => dialog.close(value) }, label));
  }
  dialog.append(row);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue);
    });
  });
}

export async function confirmed(text, yes) {
  const answer = await ask(text, [
    { label: t("cancel"), value: "", style: "plain-button" },
    { label: yes, value: "yes", style: "strong-button" },
  ]);
  return answer === "yes";
}

export function alertPerson(text) {
  return ask(text, [{ label: t("ok"), value: "ok", style: "strong-button" }]);
}
