import { byId, changes, make, setText } from './dom.js';
import { dateOf, daysAfter } from './times.js';

/** So many weeks are shown, this one among them. */
const weeksShown = 8;

const trendWords = {
  better: 'Better than in the four weeks before.',
  steady: 'As in the four weeks before.',
  worse: 'Worse than in the four weeks before.',
  'too-few': 'Too few answers to compare with the four weeks before.',
};

/**
 * How soon patients were answered, week by week: a table that anybody can read or hear, with a bar in each row for those who see it.
 */
export function createPerformance() {
  const rows = byId('performance-weeks');
  const isNew = changes();

  const load = ({ api, now, zone }) => {
    const today = dateOf(now, zone);
    return api.get(`/v1/performance?from=${daysAfter(today, -7 * (weeksShown - 1))}&to=${today}`);
  };

  const show = ({ total, weeks }) => {
    if (!isNew(total, weeks)) return;
    byId('performance-empty').hidden = weeks.length > 0;
    byId('performance-table').hidden = weeks.length === 0;
    setText(byId('performance-trend'), weeks.length > 0 ? trendWords[total.trend] : '');
    const longest = Math.max(1, ...weeks.map(({ medianMinutes = 0 }) => medianMinutes));
    rows.replaceChildren(...weeks.map((week) => row(week, longest)));
  };

  return { load, show };
}

function row({ week, count, medianMinutes, p90Minutes, goalsKept }, longest) {
  return make(
    'tr',
    {},
    make('th', { scope: 'row' }, shortDate(week)),
    make('td', {}, String(count)),
    make('td', { class: 'bar-cell' }, minutesOf(medianMinutes), bar((medianMinutes ?? 0) / longest)),
    make('td', {}, minutesOf(p90Minutes)),
    make('td', {}, `${goalsKept.kept} of ${goalsKept.of}`),
  );
}

const minutesOf = (minutes) => (minutes === undefined ? 'none' : `${Math.round(minutes)} min`);

/** The cell says it in figures, so whoever listens need not hear of the bar. */
function bar(share) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  for (const [name, value] of Object.entries({ class: 'bar', viewBox: '0 0 100 8', 'aria-hidden': 'true' }))
    svg.setAttribute(name, value);
  svg.setAttribute('preserveAspectRatio', 'none');
  const filled = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  filled.setAttribute('width', String(Math.max(1, Math.round(share * 100))));
  filled.setAttribute('height', '8');
  svg.append(filled);
  return svg;
}

const monthAndDay = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' });

/** `Nov 30` of `2026-11-30` */
const shortDate = (date) => monthAndDay.format(new Date(`${date}T00:00Z`));
