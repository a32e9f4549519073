/** The ranked alerts as a table for a terminal: one line of facts and one sentence each. */
import type { Alert, AlertsDocument, AssetAtRisk } from '../contract/alert.ts';

const MAX_ROWS = 25;

function next(asset: AssetAtRisk | undefined): string {
  if (asset === undefined) return 'none on its course';
  if (asset.minutesTo === 0) return `${asset.name}: now`;
  return `${asset.name}: ${asset.minutesFrom} to ${asset.minutesTo} min`;
}

/** Breaks a text at spaces so that no line is longer than `width`. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  if (line !== '') lines.push(line);
  return lines;
}

function rows(alert: Alert, width: number): string[] {
  const name = alert.vessel.name ?? `MMSI ${alert.vessel.mmsi}`;
  const head = `${String(alert.rank).padStart(3)}  ${alert.severity.toUpperCase().padEnd(10)}  ${name.padEnd(20)}  ${alert.raisedAt.slice(5, 16).replace('T', ' ')} UTC  ${next(alert.assetsAtRisk[0])}`;
  return [head, ...wrap(alert.sentence, width - 17).map((line) => `                 ${line}`)];
}

export function alertTable(document: AlertsDocument, width = 110): string {
  if (document.alerts.length === 0) return 'No alerts.\n';
  const shown = document.alerts.filter((a, i) => a.severity !== 'watch' || i < 10).slice(0, MAX_ROWS);
  const lines = [
    '  #  SEVERITY    SHIP                  RAISED           NEXT ASSET',
    ...shown.flatMap((a) => rows(a, width)),
  ];
  const rest = document.alerts.length - shown.length;
  if (rest > 0)
    lines.push(
      `     and ${rest} more in the report (${document.alerts.filter((a) => a.severity === 'watch').length} in the watch drawer in all)`,
    );
  return `${lines.join('\n')}\n`;
}
