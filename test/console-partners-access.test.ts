/** Whether everyone can use partners' pages: axe in each palette, each language alone, a tablet, and a node that does not answer. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import { palettes, partnerParts } from '../web/state/view-hash.ts';
import { skip, untilTrue } from './console.contract.ts';
import { complaints, node, page, partnersConsole } from './console-partners.contract.ts';
import { strayWords } from './console-words.contract.ts';

partnersConsole();

const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const RULES = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] };
describe('partners for everyone', () => {
  before(async () => {
    if (skip !== false) return;
    await node.giveIdentity();
    await page.locator('.mv-known').first().waitFor();
  });
  const places = [...partnerParts.map((each) => `partners?part=${each}`), 'cases?'];
  const show = async (place: string, language: string, palette: string): Promise<void> => {
    const hash = `#/gulf-of-finland/${place}&lang=${language}&palette=${palette}`;
    await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
    await page.locator('.mv-page h2').first().waitFor();
    await untilTrue(
      page,
      `document.querySelector('.mv-load') === null && document.documentElement.lang === '${language}'`,
    );
  };

  for (const palette of palettes)
    it(`has no violation in the palette ${palette}`, { skip }, async () => {
      if ((await page.evaluate('typeof globalThis.axe')) === 'undefined') await page.evaluate(AXE);
      for (const place of places) {
        await show(place, 'en', palette);
        await page.evaluate(`for (const fold of document.querySelectorAll('.mv-page details')) fold.open = true`);
        const run = `axe.run(document, { runOnly: ${JSON.stringify(RULES)}, resultTypes: ['violations'] })`;
        const { violations } = (await page.evaluate(run)) as {
          violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[];
        };
        const told = violations.flatMap(({ id, nodes }) =>
          nodes.map((n) => `${id}: ${n.target.join(' ')} ${n.failureSummary}`),
        );
        assert.deepEqual(told, [], `${palette}, ${place}`);
      }
    });

  for (const language of ['en', 'et', 'ja'] as const)
    it(`speaks ${language} alone`, { skip }, async () => {
      for (const place of places) {
        await show(place, language, 'night');
        assert.deepEqual(await strayWords(page, language), [], place);
      }
    });

  it('runs out at no side on a tablet', { skip }, async () => {
    await page.setViewportSize({ width: 820, height: 1180 });
    for (const place of places) {
      await show(place, 'en', 'night');
      const over = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
      assert.equal(await page.evaluate(over), 0, place);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('says that the node does not answer and keeps showing what it knew', { skip }, async () => {
    await show('partners?part=partners', 'en', 'night');
    await page.route('**/api/partners*', (route) => route.abort());
    await page.getByText('The node did not answer. What is shown is of').waitFor();
    await page
      .getByRole('list', { name: 'Partners' })
      .getByRole('button', { name: /^Finland/ })
      .waitFor();
    await page.unroute('**/api/partners*');
    await page.getByText('The node did not answer. What is shown is of').waitFor({ state: 'hidden' });
    const meant = complaints.filter((each) => !/ERR_FAILED/.test(each));
    assert.deepEqual(meant, []);
  });
});
