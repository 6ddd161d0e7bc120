/** Deep links: an address that opens this bot with a payload, in Telegram's two forms and on this page itself. */

/** Returns the payload of a link to `username` ("" without one), or null when it leads elsewhere. */
export function payloadOf(url, username) {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname, pathname, searchParams } = new URL(url);
  const web = ["t.me", "telegram.me"].includes(hostname) ? pathname.slice(1) : null;
  const app = protocol === "tg:" && hostname === "resolve" ? searchParams.get("domain") : null;
  if ((web ?? app)?.toLowerCase() !== username.toLowerCase()) return null;
  return searchParams.get("start") ?? "";
}

/** Takes `?start=payload` off the page's own address, so that a reload does not start again; null without it. */
export function takeStart() {
  const address = new URL(location.href);
  const payload = address.searchParams.get("start");
  if (payload === null) return null;
  address.searchParams.delete("start");
  history.replaceState(null, "", address);
  return payload;
}
