/** The strip that replaces the text field while a voice message is being recorded. */

import { el, iconButton } from "./dom.js";
import { clock, startRecording } from "./voice.js";
import { t } from "./words.js";

/** A press that ends sooner was a tap; counted from when the microphone listens, so that nothing said is missing. */
const HELD_MS = 500;

/**
 * Records until the person sends or discards. Resolves to the recording, or null when discarded.
 *
 * `letGo` is the promise of a held press, where there is one: letting go sends, unless it is over the button that
 * discards. After a tap, or where the press was taken away, it goes on until one of the buttons is pressed.
 */
export async function recordInto(strip, letGo) {
  const recording = await startRecording();
  const began = performance.now();
  const time = el("span", { class: "recording-time", role: "timer" }, clock(0));
  const ticking = setInterval(() => {
    time.textContent = clock((performance.now() - began) / 1000);
  }, 250);

  const keep = await new Promise((resolve) => {
    const cancel = iconButton("close", t("recordCancel"), () => resolve(false));
    const send = iconButton("send", t("recordSend"), () => resolve(true));
    send.classList.add("send");
    const status = el("span", { class: "recording", role: "status" }, t(letGo ? "recordingHeld" : "recording"));
    strip.replaceChildren(cancel, status, time, send);
    strip.onkeydown = ({ key }) => key === "Escape" && resolve(false);
    strip.hidden = false;
    send.focus();
    letGo?.then((where) => {
      if (where && performance.now() - began >= HELD_MS) resolve(!cancel.contains(where));
      else status.textContent = t("recording");
    });
  });

  clearInterval(ticking);
  strip.hidden = true;
  strip.replaceChildren();
  const blob = await recording.stop();
  return keep ? blob : null;
}
