/** Where the person writes: text, the bot's commands, attachments and voice; also editing and replying. */

import { summary } from "./bubbles.js";
import { Completion } from "./completion.js";
import { el, iconButton } from "./dom.js";
import { whereLetGo } from "./hold.js";
import { openMenu } from "./menu.js";
import { recordInto } from "./recorder.js";
import { canRecord } from "./voice.js";
import { t } from "./words.js";

const ATTACHMENTS = ["sticker", "location", "contact", "poll"];
const TOUCH = matchMedia("(pointer: coarse)");

export class Composer {
  /** `actions` are send, edit, voice, photo, other and toggleKeyboard; each returns whether it succeeded. */
  constructor(actions) {
    this.actions = actions;
    this.about = null;
    const enterkeyhint = TOUCH.matches ? "enter" : "send";
    this.field = el("textarea", { rows: "1", dir: "auto", "aria-label": t("write"), enterkeyhint });
    this.completion = new Completion(this.field, (text) => this.actions.send(text));
    this.menu = iconButton("menu", t("commands"), () => this.openCommands(), { "aria-haspopup": "menu" });
    this.keyboard = iconButton("keyboard", t("keyboardHide"), () => actions.toggleKeyboard());
    this.attach = iconButton("attach", t("attach"), () => this.openAttachments(), { "aria-haspopup": "menu" });
    this.mic = iconButton("mic", t("record"), () => this.record());
    this.mic.addEventListener("pointerdown", (event) => this.onHold(event));
    // A touch would also be a click afterwards, on the button that sends: it comes to stand where the microphone was.
    this.mic.addEventListener("touchstart", (event) => canRecord() && event.preventDefault());
    this.submit = iconButton("send", t("send"), () => this.submitText());
    this.submit.classList.add("send");
    this.banner = el("div", { class: "banner", hidden: true });
    this.row = el("div", { class: "composer-row" },
      this.menu, this.field, this.keyboard, this.attach, this.mic, this.submit);
    this.strip = el("div", { class: "composer-row recording-strip", hidden: true });
    this.element = el("div", { class: "composer" }, this.completion.element, this.banner, this.row, this.strip);
    this.field.addEventListener("keydown", (event) => this.onKey(event));
    this.field.addEventListener("input", () => this.drawButtons());
    this.drawButtons();
  }

  update({ commands, messages }, placeholder) {
    this.commands = commands;
    this.completion.commands = commands;
    this.menu.hidden = !commands.length;
    this.lastOwn = messages.findLast(({ from, text, voice }) => from === "person" && text && !voice);
    this.field.placeholder = placeholder ?? t("write");
    const gone = this.about && !messages.some(({ message_id: id }) => id === this.about.message.message_id);
    if (gone) this.forgetAbout();
  }

  focus() {
    this.field.focus();
  }

  /** Shows or hides the button that toggles the suggested answers. */
  showKeyboardToggle(available, expanded) {
    this.keyboard.hidden = !available;
    const label = t(expanded ? "keyboardHide" : "keyboardShow");
    this.keyboard.setAttribute("aria-label", label);
    this.keyboard.title = label;
    this.keyboard.setAttribute("aria-expanded", String(expanded));
  }

  drawButtons() {
    const empty = !this.field.value.trim();
    this.mic.hidden = !empty || Boolean(this.about);
    this.submit.hidden = !this.mic.hidden;
  }

  onKey(event) {
    if (event.isComposing) return;
    if (this.completion.onKey(event)) event.preventDefault();
    else if (event.key === "Escape" && this.about) this.forgetAbout();
    else if (event.key === "Enter" && !event.shiftKey && !TOUCH.matches) {
      event.preventDefault();
      this.submitText();
    } else if (event.key === "ArrowUp" && !this.field.value && this.lastOwn) {
      event.preventDefault();
      this.beginEdit(this.lastOwn);
    }
  }

  /** Sends or saves. The field is emptied at once; a text that could not be sent comes back into it. */
  async submitText() {
    const text = this.field.value;
    const { about } = this;
    if (!text.trim()) return;
    this.forgetAbout();
    this.fill("");
    const done = about?.kind === "edit"
      ? await this.actions.edit(about.message, text)
      : await this.actions.send(text, about?.message);
    if (done) return;
    if (about) this.begin(about.kind, about.message);
    this.fill([text, this.field.value].filter(Boolean).join("\n"));
  }

  fill(text) {
    this.field.value = text;
    this.field.dispatchEvent(new Event("input"));
  }

  /** Puts a text into the field, for the person to go on with. */
  offer(text) {
    this.forgetAbout();
    this.fill(text);
    this.focus();
  }

  beginEdit(message) {
    this.begin("edit", message);
    this.fill(message.text);
  }

  beginReply(message) {
    this.begin("reply", message);
  }

  begin(kind, message) {
    this.about = { kind, message };
    const cancel = iconButton("close", t("cancel"), () => this.forgetAbout());
    const words = el("div", { class: "banner-text" }, el("strong", {}, t(kind === "edit" ? "editing" : "replying")),
      el("span", { dir: "auto" }, summary(message)));
    this.banner.replaceChildren(words, cancel);
    this.banner.hidden = false;
    this.drawButtons();
    this.focus();
  }

  forgetAbout() {
    const wasEdit = this.about?.kind === "edit";
    const held = this.banner.contains(document.activeElement);
    this.about = null;
    this.banner.hidden = true;
    this.banner.replaceChildren();
    if (wasEdit) this.fill("");
    if (held) this.focus();
    this.drawButtons();
  }

  openCommands() {
    openMenu(this.menu, t("commands"), this.commands.map(({ command, description }) => ({
      label: `/${command}`,
      hint: description,
      run: () => this.actions.send(`/${command}`),
    })));
  }

  openAttachments() {
    const kinds = ATTACHMENTS.map((kind) => ({ label: t(kind), run: () => this.actions.other(kind) }));
    const photo = { label: t("photo"), run: () => this.chooseFile("image/*", this.actions.photo) };
    openMenu(this.attach, t("attach"), [photo, ...kinds]);
  }

  chooseFile(accept, use) {
    const input = el("input", { type: "file", accept });
    input.addEventListener("change", () => use(input.files[0]));
    input.click();
  }

  /** As in Telegram's apps, the microphone listens from the moment it is pressed. */
  onHold(event) {
    if (event.button === 0 && event.isPrimary && canRecord()) this.record(whereLetGo(this.element, event));
  }

  /** Where the browser gives no microphone to this address, the device's own recorder is offered as a file. */
  async record(letGo) {
    if (this.row.hidden) return; // The click of a press that records already.
    if (!canRecord()) {
      this.chooseFile("audio/*", this.actions.voice);
      return;
    }
    this.row.hidden = true;
    try {
      const blob = await recordInto(this.strip, letGo);
      if (blob) await this.actions.voice(blob);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      this.actions.say(t("recordDenied"));
    } finally {
      this.row.hidden = false;
      this.mic.focus();
    }
  }
}
