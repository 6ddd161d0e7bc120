/** Offers the bot's commands while a "/" is typed: arrows choose, Enter sends, Tab completes, Escape hides. */

import { el } from "./dom.js";
import { t } from "./words.js";

let lists = 0;

export class Completion {
  /** `field` is the textarea; `send(text)` is called with the chosen command. */
  constructor(field, send) {
    this.field = field;
    this.send = send;
    this.commands = [];
    this.at = 0;
    this.id = `commands-${++lists}`;
    const label = t("commands");
    this.element = el("div", { class: "completion", role: "listbox", id: this.id, "aria-label": label, hidden: true });
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.id);
    field.addEventListener("input", () => this.show());
    field.addEventListener("blur", () => this.hide());
  }

  get matches() {
    const typed = /^\/(\w*)$/.exec(this.field.value);
    return typed ? this.commands.filter(({ command }) => command.startsWith(typed[1].toLowerCase())) : [];
  }

  show() {
    this.at = 0;
    this.draw();
  }

  hide() {
    this.element.hidden = true;
    this.field.removeAttribute("aria-activedescendant");
  }

  draw() {
    const { matches } = this;
    if (!matches.length) {
      this.hide();
      return;
    }
    this.element.replaceChildren(...matches.map((match, index) => this.option(match, index)));
    this.element.hidden = false;
    this.element.children[this.at].scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", `${this.id}-${this.at}`);
  }

  option({ command, description }, index) {
    return el("div", {
      role: "option", id: `${this.id}-${index}`, "aria-selected": String(index === this.at),
      onpointerdown: (event) => event.preventDefault(),
      onclick: () => this.choose(command),
    }, el("span", { class: "command" }, `/${command}`), el("span", { class: "hint", dir: "auto" }, description));
  }

  choose(command) {
    this.hide();
    this.field.value = "";
    this.field.dispatchEvent(new Event("input"));
    this.send(`/${command}`);
  }

  /** Handles a key while the list shows; tells whether it did. */
  onKey({ key }) {
    if (this.element.hidden) return false;
    const { matches } = this;
    const actions = {
      ArrowDown: () => this.moveTo((this.at + 1) % matches.length),
      ArrowUp: () => this.moveTo((this.at - 1 + matches.length) % matches.length),
      Enter: () => this.choose(matches[this.at].command),
      Tab: () => this.complete(matches[this.at].command),
      Escape: () => this.hide(),
    };
    actions[key]?.();
    return key in actions;
  }

  moveTo(index) {
    this.at = index;
    this.draw();
  }

  complete(command) {
    this.field.value = `/${command} `;
    this.hide();
  }
}
