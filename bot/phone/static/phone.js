/** One phone: its frame, the chat, the keyboards, the composer, and everything its buttons do. */

import { Offline, post, upload } from "./api.js";
import { Chat } from "./chat.js";
import { Composer } from "./composer.js";
import { alertPerson, confirmed } from "./dialogs.js";
import { el, iconButton } from "./dom.js";
import { replyKeyboard } from "./keyboard.js";
import { payloadOf } from "./links.js";
import { openMenu } from "./menu.js";
import { isDark, toggleTheme } from "./theme.js";
import { Toast } from "./toast.js";
import { roleName, t } from "./words.js";

export class Phone {
  /** `openStart(payload, anchor, phone)` is called for a link that starts this bot. */
  constructor(bot, { user, role }, openStart) {
    this.bot = bot;
    this.id = user.id;
    this.openStart = openStart;
    this.showKeyboard = true;
    this.toast = new Toast();
    this.chat = new Chat(bot.first_name, {
      tap: (message, data) => this.do("tap", { message_id: message.message_id, data }),
      openLink: (url, anchor) => this.openLink(url, anchor),
      copy: (text) => this.copy(text),
      mention: (query) => this.composer.offer(`@${bot.username} ${query}`),
      say: (text) => this.toast.say(text),
      openOptions: (message, anchor) => this.openOptions(message, anchor),
      leave: () => this.composer.focus(),
    });
    this.composer = new Composer({
      send: (text, about) => this.send(text, about),
      edit: (message, text) => this.do("edit", { message_id: message.message_id, text }),
      voice: (blob) => this.uploadVoice(blob),
      photo: (file) => this.attempt(() => upload(`${this.id}/photo`, file)),
      other: (kind) => this.do("other", { kind }),
      toggleKeyboard: () => this.toggleKeyboard(),
      say: (text) => this.toast.say(text),
    });
    this.element = this.frame(user, role);
    this.chat.element.addEventListener("click", (event) => this.onPress(event));
  }

  frame(user, role) {
    const { first_name: name } = this.bot;
    this.status = el("span", { class: "status" });
    this.settings = iconButton("more", t("settings"), () => this.openSettings(), { "aria-haspopup": "menu" });
    this.keys = el("div", { class: "keys-area" });
    this.foot = el("div", { class: "foot" });
    this.writing = el("div", {}, this.composer.element, this.keys);
    const head = el("header", { class: "chat-header" },
      el("span", { class: "avatar", "aria-hidden": "true" }, [...name][0]),
      el("div", { class: "who" }, el("h3", { dir: "auto" }, name), this.status), this.settings);
    const owner = el("h2", { class: "owner", id: `owner-${this.id}` },
      el("bdi", {}, user.first_name), el("span", { class: "role" }, roleName(role)));
    return el("section", { class: "phone", "aria-labelledby": owner.id, "data-user": this.id }, owner,
      el("div", { class: "screen" }, head, this.chat.element, this.toast.element, this.foot, this.writing));
  }

  update(phone) {
    const before = this.phone;
    this.phone = phone;
    if (JSON.stringify(before?.reply_keyboard) !== JSON.stringify(phone.reply_keyboard)) this.showKeyboard = true;
    this.status.textContent = t(phone.blocked ? "blocked" : phone.typing ? "typing" : "bot");
    this.composer.update(phone, phone.reply_keyboard?.input_field_placeholder);
    this.drawKeyboard();
    this.drawFoot();
    this.chat.update(phone);
  }

  drawKeyboard() {
    const rows = this.phone.reply_keyboard?.keyboard;
    const signature = JSON.stringify([rows, this.showKeyboard]);
    this.composer.showKeyboardToggle(Boolean(rows), this.showKeyboard);
    if (signature === this.keyboardSignature) return;
    this.keyboardSignature = signature;
    const held = this.keys.contains(document.activeElement);
    const keyboard = rows && this.showKeyboard ? replyKeyboard(rows, (key) => this.pressKey(key)) : "";
    this.keys.replaceChildren(keyboard);
    if (held) this.composer.focus();
  }

  /** A blocked chat offers to unblock, one not begun offers START; otherwise the person can write. */
  drawFoot() {
    const { blocked, started } = this.phone;
    const wanted = blocked ? "unblock" : started ? "write" : "start";
    if (wanted === this.footShows) return;
    const held = this.foot.contains(document.activeElement);
    this.footShows = wanted;
    this.writing.hidden = wanted !== "write";
    const buttons = {
      write: () => [],
      start: () => [el("p", {}, t("startHint")), this.footButton(t("start"), () => this.start())],
      unblock: () => [
        el("p", {}, t("blockedHint", { name: this.bot.first_name })),
        this.footButton(t("unblock"), () => this.do("block", { blocked: false })),
      ],
    };
    this.foot.replaceChildren(...buttons[wanted]());
    if (held) (this.foot.querySelector("button") ?? this.composer).focus();
  }

  footButton(label, onclick) {
    return el("button", { type: "button", class: "strong-button", onclick }, label);
  }

  /** Runs one action against the server; a failure becomes a calm sentence. Tells whether it succeeded. */
  async attempt(action) {
    try {
      await action();
      return true;
    } catch (error) {
      this.toast.say(error instanceof Offline ? t("offline") : t("failed", { error: error.message }));
      return false;
    }
  }

  do(what, body) {
    return this.attempt(() => post(`${this.id}/${what}`, body));
  }

  send(text, about) {
    return this.do("text", about ? { text, reply_to: about.message_id } : { text });
  }

  start(payload) {
    return this.do("start", payload ? { payload } : {});
  }

  uploadVoice(blob) {
    if (!blob.size) {
      this.toast.say(t("recordEmpty"));
      return false;
    }
    return this.attempt(() => upload(`${this.id}/voice`, blob));
  }

  answer({ text, show_alert: alert }) {
    if (!text) return;
    if (alert) alertPerson(text);
    else this.toast.say(text);
  }

  /** A suggested answer is sent as text, unless its button asks for a contact or a place. */
  pressKey({ text, request_contact: contact, request_location: location }) {
    if (contact) this.do("other", { kind: "contact" });
    else if (location) this.do("other", { kind: "location" });
    else this.send(text);
  }

  toggleKeyboard() {
    this.showKeyboard = !this.showKeyboard;
    this.drawKeyboard();
  }

  /** Commands and links inside a text. */
  onPress(event) {
    const command = event.target.closest("[data-command]");
    if (command) this.send(command.dataset.command);
    const link = event.target.closest(".text a");
    if (link && this.openLink(link.href, link)) event.preventDefault();
  }

  /** A link to this very bot starts it on one of the phones here; any other link is left to the browser. */
  openLink(url, anchor) {
    const payload = payloadOf(url, this.bot.username);
    if (payload === null) return false;
    this.openStart(payload, anchor, this);
    return true;
  }

  openOptions(message, anchor) {
    const own = message.from === "person" && message.text && !message.voice;
    openMenu(anchor, t("options"), [
      { label: t("reply"), run: () => this.composer.beginReply(message) },
      message.text && { label: t("copy"), run: () => this.copy(message.text) },
      own && { label: t("edit"), run: () => this.composer.beginEdit(message) },
      { label: t("delete"), run: () => this.remove(message) },
    ].filter(Boolean));
  }

  async copy(text) {
    if (await this.attempt(() => navigator.clipboard.writeText(text))) this.toast.say(t("copied"));
  }

  async remove(message) {
    if (await confirmed(t("deleteAsk"), t("delete"))) this.do("delete", { message_id: message.message_id });
  }

  openSettings() {
    const { blocked } = this.phone;
    openMenu(this.settings, t("settings"), [
      {
        label: blocked ? t("unblock") : t("block", { name: this.bot.first_name }),
        run: () => this.do("block", { blocked: !blocked }),
      },
      { label: t(isDark() ? "light" : "dark"), run: toggleTheme },
      this.forgets && { label: t("forget"), run: () => this.forget() },
    ].filter(Boolean));
  }

  async forget() {
    if (await confirmed(t("forgetAsk"), t("forgetYes"))) this.attempt(() => post("reset"));
  }
}
