import { wordsOf } from './api.js';
import { inWords } from './demo.js';
import { make, setText, showText } from './dom.js';
import { momentOf, timeOf, withLocalTimes } from './times.js';

/** Statuses in which a text is on its way, done, or not going: the tone of their chip. */
const tones = {
  delivered: 'good',
  sent: 'calm',
  queued: 'calm',
  claimed: 'calm',
  held: 'warn',
  unknown: 'warn',
  refused: 'bad',
  expired: 'bad',
  failed: 'bad',
};

const statusWords = (status) =>
  ({ claimed: 'Sending', unknown: 'Outcome unknown' })[status] ?? inWords(status);

/** How the thread's list shows texts, oldest first. */
export const textRows = ({ api, zone }) => ({
  key: ({ textId }) => textId,
  create: ({ textId, direction }) => (direction === 'in' ? inRow() : outRow(textId, { api, zone })),
  update: (element, text) =>
    text.direction === 'in' ? fillIn(element, text, zone) : fillOut(element, text, zone),
});

function inRow() {
  return make('li', { class: 'theirs' }, make('p', { class: 'bubble' }), make('p', { class: 'meta' }));
}

function fillIn(element, { body, media, at }, zone) {
  const [bubble, meta] = element.children;
  const pictures = media.length > 0 ? `[${media.join(', ')}] ` : '';
  setText(bubble, `${pictures}${body}`);
  setText(meta, `Patient · ${momentOf(at, zone)}`);
}

function outRow(textId, { api, zone }) {
  const why = make('button', { type: 'button', class: 'why plain', 'aria-expanded': 'false' }, 'Why?');
  const permit = make('div', { class: 'permit', hidden: '' });
  const row = make(
    'li',
    { class: 'mine' },
    make('p', { class: 'bubble' }),
    make('p', { class: 'meta' }, make('span'), ' ', make('span', { class: 'chip' }), ' ', why),
    permit,
  );
  why.addEventListener('click', async () => {
    const opening = permit.hidden;
    permit.hidden = !opening;
    why.setAttribute('aria-expanded', String(opening));
    if (!opening) return;
    await explain(permit, textId, { api, zone });
    permit.scrollIntoView({ block: 'nearest' });
  });
  row.addEventListener('status-changed', () => {
    if (!permit.hidden) explain(permit, textId, { api, zone });
  });
  return row;
}

function fillOut(element, { body, automated, staffId, purpose, status, at }, zone) {
  const [bubble, meta] = element.children;
  const [by, chip] = meta.children;
  element.classList.toggle('unsent', tones[status] === 'bad');
  element.classList.toggle('automated', automated);
  setText(bubble, body);
  setText(
    by,
    `${automated ? `Automated ${purpose}` : `Written by ${staffId ?? 'staff'}`} · ${momentOf(at, zone)}`,
  );
  chip.className = `chip ${tones[status] ?? 'calm'}`;
  const words = statusWords(status);
  if (chip.textContent === words) return;
  setText(chip, words);
  element.dispatchEvent(new CustomEvent('status-changed'));
}

const verdicts = { send: 'Allowed', hold: 'Held', refuse: 'Refused' };
const marks = { ok: '✓', hold: '⏸', refuse: '✕' };
const outcomes = { ok: 'Allows it', hold: 'Holds it', refuse: 'Refuses it' };

/** Fills in why a text went, waits or was refused: its permit's rules, and what became of it. */
async function explain(permit, textId, { api, zone }) {
  try {
    const text = await api.get(`/v1/texts/${textId}`);
    permit.replaceChildren(...explanation(text, zone));
  } catch (error) {
    const problem = make('p', { class: 'problem', role: 'alert' });
    showText(problem, wordsOf(error));
    permit.replaceChildren(problem);
  }
}

function explanation({ permit, history }, zone) {
  const { verdict, at, decidedAt, rules } = permit;
  const until = verdict === 'hold' && at ? ` until ${momentOf(at, zone)}` : '';
  return [
    make('p', { class: 'verdict' }, `${verdicts[verdict]}${until}, decided ${momentOf(decidedAt, zone)}:`),
    make('ul', { class: 'rules' }, ...rules.map((rule) => ruleRow(rule, zone))),
    make(
      'p',
      { class: 'quiet' },
      history
        .map(
          ({ status, at: since, code }) =>
            `${statusWords(status)}${code ? ` (${code})` : ''} ${timeOf(since, zone)}`,
        )
        .join(' → '),
    ),
  ];
}

function ruleRow({ code, outcome, detail, cites }, zone) {
  return make(
    'li',
    { class: outcome },
    make('span', { class: 'mark', 'aria-hidden': 'true' }, marks[outcome]),
    make('span', { class: 'visually-hidden' }, `${outcomes[outcome]}: `),
    make('strong', {}, `${inWords(code)}:`),
    ` ${withLocalTimes(detail, zone)}`,
    ...(cites ? [' ', make('cite', {}, cites)] : []),
  );
}
