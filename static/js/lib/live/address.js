// Live addresses, `<node>/hls/<ticket>/<session>/…`: a new ticket takes the place of the old one in what the player already knows.

const TICKET_PATH = /^(.*\/hls\/)([^/]+)(\/[^/]+\/.*)$/;

/** The address to ask for instead of `url`: the same file with the ticket of `master`. */
export function withTicketOf(url, master) {
  const asked = TICKET_PATH.exec(url);
  const fresh = TICKET_PATH.exec(master);
  if (!asked || !fresh || sessionOf(url) !== sessionOf(master)) return url;
  return fresh[1] + fresh[2] + asked[3];
}

/** The session that a live address names. */
export function sessionOf(url) {
  return TICKET_PATH.exec(url)?.[3].split("/")[1] ?? "";
}
