/** Records a voice message in whatever format the browser gives, and plays voice messages. */

import { el, iconButton, icon } from "./dom.js";
import { t } from "./words.js";

const FORMATS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];

/** "0:07" for a number of seconds. */
export function clock(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** Whether the page may record: browsers give the microphone to localhost and https pages only. */
export function canRecord() {
  return Boolean(navigator.mediaDevices && globalThis.MediaRecorder);
}

/**
 * Starts recording; rejects with the browser's NotAllowedError when the person says no.
 * Returns {stop}, whose promise gives the recorded Blob; the microphone is let go in any case.
 */
export async function startRecording() {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const mimeType = FORMATS.find((format) => MediaRecorder.isTypeSupported(format));
  const recorder = new MediaRecorder(stream, mimeType ? { mimeType } : {});
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const finished = new Promise((resolve) => {
    recorder.onstop = () => {
      stream.getTracks().forEach((track) => track.stop());
      resolve(new Blob(parts, { type: recorder.mimeType }));
    };
  });
  recorder.start();
  return {
    stop() {
      recorder.stop();
      return finished;
    },
  };
}

let playing = null;

function pauseOthers(audio) {
  if (playing !== audio) playing?.pause();
  playing = audio;
}

/** A player with one button, a position and the duration in seconds that the server measured. */
export function player(source, duration) {
  const audio = el("audio", { src: source, preload: "none" });
  const button = iconButton("play", t("play"), () => (audio.paused ? audio.play() : audio.pause()));
  const position = el("input", {
    type: "range", min: "0", max: String(Math.max(duration, 1)), step: "0.1", value: "0", "aria-label": t("position"),
  });
  const time = el("span", { class: "voice-time" }, clock(duration));

  const showState = () => {
    const name = audio.paused ? "play" : "pause";
    button.replaceChildren(icon(name));
    button.setAttribute("aria-label", t(name));
    button.title = t(name);
  };
  audio.onplay = () => {
    pauseOthers(audio);
    showState();
  };
  audio.onpause = showState;
  audio.ontimeupdate = () => {
    position.value = audio.currentTime;
    position.setAttribute("aria-valuetext", clock(audio.currentTime));
    time.textContent = audio.currentTime ? `${clock(audio.currentTime)} / ${clock(duration)}` : clock(duration);
  };
  audio.onended = () => {
    audio.currentTime = 0;
  };
  position.oninput = () => {
    audio.currentTime = Number(position.value);
  };
  return el("div", { class: "voice", role: "group", "aria-label": `${t("voice")}, ${clock(duration)}` },
    button, position, time, audio);
}
