/** For simulations: what is going to happen in a world: acts, a case, partitions, crashes, a clock that is set. */
import { randomAct } from './simulated-acts.contract.ts';
import { CHAOS_MS } from './simulated-nodes.contract.ts';
import type { World } from './simulation.contract.ts';

const HOUR_MS = 3_600_000;

export function planWorld(world: World): void {
  const { random } = world;
  if (random.next() < 0.6) planCase(world);
  const acts = random.integer(8, 14);
  for (let i = 0; i < acts; i++)
    world.at(random.integer(1, CHAOS_MS - 100), () => {
      const teller = random.pick(world.all());
      if (random.next() < 0.5) world.record(teller);
      else randomAct(world, teller, i);
    });
  for (let i = random.integer(0, 3); i > 0; i--) {
    const pair = [...random.pick(world.pairs)].sort().join(' ');
    const atMs = random.integer(0, CHAOS_MS - 1000);
    world.at(atMs, () => world.parted.add(pair));
    world.at(atMs + random.integer(500, 3000), () => world.parted.delete(pair));
  }
  for (let i = random.integer(0, 2); i > 0; i--) {
    const teller = random.pick(world.all());
    world.at(random.integer(500, CHAOS_MS - 1500), () => world.crash(teller));
  }
  if (random.next() >= 0.2) return;
  const teller = random.pick(world.all());
  world.at(random.integer(500, CHAOS_MS - 500), () => {
    teller.skewMs = random.integer(-HOUR_MS, HOUR_MS);
  });
}

/** With a proposal and votes, some of them twice and otherwise. */
function planCase(world: World): void {
  const { random } = world;
  const opener = random.pick(world.all());
  const self = opener.identity.nodeId;
  const others = world.partnersOf(self).map((partner) => world.tellerTo(partner, self)!);
  world.at(100, () => randomAct(world, opener, 100, 'open'));
  world.at(1300, () => randomAct(world, opener, 101, 'propose'));
  for (let i = 0; i < 6; i++)
    world.at(random.integer(2500, CHAOS_MS - 100), () =>
      randomAct(world, random.pick([opener, ...others]), 102 + i, 'vote'),
    );
}
