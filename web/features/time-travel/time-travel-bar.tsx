/** Moves map, queue and charts together through the last 24 hours: a slider, steps, and the way back to now. */
import './time-travel.css';
import { useEffect, useRef, useState } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { AtMostOnce, browserLater } from '../../state/at-most-once.ts';
import { useLive } from '../../state/use-live.ts';
import { useTravelledPositions } from '../../state/use-positions.ts';
import { useShownQueue } from '../../state/use-queue.ts';
import { setView, useView } from '../../state/view-state.ts';
import { timeText } from '../../ui/time-text.ts';
import { hourMarks, type Span, STEP_MS, travelSpan, travelTo } from './span.ts';

/** A drag asks the node for another moment no more often than this. */
const ASK_EVERY_MS = 200;
const STEPS_MIN = [-10, -1, 1, 10] as const;

export function TimeTravelBar() {
  const dataAt = useLive((s) => s.state?.clock.dataAt);
  const replayFrom = useLive((s) => s.state?.replay?.from);
  const span = travelSpan(dataAt, replayFrom);
  return span === undefined ? null : <Bar span={span} />;
}

function Bar({ span }: { readonly span: Span }) {
  const t = useText('time-travel');
  const timeZone = useLive((s) => s.info?.timeZone) ?? 'UTC';
  const { atMs } = useView();
  const { draggedMs, goTo } = useDrag(span);
  const shownMs = draggedMs ?? atMs ?? span.toMs;
  const { utc, local } = timeText(shownMs, timeZone, 'date');
  const isNow = draggedMs === undefined ? atMs === undefined : draggedMs >= span.toMs;
  return (
    <section className="mv-travel" aria-label={t('title')} data-travelling={!isNow}>
      <div className="mv-travel-row">
        {STEPS_MIN.map((minutes) => (
          <button
            key={minutes}
            type="button"
            className="mv-travel-step"
            disabled={minutes > 0 && isNow}
            aria-label={t(minutes < 0 ? 'back' : 'forward', { minutes: Math.abs(minutes) })}
            title={t(minutes < 0 ? 'back' : 'forward', { minutes: Math.abs(minutes) })}
            onClick={() => goTo(shownMs + minutes * STEP_MS)}
          >
            {minutes < 0 ? `−${-minutes}` : `+${minutes}`}
          </button>
        ))}
        <div className="mv-travel-scale">
          <input
            className="mv-travel-slider"
            type="range"
            min={span.fromMs}
            max={span.toMs}
            step={STEP_MS}
            value={shownMs}
            aria-label={t('slider')}
            aria-valuetext={isNow ? t('now') : `${utc}, ${local}`}
            onChange={({ currentTarget }) => goTo(Number(currentTarget.value))}
          />
          <div className="mv-travel-marks" aria-hidden="true">
            {hourMarks(span, 8).map((mark) => (
              <span
                key={mark}
                style={{ left: `${(100 * (mark - span.fromMs)) / Math.max(1, span.toMs - span.fromMs)}%` }}
              >
                {new Date(mark).toISOString().slice(11, 16)}
              </span>
            ))}
            <em>UTC</em>
          </div>
        </div>
        <output className="mv-travel-time">
          {isNow ? t('now') : utc} <TravelState />
        </output>
      </div>
    </section>
  );
}

/** Whether the moment is still being fetched, or cannot be had. */
function TravelState() {
  const t = useText('time-travel');
  const { waiting, error, atMs } = useShownQueue();
  const positions = useTravelledPositions();
  if (atMs === undefined) return null;
  if (error !== null || positions.error !== null) return <span role="alert">{t('failed')}</span>;
  return waiting ? <span className="mv-quiet">{t('waiting')}</span> : null;
}

/** The slider follows the hand at once; the rest of the page follows at most five times a second. */
function useDrag(span: Span): { readonly draggedMs: number | undefined; readonly goTo: (wantedMs: number) => void } {
  const [draggedMs, setDragged] = useState<number>();
  const wanted = useRef<number | undefined>(undefined);
  const latest = useRef(span);
  latest.current = span;
  const [go] = useState(
    () =>
      new AtMostOnce(
        ASK_EVERY_MS,
        () => {
          if (wanted.current !== undefined) setView({ atMs: travelTo(latest.current, wanted.current) });
          setDragged(undefined);
        },
        browserLater,
      ),
  );
  useEffect(() => () => go.close(), [go]);
  return {
    draggedMs,
    goTo: (wantedMs) => {
      wanted.current = wantedMs;
      setDragged(wantedMs);
      go.ask();
    },
  };
}
