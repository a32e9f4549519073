/** `merivaht simulate`: a scenario and a seed to the sentences that its receivers hear, and the truth about it. */
import { basename, dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { MerivahtError } from '../contract/errors.ts';
import { SCENARIOS } from '../simulator/scenarios.ts';
import { simulate } from '../simulator/simulate.ts';
import type { Command } from './command.ts';
import { writeResults } from './write-results.ts';

const HELP = `merivaht simulate SCENARIO --seed N --out FILE : writes simulated AIS sentences of a published case

  SCENARIO          ${Object.keys(SCENARIOS).join(', ')}
  --seed N          a whole number; the same seed gives the same bytes (default 1)
  --out FILE        where the sentences go
  --truth FILE      what really happens, with sources
  --thinning N      seconds between two reports of a moving vessel (default 60)
  --real-identities published MMSI and names instead of unallocated ones; for your own files only

Each sentence carries a tag block that says SIM-RECONSTRUCTION. Exit status: 0 it ran, 2 wrong arguments.
`;

export const simulateCommand: Command = {
  name: 'simulate',
  summary: 'writes simulated AIS sentences of a published case, or of a night that is made up',
  help: HELP,
  run: async (args, terminal) => {
    const { values, positionals } = parsed(args);
    const scenario = SCENARIOS[positionals[0] ?? ''];
    if (scenario === undefined)
      throw new MerivahtError(
        'MV-SCENARIO-UNKNOWN',
        `${positionals[0] ?? 'no scenario'}; there are ${Object.keys(SCENARIOS).join(', ')}`,
      );
    if (positionals.length > 1)
      throw new MerivahtError('MV-ARGUMENTS', `one scenario at a time, not also ${positionals[1]}`);
    if (values.out === undefined) throw new MerivahtError('MV-ARGUMENTS', '--out FILE is missing');
    const seed = whole('--seed', values.seed, 0, 4_294_967_295);
    const thinningS = whole('--thinning', values.thinning, 2, 3600);
    const simulation = simulate(scenario, seed, { thinningS, realIdentities: values['real-identities'] });
    write(values.out, `${simulation.lines.join('\r\n')}\r\n`);
    if (values.truth !== undefined) write(values.truth, `${JSON.stringify(simulation.truth, null, 2)}\n`);
    terminal.out.write(
      `${scenario.isFiction === undefined ? 'RECONSTRUCTION' : 'FICTION'} ${scenario.id}, seed ${seed}: ${simulation.lines.length} sentences of ${simulation.truth.vessels.length} vessels in ${values.out}\n`,
    );
    return 0;
  },
};

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        seed: { type: 'string', default: '1' },
        out: { type: 'string' },
        truth: { type: 'string' },
        thinning: { type: 'string', default: '60' },
        'real-identities': { type: 'boolean', default: false },
      },
    });
  } catch (cause) {
    throw new MerivahtError('MV-ARGUMENTS', cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function whole(name: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < low || value > high)
    throw new MerivahtError('MV-ARGUMENTS', `${name} takes a whole number from ${low} to ${high}, not ${text}`);
  return value;
}

const write = (path: string, text: string): void => writeResults(dirname(path), { [basename(path)]: text });
