import type { Paint } from '../terminal/paint.ts'
import type { ActiveJob, ProgressState } from './progress-state.ts'
import type { Symbols } from '../terminal/symbols.ts'
import { secondsText } from './time-text.ts'

const barWidth = 24
/** A bar that is full while the work goes on would lie. */
const fullestBar = 0.95

export interface Look {
  readonly nowMs: number
  readonly columns: number
  readonly paint: Paint
  readonly symbols: Symbols
  /** Counts redraws, to turn the spinner. */
  readonly frame: number
}

/** The progress line: of one job with a bar, of several as counts. Empty when nothing runs. */
export function progressText(state: ProgressState, look: Look): string {
  const [first] = state.active.values()
  if (first === undefined) return ''
  const spinner = look.symbols.spinner[look.frame % look.symbols.spinner.length] ?? ''
  return state.total > 1 ? severalText(state, look, spinner) : oneText(first, look, spinner)
}

function oneText(job: ActiveJob, look: Look, spinner: string): string {
  const elapsedMs = look.nowMs - job.startedAtMs
  const words = phaseWords(job, elapsedMs)
  const hasBar = (job.phase === 'running' || job.phase === 'queued') && job.expectedMs !== undefined
  const plainLength = 2 + job.model.length + 2 + words.length
  const isRoomForBar = plainLength + barWidth + 2 < look.columns
  const bar = hasBar && isRoomForBar ? `${barText(elapsedMs / (job.expectedMs ?? 1), look)}  ` : ''
  const trouble = job.isTroubled ? look.paint.yellow('  no answer just now, trying again') : ''
  const isRoomForTrouble = plainLength + barWidth + 2 + 36 < look.columns
  return `${look.paint.cyan(spinner)} ${look.paint.bold(job.model)}  ${bar}${words}${isRoomForTrouble ? trouble : ''}`
}

function severalText(state: ProgressState, look: Look, spinner: string): string {
  const startedAtMs = Math.min(...[...state.active.values()].map((job) => job.startedAtMs))
  const parts = [
    `${state.saved} of ${state.total} done`,
    `${state.active.size} running`,
    ...(state.failed > 0 ? [`${state.failed} failed`] : []),
  ]
  const bar = look.columns > 76 ? `${barText(Math.max(0, (state.saved + state.failed) / state.total), look)}  ` : ''
  return `${look.paint.cyan(spinner)} ${bar}${parts.join(', ')}  ${look.paint.dim(`oldest ${secondsText(look.nowMs - startedAtMs)}`)}`
}

/** What a job is doing, as text. */
function phaseWords(job: ActiveJob, elapsedMs: number): string {
  const elapsed = secondsText(elapsedMs)
  if (job.phase === 'submitting') return 'submitting'
  if (job.phase === 'saving') return 'saving'
  if (job.phase === 'searching') return `looking for the lost submission, ${elapsed}`
  const prefix = job.phase === 'queued' ? 'queued, ' : ''
  if (job.expectedMs === undefined) return `${prefix}${elapsed}`
  const expected = secondsText(Math.max(1_000, job.expectedMs))
  return elapsedMs <= job.expectedMs
    ? `${prefix}${elapsed} of about ${expected}`
    : `${prefix}${elapsed}, usually about ${expected}`
}

function barText(fraction: number, { paint, symbols }: Look): string {
  const [full, empty] = symbols.bar
  const filled = Math.round(Math.min(fullestBar, Math.max(0, fraction)) * barWidth)
  return paint.cyan(full.repeat(filled)) + paint.dim(empty.repeat(barWidth - filled))
}
