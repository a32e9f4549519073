/**
 * `npm run demo:partners`: Estonia, Finland and Japan as three processes that peer, share, decide together and part, on a page
 * with Tallinn and Tokyo side by side. `-- --once --json --data DIR` plays it without a browser, checks each step by asking the
 * nodes and by reading their stores, and exits 0 only if all held.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkStores } from './partners/check-stores.ts';
import { GULF_SAMPLE, ownAssets, straitWithVisitor } from './partners/demo-data.ts';
import { DemoNode, freePort } from './partners/demo-node.ts';
import { play, type Three } from './partners/demo-play.ts';
import { openPage } from './partners/open-page.ts';
import { SideBySide } from './partners/side-by-side.ts';
import { Steps } from './partners/steps.ts';

const { values } = parseArgs({
  options: {
    once: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    /** For tests: a busy machine is no fault of the nodes. */
    untimed: { type: 'boolean', default: false },
    data: { type: 'string' },
    port: { type: 'string', default: '8339' },
  },
});
const beganMs = performance.now();
const folder = values.data === undefined ? mkdtempSync(join(tmpdir(), 'merivaht-partners-')) : resolve(values.data);
if (values.data !== undefined) rmSync(folder, { recursive: true, force: true });
const say = (text: string): void => void process.stderr.write(`${text}\n`);

const page = values.once ? undefined : await SideBySide.listen(Number(values.port));
const framedBy = page?.url;
const nodeOf = async (
  nodeId: string,
  name: string,
  theatreId: string,
  source: string,
  assets: string,
): Promise<DemoNode> =>
  new DemoNode({ nodeId, name, folder, theatreId, source, assets, framedBy, port: await freePort() });
const papers = join(folder, 'papers');
const gulf = `replay:${GULF_SAMPLE}?speed=1`;
const three: Three = {
  ee: await nodeOf('EE', 'Estonia', 'gulf-of-finland', gulf, ownAssets(papers, 'baltic.json', ['EE'], 'EE')),
  fi: await nodeOf('FI', 'Finland', 'gulf-of-finland', gulf, ownAssets(papers, 'baltic.json', ['FI'], 'FI')),
  jp: await nodeOf(
    'JP',
    'Japan',
    'taiwan-strait',
    `replay:${straitWithVisitor(papers)}?speed=1`,
    ownAssets(papers, 'japan-taiwan.json', ['TW', 'JP'], 'JP'),
  ),
};
const nodes = [three.ee, three.fi, three.jp];
const steps = new Steps({
  begins: (step) => {
    say(`... ${step}`);
    page?.begins(step);
  },
  ended: (result) => {
    say(`${result.ok ? 'ok ' : 'NOT'} ${result.step} (${result.ms} ms)${result.ok ? '' : `: ${result.failed}`}`);
    page?.ended(result);
  },
});
let isStopping = false;
const stopAll = async (): Promise<void> => {
  if (isStopping) return;
  isStopping = true;
  await Promise.allSettled(nodes.map((node) => node.stop()));
  await page?.close();
};
process.once('SIGINT', () => void stopAll().then(() => process.exit(130)));

try {
  if (page !== undefined)
    say(`\nTallinn and Tokyo side by side: ${page.url}\nAll ships are simulated: RECONSTRUCTION. Ctrl-C stops.\n`);
  page?.show(three);
  if (page !== undefined) openPage(page.url);
  await play(three, steps, !values.untimed);
  if (values.once) {
    await Promise.all(nodes.map((node) => node.stop()));
    await steps.step('the stores say the same', async (check) => checkStores(three, check));
  } else {
    say('\nThe nodes go on. Look at both consoles; Ctrl-C stops.');
    await new Promise((resolve) => process.once('SIGTERM', resolve));
  }
} finally {
  await stopAll();
  if (values.data === undefined) rmSync(folder, { recursive: true, force: true });
}
const document = {
  schema: 'merivaht.partners-demo/1',
  ok: steps.allHeld,
  seconds: Math.round((performance.now() - beganMs) / 1000),
  steps: steps.results,
};
if (values.json) process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
else say(`\n${steps.results.filter((r) => r.ok).length} of ${steps.results.length} steps held, ${document.seconds} s`);
process.exitCode = document.ok ? 0 : 1;
