const formats = new Map();

function format(zone, options) {
  const name = `${zone} ${JSON.stringify(options)}`;
  let made = formats.get(name);
  if (!made) {
    made = new Intl.DateTimeFormat('en-US', { timeZone: zone, ...options });
    formats.set(name, made);
  }
  return made;
}

const day = { weekday: 'short', month: 'short', day: 'numeric' };
const time = { hour: 'numeric', minute: '2-digit' };
/** Newer browsers put a narrow space before AM; one of the usual kind wraps and searches as people expect. */
const plain = (text) => text.replaceAll('\u202f', ' ');

/** `10:00 AM`, by a zone's clock, as all of these. */
export const timeOf = (moment, zone) => plain(format(zone, time).format(new Date(moment)));

/** `Tue, Dec 1` */
export const dayOf = (moment, zone) => format(zone, day).format(new Date(moment));

/** `Tue, Dec 1, 10:00 AM` */
export const momentOf = (moment, zone) => `${dayOf(moment, zone)}, ${timeOf(moment, zone)}`;

/** `Tuesday, December 1, 10:00 AM EST` */
export const clockFace = (moment, zone) =>
  plain(
    format(zone, {
      weekday: 'long',
      month: 'long',
      day: 'numeric',
      ...time,
      timeZoneName: 'short',
    }).format(new Date(moment)),
  ).replace(' at ', ', ');

/** The time alone on the day of `now`, else with its day. */
export const nearMoment = (moment, now, zone) =>
  dateOf(moment, zone) === dateOf(now, zone) ? timeOf(moment, zone) : momentOf(moment, zone);

/** The wall clock as `2026-12-01T10:00`. */
function wallOf(moment, zone) {
  const parts = format(zone, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(moment));
  const of = (type) => parts.find((part) => part.type === type)?.value;
  return `${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}`;
}

/** The date as `2026-12-01`. */
export const dateOf = (moment, zone) => wallOf(moment, zone).slice(0, 10);

/** The moment at which a zone's clock shows a wall time. The second round mends a guess on the far side of a clock change. */
export function momentAt(wall, zone) {
  const asUtc = Date.parse(`${wall}Z`);
  const offsetAt = (moment) => Date.parse(`${wallOf(moment, zone)}Z`) - moment;
  const guess = asUtc - offsetAt(asUtc);
  return new Date(asUtc - offsetAt(guess)).toISOString();
}

/** A date so many days later. */
export function daysAfter(date, days) {
  const at = new Date(`${date}T00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** The next moment at which a zone's clock shows `08:00`. */
export function nextAt(time, now, zone) {
  const today = dateOf(now, zone);
  const todays = momentAt(`${today}T${time}`, zone);
  return Date.parse(todays) > Date.parse(now) ? todays : momentAt(`${daysAfter(today, 1)}T${time}`, zone);
}

/** `40 min`, `2 h 5 min`, `3 days` */
function length(minutes) {
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60)
    return [`${Math.floor(minutes / 60)} h`, minutes % 60 ? `${minutes % 60} min` : ''].join(' ').trim();
  return `${Math.round(minutes / 1440)} days`;
}

/** `in 40 min`, `now`, `40 min ago` */
export function fromNow(moment, now) {
  const minutes = Math.round((Date.parse(moment) - Date.parse(now)) / 60_000);
  if (minutes === 0) return 'now';
  return minutes > 0 ? `in ${length(minutes)}` : `${length(-minutes)} ago`;
}

const written = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z/g;

/** Words of the API with their moments as the practice's clock shows them. */
export const withLocalTimes = (words, zone) => words.replace(written, (moment) => momentOf(moment, zone));
