/** The first five minutes of somebody who has just started the demonstration, in a real browser. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Considered } from '../src/contract/alert.ts';
import type { Queue } from '../src/contract/desk.ts';
import { pages } from '../web/state/view-hash.ts';
import {
  alertOf,
  consoleUnderTest,
  goToPage,
  openFirstHigh,
  PATIENCE_MS,
  queueOf,
  rowOf,
  said,
  skip,
  takeTheWatch,
  until,
  untilTrue,
} from './console.contract.ts';
import { strayWords } from './console-words.contract.ts';
import { getJson } from './watch-process.contract.ts';

describe('the first five minutes', () => {
  let firstHigh: Promise<number> | undefined;
  const ours = consoleUnderTest({
    args: () => ['--demo'],
    onWatch: (url) => {
      firstHigh = waitForHigh(url);
    },
  });
  after(() => assert.deepEqual(ours.complaints, []));
  const replay = () => ours.page.getByRole('region', { name: 'Replay', exact: true });
  const sound = () => ours.page.locator('.mv-sound');

  it('say that it is a reconstruction, and ring for the first high alert; the replay comes down to life', {
    skip,
  }, async (t) => {
    const { page } = ours;
    const banner = page.getByRole('complementary', { name: 'RECONSTRUCTION' });
    await banner.getByText('Eagle S').first().waitFor();
    assert.match(await banner.innerText(), /Outcome:.*dismissed/);
    assert.match(await replay().innerText(), /RECONSTRUCTION/);
    t.diagnostic(`first high alert ${((await firstHigh!) / 1000).toFixed(1)} s after the watch listened`);
    await openFirstHigh(page);
    await until('the replay is at 1x', async () => (await speedOf()) === '1');
    await sound().getByText('HIGH alert rings').waitFor();
    await replay().getByRole('button', { name: 'Pause' }).click();
    await replay().getByRole('button', { name: 'Play' }).waitFor();
  });

  it('show why: speed against own pace, what speaks for and against it, the next asset and the VHF text', {
    skip,
  }, async () => {
    const alert = alertOf(ours.page);
    const chart = alert.getByRole('figure', { name: /^Speed from .* Own pace/ });
    await chart.locator('canvas').waitFor();
    const evidence = alert.getByRole('region', { name: 'Evidence' });
    assert.match(await evidence.innerText(), /What speaks for it/);
    assert.match(await evidence.innerText(), /What speaks against it/);
    assert.ok((await evidence.getByRole('listitem').count()) >= 4);
    const next = alert.getByRole('region', { name: 'Next assets and whom to call' });
    assert.match(await next.innerText(), /\d+–\d+ min/);
    assert.match(await next.innerText(), /owner: /);
    assert.match(await next.innerText(), /Call now:/);
    const vhf = await alert.getByRole('region', { name: 'Text for VHF 16' }).getByRole('blockquote').innerText();
    assert.match(vhf, /EAGLE S SIM.*channel 16.*anchors.*Over\./s);
  });

  it('take the watch and silence it by a key, with what ends the silence', { skip }, async () => {
    const { page } = ours;
    const officer = await takeTheWatch(page);
    await page.getByRole('button', { name: `Watch: ${officer}` }).waitFor();
    await page.keyboard.press('s');
    await said(page, /silenced until the behaviour changes/);
    await sound().getByText('Sound on').waitFor();
    const row = rowOf(page, 'EAGLE S SIM');
    await row.getByText(/^\W*silenced$/).waitFor();
    assert.doesNotMatch(await row.innerText(), /sounds/);
    const handling = alertOf(page)
      .getByRole('listitem')
      .filter({ hasText: /^silenced/ });
    assert.match(await handling.innerText(), /ends when it becomes graver.*withdrawn/s);
    assert.ok((await handling.innerText()).includes(officer));
  });

  it('cut the feed: its assets are not watched, until it is restored', { skip }, async () => {
    const { page } = ours;
    const feeds = page.getByRole('region', { name: 'Feeds' });
    await replay().getByRole('button', { name: 'Play' }).click();
    await replay().getByRole('combobox', { name: 'Speed of the replay' }).selectOption('60');
    await alertOf(page).getByRole('button', { name: 'Estlink 2' }).first().click();
    const asset = page.getByRole('article', { name: 'Cable or pipeline' });
    await asset.getByRole('heading', { name: 'Estlink 2' }).waitFor();
    const state = asset.locator('.mv-watch-state').first();
    await until('Estlink 2 is watched', async () => /watched$/.test(await state.innerText()));
    assert.doesNotMatch(await state.innerText(), /not watched/);
    await feeds.getByRole('button', { name: /Feeds/ }).click();
    await feeds.getByRole('button', { name: 'Cut' }).click();
    assert.match(await feeds.innerText(), /Cut .*\? Assets that only it covers will be not watched\./);
    await feeds.getByRole('button', { name: 'Yes' }).click();
    await feeds.getByText('CUT', { exact: true }).first().waitFor();
    await state.getByText('not watched').waitFor();
    assert.match(await asset.innerText(), /not watched since .*\d\d:\d\d UTC.*no feed is live: \S+ is cut/s);
    await feeds.getByRole('button', { name: 'Restore' }).click();
    await feeds.getByRole('button', { name: 'Yes' }).click();
    await until('Estlink 2 is watched again', async () => /^\W*(watched|degraded)$/.test(await state.innerText()));
    await feeds.getByText('live', { exact: true }).first().waitFor();
    await feeds.getByRole('button', { name: /Feeds/ }).click();
  });

  it('jump, and find the ship that was not alerted, and why', { skip }, async () => {
    const { page } = ours;
    await replay()
      .getByRole('textbox', { name: /Jump to/ })
      .fill('12:00');
    await replay().getByRole('button', { name: 'Jump', exact: true }).click();
    await until('it is noon', async () => /1[2-9]:\d\d UTC/.test(await replay().locator('time').last().innerText()));
    await goToPage(page, 'Not alerted');
    const card = page.getByRole('listitem').filter({ hasText: 'SUNDAY PASSAGE' }).first();
    await card.waitFor();
    assert.match(await card.innerText(), /not alerted.*Why not: \w/s);
    const known = await getJson<Considered[]>(`${ours.watch.url}/api/theatres/gulf-of-finland/considered`);
    assert.ok(known.some((one) => one.vessel.name === 'SUNDAY PASSAGE'));
    assert.equal(await rowOf(page, 'SUNDAY PASSAGE').count(), 0);
  });

  it('pause, change the speed and go on', { skip }, async () => {
    await replay().getByRole('button', { name: 'Pause' }).click();
    await replay().getByRole('button', { name: 'Play' }).waitFor();
    await replay().getByRole('combobox', { name: 'Speed of the replay' }).selectOption('300');
    await until('the speed is 300', async () => (await speedOf()) === '300');
    const clock = () => replay().locator('time').last().innerText();
    const before = await clock();
    await replay().getByRole('button', { name: 'Play' }).click();
    await until('the clock goes on', async () => (await clock()) !== before);
    await replay().getByRole('button', { name: 'Pause' }).click();
    await replay().getByRole('button', { name: 'Play' }).waitFor();
  });

  it('speak Estonian and Japanese on every page, without a word left over', { skip }, async (t) => {
    const { page } = ours;
    for (const language of ['et', 'ja', 'en'] as const) {
      await page.locator('.mv-header select').nth(1).selectOption(language);
      await untilTrue(page, `document.documentElement.lang === '${language}'`);
      for (const each of pages) {
        await page.locator('.mv-nav-item').nth(pages.indexOf(each)).click();
        await page.locator('.mv-nav-item[aria-current="page"]').nth(0).waitFor();
        await untilTrue(page, `location.hash.includes('/${each}?')`);
        if (each === 'watch') await page.locator('.mv-row[data-severity="high"]').first().click();
        await untilTrue(page, `document.querySelector('[aria-busy="true"]') === null`);
        assert.deepEqual(await strayWords(page, language), [], `${language}, ${each}`);
      }
    }
    t.diagnostic(`${pages.length} pages in three languages`);
    await untilTrue(page, `document.documentElement.lang === 'en'`);
  });

  it('switch to the other theatre, which has its own case and queue', { skip }, async () => {
    const { page } = ours;
    await goToPage(page, 'Watch');
    await page.getByRole('combobox', { name: 'Theatre' }).selectOption({ label: 'Taiwan Strait' });
    await page.getByRole('complementary', { name: 'RECONSTRUCTION' }).getByText('Hong Tai').first().waitFor();
    await rowOf(page, 'HONG TAI 58 SIM').waitFor({ timeout: 2 * PATIENCE_MS });
    assert.equal(await rowOf(page, 'EAGLE S SIM').count(), 0);
    assert.match(await page.locator('.mv-clock').innerText(), /UTC\+8/);
    assert.ok(await queueOf(page).isVisible());
  });

  async function speedOf(): Promise<string> {
    return await replay().getByRole('combobox', { name: 'Speed of the replay' }).inputValue();
  }
});

/** How long until the server has a high alert; whatever is less grave has made no sound before it. */
async function waitForHigh(url: string): Promise<number> {
  const fromMs = Date.now();
  for (;;) {
    const { queue } = await getJson<{ queue: Queue }>(`${url}/api/theatres/gulf-of-finland/state`);
    const loud = queue.rows.filter((row) => row.sounds);
    assert.ok(loud.every((row) => row.alert.severity === 'high'));
    if (loud.length > 0) return Date.now() - fromMs;
    if (Date.now() - fromMs > 2 * PATIENCE_MS) throw new Error('no high alert came');
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
