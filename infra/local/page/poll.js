const pauseMilliseconds = 1000;

/**
 * Runs something again and again: a pause after each run, so runs never overlap, and none while nobody looks. Answers
 * `refresh`, which runs it at once, or once more where one is under way.
 */
export function poll(run) {
  let running = false;
  let again = false;
  let timer;

  const turn = async () => {
    clearTimeout(timer);
    if (running) {
      again = true;
      return;
    }
    running = true;
    do {
      again = false;
      await run();
    } while (again);
    running = false;
    if (!document.hidden) timer = setTimeout(turn, pauseMilliseconds);
  };

  document.addEventListener('visibilitychange', () => {
    clearTimeout(timer);
    if (!document.hidden) turn();
  });
  return turn;
}
