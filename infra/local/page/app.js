import { createBooking } from './booking.js';
import { createClock } from './clock.js';
import { createDay } from './day.js';
import { openDemo, ownPracticeCommands } from './demo.js';
import { byId, make } from './dom.js';
import { createInbox } from './inbox.js';
import { createPerformance } from './performance.js';
import { createPhone } from './phone.js';
import { poll } from './poll.js';
import { createTasks } from './tasks.js';
import { createThread } from './thread.js';

/** Two phones and a practice's inbox, kept as the host has them. Answers one look at everything, for `poll`. */
function createDemo({ practices, lines }, refresh) {
  const choice = byId('practice-choice');
  choice.replaceChildren(...practices.map(({ key, name }) => make('option', { value: key }, name)));
  let practice = practices[0];
  let now = new Date().toISOString();
  const context = () => ({ ...practice, now });

  const clock = createClock({ context, refresh });
  const { settle } = clock;
  const phones = [
    { name: 'Phone 1', number: '+12125550199' },
    { name: 'Phone 2', number: '+12125550188' },
  ].map((phone) => createPhone({ ...phone, lines, refresh, settle }));
  document.querySelector('.phone-row').append(...phones.map(({ root }) => root));

  const openThread = (contactId) => {
    if (thread.open() !== contactId) thread.setOpen(contactId);
    thread.focus();
    refresh();
  };
  const closeThread = (contactId) => {
    thread.setOpen(undefined);
    inbox.focus(contactId);
    refresh();
  };
  const inbox = createInbox({ onOpen: openThread });
  const thread = createThread({ context, refresh, settle, onClose: closeThread });
  const tasks = createTasks({ context, refresh, findThread: inbox.find, onOpen: openThread });
  const answers = createPerformance();
  const day = createDay({ context, refresh });
  const booking = createBooking({ context, phones, refresh, settle, day });

  choice.addEventListener('change', () => {
    practice = practices.find(({ key }) => key === choice.value);
    inbox.forget();
    thread.setOpen(undefined);
    refresh();
  });

  return async () => {
    const reading = await clock.load();
    now = reading.now;
    // All of one look is of one practice: somebody may choose another before the answers are in.
    const at = context();
    const [threads, opened, todo, figures, appointments] = await Promise.all([
      inbox.load(at),
      thread.load(at),
      tasks.load(at),
      answers.load(at),
      day.load(at),
      ...phones.map((phone) => phone.load()),
    ]);
    if (at.key !== practice.key) return;
    clock.show(reading, at.zone);
    inbox.show(threads, { ...at, open: thread.open() });
    thread.show(opened, at);
    tasks.show(todo, at);
    answers.show(figures);
    day.show(appointments, at);
    booking.offerStart();
  };
}

function showEmptyHost() {
  byId('empty-commands').textContent = ownPracticeCommands(location.origin);
  byId('empty').hidden = false;
  byId('clock').hidden = true;
  document.querySelector('.skip').hidden = true;
}

let look;

/** One look at the host; the first finds out what there is to look at. */
const refresh = poll(async () => {
  try {
    look ??= await begin();
    await look();
    byId('lost').hidden = true;
  } catch {
    // Stopped, restarting, or busy: what is shown stays, and the next look tries again.
    byId('lost').hidden = false;
  }
});

async function begin() {
  const found = await openDemo();
  if (found.practices.length === 0) {
    showEmptyHost();
    return async () => undefined;
  }
  byId('demo').hidden = false;
  return createDemo(found, () => refresh());
}

refresh();
