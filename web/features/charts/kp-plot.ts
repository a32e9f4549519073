/** The chart of crossings as uPlot options: a dot each, shaped by vessel class. */
import uPlot from 'uplot';
import { vesselShapes } from '../../map/vessel-shapes.ts';
import { timeText } from '../../ui/time-text.ts';
import type { ChartColours } from './chart-colours.ts';
import { ChartTip } from './chart-tip.ts';
import { type KpDot, nearestDot } from './kp-dots.ts';
import { FONT, utcTick } from './uplot-host.tsx';

/** Room at the left for the axis; the strip below is set in by the same. */
export const KP_LEFT_PX = 60;
export const KP_RIGHT_PX = 10;
const DOT_PX = 13;
const REACH_PX = 12;
const HEIGHT_PX = 230;

export interface KpPlotWords {
  readonly kp: string;
  readonly className: (dot: KpDot) => string;
  readonly timeZone: string;
}

export const kpData = (dots: readonly KpDot[], span: readonly [number, number]): uPlot.AlignedData =>
  dots.length === 0 ? [[...span], [null, null]] : [dots.map((d) => d.atS), dots.map((d) => d.kpKm)];

export function kpOptions(
  dots: readonly KpDot[],
  span: readonly [fromS: number, toS: number],
  lengthKm: number,
  colours: ChartColours,
  words: KpPlotWords,
  markerS: number | undefined,
  onVessel: (mmsi: number) => void,
): (width: number) => uPlot.Options {
  return (width) => ({
    width,
    height: HEIGHT_PX,
    padding: [10, KP_RIGHT_PX, 0, 0],
    tzDate: (atS) => uPlot.tzDate(new Date(atS * 1000), 'Etc/UTC'),
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, points: { show: false } },
    scales: { x: { time: true, range: [span[0], span[1]] }, y: { range: [0, Math.max(1, lengthKm)] } },
    axes: [
      {
        stroke: colours.quiet,
        font: FONT,
        grid: { stroke: colours.grid, width: 0.5 },
        ticks: { stroke: colours.grid },
        values: (_, splits) => splits.map(utcTick),
        size: 26,
      },
      {
        stroke: colours.quiet,
        font: FONT,
        grid: { stroke: colours.grid, width: 0.5 },
        ticks: { stroke: colours.grid },
        label: words.kp,
        labelFont: FONT,
        labelSize: 18,
        size: KP_LEFT_PX - 18,
      },
    ],
    series: [{}, { paths: () => null, points: { show: false } }],
    hooks: {
      init: [(plot) => follow(plot, dots, words, onVessel)],
      draw: [(plot) => drawDots(plot, dots, colours, markerS)],
    },
  });
}

function follow(plot: uPlot, dots: readonly KpDot[], words: KpPlotWords, onVessel: (mmsi: number) => void): void {
  const tip = new ChartTip(plot);
  const under = (event: MouseEvent): KpDot | undefined => {
    const { left, top } = plot.over.getBoundingClientRect();
    const toPx = (d: KpDot): [number, number] => [plot.valToPos(d.atS, 'x'), plot.valToPos(d.kpKm, 'y')];
    return nearestDot(dots, toPx, event.clientX - left, event.clientY - top, REACH_PX);
  };
  plot.over.addEventListener('mousemove', (event) => {
    const dot = under(event);
    plot.over.style.cursor = dot === undefined ? '' : 'pointer';
    if (dot === undefined) {
      tip.hide();
      return;
    }
    const { utc, local } = timeText(dot.atS * 1000, words.timeZone);
    const speed = dot.speedTenthKn === undefined ? '' : ` · ${(dot.speedTenthKn / 10).toFixed(1)} kn`;
    tip.show(plot.valToPos(dot.atS, 'x'), plot.valToPos(dot.kpKm, 'y'), [
      `${dot.name ?? `MMSI ${dot.mmsi}`}${speed}`,
      words.className(dot),
      `KP ${dot.kpKm.toFixed(1)} km`,
      utc,
      local,
    ]);
  });
  plot.over.addEventListener('mouseleave', () => tip.hide());
  plot.over.addEventListener('click', (event) => {
    const dot = under(event);
    if (dot !== undefined) onVessel(dot.mmsi);
  });
}

function drawDots(plot: uPlot, dots: readonly KpDot[], colours: ChartColours, markerS: number | undefined): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  const scale = (DOT_PX * ratio) / 24;
  for (const dot of dots) {
    const { outline, isHollow } = vesselShapes[dot.vesselClass];
    ctx.save();
    ctx.translate(plot.valToPos(dot.atS, 'x', true) - 12 * scale, plot.valToPos(dot.kpKm, 'y', true) - 12 * scale);
    ctx.scale(scale, scale);
    ctx.beginPath();
    outline.forEach(([x, y], i) => {
      if (i === 0) ctx.moveTo(x, y);
      else ctx.lineTo(x, y);
    });
    ctx.closePath();
    ctx.strokeStyle = isHollow === true ? colours.text : colours.surface;
    ctx.lineWidth = 2.5;
    ctx.fillStyle = isHollow === true ? colours.surface : colours.speed;
    ctx.fill();
    ctx.stroke();
    ctx.restore();
  }
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
