/** Whether everyone can use the console: axe on each page, panel and dialog in each palette, and a tablet held upright. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, describe, it } from 'node:test';
import { pages, palettes } from '../web/state/view-hash.ts';
import {
  alertOf,
  consoleUnderTest,
  DEMONSTRATION,
  goToPage,
  openFirstHigh,
  queueOf,
  rowOf,
  skip,
  takeTheWatch,
  untilTrue,
} from './console.contract.ts';

const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const ALL_RULES = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] };
/** Palettes differ in nothing but colours: the others need no more. */
const COLOUR_RULES = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

interface Found {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
}

describe('the console for everyone', () => {
  const ours = consoleUnderTest(DEMONSTRATION);
  after(() => assert.deepEqual(ours.complaints, []));
  const noViolations = async (where: string, rules = ALL_RULES): Promise<void> => {
    const { page } = ours;
    await untilTrue(page, `document.querySelector('[aria-busy="true"], .mv-load') === null`);
    if ((await page.evaluate('typeof globalThis.axe')) === 'undefined') await page.evaluate(AXE);
    const run = `axe.run(document, { runOnly: ${JSON.stringify(rules)}, resultTypes: ['violations'] })`;
    const { violations } = (await page.evaluate(run)) as { violations: readonly Found[] };
    const told = violations.flatMap(({ id, nodes }) =>
      nodes.map((n) => `${id}: ${n.target.join(' ')} ${n.failureSummary}`),
    );
    assert.deepEqual(told, [], where);
  };

  for (const palette of palettes)
    it(`has no violation on any page in the palette ${palette}`, { skip }, async (t) => {
      const { page } = ours;
      await page.getByRole('combobox', { name: 'Palette' }).selectOption(palette);
      await untilTrue(page, `document.documentElement.dataset.palette === '${palette}'`);
      await openFirstHigh(page);
      for (const each of pages) {
        await page.locator('.mv-nav-item').nth(pages.indexOf(each)).click();
        await untilTrue(page, `location.hash.includes('/${each}?')`);
        if (each === 'watch') await alertOf(page).getByText('What speaks against it').waitFor();
        await noViolations(`${palette}, ${each}`, palette === 'night' ? ALL_RULES : COLOUR_RULES);
      }
      t.diagnostic(`${palette}: ${pages.length} pages`);
    });

  it('has none in what opens: ship, asset, dialogs, time travel, feeds, search', { skip }, async () => {
    const { page } = ours;
    await goToPage(page, 'Watch');
    await takeTheWatch(page);
    await openFirstHigh(page);
    const keys = { a: '', v: 'VHF call to EAGLE S SIM', p: 'Phone call', u: 'Unit tasked', m: 'Assign: EAGLE S SIM' };
    for (const [key, name] of Object.entries(keys)) {
      await page.keyboard.press(key);
      if (name === '') continue;
      await page.getByRole('dialog', { name }).waitFor();
      await noViolations(name);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    }
    await alertOf(page).getByRole('button', { name: 'Close alert' }).click();
    await noViolations('closing an alert');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Help' }).waitFor();
    await noViolations('help');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await alertOf(page).getByRole('button', { name: 'EAGLE S SIM' }).click();
    await page.getByRole('article', { name: 'Vessel' }).getByRole('region', { name: 'Earlier behaviour' }).waitFor();
    await noViolations('vessel');
    await page.keyboard.press('/');
    await page.keyboard.type('Estlink');
    await page
      .getByRole('option', { name: /Estlink 2/ })
      .first()
      .waitFor();
    await noViolations('search');
    await page.keyboard.press('Enter');
    const asset = page.getByRole('article', { name: 'Cable or pipeline' });
    await asset.getByText('Crossings, newest first').waitFor();
    await page.getByRole('region', { name: 'Feeds' }).getByRole('button', { name: /Feeds/ }).click();
    await noViolations('asset and feeds');
    await page.getByRole('region', { name: 'Feeds' }).getByRole('button', { name: /Feeds/ }).click();
    await page.getByRole('button', { name: '10 minutes back' }).click();
    await page.getByRole('status').filter({ hasText: 'NOT NOW' }).waitFor();
    await noViolations('time travel');
    await queueOf(page).getByRole('button', { name: 'Back to now' }).click();
  });

  it('fits a tablet held upright: nothing runs out at the side, and queue, map and alert are reached', {
    skip,
  }, async () => {
    const { page } = ours;
    await page.setViewportSize({ width: 820, height: 1180 });
    const tooWide = `document.documentElement.scrollWidth - document.documentElement.clientWidth`;
    for (const each of [...pages.filter((p) => p !== 'watch'), 'watch'] as const) {
      await page.locator('.mv-nav-item').nth(pages.indexOf(each)).click();
      await untilTrue(page, `location.hash.includes('/${each}?')`);
      assert.equal(await page.evaluate(tooWide), 0, `${each} runs out at the side`);
    }
    await openFirstHigh(page);
    assert.equal(await page.evaluate(tooWide), 0);
    const reached = [
      rowOf(page, 'EAGLE S SIM'),
      page.getByRole('region', { name: 'Map', exact: true }).locator('canvas'),
      alertOf(page).getByRole('button', { name: 'Acknowledge (A)' }),
      alertOf(page).getByRole('figure'),
      page.getByRole('slider', { name: 'Moment that is shown' }),
    ];
    for (const each of reached) {
      await each.scrollIntoViewIfNeeded();
      const box = (await each.boundingBox())!;
      assert.ok(box.width > 40 && box.height > 10, JSON.stringify(box));
      assert.ok(box.x >= 0 && box.x + box.width <= 820, JSON.stringify(box));
      assert.ok(box.y < 1180 && box.y + box.height > 0, JSON.stringify(box));
    }
  });
});
