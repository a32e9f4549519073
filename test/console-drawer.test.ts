/** Beyond the budget of a watch: the counted drawer, opened, looked into and closed by somebody who looks at the page. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { TheatreState } from '../src/contract/live.ts';
import { alertOf, consoleUnderTest, queueOf, skip, until } from './console.contract.ts';
import { getJson } from './watch-process.contract.ts';

const BUDGET = 2;
const END = '2025-11-14T03:10:00Z';

/** A night with forty alerts in a handful of rows, kept by an officer who wants to see two of them. */
function nightArgs(folder: string): string[] {
  const night = join(folder, 'night.nmea');
  const args = ['src/cli/main.ts', 'simulate', 'night-0300', '--seed', '1', '--out', night];
  const made = spawnSync(process.execPath, args, { encoding: 'utf8' });
  assert.equal(made.status, 0, made.stderr);
  return ['--source', `replay:${night}?speed=60`, '--region', 'gulf-of-finland', '--budget', String(BUDGET)];
}

describe('the drawer', () => {
  const ours = consoleUnderTest({ args: nightArgs, pausedAt: END });
  after(() => assert.deepEqual(ours.complaints, []));
  const drawer = () => queueOf(ours.page).getByRole('button', { name: /more alerts? beyond the budget of the watch/ });
  const lines = () => queueOf(ours.page).getByRole('listitem').getByRole('button');
  const isShown = async (id: string): Promise<boolean> =>
    (await ours.page.locator(`.mv-row[data-alert-id="${id}"], .mv-row[data-fold-id="${id}"]`).count()) > 0;

  /** What stands in the drawer, as the node says: whole rows, and folds all of whose alerts are in it. */
  async function expected() {
    const { queue } = await getJson<TheatreState>(`${ours.watch.url}/api/theatres/gulf-of-finland/state`);
    const rows = new Map(queue.rows.map((row) => [row.alert.id, row]));
    const isIn = (id: string): boolean =>
      rows.get(id)?.inDrawer ??
      queue.folds.find((fold) => fold.foldId === id)!.alertIds.every((member) => rows.get(member)!.inDrawer);
    const inside = queue.order.filter(isIn);
    return { queue, inside, outside: queue.order.filter((id) => !isIn(id)) };
  }

  it('says how many alerts it holds while it is closed, and shows none of them', { skip }, async (t) => {
    const { queue, inside, outside } = await expected();
    assert.ok(inside.length >= 2, `${inside.length} rows beyond a budget of ${BUDGET}`);
    await until('the rows of the budget and the drawer', async () => (await lines().count()) === outside.length + 1);
    const count = Number(/\d+/.exec(await drawer().innerText())?.[0]);
    t.diagnostic(
      `${count} of ${queue.rows.length} alerts in the drawer, ${inside.length} of ${queue.order.length} rows`,
    );
    assert.equal(count, queue.rows.filter((row) => row.inDrawer).length);
    assert.equal(await drawer().getAttribute('aria-expanded'), 'false');
    for (const id of inside) assert.equal(await isShown(id), false, id);
    for (const id of outside) assert.equal(await isShown(id), true, id);
  });

  it('opens, and shows each row of it below those of the budget', { skip }, async () => {
    const { queue, inside, outside } = await expected();
    await drawer().click();
    await until('all rows', async () => (await lines().count()) === queue.order.length + 1);
    assert.equal(await drawer().getAttribute('aria-expanded'), 'true');
    const shown = await ours.page.evaluate(
      `[...document.querySelectorAll('.mv-queue-line button')].map((b) => b.dataset.alertId ?? b.dataset.foldId ?? 'drawer')`,
    );
    assert.deepEqual(shown, [...outside, 'drawer', ...inside]);
  });

  it('lets an alert in it be opened', { skip }, async () => {
    const { page } = ours;
    const { queue, inside } = await expected();
    let id = inside.find((one) => queue.rows.some((row) => row.alert.id === one));
    if (id === undefined) {
      await page.locator(`.mv-row[data-fold-id="${inside[0]!}"]`).click();
      id = queue.folds.find((fold) => fold.foldId === inside[0])!.alertIds[0]!;
    }
    await page.locator(`.mv-row[data-alert-id="${id}"]`).click();
    const { vessel } = queue.rows.find((row) => row.alert.id === id)!.alert;
    await alertOf(page)
      .getByRole('button', { name: vessel.name ?? `MMSI ${vessel.mmsi}`, exact: true })
      .first()
      .waitFor();
    await alertOf(page).getByText('What speaks against it').waitFor();
  });

  it('closes, and the alert that was opened stays open beside the queue', { skip }, async () => {
    const { page } = ours;
    const { inside, outside } = await expected();
    await drawer().click();
    await page.mouse.move(5, 5);
    await until('the drawer is closed', async () => (await lines().count()) === outside.length + 1);
    assert.equal(await drawer().getAttribute('aria-expanded'), 'false');
    for (const id of inside) assert.equal(await isShown(id), false, id);
    await alertOf(page).getByText('What speaks against it').waitFor();
  });
});
