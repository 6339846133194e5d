import { wordsOf } from './api.js';
import { busyWhile, byId, changes, make, reconcile, setText, showText } from './dom.js';
import { momentOf, withLocalTimes } from './times.js';

/** What staff does to the open thread besides answering: give it to somebody, leave a note, note a call, close it. */
export function createThreadActs({ context, refresh }) {
  const form = byId('acts');
  const { staffId, words } = form.elements;
  const isNew = changes();
  let open;

  const act = async (path, body, done) => {
    const { api, zone } = context();
    try {
      await api.post(`/v1/threads/${open.contactId}/${path}`, body, { 'if-match': `"${open.version}"` });
      showText(byId('acts-problem'));
      words.value = '';
      showText(byId('acts-note'), done);
    } catch (error) {
      showText(byId('acts-note'));
      showText(byId('acts-problem'), `Not done. ${withLocalTimes(wordsOf(error), zone)}`);
    }
    refresh();
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const said = words.value.trim();
    const noted = said && { words: said };
    const acts = {
      note: () => act('notes', { ...noted }, 'Noted.'),
      call: () => act('notes', { ...noted, call: true }, 'The call is noted.'),
      close: () => act('close', { reason: said }, 'Closed.'),
    };
    // Enter in the words is the first button: a note.
    busyWhile(form, acts[event.submitter?.value ?? 'note']);
  });
  staffId.addEventListener('change', () =>
    busyWhile(form, () => act('assign', { staffId: staffId.value }, `Given to ${staffId.value}.`)),
  );

  return {
    setOpen: () => {
      open = undefined;
      form.hidden = true;
      form.reset();
      isNew();
      for (const id of ['acts-problem', 'acts-note']) showText(byId(id));
      byId('notes').replaceChildren();
    },
    load: async ({ api }, thread) => {
      if (open?.version === thread.version) return undefined;
      const [staff, notes] = await Promise.all([
        api.get('/v1/settings/staff'),
        api.get(`/v1/threads/${thread.contactId}/notes?limit=20`),
      ]);
      return { staff: staff.value, notes: notes.items };
    },
    show: (thread, loaded, { zone }) => {
      open = thread;
      form.hidden = false;
      if (!loaded || !isNew(thread.assignee, loaded)) return;
      const nobody = make('option', { value: '', disabled: '' }, 'Nobody');
      staffId.replaceChildren(
        nobody,
        ...loaded.staff.map((one) => make('option', { value: one.staffId }, one.name)),
      );
      staffId.value = thread.assignee ?? '';
      reconcile(byId('notes'), loaded.notes, {
        key: ({ noteId }) => noteId,
        create: () => make('li'),
        update: (element, note) => setText(element, sayNote(note, zone)),
      });
    },
  };
}

/** `sam called, Tue 9:30 AM: She will come at 10.` */
const sayNote = ({ by = 'A key', call, at, words }, zone) =>
  `${by} ${call ? 'called' : 'noted'}, ${momentOf(at, zone)}${words ? `: ${words}` : ''}`;
