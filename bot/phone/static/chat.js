/** The conversation itself: what the bot can do, bubbles under their dates, "typing", and staying at the newest message. */

import { Bubble, summary } from "./bubbles.js";
import { el, iconButton } from "./dom.js";
import { locale, t } from "./words.js";

const NEAR_END = 80;
const DAY = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" });

function dayName(seconds) {
  const day = new Date(seconds * 1000).toDateString();
  const now = new Date();
  if (day === now.toDateString()) return t("today");
  now.setDate(now.getDate() - 1);
  return day === now.toDateString() ? t("yesterday") : DAY.format(new Date(seconds * 1000));
}

/** What an empty chat says about the bot. */
function drawAbout(description) {
  return [el("h4", {}, t("whatItCanDo")), el("p", { class: "text", dir: "auto" }, description)];
}

function typingDots() {
  return el("div", { class: "typing-dots", "aria-hidden": "true", hidden: true }, el("i"), el("i"), el("i"));
}

export class Chat {
  constructor(botName, actions) {
    this.botName = botName;
    this.actions = actions;
    this.bubbles = new Map();
    this.dots = typingDots();
    this.about = el("div", { class: "about", hidden: true });
    const label = t("chatWith", { name: botName });
    this.log = el("div", { class: "log", role: "log", "aria-live": "off", "aria-label": label, tabindex: "0" },
      this.about, this.dots);
    this.newest = iconButton("down", t("toNewest"), () => this.toEnd(), { hidden: "" });
    this.newest.classList.add("to-newest");
    this.element = el("div", { class: "chat" }, this.log, this.newest);
    this.log.addEventListener("keydown", (event) => this.onKey(event));
    this.log.addEventListener("scroll", () => this.showNewest());
    new ResizeObserver(() => this.following && this.toEnd()).observe(this.log);
    this.log.addEventListener("load", () => this.following && this.toEnd(), true);
    this.following = true;
  }

  /** Brings the bubbles in line with the messages. Nothing is read aloud for the first drawing, the history. */
  update({ messages, typing, description }) {
    const known = new Set(messages.map((message) => message.message_id));
    for (const [id, bubble] of this.bubbles) if (!known.has(id)) this.remove(id, bubble);
    for (const message of messages) {
      const quoted = messages.find(({ message_id: id }) => id === message.reply_to);
      this.draw({ ...message, quoted: quoted ? summary(quoted) : null });
    }
    this.drawDays(messages);
    this.describe(messages.length ? "" : description);
    this.dots.hidden = !typing;
    if (this.following) this.toEnd();
    requestAnimationFrame(() => this.log.setAttribute("aria-live", "polite"));
  }

  draw(message) {
    const bubble = this.bubbles.get(message.message_id);
    if (bubble) {
      bubble.update(message);
      return;
    }
    const made = new Bubble(message, this.botName, this.actions);
    this.bubbles.set(message.message_id, made);
    if (message.from === "person") this.following = true;
    this.dots.before(made.element);
  }

  remove(id, bubble) {
    if (bubble.element.contains(document.activeElement)) this.log.focus();
    bubble.element.remove();
    this.bubbles.delete(id);
  }

  describe(text) {
    if (text === this.described) return;
    this.described = text;
    this.about.hidden = !text;
    this.about.replaceChildren(...(text ? drawAbout(text) : []));
  }

  /** A day's name stands before its first message. */
  drawDays(messages) {
    this.log.querySelectorAll(".day").forEach((day) => day.remove());
    let last = null;
    for (const { message_id: id, date } of messages) {
      const name = dayName(date);
      const day = el("div", { class: "day", "aria-hidden": "true" }, name);
      if (name !== last) this.bubbles.get(id).element.before(day);
      last = name;
    }
  }

  toEnd() {
    this.following = true;
    this.log.scrollTop = this.log.scrollHeight;
    this.newest.hidden = true;
  }

  showNewest() {
    const { scrollHeight, scrollTop, clientHeight } = this.log;
    this.following = scrollHeight - scrollTop - clientHeight < NEAR_END;
    this.newest.hidden = this.following;
  }

  /** Arrow keys walk from message to message; Escape leads back to the text field. */
  onKey(event) {
    if (event.key === "Escape") this.actions.leave();
    const elements = [...this.bubbles.values()].map((bubble) => bubble.element);
    const at = elements.findIndex((element) => element.contains(document.activeElement));
    const targets = {
      ArrowUp: at < 0 ? elements.length - 1 : at - 1,
      ArrowDown: at < 0 ? elements.length - 1 : at + 1,
      Home: 0,
      End: elements.length - 1,
    };
    const target = elements[targets[event.key]];
    if (!target || event.target.matches("input")) return;
    event.preventDefault();
    target.focus();
  }
}
