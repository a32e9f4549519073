/** `merivaht scan`: traffic in, ranked and explained alerts out, as a table, as documents and as one page. */
import { basename, join } from 'node:path';
import type { AlertsDocument } from '../contract/alert.ts';
import { alertsGeoJson } from '../exchange/alerts-geojson.ts';
import { scanReport } from '../report/scan-report.ts';
import { SCENARIOS } from '../simulator/scenarios.ts';
import { MARKER_PREFIX } from '../simulator/simulate.ts';
import { alertTable } from './alert-table.ts';
import type { Command, Terminal } from './command.ts';
import { loadLand, programVersion, samplePaths } from './data-folder.ts';
import { Progress } from './progress.ts';
import { runScan, type ScanResult } from './run-scan.ts';
import { SCAN_HELP, type ScanOptions, scanOptions } from './scan-options.ts';
import { writeResults } from './write-results.ts';

export const scanCommand: Command = {
  name: 'scan',
  summary: 'reads recorded ship traffic and writes ranked, explained alerts',
  help: SCAN_HELP,
  run: async (args, terminal) => {
    const options = scanOptions(args);
    const groups = options.samples ? samplePaths().map((path) => ({ ...options, inputs: [path] })) : [options];
    for (const group of groups) await scanOne(group, terminal);
    return 0;
  },
};

/** The exact bytes of `alerts.json`. */
export const alertsJson = (document: AlertsDocument): string => `${JSON.stringify(document, null, 1)}\n`;

/** The published case that a simulated input reconstructs. */
const caseOf = (marker: string | undefined) =>
  marker?.startsWith(MARKER_PREFIX) === true ? SCENARIOS[marker.slice(MARKER_PREFIX.length)] : undefined;

async function scanOne(options: ScanOptions, terminal: Terminal): Promise<void> {
  const progress = new Progress(terminal.err);
  const result = await runScan(options, process.stdin, Date.now(), progress);
  progress.done();
  for (const problem of result.problems) terminal.err.write(`note: ${problem}\n`);
  const folder =
    options.out === undefined
      ? defaultFolder(options)
      : options.samples
        ? join(options.out, stem(options.inputs[0]!))
        : options.out;
  if (!options.json || options.out !== undefined) writeAll(folder, result, options);
  if (options.json) terminal.out.write(alertsJson(result.document));
  else printSummary(result, folder, terminal);
}

/** A file's name without its endings. */
const stem = (path: string): string =>
  path === '-'
    ? 'stdin'
    : basename(path)
        .replace(/\.(gz|zst)$/, '')
        .replace(/\.[a-z0-9]+$/i, '') || 'scan';

const defaultFolder = (options: ScanOptions): string =>
  join('out', options.inputs.length === 1 ? stem(options.inputs[0]!) : 'scan');

function writeAll(folder: string, result: ScanResult, options: ScanOptions): void {
  const { document, summary, region, assets } = result;
  const scenario = caseOf(document.provenance.reconstruction);
  const report = scanReport({
    title: scenario?.title ?? options.inputs.map((p) => (p === '-' ? 'standard input' : basename(p))).join(', '),
    document,
    summary,
    regionName: region.name.en,
    timeZone: region.timeZone,
    ground: { land: loadLand(region), assets: assets.assets },
    ...(scenario === undefined ? {} : { reconstruction: { what: scenario.what, outcome: scenario.outcome } }),
    programVersion: programVersion(),
  });
  writeResults(folder, {
    'alerts.json': alertsJson(document),
    'alerts.geojson': `${JSON.stringify(alertsGeoJson(document), null, 1)}\n`,
    'summary.json': `${JSON.stringify(summary, null, 1)}\n`,
    'report.html': report,
  });
}

function printSummary(result: ScanResult, folder: string, terminal: Terminal): void {
  const { document, summary, region } = result;
  const scenario = caseOf(document.provenance.reconstruction);
  const lines = ['', scenario?.title ?? summary.inputs.map((i) => i.name).join(', ')];
  if (document.provenance.reconstruction !== undefined)
    lines.push(
      `RECONSTRUCTION: ${scenario === undefined ? 'the input marks itself as simulated' : `simulated from published facts. ${scenario.outcome}`}`,
    );
  if (document.provenance.timesInvented)
    lines.push('TIMES INVENTED: the input carried none; they were given with --start and --rate.');
  lines.push(
    `${region.name.en}, ${document.from?.replace('T', ' ').slice(0, 16) ?? 'no time'} to ${document.to?.replace('T', ' ').slice(0, 16) ?? ''} UTC: ${summary.positions} positions of ${summary.vessels} vessels (${summary.vesselDays} vessel-days), ${summary.crossings} crossings of assets`,
  );
  const aside = Object.entries(summary.rejected).map(([reason, times]) => `${reason} ${times}`);
  if (summary.untimed > 0) aside.push(`untimed ${summary.untimed}`);
  if (aside.length > 0) lines.push(`Set aside: ${aside.join(', ')}`);
  const blind = document.assetWatch.filter((w) => w.hoursNotWatched > 0).length;
  if (blind > 0)
    lines.push(
      `${blind} of ${document.assetWatch.length} assets had hours in which they were not watched: see the report`,
    );
  lines.push(
    '',
    alertTable(document, terminalWidth(terminal)),
    `Considered and not alerted: ${document.considered.length} (in the report, with reasons)`,
    `Report: ${join(folder, 'report.html')}`,
    '',
  );
  terminal.out.write(`${lines.join('\n')}\n`);
}

function terminalWidth(terminal: Terminal): number {
  const { columns } = terminal.out as NodeJS.WriteStream;
  return Math.max(80, Math.min(140, columns ?? 110));
}
