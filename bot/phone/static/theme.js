/** Light or dark: the system decides until the person presses the toggle, then their choice is kept. */

const KEY = "phone-theme";
const system = matchMedia("(prefers-color-scheme: dark)");

function apply() {
  document.documentElement.dataset.theme = localStorage.getItem(KEY) ?? (system.matches ? "dark" : "light");
  document.dispatchEvent(new CustomEvent("themechange"));
}

export function isDark() {
  return document.documentElement.dataset.theme === "dark";
}

export function toggleTheme() {
  localStorage.setItem(KEY, isDark() ? "light" : "dark");
  apply();
}

system.addEventListener("change", apply);
apply();
