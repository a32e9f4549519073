/** The speed chart as uPlot options: two lines, what is shaded, and marks with names above. */
import uPlot from 'uplot';
import { timeText } from '../../ui/time-text.ts';
import type { ChartColours } from './chart-colours.ts';
import { ChartTip } from './chart-tip.ts';
import { placeInLanes } from './lanes.ts';
import { type SpeedSeries, speedTop } from './speed-series.ts';
import { FONT, utcTick } from './uplot-host.tsx';

export interface SpeedPlotWords {
  readonly speed: string;
  readonly pace: string;
  readonly onset: string;
  readonly assetName: (assetId: string) => string;
  readonly timeZone: string;
}

const LANE_PX = 15;
const LANES = 4;
const HEIGHT_PX = 210;

export const speedData = (series: SpeedSeries): uPlot.AlignedData => [
  [...series.timesS],
  [...series.speedKn],
  [...series.paceKn],
];

const kn = (value: number | null | undefined): string => (value == null ? '–' : `${value.toFixed(1)} kn`);

export function speedOptions(
  series: SpeedSeries,
  colours: ChartColours,
  words: SpeedPlotWords,
  markerS: number | undefined,
): (width: number) => uPlot.Options {
  const lanes = Math.min(LANES, new Set(series.crossings.map((c) => c.atS)).size);
  return (width) => ({
    width,
    height: HEIGHT_PX + lanes * LANE_PX,
    padding: [lanes * LANE_PX + 10, 10, 0, 0],
    tzDate: (atS) => uPlot.tzDate(new Date(atS * 1000), 'Etc/UTC'),
    legend: { show: false },
    cursor: { points: { size: 7 }, drag: { x: false, y: false } },
    scales: { x: { time: true }, y: { range: [0, speedTop(series)] } },
    axes: [
      {
        stroke: colours.quiet,
        font: FONT,
        grid: { stroke: colours.grid, width: 0.5 },
        ticks: { stroke: colours.grid },
        values: (_, splits) => splits.map(utcTick),
        label: 'UTC',
        labelFont: FONT,
        labelSize: 18,
        size: 30,
      },
      {
        stroke: colours.quiet,
        font: FONT,
        grid: { stroke: colours.grid, width: 0.5 },
        ticks: { stroke: colours.grid },
        size: 44,
        values: (_, splits) => splits.map((v) => `${v}`),
        label: 'kn',
        labelFont: FONT,
        labelSize: 16,
      },
    ],
    series: [
      {},
      { label: words.speed, stroke: colours.speed, width: 2.2, points: { show: series.timesS.length < 3 } },
      { label: words.pace, stroke: colours.pace, width: 1.6, dash: [7, 5], points: { show: false } },
    ],
    hooks: {
      init: [(plot) => addTip(plot, words)],
      drawClear: [(plot) => shade(plot, series, colours)],
      draw: [(plot) => drawMarks(plot, series, colours, words, lanes, markerS)],
    },
  });
}

function addTip(plot: uPlot, words: SpeedPlotWords): void {
  const tip = new ChartTip(plot);
  plot.over.addEventListener('mouseleave', () => tip.hide());
  plot.over.addEventListener('mousemove', () => {
    const { idx, left, top } = plot.cursor;
    const atS = idx == null ? undefined : plot.data[0][idx];
    if (idx == null || atS === undefined) {
      tip.hide();
      return;
    }
    const { utc, local } = timeText(atS * 1000, words.timeZone);
    const lines = [
      utc,
      local,
      `${words.speed}: ${kn(plot.data[1]?.[idx])}`,
      `${words.pace}: ${kn(plot.data[2]?.[idx])}`,
    ];
    tip.show(left ?? 0, top ?? 0, lines);
  });
}

/** From the onset on, hatched as well as tinted. */
function shade(plot: uPlot, { onset }: SpeedSeries, colours: ChartColours): void {
  if (onset === undefined) return;
  const { ctx, bbox } = plot;
  const edge = (atS: number): number =>
    Math.max(bbox.left, Math.min(bbox.left + bbox.width, plot.valToPos(atS, 'x', true)));
  const [from, to] = [edge(onset.fromS), edge(onset.toS)];
  if (to <= from) return;
  ctx.save();
  ctx.beginPath();
  ctx.rect(from, bbox.top, to - from, bbox.height);
  ctx.clip();
  ctx.fillStyle = colours.onset;
  ctx.globalAlpha = 0.12;
  ctx.fill();
  ctx.globalAlpha = 0.28;
  ctx.strokeStyle = colours.onset;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (let x = from - bbox.height; x < to; x += 14 * devicePixelRatio) {
    ctx.moveTo(x, bbox.top + bbox.height);
    ctx.lineTo(x + bbox.height, bbox.top);
  }
  ctx.stroke();
  ctx.restore();
}

function drawMarks(
  plot: uPlot,
  { crossings }: SpeedSeries,
  colours: ChartColours,
  { assetName }: SpeedPlotWords,
  lanes: number,
  markerS: number | undefined,
): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.font = FONT.replace('12px', `${12 * ratio}px`);
  ctx.textBaseline = 'middle';
  const labels = crossings.map(({ atS, assetId }) => {
    const text = assetName(assetId);
    return { x: plot.valToPos(atS, 'x', true), width: ctx.measureText(text).width + 5 * ratio, text };
  });
  const places = placeInLanes(labels, bbox.left + bbox.width, lanes, 6 * ratio);
  labels.forEach(({ x, text }, i) => {
    const { lane, left } = places[i]!;
    const top = bbox.top - ((lane ?? 0) * LANE_PX + 9) * ratio;
    ctx.strokeStyle = colours.crossing;
    ctx.lineWidth = 1.5 * ratio;
    ctx.setLineDash([]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top + bbox.height);
    ctx.lineTo(x, lane === undefined ? bbox.top : top);
    ctx.stroke();
    if (lane === undefined) return;
    ctx.fillStyle = colours.crossing;
    ctx.fillText(text, left + (left < x ? 0 : 4 * ratio), top);
  });
  if (markerS !== undefined) {
    const x = plot.valToPos(markerS, 'x', true);
    if (x >= bbox.left && x <= bbox.left + bbox.width) {
      ctx.strokeStyle = colours.marker;
      ctx.lineWidth = 2 * ratio;
      ctx.setLineDash([5 * ratio, 4 * ratio]);
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
    }
  }
  ctx.restore();
}
