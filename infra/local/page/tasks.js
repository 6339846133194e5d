import { wordsOf } from './api.js';
import { inWords, nameOf } from './demo.js';
import { busyWhile, byId, changes, make, reconcile, setText, showText } from './dom.js';
import { fromNow, momentOf, withLocalTimes } from './times.js';

const urgentKinds = ['urgent', 'goal-missed', 'call-patient'];

/** What people have to do, oldest first. */
export function createTasks({ context, refresh, findThread, onOpen }) {
  const list = byId('tasks');
  const isNew = changes();

  const load = async ({ api }) => (await api.get('/v1/tasks?limit=100')).items;

  const finish = async (taskId, row) => {
    const { api } = context();
    const hadFocus = row.contains(document.activeElement);
    try {
      await api.post(`/v1/tasks/${taskId}/done`, {});
      showText(byId('tasks-problem'));
      // The button goes with its task: the focus goes on to the next one.
      const next = row.nextElementSibling ?? row.previousElementSibling;
      if (hadFocus) (next?.querySelector('.done') ?? byId('tasks-title')).focus();
      row.remove();
    } catch (error) {
      showText(byId('tasks-problem'), wordsOf(error));
    }
    refresh();
  };

  const create = ({ taskId, contactId }) => {
    const thread = make('button', { type: 'button', class: 'link' });
    const done = make('button', { type: 'button', class: 'done' }, 'Done');
    const row = make(
      'li',
      {},
      make('p', { class: 'task-head' }, make('span', { class: 'chip' }), ' ', thread),
      make('p', { class: 'detail' }),
      make('p', { class: 'quiet' }),
      done,
    );
    thread.addEventListener('click', () => onOpen(contactId));
    done.addEventListener('click', () => busyWhile(done, () => finish(taskId, row)));
    return row;
  };

  const show = (tasks, { now, zone }) => {
    const named = tasks.map((task) => ({ ...task, thread: findThread(task.contactId) }));
    if (!isNew(named, now.slice(0, 16), zone)) return;
    setText(byId('tasks-count'), tasks.length > 0 ? `${tasks.length} to do` : '');
    byId('tasks-empty').hidden = tasks.length > 0;
    reconcile(list, named, {
      key: ({ taskId }) => taskId,
      create,
      update: (element, task) => fill(element, task, { now, zone }),
    });
  };

  return { load, show };
}

function fill(element, { kind, detail, since, thread }, { now, zone }) {
  const [head, words, when, done] = element.children;
  const [chip, link] = head.children;
  const name = thread ? nameOf(thread) : 'Open the thread';
  chip.className = `chip ${urgentKinds.includes(kind) ? 'bad' : 'warn'}`;
  setText(chip, inWords(kind));
  setText(link, name);
  setText(words, withLocalTimes(detail, zone));
  setText(when, `Since ${momentOf(since, zone)}, ${fromNow(since, now)}`);
  done.setAttribute('aria-label', `Done: ${inWords(kind)}, ${name}`);
}
