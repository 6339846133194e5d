import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { startHost } from '../../infra/local/host.ts';
import { isoFrom } from '../../shared/domain/time.ts';
import { naughtyWords } from '../hostile/naughty-strings.ts';
import { LocalClient, lines } from '../support/local-client.ts';
import { temporaryFolder } from '../support/temporary.ts';

const executablePath = '/usr/bin/chromium';
const noBrowser = !existsSync(executablePath);
if (noBrowser) console.warn(`SKIPPED: the local page is not tested, for there is no ${executablePath}.`);

/** What a page would run or load if it took words for HTML, shortened to what a name may hold. */
const markup = naughtyWords
  .filter((said) => /[<>]|javascript:|&#/i.test(said))
  .map((said) => said.slice(0, 80));

describe.skipIf(noBrowser)('the page', () => {
  it('shows markup in names, texts and notes as the words that they are', async () => {
    expect(markup.length).toBeGreaterThan(60);
    const folder = temporaryFolder();
    const host = await startHost({
      port: 0,
      dataDir: join(folder.path, 'data'),
      publicUrl: undefined,
      clockFrom: isoFrom('2026-12-01T15:00:00Z'),
      store: { kind: 'sqlite' },
      empty: false,
    });
    const browser = await chromium.launch({
      executablePath,
      args: ['--headless', '--no-sandbox', '--disable-gpu'],
    });
    try {
      const client = new LocalClient(host.url);
      const phone = '+12125550131';
      for (const [index, said] of markup.entries()) {
        await client.call('PUT', '/v1/patients/naughty', { name: { given: said, family: said }, phone });
        await client.handsetSends(phone, lines.ours, said);
        if (index < 20) {
          const contactId = await client.contactId(phone);
          await client.call('POST', `/v1/threads/${contactId}/notes`, { words: said });
        }
      }
      await client.settle();
      const page = await browser.newPage();
      const ran: string[] = [];
      const elsewhere: string[] = [];
      page.on('dialog', (dialog) => {
        ran.push(dialog.message());
        void dialog.dismiss();
      });
      page.on('pageerror', (error) => ran.push(String(error)));
      page.on('request', (request) => {
        if (!request.url().startsWith(host.url)) elsewhere.push(request.url());
      });
      await page.goto(host.url);
      const scripts = await page.locator('script').count();
      const phoneOne = page.getByRole('article', { name: 'Phone 1' });
      await phoneOne.getByLabel('From', { exact: true }).fill(phone);
      await phoneOne.getByLabel('From', { exact: true }).press('Enter');
      await page.locator('#inbox button', { hasText: '555-0131' }).click();
      await page
        .locator('#texts .bubble', { hasText: markup.at(-1)?.trim() ?? '' })
        .first()
        .waitFor();
      await phoneOne.locator('li.mine .bubble').first().waitFor();
      expect(await page.locator('#texts .bubble').count()).toBeGreaterThan(20);
      expect(
        await page.locator('#texts .bubble *, #inbox img, iframe, object, embed, svg[onload]').count(),
      ).toBe(0);
      expect(await page.locator('script').count()).toBe(scripts);
      expect(ran).toEqual([]);
      expect(elsewhere).toEqual([]);
    } finally {
      await browser.close();
      await host.close();
      folder.remove();
    }
  });
});
