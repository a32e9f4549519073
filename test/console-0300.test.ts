/** Three in the morning with forty alerts, as somebody sees it who looks at the page. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { TheatreState } from '../src/contract/live.ts';
import { consoleUnderTest, queueOf, rowOf, runTo, skip, until, untilTrue } from './console.contract.ts';
import { getJson } from './watch-process.contract.ts';

const MOST_ROWS = 8;
const TOP = 3;
/** When the true drag lies in the queue and the disturbance has begun, and the storm is to come. */
const IN_THE_MIDDLE = '2025-11-14T02:00:00Z';
const END = '2025-11-14T03:10:00Z';

function nightArgs(folder: string): string[] {
  const night = join(folder, 'night.nmea');
  const args = ['src/cli/main.ts', 'simulate', 'night-0300', '--seed', '1', '--out', night];
  const made = spawnSync(process.execPath, args, { encoding: 'utf8' });
  assert.equal(made.status, 0, made.stderr);
  return ['--source', `replay:${night}?speed=60`, '--region', 'gulf-of-finland'];
}

/** The line of the queue that has the focus. */
const LINE = `document.activeElement?.closest('.mv-queue-line')`;

describe('three in the morning', () => {
  const ours = consoleUnderTest({ args: nightArgs, pausedAt: IN_THE_MIDDLE });
  after(() => assert.deepEqual(ours.complaints, []));
  const state = () => getJson<TheatreState>(`${ours.watch.url}/api/theatres/gulf-of-finland/state`);
  const lines = () => queueOf(ours.page).getByRole('listitem').getByRole('button');
  const chip = () => queueOf(ours.page).getByRole('button', { name: /changes?: show/ });

  it('keeps the row under the pointer where it is while forty alerts come, and says that changes wait', {
    skip,
  }, async (t) => {
    const { page } = ours;
    const row = rowOf(page, 'LONG NIGHT');
    const box = (await row.boundingBox())!;
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await page.mouse.move(at.x, at.y);
    await page.evaluate(`document.elementFromPoint(${at.x}, ${at.y}).closest('button').dataset.pointedAt = 'yes'`);
    const order = await lines().allInnerTexts();
    // A person's hand moves now and then; only one that has left for a minute lets go.
    let nudge = 0;
    const hand = setInterval(() => {
      nudge = 1 - nudge;
      page.mouse.move(at.x + nudge, at.y).catch(() => {});
    }, 2000);
    try {
      await runTo(ours.watch.url, END);
      await chip().waitFor();
      t.diagnostic(await chip().innerText());
      await until('the page knows of all alerts', async () => (await counted()) === (await state()).queue.rows.length);
      const pointed = `document.elementFromPoint(${at.x}, ${at.y}).closest('button').dataset.pointedAt`;
      assert.equal(await page.evaluate(pointed), 'yes');
      const shown = await lines().allInnerTexts();
      assert.equal(shown.length, order.length);
      assert.deepEqual(shown.map(shipOf), order.map(shipOf));
    } finally {
      clearInterval(hand);
    }
    await chip().click();
    await page.mouse.move(at.x + 600, at.y);
    await chip().waitFor({ state: 'hidden' });
  });

  it('is a handful of rows with the true drag near the top', { skip }, async (t) => {
    const { queue } = await state();
    await until('the page shows the whole queue', async () => (await lines().count()) >= queue.order.length);
    const shown = (await lines().allInnerTexts()).map(shipOf);
    t.diagnostic(`${queue.rows.length} alerts in ${shown.length} rows: ${shown.join(', ')}`);
    assert.ok(queue.rows.length >= 30, `${queue.rows.length} alerts`);
    assert.ok(shown.length <= MOST_ROWS, shown.join(', '));
    const place = shown.indexOf('LONG NIGHT') + 1;
    assert.ok(place >= 1 && place <= TOP, `the drag is in place ${place}`);
  });

  it('opens each fold and the drawer by key, and not one alert is missing', { skip }, async () => {
    const { page } = ours;
    const { queue } = await state();
    await page.mouse.move(5, 5);
    for (let i = 0; i < queue.order.length + 2; i++) await page.keyboard.press('k');
    const seen: string[] = [];
    for (let place = 1; ; place++) {
      await untilTrue(page, `${LINE}?.ariaPosInSet === '${place}'`);
      const id = await page.evaluate(`${LINE}.querySelector('button').dataset.alertId ?? ''`);
      if (id !== '') seen.push(String(id));
      if ((await page.evaluate(`${LINE}.querySelector('button').ariaExpanded`)) === 'false') {
        await page.keyboard.press('Enter');
        await untilTrue(page, `${LINE}?.querySelector('button').ariaExpanded === 'true'`);
      }
      if ((await page.evaluate(`${LINE}.ariaSetSize`)) === String(place)) break;
      await page.keyboard.press('j');
    }
    assert.deepEqual(seen.sort(), queue.rows.map((row) => row.alert.id).sort());
  });

  /** All alerts by the counts in the head of the queue. */
  async function counted(): Promise<number> {
    const head = await queueOf(ours.page).locator('.mv-count').allInnerTexts();
    return head.reduce((sum, text) => sum + Number(/\d+/.exec(text)?.[0] ?? 0), 0);
  }
});

/** The name in a row, or what a fold is called. */
const shipOf = (row: string): string =>
  row
    .split('\n')
    .map((line) => line.trim())
    .find((line) => /^[A-Z][A-Za-z ]+$/.test(line) && !/^(High|Actionable|Watch)$/.test(line)) ?? row;
