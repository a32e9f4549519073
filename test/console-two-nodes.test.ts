/** Two real nodes that have peered, each with its console in a real browser: who has what, and what a cut looks like on both sides. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { SideBySide } from '../scripts/partners/side-by-side.ts';
import {
  alertOf,
  buildConsole,
  chooseOfficer,
  goToPage,
  launchBrowser,
  listenTo,
  PATIENCE_MS,
  rowOf,
  said,
  skip,
  until,
} from './console.contract.ts';
import { peered, type TwoNodes, twoNodes } from './two-nodes.contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'merivaht-two-nodes-'));
const complaints: string[] = [];
let nodes: TwoNodes;
let sideBySide: SideBySide;
let browser: Browser;
let tallinn: Page;
let helsinki: Page;

before(async () => {
  if (skip !== false) return;
  buildConsole();
  sideBySide = await SideBySide.listen(0);
  nodes = await twoNodes(folder, sideBySide.url);
  await peered(nodes);
  // Two are enough to try frames: Helsinki stands where the demonstration shows Tokyo.
  sideBySide.show({ ee: nodes.tallinn, fi: nodes.helsinki, jp: nodes.helsinki });
  browser = await launchBrowser();
  tallinn = await opened(nodes.tallinn.url);
  helsinki = await opened(nodes.helsinki.url);
});
after(async () => {
  await browser?.close();
  await Promise.allSettled([nodes?.tallinn.stop(), nodes?.helsinki.stop(), sideBySide?.close()]);
  rmSync(folder, { recursive: true, force: true });
  assert.deepEqual(complaints, []);
});

async function opened(url: string, width = 1440): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  page.setDefaultTimeout(PATIENCE_MS);
  listenTo(page, complaints, undefined);
  await page.goto(url);
  return page;
}

const partner = (page: Page, name: string) => page.getByRole('article', { name, exact: true });

describe('two nodes that have peered', () => {
  it('show both consoles side by side, live, within their security policies', { skip }, async () => {
    const page = await opened(sideBySide.url, 1920);
    for (const title of ['Console of Tallinn', 'Console of Tokyo']) {
      const frame: FrameLocator = page.frameLocator(`iframe[title="${title}"]`);
      await frame.getByRole('region', { name: 'Queue', exact: true }).getByText('EAGLE S SIM').first().waitFor();
      await frame.locator('.maplibregl-canvas, .mv-map').first().waitFor();
      // The node's stream reaches into the frame, not its first answer alone.
      await frame.getByText('live', { exact: true }).first().waitFor();
    }
    await page.close();
  });

  it('count in their figures who was turned away', { skip }, async () => {
    for (const { url } of [nodes.tallinn, nodes.helsinki]) {
      const figures = await (await fetch(`${url}/metrics`)).text();
      assert.match(figures, /^merivaht_partner_refusals\{reason="stranger"\} \d+$/m);
    }
  });

  it('say on an alert who has it', { skip }, async () => {
    await rowOf(tallinn, 'EAGLE S SIM').click();
    const sharing = alertOf(tallinn).getByRole('region', { name: 'Who may see it' });
    await sharing.getByText('REL FI').waitFor();
    await sharing.getByText('Finland').first().waitFor();
  });

  it('know each other as active, with logs that are verified and fresh', { skip }, async () => {
    for (const [page, other] of [
      [tallinn, 'Finland'],
      [helsinki, 'Estonia'],
    ] as const) {
      await goToPage(page, 'Partners');
      await partner(page, other).getByText('● active').waitFor();
      const known = partner(page, other).getByRole('region', { name: 'What is known' });
      await until(`${other} is fresh`, async () => /entries, \d+ s ago/.test(await known.innerText()));
      assert.doesNotMatch(await known.innerText(), /Trouble|nothing new for over a minute/);
    }
  });

  it('are cut with two keys; the other side sees that it hears nothing, and what it holds is listed', {
    skip,
  }, async () => {
    await tallinn.getByRole('button', { name: 'Take the watch' }).click();
    await chooseOfficer(tallinn);
    const heldBefore = (await nodes.helsinki.partner('EE')).log.size;
    await tallinn.keyboard.press('x');
    await tallinn.keyboard.press('Enter');
    await said(tallinn, 'Finland is suspended.');
    await partner(tallinn, 'Finland').getByText('⛔ SUSPENDED').waitFor();
    const known = partner(helsinki, 'Estonia').getByRole('region', { name: 'What is known' });
    await known.getByText('it does not answer').waitFor();
    await known.getByText(/\d+ × did not answer/).waitFor();
    const { size } = (await nodes.helsinki.partner('EE')).log;
    assert.ok(size >= heldBefore);
    await partner(tallinn, 'Finland').getByRole('button', { name: 'Damage report' }).click();
    const report = tallinn.getByRole('region', { name: 'What Finland holds of ours' });
    await report
      .getByRole('row', { name: /drag.*AMBER/ })
      .first()
      .waitFor();
    assert.equal((await nodes.helsinki.partner('EE')).log.size, size, 'nothing came after the cut');
  });
});
