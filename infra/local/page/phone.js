import { host, wordsOf } from './api.js';
import { shownNumber } from './demo.js';
import { announce, busyWhile, byId, changes, keepingEnd, make, reconcile, setText, showText } from './dom.js';
import { dayOf, timeOf } from './times.js';

/**
 * A patient's phone. It shows all that its number sent and received, with a divider where the day or the other side changes:
 * a text from a line that is not the chosen one must not go unseen.
 */
export function createPhone({ name, number, lines, refresh, settle }) {
  const root = byId('handset').content.cloneNode(true).firstElementChild;
  const part = (selector) => root.querySelector(selector);
  const title = part('h3');
  const numberInput = part('.number');
  const lineSelect = part('.line');
  const problem = part('.problem');
  const list = part('.texts');
  const empty = part('.empty');
  const composer = part('.composer');
  const isNew = changes();
  /** The number whose texts are shown: the last one that the host took for a number. */
  let current = number;
  /** How many texts have been shown; unknown until the first look, so that old ones are not announced. */
  let known;

  setText(title, name);
  root.setAttribute('aria-label', name);
  list.setAttribute('aria-label', `Texts on ${name}`);
  numberInput.value = shownNumber(number);
  for (const line of lines) {
    lineSelect.append(
      make('option', { value: line.number }, `${line.words} · ${shownNumber(line.number).slice(6)}`),
    );
  }
  composer.querySelector('.visually-hidden').textContent = `Text from ${name}`;

  const show = (texts) => {
    if (!isNew(current, texts)) return;
    empty.hidden = texts.length > 0;
    keepingEnd(list, () => reconcile(list, withDividers(texts, lines), bubbles));
    const news =
      known === undefined ? [] : texts.slice(known).filter(({ direction }) => direction === 'received');
    known = texts.length;
    if (news.length > 0) announce(`${name} received: ${news.map(({ body }) => body).join(' ')}`);
  };

  const load = async () => {
    const asked = current;
    const { texts } = await host.texts(asked);
    if (asked === current) show(texts);
  };

  const send = async (body) => {
    try {
      await host.send(current, lineSelect.value, body);
      showText(problem);
      list.scrollTop = list.scrollHeight;
      await settle();
      refresh();
      return true;
    } catch (error) {
      showText(problem, wordsOf(error));
      return false;
    }
  };

  const changeNumber = async () => {
    const asked = numberInput.value.trim();
    try {
      const { texts } = await host.texts(asked);
      current = asked;
      known = undefined;
      showText(problem);
      show(texts);
      root.dispatchEvent(new CustomEvent('number-changed', { bubbles: true }));
    } catch (error) {
      showText(problem, wordsOf(error));
    }
  };

  numberInput.addEventListener('change', changeNumber);
  composer.addEventListener('submit', (event) => {
    event.preventDefault();
    const { body } = composer.elements;
    const words = body.value;
    if (words.trim() === '') return;
    busyWhile(composer, async () => {
      // What was typed while it was on its way stays.
      if ((await send(words)) && body.value === words) body.value = '';
    });
  });
  for (const chip of root.querySelectorAll('.chips button')) {
    chip.addEventListener('click', () => busyWhile(chip, () => send(chip.textContent)));
  }
  return { root, name, load, number: () => current };
}

/** Each text with the words above it where its day or its line is another than before. Its place is its key: none is ever taken back. */
function withDividers(texts, lines) {
  let above = '';
  return texts.map((text, place) => {
    const other = text.direction === 'sent' ? text.to : text.from;
    const line = lines.find(({ number }) => number === other);
    const zone = line?.zone ?? lines[0].zone;
    const heading = `${line?.name ?? shownNumber(other)} · ${dayOf(text.at, zone)}`;
    const divider = heading === above ? undefined : heading;
    above = heading;
    return { ...text, place, divider, time: timeOf(text.at, zone) };
  });
}

const bubbles = {
  key: ({ place, from, to, at }) => `${place} ${from} ${to} ${at}`,
  create: () =>
    make(
      'li',
      {},
      make('p', { class: 'divider' }),
      make('p', { class: 'bubble' }),
      make('p', { class: 'meta' }),
    ),
  update: (element, { direction, body, time, divider }) => {
    const [heading, bubble, meta] = element.children;
    element.className = direction === 'sent' ? 'mine' : 'theirs';
    showText(heading, divider);
    setText(bubble, body);
    setText(meta, `${direction === 'sent' ? 'Sent' : 'Received'} ${time}`);
  },
};
