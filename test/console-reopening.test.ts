/** What an officer closed and what then became graver, in a real browser. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { TheatreState } from '../src/contract/live.ts';
import type { NodeInfo } from '../src/contract/views.ts';
import { alertOf, consoleUnderTest, goToPage, queueOf, rowOf, runTo, skip } from './console.contract.ts';
import { getJson, postJson } from './watch-process.contract.ts';

describe('a closed alert that becomes graver', () => {
  // Between its alert of grade watch and its high one.
  const ours = consoleUnderTest({ args: () => ['--demo'], pausedAt: '2024-12-25T10:30:00Z' });
  after(() => assert.deepEqual(ours.complaints, []));

  it('is back in the queue, rings, and says who closed it as what; the logbook holds both', { skip }, async () => {
    const { page, watch } = ours;
    const theatre = `${watch.url}/api/theatres/gulf-of-finland`;
    await rowOf(page, 'EAGLE S SIM').waitFor();
    const { queue } = await getJson<TheatreState>(`${theatre}/state`);
    const { alert } = queue.rows.find((row) => row.alert.vessel.name === 'EAGLE S SIM')!;
    const { officers } = await getJson<NodeInfo>(`${watch.url}/api/node`);
    const [officer] = officers;
    const body = { kind: 'close', alertId: alert.id, reason: 'engine', note: 'Says so on 16.' };
    const closed = await postJson(`${theatre}/acts`, { actId: 'close-1', officer: officer!.officerId, body });
    assert.equal(closed.status, 201, await closed.text());
    await rowOf(page, 'EAGLE S SIM').waitFor({ state: 'detached' });
    assert.equal(await queueOf(page).getByText('EAGLE S SIM').count(), 0);

    await runTo(watch.url, '2024-12-25T10:45:00Z');
    const row = rowOf(page, 'EAGLE S SIM');
    await row.getByText(`closed by ${officer!.name} as “Engine trouble” at 10:30 UTC, graver since`).waitFor();
    assert.match(await row.innerText(), /High.*sounds/s);
    await row.click();
    const line = alertOf(page).getByRole('listitem').filter({ hasText: 'Open again since' });
    const said = await line.innerText();
    assert.match(said, /closed: Engine trouble – .*, .*10:30.* Open again since .*10:37.*: it became graver/s);
    assert.ok(said.includes(officer!.name));
    await goToPage(page, 'Logbook');
    const log = page.getByRole('region', { name: 'Logbook', exact: true });
    await log.getByText('Merivaht opened a closed alert again by itself: it became graver').waitFor();
    await log.getByText(`${officer!.name} closed it: Engine trouble`).waitFor();
  });
});
