/** For tests of the console: a made desk of partners behind the real server, a real browser on it, and ways to find things there. */
import { join } from 'node:path';
import { after, before } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { PartnerActBody } from '../src/contract/partner-act.ts';
import { type RunningServer, startServer } from '../src/http/server.ts';
import { buildConsole, launchBrowser, PATIENCE_MS, said, skip } from './console.contract.ts';
import { NodeWithPartners, PASSPHRASES } from './made-partners.contract.ts';
import { scanSamples } from './memory-node.contract.ts';

export const EAGLE = 'EAGLE S SIM';

export let node: NodeWithPartners;
let server: RunningServer;
let browser: Browser;
export let page: Page;
let beat: NodeJS.Timeout | undefined;
export const complaints: string[] = [];

/** Called once by a test file: one node, one browser and one page for all its tests. */
export function partnersConsole(): void {
  before(async () => {
    if (skip !== false) return;
    buildConsole();
    node = new NodeWithPartners(await scanSamples(), 'boot-1');
    server = await startServer(node, {
      host: '127.0.0.1',
      port: 0,
      webFolder: join(import.meta.dirname, '..', 'dist', 'web'),
    });
    beat = setInterval(() => {
      for (const { hub, state } of node.theatres) hub.beat(state.clock);
    }, 1000);
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('pageerror', (error) => complaints.push(`thrown: ${error.stack ?? error.message}`));
    page.on('console', (message) => {
      // A refusal that a test asks for is written there by the browser itself.
      const isAsked = /status of (4\d\d|503)/.test(message.text());
      if (message.type() === 'error' && !isAsked) complaints.push(message.text());
    });
    await page.goto(server.url);
  });
  after(async () => {
    clearInterval(beat);
    await browser?.close();
    await server?.close();
  });
}

export const nav = (name: string): Promise<void> =>
  page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name, exact: true }).click();
export const part = (name: string): Promise<void> =>
  page
    .getByRole('navigation', { name: 'Parts of this page' })
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .click();
export const partners = () => page.getByRole('region', { name: 'Partners', exact: true });
export const detail = (name: string) => page.getByRole('article', { name, exact: true });
export const pick = (name: string): Promise<void> =>
  page
    .getByRole('list', { name: 'Partners' })
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .click();
export const last = (): PartnerActBody => node.partners!.asked.at(-1)!.body;
export const alertPanel = () => page.getByRole('article', { name: 'Alert', exact: true });

/** Waits for what the page says, and puts it away: it may lie over what is pressed next. */
export async function told(text: string | RegExp): Promise<void> {
  await said(page, text);
  await page.locator('.mv-toasts').getByRole('button', { name: 'Close' }).last().click();
}

export async function twoOfficers(
  form: ReturnType<typeof detail>,
  secondPassphrase = PASSPHRASES['jaan-kask']!,
): Promise<void> {
  await form.getByRole('combobox', { name: 'First officer' }).selectOption({ label: 'Mari Tamm' });
  await form.getByLabel('Passphrase of the first').fill(PASSPHRASES['mari-tamm']!);
  await form.getByRole('combobox', { name: 'Second officer' }).selectOption({ label: 'Jaan Kask' });
  await form.getByLabel('Passphrase of the second').fill(secondPassphrase);
}
