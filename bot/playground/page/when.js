// Times as a reader sees them, in the browser's own zone, relative to the playground's clock.

const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const seconds = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const dayShort = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short" });
const dayLong = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });
const dayYear = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" });
const dayTiny = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const full = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" });

export const timeOf = (date) => time.format(date);
export const secondsOf = (date) => seconds.format(date);
export const fullOf = (date) => full.format(date);
export const clockText = (date) => `${dayShort.format(date).replace(",", "")} · ${time.format(date)}`;

/** A number that is the same for every instant of one local day. */
export function dayNumber(date) {
  return Math.floor((date.getTime() - date.getTimezoneOffset() * 60000) / 86400000);
}

/** "Today", "Yesterday", "Monday 23 November", with the year when it is another one. */
export function dayName(date, now) {
  const ago = dayNumber(now) - dayNumber(date);
  if (ago === 0) return "Today";
  if (ago === 1) return "Yesterday";
  return date.getFullYear() === now.getFullYear() ? dayLong.format(date) : dayYear.format(date);
}

/** The shortest useful time for a row of a list: the hour today, else the day. */
export function listTime(date, now) {
  const ago = dayNumber(now) - dayNumber(date);
  if (ago === 0) return time.format(date);
  if (ago === 1) return "Yesterday";
  return date.getFullYear() === now.getFullYear() ? dayTiny.format(date) : String(date.getFullYear());
}

/** The instant `days` days after `now`, at `hour` o'clock of that local day. */
export function atHour(now, days, hour) {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour);
}

/** Days until the next Monday, 1 to 7. */
export const daysToMonday = (now) => ((8 - now.getDay()) % 7) || 7;

/** A value for <input type="datetime-local">. */
export function localInput(date) {
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60000);
  return shifted.toISOString().slice(0, 16);
}

/** 1536 -> "1.5 KB" */
export function sizeText(bytes) {
  if (bytes === null || bytes === undefined) return "";
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1048576) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1048576).toFixed(1)} MB`;
}
