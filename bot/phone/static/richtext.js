/**
 * Copies the server's safe HTML into the page. The server already escaped it; this second gate rebuilds it
 * element by element from a short list, so that a mistake there could still never become markup here.
 */

import { el } from "./dom.js";
import { t } from "./words.js";

const PLAIN = new Set(["B", "STRONG", "I", "EM", "U", "INS", "S", "DEL", "CODE", "PRE", "BLOCKQUOTE", "BR"]);
const SCHEMES = new Set(["http:", "https:", "mailto:", "tel:", "tg:"]);

function link(node) {
  const href = node.getAttribute("href");
  const address = URL.canParse(href) ? new URL(href) : null;
  if (!SCHEMES.has(address?.protocol)) return el("span");
  const elsewhere = address.protocol === "tel:" ? {} : { target: "_blank", rel: "noopener noreferrer" };
  return el("a", { href: address.href, ...elsewhere });
}

function spoiler() {
  const hidden = el("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": t("spoiler") });
  const show = () => {
    hidden.classList.add("shown");
    for (const name of ["role", "tabindex", "aria-label"]) hidden.removeAttribute(name);
  };
  hidden.addEventListener("click", show, { once: true });
  hidden.addEventListener("keydown", ({ key }) => (key === "Enter" || key === " ") && show());
  return hidden;
}

/** A quotation of which the first lines show, and the rest at a press. */
function folded() {
  const quotation = el("blockquote", { class: "folded", role: "button", tabindex: "0", "aria-expanded": "false" });
  const turn = () => quotation.setAttribute("aria-expanded", String(quotation.ariaExpanded !== "true"));
  quotation.addEventListener("click", turn);
  quotation.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    turn();
  });
  return quotation;
}

/** A command in a text can be pressed; the phone listens for the press. Its stroke comes first in every language. */
function command(node) {
  return el("button", { type: "button", class: "command-link", dir: "ltr", "data-command": node.dataset.command });
}

function shell(node) {
  if (node.dataset.command) return command(node);
  if (node.tagName === "A") return link(node);
  if (node.tagName === "TG-SPOILER" || node.classList.contains("tg-spoiler")) return spoiler();
  if (node.tagName === "BLOCKQUOTE" && node.classList.contains("folded")) return folded();
  return el(PLAIN.has(node.tagName) ? node.tagName : "span");
}

function copy(from, to) {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) to.append(node.data);
    if (node.nodeType === Node.ELEMENT_NODE) to.append(copy(node, shell(node)));
  }
  return to;
}

/** Returns a fragment holding the formatted text. */
export function richText(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  return copy(parsed.body, document.createDocumentFragment());
}
