import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LocalHost, startHost } from '../../infra/local/host.ts';
import { isoFrom } from '../../shared/domain/time.ts';
import { temporaryFolder } from '../support/temporary.ts';

const executablePath = '/usr/bin/chromium';
const noBrowser = !existsSync(executablePath);
if (noBrowser) console.warn(`SKIPPED: the local page is not tested, for there is no ${executablePath}.`);

const folder = temporaryFolder();
let context: BrowserContext;

beforeAll(async () => {
  if (noBrowser) return;
  context = await chromium.launchPersistentContext(join(folder.path, 'browser'), {
    executablePath,
    viewport: { width: 1600, height: 1000 },
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  context.setDefaultTimeout(15_000);
});

afterAll(async () => {
  await context?.close();
  folder.remove();
});

const startIn = (name: string, empty: boolean): Promise<LocalHost> =>
  startHost({
    port: 0,
    dataDir: join(folder.path, name),
    publicUrl: undefined,
    clockFrom: isoFrom('2026-12-01T15:00:00Z'),
    store: { kind: 'sqlite' },
    empty,
  });

/** Opens the page, and keeps what the browser complains of. */
async function openPage(url: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error')
      complaints.push(`${message.text()} ${new URL(message.location().url).pathname}`);
  });
  await page.goto(url);
  return { page, complaints };
}

/** The browser itself reports a refused act as a failed load: those are meant. */
const isRefusedReply = (complaint: string): boolean =>
  /status of 422 .* \/v1\/threads\/[^/]+\/(texts|close)$/.test(complaint);

describe.skipIf(noBrowser)('the local page', () => {
  let host: LocalHost;
  let page: Page;
  let complaints: string[];
  let opened = 0;
  /** A number that no earlier test used. */
  let number: string;

  beforeAll(async () => {
    host = await startIn('demo', false);
  });
  afterAll(() => host?.close());

  beforeEach(async () => {
    ({ page, complaints } = await openPage(host.url));
    opened += 1;
    number = `(212) 555-01${20 + opened}`;
    await phone().getByLabel('From', { exact: true }).fill(number);
    await phone().getByLabel('From', { exact: true }).press('Enter');
  });
  afterEach(async () => {
    const unexpected = complaints.filter((complaint) => !isRefusedReply(complaint));
    await page.close();
    expect(unexpected).toEqual([]);
  });

  const phone = () => page.getByRole('article', { name: 'Phone 1' });
  const received = () => phone().locator('li.theirs .bubble');
  const row = () => page.locator('#inbox button', { hasText: number });
  const replyBox = () => page.getByLabel(`Reply to`);
  const problem = () => page.locator('#reply-problem');

  async function sends(body: string): Promise<void> {
    const box = phone().getByLabel('Text from Phone 1');
    await box.fill(body);
    await box.press('Enter');
    await phone().locator('li.mine .bubble', { hasText: body }).last().waitFor();
  }

  const focused = () =>
    page.evaluate<string>('document.activeElement.innerText || document.activeElement.id || ""');

  /** Presses Tab until what has the focus says `words`, as somebody without a mouse does. */
  async function tabTo(words: string): Promise<void> {
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press('Tab');
      if ((await focused()).includes(words)) return;
    }
    throw new Error(`No press of Tab reached "${words}".`);
  }

  it('shows a text as acknowledged on the phone and as waiting in the inbox, without a reload', async () => {
    await sends('Can I come in tomorrow?');
    await received().filter({ hasText: 'We got your appointment request' }).waitFor();
    await row().filter({ hasText: 'Appointment request' }).waitFor();
    expect(await row().innerText()).toMatch(/Due \S+ [AP]M, in 2 h/);
    await expect.poll(() => page.locator('#announcer').innerText()).toContain(number);
  });

  it('lets staff find, read and answer a thread by keyboard alone', async () => {
    await sends('Do you take my insurance?');
    await row().waitFor();
    await page.reload();
    await phone().getByLabel('From', { exact: true }).fill(number);
    await row().waitFor();
    await page.evaluate('document.activeElement.blur()');
    await tabTo('Skip to the practice');
    await page.keyboard.press('Enter');
    await tabTo(number);
    await page.keyboard.press('Enter');
    await page.locator('#texts .bubble', { hasText: 'Do you take my insurance?' }).waitFor();
    expect(await focused()).toBe('reply-body');
    await page.keyboard.type('We do. See you soon!');
    await page.keyboard.press('Enter');
    await received().filter({ hasText: 'We do. See you soon!' }).waitFor();
    await expect.poll(() => replyBox().inputValue()).toBe('');
    await row().filter({ hasText: 'Waiting on the patient' }).waitFor();
    const answer = page.locator('#texts li', { hasText: 'We do. See you soon!' });
    await answer.getByText('Written by sam').waitFor();
    await answer.getByText('Delivered', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    expect(await focused()).toContain(number);
  });

  it('confirms STOP once, and refuses a reply after it in words', async () => {
    await sends('Is the office open on Friday?');
    await row().click();
    await sends('STOP');
    await received().filter({ hasText: 'You are opted out' }).waitFor();
    await page.getByText('Opted out', { exact: true }).waitFor();
    await replyBox().fill('Are you sure?');
    await replyBox().press('Enter');
    await problem().waitFor();
    expect(await problem().innerText()).toMatch(/^Not sent\. The patient opted out \(.*Only START brings/);
    expect(await replyBox().inputValue()).toBe('Are you sure?');
    expect(await received().filter({ hasText: 'You are opted out' }).count()).toBe(1);
    expect(await received().filter({ hasText: 'Are you sure?' }).count()).toBe(0);
    expect(complaints.filter(isRefusedReply)).toHaveLength(1);
  });

  it('counts an answer in the table of weeks', async () => {
    await sends('Do you have parking?');
    await row().click();
    await replyBox().fill('Behind the house.');
    await replyBox().press('Enter');
    const table = page.getByRole('table', { name: 'How soon patients are answered' });
    await table.getByRole('rowheader', { name: 'Nov 30' }).waitFor();
    expect(await table.getByRole('row').last().innerText()).toMatch(/min[\s\S]*\d+ of \d+/);
  });

  it('gives a thread to somebody, notes, notes a call, and closes it with a reason', async () => {
    await sends('May I bring my own forms?');
    await row().click();
    const acts = page.getByRole('form', { name: 'This thread, without an answer' });
    const said = page.locator('#acts-note');
    const words = acts.getByLabel('Note for the others, or why it is closed');
    const notes = page.getByRole('list', { name: 'Notes, newest first' }).getByRole('listitem');
    await acts.getByLabel('Held by').selectOption('alex');
    await said.filter({ hasText: 'Given to alex.' }).waitFor();
    await words.fill('The forms are on the web site.');
    await words.press('Enter');
    await notes.filter({ hasText: /^sam noted, .*: The forms are on the web site\.$/ }).waitFor();
    await acts.getByRole('button', { name: 'Close thread' }).click();
    // Without a reason it stays open, and says why.
    await page.locator('#acts-problem').filter({ hasText: 'Not done.' }).waitFor();
    await words.fill('Answered at the desk.');
    await acts.getByRole('button', { name: 'Close thread' }).click();
    await said.filter({ hasText: 'Closed.' }).waitFor();
    await expect.poll(() => row().innerText()).not.toContain('Due');
    expect(await acts.getByLabel('Held by').inputValue()).toBe('alex');
  });

  it('takes a call as the answer', async () => {
    await sends('Please call me about my visit.');
    await row().click();
    const acts = page.getByRole('form', { name: 'This thread, without an answer' });
    await acts.getByRole('button', { name: 'I called them' }).click();
    await page.locator('#acts-note').filter({ hasText: 'The call is noted.' }).waitFor();
    await page
      .getByRole('list', { name: 'Notes, newest first' })
      .getByRole('listitem')
      .filter({ hasText: /^sam called, / })
      .waitFor();
    await expect.poll(() => row().innerText()).not.toContain('Due');
  });

  it('tells why a text went', async () => {
    await sends('When are you open?');
    await row().click();
    const why = page.locator('#texts').getByRole('button', { name: 'Why?' });
    await why.click();
    const permit = page.locator('.permit');
    await permit.getByText('Allowed, decided').waitFor();
    expect(await permit.locator('.rules li').count()).toBeGreaterThan(1);
    expect(await why.getAttribute('aria-expanded')).toBe('true');
    await page.waitForTimeout(1500);
    expect(await permit.isVisible()).toBe(true);
  });

  it('books an appointment, whose reminder the patient confirms', async () => {
    const form = page.getByRole('form', { name: 'New appointment' });
    await form.getByLabel('Given name').fill('Ann');
    await form.getByLabel('Family name').fill('Lee');
    await form.getByLabel('Start').fill('2026-12-09T09:30');
    await form.getByRole('button', { name: 'Book' }).click();
    await form.getByText('Booked Ann for Wed, Dec 9, 9:30 AM.').waitFor();
    const entry = page.locator('#day li', { hasText: 'Ann Lee' });
    await entry.getByText('Booked', { exact: true }).waitFor();
    await received().filter({ hasText: 'Ann, you have an appointment Wed Dec 9 at 9:30 AM' }).waitFor();
    await phone().getByRole('button', { name: 'C', exact: true }).click();
    await entry.getByText('Confirmed', { exact: true }).waitFor();
    await received().filter({ hasText: "You're confirmed" }).waitFor();
  });

  it('takes a task off the list', async () => {
    const form = page.getByRole('form', { name: 'New appointment' });
    await form.getByLabel('Given name').fill('Bo');
    await form.getByLabel('Family name').fill('Ray');
    await form.getByRole('button', { name: 'Book' }).click();
    await received().filter({ hasText: 'Bo, you have an appointment' }).waitFor();
    await phone().getByRole('button', { name: 'R', exact: true }).click();
    const task = page.locator('#tasks li', { hasText: number });
    await task.getByRole('button', { name: 'Done' }).click();
    await task.waitFor({ state: 'detached' });
    await page.getByText('Nothing to do.').waitFor();
  });

  it('shows HTML in a text as it was written, and runs none of it', async () => {
    const odd = '<img src=x onerror="window.ran=1"><script>window.ran=1</script> <b>bold</b> & {{given}}';
    await sends(odd);
    await row().click();
    const bubble = page.locator('#texts li.theirs .bubble').first();
    await bubble.waitFor();
    expect(await bubble.innerText()).toBe(odd);
    expect(await phone().locator('li.mine .bubble').innerText()).toBe(odd);
    expect(await page.locator('.bubble :is(img, script, b)').count()).toBe(0);
    expect(await page.evaluate('window.ran')).toBeUndefined();
  });

  it('keeps focus and what is typed while texts come in', async () => {
    await sends('First question');
    await row().click();
    await replyBox().pressSequentially('Half an ans');
    await page.evaluate(`fetch('/local/phones/${encodeURIComponent(number)}/texts', {
      method: 'POST', body: JSON.stringify({ to: '+12125550101', body: 'Second question' }),
    })`);
    await page.locator('#texts .bubble', { hasText: 'Second question' }).waitFor();
    await page.keyboard.type('wer');
    expect(await replyBox().inputValue()).toBe('Half an answer');
  });

  it('says which number it cannot text from, and keeps the old one', async () => {
    await phone().getByLabel('From', { exact: true }).fill('12');
    await phone().getByLabel('From', { exact: true }).press('Enter');
    await phone().getByText('not a number').waitFor();
    // The browser reports the failed look-up, which is meant.
    expect(complaints.splice(0)).toHaveLength(1);
    await sends('Still from the number before');
    await row().waitFor();
  });

  it('shows the other practice its own threads alone', async () => {
    await phone().getByRole('combobox', { name: 'To' }).selectOption('+13125550103');
    await sends('Do you have Saturday hours?');
    await phone().getByText('Lakeside Dental · Tue, Dec 1').waitFor();
    await received().filter({ hasText: 'Lakeside Dental:' }).waitFor();
    await page.waitForTimeout(1500);
    expect(await row().count()).toBe(0);
    await page.getByRole('combobox', { name: 'Practice' }).selectOption({ label: 'Lakeside Dental' });
    await row().waitFor();
  });

  it('is no wider than a screen of 360 pixels', async () => {
    await sends(`A word that does not break: ${'x'.repeat(120)}`);
    await row().click();
    await page.locator('.why').click();
    await page.locator('.permit .rules').waitFor();
    for (const width of [360, 700, 801, 1121, 1341, 1601]) {
      await page.setViewportSize({ width, height: 740 });
      const wide = await page.evaluate<string[]>(`
        [...document.querySelectorAll('body *')]
          .filter((one) => one.getBoundingClientRect().right > innerWidth && !one.closest('.visually-hidden'))
          .map((one) => one.tagName + '.' + one.className)`);
      expect(wide, `at ${width} pixels`).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    }
  });

  /** Last: the clock is the host's, and never goes back. */
  it('moves a standing clock from the page, and keeps the focus on its button', async () => {
    const next = page.getByRole('button', { name: 'Next 8 AM' });
    await page.getByText('Tuesday, December 1, 10:00 AM EST').waitFor();
    await next.focus();
    await page.keyboard.press('Enter');
    await page.getByText('Wednesday, December 2, 8:00 AM EST').first().waitFor();
    expect(await focused()).toBe('Next 8 AM');
    await page.getByRole('button', { name: '+1 h', exact: true }).click();
    await page.getByText('Wednesday, December 2, 9:00 AM EST').first().waitFor();
  });
});

describe.skipIf(noBrowser)('the local page of a host without practices', () => {
  it('says that there are none, and what to do', async () => {
    const host = await startIn('empty', true);
    const { page } = await openPage(host.url);
    await page.getByRole('heading', { name: 'There are no demo practices here' }).waitFor();
    expect(await page.locator('#empty-commands').innerText()).toContain(`${host.url}/operator/practices`);
    expect(await page.getByRole('heading', { name: 'Inbox' }).count()).toBe(0);
    await page.close();
    await host.close();
  });
});
