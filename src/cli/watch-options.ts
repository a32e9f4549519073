/** The command line of `merivaht watch`. */
import { parseArgs } from 'node:util';
import { MerivahtError } from '../contract/errors.ts';
import { DEFAULT_KEEP_DAYS } from '../node/node-theatre.ts';

const MAX_KEEP_DAYS = 3650;

export const WATCH_HELP = `merivaht watch --source SOURCE... --region ID|FILE : keeps the watch, with a console on this machine

  --source SOURCE   tcp://HOST:PORT, tcp-server://HOST:PORT, gpsd://HOST:PORT, udp://HOST:PORT, file:PATH, replay:PATH
                    or stdin: (may be given several times; ?id=NAME&times=receipt|sentence behind it)
  --demo            the two theatres of the samples as a replay, without any --source
  --region ID|FILE  the theatre (a shipped region or a region file)
  --assets FILE     your own cables and pipelines (may be given several times); instead of the region's
  --config FILE     merivaht.json with thresholds that differ
  --data DIR        where everything is kept (default merivaht-data; with --demo merivaht-data/demo)
  --keep-days N     days for which what was received is kept, 1 to 3650 (default 30); acts are kept for ever
  --port N          of the console (default 8340)
  --host ADDRESS    127.0.0.1 or ::1; another address is refused until logins exist
  --partner-port N  where partners reach this node (default: the port in its card; see merivaht partner)
  --partner-host A  the address it listens on for them (default 127.0.0.1); mutual TLS, known partners only
  --framed-by URL   lets the page at this origin of this machine show the console in a frame
  --budget N        rows of the queue that are shown before the drawer (default 12)
  --fresh           with --demo: forget the last demonstration

The console is at http://127.0.0.1:8340. Ctrl-C stops gracefully. Exit status: 0 stopped, 2 wrong arguments.
`;

export interface WatchCommandOptions {
  readonly sources: readonly string[];
  readonly isDemo: boolean;
  readonly region: string | undefined;
  readonly assets: readonly string[];
  readonly config: string | undefined;
  readonly data: string;
  readonly port: number;
  readonly host: string;
  readonly budget: number | undefined;
  readonly isFresh: boolean;
  readonly partnerPort: number | undefined;
  readonly partnerHost: string;
  readonly framedBy: string | undefined;
  readonly keepDays: number;
}

export function watchCommandOptions(args: readonly string[]): WatchCommandOptions {
  const { values, positionals } = parsed(args);
  const isDemo = values.demo;
  if (positionals.length > 0) throw new MerivahtError('MV-ARGUMENTS', `unexpected: ${positionals.join(' ')}`);
  if (isDemo && (values.source.length > 0 || values.region !== undefined))
    throw new MerivahtError('MV-ARGUMENTS', '--demo brings its own sources and regions');
  if (!isDemo && values.source.length === 0)
    throw new MerivahtError('MV-ARGUMENTS', 'give at least one --source, or --demo');
  if (!isDemo && values.region === undefined) throw new MerivahtError('MV-ARGUMENTS', '--region is missing');
  const framedBy = values['framed-by'];
  if (framedBy !== undefined && !/^http:\/\/(127\.0\.0\.1|localhost|\[::1\]):\d{1,5}$/.test(framedBy))
    throw new MerivahtError('MV-ARGUMENTS', `--framed-by takes an origin of this machine, not ${framedBy}`);
  const keepDays = Number(values['keep-days']);
  if (!Number.isInteger(keepDays) || keepDays < 1 || keepDays > MAX_KEEP_DAYS)
    throw new MerivahtError(
      'MV-ARGUMENTS',
      `--keep-days takes a number from 1 to ${MAX_KEEP_DAYS}, not ${values['keep-days']}`,
    );
  const budget = values.budget === undefined ? undefined : Number(values.budget);
  if (budget !== undefined && (!Number.isInteger(budget) || budget < 1 || budget > 1000))
    throw new MerivahtError('MV-ARGUMENTS', `--budget takes a number from 1 to 1000, not ${values.budget}`);
  return {
    sources: values.source,
    isDemo,
    region: values.region,
    assets: values.assets,
    config: values.config,
    data: values.data ?? (isDemo ? 'merivaht-data/demo' : 'merivaht-data'),
    port: portOf('--port', values.port)!,
    partnerPort: portOf('--partner-port', values['partner-port']),
    partnerHost: values['partner-host'],
    framedBy,
    host: values.host,
    budget,
    isFresh: values.fresh,
    keepDays,
  };
}

function portOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (text === '' || !Number.isInteger(port) || port < 0 || port > 65_535)
    throw new MerivahtError('MV-ARGUMENTS', `${option} takes a number from 0 to 65535, not ${text}`);
  return port;
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        source: { type: 'string', multiple: true, default: [] },
        demo: { type: 'boolean', default: false },
        region: { type: 'string' },
        assets: { type: 'string', multiple: true, default: [] },
        config: { type: 'string' },
        data: { type: 'string' },
        port: { type: 'string', default: '8340' },
        host: { type: 'string', default: '127.0.0.1' },
        'partner-port': { type: 'string' },
        'partner-host': { type: 'string', default: '127.0.0.1' },
        'framed-by': { type: 'string' },
        budget: { type: 'string' },
        fresh: { type: 'boolean', default: false },
        'keep-days': { type: 'string', default: String(DEFAULT_KEEP_DAYS) },
      },
    });
  } catch (cause) {
    throw new MerivahtError('MV-ARGUMENTS', cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
