/** The command line of `scan`, checked. */
import { parseArgs } from 'node:util';
import { MerivahtError } from '../contract/errors.ts';

export interface ScanOptions {
  readonly inputs: readonly string[];
  readonly samples: boolean;
  readonly region: string | undefined;
  readonly assets: readonly string[];
  readonly columns: string | undefined;
  readonly format: string | undefined;
  readonly config: string | undefined;
  readonly invented: { readonly startMs: number; readonly ratePerS: number } | undefined;
  readonly out: string | undefined;
  readonly json: boolean;
  readonly partitions: number;
}

export const SCAN_HELP = `merivaht scan FILE... : reads ship traffic and writes ranked, explained alerts

  FILE             a file, a directory, or - for standard input; AIS sentences, CSV or JSON; gzip and zstd are unpacked
  --samples        scan the two samples that ship instead
  --region ID|FILE the theatre; chosen from the positions if left out
  --assets FILE... cables and pipelines (GeoJSON) instead of the region's own; may be repeated
  --columns MAP    columns of a CSV, as in mmsi=MMSI,lat=LAT,lon=LON,time=TIME,sog=SOG
  --format NAME    do not recognise the format from the content
  --start TIME --rate N
                   give sentences without a time invented ones: from TIME (ISO 8601), N a second; the run is marked so
  --config FILE    thresholds and parameters that differ from the published ones
  --out DIR        where alerts.json, alerts.geojson, summary.json and report.html go (default out/NAME)
  --json           print exactly the bytes of alerts.json, and nothing else
  --partitions N   share the vessels among N partitions; the result is the same

Exit status: 0 it ran, 2 wrong arguments, 3 nothing readable.
`;

const wrong = (what: string): MerivahtError => new MerivahtError('MV-ARGUMENTS', what);

function invented(start: string | undefined, rate: string | undefined): ScanOptions['invented'] {
  if (start === undefined && rate === undefined) return undefined;
  if (start === undefined || rate === undefined) throw wrong('--start and --rate go together');
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/.test(start))
    throw wrong(`--start ${start} is no ISO 8601 time, as in 2024-12-25T10:00:00Z`);
  const startMs = Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(start) || !start.includes('T') ? start : `${start}Z`);
  const ratePerS = Number(rate);
  if (Number.isNaN(startMs)) throw wrong(`--start ${start} is no time`);
  if (!(ratePerS > 0 && ratePerS <= 1_000_000))
    throw wrong(`--rate ${rate} is no number of sentences a second between 0 and 1,000,000`);
  return { startMs, ratePerS };
}

/** Options that take several words (`--assets A B C`) are split into repeated ones, which is what `parseArgs` knows. */
function spreadAssets(args: readonly string[]): string[] {
  const spread: string[] = [];
  for (let i = 0; i < args.length; i++) {
    spread.push(args[i]!);
    if (args[i] !== '--assets') continue;
    if (args[i + 1] !== undefined) spread.push(args[++i]!);
    while (args[i + 1] !== undefined && /\.(geo)?json(\.gz)?$/.test(args[i + 1]!)) spread.push('--assets', args[++i]!);
  }
  return spread;
}

export function scanOptions(args: readonly string[]): ScanOptions {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(spreadAssets(args));
  } catch (cause) {
    throw new MerivahtError('MV-ARGUMENTS', cause instanceof Error ? cause.message : String(cause), { cause });
  }
  const { values, positionals } = parsed;
  if (positionals.length === 0 && !values.samples) throw wrong('no input was named: give files, directories or -');
  if (positionals.length > 0 && values.samples) throw wrong('--samples takes no files');
  if (values.json && values.samples)
    throw wrong('--json prints one document: name one sample file instead of --samples');
  const partitions = Number(values.partitions);
  if (!Number.isInteger(partitions) || partitions < 1 || partitions > 64)
    throw wrong('--partitions takes a whole number from 1 to 64');
  return {
    inputs: positionals,
    samples: values.samples,
    region: values.region,
    assets: values.assets,
    columns: values.columns,
    format: values.format,
    config: values.config,
    invented: invented(values.start, values.rate),
    out: values.out,
    json: values.json,
    partitions,
  };
}

function parse(args: string[]) {
  return parseArgs({
    args,
    allowPositionals: true,
    options: {
      samples: { type: 'boolean', default: false },
      region: { type: 'string' },
      assets: { type: 'string', multiple: true, default: [] },
      columns: { type: 'string' },
      format: { type: 'string' },
      config: { type: 'string' },
      start: { type: 'string' },
      rate: { type: 'string' },
      out: { type: 'string' },
      json: { type: 'boolean', default: false },
      partitions: { type: 'string', default: '1' },
    },
  });
}
