/** A simulated night through the core and onto a desk, tick by tick, for tests of what a watch then sees. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Desk } from '../src/alerts/desk.ts';
import { regionContacts } from '../src/alerts/desk-books.ts';
import { assetPaths, loadAssets, loadRegion } from '../src/cli/data-folder.ts';
import { DEFAULT_CONFIGURATION } from '../src/contract/configuration.ts';
import type { Truth } from '../src/contract/truth.ts';
import { PlaceIndex } from '../src/infrastructure/place-index.ts';
import { Core } from '../src/pipeline/core.ts';
import { TickClock } from '../src/pipeline/tick-clock.ts';
import type { Scenario } from '../src/simulator/scenario.ts';
import { simulate } from '../src/simulator/simulate.ts';
import { readHistory } from '../src/sources/read-history.ts';

export interface NightOptions {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly partitions?: number;
  /** Core and desk are made anew from a copy of themselves after these ticks. */
  readonly restartAfter?: (tickMs: number) => boolean;
  /** After each tick. */
  readonly onTick: (tickMs: number, core: Core, desk: Desk) => void;
}

export async function watchNight({
  scenario,
  seed,
  partitions = 1,
  restartAfter,
  onTick,
}: NightOptions): Promise<Truth> {
  const { lines, truth } = simulate(scenario, seed);
  const history = await readHistory({
    paths: ['-'],
    stdin: Readable.from([Buffer.from(lines.join('\n'))]),
    latestMs: scenario.toMs + 86_400_000,
    onProgress: () => {},
  });
  const region = loadRegion('gulf-of-finland');
  const options = {
    assets: loadAssets(assetPaths(region)).assets,
    places: PlaceIndex.build(region.places),
    regionId: region.id,
    box: region.box,
    configuration: DEFAULT_CONFIGURATION,
    configurationHash: createHash('sha256').digest('hex'),
    assetsHash: createHash('sha256').digest('hex'),
    partitions,
  };
  const contacts = regionContacts(region.contacts);
  let core = new Core(options);
  let desk = new Desk({ contacts });
  const clock = new TickClock();
  const take = (record: Parameters<Core['accept']>[0]): void => {
    core.accept(record);
    if (record.kind !== 'tick') return;
    desk.tick(record.tickMs, core.alerts(), core.foldSigns());
    onTick(record.tickMs, core, desk);
    if (restartAfter?.(record.tickMs) !== true) return;
    core = Core.restore(options, structuredClone(core.save()));
    desk = Desk.restore({ contacts }, structuredClone(desk.save()));
  };
  try {
    for (const slice of history.slices()) clock.accept(slice, take);
    clock.finish(take);
  } finally {
    history.close();
  }
  return truth;
}
