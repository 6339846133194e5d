import { wordsOf } from './api.js';
import { nameOf } from './demo.js';
import { busyWhile, byId, changes, keepingEnd, reconcile, setText, showText } from './dom.js';
import { chipList, chipsOf, dueWords } from './inbox.js';
import { createThreadActs } from './thread-acts.js';
import { textRows } from './thread-texts.js';
import { momentOf, withLocalTimes } from './times.js';

/** The open thread: its texts, and the reply to it. `context()` answers what it is shown in: `{ api, zone, now }`. */
export function createThread({ context, refresh, settle, onClose }) {
  const title = byId('thread-title');
  const list = byId('texts');
  const form = byId('reply');
  const { body, sendNow } = form.elements;
  const acts = createThreadActs({ context, refresh });
  const isNewText = changes();
  const isNewHead = changes();
  let open;
  let consent;
  /** The thread's version as it is shown: whoever answers by it is told where somebody else was quicker. */
  let version;
  /** The name of a request that got no answer: sent again, it is the same request. */
  let unanswered;

  const setOpen = (contactId) => {
    open = contactId;
    consent = undefined;
    unanswered = undefined;
    isNewText();
    isNewHead();
    list.replaceChildren();
    acts.setOpen();
    form.reset();
    for (const id of ['reply-problem', 'reply-note']) showText(byId(id));
    for (const element of [list, form, byId('thread-close')]) element.hidden = !open;
    byId('thread-empty').hidden = Boolean(open);
    byId('thread-older').hidden = true;
    byId('thread-facts').replaceChildren();
    setText(title, open ? 'Opening…' : 'No thread open');
  };

  const load = async ({ api }) => {
    const asked = open;
    if (!asked) return undefined;
    const thread = await api.get(`/v1/threads/${asked}?limit=100`);
    // Consent changes with a text: only then is it asked for again.
    if (isNewText(thread.texts)) consent = (await api.get(`/v1/contacts/${asked}`)).consent;
    return { asked, thread, acts: await acts.load({ api }, thread) };
  };

  const show = (loaded, { api, now, zone }) => {
    if (!loaded || loaded.asked !== open) return;
    const { thread } = loaded;
    version = thread.version;
    acts.show(thread, loaded.acts, { zone });
    if (!isNewHead(thread, consent, now.slice(0, 16))) return;
    setText(title, nameOf(thread));
    setText(byId('reply-label'), `Reply to ${nameOf(thread)}`);
    const facts = [
      ...chipsOf(thread),
      ...(consent?.informational.state === 'revoked' ? [{ words: 'Opted out', tone: 'bad' }] : []),
      { words: dueWords(thread, now, zone), tone: 'plain' },
    ];
    reconcile(byId('thread-facts'), facts, chipList);
    byId('thread-older').hidden = thread.next === undefined;
    keepingEnd(list, () => reconcile(list, [...thread.texts].reverse(), textRows({ api, zone })));
  };

  const send = async () => {
    const words = body.value.trim();
    if (words === '') return;
    const { api, zone } = context();
    const asked = open;
    const content = { body: words, ...(sendNow.checked && { sendNow: true }) };
    if (unanswered?.content !== JSON.stringify(content)) {
      unanswered = { content: JSON.stringify(content), key: crypto.randomUUID() };
    }
    showText(byId('reply-problem'));
    showText(byId('reply-note'));
    try {
      const { status, at } = await api.post(`/v1/threads/${asked}/texts`, content, {
        'idempotency-key': unanswered.key,
        'if-match': `"${version}"`,
      });
      unanswered = undefined;
      if (asked !== open) return;
      if (body.value.trim() === words) body.value = '';
      list.scrollTop = list.scrollHeight;
      if (status === 'held')
        showText(byId('reply-note'), `Held for the patient's quiet hours until ${momentOf(at, zone)}.`);
      await settle();
    } catch (error) {
      // A refusal is an answer: the next try is another request. After a fault nobody knows whether it was done.
      if (error.status < 500) unanswered = undefined;
      if (asked === open)
        showText(byId('reply-problem'), `Not sent. ${withLocalTimes(wordsOf(error), zone)}`);
    }
    refresh();
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    busyWhile(form, send);
  });
  body.addEventListener('keydown', (event) => {
    // While letters are still being composed (in Japanese, say), Enter belongs to them.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  byId('thread-close').addEventListener('click', () => onClose(open));
  title.closest('section').addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && open) onClose(open);
  });

  return {
    load,
    show,
    setOpen,
    open: () => open,
    /** Where a person goes on after opening: to the reply, but not under a screen keyboard that would cover the texts. */
    focus: () => (matchMedia('(pointer: coarse)').matches ? title : body).focus(),
  };
}
