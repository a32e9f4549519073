/** The server dies under an open page, and comes back: the page says so within seconds, and goes on by itself. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import {
  alertOf,
  consoleUnderTest,
  DEMONSTRATION,
  goToPage,
  openFirstHigh,
  rowOf,
  said,
  skip,
  takeTheWatch,
  untilTrue,
} from './console.contract.ts';

/** Refused connections are what this file is about. */
const LOST = /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|WebSocket connection to|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE/;

describe('a server that is lost', () => {
  const ours = consoleUnderTest({ ...DEMONSTRATION, mayComplain: LOST });
  after(() => assert.deepEqual(ours.complaints, []));
  const sound = () => ours.page.locator('.mv-sound');

  it('keeps the view through a reload in the middle', { skip }, async () => {
    const { page } = ours;
    await openFirstHigh(page);
    await takeTheWatch(page);
    await page.keyboard.press('a');
    await said(page, 'EAGLE S SIM: acknowledged.');
    await page.getByRole('combobox', { name: 'Palette' }).selectOption('day');
    const address = page.url();
    await page.reload();
    await alertOf(page).getByText('What speaks against it').waitFor();
    assert.equal(page.url(), address);
    await rowOf(page, 'EAGLE S SIM').and(page.locator('[aria-current="true"]')).waitFor();
    await untilTrue(page, `document.documentElement.dataset.palette === 'day'`);
    // The officer of the shift is not asked again.
    await page.getByRole('button', { name: /^Watch: / }).waitFor();
    await goToPage(page, 'Logbook');
    await page.reload();
    await page.getByRole('heading', { name: 'Logbook' }).waitFor();
    await goToPage(page, 'Watch');
    await page.goBack();
    await page.getByRole('heading', { name: 'Logbook' }).waitFor();
    await goToPage(page, 'Watch');
  });

  it('turns the page grey, says that all of it is old, and sounds otherwise than for an alert', { skip }, async (t) => {
    const { page } = ours;
    // Any key lets the browser be heard.
    await page.keyboard.press('Shift');
    await sound().getByText('Sound on').waitFor();
    const killedMs = Date.now();
    await ours.kill();
    await page
      .getByRole('alert')
      .filter({ hasText: /^THE SERVER IS LOST/ })
      .waitFor();
    t.diagnostic(`grey ${((Date.now() - killedMs) / 1000).toFixed(1)} s after the kill`);
    await page.locator('.mv-console[data-connection="stale"]').waitFor();
    await sound().getByText('Server lost').waitFor();
    assert.match(await page.locator('.mv-clock').innerText(), /SERVER LOST/);
    // What was known stays, said to be old.
    await page.getByText('this is how it stood when it was last heard').waitFor();
    assert.ok(await rowOf(page, 'EAGLE S SIM').isVisible());
    const filter = await page.evaluate(`getComputedStyle(document.querySelector('main > section')).filter`);
    assert.match(String(filter), /grayscale/);
  });

  it('does not lose what an officer does meanwhile: it says that it was not done, and takes it again', {
    skip,
  }, async () => {
    const { page } = ours;
    await page.locator('.mv-queue-scroller').getByRole('button').first().click();
    await page.keyboard.press('s');
    await said(page, 'The server did not answer: it may not have been done.');
    assert.equal(await rowOf(page, 'EAGLE S SIM').getByText('silenced').count(), 0);
  });

  it('comes back by itself with queue and acts as they were, without a reload', { skip }, async () => {
    const { page } = ours;
    await page.evaluate('globalThis.sameSincePage = true');
    await ours.startAgain();
    await page.locator('.mv-console[data-connection="live"]').waitFor();
    await said(page, 'The server is back.');
    await page
      .getByRole('alert')
      .filter({ hasText: /^THE SERVER IS LOST/ })
      .waitFor({ state: 'hidden' });
    await sound().getByText('Sound on').waitFor();
    const officer = (await page.getByRole('button', { name: /^Watch: / }).innerText()).replace('Watch: ', '');
    await rowOf(page, 'EAGLE S SIM').getByText(officer).waitFor();
    await page
      .locator('.mv-toast')
      .filter({ hasText: 'may not have been done' })
      .getByRole('button', { name: 'Try again' })
      .click();
    await said(page, /silenced until the behaviour changes/);
    await rowOf(page, 'EAGLE S SIM')
      .getByText(/silenced/)
      .waitFor();
    await goToPage(page, 'Logbook');
    const logbook = page.getByRole('region', { name: 'Logbook', exact: true });
    await logbook.getByText('acknowledged the alert').waitFor();
    await logbook.getByText('silenced the alert').first().waitFor();
    assert.equal(await logbook.getByText('silenced the alert').count(), 1);
    assert.equal(await page.evaluate('globalThis.sameSincePage'), true);
  });
});
