/** Times for people: on the clock of their own machine. Pipes, files and JSON keep UTC. */

/** `2026-11-28 15:10`; a text that is no time stays as it is. */
export function localTime(at: string): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return at;
  return `${dayOf(time)} ${clockOf(time)}`;
}

/** `2026-11-28 13:10 UTC`, for documents: their readers sit anywhere. */
export function utcTime(at: string): string {
  return `${at.slice(0, 16).replace("T", " ")} UTC`;
}

/** `2026-11-28` */
export function localDay(at: string): string {
  return localTime(at).slice(0, 10);
}

/** `15:10, 3 min ago`; with the day where that is another one. */
export function momentText(at: string, now: Date): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return at;
  const isToday = dayOf(time) === dayOf(now);
  const age = ageText(now.getTime() - time.getTime());
  return `${isToday ? clockOf(time) : localTime(at)}${age === "" ? "" : `, ${age}`}`;
}

/** Of a clock that was set back nothing is said. */
function ageText(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 0) return "";
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ago`;
  const days = Math.floor(hours / 24);
  return days === 1 ? "1 day ago" : `${days} days ago`;
}

const two = (number: number) => String(number).padStart(2, "0");

const dayOf = (time: Date) =>
  `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;

const clockOf = (time: Date) => `${two(time.getHours())}:${two(time.getMinutes())}`;
