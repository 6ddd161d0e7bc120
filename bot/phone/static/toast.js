/** A short notice at the foot of one phone, read aloud politely, gone after the time it takes to read it. */

import { el } from "./dom.js";

const LEAST_MS = 4000;
const MS_PER_CHARACTER = 60;

export class Toast {
  constructor() {
    this.element = el("div", { class: "toast", role: "status", dir: "auto" });
  }

  say(text) {
    clearTimeout(this.timer);
    this.element.textContent = text;
    this.timer = setTimeout(() => {
      this.element.textContent = "";
    }, Math.max(LEAST_MS, text.length * MS_PER_CHARACTER));
  }
}
