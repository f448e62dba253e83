import type { ProgressBar, ProgressState } from '../app/audit/progress.js';
import { sanitize } from '../report/sanitize.js';
import { cut, padded } from '../report/terminal/width.js';
import type { Screen } from './terminal.js';

/** Milliseconds: what is done sooner needs no bar; how often it is drawn. */
const patience = 500;
const interval = 100;
/** Before, an estimate would jump about. */
const beforeEstimate = 5000;
const barWidth = 20;
const clearLine = '\r\u001b[2K';

/**
 * One line on a screen, overwritten as long as the run lasts.
 * @param now milliseconds
 */
export function progressBar(screen: Screen, now: () => number): ProgressBar {
  const start = now();
  let last = start + patience - interval;
  let isDrawn = false;
  return {
    show(state) {
      const time = now();
      if (time - last < interval) return;
      last = time;
      isDrawn = true;
      screen.write(clearLine + cut(lineOf(state, time - start), screen.columns - 1));
    },
    clear() {
      if (isDrawn) screen.write(clearLine);
      isDrawn = false;
    },
  };
}

function lineOf({ fraction, name, detail }: ProgressState, elapsed: number): string {
  const filled = Math.round(barWidth * Math.min(1, fraction));
  const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled);
  const left =
    elapsed < beforeEstimate || fraction <= 0 ? '' : `, ${timeText((elapsed / fraction) * (1 - fraction))} left`;
  return ` ${bar} ${padded(`${Math.floor(100 * fraction)} %`, 5)} ${detail}${left}  ${sanitize(name)}`;
}

/** `40 s`, `3 min`: no more precise than it is known. */
function timeText(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 50) return `${Math.max(1, Math.round(seconds / 10)) * 10} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
