/** The strip that replaces the text field while a voice message is being recorded. */

import { el, iconButton } from "./dom.js";
import { clock, startRecording } from "./voice.js";
import { t } from "./words.js";

/** Records until the person sends or discards. Resolves to the recording, or null when discarded. */
export async function recordInto(strip) {
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
    strip.replaceChildren(cancel, el("span", { class: "recording", role: "status" }, t("recording")), time, send);
    strip.onkeydown = ({ key }) => key === "Escape" && resolve(false);
    strip.hidden = false;
    send.focus();
  });

  clearInterval(ticking);
  strip.hidden = true;
  strip.replaceChildren();
  const blob = await recording.stop();
  return keep ? blob : null;
}
