/** Going back in time in a real browser: map, queue and alert show that moment, nothing can be done from it, and now is one key away. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Act } from '../src/contract/act.ts';
import {
  alertOf,
  consoleUnderTest,
  DEMONSTRATION,
  openFirstHigh,
  queueOf,
  rowOf,
  skip,
  takeTheWatch,
  until,
} from './console.contract.ts';
import { getJson } from './watch-process.contract.ts';

/** A browser logs every 404, also the one that says that an alert was not there yet. */
const NOT_YET = /status of 404 .*alerts\/.*\?at=2024-12-25T10:(10|20)/;

describe('time travel', () => {
  const ours = consoleUnderTest({ ...DEMONSTRATION, mayComplain: NOT_YET });
  after(() => assert.deepEqual(ours.complaints, []));
  const travel = () => ours.page.getByRole('region', { name: 'Time travel, the last 24 hours' });
  const slider = () => travel().getByRole('slider', { name: 'Moment that is shown' });
  const notNow = () => ours.page.getByRole('status').filter({ hasText: 'NOT NOW' });

  it('by key and button shows an earlier moment, and says that it is not now', { skip }, async () => {
    const { page } = ours;
    await openFirstHigh(page);
    await takeTheWatch(page);
    assert.equal(await notNow().count(), 0);
    await slider().focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowLeft');
    await notNow().getByText('2024-12-25 10:40 UTC').waitFor();
    for (let i = 0; i < 3; i++) await travel().getByRole('button', { name: '10 minutes back' }).click();
    await notNow().getByText('2024-12-25 10:10 UTC').waitFor();
    await until('the address says when', async () => page.url().includes('at=2024-12-25T10%3A10%3A00Z'));
    assert.match((await slider().getAttribute('aria-valuetext')) ?? '', /2024-12-25 10:10 UTC, .*12:10/);
  });

  it('has the queue of that time: what was not yet raised is not in it, what was is less grave', { skip }, async () => {
    const { page } = ours;
    await queueOf(page).getByText('The queue as it stood at').waitFor();
    await rowOf(page, 'EAGLE S SIM').waitFor({ state: 'hidden' });
    await alertOf(page).getByText('At this moment the alert had not been raised yet.').waitFor();
    await rowOf(page, 'RIVER ARROW').waitFor();
    await slider().fill(String(Date.parse('2024-12-25T10:25:00Z')));
    await notNow().getByText('2024-12-25 10:25 UTC').waitFor();
    const row = rowOf(page, 'EAGLE S SIM');
    await row.waitFor();
    assert.doesNotMatch(await row.innerText(), /^\W*High/);
    assert.match(await queueOf(page).innerText(), /High\s*0/);
  });

  it('lets nothing be done from the past', { skip }, async () => {
    const { page } = ours;
    const acts = () => getJson<Act[]>(`${ours.watch.url}/api/theatres/gulf-of-finland/acts?limit=10`);
    await rowOf(page, 'EAGLE S SIM').click();
    const buttons = alertOf(page).getByRole('button', { name: /\((A|S|M|V|P|U)\)$/ });
    await until('the buttons are disabled', async () => {
      const all = await buttons.all();
      return all.length >= 6 && (await Promise.all(all.map((button) => button.isDisabled()))).every((is) => is);
    });
    for (const key of ['a', 's', 'm', 'v', 'p', 'u']) {
      await page.keyboard.press(key);
      assert.equal(await page.getByRole('dialog').count(), 0, `${key} opens nothing`);
    }
    await page.locator('.mv-toast').getByText('You are looking at the past').first().waitFor();
    assert.deepEqual(await acts(), []);
  });

  it('stays where it is through a reload, and comes back to now', { skip }, async () => {
    const { page } = ours;
    await page.reload();
    await notNow().getByText('2024-12-25 10:25 UTC').waitFor();
    await rowOf(page, 'EAGLE S SIM').waitFor();
    await notNow().getByRole('button', { name: 'Back to now' }).click();
    await notNow().waitFor({ state: 'hidden' });
    await queueOf(page)
      .getByRole('button', { name: /^\W*High\W+EAGLE S SIM/ })
      .waitFor();
    assert.equal(await slider().getAttribute('aria-valuetext'), 'now');
    await alertOf(page).getByRole('button', { name: 'Acknowledge (A)' }).click();
    await rowOf(page, 'EAGLE S SIM').getByText(/^✓/).waitFor();
    const acts = await getJson<Act[]>(`${ours.watch.url}/api/theatres/gulf-of-finland/acts?limit=10`);
    assert.deepEqual(
      acts.map((act) => act.body.kind),
      ['acknowledge'],
    );
  });
});
