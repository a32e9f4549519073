/** A uPlot chart in a place of the page: made anew when its options change, sized with its place. */
import './charts.css';
import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';

interface HostProps {
  /** Gives the options for a width; another function makes another chart. */
  readonly options: (width: number) => uPlot.Options;
  readonly data: uPlot.AlignedData;
  /** What the picture shows, in words. */
  readonly summary: string;
}

export function UplotHost({ options, data, summary }: HostProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = place.current;
    if (box === null) return;
    const plot = new uPlot(options(Math.max(200, box.clientWidth)), data, box);
    const observer = new ResizeObserver(() => {
      const width = Math.max(200, box.clientWidth);
      if (width !== plot.width) plot.setSize({ width, height: plot.height });
    });
    observer.observe(box);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [options, data]);
  return (
    <figure className="mv-chart">
      <div ref={place} className="mv-chart-canvas" aria-hidden="true" />
      <figcaption className="mv-visually-hidden">{summary}</figcaption>
    </figure>
  );
}

/** UTC on the axis: "10:20", with the day where it begins. */
export const utcTick = (atS: number): string => {
  const iso = new Date(atS * 1000).toISOString();
  return iso.slice(11, 16) === '00:00' ? `${iso.slice(5, 10)}` : iso.slice(11, 16);
};

export const FONT = '12px system-ui, "Noto Sans", "Noto Sans CJK JP", sans-serif';
