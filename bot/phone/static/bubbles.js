/** One message as a bubble. Only what changed is drawn again, so a screen reader hears only what is new. */

import { fileAddress } from "./api.js";
import { el, icon, iconButton } from "./dom.js";
import { inlineKeyboard } from "./keyboard.js";
import { richText } from "./richtext.js";
import { player } from "./voice.js";
import { fileSize, kindName, locale, t } from "./words.js";

const TIME = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });

function textOf(html) {
  const text = el("div", { class: "text", dir: "auto" });
  text.append(richText(html));
  return text;
}

function photo({ file_id: id }, caption) {
  const image = el("img", { src: fileAddress(id), alt: caption || t("photoAlt"), loading: "lazy" });
  return el("a", { class: "photo", href: fileAddress(id), target: "_blank", rel: "noopener" }, image);
}

/** A file with its name and size; a press saves it. */
function documentLink({ file_id: id, file_name: name, file_size: bytes }) {
  const size = fileSize(bytes);
  const label = t("download", { name, size });
  const link = el("a", { class: "document", href: fileAddress(id), download: name, "aria-label": label });
  const words = el("span", { class: "file-words" },
    el("span", { class: "file-name", dir: "auto" }, name), el("span", { class: "file-size" }, size));
  link.append(icon("file"), words);
  return link;
}

function drawBody({ voice, photo: picture, document: file, other, quoted, caption, ...message }) {
  const html = message.html || message.caption_html;
  return [
    quoted ? el("div", { class: "quote", dir: "auto" }, quoted) : null,
    voice ? player(fileAddress(voice.file_id), voice.duration) : null,
    picture ? photo(picture, caption) : null,
    file ? documentLink(file) : null,
    other ? el("div", { class: "other" }, kindName(other)) : null,
    html ? textOf(html) : null,
  ];
}

/** As in Telegram's apps, only a person's own edits are marked; a bot rewrites its messages all the time. */
function drawMeta({ date, edited, from }) {
  const moment = new Date(date * 1000);
  return [
    edited && from === "person" ? el("span", { class: "edited" }, t("edited")) : null,
    el("time", { datetime: moment.toISOString() }, TIME.format(moment)),
  ];
}

/** What each part of a bubble depends on, and how it is drawn. */
const PARTS = {
  body: {
    needs: ({ html, caption_html: caption, voice, photo: picture, document: file, other, quoted }) =>
      [html, caption, voice, picture, file, other, quoted],
    draw: drawBody,
  },
  meta: { needs: ({ date, edited }) => [date, edited], draw: drawMeta },
  keys: {
    needs: ({ inline_keyboard: rows }) => rows,
    draw: (message, actions) => {
      const rows = message.inline_keyboard;
      return rows?.length ? [inlineKeyboard(rows, { ...actions, tap: (data) => actions.tap(message, data) })] : [];
    },
  },
};

/** A message in a few words, as a reply quotes it. */
export function summary({ text, caption, voice, document: file, other }) {
  if (text || caption) return text || caption;
  if (voice) return t("voice");
  return file?.file_name ?? (other ? kindName(other) : t("photo"));
}

export class Bubble {
  /** `actions` are tap(message, data), openOptions(message, anchor), openLink(url, anchor), copy, mention and say. */
  constructor(message, botName, actions) {
    this.actions = actions;
    this.drawn = {};
    this.parts = Object.fromEntries(Object.keys(PARTS).map((name) => [name, el("div", { class: name })]));
    const sender = el("span", { class: "visually-hidden" }, `${message.from === "bot" ? botName : t("you")}: `);
    const options = iconButton("more", t("options"), () => actions.openOptions(this.message, options));
    options.tabIndex = -1;
    options.classList.add("options");
    this.element = el("article", { class: `message from-${message.from}`, tabindex: "-1" },
      el("div", { class: "bubble" }, sender, this.parts.body, this.parts.meta, options), this.parts.keys);
    this.element.addEventListener("keydown", (event) => this.onKey(event, options));
    this.element.addEventListener("contextmenu", (event) => this.onContextMenu(event, options));
    this.update(message);
  }

  update(message) {
    this.message = message;
    for (const [name, { needs, draw }] of Object.entries(PARTS)) {
      const signature = JSON.stringify(needs(message) ?? null);
      if (this.drawn[name] === signature) continue;
      this.drawn[name] = signature;
      this.replace(this.parts[name], draw(message, this.actions).filter(Boolean));
    }
  }

  /** Swaps a part's content; focus inside it moves to what stands in the same place, else to the bubble. */
  replace(part, content) {
    const at = [...part.querySelectorAll("button, a")].indexOf(document.activeElement);
    part.replaceChildren(...content);
    if (at >= 0) ([...part.querySelectorAll("button, a")][at] ?? this.element).focus();
  }

  /** A right press, or a long one on a touch screen; on links and pictures it stays the browser's own. */
  onContextMenu(event, options) {
    if (event.target.closest("a, button, input") || !getSelection().isCollapsed) return;
    event.preventDefault();
    this.actions.openOptions(this.message, options);
  }

  onKey(event, options) {
    const wanted = event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey);
    const pressed = event.key === "Enter" && event.target === this.element;
    if (!wanted && !pressed) return;
    event.preventDefault();
    this.actions.openOptions(this.message, options);
  }
}
