/**
 * Makes an element: `make('p', { class: 'quiet' }, 'words')`. Words go in as text and never as HTML: patients write odd things.
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export const byId = (id) => document.getElementById(id);

/** Puts words into an element only where they differ: what stands is not touched, and nothing flickers. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Shows words, or hides the element where there are none. */
export function showText(element, text) {
  setText(element, text ?? '');
  element.hidden = !text;
}

/**
 * Makes a list show its items: elements of known keys stay and are updated, so a focus, an open part or a half-read line
 * survives. `create(item)` makes an element, `update(element, item)` fills it.
 */
export function reconcile(list, items, { key, create, update }) {
  const standing = new Map([...list.children].map((element) => [element.dataset.key, element]));
  const focused = list.contains(document.activeElement) ? document.activeElement : undefined;
  let place = list.firstElementChild;
  for (const item of items) {
    const name = String(key(item));
    const element = standing.get(name) ?? create(item);
    standing.delete(name);
    element.dataset.key = name;
    if (element === place) place = place.nextElementSibling;
    else list.insertBefore(element, place);
    update(element, item);
  }
  for (const gone of standing.values()) gone.remove();
  // An element that changes its place loses the focus.
  if (focused?.isConnected && document.activeElement !== focused) focused.focus({ preventScroll: true });
}

/** Runs a change to a scrolling list; a reader at its end stays at its end, one who has scrolled up stays there. */
export function keepingEnd(list, change) {
  const fromEnd = list.scrollHeight - list.scrollTop - list.clientHeight;
  change();
  if (fromEnd < 48) list.scrollTop = list.scrollHeight;
}

/** Answers whether what it is given differs from the last time: what is unchanged is not drawn again. */
export function changes() {
  let before;
  return (...values) => {
    const now = JSON.stringify(values);
    if (now === before) return false;
    before = now;
    return true;
  };
}

/** Tells people who listen to the page, when they have a pause. */
export function announce(words) {
  byId('announcer').textContent = words;
}

/** Runs an action of a button or form, and takes no second one until it is done. The focus stays where it is. */
export async function busyWhile(element, action) {
  if (element.getAttribute('aria-busy') === 'true') return;
  element.setAttribute('aria-busy', 'true');
  try {
    await action();
  } finally {
    element.removeAttribute('aria-busy');
  }
}
