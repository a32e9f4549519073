/** The small box at the pointer inside a chart. Lines of plain text; nothing in it is markup. */
import type uPlot from 'uplot';

export class ChartTip {
  readonly #box = document.createElement('div');
  readonly #plot: uPlot;

  constructor(plot: uPlot) {
    this.#plot = plot;
    this.#box.className = 'mv-chart-tip';
    this.#box.hidden = true;
    plot.over.append(this.#box);
  }

  show(x: number, y: number, lines: readonly string[]): void {
    this.#box.replaceChildren(
      ...lines.map((line) => {
        const row = document.createElement('div');
        row.textContent = line;
        return row;
      }),
    );
    this.#box.hidden = false;
    const { clientWidth, clientHeight } = this.#plot.over;
    const left = x + 12 + this.#box.offsetWidth > clientWidth ? x - 12 - this.#box.offsetWidth : x + 12;
    this.#box.style.left = `${Math.max(0, left)}px`;
    this.#box.style.top = `${Math.max(0, Math.min(y - 8, clientHeight - this.#box.offsetHeight))}px`;
  }

  hide(): void {
    this.#box.hidden = true;
  }
}
