/** A press that is held: tells where it was let go, wherever the pointer went meanwhile. */

/**
 * Resolves to the element under the pointer when it is let go, or to null when the press was taken away, as by a
 * call or another window. `keeper` has to stay in sight: the button that was pressed may be hidden meanwhile.
 */
export function whereLetGo(keeper, { pointerId }) {
  keeper.setPointerCapture(pointerId);
  return new Promise((resolve) => {
    const over = new AbortController();
    const end = (where) => {
      over.abort();
      resolve(where);
    };
    const listen = (target, type, use) => target.addEventListener(type, (event) => {
      if (event.pointerId === undefined || event.pointerId === pointerId) use(event);
    }, { signal: over.signal });
    listen(keeper, "pointerup", ({ clientX, clientY }) => end(document.elementFromPoint(clientX, clientY) ?? keeper));
    listen(keeper, "pointercancel", () => end(null));
    listen(keeper, "lostpointercapture", () => end(null));
    listen(window, "blur", () => end(null));
  });
}
