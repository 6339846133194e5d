import { host, wordsOf } from './api.js';
import { announce, byId, setText, showText } from './dom.js';
import { clockFace, nextAt } from './times.js';

/** The clock strip: what time it is on the host and, where its clock stands, what moves it. */
export function createClock({ context, refresh }) {
  const strip = byId('clock');
  const moves = byId('clock-moves');
  let standing = false;

  const show = (clock, zone) => {
    standing = clock.standing;
    const face = byId('now');
    setText(face, clockFace(clock.now, zone));
    face.dateTime = clock.now;
    setText(byId('clock-kind'), standing ? 'Stands still until you move it' : 'Real time');
    moves.hidden = !standing;
  };

  const move = async (button) => {
    if (strip.getAttribute('aria-busy') === 'true') return;
    const { by, to } = button.dataset;
    const { now, zone } = context();
    // Buttons are not disabled meanwhile: that would throw away a keyboard's focus.
    strip.setAttribute('aria-busy', 'true');
    showText(byId('clock-problem'));
    try {
      if (by) await host.moveClock({ by });
      else if (to) await host.moveClock({ to: nextAt(to, now, zone) });
      else await host.settle();
      const clock = await host.clock();
      show(clock, zone);
      announce(by || to ? `The clock shows ${clockFace(clock.now, zone)}` : 'Settled');
    } catch (error) {
      showText(byId('clock-problem'), wordsOf(error));
    } finally {
      strip.removeAttribute('aria-busy');
    }
    refresh();
  };

  for (const button of moves.querySelectorAll('button')) button.addEventListener('click', () => move(button));
  return {
    load: () => host.clock(),
    show,
    /**
     * On a standing clock nothing that is due now runs unless asked: a reminder at booking, a receipt. A person who does
     * something here expects to see what it leads to.
     */
    settle: async () => {
      if (standing) await host.settle();
    },
  };
}
