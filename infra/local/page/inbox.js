import { inWords, nameOf } from './demo.js';
import { announce, byId, changes, make, reconcile, setText } from './dom.js';
import { fromNow, nearMoment } from './times.js';

/** The practice's threads: those that wait on it first, most urgent first, then the others, latest first. */
export function createInbox({ onOpen }) {
  const list = byId('inbox');
  const isNew = changes();
  /** The threads that waited at the last look; unknown at first, so that old ones are not announced. */
  let waitingBefore;
  let threads = [];

  const load = async ({ api }) => {
    const [waiting, all] = await Promise.all([
      api.get('/v1/threads?waitingOn=practice&limit=100'),
      api.get('/v1/threads?limit=100'),
    ]);
    const first = new Set(waiting.items.map(({ contactId }) => contactId));
    return [...waiting.items, ...all.items.filter(({ contactId }) => !first.has(contactId))];
  };

  const tellOf = (waiting) => {
    const news = waiting.filter((thread) => waitingBefore?.get(thread.contactId) !== thread.waitingSince);
    if (waitingBefore && news.length > 0) announce(`Waiting on the practice: ${news.map(nameOf).join('; ')}`);
    waitingBefore = new Map(waiting.map(({ contactId, waitingSince }) => [contactId, waitingSince]));
  };

  const show = (loaded, { now, zone, open }) => {
    threads = loaded;
    // Words such as "in 40 min" change with the minute, not with the second.
    if (!isNew(threads, now.slice(0, 16), zone, open)) return;
    const waiting = threads.filter(({ waitingOn }) => waitingOn === 'practice');
    tellOf(waiting);
    setText(byId('inbox-count'), waiting.length > 0 ? `${waiting.length} waiting` : '');
    byId('inbox-empty').hidden = threads.length > 0;
    reconcile(list, threads, {
      key: ({ contactId }) => contactId,
      create: ({ contactId }) => row(() => onOpen(contactId)),
      update: (element, thread) => fill(element, thread, { now, zone, open }),
    });
  };

  return {
    load,
    show,
    /** What an inbox of another practice held is no news in this one. */
    forget: () => {
      waitingBefore = undefined;
      threads = [];
    },
    find: (contactId) => threads.find((thread) => thread.contactId === contactId),
    focus: (contactId) => list.querySelector(`[data-key="${contactId}"] button`)?.focus(),
  };
}

function row(open) {
  const button = make(
    'button',
    { type: 'button', class: 'thread-row' },
    make('span', { class: 'who' }),
    make('span', { class: 'chips-line' }),
    make('span', { class: 'due' }),
  );
  button.addEventListener('click', open);
  return make('li', {}, button);
}

function fill(element, thread, { now, zone, open }) {
  const button = element.firstElementChild;
  const [who, chips, due] = button.children;
  const late = isLate(thread, now);
  element.className = thread.waitingOn === 'practice' ? 'waiting' : 'resting';
  button.classList.toggle('late', late);
  if (thread.contactId === open) button.setAttribute('aria-current', 'true');
  else button.removeAttribute('aria-current');
  setText(who, nameOf(thread));
  reconcile(chips, chipsOf(thread), chipList);
  setText(due, dueWords(thread, now, zone));
}

const isLate = ({ waitingOn, goalDueAt }, now) =>
  waitingOn === 'practice' && goalDueAt !== undefined && Date.parse(goalDueAt) < Date.parse(now);

/** `Due 12:00 PM, in 40 min`; after a missed goal, what was promised anew; of a thread at rest, on whom it waits. */
export function dueWords(thread, now, zone) {
  const { waitingOn, promise, goalDueAt } = thread;
  if (waitingOn === 'patient') return 'Waiting on the patient';
  if (waitingOn === 'closed') return 'Nothing open';
  const due = promise ?? goalDueAt;
  if (!due) return 'Waiting on the practice';
  const when = `${nearMoment(due, now, zone)}, ${fromNow(due, now)}`;
  if (Date.parse(due) < Date.parse(now)) return `Was due ${when}`;
  return isLate(thread, now) ? `Late, promised anew by ${when}` : `Due ${when}`;
}

/** What a thread is about, as chips. */
export function chipsOf({ type, typed, urgent, flags }) {
  return [
    ...(urgent ? [{ words: 'Urgent', tone: 'bad' }] : []),
    { words: inWords(type), tone: 'calm', why: whyOf(typed) },
    ...flags.map((flag) => ({ words: inWords(flag), tone: 'warn' })),
  ];
}

/** What gave a thread its type: a person, or words and how surely. */
function whyOf(typed) {
  if (typed?.by === 'staff') return 'Said by a person';
  return typed ? `${Math.round(typed.score * 100)} %: ${typed.words.join(', ') || 'no word told'}` : '';
}

/** How a list shows chips. */
export const chipList = {
  key: ({ words }) => words,
  create: () => make('span'),
  update: (element, { words, tone, why = '' }) => {
    element.className = `chip ${tone}`;
    element.title = why;
    setText(element, words);
  },
};
