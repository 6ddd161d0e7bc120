/** A small pop-up menu: arrow keys move, Enter chooses, Escape or a press elsewhere closes it. */

import { el } from "./dom.js";

const EDGE = 8;

function place(menu, anchor) {
  const { left, right, top, bottom } = anchor.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const start = left + width + EDGE > innerWidth ? right - width : left;
  const below = bottom + height + EDGE <= innerHeight ? bottom : top - height;
  menu.style.left = `${Math.max(EDGE, Math.min(start, innerWidth - width - EDGE))}px`;
  menu.style.top = `${Math.max(EDGE, Math.min(below, innerHeight - height - EDGE))}px`;
}

function move(menu, key) {
  const items = [...menu.children];
  const at = items.indexOf(document.activeElement);
  const targets = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
  if (!(key in targets)) return false;
  items.at(targets[key] % items.length).focus();
  return true;
}

/**
 * Opens a menu beside `anchor`. Items are {label, hint?, run}. Focus goes to the first item, and back to where
 * it was when the menu closes without a choice.
 */
export function openMenu(anchor, label, items) {
  if (document.querySelector(".menu:popover-open")) return;
  const before = document.activeElement;
  const menu = el("div", { class: "menu", role: "menu", "aria-label": label, popover: "auto" });
  for (const { label: text, hint, run } of items) {
    const choose = () => {
      before?.focus();
      menu.hidePopover();
      run();
    };
    const item = el("button", { type: "button", role: "menuitem", tabindex: "-1", onclick: choose });
    item.append(el("span", { dir: "auto" }, text));
    if (hint) item.append(el("span", { class: "hint", dir: "auto" }, hint));
    menu.append(item);
  }
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Tab") menu.hidePopover();
    if (move(menu, event.key)) event.preventDefault();
  });
  menu.addEventListener("toggle", ({ newState }) => {
    if (newState === "closed") menu.remove();
  });
  document.body.append(menu);
  menu.showPopover();
  place(menu, anchor);
  menu.firstElementChild.focus();
}
