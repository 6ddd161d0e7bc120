/** The practice phone's HTTP interface: what a finger does, and the stream of what happens on the phones. */

const FIRST_WAIT = 500;
const LONGEST_WAIT = 4000;

/** The server refused; the message is the server's own sentence. */
export class Refused extends Error {}

/** The server did not answer at all. */
export class Offline extends Error {}

async function answerOf(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    throw new Offline(error.message, { cause: error });
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(body.error ?? `${response.status} ${response.statusText}`);
  return body;
}

export function fetchState() {
  return answerOf("phone/state", { cache: "no-store" });
}

export function post(path, body = {}) {
  return answerOf(`phone/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** Sends a recording, picture or file as it is; the type tells the server what it got. */
export function upload(path, blob) {
  const type = blob.type.split(";")[0] || "application/octet-stream";
  return answerOf(`phone/${path}`, { method: "POST", headers: { "Content-Type": type }, body: blob });
}

export function fileAddress(fileId) {
  return `phone/file/${encodeURIComponent(fileId)}`;
}

/**
 * Follows the event stream for ever. After each (re)connection, and whenever `onEvent` returns false, the whole
 * state is fetched anew; events that arrive during a fetch wait until the state is in place, so none is undone.
 */
export function follow({ onState, onEvent, onLost }) {
  let wait = FIRST_WAIT;

  function connect() {
    const source = new EventSource("phone/events");
    let held = null;
    let over = false;

    function lost() {
      if (over) return;
      over = true;
      source.close();
      onLost();
      setTimeout(connect, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }

    function handle(event) {
      if (held) held.push(event);
      else if (!onEvent(event)) synchronise();
    }

    async function synchronise() {
      held = [];
      const state = await fetchState().catch(lost);
      if (over) return;
      onState(state);
      wait = FIRST_WAIT;
      const waiting = held;
      held = null;
      waiting.forEach(handle);
    }

    source.onmessage = ({ data }) => handle(JSON.parse(data));
    source.onerror = lost;
    source.onopen = synchronise;
  }

  connect();
}
