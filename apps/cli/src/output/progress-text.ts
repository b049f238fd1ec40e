import type { Texts } from '../language/translator.ts'
import type { Paint } from '../terminal/paint.ts'
import type { ActiveJob, ProgressState } from './progress-state.ts'
import type { Symbols } from '../terminal/symbols.ts'
import { secondsText } from './time-text.ts'

const barWidth = 24
/** A bar that is full while the work continues would lie. */
const fullestBar = 0.95

export interface ProgressStyle {
  readonly nowMs: number
  readonly columns: number
  readonly paint: Paint
  readonly symbols: Symbols
  readonly texts: Texts
  /** Counts redraws, to turn the spinner. */
  readonly frame: number
}

/** The progress line: of one job with a bar, of several as counts. Empty when nothing runs. */
export function progressText(state: ProgressState, style: ProgressStyle): string {
  const [first] = state.active.values()
  if (first === undefined) return ''
  const spinner = style.symbols.spinner[style.frame % style.symbols.spinner.length] ?? ''
  return state.total > 1 ? severalText(state, style, spinner) : oneText(first, style, spinner)
}

function oneText(job: ActiveJob, style: ProgressStyle, spinner: string): string {
  const elapsedMs = style.nowMs - job.startedAtMs
  const phase = phaseText(job, elapsedMs, style.texts)
  const hasBar = (job.phase === 'running' || job.phase === 'queued') && job.expectedMs !== undefined
  const plainLength = 2 + job.model.length + 2 + phase.length
  const isRoomForBar = plainLength + barWidth + 2 < style.columns
  const bar = hasBar && isRoomForBar ? `${barText(elapsedMs / (job.expectedMs ?? 1), style)}  ` : ''
  const trouble = job.isTroubled ? style.paint.yellow(`  ${style.texts.t('progress.trouble')}`) : ''
  const isRoomForTrouble = plainLength + barWidth + 2 + 36 < style.columns
  return `${style.paint.cyan(spinner)} ${style.paint.bold(job.model)}  ${bar}${phase}${isRoomForTrouble ? trouble : ''}`
}

function severalText(state: ProgressState, style: ProgressStyle, spinner: string): string {
  const startedAtMs = Math.min(...[...state.active.values()].map((job) => job.startedAtMs))
  const { t } = style.texts
  const { saved, total, failed } = state
  const counts = t('progress.several', { saved, total, running: state.active.size, failed })
  const oldest = t('progress.oldest', { elapsed: secondsText(style.nowMs - startedAtMs) })
  const bar = style.columns > 76 ? `${barText(Math.max(0, (state.saved + state.failed) / state.total), style)}  ` : ''
  return `${style.paint.cyan(spinner)} ${bar}${counts}  ${style.paint.dim(oldest)}`
}

/** What a job is doing, as text. */
function phaseText(job: ActiveJob, elapsedMs: number, { t }: Texts): string {
  const elapsed = secondsText(elapsedMs)
  if (job.phase === 'submitting') return t('phase.submitting')
  if (job.phase === 'saving') return t('phase.saving')
  if (job.phase === 'searching') return t('phase.searching', { elapsed })
  const isQueued = job.phase === 'queued'
  if (job.expectedMs === undefined) return isQueued ? t('phase.queued', { elapsed }) : elapsed
  const expected = secondsText(Math.max(1_000, job.expectedMs))
  const isUsual = elapsedMs <= job.expectedMs
  if (isQueued) return t(isUsual ? 'phase.queuedOf' : 'phase.queuedLong', { elapsed, expected })
  return t(isUsual ? 'phase.runningOf' : 'phase.runningLong', { elapsed, expected })
}

function barText(fraction: number, { paint, symbols }: ProgressStyle): string {
  const [full, empty] = symbols.bar
  const filled = Math.round(Math.min(fullestBar, Math.max(0, fraction)) * barWidth)
  return paint.cyan(full.repeat(filled)) + paint.dim(empty.repeat(barWidth - filled))
}
